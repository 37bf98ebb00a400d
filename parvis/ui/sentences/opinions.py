"""Sentences of maps of opinions: who voted, what brings together, what divides, how sure it is, and what a map cannot tell."""

SENTENCES: dict[str, dict[str, str]] = {
    "fr": {
        "opinions.opinion-map.name": "Carte des opinions",
        "opinions.polis-map.name": "Carte des opinions, formules de Polis",
        "opinions.title": "{agreed:phrase rassemble|phrases rassemblent}, {dividing:phrase divise|phrases divisent}.",
        "opinions.title.range": "{agreed:phrase rassemble|phrases rassemblent} ; les avis forment un éventail, et non des camps.",
        "opinions.title.totals": "{agreed:phrase approuvée|phrases approuvées} par une majorité ; les avis de chacun ne sont pas connus.",
        "opinions.title.none": "Rien n’est conclu de si peu d’avis.",
        "opinions.counted": "{people:personne a|personnes ont} donné {votes:avis|avis} sur {statements:phrase|phrases}.",
        "opinions.moderated": "La modération a écarté {statements:phrase|phrases} : leurs avis sont comptés et ne servent à rien d’autre.",
        "opinions.corrected": (
            "Toutes les phrases n’ont pas été montrées avec la même probabilité. Comme elle a été notée, les parts sont aussi données "
            "telles qu’elles seraient si chacune avait été montrée également."
        ),
        "opinions.lacking.few_people": (
            "{people:personne a|personnes ont} donné assez d’avis pour figurer sur une carte : c’est trop peu pour conclure. "
            "Les parts sont données avec leurs intervalles."
        ),
        "opinions.lacking.few_statements": "Il faut au moins deux phrases sur lesquelles on a donné un avis pour dessiner une carte.",
        "opinions.lacking.no_difference": "Tous ont donné les mêmes avis : il n’y a rien à distinguer sur une carte.",
        "opinions.axes": (
            "La carte place {people:personne|personnes}. Elle est plane : elle garde {share:percent} de ce qui distingue les réponses."
        ),
        "opinions.no_groups": (
            "Pas de groupes distincts : les réponses forment un seul nuage sans vide, ou les groupes changent quand on tire les personnes "
            "à nouveau. Les {people:personne est traitée|personnes sont traitées} ensemble."
        ),
        "opinions.range": (
            "Les avis forment un éventail, et non des camps : on va d’un bout à l’autre de la carte sans rencontrer de vide. "
            "Les {people:personne est traitée|personnes sont traitées} ensemble."
        ),
        "opinions.range.end": (
            "Au bout {end} de l’éventail ({people:personne|personnes}), on approuve plus qu’à l’autre bout : {options:option}."
        ),
        "opinions.groups": "{many:groupe se distingue|groupes se distinguent} par leurs réponses : {groups:each}.",
        "opinions.groups.unsure": (
            "Ces groupes sont incertains : quand on tire les personnes à nouveau, ils ne se retrouvent qu’en partie "
            "({stability:decimal} sur 1)."
        ),
        "opinions.agreed.groups": (
            "Ce qui rassemble : plus de la moitié de chaque groupe approuve {many:phrase|phrases}. Les premières : {options:option}."
        ),
        "opinions.agreed.range": (
            "Ce qui rassemble : plus de la moitié des personnes approuvent {many:phrase|phrases}, à chaque bout de l’éventail et entre les "
            "deux. Les premières : {options:option}."
        ),
        "opinions.agreed.people": (
            "Ce qui rassemble : plus de la moitié des personnes approuvent {many:phrase|phrases}. Les premières : {options:option}."
        ),
        "opinions.agreed.none.groups": "Aucune phrase n’est approuvée à coup sûr par plus de la moitié de chaque groupe.",
        "opinions.agreed.none.range": (
            "Aucune phrase n’est approuvée à coup sûr par plus de la moitié des personnes à chaque bout de l’éventail et entre les deux."
        ),
        "opinions.agreed.none.people": "Aucune phrase n’est approuvée à coup sûr par plus de la moitié des personnes.",
        "opinions.changes": (
            "La plus fragile de ces phrases est {option:option} : si {changes:personne changeait|personnes changeaient} d’avis, elle "
            "ne serait plus dans la liste."
        ),
        "opinions.refused.groups": (
            "Ce que tous refusent : plus de la moitié de chaque groupe désapprouve {many:phrase|phrases}. Les premières : {options:option}."
        ),
        "opinions.refused.range": (
            "Ce que tous refusent : plus de la moitié des personnes désapprouvent {many:phrase|phrases}, à chaque bout de l’éventail et "
            "entre les deux. Les premières : {options:option}."
        ),
        "opinions.refused.people": (
            "Ce que tous refusent : plus de la moitié des personnes désapprouvent {many:phrase|phrases}. Les premières : {options:option}."
        ),
        "opinions.dividing": (
            "Ce qui divise : les groupes diffèrent sur {many:phrase|phrases}. Les plus fortes différences : {options:option}."
        ),
        "opinions.held.more": "Le groupe {group} approuve plus que les autres : {options:option}.",
        "opinions.held.less": "Le groupe {group} désapprouve plus que les autres : {options:option}.",
        "opinions.objection.wants": "Objection de fond : le groupe {group} veut {option:option}, que les autres refusent.",
        "opinions.objection.refuses": "Objection de fond : le groupe {group} refuse {option:option}, que les autres veulent.",
        "opinions.totals": (
            "{statements:phrase a|phrases ont} reçu {votes:avis|avis} pour ou contre. Ce fichier ne donne que des totaux, non les avis de "
            "chacun : c’est assez pour des parts, et trop peu pour une carte, des groupes ou ce qui les rassemble."
        ),
        "opinions.totals.agreed": (
            "Plus de la moitié de ceux qui ont choisi approuvent {many:phrase|phrases}, au-delà du hasard. Les premières : "
            "{options:option}."
        ),
        "opinions.totals.refused": (
            "Plus de la moitié de ceux qui ont choisi désapprouvent {many:phrase|phrases}, au-delà du hasard. Les premières : "
            "{options:option}."
        ),
        "opinions.unseen.groups": "Trop peu de personnes de chaque groupe ont vu {statements:phrase|phrases} : rien n’en est conclu.",
        "opinions.unseen.range": (
            "Trop peu de personnes ont vu {statements:phrase|phrases} à chaque bout de l’éventail ou entre les deux : rien n’en est conclu."
        ),
        "opinions.unseen.people": "Trop peu de personnes ont vu {statements:phrase|phrases} : rien n’en est conclu.",
        "opinions.alike": (
            "À vérifier : {people:personne a|personnes ont} les mêmes réponses que d’autres, ou presque ({sets:ensemble|ensembles}), plus "
            "que le hasard n’en donnerait. Personne n’a été retiré."
        ),
        "opinions.alike.same": "Sans ces personnes, les conclusions seraient les mêmes.",
        "opinions.alike.groups": (
            "Nombre de groupes avec ces personnes : {with}. Sans elles : {without}. Un seul veut dire : pas de groupes distincts."
        ),
        "opinions.alike.lost": "Sans ces personnes, {many:phrase ne rassemblerait|phrases ne rassembleraient} plus : {options:option}.",
        "opinions.alike.gained": "Sans ces personnes, {many:phrase rassemblerait|phrases rassembleraient} aussi : {options:option}.",
        "opinions.who_came": (
            "Ces personnes sont venues d’elles-mêmes : elles ne représentent pas tout le monde. Une minorité qui a raison "
            "ne se voit pas sur "
            "une carte."
        ),
        "opinions.polis.groups": "Les formules de Polis donnent {many:groupe|groupes} : {groups:each}.",
        "opinions.polis.agreed": "Une majorité de tous approuve : {options:option}.",
        "opinions.polis.agreed.none": "Aucune phrase n’est approuvée par une majorité de tous, selon les formules de Polis.",
        "opinions.polis.refused": "Une majorité de tous désapprouve : {options:option}.",
        "opinions.choice.unreadable": "Ces avis n’ont pas pu être lus.",
        "opinions.choice.unknown_statement": "« {option} » ne fait pas partie des phrases.",
        "opinions.choice.unknown_vote": "On peut être d’accord, ne pas l’être, ou passer ; autre chose est écrit pour {option:option}.",
        "opinions.choice.chance": "La probabilité notée pour {option:option} devrait être au-dessus de 0 et au plus de 1.",
    },
    "en": {
        "opinions.opinion-map.name": "Opinion map",
        "opinions.polis-map.name": "Opinion map, Polis’s formulas",
        "opinions.title": "{agreed:statement brings|statements bring} together, {dividing:statement divides|statements divide}.",
        "opinions.title.range": "{agreed:statement brings|statements bring} together; opinions form a range, not camps.",
        "opinions.title.totals": "{agreed:statement has|statements have} a majority; who thinks what is not known.",
        "opinions.title.none": "Nothing is concluded from so few opinions.",
        "opinions.counted": "{people:person|people} gave {votes:opinion|opinions} on {statements:statement|statements}.",
        "opinions.moderated": "Moderation left out {statements:statement|statements}: votes on them are counted and used for nothing else.",
        "opinions.corrected": (
            "Statements were not all shown with the same probability. As it was noted, shares are also given as they would "
            "be had each been "
            "shown equally."
        ),
        "opinions.lacking.few_people": (
            "{people:person|people} gave enough opinions to stand on a map: too few to conclude anything. Shares are given "
            "with their intervals."
        ),
        "opinions.lacking.few_statements": "A map needs at least two statements on which somebody gave an opinion.",
        "opinions.lacking.no_difference": "Everybody gave the same opinions: there is nothing for a map to tell apart.",
        "opinions.axes": "The map places {people:person|people}. It is flat: it keeps {share:percent} of what tells the answers apart.",
        "opinions.no_groups": (
            "No distinct groups: the answers form one cloud without a gap, or the groups change when people are drawn again. "
            "The {people:person is|people are} taken together."
        ),
        "opinions.range": (
            "Opinions form a range, not camps: one goes from one end of the map to the other without meeting a gap. "
            "The {people:person is|people are} taken together."
        ),
        "opinions.range.end": (
            "At end {end} of the range ({people:person|people}), more agree than at the other end with: {options:option}."
        ),
        "opinions.groups": "{many:group stands|groups stand} out by their answers: {groups:each}.",
        "opinions.groups.unsure": (
            "These groups are unsure: when people are drawn again, they come back only in part ({stability:decimal} of 1)."
        ),
        "opinions.agreed.groups": (
            "What brings together: more than half of every group agrees with {many:statement|statements}. The first: {options:option}."
        ),
        "opinions.agreed.range": (
            "What brings together: more than half of the people at each end of the range and between them agree with "
            "{many:statement|statements}. The first: {options:option}."
        ),
        "opinions.agreed.people": (
            "What brings together: more than half of the people agree with {many:statement|statements}. The first: {options:option}."
        ),
        "opinions.agreed.none.groups": "No statement is certain to be agreed with by more than half of every group.",
        "opinions.agreed.none.range": (
            "No statement is certain to be agreed with by more than half of the people at each end of the range and between them."
        ),
        "opinions.agreed.none.people": "No statement is certain to be agreed with by more than half of the people.",
        "opinions.changes": (
            "The most fragile of them is {option:option}: if {changes:person|people} changed sides, it would no longer be in the list."
        ),
        "opinions.refused.groups": (
            "What all refuse: more than half of every group disagrees with {many:statement|statements}. The first: {options:option}."
        ),
        "opinions.refused.range": (
            "What all refuse: more than half of the people at each end of the range and between them disagree with "
            "{many:statement|statements}. The first: {options:option}."
        ),
        "opinions.refused.people": (
            "What all refuse: more than half of the people disagree with {many:statement|statements}. The first: {options:option}."
        ),
        "opinions.dividing": "What divides: groups differ on {many:statement|statements}. The largest differences: {options:option}.",
        "opinions.held.more": "Group {group} agrees more than the others: {options:option}.",
        "opinions.held.less": "Group {group} disagrees more than the others: {options:option}.",
        "opinions.objection.wants": "Substantive objection: group {group} wants {option:option}, which the others refuse.",
        "opinions.objection.refuses": "Substantive objection: group {group} refuses {option:option}, which the others want.",
        "opinions.totals": (
            "{statements:statement got|statements got} {votes:opinion|opinions} for or against. This file gives totals only, not who "
            "thinks what: enough for shares, not enough for a map, for groups or for what brings them together."
        ),
        "opinions.totals.agreed": (
            "More than half of those who chose agree with {many:statement|statements}, beyond chance. The first: {options:option}."
        ),
        "opinions.totals.refused": (
            "More than half of those who chose disagree with {many:statement|statements}, beyond chance. The first: {options:option}."
        ),
        "opinions.unseen.groups": "Too few people of each group saw {statements:statement|statements}: nothing is concluded of that.",
        "opinions.unseen.range": (
            "Too few people at an end of the range or between the ends saw {statements:statement|statements}: nothing is concluded of that."
        ),
        "opinions.unseen.people": "Too few people saw {statements:statement|statements}: nothing is concluded of that.",
        "opinions.alike": (
            "To be checked: {people:person has|people have} the same answers as others, or nearly ({sets:set|sets}), more than chance "
            "would give. "
            "Nobody was left out."
        ),
        "opinions.alike.same": "Without them, the conclusions would be the same.",
        "opinions.alike.groups": "Number of groups with them: {with}. Without them: {without}. One means no distinct groups.",
        "opinions.alike.lost": "Without them, {many:statement would|statements would} no longer bring together: {options:option}.",
        "opinions.alike.gained": "Without them, {many:statement would|statements would} bring together too: {options:option}.",
        "opinions.who_came": (
            "These people came of their own accord: they do not stand for everybody. A minority that is right does not show on a map."
        ),
        "opinions.polis.groups": "Polis’s formulas give {many:group|groups}: {groups:each}.",
        "opinions.polis.agreed": "A majority of all agrees with: {options:option}.",
        "opinions.polis.agreed.none": "No statement is agreed with by a majority of all, by Polis’s formulas.",
        "opinions.polis.refused": "A majority of all disagrees with: {options:option}.",
        "opinions.choice.unreadable": "These opinions could not be read.",
        "opinions.choice.unknown_statement": "“{option}” is not one of the statements.",
        "opinions.choice.unknown_vote": "One can agree, disagree or pass; something else is written for {option:option}.",
        "opinions.choice.chance": "The probability noted for {option:option} should be above 0 and at most 1.",
    },
}
