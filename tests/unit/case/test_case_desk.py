from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from sextortion_helper.case.desk import Desk, KeepRules
from sextortion_helper.case.models import Note, TaskState
from sextortion_helper.case.store import Store
from sextortion_helper.errors import (
    StoreDamagedError,
    StoreFullError,
    StoreGoneError,
    StoreLockedError,
    StoreReadOnlyError,
    UnknownIdError,
)

from .conftest import BROKEN, FULL, READ_ONLY, Clock, Failing, fail, heal, on_disk

RULES = KeepRules(
    never=frozenset({"suicide"}),
    session=frozenset({"accused"}),
    sealed={"offender": frozenset({"partner", "family"}), "device": frozenset({"watched"})},
)
WRITES = ("INSERT", "REPLACE", "UPDATE", "DELETE")


@pytest.fixture
def desk(plain: Store, clock: Clock) -> Iterator[Desk]:
    opened = Desk(plain, RULES, clock)
    yield opened
    opened.close()


def reopened(desk: Desk, path: Path) -> Desk:
    """Another run of the program on the same file."""
    desk.close()
    return Desk(Store.plain(path), RULES, Clock())


def stored(desk: Desk) -> object:
    """What the desk's store holds of its session right now."""
    return desk._store.load(desk.case.id)


# -- the usual ------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["memory", "plain"])
def test_changes_go_to_the_store_at_once(how: str, path: Path, clock: Clock) -> None:
    desk = Desk(Store.memory() if how == "memory" else Store.plain(path), RULES, clock)
    assert (desk.mode, desk.case.id, dict(desk.answers)) == (how, 0, {})
    first = desk.case
    desk.answer("age", ("18-25",))
    desk.mark("mute-chat", TaskState.SKIPPED, "no phone")
    desk.write("note-account", "name", "x\ud800")
    assert desk.case == stored(desk)
    assert not first.answers
    assert desk.case.notes["note-account", "name"].text == "x\ufffd"
    assert desk.answers == {"age": ("18-25",)}
    desk.forget_answer("age")
    desk.write("note-account", "name", "")
    assert desk.case == stored(desk)
    assert (dict(desk.answers), dict(desk.case.notes)) == ({}, {})
    assert desk.case.touched == clock.now
    assert (desk.unsaved, desk.unremoved, desk.turned_to_memory) == (None, None, False)
    assert desk.close()


def test_a_session_is_begun_with_the_first_change(desk: Desk, plain: Store) -> None:
    assert desk.retry()
    assert plain.sessions() == []
    desk.answer("suicide", ("yes",))
    assert plain.sessions() == []
    desk.answer("age", ("18-25",))
    assert len(plain.sessions()) == 1


def test_an_alias_alone_is_a_change_too(desk: Desk, plain: Store) -> None:
    desk.call("Falke")
    assert [info.alias for info in plain.sessions()] == ["Falke"]
    assert desk.case == stored(desk)


def test_it_goes_on_where_it_was(desk: Desk, path: Path) -> None:
    desk.answer("age", ("18-25",))
    desk.mark("a", TaskState.DONE)
    before = desk.case
    again = reopened(desk, path)
    assert again.case == before
    again.answer("paid", ("yes",))
    assert again.answers == {"age": ("18-25",), "paid": ("yes",)}
    assert len(again._store.sessions()) == 1
    again.close()


def test_which_session(plain: Store, clock: Clock) -> None:
    one, two = plain.new_session(clock(), "one"), plain.new_session(clock(), "two")
    assert Desk(plain, RULES, clock).case.id == two
    assert Desk(plain, RULES, clock, session=one).case.alias == "one"
    new = Desk(plain, RULES, clock, session="new")
    assert (new.case.id, new.case.alias) == (0, "")
    with pytest.raises(UnknownIdError):
        Desk(plain, RULES, clock, session=9)


def test_nothing_is_written_where_nothing_changed(desk: Desk, plain: Store) -> None:
    desk.answer("age", ("18-25",))
    rows = len(plain.log())
    desk.answer("suicide", ("no",))
    desk.answer("accused", ("yes",))
    desk.retry()
    assert len(plain.log()) == rows


