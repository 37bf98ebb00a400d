"""Arrays of numpy give what lists give: the same ballots, the same purchases, the same prices, to the last unit."""

import pickle

import pytest
from hypothesis import given
from hypothesis import settings as cases
from hypothesis import strategies as st

from parvis.mechanisms.budgeting import equal_shares, pabulib
from parvis.mechanisms.budgeting.equal_shares import EqualSharesSettings
from parvis.mechanisms.budgeting.packed import PackedBallots, pack
from parvis.mechanisms.budgeting.profile import BudgetProfile
from parvis.mechanisms.budgeting.tests.shared import elections, real, share
from parvis.mechanisms.registry import get
from parvis.mechanisms.result import Result

SHARES = get("equal-shares")


def counted(monkeypatch: pytest.MonkeyPatch, many: int, profile: BudgetProfile, settings: EqualSharesSettings) -> Result:
    with monkeypatch.context() as patch:
        patch.setattr(equal_shares, "MANY", many)
        return SHARES(profile, settings)


@given(data=st.data())
@cases(max_examples=300, deadline=None)
def test_purses_in_arrays_buy_what_purses_in_lists_buy(data):
    names, pairs, settings = data.draw(elections(SHARES))
    profile = SHARES.summarise(names, pairs, settings)
    with pytest.MonkeyPatch.context() as patch:
        assert counted(patch, 0, profile, settings) == counted(patch, 10**9, profile, settings)
        if settings.ballots == "approval" and profile.ballots:
            packed = BudgetProfile(profile.options, pack([*profile.ballots], [*profile.ballots.values()]), profile.blank)
            assert packed.expressed == profile.expressed
            assert packed.support() == profile.support()
            assert counted(patch, 0, packed, settings) == counted(patch, 10**9, profile, settings)
            assert pickle.loads(pickle.dumps(packed)) == profile
            assert packed + packed == profile + profile


@pytest.mark.slow
@pytest.mark.parametrize("name", ["France_Toulouse_2022", "Poland_Wieliczka_2023_Green_Budget", "Poland_Katowice_2023_Zarzecze"])
@pytest.mark.parametrize("utility", ["cost", "cardinality", "additive"])
def test_real_budgets_are_shared_alike(name, utility, monkeypatch):
    file = real(name)
    found = []
    for many in (0, 10**9):
        monkeypatch.setattr(equal_shares, "MANY", many)
        found.append(share(file, "equal-shares", completion="none", utility=utility))
    assert found[0] == found[1]


def test_many_votes_are_read_like_few(monkeypatch):
    rows = "".join(f"{number};{vote};x\n" for number, vote in enumerate(["b,a", "a,b", "a", "", "c,b,a"] * 3))
    text = f"META\nkey;value\nbudget;9\nvote_type;approval\nPROJECTS\nproject_id;cost\na;3\nb;4\nc;5\nVOTES\nvoter_id;vote;sex\n{rows}"
    plain = pabulib.read("a.pb", text.encode())
    monkeypatch.setattr(pabulib, "MANY", 0)
    many = pabulib.read("a.pb", text.encode())
    assert isinstance(many.profile.ballots, PackedBallots)
    assert many == plain
    assert (many.profile.blank, many.profile.support()) == (3, {"a": 12, "b": 9, "c": 3})
    for vote, message in (("a,a", "line 12: .*twice"), ("a,d", "line 12: 'd' is not a project")):
        with pytest.raises(pabulib.BadPabulib, match=message):
            pabulib.read("a.pb", text.replace("\n0;b,a;", f"\n0;{vote};", 1).encode())
