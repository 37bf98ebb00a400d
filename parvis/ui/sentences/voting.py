"""Sentences of votes: who took part, what each stage of a count did, why an option was chosen."""

SENTENCES: dict[str, dict[str, str]] = {
    "fr": {
        "voting.turnout.counted": (
            "{participated:personne a voté|personnes ont voté} sur {eligible} ({share:percent}) : "
            "{expressed:bulletin exprimé|bulletins exprimés}, {blank:bulletin blanc|bulletins blancs}, "
            "{spoilt:bulletin nul|bulletins nuls}."
        ),
        "voting.turnout.open": (
            "{participated:personne a voté|personnes ont voté} : {expressed:bulletin exprimé|bulletins exprimés}, "
            "{blank:bulletin blanc|bulletins blancs}, {spoilt:bulletin nul|bulletins nuls}."
        ),
        "voting.quorum.reached": "Le quorum est atteint : il fallait {needed:votant|votants} ({quorum:percent}), il y en a {participated}.",
        "voting.quorum.missed": (
            "Le quorum n’est pas atteint : il fallait {needed:votant|votants} ({quorum:percent}), il y en a {participated}. "
            "Rien n’est décidé."
        ),
        "voting.blank.reached": "Plus de bulletins soutiennent {support:each} qu’il n’y a de bulletins blancs ({blank}).",
        "voting.blank.missed": (
            "Les bulletins blancs ({blank}) sont au moins aussi nombreux que ceux qui soutiennent {support:each} : cela ne suffit pas."
        ),
        "voting.majority.reached": "La majorité demandée ({needed:voix|voix} sur {whole}) est atteinte : {support:each}.",
        "voting.majority.missed": "La majorité demandée ({needed:voix|voix} sur {whole}) n’est pas atteinte : {support:each}.",
        "voting.elected": "{options:?Choix retenu|Choix retenus} : {options:option}.",
        "voting.none": "Aucun choix n’est retenu.",
        "voting.tie.left": (
            "Les bulletins ne départagent pas {options:option}, pour {places:place|places} : il reste à décider, par tirage au sort "
            "ou par qui en a le pouvoir."
        ),
        "voting.tie.broken": (
            "Les bulletins ne départagent pas {options:option}. L’ordre publié avant le dépouillement retient {elected:option}."
        ),
        "voting.balance.aside": (
            "L’équilibre demandé entre les groupes ne laisse plus de siège à {option:option} : ce choix est mis de côté, et les bulletins "
            "sont recomptés sans lui."
        ),
        "voting.balance.kept": "L’équilibre demandé entre {groups:groupe|groupes} est respecté.",
        "voting.balance.among": "On ne compare que les comités qui donnent à chacun des {groups:groupe|groupes} ce qui est demandé.",
        "voting.choice.unknown_option": "« {option} » ne fait pas partie des choix de ce vote.",
        "voting.choice.option_twice": "« {option:option} » figure deux fois sur le bulletin : une seule fois suffit.",
        "voting.choice.not_a_list": "Le bulletin n’a pas pu être lu : une liste de choix était attendue.",
        "voting.choice.not_grades": "Le bulletin n’a pas pu être lu : une mention par choix était attendue.",
        "voting.choice.too_many": "Vous avez coché {given:choix|choix} : {most} au plus sont possibles.",
        "voting.choice.too_few": "Vous avez coché {given:choix|choix} : il en faut {least} au moins.",
        "voting.choice.unknown_grade": "« {grade} » ne fait pas partie des mentions de ce vote.",
        "voting.grade.excellent": "Excellent",
        "voting.grade.very-good": "Très bien",
        "voting.grade.good": "Bien",
        "voting.grade.fairly-good": "Assez bien",
        "voting.grade.passable": "Passable",
        "voting.grade.insufficient": "Insuffisant",
        "voting.grade.reject": "À rejeter",
        "voting.approval.name": "Vote par approbation",
        "voting.approval.counted": "On compte, sur {ballots:bulletin|bulletins}, combien approuvent chaque choix : {approvals:each}.",
        "voting.majority-judgment.name": "Jugement majoritaire",
        "voting.majority-judgment.medians": (
            "Mention majoritaire de chaque choix (la moitié des votants au moins lui donne cette mention ou mieux) : "
            "{medians:each voting.grade}."
        ),
        "voting.majority-judgment.separated": (
            "{above:option} et {below:option} ont la même mention majoritaire, {shared:word voting.grade}. "
            "On retire à chacun une telle mention du milieu, puis une autre : après {taken:retrait|retraits}, {above:option} "
            "{above:?a|ont} {above_grade:word voting.grade} et {below:option} {below:?a|ont} "
            "{below_grade:word voting.grade}. {above:option} {above:?passe|passent} devant."
        ),
        "voting.majority-judgment.under": (
            "Il fallait au moins la mention {least:word voting.grade} : {options:option} ne {options:?peut|peuvent} pas être "
            "{options:?retenu|retenus}."
        ),
        "voting.votes.counted": "On compte les voix de {ballots:bulletin exprimé|bulletins exprimés} : {votes:each}.",
        "voting.duels.won": (
            "{option:option} gagne chacun de ses duels. Le plus serré est contre {closest:option} : {votes} contre {against}."
        ),
        "voting.duels.circle": "Aucun choix ne gagne tous ses duels. Ceux qui restent à départager : {options:option}.",
        "voting.plurality.name": "Scrutin majoritaire à un tour",
        "voting.sntv.name": "Vote unique non transférable",
        "voting.block.name": "Scrutin plurinominal",
        "voting.block.too_many": "{ballots:bulletin porte|bulletins portent} plus de {seats} noms et ne {ballots:?compte|comptent} pas.",
        "voting.two-round.name": "Scrutin à deux tours",
        "voting.two-round.won": "{option:option} obtient {votes:voix|voix} ; il en fallait {needed} pour l’emporter au premier tour.",
        "voting.two-round.open": "Personne n’atteint les {needed:voix|voix} qu’il fallait pour l’emporter au premier tour.",
        "voting.two-round.runoff": "Au second tour : {options:option}.",
        "voting.score.name": "Vote par notes",
        "voting.score.totals": "On additionne les notes de {ballots:bulletin|bulletins} : {totals:each}.",
        "voting.score.means": "Moyenne des notes reçues, sur {ballots:bulletin|bulletins} : {totals:each}.",
        "voting.star.name": "Notes, puis second tour automatique (STAR)",
        "voting.star.runoff": (
            "{first:option} et {second:option} sont en tête. {votes:bulletin préfère|bulletins préfèrent} {first:option}, "
            "{against:préfère|préfèrent} {second:option}."
        ),
        "voting.borda.name": "Méthode de Borda",
        "voting.borda.points": (
            "Chaque bulletin donne à un choix un point par choix classé au-dessous de lui. Total sur "
            "{ballots:bulletin|bulletins} : {points:each}."
        ),
        "voting.irv.name": "Vote alternatif",
        "voting.irv.out": (
            "Tour {round} : {votes:each}. {out:option} {out:?a le moins de voix et quitte|ont le moins de voix et quittent} le compte."
        ),
        "voting.irv.majority": "Tour {round} : {votes:each}. {option:option} a plus de la moitié des voix qui comptent encore.",
        "voting.irv.tied": "Tour {round} : {votes:each}. Les bulletins ne disent pas lequel écarter : {tied:option}.",
        "voting.irv.harmless": (
            "Il y a eu des égalités en cours de compte : toutes les suites possibles ont été comptées, {option:option} "
            "l’emporte dans chacune."
        ),
        "voting.condorcet-irv.name": "Condorcet, puis vote alternatif",
        "voting.schulze.name": "Méthode de Schulze",
        "voting.schulze.chains-votes": (
            "Par enchaînement de duels, {option:option} atteint {other:option} avec au moins {forth:voix|voix} à chaque duel ; "
            "dans l’autre sens, il n’y en a que {back}. {option:option} passe devant."
        ),
        "voting.schulze.chains-margins": (
            "Par enchaînement de duels, {option:option} atteint {other:option} avec au moins {forth:voix|voix} d’écart à chaque duel ; "
            "dans l’autre sens, il n’y en a que {back}. {option:option} passe devant."
        ),
        "voting.minimax.name": "Méthode du minimax",
        "voting.minimax.worst-votes": "Plus grand nombre de voix obtenu contre chaque choix dans un duel perdu : {worst:each}.",
        "voting.minimax.worst-margins": "Plus grand écart de voix dans un duel perdu par chaque choix : {worst:each}.",
        "voting.copeland.name": "Méthode de Copeland",
        "voting.copeland.points": "Nombre de duels gagnés par chaque choix : {points:each}.",
        "voting.kemeny.name": "Méthode de Kemeny",
        "voting.kemeny.best": ("Le classement qui contredit le moins les bulletins, {disagreements} fois en tout, est : {order:option}."),
        "voting.kemeny.open": "Plusieurs classements contredisent aussi peu les bulletins, {disagreements} fois en tout.",
        "voting.ranked-pairs.name": "Paires classées",
        "voting.ranked-pairs.dropped": (
            "Le duel gagné par {winner:option} contre {loser:option} ({votes} contre {against}) est écarté : des duels "
            "plus nets le contredisent."
        ),
        "voting.ranked-pairs.several": "Des duels de même force se contredisent : {ways:façon|façons} de les prendre ont été comptées.",
        "voting.scottish-stv.name": "Vote unique transférable écossais",
        "voting.wigm.name": "Vote unique transférable (Gregory pondéré inclusif)",
        "voting.meek.name": "Méthode de Meek",
        "voting.stv.quota": (
            "{ballots:bulletin|bulletins} pour {seats:place|places} : le quota, qui assure une place, est de {quota:decimal} voix."
        ),
        "voting.stv.first": "Étape {round}, premiers choix : {votes:each}.",
        "voting.stv.surplus": (
            "Étape {round} : ce que {of:option} a au-dessus du quota passe aux choix suivants de ses bulletins. "
            "Voix : {votes:each} ; {lost:decimal} ne vont plus à personne."
        ),
        "voting.stv.out": (
            "Étape {round} : {of:option} {of:?a le moins de voix et quitte|ont le moins de voix et quittent} le compte ; "
            "ces bulletins passent à leurs choix suivants. "
            "Voix : {votes:each} ; {lost:decimal} ne vont plus à personne."
        ),
        "voting.stv.reached": "Étape {round} : {options:option} {options:?a une place|ont une place}.",
        "voting.stv.harmless": (
            "Il y a eu des égalités en cours de compte : {ways:suite possible a été comptée|suites possibles ont été comptées}, "
            "elles donnent les mêmes élus."
        ),
        "voting.stv.open": (
            "Il y a eu des égalités en cours de compte : {ways:suite possible a été comptée|suites possibles ont été comptées}, "
            "elles ne donnent pas toutes les mêmes élus."
        ),
        "voting.meek.stage": "Étape {round} : le quota est de {quota:decimal} voix ; voix de chacun : {votes:each}.",
        "voting.meek.out": "{out:option} {out:?a le moins de voix et quitte|ont le moins de voix et quittent} le compte.",
        "voting.pav.name": "Vote par approbation proportionnel (PAV)",
        "voting.pav.best": (
            "De tous les groupes possibles, on cherche celui qui satisfait le plus {ballots:bulletin|bulletins}, un deuxième choix retenu "
            "comptant pour moitié, un troisième pour un tiers… Son total est {score:decimal}."
        ),
        "voting.sequential-pav.name": "Approbation proportionnelle séquentielle",
        "voting.sequential-pav.seat": "Place {seat} : {option:option}, dont les bulletins pèsent le plus ({weight:decimal}).",
        "voting.sequential-phragmen.name": "Méthode de Phragmén",
        "voting.sequential-phragmen.seat": (
            "Place {seat} : {option:option}, que {supporters:bulletin soutient|bulletins soutiennent}. "
            "La charge de chacun devient {load:decimal}."
        ),
        "voting.committee-equal-shares.name": "Parts égales, pour un conseil",
        "voting.committee-equal-shares.seat": (
            "Place {seat} : {option:option}. Chaque bulletin qui soutient ce choix paie au plus {price:decimal} d’une place."
        ),
        "voting.dhondt.name": "Plus forte moyenne (D’Hondt)",
        "voting.sainte-lague.name": "Sainte-Laguë",
        "voting.adams.name": "Méthode d’Adams",
        "voting.huntington-hill.name": "Huntington-Hill",
        "voting.largest-remainder.name": "Plus forts restes",
        "voting.largest-remainder.quotas": "Un siège par tranche de {quota:decimal} voix : {seats:each}.",
        "voting.largest-remainder.remainders": (
            "{left:siège reste|sièges restent} : {left:?il va|ils vont} aux plus forts restes. Restes : {remainders:each}."
        ),
        "voting.regional-list.name": "Listes régionales françaises",
        "voting.regional-list.runoff": (
            "Aucune liste n’a plus de la moitié des suffrages exprimés. Ont au moins {share:percent}, pour le second tour : "
            "{options:option}."
        ),
        "voting.regional-list.two-first": "Moins de deux listes y parviennent : les deux premières vont au second tour, {options:option}.",
        "voting.regional-list.tied": "Les listes arrivées en tête ont autant de voix : {options:option}.",
        "voting.regional-list.bonus": "{option:option}, en tête, reçoit d’abord {seats:siège|sièges}.",
        "voting.municipal-list.name": "Listes municipales françaises",
        "voting.municipal-list.runoff": (
            "Aucune liste n’a plus de la moitié des suffrages exprimés. Au second tour, avec au moins {share:percent} : {options:option}."
        ),
        "voting.municipal-list.tied": "Les listes arrivées en tête ont autant de voix : {options:option}.",
        "voting.municipal-list.bonus": "{option:option}, en tête, reçoit d’abord {seats:siège|sièges}.",
        "voting.apportionment.under": "Sous le seuil de {threshold:percent} : {options:option}.",
        "voting.apportionment.elected": "Sièges : {seats:each}.",
        "voting.choice.not_grouped": "Le bulletin n’a pas pu être lu : un groupe et un choix étaient attendus.",
        "voting.choice.unknown_group": "« {group} » ne fait pas partie des groupes de ce vote.",
        "voting.double-majority.name": "Double majorité",
        "voting.double-majority.votes": "{option:option} : {votes:voix|voix} sur {whole} ; il en fallait plus de {share:percent}.",
        "voting.double-majority.groups": (
            "{option:option} l’emporte dans {won:groupe|groupes} sur {whole} ; il en fallait plus de {share:percent}."
        ),
        "voting.double-majority.rejected": "Il fallait les deux majorités : {options:option} n’est pas retenu.",
    },
    "en": {
        "voting.turnout.counted": (
            "{participated:person|people} of {eligible} voted ({share:percent}): {expressed:ballot|ballots} expressed a choice, "
            "{blank:ballot was|ballots were} blank, {spoilt:ballot was|ballots were} spoilt."
        ),
        "voting.turnout.open": (
            "{participated:person|people} voted: {expressed:ballot|ballots} expressed a choice, "
            "{blank:ballot was|ballots were} blank, {spoilt:ballot was|ballots were} spoilt."
        ),
        "voting.quorum.reached": "The quorum is met: {needed:voter was|voters were} needed ({quorum:percent}), {participated} came.",
        "voting.quorum.missed": (
            "The quorum is not met: {needed:voter was|voters were} needed ({quorum:percent}), {participated} came. Nothing is decided."
        ),
        "voting.blank.reached": "More ballots support {support:each} than were left blank ({blank}).",
        "voting.blank.missed": "Blank ballots ({blank}) are at least as many as those that support {support:each}: that is not enough.",
        "voting.majority.reached": "The majority asked for ({needed:vote|votes} of {whole}) is met: {support:each}.",
        "voting.majority.missed": "The majority asked for ({needed:vote|votes} of {whole}) is not met: {support:each}.",
        "voting.elected": "Chosen: {options:option}.",
        "voting.none": "Nothing is chosen.",
        "voting.tie.left": (
            "The ballots do not decide between {options:option} for {places:place|places}: it remains to be decided, by lot or by "
            "whoever has the power to."
        ),
        "voting.tie.broken": (
            "The ballots do not decide between {options:option}. The order published before the count gives {elected:option}."
        ),
        "voting.balance.aside": (
            "The balance asked for between groups leaves no seat to {option:option}: this choice is set aside, and the ballots are "
            "counted again without it."
        ),
        "voting.balance.kept": "The balance asked for between {groups:group|groups} is kept.",
        "voting.balance.among": "Only committees that give each of {groups:group|groups} what is asked are compared.",
        "voting.choice.unknown_option": "“{option}” is not one of the choices of this vote.",
        "voting.choice.option_twice": "“{option:option}” stands twice on the ballot: once is enough.",
        "voting.choice.not_a_list": "The ballot could not be read: a list of choices was expected.",
        "voting.choice.not_grades": "The ballot could not be read: a grade for each choice was expected.",
        "voting.choice.too_many": "You ticked {given:choice|choices}: at most {most} are possible.",
        "voting.choice.too_few": "You ticked {given:choice|choices}: at least {least} are needed.",
        "voting.choice.unknown_grade": "“{grade}” is not one of the grades of this vote.",
        "voting.grade.excellent": "Excellent",
        "voting.grade.very-good": "Very good",
        "voting.grade.good": "Good",
        "voting.grade.fairly-good": "Fairly good",
        "voting.grade.passable": "Passable",
        "voting.grade.insufficient": "Insufficient",
        "voting.grade.reject": "To reject",
        "voting.approval.name": "Approval voting",
        "voting.approval.counted": "Of {ballots:ballot|ballots}, we count how many approve each choice: {approvals:each}.",
        "voting.majority-judgment.name": "Majority judgment",
        "voting.majority-judgment.medians": (
            "Majority grade of each choice (half of the voters at least give it this grade or better): {medians:each voting.grade}."
        ),
        "voting.majority-judgment.separated": (
            "{above:option} and {below:option} have the same majority grade, {shared:word voting.grade}. "
            "One such grade is taken away from the middle of each, then another: after "
            "{taken:removal|removals}, {above:option} {above:?has|have} "
            "{above_grade:word voting.grade} and {below:option} {below:?has|have} {below_grade:word voting.grade}. "
            "{above:option} {above:?comes|come} first."
        ),
        "voting.majority-judgment.under": ("At least the grade {least:word voting.grade} was needed: {options:option} cannot be chosen."),
        "voting.votes.counted": "We count the votes of {ballots:ballot|ballots}: {votes:each}.",
        "voting.duels.won": ("{option:option} wins each of its duels. The closest is against {closest:option}: {votes} to {against}."),
        "voting.duels.circle": "No choice wins all its duels. Those still to be decided between: {options:option}.",
        "voting.plurality.name": "Plurality",
        "voting.sntv.name": "Single non-transferable vote",
        "voting.block.name": "Block vote",
        "voting.block.too_many": "{ballots:ballot has|ballots have} more than {seats} names and {ballots:?does|do} not count.",
        "voting.two-round.name": "Two rounds",
        "voting.two-round.won": "{option:option} has {votes:vote|votes}; {needed} were needed to win in the first round.",
        "voting.two-round.open": "Nobody reaches the {needed:vote|votes} needed to win in the first round.",
        "voting.two-round.runoff": "In the second round: {options:option}.",
        "voting.score.name": "Score voting",
        "voting.score.totals": "We add up the scores of {ballots:ballot|ballots}: {totals:each}.",
        "voting.score.means": "Mean of the scores received, on {ballots:ballot|ballots}: {totals:each}.",
        "voting.star.name": "Score, then automatic runoff (STAR)",
        "voting.star.runoff": (
            "{first:option} and {second:option} come first. {votes:ballot prefers|ballots prefer} {first:option}, "
            "{against:prefers|prefer} {second:option}."
        ),
        "voting.borda.name": "Borda count",
        "voting.borda.points": (
            "Each ballot gives a choice one point for each choice ranked below it. Total over {ballots:ballot|ballots}: {points:each}."
        ),
        "voting.irv.name": "Instant runoff",
        "voting.irv.out": "Round {round}: {votes:each}. {out:option} {out:?has|have} the fewest votes and {out:?goes|go} out.",
        "voting.irv.majority": "Round {round}: {votes:each}. {option:option} has more than half of the votes that still count.",
        "voting.irv.tied": "Round {round}: {votes:each}. The ballots do not say which goes out: {tied:option}.",
        "voting.irv.harmless": "There were ties on the way: every way to go on was counted, and {option:option} wins in each.",
        "voting.condorcet-irv.name": "Condorcet, then instant runoff",
        "voting.schulze.name": "Schulze method",
        "voting.schulze.chains-votes": (
            "Through a chain of duels, {option:option} reaches {other:option} with at least {forth:vote|votes} in each duel; "
            "the other way round there are only {back}. {option:option} comes first."
        ),
        "voting.schulze.chains-margins": (
            "Through a chain of duels, {option:option} reaches {other:option} with a margin of at least {forth:vote|votes} in each duel; "
            "the other way round there is only {back}. {option:option} comes first."
        ),
        "voting.minimax.name": "Minimax",
        "voting.minimax.worst-votes": "The most votes against each choice in a duel it loses: {worst:each}.",
        "voting.minimax.worst-margins": "The largest margin of a duel that each choice loses: {worst:each}.",
        "voting.copeland.name": "Copeland",
        "voting.copeland.points": "Duels won by each choice: {points:each}.",
        "voting.kemeny.name": "Kemeny",
        "voting.kemeny.best": "The ranking that disagrees least with the ballots, {disagreements} times in all, is: {order:option}.",
        "voting.kemeny.open": "Several rankings disagree as little with the ballots, {disagreements} times in all.",
        "voting.ranked-pairs.name": "Ranked pairs",
        "voting.ranked-pairs.dropped": (
            "The duel that {winner:option} wins against {loser:option} ({votes} to {against}) is dropped: clearer duels contradict it."
        ),
        "voting.ranked-pairs.several": "Duels of the same strength contradict each other: {ways:way|ways} of taking them were counted.",
        "voting.scottish-stv.name": "Scottish single transferable vote",
        "voting.wigm.name": "Single transferable vote (weighted inclusive Gregory)",
        "voting.meek.name": "Meek’s method",
        "voting.stv.quota": (
            "{ballots:ballot|ballots} for {seats:seat|seats}: the quota, which makes sure of a seat, is {quota:decimal} votes."
        ),
        "voting.stv.first": "Stage {round}, first choices: {votes:each}.",
        "voting.stv.surplus": (
            "Stage {round}: what {of:option} has above the quota passes to the next choices on those ballots. "
            "Votes: {votes:each}; {lost:decimal} go to nobody any more."
        ),
        "voting.stv.out": (
            "Stage {round}: {of:option} {of:?has|have} the fewest votes and {of:?goes|go} out; these ballots pass to their next choices. "
            "Votes: {votes:each}; {lost:decimal} go to nobody any more."
        ),
        "voting.stv.reached": "Stage {round}: {options:option} {options:?has a seat|have seats}.",
        "voting.stv.harmless": ("There were ties on the way: {ways:way|ways} to go on were counted, and all elect the same."),
        "voting.stv.open": ("There were ties on the way: {ways:way|ways} to go on were counted, and they do not all elect the same."),
        "voting.meek.stage": "Stage {round}: the quota is {quota:decimal} votes; each one’s votes: {votes:each}.",
        "voting.meek.out": "{out:option} {out:?has|have} the fewest votes and {out:?goes|go} out.",
        "voting.pav.name": "Proportional approval voting (PAV)",
        "voting.pav.best": (
            "Of all possible groups, we look for the one that pleases {ballots:ballot|ballots} most, a second choice elected counting "
            "for half, a third for a third… Its total is {score:decimal}."
        ),
        "voting.sequential-pav.name": "Sequential proportional approval voting",
        "voting.sequential-pav.seat": "Seat {seat}: {option:option}, whose ballots weigh most ({weight:decimal}).",
        "voting.sequential-phragmen.name": "Sequential Phragmén",
        "voting.sequential-phragmen.seat": (
            "Seat {seat}: {option:option}, supported by {supporters:ballot|ballots}. The load of each becomes {load:decimal}."
        ),
        "voting.committee-equal-shares.name": "Equal shares, for a committee",
        "voting.committee-equal-shares.seat": (
            "Seat {seat}: {option:option}. Each ballot that supports this choice pays at most {price:decimal} of a seat."
        ),
        "voting.dhondt.name": "Highest averages (D’Hondt)",
        "voting.sainte-lague.name": "Sainte-Laguë",
        "voting.adams.name": "Adams",
        "voting.huntington-hill.name": "Huntington-Hill",
        "voting.largest-remainder.name": "Largest remainder",
        "voting.largest-remainder.quotas": "One seat for each {quota:decimal} votes: {seats:each}.",
        "voting.largest-remainder.remainders": (
            "{left:seat remains and goes|seats remain and go} to the largest remainders ({remainders:each})."
        ),
        "voting.regional-list.name": "French regional lists",
        "voting.regional-list.runoff": (
            "No list has more than half of the votes expressed. Those with at least {share:percent}, for the second round: "
            "{options:option}."
        ),
        "voting.regional-list.two-first": "Fewer than two lists reach it: the two first go on to the second round, {options:option}.",
        "voting.regional-list.tied": "The lists that come first have as many votes: {options:option}.",
        "voting.regional-list.bonus": "{option:option}, which comes first, first receives {seats:seat|seats}.",
        "voting.municipal-list.name": "French municipal lists",
        "voting.municipal-list.runoff": (
            "No list has more than half of the votes expressed. In the second round, with at least {share:percent}: {options:option}."
        ),
        "voting.municipal-list.tied": "The lists that come first have as many votes: {options:option}.",
        "voting.municipal-list.bonus": "{option:option}, which comes first, first receives {seats:seat|seats}.",
        "voting.apportionment.under": "Under the threshold of {threshold:percent}: {options:option}.",
        "voting.apportionment.elected": "Seats: {seats:each}.",
        "voting.choice.not_grouped": "The ballot could not be read: a group and a choice were expected.",
        "voting.choice.unknown_group": "“{group}” is not one of the groups of this vote.",
        "voting.double-majority.name": "Double majority",
        "voting.double-majority.votes": "{option:option}: {votes:vote|votes} of {whole}; more than {share:percent} were needed.",
        "voting.double-majority.groups": ("{option:option} wins in {won:group|groups} of {whole}; more than {share:percent} were needed."),
        "voting.double-majority.rejected": "Both majorities were needed: {options:option} is not adopted.",
    },
}
