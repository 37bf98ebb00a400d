"""Texts that tests are made of: three subjects, each said in several ways, in French."""

from parvis.mechanisms.corpus.texts import Text

SUBJECTS = {
    "vélo": (
        "Tracer une piste cyclable protégée le long du boulevard de la gare",
        "Une piste cyclable séparée des voitures devant le collège rassurerait les parents",
        "Installer des arceaux à vélo devant la piscine et la mairie",
        "Les cyclistes attendent une piste continue entre le centre et la zone commerciale",
        "Prêter un vélo électrique pendant un mois aux habitants qui vendent leur voiture",
        "Éclairer la piste cyclable du canal en hiver",
    ),
    "cantine": (
        "Servir des légumes bio du maraîcher voisin à la cantine scolaire",
        "La cantine devrait proposer un repas végétarien chaque jour aux enfants",
        "Cuisiner sur place les repas de la cantine plutôt que de les livrer",
        "Baisser le prix des repas de la cantine pour les familles modestes",
        "Peser les restes des repas de la cantine et donner le surplus",
        "Former les cuisiniers de la cantine aux légumes de saison",
    ),
    "arbres": (
        "Planter des arbres fruitiers dans les squares du quartier",
        "Les arbres de la place donnent une ombre précieuse pendant la canicule",
        "Remplacer le goudron de la place par des arbres et un square",
        "Arroser les jeunes arbres du square avec l’eau de pluie récupérée",
        "Choisir des arbres qui résistent à la canicule et à la sécheresse",
        "Un verger partagé avec des arbres fruitiers derrière la salle des fêtes",
    ),
}


def texts() -> list[Text]:
    """Give eighteen contributions, six for each subject."""
    return [Text(ref=f"{subject}-{at}", title=said) for subject, sentences in SUBJECTS.items() for at, said in enumerate(sentences, 1)]
