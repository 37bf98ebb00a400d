"""Files cut short or spoilt, for each reader: a refusal is one sentence that names the file, and nothing is written."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from parvis.cli.main import main

PREFLIB = "# TITLE: Town\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 5\n# NUMBER UNIQUE ORDERS: 2\n" + "".join(
    f"# ALTERNATIVE NAME {n}: {name}\n" for n, name in enumerate(("Ash", "Birch", "Cedar"), start=1)
)
FILES = {
    "a.soc": PREFLIB + "3: 1,2,3\n2: 3,2,1\n",
    "a.soi": PREFLIB + "3: 1,2\n2: 3\n",
    "a.toc": PREFLIB + "3: 1,{2,3}\n2: {1,2},3\n",
    "a.toi": PREFLIB + "3: 1,{2,3}\n2: 3\n",
    "a.cat": PREFLIB + "# NUMBER CATEGORIES: 2\n# CATEGORY NAME 1: Yes\n# CATEGORY NAME 2: No\n3: {1,2},3\n2: 3,{1,2}\n",
    "a.blt": '3 2\n-3\n2 1 2 0\n2 2=3 1 0\n1 3 - 1 0\n0\n"Ash"\n"Birch"\n"Cedar"\n"Ward"\n',
    "ranks.csv": "weight;Ash;Birch\n2;1;2\n1;;1\n",
    "marks.csv": "weight,Ash,Birch\n2,x,\n1,,x\n",
    "grades.csv": "weight,Ash,Birch\n2,5,1\n1,,3\n",
    "groups.csv": "weight,group,choice\n2,north,for\n1,south,\n",
    "seats.csv": "list,votes\nA,53\nB,24\n",
    "b.pb": "META\nkey;value\ndescription;x\nbudget;90.5\nvote_type;approval\nmax_length;2\n"
    "PROJECTS\nproject_id;cost;name\n1;60;Park\n2;40;Pool\nVOTES\nvoter_id;vote\n1;1,2\n2;2\n",
    "c.pb": "META\nkey;value\nbudget;90\nvote_type;cumulative\nmax_sum_points;5\nPROJECTS\nproject_id;cost\n1;60\n2;40\n"
    "VOTES\nvoter_id;vote;points\n1;1,2;3,2\n2;2;5\n",
    "quotas.csv": "feature,value,min,max,min_flex,max_flex\nage,young,1,1,0,2\nage,old,1,2,0,2\n",
    "people.csv": "id,age\n" + "".join(f"c{n},{'young' if n % 2 else 'old'}\n" for n in range(6)),
    "mandates.csv": "from,to,at,area\nada,bao,2026-01-01,schools\nbao,chloe,2026-01-02T10:00,\n",
    "conditions.csv": "condition;amount;projects\nenvelope;40;2\nincompatible;;1,2\nleast-part;50%;\n",
    "votes.csv": "timestamp,datetime,comment-id,voter-id,vote\n"
    + "".join(f"{n},x,{n % 3},{n // 3},{(-1, 0, 1)[n % 2 + n // 9]}\n" for n in range(18)),
    "projects.csv": "project_id,name,cost\n1,Ash,60\n2,Birch,40\n",
}
DRAW = ["draw", "--features", "quotas.csv", "--people", "people.csv", "--size", "2", "--fairness", "stratified-draw", "--seed", "s"]
WORDS = {
    "ranks.csv": ["count", "ranks.csv", "--method", "irv"],
    "marks.csv": ["count", "marks.csv", "--method", "approval"],
    "grades.csv": ["count", "grades.csv", "--method", "score"],
    "groups.csv": ["count", "groups.csv", "--method", "double-majority"],
    "seats.csv": ["apportion", "seats.csv", "--method", "dhondt", "--seats", "5"],
    "b.pb": ["allocate", "b.pb", "--rule", "greedy", "--strict"],
    "c.pb": ["allocate", "c.pb", "--rule", "equal-shares", "--utility", "additive"],
    "quotas.csv": [
        "draw",
        "--features",
        "quotas.csv",
        "--people",
        "people.csv",
        "--size",
        "2",
        "--fairness",
        "stratified-draw",
        "--seed",
        "s",
    ],
    "people.csv": [
        "draw",
        "--features",
        "quotas.csv",
        "--people",
        "people.csv",
        "--size",
        "2",
        "--fairness",
        "stratified-draw",
        "--seed",
        "s",
    ],
    "mandates.csv": ["delegate", "mandates.csv", "--voted", "voted.txt"],
    "conditions.csv": ["allocate", "b.pb", "--rule", "greedy", "--conditions", "conditions.csv"],
    "projects.csv": ["convert", "marks.csv", "made.pb", "--ballot", "approval", "--projects", "projects.csv", "--budget", "90"],
    "votes.csv": ["map", "votes.csv"],
    "a.cat": ["count", "a.cat", "--method", "approval"],
    "result.json": ["recount", "result.json"],
}
JUNK = ("", "-1", "x", "1.5", "9" * 30, "é", "{1", "}", '"', "1,1", ";", "nan", "0")


def spoilt(content: str, seed: str) -> Iterator[bytes]:
    """Give the content cut at many places, without each of its lines, with junk instead of cells, and as other bytes."""
    lines = content.splitlines(keepends=True)
    yield from (content[: len(content) * part // 12].encode() for part in range(12))
    yield from ("".join(lines[:at] + lines[at + 1 :]).encode() for at in range(len(lines)))
    yield from ("".join([*lines[:at], lines[at], *lines[at:]]).encode() for at in range(len(lines)))
    chance = random.Random(seed)
    for junk in JUNK:
        for _ in range(3):
            at = chance.randrange(len(lines))
            cells = lines[at].rstrip("\n").replace(";", ",").split(",")
            place = chance.randrange(len(cells))
            separator = ";" if ";" in lines[at] else ","
            changed = separator.join([*cells[:place], junk, *cells[place + 1 :]])
            yield "".join([*lines[:at], changed + "\n", *lines[at + 1 :]]).encode()
    yield content.encode("utf-16")
    yield content.encode().replace(b"\n", b"\r")
    yield b"\xff\xfe" + content.encode()
    yield b"\x00\x01\x02" * 50
    yield b"\n" * 20
    yield ("[" * 3000).encode()


@pytest.mark.parametrize("name", [*FILES, "result.json"])
def test_a_broken_file_is_refused_in_one_sentence_or_counted(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for other, content in FILES.items():
        Path(other).write_text(content)
    Path("voted.txt").write_text("chloe\n")
    assert main(["count", "ranks.csv", "--method", "irv", "--publish", "result.json"]) == 0
    capsys.readouterr()
    words = WORDS.get(name) or ["count", name, "--method", "scottish-stv" if name == "a.blt" else "schulze"]
    whole = FILES.get(name) or json.dumps(json.loads(Path("result.json").read_text()), indent=0)
    statuses = []
    assert main(words) == 0, capsys.readouterr().err
    for content in spoilt(whole, name):
        Path(name).write_bytes(content)
        Path("made.pb").unlink(missing_ok=True)
        capsys.readouterr()
        status = main(words)  # anything but a CommandError would be raised here
        said = capsys.readouterr()
        statuses.append(status)
        assert status in (0, 1, 2), content
        if status == 2:
            assert said.err.startswith("parvis: "), content
            assert said.out == "", "nothing half printed"
            assert not Path("made.pb").exists()
            assert len(said.err) < 2_000, "a refusal is a sentence, not the file"
    assert statuses.count(2) > len(statuses) / 8, "broken files were expected to be refused now and then"
