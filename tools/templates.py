"""Check the templates: they compile, they are indented, and nothing in them is inline style or script.

python tools/templates.py          says what is wrong; exit status 1 if anything is
python tools/templates.py --fix    indents them again
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import django
from django.template import TemplateSyntaxError, engines

ROOT = Path(__file__).resolve().parent.parent
FORBIDDEN = {
    r"<style\b": "a <style> element (put it in the styles of parvis.ui)",
    r"\sstyle=": "an inline style (use a class)",
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")": "an inline script (write a custom element)",
    r"\son[a-z]+=\"": "an inline event handler (write a custom element)",
    r"(src|href)=\"(https?:)?//": "a request to a third party (serve it from here)",
}
LINKS = re.compile(r"<a\s[^>]*href=\"https?://")


def wrongs(path: Path) -> list[str]:
    """Give what is wrong with one template."""
    text = path.read_text()
    # A mail program knows no style sheet of ours: the layout of e-mails, and it alone, carries its own.
    forbidden = {pattern: why for pattern, why in FORBIDDEN.items() if path.name != "letter.html" or "<style" not in pattern}
    found = [why for pattern, why in forbidden.items() if re.search(pattern, LINKS.sub("<a ", text))]
    if path.suffix == ".html":
        name = str(path).split("/templates/", 1)[1]
        try:
            engines["django"].get_template(name)
        except TemplateSyntaxError as error:
            found.append(str(error))
    return found


def main() -> int:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    django.setup()
    templates = sorted(path for path in (ROOT / "parvis").rglob("templates/**/*") if path.suffix in {".html", ".txt"})
    bad = False
    for path in templates:
        for why in wrongs(path):
            print(f"{path.relative_to(ROOT)}: {why}")
            bad = True
    pages = [str(path) for path in templates if path.suffix == ".html"]
    djhtml = [str(Path(sys.executable).parent / "djhtml"), "--tabwidth", "2", *pages]
    result = subprocess.run(djhtml if "--fix" in sys.argv else [*djhtml, "--check"], capture_output=True, text=True, check=False)  # noqa: S603 (our own files)
    if result.returncode and "--fix" not in sys.argv:
        print(result.stderr.strip() or result.stdout.strip(), "\nIndent them with: python tools/templates.py --fix")
        bad = True
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
