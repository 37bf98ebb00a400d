"""Whom to believe. C2SP tlog-policy."""

import pytest

from parvis.mechanisms.ledger.keys import Kind
from parvis.mechanisms.ledger.policies import Policy
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.tests.sample import ORIGIN, TIME, SampleLog, key, published

LOG = key(ORIGIN, Kind.LOG).verifier
KEYS = [key(f"n{number}.example/temoin", Kind.COSIGNER).verifier for number in range(6)]

# The example of the specification: two of the X and one of the Y. tlog-policy, "Example policy".
EXAMPLE = f"""log {LOG}

witness X1 {KEYS[0]}
witness X2 {KEYS[1]}
 witness\tX3 {KEYS[2]} https://x3.example/
group X-witnesses 2 X1 X2 X3

# The others
witness Y1 {KEYS[3]}
witness Y2 {KEYS[4]}
witness Y3 {KEYS[5]}
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""


@pytest.mark.parametrize(
    ("cosigned", "enough"),
    [
        ("X1 X2 Y1", True),
        ("X1 X2 X3 Y1 Y2 Y3", True),
        ("X1 X2 X3", False),
        ("X1 Y1 Y2 Y3", False),
        ("Y1", False),
        ("", False),
        ("X1 X2 X-and-Y", False),
        ("X1 X2 unknown", False),
    ],
)
def test_the_example_of_the_specification(cosigned: str, enough: bool) -> None:
    policy = Policy.parse(EXAMPLE.encode())
    assert policy.satisfied(set(cosigned.split())) is enough
    assert Policy.parse(policy.encode()) == policy
    assert policy.witnesses["X3"].url == "https://x3.example/"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "quorum"),
        ("quorum none\nquorum none\n", "already"),
        ("quorum q\n", "above"),
        ("group none any X\nquorum none\n", "taken"),
        (f"witness w {KEYS[0]}\nwitness w {KEYS[1]}\nquorum w\n", "taken"),
        (f"witness w {KEYS[0]}\nwitness v {KEYS[0]}\nquorum w\n", "twice"),
        (f"witness w {KEYS[0]}\ngroup g any w\ngroup h any w\nquorum g\n", "once"),
        (f"witness w {KEYS[0]}\ngroup g any w w\nquorum g\n", "once"),
        (f"witness w {KEYS[0]}\ngroup g 2 w\nquorum g\n", "threshold"),
        (f"witness w {KEYS[0]}\ngroup g 0 w\nquorum g\n", "threshold"),
        (f"witness w {KEYS[0]}\ngroup g 01 w\nquorum g\n", "decimal"),
        (f"witness w {KEYS[0]}\ngroup g all\nquorum w\n", "expected"),
        (f"witness w {KEYS[0]}\ngroup g all none\nquorum w\n", "above"),
        (f"witness w {LOG}\nquorum w\n", "cosigner"),
        (f"log {KEYS[0]}\nquorum none\n", "log"),
        (f"log {LOG}\nlog {LOG}\nquorum none\n", "twice"),
        ("log nothing\nquorum none\n", "name.id.key"),
        ("logs\nquorum none\n", "expected"),
        ("quorum none\r\n", "control"),
    ],
)
def test_bad_policies_say_why(text: str, message: str) -> None:
    with pytest.raises(Rejected, match=message) as error:
        Policy.parse(text.encode())
    assert error.value.code == "bad-policy"


def test_names_are_opaque_bytes() -> None:
    text = b"witness \xe2\x84\xaa " + str(KEYS[0]).encode() + b"\nwitness K " + str(KEYS[1]).encode() + b"\nquorum K\n"
    assert len(Policy.parse(text).witnesses) == 2
    assert Policy.parse(text).encode() == text
    raw = b"witness \xff " + str(KEYS[0]).encode() + b"\nquorum \xff\n"
    assert Policy.parse(raw).encode() == raw


def test_the_quorum_of_a_checkpoint() -> None:
    log = published(3)
    attested = log.policy.accept(log.files["checkpoint"])
    assert (attested.checkpoint, attested.witnesses, attested.witnessed) == (log.head, {"w0": TIME, "w1": TIME}, True)
    for cosigners in ([], [2], [1, 1]):
        data = log.publish(cosigners).files["checkpoint"]
        assert not log.policy.examine(data).quorum
        with pytest.raises(Rejected, match="quorum"):
            log.policy.accept(data)


def test_without_witnesses_a_page_must_say_not_witnessed() -> None:
    log = SampleLog().publish(cosigners=[])
    policy = Policy.parse(f"log {LOG}\nquorum none\n".encode())
    attested = policy.accept(log.files["checkpoint"])
    assert attested.quorum
    assert not attested.witnessed