# -- what may be kept where -----------------------------------------------------------------------


def test_rules_are_read_from_questions() -> None:
    @dataclass
    class Option:
        id: str
        sealed: bool = False

    @dataclass
    class Question:
        id: str
        keep: str
        options: tuple[Option, ...] = ()

    rules = KeepRules.from_questions(
        [
            Question("age", "plain", (Option("a"),)),
            Question("suicide", "never"),
            Question("accused", "session"),
            Question("device", "plain", (Option("mine"), Option("watched", sealed=True))),
        ]
    )
    assert rules.never == {"suicide"}
    assert rules.session == {"accused"}
    assert rules.sealed == {"device": {"watched"}}


def test_the_models_of_the_content_fit() -> None:
    guide = pytest.importorskip("sextortion_helper.knowledge.models.guide")
    question = guide.Question(
        id="device", place="opening", options=["mine", {"id": "watched", "sealed": True}]
    )
    assert KeepRules.from_questions([question]).seals("device", ["watched"])


@pytest.mark.parametrize("how", ["memory", "plain"])
def test_never_is_in_no_store(how: str, path: Path, clock: Clock) -> None:
    store = Store.memory() if how == "memory" else Store.plain(path)
    desk = Desk(store, RULES, clock)
    desk.answer("age", ("18-25",))
    desk.answer("suicide", ("NEEDLE",))
    assert desk.answers["suicide"] == ("NEEDLE",)
    assert "suicide" not in desk.case.answers
    assert "suicide" not in repr(stored(desk))
    assert "suicide" not in repr(store.log())
    desk.switch(Store.memory())
    assert desk.answers["suicide"] == ("NEEDLE",)
    assert "suicide" not in repr(stored(desk))
    desk.forget_answer("suicide")
    assert dict(desk.answers) == {"age": ("18-25",)}
    desk.close()


def test_session_and_never_answers_never_reach_the_file(desk: Desk, path: Path) -> None:
    desk.answer("age", ("18-25",))
    desk.answer("accused", ("NEEDLE",))
    desk.answer("suicide", ("NEEDLE",))
    desk.mark("a", TaskState.DONE)
    for word in (b"NEEDLE", b"accused", b"suicide"):
        assert word not in on_disk(path)
    assert desk.answers == {"age": ("18-25",), "accused": ("NEEDLE",), "suicide": ("NEEDLE",)}
    assert dict(reopened(desk, path).answers) == {"age": ("18-25",)}


def test_a_sealed_answer_turns_the_session_to_memory(desk: Desk, path: Path) -> None:
    desk.answer("age", ("18-25",))
    desk.write("note-account", "name", "NEEDLE")
    desk.answer("accused", ("yes",))
    desk.answer("suicide", ("no",))
    assert b"NEEDLE" in on_disk(path)
    desk.answer("offender", ("partner",))
    assert (desk.mode, desk.turned_to_memory, desk.unremoved) == ("memory", True, None)
    assert desk.answers == {
        "age": ("18-25",),
        "accused": ("yes",),
        "suicide": ("no",),
        "offender": ("partner",),
    }
    assert desk.case.notes["note-account", "name"].text == "NEEDLE"
    assert desk.case == stored(desk)
    assert list(path.parent.iterdir()) == []
    desk.write("note-account", "name", "more")
    desk.answer("offender", ("stranger",))
    assert desk.mode == "memory"
    assert list(path.parent.iterdir()) == []


def test_the_sealed_turn_leaves_other_sessions_alone(plain: Store, path: Path, clock: Clock) -> None:
    other = plain.new_session(clock(), "other")
    plain.put_note(other, "t", "f", "STAYS", clock())
    desk = Desk(plain, RULES, clock, session="new")
    desk.write("note-account", "name", "NEEDLE " * 1000)
    desk.answer("age", ("NEEDLE-age",))
    desk.answer("device", ("shared", "watched"))
    assert (desk.mode, desk.turned_to_memory) == ("memory", True)
    seen = on_disk(path)
    assert b"STAYS" in seen
    for word in (b"NEEDLE", b"note-account", b"answer:age", b"watched"):
        assert word not in seen
    again = Store.plain(path)  # the file was given free
    assert [info.id for info in again.sessions()] == [other]
    assert again.verify_log() is None
    again.close()


