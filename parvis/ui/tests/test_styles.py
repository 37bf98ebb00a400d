"""The styles: one file of five layers, within the budget, and no tint a space may choose breaks contrast."""

import colorsys
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

from parvis.ui.finders import ELEMENTS, HERE, LAYERS, scripts, styles
from parvis.ui.tests.oklch import contrast, from_hex, from_oklch, to_oklch

TOKENS = LAYERS[0].read_text()
FONTS = HERE / "static/ui/fonts"


def block(after: str) -> dict[str, str]:
    """The custom properties of the first rule after a mark."""
    start = TOKENS.index("{", TOKENS.index(after) + len(after) - 1)
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", TOKENS[start : TOKENS.index("}", start)]))


LIGHT = block("@layer tokens {\n  :root ")
BY_SYSTEM = block(':root:not([data-mode="light"])')
BY_CHOICE = block(':root[data-mode="dark"]')


def test_night_is_the_same_by_wish_of_the_system_and_by_choice():
    assert BY_SYSTEM
    assert BY_SYSTEM == BY_CHOICE


def every_tint():
    """2 520 tints: 120 hues, 3 saturations, 7 lightnesses, from black to white."""
    for hue in range(120):
        for saturation in (0, 0.5, 1):
            for step in range(7):
                yield colorsys.hls_to_rgb(hue / 120, step / 6, saturation)


HIGH_DAY = block(':root[data-mode="contrast"]')
HIGH_NIGHT = block('(prefers-color-scheme: dark) {\n    :root[data-mode="contrast"]')


def test_high_contrast_is_the_same_by_wish_of_the_system_and_by_choice():
    wished = TOKENS[TOKENS.index("@media (prefers-contrast: more) {") :]
    assert HIGH_DAY != HIGH_NIGHT
    for chosen, selector in ((HIGH_DAY, ':root:not([data-mode="dark"])'), (HIGH_NIGHT, ':root[data-mode="dark"]')):
        start = wished.index("{", wished.index(selector))
        assert dict(re.findall(r"(--[\w-]+):\s*([^;]+);", wished[start : wished.index("}", start)])) == chosen


@pytest.mark.parametrize("tokens", [HIGH_DAY, HIGH_NIGHT], ids=["day", "night"])
def test_high_contrast_is_aaa_for_texts_and_for_lines(tokens):
    for front in ("--ink", "--ink-soft", "--edge", "--line", "--alert"):
        for back in ("--paper", "--stone", "--alert-wash"):
            assert contrast(from_hex(tokens[front]), from_hex(tokens[back])) >= 7, (front, back)
    for tint in every_tint():
        _, chroma, hue = to_oklch(*tint)
        assert contrast(from_hex(tokens["--ink-on-spot"]), from_oklch(0.87, min(chroma, 0.145), hue)) >= 7, tint


@pytest.mark.parametrize("tokens", [LIGHT, LIGHT | BY_CHOICE], ids=["day", "night"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("--ink", "--paper", 12),
        ("--ink", "--stone", 7),
        ("--ink-soft", "--paper", 7),
        ("--ink-soft", "--stone", 4.5),
        ("--ink-soft", "--stone-2", 4.5),
        ("--edge", "--paper", 3),
        ("--edge", "--stone", 3),
        ("--alert", "--paper", 4.5),
        ("--alert", "--alert-wash", 4.5),
        ("--paper", "--alert", 4.5),
        ("--paper", "--ink", 12),
    ],
)
def test_fixed_colours_keep_their_contrast(tokens, front, back, least):
    assert contrast(from_hex(tokens[front]), from_hex(tokens[back])) >= least


