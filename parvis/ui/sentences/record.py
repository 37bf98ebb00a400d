"""What is said of a record that was verified, in French and in English. The reasons of a refusal are those of `ledger.rejected.CODES`."""

from __future__ import annotations

from collections.abc import Mapping

SAID: dict[str, dict[str, str]] = {
    "fr": {
        "receipt.good": "Ce reçu est bon : l’acte n° {place} est l’un des {size} actes du registre {origin}.",
        "receipt.act": "  {act}, le {date}, sur {object}",
        "receipt.value": "  {name} : {value}",
        "witnesses": "Le registre tel qu’il est prouvé ici a aussi été signé par : {names}.",
        "nobody": "Aucun témoin ne l’a signé : vous croyez la seule clé de ce registre.",
        "progress": "{entries} actes vérifiés sur {of}",
        "sound": "Ce registre est intact : {size} actes de {origin}, chacun recalculé depuis les fichiers publiés.",
        "root": "  Empreinte de l’ensemble : {root}",
        "since": "Il continue bien le registre de {size} actes que vous aviez vu.",
        "acts": "Les actes, par genre :",
        "line": "  {count:>9}  {act} (n° {first} à {last}, du {earliest} au {latest})",
        "erasures": "Données effacées à la demande : {count} actes le disent.",
        "no-erasure": "Aucun effacement n’y est écrit.",
        "listed": "Contributions publiées : {published} ; retirées : {withdrawn} ; masquées : {hidden} ; montrées aujourd’hui : {shown}.",
        "listed.good": "La liste publique en montre {listed} : les mêmes, une pour une.",
        "listed.absent": "Le registre en montre {count} qui ne sont PAS dans la liste publique, sans motif écrit :",
        "listed.extra": "La liste publique en montre {count} qui ne sont PAS dans le registre, ou n’y sont plus montrées :",
        "listed.more": "  … et {count} autres",
        "not-listed": "La liste publique n’a pas été comparée (ajoutez --listed contributions.json).",
        "refused": "REFUSÉ. {reason}",
        "kept-promise": "La promesse est tenue : l’acte est le n° {place} des {size} actes du registre.",
        "open-promise": "Le délai court encore : le registre a jusqu’au {moment} pour publier cet acte.",
        "broken-promise": "La promesse n’est PAS tenue : son délai est passé, et l’acte n’est pas au registre. Gardez-la.",
    },
    "en": {
        "receipt.good": "This receipt is good: act no. {place} is one of the {size} acts of the record {origin}.",
        "receipt.act": "  {act}, on {date}, about {object}",
        "receipt.value": "  {name}: {value}",
        "witnesses": "The record as it is proved here was also signed by: {names}.",
        "nobody": "No witness has signed it: you are trusting the key of this record alone.",
        "progress": "{entries} acts verified of {of}",
        "sound": "This record is intact: {size} acts of {origin}, each computed again from the published files.",
        "root": "  Fingerprint of the whole: {root}",
        "since": "It does continue the record of {size} acts that you had seen.",
        "acts": "Acts of each kind:",
        "line": "  {count:>9}  {act} (no. {first} to {last}, from {earliest} to {latest})",
        "erasures": "Data erased on request: {count} acts say so.",
        "no-erasure": "No erasure is written in it.",
        "listed": "Contributions published: {published}; withdrawn: {withdrawn}; hidden: {hidden}; shown today: {shown}.",
        "listed.good": "The public list shows {listed}: the same ones, one for one.",
        "listed.absent": "The record shows {count} that are NOT in the public list, and no reason is written:",
        "listed.extra": "The public list shows {count} that are NOT in the record, or not shown there any more:",
        "listed.more": "  … and {count} others",
        "not-listed": "The public list was not compared (add --listed contributions.json).",
        "refused": "REFUSED. {reason}",
        "kept-promise": "The promise is kept: the act is no. {place} of the {size} acts of the record.",
        "open-promise": "Its time is not over: the record has until {moment} to publish this act.",
        "broken-promise": "The promise is NOT kept: its time is over, and the act is not in the record. Keep it.",
    },
}

# What a person can do about a refusal; the rest are told in the words of the error itself.
REASONS: dict[str, dict[str, str]] = {
    "fr": {
        "wrong-root": "Les actes publiés n’ont pas l’empreinte qui a été signée : l’un d’eux a été changé. Gardez une copie des "
        "fichiers et comparez-la à celle d’un témoin.",
        "wrong-tile": "Un fichier ne correspond pas aux actes publiés : il a été changé. Gardez-en une copie et comparez-la à celle "
        "d’un témoin.",
        "tile-size": "Un fichier est tronqué ou trop long. Téléchargez-le à nouveau, ou chez un témoin.",
        "bundle-cut": "Un fichier d’actes est tronqué. Téléchargez-le à nouveau, ou chez un témoin.",
        "bundle-width": "Un fichier d’actes n’en contient pas le nombre attendu. Téléchargez-le à nouveau, ou chez un témoin.",
        "bad-signature": "Une signature n’est pas celle de la clé qu’elle annonce : le texte a été changé.",
        "not-signed": "Aucune des clés de votre fichier de confiance n’a signé ce registre. Vérifiez l’adresse et le fichier.",
        "no-quorum": "Trop peu de témoins ont signé. Réessayez plus tard ; si cela dure, demandez aux témoins ce qu’ils ont vu.",
        "not-included": "Ce reçu ne prouve pas cet acte : le reçu ou l’acte a été changé.",
        "not-consistent": "Le passé n’est plus le même que celui que vous aviez vu. Gardez les deux : ensemble, ils sont une preuve.",
        "rollback": "Le registre a moins d’actes qu’avant : un registre ne fait que grandir. Gardez votre copie et prévenez les témoins.",
        "wrong-opening": "Une valeur du reçu n’est pas celle que le registre a enregistrée.",
        "wrong-origin": "C’est le registre d’une autre instance.",
        "bad-receipt": "Ce fichier n’est pas un reçu. Demandez-le à nouveau sur la page de l’acte.",
        "bad-proof-file": "Ce fichier n’est pas un reçu, ou il est abîmé. Demandez-le à nouveau sur la page de l’acte.",
    },
    "en": {},
}


def refusal(code: str, facts: Mapping[str, object], message: str, language: str) -> str:
    """Give why something is refused, and what to do, in this language; the words of the error where none is written here."""
    reason = REASONS[language].get(code, message)
    where = facts.get("path") or facts.get("index") or facts.get("name")
    return SAID[language]["refused"].format(reason=f"{reason} ({where})" if where and code in REASONS[language] else reason)
