"""Sentences of delegations: who carries how many votes, and which votes reach nobody."""

SENTENCES: dict[str, dict[str, str]] = {
    "fr": {
        "delegation.liquid-delegation.name": "Délégation liquide",
        "delegation.counted": (
            "Sur {members:membre|membres}, {voted:a voté, et porte|ont voté, et portent} en plus la voix de "
            "{delegated:autre membre|autres membres}."
        ),
        "delegation.most": "Qui porte le plus de voix : {people:option}, {votes:voix|voix}{people:?| chacun}, la sienne comprise.",
        "delegation.void.silent": ("Sans effet, car le chemin finit chez quelqu’un qui n’a ni voté ni délégué : {people:option}."),
        "delegation.void.circle": "Sans effet, car ces délégations tournent en rond et personne n’y a voté : {people:option}.",
        "delegation.void.outside": "Sans effet, car le chemin finit chez quelqu’un qui n’est pas membre : {people:option}.",
        "delegation.void.cap": "Sans effet, car la personne désignée porte déjà le plus de voix permis : {people:option}.",
        "delegation.choice.unknown": "« {member} » n’est pas dans la liste des membres.",
        "delegation.choice.twice": "« {member} » y est deux fois : une seule fois suffit.",
        "delegation.choice.herself": "On ne peut pas déléguer à soi-même : pour voter, il suffit de voter.",
        "delegation.choice.two_at_once": "{member} a dit deux choses à la fois ({at}) : une seule était attendue.",
        "delegation.choice.topic": "Le domaine dont relève le sujet « {topic} » était attendu.",
        "delegation.choice.unreadable": "Cette délégation n’a pas pu être lue.",
    },
    "en": {
        "delegation.liquid-delegation.name": "Liquid delegation",
        "delegation.counted": (
            "Of {members:member|members}, {voted:voted, and carries|voted, and carry} the votes of "
            "{delegated:other member|other members} too."
        ),
        "delegation.most": "Who carries the most votes: {people:option}, {votes:vote|votes}{people:?| each}, one’s own included.",
        "delegation.void.silent": "Without effect, since the way ends at somebody who neither voted nor delegated: {people:option}.",
        "delegation.void.circle": "Without effect, since these delegations turn in a circle in which nobody voted: {people:option}.",
        "delegation.void.outside": "Without effect, since the way ends at somebody who is no member: {people:option}.",
        "delegation.void.cap": "Without effect, since who was named already carries the most votes allowed: {people:option}.",
        "delegation.choice.unknown": "“{member}” is not in the list of members.",
        "delegation.choice.twice": "“{member}” stands there twice: once is enough.",
        "delegation.choice.herself": "Nobody can delegate to herself: to vote, it is enough to vote.",
        "delegation.choice.two_at_once": "{member} said two things at once ({at}): one was expected.",
        "delegation.choice.topic": "The area that the topic “{topic}” belongs to was expected.",
        "delegation.choice.unreadable": "This delegation could not be read.",
    },
}
