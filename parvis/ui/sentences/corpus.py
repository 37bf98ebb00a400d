"""Sentences about many contributions: what resembles what, which themes are proposed, what a synthesis quotes and leaves out."""

SENTENCES: dict[str, dict[str, str]] = {
    "fr": {
        "corpus.similar.none": ("Aucune contribution ne partage assez de mots avec ce texte, parmi {texts:contribution|contributions}."),
        "corpus.similar.found": (
            "{found:contribution ressemble|contributions ressemblent} à ce texte, parmi {texts}, par les mots en commun."
        ),
        "corpus.similar.limits": (
            "Seuls les mots sont comparés : ce qui est dit autrement n’est pas trouvé, et une ressemblance peut cacher un désaccord."
        ),
        "corpus.duplicates.none": "Aucun texte n’en répète un autre, parmi {texts:texte|textes}.",
        "corpus.duplicates.found": (
            "{grouped:texte est|textes sont} dans {groups:groupe|groupes} de textes presque identiques, parmi {texts} ; "
            "en comptant chaque groupe une fois, il y en a {distinct}."
        ),
        "corpus.duplicates.equal": "{equal:groupe|groupes} de textes égaux, aux accents, majuscules et signes près.",
        "corpus.duplicates.limits": (
            "Ce sont des rapprochements, pas des fusions : « pour » et « contre » diffèrent de peu de lettres. À des "
            "personnes de dire si ces textes "
            "disent la même chose."
        ),
        "corpus.themes.none": "Il y a trop peu de textes différents pour proposer des thèmes ({texts}).",
        "corpus.themes.found": (
            "{themes:thème proposé|thèmes proposés} pour {texts:texte|textes} ; {without:texte n’a|textes n’ont} pas de thème."
        ),
        "corpus.themes.limits": (
            "Un thème est une proposition de la machine, qui ne voit que des mots : c’est à des personnes de le "
            "nommer, de le corriger ou de l’écarter."
        ),
        "corpus.synthesis.made": (
            "{texts:contribution|contributions} et {arguments:argument|arguments} en {parts:partie|parties}. "
            "Chaque phrase est une citation, avec sa source ; aucune n’a été écrite par une machine."
        ),
        "corpus.synthesis.share": (
            "Une citation vaut pour une contribution quand la moitié de ce qu’elle dit s’y trouve : {covered} des {all} "
            "textes sont ainsi "
            "représentés, {left} ne le sont par aucune citation et sont listés."
        ),
        "corpus.synthesis.limits": (
            "Les mots en commun ne disent pas l’accord : le camp d’un argument est celui que son auteur a déclaré."
        ),
        "corpus.arguments.made": (
            "{claims:contribution|contributions}, {pro:argument pour|arguments pour}, {contra:argument "
            "contre|arguments contre}, {sources:source|sources}."
        ),
        "corpus.arguments.elsewhere": "{elsewhere:argument ne répond|arguments ne répondent} à rien de ce qui a été donné.",
        "corpus.arguments.variety": (
            "Deux sources prises au hasard sont de sortes différentes {kinds:percent} du temps, et de sites "
            "différents {places:percent} du temps."
        ),
    },
    "en": {
        "corpus.similar.none": "No contribution shares enough words with this text, among {texts:contribution|contributions}.",
        "corpus.similar.found": (
            "{found:contribution resembles|contributions resemble} this text, among {texts}, by the words they share."
        ),
        "corpus.similar.limits": (
            "Only words are compared: what is said otherwise is not found, and a resemblance may hide a disagreement."
        ),
        "corpus.duplicates.none": "No text repeats another, among {texts:text|texts}.",
        "corpus.duplicates.found": (
            "{grouped:text is|texts are} in {groups:group|groups} of nearly equal texts, among {texts}; counting each "
            "group once, there are {distinct}."
        ),
        "corpus.duplicates.equal": "{equal:group|groups} of texts that are equal but for accents, capitals and signs.",
        "corpus.duplicates.limits": (
            "These are links, not mergers: “for” and “against” differ by few letters. Whether these texts say the same is "
            "for people to say."
        ),
        "corpus.themes.none": "There are too few texts that differ to propose themes ({texts}).",
        "corpus.themes.found": ("{themes:theme is|themes are} proposed for {texts:text|texts}; {without:text has|texts have} none."),
        "corpus.themes.limits": ("A theme is a proposal of the machine, which sees words only: people name it, mend it or put it aside."),
        "corpus.synthesis.made": (
            "{texts:contribution|contributions} and {arguments:argument|arguments} in {parts:part|parts}. "
            "Every sentence is a quotation with its source; none was written by a machine."
        ),
        "corpus.synthesis.share": (
            "A quotation stands for a contribution when half of what it says is in it: {covered} of the {all} texts are "
            "represented in this way; "
            "{left} are by no quotation, and are listed."
        ),
        "corpus.synthesis.limits": ("Words in common do not tell agreement: the side of an argument is the one its author declared."),
        "corpus.arguments.made": (
            "{claims:contribution|contributions}, {pro:argument for|arguments for}, {contra:argument "
            "against|arguments against}, {sources:source|sources}."
        ),
        "corpus.arguments.elsewhere": "{elsewhere:argument answers|arguments answer} nothing of what was given.",
        "corpus.arguments.variety": (
            "Two sources taken at random are of different kinds {kinds:percent} of the time, and from different sites "
            "{places:percent} of the time."
        ),
    },
}
