"""The same ballots under every method: why outcomes differ, and the paradoxes found on the ballots (`mechanisms.voting.comparing`)."""

SENTENCES: dict[str, dict[str, str]] = {
    "fr": {
        "compare.agree": "Les {n} méthodes donnent le même résultat.",
        "compare.differ": "Les {n} méthodes ne donnent pas toutes le même résultat : choisir la méthode, c’est ici choisir le résultat.",
        "compare.condorcet-winner": "{option:option} bat chaque autre option en duel.",
        "compare.no-condorcet-winner": "Aucune option ne bat chaque autre en duel.",
        "compare.condorcet-loser": "{option:option} perd chaque duel.",
        "compare.everywhere": "Sous toutes ces méthodes : {options:option}.",
        "compare.nowhere-else": "{option:option} : {methods:name voting}.",
        "compare.searched": "Les paradoxes sont cherchés sur les bulletins les plus fréquents : n’en trouver aucun ne prouve rien.",
        "compare.not-searched": "Trop d’options ou de bulletins, ou des bulletins d’un autre genre : les paradoxes n’ont pas été cherchés.",
        "compare.aside": ("Laissées de côté, faute de solveur ou parce qu’il y a trop d’égalités à suivre : {methods:name voting}."),
        "compare.differs": "{one:option} ou {other:option} ?",
        "compare.first-but-last": (
            "{option:option} est en tête du plus grand nombre de bulletins ({firsts}), mais perd chacun de ses duels."
        ),
        "compare.first-but-loses": (
            "{option:option} est en tête du plus grand nombre de bulletins ({firsts}), mais perd son duel contre {other:option}, "
            "{votes} contre {against}."
        ),
        "compare.squeezed": (
            "{option:option} bat chaque autre option en duel, mais n’est en tête que de {firsts:bulletin|bulletins} sur {ballots}."
        ),
        "compare.instead": ("{shared:place est commune|places sont communes}. D’un côté {gained:option}, de l’autre {lost:option}."),
        "compare.served": (
            "Avec {gained:option}, {ours:bulletin a|bulletins ont} quelqu’un d’élu parmi ses premiers choix, sur {ballots} ; avec "
            "{lost:option}, {theirs}."
        ),
        "compare.votes": "{methods:name voting} : {option:option} a {ours:voix|voix}, {other:option} en a {theirs}.",
        "compare.second-round": ("{methods:name voting} : au second tour, {option:option} a {ours:voix|voix} et {other:option} {theirs}."),
        "compare.missed-second": (
            "{methods:name voting} : avec {theirs:voix|voix}, {other:option} manque le second tour, entre {finalists:option}."
        ),
        "compare.points": "{methods:name voting} : {option:option} réunit {ours:decimal} points, {other:option} {theirs:decimal}.",
        "compare.totals": "{methods:name voting} : {option:option} a {ours:decimal} en tout, {other:option} {theirs:decimal}.",
        "compare.final-duel": (
            "{methods:name voting} : au duel final, {ours:bulletin préfère|bulletins préfèrent} {option:option}, {theirs} {other:option}."
        ),
        "compare.missed-final": (
            "{methods:name voting} : avec {theirs:decimal} en tout, {other:option} manque le duel final, entre {finalists:option}."
        ),
        "compare.medians": (
            "{methods:name voting} : la mention majoritaire de {option:option} est {ours:word voting.grade}, celle de {other:option} "
            "{theirs:word voting.grade}."
        ),
        "compare.same-median": (
            "{methods:name voting} : les deux ont la mention majoritaire {shared:word voting.grade}. Pour {option:option}, {ours_above} "
            "jugent mieux et {ours_below} moins bien ; pour {other:option}, {theirs_above} et {theirs_below}."
        ),
        "compare.approvals": (
            "{methods:name voting} : {ours:bulletin approuve|bulletins approuvent} {option:option}, {theirs} {other:option}."
        ),
        "compare.beats-all": (
            "{methods:name voting} : {option:option} gagne tous ses duels, celui contre {other:option} par {ours} contre {theirs}."
        ),
        "compare.duel": "{methods:name voting} : {option:option} bat {other:option} en duel, {ours} contre {theirs}.",
        "compare.circle": (
            "{methods:name voting} : {other:option} bat {option:option} en duel, {theirs} contre {ours}, mais les duels tournent en rond, "
            "et leur ensemble place {option:option} devant."
        ),
        "compare.duels-won": "{methods:name voting} : {option:option} gagne {ours:decimal} duels, {other:option} {theirs:decimal}.",
        "compare.worst-defeat": (
            "{methods:name voting} : au plus {ours:voix|voix} contre {option:option} dans un duel perdu, {theirs} contre {other:option}."
        ),
        "compare.out": (
            "{methods:name voting} : {other:option}, avec {theirs:decimal} voix, sort au tour {round} ; {option:option} en a alors "
            "{ours:decimal}."
        ),
        "compare.last-round": (
            "{methods:name voting} : à la fin, au tour {round}, {option:option} a {ours:decimal} voix, {other:option} {theirs:decimal}."
        ),
        "compare.unheard": (
            "{methods:name voting} : sur {ours:bulletin|bulletins} pour {option:option}, {ours_alone} n’ont personne d’autre d’élu ; "
            "sur {theirs} pour {other:option}, {theirs_alone}."
        ),
        "compare.spoiler": "Sans {option:option}, c’est {instead:option} qui gagnerait.",
        "compare.no-show": (
            "Si {people:personne|personnes} au bulletin « {ballot:order} » {people:?était restée|étaient restées} chez "
            "{people:?elle|elles}, {instead:option} aurait gagné, que ce bulletin place avant {winner:option}."
        ),
        "compare.no-show-group": (
            "Si {people:personne|personnes} parmi celles qui placent {first:option} en premier, et {instead:option} avant "
            "{winner:option}, {people:?était restée|étaient restées} chez {people:?elle|elles}, {instead:option} aurait gagné."
        ),
        "compare.harmed-group": (
            "Si {people:personne|personnes} parmi celles qui placent {first:option} en premier, et pas {not_above:option} avant "
            "{winner:option}, {people:?avait|avaient} placé {winner:option} en premier, {instead:option} aurait gagné à sa place."
        ),
        "compare.harmed": (
            "Si {people:personne|personnes} au bulletin « {ballot:order} » {people:?avait|avaient} placé {winner:option} en premier, "
            "{instead:option} aurait gagné à sa place."
        ),
        "compare.lost-with-one-more": ("Avec une place de plus ({seats} en tout), {options:option} perdrait la sienne."),
    },
    "en": {
        "compare.agree": "All {n} methods give the same outcome.",
        "compare.differ": "The {n} methods do not all give the same outcome: here, choosing the method is choosing the outcome.",
        "compare.condorcet-winner": "{option:option} beats each other option in a duel.",
        "compare.no-condorcet-winner": "No option beats each other one in a duel.",
        "compare.condorcet-loser": "{option:option} loses every duel.",
        "compare.everywhere": "Under all these methods: {options:option}.",
        "compare.nowhere-else": "{option:option}: {methods:name voting}.",
        "compare.searched": "Paradoxes are looked for on the most frequent ballots: finding none does not prove that there is none.",
        "compare.not-searched": "Too many options or different ballots, or ballots of another kind: paradoxes were not looked for.",
        "compare.aside": "Left aside, for want of a solver or because there are too many ties to follow: {methods:name voting}.",
        "compare.differs": "{one:option} or {other:option}?",
        "compare.first-but-last": "{option:option} is first on most ballots ({firsts}), but loses every duel.",
        "compare.first-but-loses": (
            "{option:option} is first on most ballots ({firsts}), but loses the duel against {other:option}, {votes} to {against}."
        ),
        "compare.squeezed": (
            "{option:option} beats each other option in a duel, but is first on only {firsts:ballot|ballots} of {ballots}."
        ),
        "compare.instead": "{shared:seat is|seats are} the same. On one side {gained:option}, on the other {lost:option}.",
        "compare.served": (
            "With {gained:option}, {ours:ballot has|ballots have} somebody elected among its first choices, of {ballots}; with "
            "{lost:option}, {theirs}."
        ),
        "compare.votes": "{methods:name voting}: {option:option} has {ours:vote|votes}, {other:option} has {theirs}.",
        "compare.second-round": (
            "{methods:name voting}: in the second round, {option:option} has {ours:vote|votes} and {other:option} {theirs}."
        ),
        "compare.missed-second": (
            "{methods:name voting}: with {theirs:vote|votes}, {other:option} misses the second round, between {finalists:option}."
        ),
        "compare.points": "{methods:name voting}: {option:option} gathers {ours:decimal} points, {other:option} {theirs:decimal}.",
        "compare.totals": "{methods:name voting}: {option:option} has {ours:decimal} in all, {other:option} {theirs:decimal}.",
        "compare.final-duel": (
            "{methods:name voting}: in the final duel, {ours:ballot prefers|ballots prefer} {option:option}, {theirs} {other:option}."
        ),
        "compare.missed-final": (
            "{methods:name voting}: with {theirs:decimal} in all, {other:option} misses the final duel, between {finalists:option}."
        ),
        "compare.medians": (
            "{methods:name voting}: the majority grade of {option:option} is {ours:word voting.grade}, that of {other:option} "
            "{theirs:word voting.grade}."
        ),
        "compare.same-median": (
            "{methods:name voting}: both have the majority grade {shared:word voting.grade}. For {option:option}, {ours_above} judge "
            "better and {ours_below} worse; for {other:option}, {theirs_above} and {theirs_below}."
        ),
        "compare.approvals": ("{methods:name voting}: {ours:ballot approves|ballots approve} {option:option}, {theirs} {other:option}."),
        "compare.beats-all": (
            "{methods:name voting}: {option:option} wins every duel, the one against {other:option} by {ours} to {theirs}."
        ),
        "compare.duel": "{methods:name voting}: {option:option} beats {other:option} in a duel, {ours} to {theirs}.",
        "compare.circle": (
            "{methods:name voting}: {other:option} beats {option:option} in a duel, {theirs} to {ours}, but the duels go round in a "
            "circle, and all of them together place {option:option} ahead."
        ),
        "compare.duels-won": "{methods:name voting}: {option:option} wins {ours:decimal} duels, {other:option} {theirs:decimal}.",
        "compare.worst-defeat": (
            "{methods:name voting}: at most {ours:vote|votes} against {option:option} in a duel it loses, {theirs} against {other:option}."
        ),
        "compare.out": (
            "{methods:name voting}: {other:option}, with {theirs:decimal} votes, goes out in round {round}; {option:option} then has "
            "{ours:decimal}."
        ),
        "compare.last-round": (
            "{methods:name voting}: in the end, in round {round}, {option:option} has {ours:decimal} votes, {other:option} "
            "{theirs:decimal}."
        ),
        "compare.unheard": (
            "{methods:name voting}: of {ours:ballot|ballots} for {option:option}, {ours_alone} have nobody else elected; of "
            "{theirs} for {other:option}, {theirs_alone}."
        ),
        "compare.spoiler": "Without {option:option}, {instead:option} would win.",
        "compare.no-show": (
            "If {people:person|people} with the ballot “{ballot:order}” had stayed at home, {instead:option} would have won, whom this "
            "ballot places above {winner:option}."
        ),
        "compare.no-show-group": (
            "If {people:person|people} of those who place {first:option} first, and {instead:option} above {winner:option}, had stayed "
            "at home, {instead:option} would have won."
        ),
        "compare.harmed-group": (
            "If {people:person|people} of those who place {first:option} first, and not {not_above:option} above {winner:option}, had "
            "placed {winner:option} first, {instead:option} would have won instead."
        ),
        "compare.harmed": (
            "If {people:person|people} with the ballot “{ballot:order}” had placed {winner:option} first, {instead:option} would have "
            "won instead."
        ),
        "compare.lost-with-one-more": "With one more seat ({seats} in all), {options:option} would lose theirs.",
    },
}