def test_a_sealed_answer_never_passes_through_the_file(desk: Desk, path: Path, clock: Clock) -> None:
    """Not even for a moment: every byte given to the store is looked at."""
    said: list[str] = []
    real = desk._store._db.execute

    class Spy:
        in_transaction = property(lambda self: False)

        def execute(self, sql: str, parameters: object = ()) -> object:
            said.append(repr((sql, parameters)))
            return real(sql, parameters)

        def close(self) -> None: ...

    desk._store._db = Spy()  # type: ignore[assignment]
    desk.answer("offender", ("family",))
    assert not [line for line in said if "family" in line or "offender" in line]


def test_a_file_that_should_not_be_is_cleaned_when_opened(plain: Store, path: Path, clock: Clock) -> None:
    """The rules of the content became stricter since it was written."""
    session = plain.new_session(clock())
    plain.put_answer(session, "suicide", ("NEEDLE",), clock())
    plain.put_answer(session, "age", ("18-25",), clock())
    desk = Desk(plain, RULES, clock)
    assert b"NEEDLE" not in on_disk(path)
    assert desk.answers == {"age": ("18-25",), "suicide": ("NEEDLE",)}
    plain.put_answer(session, "offender", ("family",), clock())
    desk = Desk(plain, RULES, clock)
    assert (desk.mode, desk.turned_to_memory) == ("memory", True)
    assert not path.exists()


@pytest.mark.parametrize("words", ["DELETE FROM session", "INSERT INTO log", "VACUUM", "COMMIT"])
@pytest.mark.parametrize("alone", [True, False])
def test_a_sealed_turn_on_a_full_disk(
    plain: Store, path: Path, clock: Clock, words: str, alone: bool
) -> None:
    if not alone:
        plain.put_note(plain.new_session(clock()), "t", "f", "STAYS", clock())
    desk = Desk(plain, RULES, clock, session="new")
    desk.write("a", "b", "NEEDLE")
    fail(plain, FULL, words)
    desk.answer("offender", ("partner",))
    assert (desk.mode, desk.turned_to_memory, desk.unsaved) == ("memory", True, None)
    assert desk.case.notes["a", "b"].text == "NEEDLE"
    if alone:  # the file as a whole can go without room on the disk
        assert desk.unremoved is None
        assert not path.exists()
        return
    assert isinstance(desk.unremoved, StoreFullError)
    assert not desk.retry()
    heal(plain)
    desk.mark("a", TaskState.DONE)
    assert desk.unremoved is None
    assert b"NEEDLE" not in on_disk(path)
    assert b"STAYS" in on_disk(path)


def test_a_sealed_turn_that_can_not_remove_the_file(
    desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write("a", "b", "NEEDLE")

    def refuse(path: Path) -> None:
        raise StoreReadOnlyError(path)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "wipe", refuse)
        desk.answer("offender", ("partner",))
        assert isinstance(desk.unremoved, StoreReadOnlyError)
        assert not desk.close()
    assert b"NEEDLE" not in on_disk(path)  # its rows were deleted before
    assert desk.retry()
    assert not path.exists()


# -- failures of writing --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "kind"), [(FULL, StoreFullError), (READ_ONLY, StoreReadOnlyError), (BROKEN, Exception)]
)
@pytest.mark.parametrize("words", [WRITES, ("BEGIN",), ("COMMIT",)])
def test_what_can_not_be_saved_is_kept_and_said(
    desk: Desk, plain: Store, path: Path, error: Exception, kind: type[Exception], words: tuple[str, ...]
) -> None:
    desk.answer("age", ("18-25",))
    desk.write("a", "b", "first")
    fail(plain, error, *words)
    desk.answer("paid", ("yes",))
    desk.mark("t", TaskState.DONE)
    desk.write("a", "b", "")
    desk.write("a", "c", "second")
    desk.forget_answer("age")
    assert isinstance(desk.unsaved, kind)
    assert desk.answers == {"paid": ("yes",)}
    assert desk.case.notes == {("a", "c"): Note("second", desk.case.notes["a", "c"].at)}
    assert not desk.retry()
    heal(plain)
    desk.write("a", "d", "third")
    assert desk.unsaved is None
    assert desk.case == stored(desk)
    before = desk.case
    assert reopened(desk, path).case == before


