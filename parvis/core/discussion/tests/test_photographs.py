"""What a camera wrote into a photograph never reaches the disk, by any of the three doors through which files come."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from parvis.core.discussion import actions, photographs
from parvis.core.discussion.documents import kept
from parvis.core.discussion.models import Source
from parvis.core.record.models import Thing

SECRET = b"47.3082-Ada-Lovelace"  # stands for the place and the owner


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


def picture(width: int = 40, height: int = 20, mode: str = "RGB") -> Image.Image:
    """Give a picture whose left half is red and whose right half is blue."""
    drawn = Image.new("RGB", (width, height), (255, 0, 0))
    drawn.paste((0, 0, 255), (width // 2, 0, width, height))
    return drawn.convert(mode)


def photograph(form: str = "JPEG", *, orientation: int = 1, **more: Any) -> bytes:
    """Give a photograph as a telephone makes it: with a place, an owner, a comment, and something after its end."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = orientation, "Maker", SECRET.decode()
    exif.get_ifd(0x8825)[0x001D] = SECRET.decode()
    out = BytesIO()
    more |= {"comment": SECRET} if form == "JPEG" else {}
    more |= {"xmp": SECRET} if form in ("JPEG", "WEBP") else {}
    if form == "PNG":
        told = PngInfo()
        told.add_text("Author", SECRET.decode())
        more["pnginfo"] = told
    picture().save(out, form, exif=exif, **more)
    return out.getvalue() + (SECRET if form == "JPEG" else b"")


def sent(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(("form", "name"), [("JPEG", "photo.jpg"), ("PNG", "photo.png"), ("WEBP", "photo.webp")])
def test_nothing_is_left_but_the_picture(form: str, name: str) -> None:
    content = photograph(form)
    assert SECRET in content
    file, kind = kept(sent(content, name))
    left = file.read()
    assert SECRET not in left
    assert kind.ending == name.rpartition(".")[2]
    with Image.open(BytesIO(left)) as drawn:
        assert (drawn.format, drawn.size, dict(drawn.getexif())) == (form, (40, 20), {})
        assert not {"comment", "xmp", "exif", "icc_profile", "Author"} & set(drawn.info)
        assert drawn.convert("RGB").getpixel((5, 10))[0] > 200


def test_it_stands_the_way_the_camera_was_held() -> None:
    file, _kind = kept(sent(photograph(orientation=6)))  # turn by a quarter to the right
    with Image.open(file) as drawn:
        assert drawn.size == (20, 40)
        top, bottom = drawn.getpixel((10, 5)), drawn.getpixel((10, 35))
    assert (top[0] > 200, bottom[2] > 200) == (True, True)


def test_what_was_drawn_again_is_not_drawn_a_third_time() -> None:
    once = kept(sent(photograph()))[0]
    assert kept(once)[0] is once


@pytest.mark.parametrize("mode", ["L", "CMYK", "P", "LA", "RGBA", "1"])
def test_every_way_of_keeping_colours_is_read(mode: str) -> None:
    out, form = BytesIO(), "JPEG" if mode in ("L", "CMYK") else "PNG"
    picture(mode=mode).save(out, form)
    name = "photo.jpg" if form == "JPEG" else "photo.png"
    with Image.open(kept(sent(out.getvalue(), name))[0]) as drawn:
        assert drawn.size == (40, 20)


def test_colours_are_brought_to_those_of_the_web() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with Image.open(kept(sent(photograph(icc_profile=profile)))[0]) as drawn:
        assert "icc_profile" not in drawn.info
        assert drawn.getpixel((5, 10))[0] > 200
    with Image.open(kept(sent(photograph(icc_profile=b"no profile at all")))[0]) as drawn:
        assert drawn.size == (40, 20)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (photograph()[:300], "photo.jpg", "cut short"),
        (b"\xff\xd8\xff\xe0 nothing that follows", "photo.jpg", "cut short"),
        (b"\x89PNG\r\n\x1a\n<svg onload='alert(1)'>", "photo.png", "cut short"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "photo.webp", "cut short"),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes, name: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        kept(sent(content, name))


def test_a_picture_that_moves_is_refused() -> None:
    out = BytesIO()
    picture().save(out, "WEBP", save_all=True, append_images=[picture().rotate(180)], duration=100)
    with pytest.raises(ValidationError, match="still picture"):
        kept(sent(out.getvalue(), "photo.webp"))


@pytest.mark.parametrize("bomb", [False, True])
def test_too_many_pixels_are_refused_before_they_are_read(monkeypatch: Any, bomb: bool) -> None:
    content = BytesIO()
    picture().save(content, "PNG")
    monkeypatch.setattr(photographs, "MILLION", 10)
    if bomb:
        monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("its pixels were read"))
    with pytest.raises(ValidationError, match="too many pixels"):
        kept(sent(content.getvalue(), "photo.png"))


def test_the_document_of_a_source_is_drawn_again(town: Any, process: Any, thing: Thing, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    source = actions.cite(thing.ref, by=town.ada, title="The tree", document=sent(photograph()))
    source.document.close()
    on_disk = [path.read_bytes() for path in tmp_path.rglob("*.jpg")]
    assert len(on_disk) == 1
    assert SECRET not in on_disk[0]
    assert Source.objects.get(pk=source.pk).document_name == "photo.jpg"
