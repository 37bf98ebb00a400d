"""A whole secret ballot from the command line, each part on the computer of the person it belongs to."""

import io
import json
import os
import pty
import re
import stat
import sys
from pathlib import Path

import pytest

from parvis.cli import secrecy as commands
from parvis.cli.main import main
from parvis.cli.verify import election as verifying
from parvis.mechanisms import secrecy
from parvis.mechanisms.secrecy import challenge
from parvis.mechanisms.secrecy.credentials import new_credential
from parvis.mechanisms.secrecy.tests.made import BLANK, CHOOSE, RANK, Made, complete
from parvis.mechanisms.secrecy.verification import CHECKS
from parvis.ui.sentences import known
from parvis.ui.sentences import secrecy as sentences

QUESTIONS = {
    "name": "Le square",
    "description": "",
    "questions": [
        {"question": "Que mettre ?", "answers": ["Banc", "Kiosque"], "min": 1, "max": 2, "blank": True},
        {
            "type": "NonHomomorphic",
            "value": {"answers": ["Ada", "Bao"], "question": "Dans quel ordre ?"},
            "extra": {"type": "ScoreVoting", "method": "Schulze", "blank": True},
        },
    ],
}
CHECKED = {"archive", "election", "trustees", "credentials", "ballots", "tally", "sizes", "shuffles", "decryptions", "result"}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def parvis(line: str, status: int = 0) -> None:
    assert main([*line.split(), "--language", "fr"]) == status, line


def private(path: str) -> bool:
    return stat.S_IMODE(Path(path).stat().st_mode) == 0o600


def prepare(capsys) -> None:
    """Everything up to the archive, with a trustee alone and 2 of 3 others."""
    main(["election", "id"])
    uuid = capsys.readouterr().out.strip()
    Path("voters.txt").write_text("ada@example.org,ada\nbao@example.org,bao\nchloe@example.org\n")
    parvis(f"credentials --uuid {uuid} --voters voters.txt --private private.json --public public.json")
    parvis("trustee key --secret 0.key --out 0.pub")
    numbers = (1, 2, 3)
    certificates, shares, keys = (" ".join(f"{n}.{kind}" for n in numbers) for kind in ("cert", "share", "pub"))
    for n in numbers:
        parvis(f"trustee start --number {n} --of 3 --needed 2 --secret {n}.seed --out {n}.cert")
    for n in numbers:
        parvis(f"trustee share --secret {n}.seed --certificates {certificates} --out {n}.share")
    for n in numbers:
        parvis(f"trustee receive --secret {n}.seed --certificates {certificates} --shares {shares} --key {n}.key --out {n}.pub")
    parvis(f"trustee assemble --certificates {certificates} --shares {shares} --keys {keys} --out threshold.json")
    Path("questions.json").write_text(json.dumps(QUESTIONS))
    parvis(f"election setup a.bel --uuid {uuid} --questions questions.json --trustees 0.pub threshold.json --credentials public.json")
    for name, credential in json.loads(Path("private.json").read_text()).items():
        Path(f"{name}.credential").write_text(credential)
        Path(f"{name}.credential").chmod(0o600)


