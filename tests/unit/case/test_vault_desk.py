"""A session that moves between memory, a plain file and one under a passphrase."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as cipher

from sextortion_helper.case import vault
from sextortion_helper.case.desk import Desk
from sextortion_helper.case.keep import KeepRules
from sextortion_helper.case.models import TaskState
from sextortion_helper.case.store import Store
from sextortion_helper.errors import StoreFullError

from .conftest import START, Clock, fail, heal, on_disk
from .test_case_desk import RULES

WORDS = "correct horse battery staple"


@pytest.fixture
def secret(path: Path) -> Path:
    return path.with_name("sealed.db")


def talk(desk: Desk) -> None:
    desk.answer("age", ("18-25",))
    desk.answer("accused", ("yes",))
    desk.answer("suicide", ("yes",))
    desk.mark("a", TaskState.SKIPPED, "NEEDLE")
    desk.write("a", "f", "NEEDLE")


def kept(path: Path) -> Desk:
    return Desk(Store.sealed(path, WORDS), RULES, Clock())


def test_what_may_be_kept_there() -> None:
    rules = KeepRules(frozenset({"suicide"}), frozenset({"accused"}))
    asked = ("suicide", "accused", "age")
    assert [rules.storable(question, "passphrase") for question in asked] == [False, True, True]
    assert [rules.storable(question, "plain") for question in asked] == [False, False, True]


@pytest.mark.parametrize("start", ["memory", "plain"])
def test_into_the_sealed_file(path: Path, secret: Path, clock: Clock, start: str) -> None:
    desk = Desk(Store.memory() if start == "memory" else Store.plain(path), RULES, clock)
    talk(desk)
    assert desk.switch(Store.sealed(secret, WORDS))
    assert (desk.mode, desk.unsaved, desk.unremoved, desk.turned_to_memory) == (
        "passphrase",
        None,
        None,
        False,
    )
    assert [p.name for p in path.parent.iterdir() if p.suffix == ".db"] == ["sealed.db"]
    assert b"NEEDLE" not in on_disk(path)
    before = desk.case
    assert desk.close()
    desk = kept(secret)
    assert desk.case == before
    assert desk.answers == {"age": ("18-25",), "accused": ("yes",)}  # never the third
    desk.close()


def test_other_sessions_of_a_plain_file_stay(path: Path, secret: Path, clock: Clock) -> None:
    plain = Store.plain(path)
    plain.new_session(START, "other")
    desk = Desk(plain, RULES, clock, "new")
    talk(desk)
    assert desk.switch(Store.sealed(secret, WORDS))
    assert b"NEEDLE" not in on_disk(path)
    left = Store.plain(path)
    assert [info.alias for info in left.sessions()] == ["other"]
    left.close()
    desk.close()


def test_back_to_memory(secret: Path, clock: Clock) -> None:
    desk = kept(secret)
    talk(desk)
    desk.answer("offender", ("partner",))
    assert desk.switch(Store.memory())
    assert (desk.mode, desk.unremoved) == ("memory", None)
    assert desk.case.answers == {"age": ("18-25",), "accused": ("yes",), "offender": ("partner",)}
    assert desk.answers["suicide"] == ("yes",)
    assert not secret.exists()
    assert vault.kind(secret) == "none"
    desk.close()


def test_a_sealed_answer_is_kept_there_and_only_there(path: Path, secret: Path, clock: Clock) -> None:
    desk = kept(secret)
    talk(desk)
    desk.answer("offender", ("partner",))
    assert (desk.mode, desk.turned_to_memory, desk.unsaved) == ("passphrase", False, None)
    before = desk.case
    assert not desk.switch(Store.plain(path))
    # It stayed where it is kept, so "nothing of this is kept" must not be said.
    assert (desk.mode, desk.turned_to_memory, desk.unsaved) == ("passphrase", False, None)
    assert not path.exists()
    assert desk.case == before
    assert desk.close()
    desk = kept(secret)
    assert desk.answers["offender"] == ("partner",)
    assert (desk.mode, desk.turned_to_memory) == ("passphrase", False)
    desk.close()


def test_from_a_plain_file_by_way_of_memory(path: Path, secret: Path, clock: Clock) -> None:
    desk = Desk(Store.plain(path), RULES, clock)
    talk(desk)
    desk.answer("device", ("watched",))
    assert (desk.mode, desk.turned_to_memory, path.exists()) == ("memory", True, False)
    assert desk.switch(Store.sealed(secret, WORDS))
    assert (desk.mode, desk.turned_to_memory) == ("passphrase", False)
    assert desk.case.answers["device"] == ("watched",)
    assert not desk.switch(Store.plain(path))
    desk.close()


def test_to_a_plain_file_without_sealed_answers(path: Path, secret: Path, clock: Clock) -> None:
    desk = kept(secret)
    talk(desk)
    assert desk.switch(Store.plain(path))
    assert desk.case.answers == {"age": ("18-25",)}
    assert desk.answers["accused"] == ("yes",)
    assert b"accused" not in on_disk(path)
    assert not secret.exists()
    desk.close()


def test_a_sealed_file_that_can_not_take_it(path: Path, secret: Path, clock: Clock) -> None:
    desk = Desk(Store.plain(path), RULES, clock)
    talk(desk)
    before = desk.case
    sealed = Store.sealed(secret, WORDS)
    fail(sealed, cipher.OperationalError("database or disk is full"))
    assert not desk.switch(sealed)
    assert isinstance(desk.unsaved, StoreFullError)
    assert (desk.mode, desk.case) == ("plain", before)
    desk.close()


def test_what_can_not_be_saved_waits_in_memory(secret: Path, clock: Clock) -> None:
    desk = kept(secret)
    talk(desk)
    store = desk._store
    fail(store, cipher.OperationalError("database or disk is full"))
    desk.write("a", "g", "kept for later")
    assert isinstance(desk.unsaved, StoreFullError)
    heal(store)
    assert desk.retry()
    assert desk.close()
    desk = kept(secret)
    assert desk.case.notes["a", "g"].text == "kept for later"
    desk.close()


def test_it_goes_on_after_a_change_of_passphrase(secret: Path, clock: Clock) -> None:
    desk = kept(secret)
    talk(desk)
    vault.change_passphrase(desk._store, WORDS, "another one of these")
    desk.write("a", "g", "after")
    assert desk.close()
    store = Store.sealed(secret, "another one of these")
    assert store.load(1).notes["a", "g"].text == "after"
    store.close()


def test_deleting(path: Path, secret: Path, clock: Clock) -> None:
    desk = kept(secret)
    talk(desk)
    assert desk.delete_session()
    assert (desk.mode, secret.exists()) == ("memory", False)
    assert desk.switch(Store.sealed(secret, WORDS))
    desk._store.new_session(START)
    talk(desk)
    assert desk.delete_everything()
    assert not secret.exists()
    desk.close()
