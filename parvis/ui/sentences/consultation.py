"""Sentences of consultations: what a gathering and a sorting pass on to the next phase."""

SENTENCES: dict[str, dict[str, str]] = {
    "fr": {
        "consultation.gathered": (
            "{contributions:contribution publiée|contributions publiées}, de {people:personne|personnes}, à la clôture."
        ),
        "consultation.too_many_to_choose": (
            "Personne ne peut choisir entre {contributions:contribution|contributions} : au-delà de {at_most}, il faut d’abord les trier, "
            "et aucune n’est passée d’elle-même à l’étape suivante."
        ),
        "consultation.sorted": (
            "{options:option faite|options faites} à partir de {contributions:contribution|contributions}. "
            "Chaque option garde le chemin vers ce dont elle vient."
        ),
        "consultation.left": "{contributions:contribution n’est|contributions ne sont} dans aucune option. On y répond comme aux autres.",
        "consultation.passed_on": "Aucune option n’a été faite : les contributions elles-mêmes passent à l’étape suivante.",
        "consultation.no_option": "Aucune option n’a été faite : rien ne passe à l’étape suivante.",
    },
    "en": {
        "consultation.gathered": (
            "{contributions:contribution|contributions} from {people:person|people} {contributions:?was|were} published at the close."
        ),
        "consultation.too_many_to_choose": (
            "Nobody can choose between {contributions:contribution|contributions}: beyond {at_most}, they must be sorted first, and none "
            "went on to the next step by itself."
        ),
        "consultation.sorted": (
            "{options:option was|options were} made of {contributions:contribution|contributions}. "
            "Each keeps the way back to what it comes from."
        ),
        "consultation.left": "{contributions:contribution is|contributions are} in no option. They are answered like the others.",
        "consultation.passed_on": "No option was made: the contributions themselves go on to the next step.",
        "consultation.no_option": "No option was made: nothing goes on to the next step.",
    },
}