@pytest.mark.parametrize("tokens", [LIGHT, LIGHT | BY_CHOICE], ids=["day", "night"])
def test_no_tint_breaks_contrast(tokens):
    ink, soft, paper = (from_hex(tokens[name]) for name in ("--ink", "--ink-soft", "--paper"))
    on_spot = from_hex(LIGHT["--ink-on-spot"])
    wash_l, deep_l, deep_c = (float(tokens[name]) for name in ("--wash-l", "--deep-l", "--deep-c"))
    worst = dict.fromkeys(("spot", "wash", "soft", "deep", "deep on wash"), 99.0)
    tints = list(every_tint())
    assert len(tints) == 2520
    for tint in tints:
        _, chroma, hue = to_oklch(*tint)
        spot = from_oklch(0.87, min(chroma, 0.145), hue)
        wash = from_oklch(wash_l, min(chroma, 0.05), hue)
        deep = from_oklch(deep_l, min(chroma, deep_c), hue)
        for name, ratio in {
            "spot": contrast(on_spot, spot),
            "wash": contrast(ink, wash),
            "soft": contrast(soft, wash),
            "deep": contrast(deep, paper),
            "deep on wash": contrast(deep, wash),
        }.items():
            worst[name] = min(worst[name], ratio)
    assert worst["spot"] >= 7, worst
    assert worst["wash"] >= 7, worst
    assert min(worst.values()) >= 4.5, worst


def test_the_loop_uses_the_formulas_of_the_styles():
    for formula in (
        "--spot: oklch(from var(--tint) 0.87 min(c, 0.145) h)",
        "--spot-wash: oklch(from var(--tint) var(--wash-l) min(c, 0.05) h)",
        "--spot-deep: oklch(from var(--tint) var(--deep-l) min(c, var(--deep-c)) h)",
    ):
        assert formula in TOKENS


def test_colours_are_only_written_as_tokens():
    for path in LAYERS[1:4]:
        text = re.sub(r"\.ui-now \{.*?\}", "", path.read_text(), flags=re.DOTALL)  # it lays ink and paper again on the spot
        assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|(?:rgb|hsl|oklch)\(", text), path.name


def test_class_names_are_ours():
    for path in LAYERS:
        selectors = re.sub(r"/\*.*?\*/|\{[^{}]*\}|\"[^\"]*\"", "", path.read_text(), flags=re.DOTALL)
        strangers = {name for name in re.findall(r"\.([a-zA-Z][\w-]*)", selectors) if not re.match(r"(ui|is|has|t)-", name)}
        assert not strangers, path.name


def test_every_class_of_the_templates_has_a_style():
    known = set(re.findall(r"\.((?:ui|is|has|t)-[\w-]+)", styles()))
    for path in [*HERE.rglob("templates/**/*.html"), *HERE.glob("components/*.py"), *HERE.glob("charts/*.py")]:
        for value in re.findall(r'class_?="([^"{}%]*)[">]', path.read_text()):
            used = {name for name in value.split() if re.match(r"(ui|is|has|t)-\w", name)}
            assert used <= known, path.name


def test_styles_are_found_as_one_file_and_written_again_when_older():
    path = finders.find("ui/parvis.css")
    assert path
    assert Path(path).read_text() == styles()
    assert finders.find("ui/tokens.css") is None


def test_budgets():
    assert len(brotli.compress(styles().encode())) <= 12_000
    assert len(brotli.compress(scripts().encode())) <= 4_000
    assert sum(path.stat().st_size for path in FONTS.glob("*.woff2")) <= 42_000
    for path in ELEMENTS:
        assert len(path.read_text().splitlines()) <= 150, path.name


def test_each_element_defines_itself_once():
    defined = re.findall(r'customElements\.define\("([\w-]+)"', scripts())
    assert sorted(defined) == sorted(f"ui-{path.stem}" for path in ELEMENTS)


def test_what_the_styles_ask_for_is_there():
    for address in re.findall(r'url\("([^"]+)"\)', styles()):
        assert (HERE / "static/ui" / address).is_file(), address
    assert len(list(FONTS.glob("*-LICENSE.txt"))) == 2
