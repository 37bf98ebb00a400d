"""Photographs without what a camera wrote into them: the picture is drawn again, and nothing but the picture is kept.

A telephone writes into each photograph where and when it was taken, with which device, sometimes by whom (EXIF, XMP, IPTC, maker's notes,
thumbnails, and whatever follows the end of the picture). None of it is asked for, all of it would be published. So the pixels are read,
turned the way the camera says (EXIF tag 274, Orientation: CIPA DC-008, 4.6.4), brought to sRGB, the colours of the web, and written
to a new file.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from PIL import Image

MEGAPIXELS = 50  # what telephones take; beyond, drawing it again would take the memory of the server
MILLION = 1_000_000
QUALITY = 90
# What each kind of file can hold; any other mode is brought to RGB.
MODES = {"JPEG": {"L", "RGB"}, "PNG": {"1", "L", "LA", "RGB", "RGBA", "I;16"}, "WEBP": {"RGB", "RGBA"}}
OPTIONS: dict[str, dict[str, int | bool]] = {
    "JPEG": {"quality": QUALITY, "progressive": True, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": QUALITY},
}


class Redrawn(ContentFile[bytes]):
    """A photograph in which nothing is left but the picture."""


def redrawn(file: File[bytes], form: str, *, name: str) -> Redrawn:
    """Give the photograph drawn again.

    Arguments:
        file: what was sent.
        form: `JPEG`, `PNG` or `WEBP`, recognised from its first bytes: no other decoder is tried.
        name: what to call it in a sentence.

    Raises:
        ValidationError: it cannot be read as a picture, it moves, or it has more than fifty million pixels.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError  # heavy, and few requests bring a photograph

    if isinstance(file, Redrawn):
        return file
    file.seek(0)
    try:
        with Image.open(file, formats=[form]) as opened:
            _still(opened, name)
            picture = _in_web_colours(ImageOps.exif_transpose(opened), form)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_too_large(name)) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise ValidationError(
            _("%(name)s cannot be read as a picture: it may have been cut short. Send it again.") % {"name": name}
        ) from None
    finally:
        file.seek(0)
    out = BytesIO()
    picture.info = {}  # what the encoders would copy from the original
    picture.save(out, form, **OPTIONS[form])
    return Redrawn(out.getvalue(), name=file.name)


def _still(opened: Image.Image, name: str) -> None:
    if opened.width * opened.height > MEGAPIXELS * MILLION:
        raise ValidationError(_too_large(name))
    if getattr(opened, "n_frames", 1) > 1 and opened.format != "MPO":
        raise ValidationError(_("%(name)s moves: a still picture was expected.") % {"name": name})


def _too_large(name: str) -> str:
    facts = {"name": name, "limit": MEGAPIXELS}
    return _("%(name)s has too many pixels: at most %(limit)d million are accepted. Send a smaller copy.") % facts


def _in_web_colours(picture: Image.Image, form: str) -> Image.Image:
    """Give the pixels in sRGB, in a mode that the kind of file holds."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
        flat = picture.convert("RGB") if picture.mode == "RGBA" else picture
        try:
            flat = ImageCms.profileToProfile(flat, BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB") or flat
        except ImageCms.PyCMSError:
            pass  # a profile that cannot be read says nothing of the colours
        else:
            picture = flat
            if alpha:
                picture.putalpha(alpha)
    if picture.mode in MODES[form]:
        return picture.copy()
    transparent = form != "JPEG" and ("A" in picture.mode or "transparency" in picture.info)
    return picture.convert("RGBA" if transparent else "RGB")