def test_retry_saves_all_of_it(desk: Desk, plain: Store) -> None:
    fail(plain)
    desk.answer("age", ("18-25",))
    desk.mark("t", TaskState.DONE)
    assert desk.case.id == 0
    heal(plain)
    assert desk.retry()
    assert desk.case == stored(desk)
    assert len(plain.sessions()) == 1


def test_the_last_retry_is_at_the_close(desk: Desk, plain: Store, path: Path) -> None:
    fail(plain)
    desk.answer("age", ("18-25",))
    heal(plain)
    assert desk.close()
    assert Desk(Store.plain(path), RULES, Clock()).answers == {"age": ("18-25",)}


def test_what_was_acknowledged_before_stays(desk: Desk, plain: Store, path: Path) -> None:
    desk.answer("age", ("18-25",))
    fail(plain)
    desk.answer("paid", ("yes",))
    assert not desk.close()
    assert dict(Desk(Store.plain(path), RULES, Clock()).answers) == {"age": ("18-25",)}


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be moved there")
def test_a_file_gone_under_us(desk: Desk, path: Path) -> None:
    desk.answer("age", ("18-25",))
    path.rename(path.with_name("elsewhere"))
    desk.answer("paid", ("yes",))
    assert isinstance(desk.unsaved, StoreGoneError)
    assert desk.answers == {"age": ("18-25",), "paid": ("yes",)}
    desk.answer("offender", ("partner",))
    assert desk.mode == "memory"
    assert isinstance(desk.unremoved, StoreGoneError)  # the moved file still holds it, and we say so
    assert not desk.retry()
    assert isinstance(desk.unremoved, StoreGoneError)


def test_a_damaged_store_is_an_error_when_opened(plain: Store, clock: Clock) -> None:
    fail(plain, BROKEN, "SELECT")
    with pytest.raises(Exception, match="could not be read"):
        Desk(plain, RULES, clock)
    heal(plain)
    session = plain.new_session(clock())
    plain._db.execute("UPDATE session SET touched = 'x'")
    with pytest.raises(StoreDamagedError):
        Desk(plain, RULES, clock, session=session)


def test_a_change_after_the_close_is_not_lost_silently(desk: Desk) -> None:
    desk.answer("age", ("18-25",))
    assert desk.close()
    assert desk.close()
    desk.answer("paid", ("yes",))
    assert desk.unsaved is not None
    assert not desk.close()


# -- switching ------------------------------------------------------------------------------------


def test_memory_to_plain_writes_all_so_far(path: Path, clock: Clock) -> None:
    desk = Desk(Store.memory(), RULES, clock)
    desk.answer("age", ("18-25",))
    desk.answer("accused", ("NEEDLE",))
    desk.mark("t", TaskState.SKIPPED, "why")
    desk.write("a", "b", "words")
    before = desk.answers, desk.case.tasks, desk.case.notes, desk.case.created, desk.case.touched
    assert desk.switch(Store.plain(path))
    assert desk.mode == "plain"
    assert (desk.answers, desk.case.tasks, desk.case.notes, desk.case.created, desk.case.touched) == before
    assert desk.case == stored(desk)
    assert b"NEEDLE" not in on_disk(path)
    assert not desk.unsaved
    assert desk.switch(desk._store)
    desk.close()


def test_memory_to_plain_adds_to_what_is_there(plain: Store, clock: Clock) -> None:
    other = plain.new_session(clock(), "other")
    plain.put_answer(other, "age", ("under-14",), clock())
    desk = Desk(Store.memory(), RULES, clock)
    desk.answer("age", ("18-25",))
    assert desk.switch(plain)
    assert desk.case.id != other
    assert plain.load(other).answers == {"age": ("under-14",)}