def test_a_whole_ballot(here, capsys):
    prepare(capsys)
    secret = ["private.json", *(f"{n}.key" for n in range(4)), *(f"{n}.seed" for n in (1, 2, 3))]
    assert all(private(name) for name in secret)
    said = capsys.readouterr().out
    assert not any(Path(name).read_text().strip('" \n') in said for name in secret)

    for name, choices in {"ada": [[0, 1, 0], [1, 2]], "bao": [[0, 1, 1], [2, 1]], "chloe@example.org": [[1, 0, 0], [0, 0]]}.items():
        Path(f"{name}.choices").write_text(json.dumps(choices))
        parvis(f"ballot make a.bel --credential {name}.credential --choices {name}.choices --out {name}.ballot --opening {name}.opening")
    assert private("ada.opening")
    said = capsys.readouterr().out
    tracker = re.search(r"numéro de suivi\u00a0: (\S+)\.", said)[1]
    assert Path("ada.credential").read_text() not in said

    # Ada challenges her program, then makes another ballot.
    parvis("ballot challenge a.bel ada.ballot ada.opening")
    assert "Banc : 1" in capsys.readouterr().out
    parvis("ballot check a.bel ada.ballot", status=1)
    parvis("ballot make a.bel --credential ada.credential --choices ada.choices --out ada2.ballot --opening ada2.opening")
    parvis("election cast a.bel ada2.ballot bao.ballot")
    Path("earlier.bel").write_bytes(Path("a.bel").read_bytes())
    parvis("election cast a.bel chloe@example.org.ballot")
    parvis("ballot check a.bel ada2.ballot")
    parvis(f"ballot check a.bel {tracker}", status=1)
    parvis("verify election a.bel --against earlier.bel")
    parvis("recount a.bel")
    parvis("recount a.bel --explain", status=2)
    assert "n’est pas terminé" in capsys.readouterr().out

    parvis("election close a.bel")
    for n in (1, 2):
        parvis(f"trustee shuffle a.bel --number {n} --out {n}.shuffle")
        parvis(f"election tally a.bel {n}.shuffle")
    for n in (0, 1, 3):
        parvis(f"trustee decrypt a.bel --secret {n}.key --out {n}.decryption")
    parvis("election tally a.bel 0.decryption 1.decryption", status=1)
    assert "Il manque encore le déchiffrement de 1" in capsys.readouterr().out
    parvis("election tally a.bel 3.decryption")
    said = capsys.readouterr().out
    assert "(vote blanc) : 1\n  Banc : 2\n  Kiosque : 1" in said
    assert "Ada" in said
    parvis("election show a.bel")
    parvis("election publish a.bel --question 2 --out result.json")
    parvis("recount result.json")
    assert "Identique" in capsys.readouterr().out
    parvis("election publish a.bel --question 1 --out other.json", status=2)
    parvis("verify election a.bel --against earlier.bel")
    assert "Tout est vérifié" in capsys.readouterr().out


