"""What people may attach: a few kinds of file, recognised by what they contain and not by their name, and not too heavy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from parvis.core.discussion.photographs import redrawn
from parvis.ui.components.forms import upload_limits

HEAD = 16


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is accepted: its ending, its type for the browser, and its name for people."""

    ending: str
    media_type: str
    name: str


PDF = FileKind("pdf", "application/pdf", "PDF")
PNG = FileKind("png", "image/png", "PNG")
JPEG = FileKind("jpg", "image/jpeg", "JPEG")
WEBP = FileKind("webp", "image/webp", "WebP")
ODT = FileKind("odt", "application/vnd.oasis.opendocument.text", "OpenDocument")
ODS = FileKind("ods", "application/vnd.oasis.opendocument.spreadsheet", "OpenDocument")
DOCX = FileKind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word")
XLSX = FileKind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel")

ACCEPTED = (PDF, PNG, JPEG, WEBP, ODT, ODS, DOCX, XLSX)
ENDINGS = {kind.ending: kind for kind in ACCEPTED} | {"jpeg": JPEG}
PHOTOGRAPHS = {PNG: "PNG", JPEG: "JPEG", WEBP: "WEBP"}
SHOWN = frozenset({PNG.media_type, JPEG.media_type, WEBP.media_type, PDF.media_type})


def names() -> str:
    """Give the names of the kinds accepted, for the sentence under a file field."""
    return ", ".join(dict.fromkeys(kind.name for kind in ACCEPTED))


def limits() -> str:
    """Give the sentences under a file field: which kinds, how heavy, and what a file tells of its author."""
    kinds = upload_limits(kinds=names(), megabytes=settings.PARVIS_UPLOAD_MEGABYTES)
    told = _("The place, the time and the device are taken out of photographs; a PDF or an office document keeps the name of its author.")
    return f"{kinds} {told}"


def recognised(file: File[bytes]) -> FileKind | None:
    """Give the kind of a file from its first bytes, or from what its archive holds; None when it is none of those accepted.

    Source: the signatures of ISO 32000-1 (PDF), RFC 2083 (PNG), ITU-T T.81 (JPEG), the WebP container, OpenDocument 1.2 part 3
    (the member `mimetype` comes first), ECMA-376 part 2 (`[Content_Types].xml`).
    """
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"PK\x03\x04"):
        return _office(file)
    return None


def _office(file: File[bytes]) -> FileKind | None:
    try:
        with ZipFile(file) as archive:
            inside = set(archive.namelist())
            if "mimetype" in inside and archive.getinfo("mimetype").file_size < 100:
                media_type = archive.read("mimetype").decode("ascii", "replace").strip()
                return next((kind for kind in (ODT, ODS) if kind.media_type == media_type), None)
            if "[Content_Types].xml" in inside:
                return DOCX if "word/document.xml" in inside else XLSX if "xl/workbook.xml" in inside else None
    except (BadZipFile, OSError, ValueError):
        return None
    finally:
        file.seek(0)
    return None


def checked(file: File[bytes]) -> FileKind:
    """Give the kind of a file that may be kept.

    Raises:
        ValidationError: it is empty, too heavy, of a kind that is not accepted, or its name says another kind than its content.
    """
    name, limit = PurePath(file.name or "").name, settings.PARVIS_UPLOAD_MEGABYTES * 1024 * 1024
    if not file.size:
        raise ValidationError(_("%(name)s is empty.") % {"name": name})
    if file.size > limit:
        facts = {"name": name, "size": filesizeformat(file.size), "limit": filesizeformat(limit)}
        raise ValidationError(_("%(name)s weighs %(size)s: at most %(limit)s are accepted.") % facts)
    kind = recognised(file)
    if kind is None:
        facts = {"name": name, "kinds": names()}
        raise ValidationError(_("%(name)s is not a file that can be attached here. Accepted: %(kinds)s.") % facts)
    if ENDINGS.get(PurePath(name).suffix.lower().removeprefix(".")) != kind:
        facts = {"name": name, "kind": kind.name, "ending": f".{kind.ending}"}
        raise ValidationError(_("%(name)s contains a %(kind)s file: rename it so that it ends in %(ending)s.") % facts)
    return kind


def kept(file: File[bytes]) -> tuple[File[bytes], FileKind]:
    """Give a file as it may be kept, and its kind: a photograph is drawn again without what the camera wrote into it.

    Raises:
        ValidationError: as `checked`, or the photograph cannot be read, moves, or has too many pixels.
    """
    kind = checked(file)
    if kind not in PHOTOGRAPHS:
        return file, kind
    return redrawn(file, PHOTOGRAPHS[kind], name=PurePath(file.name or "").name), kind