@pytest.mark.parametrize("others", [False, True])
def test_memory_to_plain_is_refused_to_a_sealed_session(path: Path, clock: Clock, others: bool) -> None:
    desk = Desk(Store.memory(), RULES, clock)
    desk.answer("offender", ("family",))
    plain = Store.plain(path)
    if others:
        plain.new_session(clock())
    assert not desk.switch(plain)
    assert (desk.mode, desk.turned_to_memory) == ("memory", True)
    assert path.exists() is others
    assert desk.answers == {"offender": ("family",)}
    desk.answer("offender", ("stranger",))
    assert desk.switch(Store.plain(path))
    assert not desk.turned_to_memory
    desk.close()


def test_memory_to_a_full_disk_is_made_up_for(plain: Store, clock: Clock) -> None:
    desk = Desk(Store.memory(), RULES, clock)
    desk.answer("age", ("18-25",))
    fail(plain)
    assert desk.switch(plain)
    assert isinstance(desk.unsaved, StoreFullError)
    heal(plain)
    desk.mark("t", TaskState.DONE)
    assert desk.unsaved is None
    assert desk.case == stored(desk)


def test_plain_to_memory_removes_the_file(desk: Desk, path: Path) -> None:
    desk.answer("age", ("18-25",))
    desk.answer("accused", ("yes",))
    assert desk.switch(Store.memory())
    assert list(path.parent.iterdir()) == []
    assert desk.case == stored(desk)
    assert desk.answers == {"age": ("18-25",), "accused": ("yes",)}


def test_plain_to_memory_leaves_others_in_the_file(plain: Store, path: Path, clock: Clock) -> None:
    other = plain.new_session(clock())
    desk = Desk(plain, RULES, clock, session="new")
    desk.answer("age", ("NEEDLE",))
    desk.switch(Store.memory())
    assert b"NEEDLE" not in on_disk(path)
    again = Store.plain(path)
    assert [info.id for info in again.sessions()] == [other]
    again.close()


def test_a_file_is_not_given_up_for_one_that_can_not_take_it(desk: Desk, path: Path, tmp_path: Path) -> None:
    desk.answer("age", ("18-25",))
    desk.answer("accused", ("yes",))
    before = desk.case
    new = Store.plain(tmp_path / "stick" / "store.db")
    fail(new)
    assert not desk.switch(new)
    assert isinstance(desk.unsaved, StoreFullError)
    assert desk.case == before == stored(desk)
    assert desk.answers == {"age": ("18-25",), "accused": ("yes",)}
    assert not (tmp_path / "stick" / "store.db").exists()
    desk.answer("paid", ("no",))
    assert desk.unsaved is None
    assert desk.switch(Store.plain(tmp_path / "stick" / "store.db"))
    assert not path.exists()
    assert desk.case == stored(desk)


# -- deleting -------------------------------------------------------------------------------------


def test_delete_session(plain: Store, path: Path, clock: Clock) -> None:
    other = plain.new_session(clock())
    desk = Desk(plain, RULES, clock, session="new")
    desk.write("a", "b", "NEEDLE")
    desk.answer("suicide", ("yes",))
    assert desk.delete_session()
    assert (desk.mode, desk.case.id, dict(desk.answers)) == ("memory", 0, {})
    assert b"NEEDLE" not in on_disk(path)
    again = Store.plain(path)
    assert [info.id for info in again.sessions()] == [other]
    again.close()


def test_deleting_the_only_session_removes_the_file(desk: Desk, path: Path) -> None:
    desk.write("a", "b", "NEEDLE")
    assert desk.delete_session()
    assert list(path.parent.iterdir()) == []
    desk.answer("age", ("18-25",))
    assert desk.answers == {"age": ("18-25",)}
    assert list(path.parent.iterdir()) == []


def test_delete_everything(plain: Store, path: Path, clock: Clock) -> None:
    plain.new_session(clock())
    desk = Desk(plain, RULES, clock, session="new")
    desk.write("a", "b", "NEEDLE")
    assert desk.delete_everything()
    assert list(path.parent.iterdir()) == []
    assert desk.mode == "memory"


