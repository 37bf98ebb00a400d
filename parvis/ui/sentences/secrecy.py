"""Sentences of secret ballots: what was verified, and what did not hold. Words in quotation marks are names of the file format."""

SENTENCES: dict[str, dict[str, str]] = {
    "fr": {
        "secrecy.check.archive": "L’archive est entière, octet par octet : {events:événement enchaîné|événements enchaînés}.",
        "secrecy.check.against": (
            "Rien n’a été retiré ni changé depuis l’archive plus ancienne ({events:événement|événements}, {ballots:bulletin|bulletins})."
        ),
        "secrecy.check.election": "Le scrutin est bien formé : son groupe, sa clé, ses questions.",
        "secrecy.check.trustees": (
            "{trustees:dépositaire|dépositaires} ; {needed:est nécessaire|sont nécessaires} pour ouvrir l’urne. "
            "Leurs preuves tiennent et leurs clés forment la clé du scrutin."
        ),
        "secrecy.check.credentials": (
            "{voters:code de vote public|codes de vote publics}, tous différents et valides. Poids total : {weight}."
        ),
        "secrecy.check.ballots": (
            "{ballots:bulletin vérifié|bulletins vérifiés}, preuve par preuve. {voters:personne a voté|personnes ont voté}."
        ),
        "secrecy.check.tally": (
            "La somme chiffrée publiée est bien celle de {ballots:bulletin|bulletins} (le dernier de chaque personne). Empreinte : {hash}."
        ),
        "secrecy.check.sizes": "Le nombre de bulletins comptés ({ballots}) et leur poids ({weight}) sont justes.",
        "secrecy.check.shuffles": "{shuffles:mélange prouvé|mélanges prouvés} : aucun bulletin ajouté, retiré ni changé.",
        "secrecy.check.decryptions": "{decryptions:déchiffrement partiel prouvé|déchiffrements partiels prouvés}.",
        "secrecy.check.result": "Le résultat publié est bien celui que donne la somme déchiffrée.",
        "secrecy.title.archive": "Archive",
        "secrecy.title.against": "Archive plus ancienne",
        "secrecy.title.election": "Scrutin",
        "secrecy.title.trustees": "Dépositaires",
        "secrecy.title.credentials": "Codes de vote",
        "secrecy.title.ballots": "Bulletins",
        "secrecy.title.tally": "Somme chiffrée",
        "secrecy.title.sizes": "Nombre de bulletins",
        "secrecy.title.shuffles": "Mélanges",
        "secrecy.title.decryptions": "Déchiffrements",
        "secrecy.title.result": "Résultat",
        "secrecy.absent": "pas encore publié.",
        "secrecy.unchecked": "n’a pas pu être vérifié, à cause de ce qui précède.",
        "secrecy.title": "Scrutin « {name} » ({uuid}), {group}. Empreinte : {fingerprint}.",
        "secrecy.verdict.holds": "Tout est vérifié : le résultat est celui des bulletins.",
        "secrecy.verdict.so-far": "Ce qui est publié jusqu’ici est vérifié. Le scrutin n’est pas terminé.",
        "secrecy.verdict.fails": "REFUSÉ. Ne vous fiez pas à cette archive.",
        "secrecy.more": "… et {count:autre problème|autres problèmes}.",
        "secrecy.where.ballot": "bulletin n° {place}",
        "secrecy.where.question": "question {question}",
        "secrecy.where.owner": "dépositaire {owner}",
        "secrecy.where.trustee": "dépositaire {trustee}",
        "secrecy.where.shuffle": "mélange n° {place}",
        "secrecy.against.differs": (
            "Cette archive ne commence pas par la plus ancienne : quelque chose a été retiré ou changé depuis. Gardez les deux fichiers."
        ),
        "secrecy.archive.chain": "L’événement {height} ne suit pas celui d’avant : la chaîne des empreintes est rompue.",
        "secrecy.archive.cut": "L’archive est coupée à l’octet {position}. Téléchargez-la de nouveau.",
        "secrecy.archive.empty": "L’archive ne contient pas de scrutin : l’événement « Setup » était attendu.",
        "secrecy.archive.hash": (
            "À l’octet {position}, le contenu n’a pas l’empreinte que son nom annonce ({name}) : il a été changé. Téléchargez de nouveau."
        ),
        "secrecy.archive.head": "Ce n’est pas une archive de scrutin : l’enregistrement « BELENIOS » était attendu au début.",
        "secrecy.archive.header": "L’en-tête à l’octet {position} n’est pas celui que le format demande.",
        "secrecy.archive.order": "L’événement {height} (« {type} ») ne peut pas venir à cet endroit.",
        "secrecy.archive.padding": "Après l’octet {position}, des zéros étaient attendus ; autre chose est venu.",
        "secrecy.archive.payload": "L’événement {height} (« {type} ») ne désigne pas les données qui le précèdent.",
        "secrecy.archive.stray": "Les données à l’octet {position} n’appartiennent à aucun événement.",
        "secrecy.ballot.credential": "Le code de vote public n’est pas dans la liste publiée.",
        "secrecy.ballot.election": "Ce bulletin n’est pas de ce scrutin : un autre identifiant ou une autre empreinte était attendu.",
        "secrecy.ballot.hash": "L’empreinte signée n’est pas celle du bulletin : il a été changé après la signature.",
        "secrecy.ballot.proof": (
            "La preuve « {proof} » ne tient pas (choix {place}) : ce qui est chiffré n’est peut-être pas un choix permis."
        ),
        "secrecy.ballot.replayed": "Ce bulletin est déjà dans l’urne : il a été déposé deux fois.",
        "secrecy.ballot.signature": "La signature ne tient pas : ce bulletin n’a pas été fait avec ce code de vote.",
        "secrecy.ballot.size": "Le bulletin a {came} octets ; {most} au plus étaient attendus.",
        "secrecy.choice.blank": "Un vote blanc ne coche aucun choix.",
        "secrecy.choice.bounds": "De {min} à {max} choix étaient attendus ; {came} sont cochés.",
        "secrecy.choice.marks": "Une liste de {expected} fois 0 ou 1 était attendue.",
        "secrecy.choice.numbers": "Une liste de {expected} nombres de 0 à 255 était attendue.",
        "secrecy.credential.form": "Le code de vote a 22 lettres ou chiffres, XXXXX-XXXXXX-XXXXX-XXXXXX. Vérifiez votre saisie.",
        "secrecy.credentials.form": "La ligne {place} n’est pas un code public, suivi ou non de son poids comme les autres lignes.",
        "secrecy.credentials.identity": "Un code public est l’élément neutre : n’importe qui pourrait voter avec.",
        "secrecy.credentials.sum": "La somme des poids est trop grande pour être comptée.",
        "secrecy.credentials.twice": "Le code public de la ligne {place} est déjà plus haut.",
        "secrecy.credentials.weight": "Le poids de la ligne {place} doit être un entier positif.",
        "secrecy.decryption.missing": (
            "Il manque {missing:dépositaire|dépositaires} : sans leur déchiffrement, le résultat ne peut pas être connu."
        ),
        "secrecy.decryption.proof": "La preuve ne tient pas : ce n’est pas la clé de ce dépositaire, ou pas cette urne.",
        "secrecy.decryption.twice": "Le dépositaire {owner} a déjà déchiffré.",
        "secrecy.election.embedding": "Le groupe {group} ne permet pas de classer ni de noter : prenez Ed25519.",
        "secrecy.election.group": "Le groupe « {group} » n’est pas connu ; il y a : {known}.",
        "secrecy.election.key": "La clé du scrutin est l’élément neutre : elle ne chiffre rien.",
        "secrecy.election.questions": "Le scrutin n’a pas de question.",
        "secrecy.election.uuid": "L’identifiant d’un scrutin a au moins 14 lettres ou chiffres (base 58).",
        "secrecy.element": "Une valeur n’est pas un élément du groupe.",
        "secrecy.form.array": "« {what} » : une liste était attendue.",
        "secrecy.form.boolean": "« {what} » : vrai ou faux était attendu.",
        "secrecy.form.canonical": "« {what} » n’est pas écrit de la seule manière permise (sans espace, champs dans l’ordre).",
        "secrecy.form.fields": "« {what} » : les champs {expected} étaient attendus, dans cet ordre ; {came} sont venus.",
        "secrecy.form.integer": "« {what} » : un entier de {least} à {most} était attendu.",
        "secrecy.form.json": "« {what} » n’est pas du JSON.",
        "secrecy.form.length": "« {what} » : {expected} éléments étaient attendus ; {came} sont venus.",
        "secrecy.form.number": "« {what} » : un nombre décimal sans zéro de tête était attendu.",
        "secrecy.form.object": "« {what} » : un objet était attendu.",
        "secrecy.form.scalar": "« {what} » : un nombre plus petit que l’ordre du groupe était attendu.",
        "secrecy.form.string": "« {what} » : un texte était attendu.",
        "secrecy.question.bounds": (
            "De {min} à {max} choix parmi {answers} : le minimum ne peut dépasser le maximum, ni le maximum le nombre de réponses."
        ),
        "secrecy.question.lists": "Une question à listes a au moins une liste, et chaque liste au moins un nom.",
        "secrecy.question.lists-not-made": "Parvis vérifie les bulletins à listes, mais n’en fait pas.",
        "secrecy.question.too-long": "{count} réponses à classer ou à noter ne tiennent pas dans ce groupe. Posez plusieurs questions.",
        "secrecy.question.type": "Le type de question « {came} » n’est pas connu.",
        "secrecy.result.differs": "Le résultat publié n’est pas celui que donnent les déchiffrements.",
        "secrecy.result.logarithm": "Aucun nombre jusqu’à {most} n’explique cette somme : un déchiffrement est faux.",
        "secrecy.shuffle.none": "L’urne a été déchiffrée sans avoir été mélangée.",
        "secrecy.shuffle.proof": "La preuve du mélange ne tient pas : un bulletin a été ajouté, retiré ou changé.",
        "secrecy.shuffle.unneeded": "Ce scrutin n’a pas de question à mélanger.",
        "secrecy.tally.differs": "La somme chiffrée publiée n’est pas celle des bulletins : un bulletin manque, ou la somme a été changée.",
        "secrecy.tally.hash": "Le nombre de bulletins ne désigne pas la somme chiffrée publiée.",
        "secrecy.tally.other-election": "Deux sommes de scrutins différents ne s’ajoutent pas.",
        "secrecy.tally.sizes": (
            "{ballots:bulletin compte|bulletins comptent}, d’un poids total de {weight} ; {came} et {came_weight} sont annoncés."
        ),
        "secrecy.tally.weight": "Avec une question à classer ou à noter, tous les poids sont 1.",
        "secrecy.trustee.combined": "Les clés des dépositaires ne forment pas la clé du scrutin.",
        "secrecy.trustee.context": "« {what} » a été fait pour une autre cérémonie : groupe, nombre, seuil ou rang différent.",
        "secrecy.trustee.kind": "Le genre de dépositaire « {came} » n’est pas connu.",
        "secrecy.trustee.none": "Le scrutin n’a pas de dépositaire.",
        "secrecy.trustee.proof": "La preuve que le dépositaire connaît sa clé ne tient pas.",
        "secrecy.trustee.share": "La clé du dépositaire {place} n’est pas celle que donnent les polynômes de tous.",
        "secrecy.trustee.signature": "La signature de « {what} » ne tient pas.",
        "secrecy.trustee.unknown": "Il n’y a pas de dépositaire {owner}.",
        "secrecy.said.credentials": (
            "{count:code de vote créé|codes de vote créés}. Empreinte de la liste publique : {fingerprint}. Gardez « {file} » "
            "secret : chaque personne ne reçoit que le sien."
        ),
        "secrecy.said.setup": "L’archive « {file} » est prête. Empreinte du scrutin, à publier partout : {fingerprint}.",
        "secrecy.said.open": "Le vote est ouvert : {ballots:bulletin|bulletins}, {voters:personne peut voter|personnes peuvent voter}.",
        "secrecy.said.closed": (
            "Le vote est clos : {ballots:bulletin|bulletins}, {voters:personne pouvait voter|personnes pouvaient voter}. Les "
            "dépositaires n’ont pas fini."
        ),
        "secrecy.said.over": (
            "Le résultat est publié : {ballots:bulletin|bulletins}, {voters:personne pouvait voter|personnes pouvaient voter}."
        ),
        "secrecy.said.cast": "Bulletin déposé. Son numéro de suivi : {tracker}.",
        "secrecy.said.close": "Le vote est clos et la somme chiffrée est publiée.",
        "secrecy.said.shuffled": "Le mélange du dépositaire {owner} est ajouté.",
        "secrecy.said.missing": "Il manque encore le déchiffrement de {missing:dépositaire|dépositaires}.",
        "secrecy.said.invalid": "{count:réponse ne suit|réponses ne suivent} pas la méthode et ne comptent pas.",
        "secrecy.said.written": "Écrit dans « {file} » : à remettre au bureau de vote.",
        "secrecy.said.published": "Écrit dans « {file} ». N’importe qui peut le recompter : parvis recount.",
        "secrecy.said.opening-urn": (
            "Cette urne contient {ballots:bulletin|bulletins} ; ce que vous déchiffrez a l’empreinte {hash}. "
            "Comparez avec ce qui est publié ailleurs avant de remettre votre déchiffrement."
        ),
        "secrecy.said.kept": "Votre secret est dans « {file} », que vous seul pouvez lire. Gardez-en une copie ailleurs, hors ligne.",
        "secrecy.said.ballot": "Votre bulletin est dans « {file} ». Notez son numéro de suivi : {tracker}.",
        "secrecy.said.opening": (
            "« {file} » peut ouvrir ce bulletin. Pour voter, effacez-le et déposez le bulletin. Pour vérifier le programme, ouvrez "
            "le bulletin (parvis ballot challenge), puis faites-en un autre."
        ),
        "secrecy.said.holds": "Le bulletin est bien formé et ses preuves tiennent.",
        "secrecy.said.not-there": "Aucun bulletin de l’urne n’a le numéro de suivi {tracker}.",
        "secrecy.said.counts": "Le bulletin {tracker} est dans l’urne (n° {place}) et compte.",
        "secrecy.said.replaced": (
            "Le bulletin {tracker} est dans l’urne (n° {place}), mais un bulletin plus récent de la même personne le remplace."
        ),
        "secrecy.said.opened": "Le programme a bien chiffré ceci :",
        "secrecy.said.spent": "Ce bulletin est ouvert : ne le déposez pas. Faites-en un nouveau.",
        "secrecy.ask.credential": "Votre code de vote :",
        "secrecy.ask.marks": "Numéros de vos choix, de {min} à {max}, séparés par des espaces :",
        "secrecy.ask.blank-too": "Numéros de vos choix, de {min} à {max}, séparés par des espaces, ou 0 pour un vote blanc :",
        "secrecy.ask.numbers": (
            "{count} nombres, un par réponse, séparés par des espaces (1 est le meilleur, 0 partout est un vote blanc) :"
        ),
        "secrecy.ask.blank": "(vote blanc)",
        "secrecy.ballot.not-yours": "Ce code de vote n’est pas de ce scrutin. Vérifiez votre saisie et le fichier.",
        "secrecy.challenge.cast": (
            "Ce bulletin est dans l’urne : l’ouvrir montrerait votre vote. Faites-en un autre pour vérifier le programme."
        ),
        "secrecy.challenge.differs": (
            "LE PROGRAMME A TRICHÉ ou s’est trompé : ce qui est chiffré n’est pas ce qui est dit. Ne déposez pas ce bulletin et "
            "prévenez le bureau de vote."
        ),
        "secrecy.challenge.format": "Ce n’est pas l’ouverture d’un bulletin : le format « parvis/ouverture », version 1, était attendu.",
        "secrecy.challenge.other-ballot": "Cette ouverture est celle d’un autre bulletin.",
        "secrecy.archive.not-closed": "Le vote n’est pas clos : la somme chiffrée n’est pas publiée.",
        "secrecy.question.method": "La méthode « {came} », ou l’un de ses réglages, n’est pas connue pour classer ou noter.",
        "secrecy.trustee.message": (
            "Le message ne peut pas être lu : il n’est pas de cette personne, n’est pas pour vous, ou a été changé."
        ),
        "secrecy.trustee.not-mine": "Aucun des certificats n’est le vôtre. Vérifiez le fichier de votre secret.",
        "secrecy.trustee.numbers": "Le numéro ({index}) et le seuil ({threshold}) vont de 1 au nombre de dépositaires ({size}).",
        "secrecy.trustee.seed": "Un secret de 22 lettres ou chiffres était attendu.",
        "secrecy.trustee.sent": "La part envoyée n’est pas celle que promettent ses coefficients publics. Arrêtez la cérémonie.",
        "secrecy.trustee.twice": "Deux certificats ont la même clé.",
        "secrecy.file.credential": "Un fichier avec votre code de vote était attendu : --credential FICHIER.",
        "secrecy.file.choices": "Un fichier avec vos choix était attendu : --choices FICHIER.",
        "secrecy.file.choice-list": "« {file} » : une liste était attendue, avec une liste pour chaque question.",
        "secrecy.choice.numbers-of": "Des nombres de {least} à {most} étaient attendus ; « {came} » est venu.",
        "secrecy.file.part": "« {file} » : un fichier fait par parvis trustee shuffle ou parvis trustee decrypt était attendu.",
        "secrecy.file.part-fields": (
            "« {file} » : le genre (« shuffle » ou « decryption »), le numéro du dépositaire et le contenu étaient attendus."
        ),
        "secrecy.file.no-voter": "Au moins une personne qui vote était attendue.",
        "secrecy.file.voter-twice": "« {file} », ligne {line} : « {name} » est déjà plus haut.",
        "secrecy.file.voter-weight": "« {file} », ligne {line} : un poids entier de 1 ou plus était attendu ; « {came} » est venu.",
        "secrecy.file.questions": "« {file} » : un objet JSON était attendu, avec « name », « description » et « questions ».",
        "secrecy.file.no-result": "« {file} » : une archive dont le résultat est vérifié était attendue. Lancez : parvis verify election.",
        "secrecy.question.number": "Un numéro de question de 1 à {most} était attendu ; {came} est venu.",
        "secrecy.question.no-method": "Cette question ne nomme pas de méthode pour la compter : ses chiffres sont déjà le résultat.",
        "secrecy.file.json": "« {file} » : du JSON était attendu.",
        "secrecy.file.json-line": "« {file} », ligne {line} : une valeur JSON par ligne était attendue.",
        "secrecy.file.secret-open": "« {file} » : d’autres personnes de cet ordinateur peuvent lire ce secret. Lancez : chmod 600 {file}",
        "secrecy.file.text": "« {file} » : du texte était attendu.",
        "secrecy.file.exists": "« {file} » existe déjà ; il est laissé tel quel. Choisissez un autre nom.",
        "secrecy.file.none": "« {file} » : il n’y a pas de fichier de ce nom. Vérifiez le nom et le dossier.",
        "secrecy.file.forbidden": "« {file} » : vous n’avez pas le droit de lire ou d’écrire ce fichier.",
        "secrecy.file.cluster": "Aucun ordonnanceur Dask ne répond à l’adresse {address}.",
        "secrecy.trustee.number": "Un numéro de dépositaire de 1 à {most} était attendu ; {came} est venu.",
        "secrecy.trustee.other-election": "Ce secret n’est celui d’aucun dépositaire de ce scrutin.",
        "secrecy.trustee.opened-other": (
            "Cette clé a déjà ouvert une autre urne (« {file} »). Qui en demande une seconde en veut peut-être à un bulletin."
        ),
        "secrecy.archive.closed": "Le vote est clos : l’urne ne prend plus de bulletin et ne se ferme pas deux fois.",
        "secrecy.shuffle.first": (
            "Les bulletins doivent être mélangés avant d’être déchiffrés : parvis trustee shuffle, puis parvis election tally."
        ),
        "secrecy.trustee.key-file": (
            "« {file} » n’est pas une clé : le fichier écrit par parvis trustee key, ou par parvis trustee receive (--key), était attendu."
        ),
        "secrecy.said.for-all": "Écrit dans « {file} » : à remettre au bureau de vote, qui le donne à tous les dépositaires.",
    },
    "en": {
        "secrecy.check.archive": "The archive is whole, byte for byte: {events:event chained|events chained}.",
        "secrecy.check.against": (
            "Nothing was removed or changed since the earlier archive ({events:event|events}, {ballots:ballot|ballots})."
        ),
        "secrecy.check.election": "The election is well formed: its group, its key, its questions.",
        "secrecy.check.trustees": (
            "{trustees:trustee|trustees}; {needed:is needed|are needed} to open the urn. "
            "Their proofs hold, and their keys make the key of the election."
        ),
        "secrecy.check.credentials": "{voters:public credential|public credentials}, all different and valid. Total weight: {weight}.",
        "secrecy.check.ballots": "{ballots:ballot verified|ballots verified}, proof by proof. {voters:person|people} voted.",
        "secrecy.check.tally": (
            "The published encrypted sum is that of {ballots:ballot|ballots} (the last one of each person). Hash: {hash}."
        ),
        "secrecy.check.sizes": "The number of ballots counted ({ballots}) and their weight ({weight}) are right.",
        "secrecy.check.shuffles": "{shuffles:shuffle proved|shuffles proved}: no ballot added, removed or changed.",
        "secrecy.check.decryptions": "{decryptions:partial decryption proved|partial decryptions proved}.",
        "secrecy.check.result": "The published result is the one that the decrypted sum gives.",
        "secrecy.title.archive": "Archive",
        "secrecy.title.against": "Earlier archive",
        "secrecy.title.election": "Election",
        "secrecy.title.trustees": "Trustees",
        "secrecy.title.credentials": "Credentials",
        "secrecy.title.ballots": "Ballots",
        "secrecy.title.tally": "Encrypted sum",
        "secrecy.title.sizes": "Number of ballots",
        "secrecy.title.shuffles": "Shuffles",
        "secrecy.title.decryptions": "Decryptions",
        "secrecy.title.result": "Result",
        "secrecy.absent": "not published yet.",
        "secrecy.unchecked": "could not be verified, because of what precedes.",
        "secrecy.title": "Election “{name}” ({uuid}), {group}. Fingerprint: {fingerprint}.",
        "secrecy.verdict.holds": "Everything is verified: the result is that of the ballots.",
        "secrecy.verdict.so-far": "What is published so far is verified. The election is not over.",
        "secrecy.verdict.fails": "REFUSED. Do not trust this archive.",
        "secrecy.more": "… and {count:other problem|other problems}.",
        "secrecy.where.ballot": "ballot {place}",
        "secrecy.where.question": "question {question}",
        "secrecy.where.owner": "trustee {owner}",
        "secrecy.where.trustee": "trustee {trustee}",
        "secrecy.where.shuffle": "shuffle {place}",
        "secrecy.against.differs": (
            "This archive does not begin with the earlier one: something was removed or changed since. Keep both files."
        ),
        "secrecy.archive.chain": "Event {height} does not follow the one before: the chain of hashes is broken.",
        "secrecy.archive.cut": "The archive is cut at byte {position}. Download it again.",
        "secrecy.archive.empty": "The archive holds no election: the event “Setup” was expected.",
        "secrecy.archive.hash": (
            "What stands at byte {position} does not have the hash its name tells ({name}): it was changed. Download the archive again."
        ),
        "secrecy.archive.head": "This is not the archive of an election: the record “BELENIOS” was expected at its beginning.",
        "secrecy.archive.header": "The header at byte {position} is not the one that the format asks for.",
        "secrecy.archive.order": "Event {height} (“{type}”) cannot come at this place.",
        "secrecy.archive.padding": "After byte {position}, zeros were expected; something else came.",
        "secrecy.archive.payload": "Event {height} (“{type}”) does not name the data that precede it.",
        "secrecy.archive.stray": "The data at byte {position} belong to no event.",
        "secrecy.ballot.credential": "The public credential is not in the published list.",
        "secrecy.ballot.election": "This ballot is not of this election: another identifier or fingerprint was expected.",
        "secrecy.ballot.hash": "The hash that was signed is not that of the ballot: it was changed after it was signed.",
        "secrecy.ballot.proof": "The “{proof}” proof does not hold (choice {place}): what is encrypted may not be an allowed choice.",
        "secrecy.ballot.replayed": "This ballot is in the urn already: it was cast twice.",
        "secrecy.ballot.signature": "The signature does not hold: this ballot was not made with this credential.",
        "secrecy.ballot.size": "The ballot has {came} bytes; at most {most} were expected.",
        "secrecy.choice.blank": "A blank vote marks no choice.",
        "secrecy.choice.bounds": "From {min} to {max} choices were expected; {came} are marked.",
        "secrecy.choice.marks": "A list of {expected} times 0 or 1 was expected.",
        "secrecy.choice.numbers": "A list of {expected} numbers from 0 to 255 was expected.",
        "secrecy.credential.form": "A credential has 22 letters or digits, XXXXX-XXXXXX-XXXXX-XXXXXX. Check what you typed.",
        "secrecy.credentials.form": "Line {place} is not a public credential, with or without its weight like the other lines.",
        "secrecy.credentials.identity": "A public credential is the identity: anybody could vote with it.",
        "secrecy.credentials.sum": "The sum of the weights is too large to be counted.",
        "secrecy.credentials.twice": "The public credential of line {place} stands above already.",
        "secrecy.credentials.weight": "The weight of line {place} must be a positive integer.",
        "secrecy.decryption.missing": ("{missing:trustee is|trustees are} missing: without their decryption, the result cannot be known."),
        "secrecy.decryption.proof": "The proof does not hold: this is not the key of this trustee, or not this urn.",
        "secrecy.decryption.twice": "Trustee {owner} has decrypted already.",
        "secrecy.election.embedding": "The group {group} does not allow ranking or grading: take Ed25519.",
        "secrecy.election.group": "The group “{group}” is not known; there are: {known}.",
        "secrecy.election.key": "The key of the election is the identity: it encrypts nothing.",
        "secrecy.election.questions": "The election has no question.",
        "secrecy.election.uuid": "The identifier of an election has at least 14 letters or digits (base 58).",
        "secrecy.element": "A value is not an element of the group.",
        "secrecy.form.array": "“{what}”: a list was expected.",
        "secrecy.form.boolean": "“{what}”: true or false was expected.",
        "secrecy.form.canonical": "“{what}” is not written in the one way allowed (no space, fields in order).",
        "secrecy.form.fields": "“{what}”: the fields {expected} were expected, in this order; {came} came.",
        "secrecy.form.integer": "“{what}”: an integer from {least} to {most} was expected.",
        "secrecy.form.json": "“{what}” is not JSON.",
        "secrecy.form.length": "“{what}”: {expected} elements were expected; {came} came.",
        "secrecy.form.number": "“{what}”: a decimal number without leading zero was expected.",
        "secrecy.form.object": "“{what}”: an object was expected.",
        "secrecy.form.scalar": "“{what}”: a number below the order of the group was expected.",
        "secrecy.form.string": "“{what}”: a text was expected.",
        "secrecy.question.bounds": (
            "From {min} to {max} choices among {answers}: the least cannot exceed the most, nor the most the number of answers."
        ),
        "secrecy.question.lists": "A question with lists has at least one list, and each list at least one name.",
        "secrecy.question.lists-not-made": "Parvis verifies ballots with lists, but does not make them.",
        "secrecy.question.too-long": "{count} answers to rank or grade do not fit in this group. Ask several questions.",
        "secrecy.question.type": "The type of question “{came}” is not known.",
        "secrecy.result.differs": "The published result is not the one that the decryptions give.",
        "secrecy.result.logarithm": "No number up to {most} explains this sum: a decryption is wrong.",
        "secrecy.shuffle.none": "The urn was decrypted without having been shuffled.",
        "secrecy.shuffle.proof": "The proof of the shuffle does not hold: a ballot was added, removed or changed.",
        "secrecy.shuffle.unneeded": "This election has no question to shuffle.",
        "secrecy.tally.differs": "The published encrypted sum is not that of the ballots: a ballot is missing, or the sum was changed.",
        "secrecy.tally.hash": "The number of ballots does not name the published encrypted sum.",
        "secrecy.tally.other-election": "Two sums of different elections do not add up.",
        "secrecy.tally.sizes": "{ballots:ballot counts|ballots count}, with a total weight of {weight}; {came} and {came_weight} are told.",
        "secrecy.tally.weight": "With a question to rank or grade, all weights are 1.",
        "secrecy.trustee.combined": "The keys of the trustees do not make the key of the election.",
        "secrecy.trustee.context": "“{what}” was made for another ceremony: another group, number, threshold or place.",
        "secrecy.trustee.kind": "The kind of trustee “{came}” is not known.",
        "secrecy.trustee.none": "The election has no trustee.",
        "secrecy.trustee.proof": "The proof that the trustee knows her key does not hold.",
        "secrecy.trustee.share": "The key of trustee {place} is not the one that the polynomials of all give.",
        "secrecy.trustee.signature": "The signature of “{what}” does not hold.",
        "secrecy.trustee.unknown": "There is no trustee {owner}.",
        "secrecy.said.credentials": (
            "{count:credential made|credentials made}. Fingerprint of the public list: {fingerprint}. Keep “{file}” secret: each "
            "person receives only hers."
        ),
        "secrecy.said.setup": "The archive “{file}” is ready. Fingerprint of the election, to be published everywhere: {fingerprint}.",
        "secrecy.said.open": "The vote is open: {ballots:ballot|ballots}, {voters:person may vote|people may vote}.",
        "secrecy.said.closed": (
            "The vote is closed: {ballots:ballot|ballots}, {voters:person could vote|people could vote}. The trustees have not finished."
        ),
        "secrecy.said.over": "The result is published: {ballots:ballot|ballots}, {voters:person could vote|people could vote}.",
        "secrecy.said.cast": "Ballot cast. Its tracker: {tracker}.",
        "secrecy.said.close": "The vote is closed and the encrypted sum is published.",
        "secrecy.said.shuffled": "The shuffle of trustee {owner} is added.",
        "secrecy.said.missing": "The decryption of {missing:trustee|trustees} is still missing.",
        "secrecy.said.invalid": "{count:answer does|answers do} not follow the method and do not count.",
        "secrecy.said.written": "Written to “{file}”: give it to the election board.",
        "secrecy.said.published": "Written to “{file}”. Anybody can count it again: parvis recount.",
        "secrecy.said.opening-urn": (
            "This urn holds {ballots:ballot|ballots}; what you decrypt has the hash {hash}. "
            "Compare with what is published elsewhere before you hand in your decryption."
        ),
        "secrecy.said.kept": "Your secret is in “{file}”, which you alone can read. Keep a copy elsewhere, offline.",
        "secrecy.said.ballot": "Your ballot is in “{file}”. Note its tracker: {tracker}.",
        "secrecy.said.opening": (
            "“{file}” can open this ballot. To vote, delete it and cast the ballot. To check the program, open the ballot (parvis "
            "ballot challenge), then make another."
        ),
        "secrecy.said.holds": "The ballot is well formed and its proofs hold.",
        "secrecy.said.not-there": "No ballot of the urn has the tracker {tracker}.",
        "secrecy.said.counts": "The ballot {tracker} is in the urn (number {place}) and counts.",
        "secrecy.said.replaced": "The ballot {tracker} is in the urn (number {place}), but a later ballot of the same person replaces it.",
        "secrecy.said.opened": "The program did encrypt this:",
        "secrecy.said.spent": "This ballot is open: do not cast it. Make a new one.",
        "secrecy.ask.credential": "Your credential:",
        "secrecy.ask.marks": "Numbers of your choices, from {min} to {max} of them, separated by spaces:",
        "secrecy.ask.blank-too": "Numbers of your choices, from {min} to {max} of them, separated by spaces, or 0 for a blank vote:",
        "secrecy.ask.numbers": "{count} numbers, one for each answer, separated by spaces (1 is the best, 0 everywhere is a blank vote):",
        "secrecy.ask.blank": "(blank vote)",
        "secrecy.ballot.not-yours": "This credential is not of this election. Check what you typed, and the file.",
        "secrecy.challenge.cast": "This ballot is in the urn: opening it would show your vote. Make another to check the program.",
        "secrecy.challenge.differs": (
            "THE PROGRAM CHEATED or erred: what is encrypted is not what it says. Do not cast this ballot, and tell the election board."
        ),
        "secrecy.challenge.format": "This is not the opening of a ballot: the format “parvis/ouverture”, version 1, was expected.",
        "secrecy.challenge.other-ballot": "This opening is that of another ballot.",
        "secrecy.archive.not-closed": "The vote is not closed: the encrypted sum is not published.",
        "secrecy.question.method": "The method “{came}”, or one of its settings, is not known for ranking or grading.",
        "secrecy.trustee.message": "The message cannot be read: it is not from this person, not for you, or was changed.",
        "secrecy.trustee.not-mine": "None of the certificates is yours. Check the file of your secret.",
        "secrecy.trustee.numbers": "The number ({index}) and the threshold ({threshold}) go from 1 to the number of trustees ({size}).",
        "secrecy.trustee.seed": "A secret of 22 letters or digits was expected.",
        "secrecy.trustee.sent": "The share that was sent is not the one that its public coefficients promise. Stop the ceremony.",
        "secrecy.trustee.twice": "Two certificates have the same key.",
        "secrecy.file.credential": "A file with your credential was expected: --credential FILE.",
        "secrecy.file.choices": "A file with your choices was expected: --choices FILE.",
        "secrecy.file.choice-list": "“{file}”: a list with one list for each question was expected.",
        "secrecy.choice.numbers-of": "Numbers from {least} to {most} were expected; “{came}” came.",
        "secrecy.file.part": "“{file}”: a file made by parvis trustee shuffle or parvis trustee decrypt was expected.",
        "secrecy.file.part-fields": (
            "“{file}”: the kind (“shuffle” or “decryption”), the number of the trustee and the content were expected."
        ),
        "secrecy.file.no-voter": "At least one voter was expected.",
        "secrecy.file.voter-twice": "“{file}”, line {line}: “{name}” stands above already.",
        "secrecy.file.voter-weight": "“{file}”, line {line}: an integer weight of 1 or more was expected; “{came}” came.",
        "secrecy.file.questions": "“{file}”: a JSON object with “name”, “description” and “questions” was expected.",
        "secrecy.file.no-result": "“{file}”: an archive whose result holds was expected. Run: parvis verify election.",
        "secrecy.question.number": "The number of a question from 1 to {most} was expected; {came} came.",
        "secrecy.question.no-method": "This question names no method to count it with: its figures are the result already.",
        "secrecy.file.json": "“{file}”: JSON was expected.",
        "secrecy.file.json-line": "“{file}”, line {line}: one JSON value a line was expected.",
        "secrecy.file.secret-open": "“{file}”: others on this computer can read this secret. Run: chmod 600 {file}",
        "secrecy.file.text": "“{file}”: text was expected.",
        "secrecy.file.exists": "“{file}” exists already; it is left as it is. Choose another name.",
        "secrecy.file.none": "“{file}”: there is no file of this name. Check the name and the folder.",
        "secrecy.file.forbidden": "“{file}”: you may not read or write this file.",
        "secrecy.file.cluster": "No Dask scheduler answers at {address}.",
        "secrecy.trustee.number": "The number of a trustee from 1 to {most} was expected; {came} came.",
        "secrecy.trustee.other-election": "This secret is not that of a trustee of this election.",
        "secrecy.trustee.opened-other": (
            "This key has opened another urn already (“{file}”). Whoever asks for a second one may be after one ballot."
        ),
        "secrecy.archive.closed": "The vote is closed: the urn takes no more ballots, and is not closed twice.",
        "secrecy.shuffle.first": (
            "The ballots must be shuffled before they are decrypted: parvis trustee shuffle, then parvis election tally."
        ),
        "secrecy.trustee.key-file": (
            "“{file}” is not a key: the file written by parvis trustee key, or by parvis trustee receive (--key), was expected."
        ),
        "secrecy.said.for-all": "Written to “{file}”: give it to the election board, which gives it to all the trustees.",
    },
}
