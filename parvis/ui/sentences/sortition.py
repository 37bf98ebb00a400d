"""Sentences of draws: what the lottery guarantees, which ticket came out, how the panel meets the quotas."""

SENTENCES: dict[str, dict[str, str]] = {
    "fr": {
        "sortition.simple-draw.name": "Tirage simple",
        "sortition.stratified-draw.name": "Tirage par étapes",
        "sortition.maximin.name": "La plus petite chance la plus grande possible (maximin)",
        "sortition.leximin.name": "Les chances les plus équitables, en partant de la plus petite (leximin)",
        "sortition.nash.name": "Le plus grand produit des chances (Nash)",
        "sortition.pool": (
            "{people:personne peut être tirée|personnes peuvent être tirées} au sort, pour {size:siège|sièges}, avec {quotas:quota|quotas}."
        ),
        "sortition.simple": "Chaque personne a la même chance d’être tirée : {chance:percent}.",
        "sortition.chances": (
            "Le tirage est préparé ainsi : {fairness:word sortition.name}. Il compte {panels:panel possible|panels possibles}, qui "
            "respectent tous chaque quota et se partagent {tickets:billet|billets}. La plus petite chance d’être tiré est de "
            "{minimum:percent} ; {people:personne a|personnes ont} cette chance, ou à peine plus."
        ),
        "sortition.name.maximin": "la plus petite chance est la plus grande possible",
        "sortition.name.leximin": "la plus petite chance est la plus grande possible, puis la suivante, et ainsi de suite",
        "sortition.name.nash": "le produit des chances est le plus grand possible",
        "sortition.bound": "Aucun tirage qui respecte ces quotas ne peut donner à chacun plus de {bound:percent}.",
        "sortition.short": (
            "Le calcul a été arrêté avant sa fin : il se peut que la chance de quelqu’un soit inférieure de {short:percent} au plus à la "
            "plus équitable."
        ),
        "sortition.left-out": (
            "{people:personne n’entre|personnes n’entrent} dans aucun panel qui respecte les quotas : le sort ne peut pas tomber là."
        ),
        "sortition.not-reached": (
            "{people:personne n’est|personnes ne sont} dans aucun des panels trouvés avant l’arrêt : ce tirage ne leur donne aucune "
            "chance. Laissez-lui plus de temps."
        ),
        "sortition.ticket": (
            "La graine publique tire le billet {ticket}, les billets allant de 0 à {last} : c’est le panel {panel} sur {panels}."
        ),
        "sortition.stratified": (
            "Les sièges sont pourvus un par un, à chaque fois là où les quotas sont le plus difficiles à tenir. Essais : {attempts}."
        ),
        "sortition.estimated": (
            "Les chances sont estimées d’après {trials:autre tirage|autres tirages} de la même façon : elles ne sont pas exactes."
        ),
        "sortition.drawn": "{people:?Personne tirée|Personnes tirées} au sort : {people:option}.",
        "sortition.quotas-met": "Le panel respecte {met:quota|quotas} sur {quotas}.",
        "sortition.quotas-missed": "Le panel ne respecte que {met:quota|quotas} sur {quotas} : ce tirage ne les impose pas.",
        "sortition.proposal": ("Proposition {number}, qui déplace {seats:siège|sièges} : {changes}."),
        "sortition.wrong.none": "Aucun panel de {size:personne|personnes} ne respecte ces quotas avec les gens qui peuvent être tirés.",
        "sortition.wrong.pool": "{size:personne est demandée|personnes sont demandées} et il n’y en a que {people} : élargissez l’appel.",
        "sortition.wrong.minimum": "{feature} : les minimums font {sum} en tout, plus que les {size:siège|sièges} du panel.",
        "sortition.wrong.maximum": "{feature} : les maximums font {sum} en tout, moins que les {size:siège|sièges} du panel.",
        "sortition.wrong.people": "{feature}, {value} : il faut {least:personne|personnes} au moins, et il y en a {people}.",
        "sortition.choice.unknown": "« {person:option} » ne figure pas dans la liste des personnes.",
        "sortition.choice.twice": "« {person:option} » figure deux fois : une seule suffit.",
        "sortition.choice.unreadable": "Ce qui est dit de cette personne n’a pas pu être lu.",
        "sortition.choice.value": "« {person:option} », {feature} : « {value} » ne fait pas partie des réponses prévues.",
    },
    "en": {
        "sortition.simple-draw.name": "Simple draw",
        "sortition.stratified-draw.name": "Step-by-step draw",
        "sortition.maximin.name": "The smallest chance as large as can be (maximin)",
        "sortition.leximin.name": "The fairest chances, from the smallest up (leximin)",
        "sortition.nash.name": "The largest product of chances (Nash)",
        "sortition.pool": "{people:person|people} can be drawn, for {size:seat|seats}, with {quotas:quota|quotas}.",
        "sortition.simple": "Everybody has the same chance of being drawn: {chance:percent}.",
        "sortition.chances": (
            "The lottery is made so: {fairness:word sortition.name}. It has {panels:possible panel|possible panels}, all of which meet "
            "every quota and which share {tickets:ticket|tickets}. The smallest chance of being drawn is {minimum:percent}; "
            "{people:person has|people have} that chance, or hardly more."
        ),
        "sortition.name.maximin": "the smallest chance is as large as can be",
        "sortition.name.leximin": "the smallest chance is as large as can be, then the next one, and so on",
        "sortition.name.nash": "the product of the chances is as large as can be",
        "sortition.bound": "No lottery that meets these quotas can give everybody more than {bound:percent}.",
        "sortition.short": (
            "The computation was stopped before its end: somebody's chance may be up to {short:percent} below the fairest."
        ),
        "sortition.left-out": "{people:person is|people are} in no panel that meets the quotas, and cannot be drawn.",
        "sortition.not-reached": (
            "{people:person is|people are} in none of the panels found before the stop: this lottery gives them no chance. "
            "Allow it more time."
        ),
        "sortition.ticket": "The public seed draws ticket {ticket}, the tickets going from 0 to {last}: it is panel {panel} of {panels}.",
        "sortition.stratified": "Seats are filled one by one, each time where the quotas are hardest to meet. Attempts: {attempts}.",
        "sortition.estimated": "Chances are estimated from {trials:other draw|other draws} made the same way: they are not exact.",
        "sortition.drawn": "{people:?Person|People} drawn by lot: {people:option}.",
        "sortition.quotas-met": "The panel meets {met:quota|quotas} of {quotas}.",
        "sortition.quotas-missed": "The panel meets only {met:quota|quotas} of {quotas}: this draw does not enforce them.",
        "sortition.proposal": "Proposal {number}, which moves {seats:seat|seats}: {changes}.",
        "sortition.wrong.none": "No panel of {size:person|people} meets these quotas with the people in the pool.",
        "sortition.wrong.pool": "{size:person is|people are} asked for and there are only {people}: invite more.",
        "sortition.wrong.minimum": "{feature}: the minimums add up to {sum}, more than the {size:seat|seats} of the panel.",
        "sortition.wrong.maximum": "{feature}: the maximums add up to {sum}, less than the {size:seat|seats} of the panel.",
        "sortition.wrong.people": "{feature}, {value}: at least {least:person is|people are} needed, and there are {people}.",
        "sortition.choice.unknown": "“{person:option}” is not in the list of people.",
        "sortition.choice.twice": "“{person:option}” is in the list twice: once is enough.",
        "sortition.choice.unreadable": "What is said of this person could not be read.",
        "sortition.choice.value": "“{person:option}”, {feature}: “{value}” is not one of the expected answers.",
    },
}