def test_deleting_in_memory(clock: Clock) -> None:
    desk = Desk(Store.memory(), RULES, clock)
    desk.answer("offender", ("partner",))
    assert desk.delete_session()
    assert not desk.answers
    desk.answer("age", ("18-25",))
    assert desk.delete_everything()
    assert not desk.answers


def test_deleting_everything_works_on_a_full_disk(plain: Store, path: Path, clock: Clock) -> None:
    plain.new_session(clock())
    desk = Desk(plain, RULES, clock, session="new")
    desk.write("a", "b", "NEEDLE")
    fail(plain)
    assert desk.delete_everything()
    assert not path.exists()


def test_a_deletion_that_fails_is_said_and_tried_again(plain: Store, path: Path, clock: Clock) -> None:
    plain.new_session(clock())
    desk = Desk(plain, RULES, clock, session="new")
    desk.write("a", "b", "NEEDLE")
    fail(plain, READ_ONLY)
    assert not desk.delete_session()
    assert isinstance(desk.unremoved, StoreReadOnlyError)
    with pytest.raises(StoreLockedError):
        Store.plain(path)
    heal(plain)
    assert desk.retry()
    assert b"NEEDLE" not in on_disk(path)


class TakenAllTheSame(Failing):
    """A disk that takes a change and then says that it has not, as one can whose last flush fails."""

    def execute(self, sql: str, parameters: object = ()) -> object:
        done = self.real.execute(sql, parameters)
        if sql == "COMMIT":
            raise self.error
        return done


@pytest.mark.parametrize("begun", [True, False])
def test_a_change_that_was_taken_though_it_was_said_not_to_be(desk: Desk, plain: Store, begun: bool) -> None:
    """What is taken back later is gone from the file, and no session is there twice."""
    if begun:
        desk.answer("age", ("18-25",))
    plain._db = TakenAllTheSame(plain._db, BROKEN, ())
    desk.write("t", "f", "NEEDLE")
    assert desk.unsaved is not None
    heal(plain)
    desk.write("t", "f", "")
    assert desk.unsaved is None
    assert desk.case == stored(desk)
    assert b"NEEDLE" not in on_disk(plain._place)
    assert len(plain.sessions()) == 1
    desk.answer("paid", ("no",))
    assert desk.case == stored(desk)
    assert len(plain.sessions()) == 1


@pytest.mark.parametrize("how", ["sealed answer", "delete", "switch"])
def test_nor_does_it_stay_where_the_session_leaves(desk: Desk, plain: Store, path: Path, how: str) -> None:
    plain._db = TakenAllTheSame(plain._db, BROKEN, ())
    desk.write("t", "f", "NEEDLE")
    heal(plain)
    assert b"NEEDLE" in on_disk(path)
    if how == "sealed answer":
        desk.answer("offender", ("partner",))
    elif how == "delete":
        desk.delete_session()
    else:
        desk.switch(Store.memory())
    assert (desk.mode, desk.unremoved) == ("memory", None)
    assert b"NEEDLE" not in on_disk(path)


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=400)])
def test_the_clock_may_go_back(desk: Desk, path: Path, clock: Clock, back: timedelta) -> None:
    """A summer's hour, or an empty battery: nothing is lost, and what was done last is opened again."""
    desk.answer("age", ("18-25",))
    desk.write("t", "f", "before")
    clock.now -= back
    desk.mark("t", TaskState.DONE)
    desk.write("t", "f", "after")
    assert desk.case == stored(desk)
    assert desk.case.notes["t", "f"].text == "after"
    assert desk.open("new")
    desk.call("begun after")
    assert [entry.n for entry in desk.store.log()] == list(range(1, 7))
    assert desk.store.verify_log() is None
    desk = reopened(desk, path)
    assert desk.case.alias == "begun after"
    assert desk.open(1)
    desk.write("t", "g", "and this")
    desk = reopened(desk, path)
    assert {field: note.text for (_, field), note in desk.case.notes.items()} == {
        "f": "after",
        "g": "and this",
    }
    assert [info.touched for info in desk.store.sessions()] == sorted(
        (info.touched for info in desk.store.sessions()), reverse=True
    )
    desk.close()
