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
    },
}
