"""What this room and the record hold about a person."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.core.people.models import Draft, Follow, Person, Pseudonym, Session
from parvis.core.people.mydata import Holding, Row, held
from parvis.core.people.queries import pseudonyms_of
from parvis.core.record.models import Act, Opening, Thing


def account(person: Person) -> Iterator[Row]:
    """Her account."""
    yield {
        "reference": person.ref,
        "courriel": person.email,
        "nom_public": person.public_name,
        "langue": person.language,
        "mot_de_passe": person.has_usable_password(),
        "ouvert_le": person.joined_at,
        "derniere_connexion": person.last_login,
        "fait_tourner_l_instance": person.is_operator,
        "de_la_demonstration": person.in_cast,
    }


def addresses(person: Person) -> Iterator[Row]:
    """The addresses that were proved with a code."""
    for address in EmailAddress.objects.filter(user=person):
        yield {"courriel": address.email, "verifie": address.verified, "principal": address.primary}


def passkeys(person: Person) -> Iterator[Row]:
    """Her passkeys: their names and dates; the secret half never left her device."""
    for key in Authenticator.objects.filter(user=person).order_by("pk"):
        yield {"nom": str(key), "ajoutee_le": key.created_at, "derniere_utilisation": key.last_used_at}


def signed_in(person: Person) -> Iterator[Row]:
    """The browsers where she is signed in. What would let somebody else in is not given."""
    for session in Session.objects.filter(person=person, expire_date__gt=timezone.now()).order_by("expire_date"):
        yield {"jusqu_au": session.expire_date}


def pseudonyms(person: Person) -> Iterator[Row]:
    """What she is called in each context."""
    rows = list(Pseudonym.objects.filter(person=person).order_by("pk"))
    titles = _titles([row.context for row in rows])
    for row in rows:
        yield {"pseudonyme": row.uuid, "nom": row.name, "contexte": row.context, "titre_du_contexte": titles.get(row.context, "")}


def published(person: Person) -> Iterator[Row]:
    """What she published, whatever became of it, with its text."""
    things = Thing.objects.filter(author__in=pseudonyms_of(person)).defer(None).defer("words").order_by("pk")
    for thing in things.iterator(chunk_size=500):
        yield {
            "reference": thing.ref,
            "genre": thing.kind,
            "titre": thing.title,
            "texte": thing.body,
            "adresse": thing.path,
            "etat": thing.state,
            "publie_le": thing.published_at,
        }


def done(person: Person) -> Iterator[Row]:
    """Her acts in the public record, with the values and salts that open them."""
    acts = list(Act.objects.filter(actor__in=pseudonyms_of(person)).order_by("pk"))
    openings = dict(Opening.objects.filter(act__actor__in=pseudonyms_of(person)).values_list("act_id", "fields"))
    for act in acts:
        yield {"acte": act.uuid, "genre": act.kind, "objet": act.object, "date": act.at, "ouvertures": openings.get(act.pk, {})}


def follows(person: Person) -> Iterator[Row]:
    """What she follows."""
    rows = list(Follow.objects.filter(person=person).order_by("pk"))
    titles = _titles([row.ref for row in rows])
    for row in rows:
        yield {"reference": row.ref, "titre": titles.get(row.ref, ""), "depuis": row.since}


def _titles(refs: list[object]) -> dict[object, str]:
    return dict(Thing.objects.filter(ref__in=refs).values_list("ref", "title"))


def drafts(person: Person) -> Iterator[Row]:
    """What she typed and has not sent."""
    for draft in Draft.objects.filter(person=person).order_by("pk"):
        yield {"adresse": draft.address, "saisie": draft.fields, "gardee_le": draft.saved_at}


def declare() -> None:
    """Say what is held here: called once, when the house starts."""
    held(
        Holding(
            key="compte",
            title=_("My account"),
            why=_("To sign you in, and to show a name beside what you publish."),
            labels={
                "reference": _("reference"),
                "courriel": _("e-mail address"),
                "nom_public": _("public name"),
                "langue": _("language"),
                "mot_de_passe": _("has a password"),
                "ouvert_le": _("opened on"),
                "derniere_connexion": _("last signed in"),
                "fait_tourner_l_instance": _("runs this instance"),
                "de_la_demonstration": _("is somebody of the demonstration, whom anybody may step into"),
            },
            rows=account,
        )
    )
    held(
        Holding(
            key="adresses",
            title=_("My addresses"),
            why=_("To send you codes and the notices you asked for."),
            labels={"courriel": _("e-mail address"), "verifie": _("proved with a code"), "principal": _("in use")},
            rows=addresses,
        )
    )
    held(
        Holding(
            key="cles",
            title=_("My passkeys"),
            why=_("To sign you in without a code."),
            labels={"nom": _("name"), "ajoutee_le": _("added"), "derniere_utilisation": _("last used")},
            rows=passkeys,
        )
    )
    held(
        Holding(
            key="connexions",
            title=_("Where I am signed in"),
            why=_("So that your browser is known when it comes back. Signing out forgets it."),
            labels={"jusqu_au": _("until")},
            rows=signed_in,
        )
    )
    held(
        Holding(
            key="pseudonymes",
            title=_("My pseudonyms"),
            why=_("In each process you are known under another identifier, so that nobody can join them without your account."),
            labels={
                "pseudonyme": _("identifier"),
                "nom": _("name shown"),
                "contexte": _("process or space"),
                "titre_du_contexte": _("its title"),
            },
            rows=pseudonyms,
        )
    )
    held(
        Holding(
            key="publications",
            title=_("What I published"),
            why=_("It belongs to the public debate."),
            labels={
                "reference": _("reference"),
                "genre": _("kind"),
                "titre": _("title"),
                "texte": _("text"),
                "adresse": _("where to read it"),
                "etat": _("state"),
                "publie_le": _("published on"),
            },
            rows=published,
        )
    )
    held(
        Holding(
            key="actes",
            title=_("My acts in the public record"),
            why=_("So that anyone can check what was done. The values and salts open the fingerprints of the record."),
            labels={"acte": _("act"), "genre": _("kind"), "objet": _("object"), "date": _("date"), "ouvertures": _("values and salts")},
            rows=done,
        )
    )
    held(
        Holding(
            key="suivis",
            title=_("What I follow"),
            why=_("To tell you what happens to it."),
            labels={"reference": _("reference"), "titre": _("title"), "depuis": _("since")},
            rows=follows,
        )
    )
    held(
        Holding(
            key="brouillons",
            title=_("My drafts"),
            why=_("So that nothing you type is lost. A draft is forgotten when it is sent, or after thirty days."),
            labels={"adresse": _("form"), "saisie": _("what was typed"), "gardee_le": _("kept on")},
            rows=drafts,
        )
    )