def test_the_report_as_json_names_each_check(here, capsys):
    Path("a.bel").write_bytes(complete(Made(), [([1, 0, 0], [0, 1, 0])]).data)
    assert main(["verify", "election", "a.bel", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert {check["check"]: check["state"] for check in report["checks"]} == dict.fromkeys(CHECKED - {"shuffles"}, "holds")
    assert (report["holds"], report["complete"], report["result"]) == (True, True, [[1, 0, 0], [0, 1, 0]])


def test_an_archive_that_does_not_hold_gives_status_1_and_its_reason(here, capsys):
    data = complete(Made(), [([1, 0, 0], [0, 1, 0])]).data
    Path("a.bel").write_bytes(data[:-1])
    parvis("verify election a.bel", status=1)
    parvis("recount a.bel", status=1)
    said = capsys.readouterr().out
    assert "[archive.cut]" in said
    assert "REFUSÉ" in said
    Path("empty.bel").write_bytes(b"")
    parvis("verify election empty.bel", status=1)
    parvis("verify election none.bel", status=2)


def test_what_is_refused_leaves_the_archive_as_it_was(here, capsys):
    made = Made()
    Path("a.bel").write_bytes(made.data)
    Path("good").write_bytes(made.ballot(0, [1, 0, 0], [0, 1, 0]))
    Path("bad").write_bytes(made.ballot(1, [1, 0, 0], [0, 1, 0]).replace(b'"response":"1', b'"response":"2'))
    parvis("election cast a.bel good bad", status=2)
    assert re.search(r"question \d.* \[ballot\.proof\]|\[ballot\.(signature|hash)\]|\[form\.scalar\]", capsys.readouterr().err)
    assert Path("a.bel").read_bytes() == made.data
    parvis("election tally a.bel", status=2)
    assert Path("a.bel").read_bytes() == made.data


def test_secrets_are_kept_by_their_owner(here, capsys):
    parvis("trustee key --secret 1.key --out 1.pub")
    parvis("trustee key --secret 1.key --out 2.pub", status=2)
    assert "existe déjà" in capsys.readouterr().err
    Path("a.bel").write_bytes(Made().data)
    Path("1.key").chmod(0o640)
    parvis("trustee decrypt a.bel --secret 1.key --out d", status=2)
    assert "chmod 600" in capsys.readouterr().err
    Path("1.key").chmod(0o600)
    parvis("trustee decrypt a.bel --secret 1.key --out d", status=2)
    assert "n’est celui d’aucun dépositaire" in capsys.readouterr().err


def test_a_key_opens_one_urn(here, capsys):
    made = Made(questions=(CHOOSE,))
    made.cast(0, [1, 0, 0])
    alone = Path("alone.bel")
    one = Made(questions=(CHOOSE,))
    one.data = made.data
    one.close()
    alone.write_bytes(one.data)
    made.cast(1, [0, 1, 0])
    made.close()
    Path("a.bel").write_bytes(made.data)
    Path("1.key").write_text(str(made.secrets[1]))
    Path("1.key").chmod(0o600)
    parvis("trustee decrypt a.bel --secret 1.key --out d")
    assert "contient 2\u00a0bulletins" in capsys.readouterr().out
    parvis("election tally a.bel d", status=1)
    parvis("trustee decrypt a.bel --secret 1.key --out again")
    parvis("trustee decrypt alone.bel --secret 1.key --out e", status=2)
    assert "déjà ouvert une autre urne" in capsys.readouterr().err
    assert not Path("e").exists()


def test_a_program_that_lied_is_told_loudly(here, capsys):
    made = Made()
    Path("a.bel").write_bytes(made.data)
    Path("credential").write_text(made.credentials[0])
    Path("credential").chmod(0o600)
    Path("choices").write_text("[[1,0,0],[0,1,0]]")
    parvis("ballot make a.bel --credential credential --choices choices --out b --opening o")
    lie = Path("o").read_text().replace('"choice":[1,0,0]', '"choice":[0,1,0]')
    Path("o").write_text(lie)
    parvis("ballot challenge a.bel b o", status=2)
    assert "LE PROGRAMME A TRICHÉ" in capsys.readouterr().err


def at_a_keyboard(arguments: str, *answers: tuple[str, str]) -> tuple[int, str]:
    """Run a command in a terminal of its own: wait for each question, type the answer; give the status and all that was shown."""
    pid, terminal = pty.fork()
    if not pid:  # the child: its keyboard and its screen are this terminal
        os.execve(sys.executable, [sys.executable, "-m", "parvis.cli.main", *arguments.split()], os.environ | {"LANG": "fr_FR.UTF-8"})
    shown = ""

    def until(wanted: str | None) -> None:
        nonlocal shown
        start = len(shown)
        while wanted is None or wanted not in shown[start:]:
            try:
                more = os.read(terminal, 4096).decode()
            except OSError:  # the program has ended
                more = ""
            if not more:
                assert wanted is None, shown
                return
            shown += more.replace("\r\n", "\n").replace("\u00a0", " ").replace("\u202f", " ")

    for question, answer in answers:
        until(question)
        os.write(terminal, f"{answer}\n".encode())
    until(None)
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown


def test_a_ballot_is_made_at_the_keyboard(here):
    made = Made(questions=(CHOOSE, BLANK, RANK))
    Path("a.bel").write_bytes(made.data)
    status, shown = at_a_keyboard(
        "ballot make a.bel --out b --opening o",
        ("Votre code de vote :", made.credentials[0]),
        ("de 0 à 2, séparés par des espaces :", "1 2 3"),  # too many: asked again
        ("De 0 à 2 choix étaient attendus", "1 quatre"),
        ("de 1 à 3 étaient attendus", "1 3"),
        ("ou 0 pour un vote blanc :", "0"),
        ("3 nombres", "2 1"),
        ("Une liste de 3 nombres de 0 à 255", "2 1 3"),
    )
    assert status == 0, shown
    assert made.credentials[0] not in shown
    assert "Notez son numéro de suivi" in shown
    assert private("o")
    opened = challenge.opened(made.election, Path("b").read_bytes().rstrip(), Path("o").read_bytes())
    assert opened == [[1, 0, 1], [1, 0, 0], [2, 1, 3]]


def test_a_slip_at_the_keyboard_writes_nothing(here):
    made = Made(questions=(CHOOSE,))
    Path("a.bel").write_bytes(made.data)
    for credential, said in (
        ("1" * 22, "[credential.form]"),
        (new_credential(made.draw), "[ballot.not-yours]"),
        ("\x04", "[file.credential]"),
    ):
        status, shown = at_a_keyboard("ballot make a.bel --out b --opening o", ("Votre code de vote :", credential))
        assert (status, said in shown) == (2, True), shown
    typed = (("Votre code de vote :", made.credentials[0]), ("séparés par des espaces :", "\x04"))
    status, shown = at_a_keyboard("ballot make a.bel --out b --opening o", *typed)
    assert (status, "[file.choices]" in shown) == (2, True), shown
    assert not Path("b").exists()
    assert not Path("o").exists()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("ballot make a.bel --out b --opening o", "file.credential"),
        ("ballot make a.bel --credential credential --out b --opening o", "file.choices"),
        ("ballot make a.bel --credential credential --choices object --out b --opening o", "file.choice-list"),
        ("ballot make a.bel --credential credential --choices rubbish --out b --opening o", "file.json"),
        ("ballot make a.bel --credential latin --choices object --out b --opening o", "file.text"),
        ("ballot make a.bel --credential open --choices object --out b --opening o", "file.secret-open"),
        ("ballot make none.bel --credential credential --out b --opening o", "file.none"),
        ("election cast a.bel rubbish", "form.json"),
        ("election tally a.bel rubbish", "file.json"),
        ("election tally a.bel object", "file.part"),
        ("election tally a.bel part", "file.part-fields"),
        ("election publish a.bel --out r", "file.no-result"),
        ("election publish done.bel --question 3 --out r", "question.number"),
        ("election publish done.bel --out r", "question.no-method"),
        ("election setup n.bel --uuid x --questions rubbish --trustees rubbish --credentials object", "file.json"),
        ("election setup n.bel --uuid x --questions list --trustees rubbish --credentials object", "file.questions"),
        ("election setup n.bel --uuid x --questions questions --trustees rubbish --credentials object", "file.json-line"),
        ("credentials --uuid 11111111111111 --voters empty --private p --public q", "file.no-voter"),
        ("credentials --uuid 11111111111111 --voters twice --private p --public q", "file.voter-twice"),
        ("credentials --uuid 11111111111111 --voters weights --private p --public q", "file.voter-weight"),
        ("credentials --uuid 11111111111111 --count 1 --private open --public q", "file.exists"),
        ("trustee shuffle a.bel --number 4 --out s", "trustee.number"),
        ("trustee decrypt a.bel --secret key --out d", "trustee.other-election"),
        ("trustee decrypt a.bel --secret credential --out d", "trustee.key-file"),
        ("election cast done.bel object", "archive.closed"),
        ("election close done.bel", "archive.closed"),
        ("verify election none.bel", "file.none"),
        ("verify election a.bel --dask tcp://127.0.0.1:1", "file.cluster"),
    ],
)
def test_what_cannot_be_done_is_said_in_the_language_asked_for(here, capsys, monkeypatch, line, code):
    files = {"rubbish": b"{", "object": b"{}", "list": b"[]", "latin": b"\xe9", "empty": b"", "twice": b"a\na\n", "weights": b"a,a,0\n"}
    files |= {"questions": b'{"questions":[]}', "part": b'{"format":"parvis/depositaire","schema":1}', "key": b"5", "open": b"x"}
    made = Made()
    files |= {"credential": made.credentials[0].encode(), "a.bel": made.data, "done.bel": complete(made, []).data}
    for name, content in files.items():
        Path(name).write_bytes(content)
        Path(name).chmod(0o644 if name == "open" else 0o600)
    monkeypatch.setattr("parvis.cli.cluster.PATIENCE", 1)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    said = []
    for language in ("fr", "en"):
        assert main([*line.split(), "--language", language]) == 2
        said.append(capsys.readouterr().err)
        assert f"[{code}]" in said[-1]
    assert said[0] != said[1]
    assert {path.name for path in Path().iterdir()} == {*files}


def test_both_languages_say_the_same_things():
    assert sentences.SENTENCES["fr"].keys() == sentences.SENTENCES["en"].keys()
    for code, said in sentences.SENTENCES["fr"].items():
        names = [{*re.findall(r"\{(\w+)", text)} for text in (said, sentences.SENTENCES["en"][code])]
        assert names[0] == names[1], code


def test_every_refusal_and_every_check_has_a_sentence():
    files = [*Path(secrecy.__path__[0]).glob("*.py"), *Path(commands.__path__[0]).glob("*.py"), Path(verifying.__file__)]
    codes = {
        code
        for path in files
        for code in re.findall(r'Rejected\(\s*"([a-z.-]+)"|"(file\.[a-z-]+)"', path.read_text())
        for code in code
        if code
    }
    assert len(codes) > 95
    wanted = {*codes, *(f"{part}.{check}" for part in ("check", "title") for check in CHECKS)}
    assert {code for code in wanted if not known(f"secrecy.{code}", "fr")} == set()
