"""Sentences of budgets: what is funded and why, and what the other projects lacked. Amounts are in the unit of the prices."""

SENTENCES: dict[str, dict[str, str]] = {
    "fr": {
        "budgeting.greedy.name": "Par ordre de soutien",
        "budgeting.equal-shares.name": "Parts égales",
        "budgeting.phragmen.name": "Phragmén séquentiel",
        "budgeting.maximum-welfare.name": "Soutien maximal",
        "budgeting.maximum-welfare.best": (
            "De toutes les listes que le budget peut payer, celle-ci a le plus de soutien en tout ({worth:decimal}) : {options:option}."
        ),
        "budgeting.counted": "{ballots:bulletin soutient|bulletins soutiennent} {projects:projet|projets} : {support:each}.",
        "budgeting.under": (
            "Il fallait un soutien de {least} au moins : {options:option} {options:?ne peut être financé|ne peuvent être financés}."
        ),
        "budgeting.funded": "{options:?Projet financé|Projets financés} : {options:option}. Coût : {cost} sur {budget} ; il reste {left}.",
        "budgeting.none": "Aucun projet n’est financé.",
        "budgeting.tie.broken": (
            "Les bulletins ne départagent pas {options:option}. L’ordre publié avant le dépouillement place {first:option} en premier."
        ),
        "budgeting.tie.harmless": (
            "Des projets étaient à égalité en chemin : {ways:façon|façons} de les départager ont été comptées ; "
            "toutes financent les mêmes projets."
        ),
        "budgeting.tie.left": (
            "Les bulletins ne départagent pas {options:option} : il reste à décider, par tirage au sort ou par qui en a le pouvoir."
        ),
        "budgeting.greedy.more": "{option:option} : {more:voix ou point|voix ou points} de plus {more:?aurait|auraient} suffi.",
        "budgeting.greedy.cheaper": "{option:option} coûte {cost} : un prix de {price} au plus aurait suffi.",
        "budgeting.greedy.either": (
            "{option:option} coûte {cost} : un prix de {price} au plus aurait suffi, ou bien {more:voix ou point|voix ou points} de plus."
        ),
        "budgeting.equal-shares.cheaper": (
            "{option:option} coûte {cost} ; à la fin, il reste {price} à ceux qui soutiennent ce projet : à ce prix, il aurait été financé."
        ),
        "budgeting.equal-shares.share": (
            "Le budget de {budget} est partagé également entre {voters:personne|personnes} : {share:decimal} chacune."
        ),
        "budgeting.equal-shares.raised": (
            "Ces parts laissent de l’argent. On les augmente de {increment}, {times:fois|fois} de suite, tant que le coût tient dans le "
            "budget : chaque part devient {share:decimal}."
        ),
        "budgeting.equal-shares.paid": "Les parts de ceux qui les soutiennent paient, dans cet ordre : {options:option}.",
        "budgeting.equal-shares.completed": "Ce qui reste finance les projets les plus soutenus qui tiennent encore : {options:option}.",
        "budgeting.equal-shares.compared-shares": (
            "On compare avec le financement par ordre de soutien : {shares:personne est|personnes sont} mieux servies par les parts "
            "égales, {greedy} par l’autre. Les parts égales sont retenues."
        ),
        "budgeting.equal-shares.compared-greedy": (
            "On compare avec le financement par ordre de soutien : {greedy:personne est|personnes sont} mieux servies par lui, {shares} "
            "par les parts égales. L’ordre de soutien est retenu."
        ),
        "budgeting.phragmen.bought": "Ceux qui les soutiennent ont de quoi les payer, dans cet ordre : {options:option}.",
        "budgeting.district": "Enveloppe n° {number}, {budget} pour : {options:option}.",
        "budgeting.everywhere": "Enveloppe de toute la commune, {budget} pour : {options:option}.",
        "budgeting.partly": "Ce qui reste, {money}, finance en partie {option:option}, qui coûte {cost}.",
        "budgeting.limit.few-length": (
            "Règle du fichier non suivie ({field}) : {ballots:bulletin nomme|bulletins nomment} moins de {limit} projets. Le premier, "
            "ligne {line}, en nomme {given}."
        ),
        "budgeting.limit.many-length": (
            "Règle du fichier non suivie ({field}) : {ballots:bulletin nomme|bulletins nomment} plus de {limit} projets. Le premier, "
            "ligne {line}, en nomme {given}."
        ),
        "budgeting.limit.few-cost": (
            "Règle du fichier non suivie ({field}) : les projets de {ballots:bulletin|bulletins} coûtent moins de {limit} en tout. Le "
            "premier, ligne {line}, arrive à {given}."
        ),
        "budgeting.limit.many-cost": (
            "Règle du fichier non suivie ({field}) : les projets de {ballots:bulletin|bulletins} coûtent plus de {limit} en tout. Le "
            "premier, ligne {line}, arrive à {given}."
        ),
        "budgeting.limit.few-points": (
            "Règle du fichier non suivie ({field}) : moins de {limit} points pour un projet, {ballots} fois. La première, ligne {line}, "
            "il en reçoit {given}."
        ),
        "budgeting.limit.many-points": (
            "Règle du fichier non suivie ({field}) : plus de {limit} points pour un projet, {ballots} fois. La première, ligne {line}, "
            "il en reçoit {given}."
        ),
        "budgeting.limit.few-points-in-all": (
            "Règle du fichier non suivie ({field}) : {ballots:bulletin donne|bulletins donnent} moins de {limit} points en tout. Le "
            "premier, ligne {line}, en donne {given}."
        ),
        "budgeting.limit.many-points-in-all": (
            "Règle du fichier non suivie ({field}) : {ballots:bulletin donne|bulletins donnent} plus de {limit} points en tout. Le "
            "premier, ligne {line}, en donne {given}."
        ),
        "budgeting.limit.few-category": (
            "Règle du fichier non suivie ({field}) : moins de {limit} projets d’une catégorie, {ballots} fois. La première, ligne {line} : "
            "{category}, {given}."
        ),
        "budgeting.limit.many-category": (
            "Règle du fichier non suivie ({field}) : plus de {limit} projets d’une catégorie, {ballots} fois. La première, ligne {line} : "
            "{category}, {given}."
        ),
        "budgeting.choice.too_few": "Vous avez choisi {given:projet|projets} : il en faut {least} au moins.",
        "budgeting.choice.too_dear": "Vos projets coûtent {given} en tout : le budget est de {most}.",
        "budgeting.choice.too_many_points": "Vous avez donné {given:point|points} : {most} au plus sont possibles.",
        "budgeting.choice.unknown_option": "« {option} » ne fait pas partie des projets de ce vote.",
        "budgeting.choice.option_twice": "Un projet figure deux fois sur le bulletin : une seule fois suffit.",
        "budgeting.choice.unreadable": "Le bulletin n’a pas pu être lu.",
        "budgeting.choice.points": "Donnez à « {option:option} » un nombre entier de points, à partir de 0.",
        "budgeting.choice.too_many": "Vous avez choisi {given:projet|projets} : {most} au plus sont possibles.",
    },
    "en": {
        "budgeting.greedy.name": "By support",
        "budgeting.equal-shares.name": "Equal shares",
        "budgeting.phragmen.name": "Sequential Phragmén",
        "budgeting.maximum-welfare.name": "Maximum support",
        "budgeting.maximum-welfare.best": (
            "Of all the lists that the budget can pay for, this one has the most support in all ({worth:decimal}): {options:option}."
        ),
        "budgeting.counted": "{ballots:ballot supports|ballots support} {projects:project|projects}: {support:each}.",
        "budgeting.under": "Support of at least {least} was needed: {options:option} cannot be funded.",
        "budgeting.funded": "Funded: {options:option}. Cost: {cost} of {budget}; {left} remain.",
        "budgeting.none": "No project is funded.",
        "budgeting.tie.broken": (
            "The ballots do not decide between {options:option}. The order published before the count puts {first:option} first."
        ),
        "budgeting.tie.harmless": (
            "Projects were tied on the way: {ways:way|ways} of separating them were counted, and all fund the same projects."
        ),
        "budgeting.tie.left": (
            "The ballots do not decide between {options:option}: it remains to be decided, by lot or by whoever has the power to."
        ),
        "budgeting.greedy.more": "{option:option}: {more:vote or point|votes or points} more would have been enough.",
        "budgeting.greedy.cheaper": "{option:option} costs {cost}: a price of at most {price} would have been enough.",
        "budgeting.greedy.either": (
            "{option:option} costs {cost}: a price of at most {price} would have been enough, or {more:vote or point|votes or points} more."
        ),
        "budgeting.equal-shares.cheaper": (
            "{option:option} costs {cost}; in the end its supporters have {price} left: at that price it would have been funded."
        ),
        "budgeting.equal-shares.share": ("The budget of {budget} is shared equally between {voters:person|people}: {share:decimal} each."),
        "budgeting.equal-shares.raised": (
            "These shares leave money over. They are raised by {increment}, {times:time|times} in a row, as long as the cost stays "
            "within the budget: each share becomes {share:decimal}."
        ),
        "budgeting.equal-shares.paid": "The shares of their supporters pay, in this order, for: {options:option}.",
        "budgeting.equal-shares.completed": "What remains funds the most supported projects that still fit: {options:option}.",
        "budgeting.equal-shares.compared-shares": (
            "We compare with funding by support: {shares:person is|people are} better served by equal shares, {greedy} by the other. "
            "Equal shares are kept."
        ),
        "budgeting.equal-shares.compared-greedy": (
            "We compare with funding by support: {greedy:person is|people are} better served by it, {shares} by equal shares. "
            "Funding by support is kept."
        ),
        "budgeting.phragmen.bought": "Their supporters have enough to pay, in this order, for: {options:option}.",
        "budgeting.district": "Envelope {number}, {budget} for: {options:option}.",
        "budgeting.everywhere": "Envelope of the whole town, {budget} for: {options:option}.",
        "budgeting.partly": "What remains, {money}, funds a part of {option:option}, which costs {cost}.",
        "budgeting.limit.few-length": (
            "A rule of the file is not kept ({field}): {ballots:ballot names|ballots name} fewer than {limit} projects. The first, on line "
            "{line}, names {given}."
        ),
        "budgeting.limit.many-length": (
            "A rule of the file is not kept ({field}): {ballots:ballot names|ballots name} more than {limit} projects. The first, on line "
            "{line}, names {given}."
        ),
        "budgeting.limit.few-cost": (
            "A rule of the file is not kept ({field}): the projects of {ballots:ballot|ballots} cost less than {limit} in all. The first, "
            "on line {line}, comes to {given}."
        ),
        "budgeting.limit.many-cost": (
            "A rule of the file is not kept ({field}): the projects of {ballots:ballot|ballots} cost more than {limit} in all. The first, "
            "on line {line}, comes to {given}."
        ),
        "budgeting.limit.few-points": (
            "A rule of the file is not kept ({field}): fewer than {limit} points for a project, {ballots} times. The first, on line "
            "{line}, gets {given}."
        ),
        "budgeting.limit.many-points": (
            "A rule of the file is not kept ({field}): more than {limit} points for a project, {ballots} times. The first, on line "
            "{line}, gets {given}."
        ),
        "budgeting.limit.few-points-in-all": (
            "A rule of the file is not kept ({field}): {ballots:ballot gives|ballots give} fewer than {limit} points in all. The first, on "
            "line {line}, gives {given}."
        ),
        "budgeting.limit.many-points-in-all": (
            "A rule of the file is not kept ({field}): {ballots:ballot gives|ballots give} more than {limit} points in all. The first, on "
            "line {line}, gives {given}."
        ),
        "budgeting.limit.few-category": (
            "A rule of the file is not kept ({field}): fewer than {limit} projects of a category, {ballots} times. The first, on line "
            "{line}: {category}, {given}."
        ),
        "budgeting.limit.many-category": (
            "A rule of the file is not kept ({field}): more than {limit} projects of a category, {ballots} times. The first, on line "
            "{line}: {category}, {given}."
        ),
        "budgeting.choice.too_few": "You chose {given:project|projects}: at least {least} are needed.",
        "budgeting.choice.too_dear": "Your projects cost {given} in all: the budget is {most}.",
        "budgeting.choice.too_many_points": "You gave {given:point|points}: at most {most} are possible.",
        "budgeting.choice.unknown_option": "“{option}” is not one of the projects of this vote.",
        "budgeting.choice.option_twice": "A project stands twice on the ballot: once is enough.",
        "budgeting.choice.unreadable": "The ballot could not be read.",
        "budgeting.choice.points": "Give “{option:option}” a whole number of points, from 0 up.",
        "budgeting.choice.too_many": "You chose {given:project|projects}: at most {most} are possible.",
    },
}
