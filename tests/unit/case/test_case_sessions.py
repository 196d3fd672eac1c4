"""Several sessions in one store, as a counsellor has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sextortion_helper.case.desk import Desk
from sextortion_helper.case.models import TaskState
from sextortion_helper.case.store import Store
from sextortion_helper.errors import StoreFullError, UnknownIdError

from .conftest import FULL, Clock, fail, heal, on_disk
from .test_case_desk import RULES

WORDS = "correct horse battery staple"


def talk(desk: Desk, needle: str) -> int:
    """A new session with `needle` everywhere; gives its number."""
    assert desk.open("new")
    desk.answer("age", (needle,))
    desk.answer("offender", ("partner",))
    desk.mark("task", TaskState.SKIPPED, needle)
    desk.write("task", "field", needle)
    desk.call(needle)
    return desk.case.id


@pytest.fixture
def desk(clock: Clock) -> Desk:
    return Desk(Store.memory(), RULES, clock, "new")


# -- the store ------------------------------------------------------------------------------------


def test_the_list_comes_page_by_page(store: Store, clock: Clock) -> None:
    with store.transaction():
        numbers = [store.new_session(clock()) for _ in range(25)]
    newest = numbers[::-1]
    assert store.count_sessions() == 25
    assert [info.id for info in store.sessions(10)] == newest[:10]
    assert [info.id for info in store.sessions(10, 20)] == newest[20:]
    assert [info.id for info in store.sessions()] == newest


def test_an_alias_is_changed_and_the_log_does_not_tell_it(store: Store, clock: Clock) -> None:
    session = store.new_session(clock())
    for alias in ("Falke", "Eule", "Eule", ""):
        store.rename(session, alias, clock())
        assert store.load(session).alias == alias
    told = [(entry.action, entry.what) for entry in store.log()]
    assert told == [("added", "session"), ("added", "alias"), ("changed", "alias"), ("removed", "alias")]
    assert store.verify_log() is None
    with pytest.raises(UnknownIdError):
        store.rename(session + 1, "Falke", clock())


def test_an_old_alias_is_not_left_in_the_file(plain: Store, path: Path, clock: Clock) -> None:
    session = plain.new_session(clock(), "NEEDLE")
    assert b"NEEDLE" in on_disk(path)
    plain.rename(session, "Eule", clock())
    assert b"NEEDLE" not in on_disk(path)


# -- the desk -------------------------------------------------------------------------------------


def test_nothing_of_one_session_is_in_the_next(desk: Desk) -> None:
    one = talk(desk, "ONE")
    desk.answer("suicide", ("yes",))  # held here alone
    two = talk(desk, "TWO")
    assert "suicide" not in desk.answers
    for number, own, other in ((one, "ONE", "TWO"), (two, "TWO", "ONE")):
        assert desk.open(number)
        assert desk.case.id == number
        assert own in str(desk.case)
        assert other not in str(desk.case)
        assert "suicide" not in desk.answers
    assert desk.open("new")
    assert (desk.case.id, desk.case.alias, dict(desk.answers)) == (0, "", {})
    assert desk.store.count_sessions() == 2, "a blank one is not in the store before its first change"


def test_a_number_that_is_not_there_leaves_the_open_one_open(desk: Desk) -> None:
    one = talk(desk, "ONE")
    with pytest.raises(UnknownIdError):
        desk.open(one + 1)
    assert desk.case.id == one
    assert desk.answers["age"] == ("ONE",)


def test_what_could_not_be_saved_stays_open(plain: Store, clock: Clock) -> None:
    desk = Desk(plain, RULES, clock)
    desk.answer("age", ("ONE",))
    fail(plain)
    desk.write("task", "field", "not yet saved")
    assert not desk.open("new")
    assert isinstance(desk.unsaved, StoreFullError)
    assert desk.case.notes["task", "field"].text == "not yet saved"
    heal(plain)
    assert desk.open("new")
    assert "not yet saved" in str(plain.load(1))


def test_removing_the_open_session_and_another(desk: Desk) -> None:
    one, two = talk(desk, "ONE"), talk(desk, "TWO")
    assert desk.remove(one)
    assert desk.answers["age"] == ("TWO",), "the open one stays open"
    assert desk.remove(two)
    assert (desk.case.id, dict(desk.answers), desk.store.count_sessions()) == (0, {}, 0)
    assert talk(desk, "THREE") == two + 1, "no number is given twice"


def test_a_session_that_can_not_be_removed_is_said(plain: Store, clock: Clock) -> None:
    desk = Desk(plain, RULES, clock)
    desk.answer("age", ("ONE",))
    fail(plain, FULL)
    assert not desk.remove(desk.case.id)
    assert isinstance(desk.unremoved, StoreFullError)
    assert desk.answers["age"] == ("ONE",)
    assert plain.count_sessions() == 1


# -- from memory under a passphrase ----------------------------------------------------------------


def test_all_sessions_go_under_the_passphrase(desk: Desk, path: Path) -> None:
    sealed = path.with_name("sealed.db")
    for needle in ("ONE", "TWO", "THREE"):
        talk(desk, needle)
    desk.remove(2)
    desk.open("new")
    assert desk.switch(Store.sealed(sealed, WORDS))
    assert desk.mode == "passphrase"
    store = desk.store
    found = [store.load(info.id) for info in reversed(store.sessions())]
    assert [(case.alias, case.answers["offender"]) for case in found] == [
        ("ONE", ("partner",)),
        ("THREE", ("partner",)),
    ]
    assert all(case.notes["task", "field"].text == case.tasks["task"].reason == case.alias for case in found)
    assert store.verify_log() is None
    desk.close()
    assert b"ONE" not in on_disk(path)


def test_all_or_none_and_then_memory_stays(desk: Desk, path: Path) -> None:
    talk(desk, "ONE")
    talk(desk, "TWO")
    desk.open("new")
    sealed = Store.sealed(path.with_name("sealed.db"), WORDS)
    fail(sealed, sealed._driver.error("database or disk is full"), "REPLACE INTO note")
    assert not desk.switch(sealed)
    assert desk.unsaved is not None
    assert desk.mode == "memory"
    assert desk.store.count_sessions() == 2
    assert Store.sealed(path.with_name("sealed.db"), WORDS).count_sessions() == 0


def test_a_plain_file_takes_none_of_them_if_one_is_sealed(desk: Desk, path: Path, clock: Clock) -> None:
    talk(desk, "ONE")
    desk.open("new")
    desk.answer("age", ("TWO",))
    assert not desk.switch(Store.plain(path))
    assert (desk.mode, desk.turned_to_memory) == ("memory", True)
    assert desk.store.count_sessions() == 2
    assert b"ONE" not in on_disk(path)


def test_a_plain_file_takes_only_what_it_may_have(desk: Desk, path: Path) -> None:
    desk.open("new")
    desk.answer("age", ("ONE",))
    desk.answer("accused", ("yes",))
    desk.open("new")
    desk.answer("age", ("TWO",))
    assert desk.switch(Store.plain(path))
    assert [dict(desk.store.load(info.id).answers) for info in reversed(desk.store.sessions())] == [
        {"age": ("ONE",)},
        {"age": ("TWO",)},
    ]
