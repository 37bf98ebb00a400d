"""Invented content for the gallery: a town that does not exist, in the language of its people."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django import forms
from django.utils import timezone

from parvis.ui.charts.agreement import Agreement, Share, agreements
from parvis.ui.charts.bars import Bar, bars, stacked
from parvis.ui.charts.flows import Round, flows
from parvis.ui.charts.grades import Profile, grade_profiles
from parvis.ui.charts.hexagons import Hexagon, hexagons
from parvis.ui.charts.places import Place, places
from parvis.ui.charts.scatter import Spot, scatter
from parvis.ui.charts.sheet import Part, height_of, sheet
from parvis.ui.charts.territories import france, known
from parvis.ui.charts.timeline import Period, timeline
from parvis.ui.charts.treemap import Plot, treemap
from parvis.ui.components.actions import ICONS
from parvis.ui.parts import Column, Figure, Line, Link, Option, PublicAct, Step, Tab, Table, Task

GRADES = [
    ("6", "Excellent"),
    ("5", "Très bien"),
    ("4", "Bien"),
    ("3", "Passable"),
    ("2", "Insuffisant"),
    ("1", "À rejeter"),
]
SCENARIOS = [
    Option("B", "B. Le mail planté", "Trente-huit arbres, un sol qui boit la pluie, 14 places.", "#b"),
    Option("A", "A. La halle légère", "Une halle ouverte de 400 m² le long de la poste, 22 places.", "#a"),
    Option("D", "D. Le partage des jours", "Parking le matin, place piétonne l’après-midi et le samedi.", "#d"),
]
PROFILES = [
    Profile("B. Le mail planté", [612, 521, 498, 312, 201, 174], "Bien"),
    Profile("A. La halle légère", [498, 572, 455, 338, 246, 209], "Bien"),
    Profile("D. Le partage des jours", [301, 402, 398, 517, 402, 298], "Passable"),
]


class FilterForm(forms.Form):
    q = forms.CharField(label="Mots", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    topic = forms.ChoiceField(label="Sujet", required=False, choices=[("", "Tous"), ("trees", "Arbres"), ("cars", "Voitures")])
    answer = forms.ChoiceField(label="Réponse", required=False, choices=[("", "Toutes"), ("none", "Sans réponse")])


class PlaceForm(forms.Form):
    latitude = forms.DecimalField(label="Latitude", required=False)
    longitude = forms.DecimalField(label="Longitude", required=False)


class ContributionForm(forms.Form):
    title = forms.CharField(
        label="Titre de votre contribution",
        max_length=80,
        help_text="Une phrase que votre voisine comprendrait.",
        error_messages={"max_length": "Donnez un titre de 80 signes au plus."},
    )
    seen_on = forms.DateField(
        label="Date de l’observation",
        required=False,
        widget=forms.DateInput(attrs={"type": "text", "inputmode": "numeric"}),
        error_messages={"invalid": "Écrivez la date comme 29/11/2026."},
    )
    text = forms.CharField(
        label="Ce que vous proposez",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Dites ce que vous avez vu, puis ce que vous demandez.",
        error_messages={"required": "Écrivez votre proposition, même en deux phrases."},
    )
    by = forms.ChoiceField(
        label="Comment recevoir la réponse ?",
        choices=[("mail", "Par courriel"), ("post", "Par courrier, à mon adresse"), ("desk", "Je passerai la lire à la mairie")],
        widget=forms.RadioSelect,
        initial="mail",
        error_messages={"required": "Choisissez comment recevoir la réponse."},
    )
    topics = forms.MultipleChoiceField(
        label="Sujets",
        required=False,
        choices=[("trees", "Arbres et chaleur"), ("cars", "Stationnement")],
        widget=forms.CheckboxSelectMultiple,
    )
    place = forms.ChoiceField(label="Quartier", choices=[("bourg", "Bourg"), ("gare", "La Gare")])
    document = forms.FileField(label="Une photo ou un document", required=False, help_text="JPEG, PNG ou PDF, 5 Mo au plus.")
    rules = forms.BooleanField(label="J’ai lu les règles de la commune", error_messages={"required": "Cochez la case pour continuer."})


FAULTY = {"title": "Planter la rangée sud " * 5, "seen_on": "29 nov", "text": "", "by": "mail", "place": "bourg"}


def _shares(everybody: tuple[int, int, int], *groups: tuple[int, int, int]) -> tuple[Share, list[Share]]:
    whole, *parts = (Share(*(Fraction(part, 100) for part in share)) for share in (everybody, *groups))
    return whole, parts


def everything() -> dict[str, Any]:
    """What the gallery shows."""
    now = timezone.now()
    promised = date(now.year, 11, 26)
    phases = [
        Step("Diagnostic", "done", "#fil", ["mars 2026", "3 balades, 74 personnes"]),
        Step("Contributions", "done", "#fil", ["avril – juin", "214 contributions"]),
        Step("Scénarios", "done", "#fil", ["juillet – octobre"]),
        Step("Vote", "here", notes=["16 – 29 novembre", "1 604 votants"]),
        Step("Décision", "next", notes=["conseil du 15 décembre"]),
        Step("Travaux et suivi", "next", notes=["2027 – 2028"]),
    ]
    milestones = [
        Step("Choisir la paysagiste", "done", notes=["fait le 26 février 2027"]),
        Step("Ouvrir la navette de la gare", "late", notes=["prévue le 1er avril"], late="En retard de 19 jours"),
        Step("Déplacer gaz et fibre", "here", notes=["avril – juillet 2027"], here="En cours"),
        Step("Planter trente-huit arbres", "next", notes=["novembre 2027 – mars 2028"]),
    ]
    return {
        "icons": ICONS,
        "closes": now + timedelta(days=3, hours=2),
        "opens": now + timedelta(hours=5),
        "closed": now - timedelta(days=2),
        "phases": phases,
        "milestones": milestones,
        "long_way": [Step(f"Étape {n}", "done") for n in range(1, 7)] + phases[3:],
        "acts": [
            PublicAct(now - timedelta(minutes=20), "Douze bulletins papier saisis par deux agents.", "n° 4812", "#actes"),
            PublicAct(now - timedelta(days=1), "Réponse de la facilitatrice sur les livraisons.", "n° 4797", "#actes"),
            PublicAct(now - timedelta(days=30), "Compte rendu de la réunion du marché, 41 présents.", "n° 4722", "#actes"),
        ],
        "figures": [
            Figure(214, "contributions, dont 86 recueillies en réunion ou sur papier"),
            Figure(1604, "votants à ce jour, sur 4 912 personnes de 16 ans et plus"),
            Figure("+ 6 °C", "écart de température avec le bord de l’Erdre, en juillet"),
        ],
        "ledger": [Line("Payé", "68 900 €"), Line("Engagé, pas encore payé", "143 500 €"), Line("Reste", "802 600 €")],
        "tasks": [
            Task("avant 17 h 10", "Deux contenus signalés à regarder", "#t", "Regarder", "Le plus ancien depuis hier."),
            Task("12 jours", "Neuf contributions sans réponse", "#t", "Répondre", "Plan vélo. Six se ressemblent."),
        ],
        "tabs": [Tab("Scénarios", "#t", current=True), Tab("Contributions", "#t"), Tab("Réunions", "#t")],
        "steps": [
            "On range les mentions de chaque scénario, de la meilleure à la moins bonne.",
            "On regarde celle du milieu : elle est « Bien » pour deux scénarios.",
            "On départage les deux premiers en retirant un à un les bulletins du milieu.",
        ],
        "promises": {"kept": 17, "half": 9, "late": 4, "dropped": 1},
        "table": Table(
            ["Promesse", "Prise le", Column("Coût", figures=True), Column("Où ça en est", wide=True)],
            [
                [Link("Éteindre l’éclairage public de 23 h à 5 h", "#t"), "14 janvier 2025", 12500, "Tenue"],
                [Link("Ouvrir la passerelle piétonne", "#t"), "3 juin 2025", 1250000, "En cours, 3 étapes sur 5"],
            ],
            lead=1,
        ),
        "options": SCENARIOS,
        "grades": GRADES,
        "chosen": {"B": "6", "D": "3"},
        "grade_picture": grade_profiles(
            PROFILES,
            grades=[word for _, word in GRADES],
            title="Le mail planté arrive en tête, de peu",
            columns=("Scénario", "Mention"),
            half="la moitié des votants",
        ),
        "bar_picture": bars(
            [
                Bar("Le mail planté", 1148, "1 148", first=True),
                Bar("La halle légère, le long de la poste, avec ses étals fixes et son point d’eau", 902, "902 sur 2 318"),
                Bar("La place nue", 388, "388"),
            ],
            title="Trois scénarios approuvés, un seul par la moitié des votants",
            columns=("Scénario", "Approbations"),
            most=2318,
            mark=1159,
            mark_label="la moitié des votants",
        ),
        "stacked_picture": stacked(
            [("Stationnement", 2146), ("Circulation", 888), ("Piétons", 481), ("Pieds d’arbres", 185)],
            title="Plus de la moitié de la place est un parking",
            columns=("Usage", "Surface, en m²", "Part"),
            shares=["58 %", "24 %", "13 %", "5 %"],
        ),
        "treemap_picture": treemap(
            [
                Plot("Arbres et sols", 420000, "420 000 €", "g1"),
                Plot("Chaussée", 260000, "260 000 €", "g3"),
                Plot("Réseaux", 140000, "140 000 €", "sparse"),
                Plot("Éclairage", 95000, "95 000 €"),
                Plot("Bancs", 60000, "60 000 €"),
                Plot("Études", 40000, "40 000 €", "crossed"),
            ],
            title="Quatre euros sur dix vont aux arbres et aux sols",
            columns=("N°", "Poste", "Coût"),
        ),
        "scatter_picture": scatter(
            [Spot((n * 37 % 100) / 10, (n * 61 % 90) / 10, n % 3, here=n == 7) for n in range(60)],
            groups=["Groupe A", "Groupe B", "Groupe C"],
            title="Soixante participants, trois groupes d’avis proches",
            columns=("Groupe", "Personnes"),
        ),
        "hexagon_picture": hexagons(
            [Hexagon(q, r, [(q * 5 + r * 3) % 9, (q + r * 7) % 6]) for q in range(4) for r in range(-2, 3)],
            groups=["Groupe A", "Groupe B"],
            letters=["A", "B"],
            title="Quatre cents participants : on compte par hexagone, on ne montre personne",
            columns=("Groupe", "Personnes"),
        ),
        "holders": ["Hélène Kerviel", "Yann Le Goff", "Aminata Diallo"],
        "agreement_picture": agreements(
            [
                Agreement("Éteindre de minuit à 5 h", *_shares((88, 84, 91), (91, 86, 95), (84, 77, 89)), "88 % d’accord, 398 avis"),
                Agreement("Éteindre aussi autour de la gare", *_shares((47, 42, 52), (71, 64, 77), (14, 9, 21)), "47 % d’accord, 412 avis"),
            ],
            letters=("A", "B"),
            names=("Tous", "Groupe"),
            title="On s’accorde sur l’horaire, on se divise sur la gare",
            columns=("Phrase", "Tous", "Groupe A", "Groupe B"),
        )[0],
        "flow_picture": flows(
            [
                Round("Premier tour", {"A": 40, "B": 35, "C": 25}, {"C": {"B": 15, "A": 6, "–": 4}}, {"C": "out"}),
                Round("Second tour", {"A": 46, "B": 50, "–": 4}, ends={"B": "elected"}),
            ],
            options={"A": "La halle", "B": "Le mail", "C": "La place nue", "–": "Bulletins épuisés"},
            title="Le mail passe devant au second tour",
            columns=("Option",),
            states={"elected": "retenue", "stays": "reste", "out": "éliminée"},
        ),
        "place_picture": places(
            [
                Place("Passage de la Poste", 47.3001, -1.5702),
                Place("Carrefour de la Gare", 47.3056, -1.5621),
                Place("École", 47.2981, -1.5590),
            ],
            title="Trois passages dangereux signalés",
            columns=("N°", "Lieu"),
            outline=[[(-1.58, 47.295), (-1.575, 47.309), (-1.556, 47.31), (-1.552, 47.297), (-1.566, 47.293)]],
        ),
        "france_picture": france(
            {code: 3 + int(code[-2:], 16) * 7 % 41 for code in known("departements") if code not in ("48", "976")},
            title="Une carte sans serveur de tuiles : communes qui ont ouvert une démarche, chiffres inventés",
            columns=("Département", "Communes"),
            missing="pas de chiffre",
        ),
        "regions_picture": france(
            {code: 20 + int(code) * 13 % 90 for code in known("regions")},
            level="regions",
            title="Les mêmes, par région",
            columns=("Région", "Communes"),
        ),
        "timeline_picture": timeline(
            [
                Period("Contributions", date(now.year, 4, 1), date(now.year, 6, 30), "avril – juin", done=True),
                Period("Vote", date(now.year, 11, 16), date(now.year, 11, 29), "16 – 29 novembre"),
                Period("Travaux", date(now.year, 12, 1), date(now.year, 12, 31), "décembre"),
            ],
            title="Neuf mois de la première contribution aux travaux",
            columns=("Étape", "Dates"),
            today=promised,
            today_label="Aujourd’hui : vote",
        ),
    }


def one_sheet() -> str:
    """Give the file of two pictures that the gallery shows."""
    pictures = everything()
    parts = [
        Part("Les mentions", pictures["grade_picture"], height_of(pictures["grade_picture"]), "Du plus favorable au moins favorable."),
        Part("Les approbations", pictures["bar_picture"], height_of(pictures["bar_picture"])),
    ]
    return sheet("Le mail planté arrive en tête, de peu", parts, ["Chiffres inventés, pour la galerie."])
