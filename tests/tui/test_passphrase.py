"""Keeping under a passphrase, as a person does it: choose, leave, open, lock."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sextortion_helper.case.models import TaskState
from sextortion_helper.case.store import Store
from sextortion_helper.paths import settings_file
from sextortion_helper.tui.app import NextSteps
from sextortion_helper.tui.screens.passphrase import PassphraseScreen
from sextortion_helper.tui.settings import Settings
from sextortion_helper.tui.start import make_app

WORDS = "correct horse battery staple"


def text(app) -> str:
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def until(pilot, wanted: str) -> None:
    for _ in range(200):
        await pilot.pause(0.05)
        if wanted in text(pilot.app):
            return
    raise AssertionError(f"{wanted!r} does not come; there is:\n{text(pilot.app)}")


async def type_in(pilot, words: str) -> None:
    for sign in words:
        await pilot.press("space" if sign == " " else sign)


def row(app, label: str) -> str:
    """The number in front of a row."""
    return next(
        line.split()[0].strip("▌") or line.split()[1] for line in text(app).splitlines() if label in line
    )


async def begin(pilot) -> None:
    """From the opening to the storage question."""
    await until(pilot, "Start")
    while pilot.app.guide is None:
        await pilot.pause(0.05)
    await pilot.press("1")
    await until(pilot, "For now, only this")
    await pilot.press("enter")
    await until(pilot, "Who can look into this computer")
    await pilot.press("1")
    await until(pilot, "Should this computer keep anything")


async def choose(pilot) -> None:
    """On the storage question: keep it, under WORDS."""
    await pilot.press("3")
    await until(pilot, "Choose a passphrase")
    await type_in(pilot, WORDS)
    await pilot.press("tab")
    await type_in(pilot, WORDS)
    await pilot.press("enter")


async def press_open(pilot) -> None:
    """Open on the opening: the one screen that follows."""
    await until(pilot, "Open")
    while pilot.app.guide is None:
        await pilot.pause(0.05)
    await pilot.press("4")
    await until(pilot, "If you chose a passphrase")


async def open_with_words(pilot) -> None:
    """Open, and type WORDS."""
    await press_open(pilot)
    await type_in(pilot, WORDS)
    await pilot.press("enter")


async def test_a_partner_case_is_kept_under_a_passphrase_and_found_again(tmp_path: Path) -> None:
    app = make_app(lang="en", country="AT", data_dir=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await pilot.press("3")
        await until(pilot, "Choose a passphrase")
        await type_in(pilot, WORDS)
        assert WORDS not in text(app)
        await pilot.press("tab")
        await type_in(pilot, WORDS)
        await pilot.press("enter")
        await until(pilot, "First, your age")
        for key, wanted in (
            ("3", "Could someone hurt you"),
            ("2", "ending your life"),
            ("3", "Who is threatening"),
        ):
            await pilot.press(key)
            await until(pilot, wanted)
        await pilot.press("2")
        await until(pilot, "What do they want")
        assert not app.guide.desk.turned_to_memory
        await pilot.press("s")
        await until(pilot, "Change nothing suddenly")
        *_, task = (one for _, one in app.guide.plan.tasks() if app.guide.keeps_notes(one.id))
        app.guide.mark(task.id, TaskState.DONE)
        app.guide.write(task.id, "words", "lena_0815")
        await pilot.press("f2")
        await until(pilot, "Shopping")
        await pilot.press("f2")
        await until(pilot, "Please type the passphrase")
        await pilot.press("escape", "ctrl+p")
        assert isinstance(app.screen, PassphraseScreen)
        await type_in(pilot, "not the right one")
        await pilot.press("enter")
        await until(pilot, "That is not the passphrase")
        assert "Change nothing" not in text(app)
        await pilot.press("ctrl+q")
    assert not settings_file(tmp_path).exists(), "settings in the open would tell"
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"partner" not in kept
    assert not (tmp_path / "data.db").read_bytes().startswith(b"SQLite format 3")

    again = make_app(lang="en", country="AT", data_dir=tmp_path)
    async with again.run_test(size=(80, 24)) as pilot:
        await open_with_words(pilot)
        await until(pilot, "how is it right now")
        await pilot.press("1")
        await until(pilot, "Change nothing suddenly")
        assert again.guide.answers["offender"] == ("partner",)
        assert "suicide" not in again.guide.answers
        assert again.guide.state(task.id) is TaskState.DONE
        assert again.guide.note(task.id, "words") == "lena_0815"


async def test_two_that_differ_are_said(tmp_path: Path) -> None:
    app = make_app(lang="de", country="AT", data_dir=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        while app.guide is None:
            await pilot.pause(0.05)
        app.push_screen(PassphraseScreen("new"))
        await until(pilot, "Eine Passphrase wählen")
        await type_in(pilot, WORDS)
        await pilot.press("tab")
        await type_in(pilot, "etwas anderes hier")
        await pilot.press("enter")
        await until(pilot, "nicht gleich")
        assert not (tmp_path / "data.db").exists()


@pytest.mark.parametrize("kept", ["nothing", "sealed"])
async def test_open_tells_nobody_whether_something_is_kept(tmp_path: Path, kept: str) -> None:
    """K41: whoever sits here without the passphrase sees the same screens, word for word."""
    if kept == "sealed":
        Store.sealed(tmp_path / "data.db", WORDS).close()
    app = make_app(lang="en", country="AT", data_dir=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_open(pilot)
        await type_in(pilot, "a guess of four")
        await pilot.press("enter")
        await until(pilot, "That opens nothing")
        for what in ("passphrase is not", "wrong", "kept"):
            assert what not in text(app)
        await pilot.press("escape")
        await until(pilot, "I help someone")
        assert not app.guide.answers


def a_sealed_case(place: Path, *offenders: str) -> None:
    """A file under WORDS with one case for each offender."""
    clock = iter(range(1, 9))
    with closing(Store.sealed(place / "data.db", WORDS)) as store:
        for offender in offenders:
            now = datetime(2026, 3, next(clock), tzinfo=UTC)
            session = store.new_session(now)
            for question, option in (("who", "self"), ("age", "adult"), ("offender", offender)):
                store.put_answer(session, question, [option], now)


@pytest.mark.parametrize("way", ["open", "anew"])
async def test_whoever_begins_with_the_passphrase_of_a_kept_case_is_asked_which(
    way: str, tmp_path: Path
) -> None:
    a_sealed_case(tmp_path, "partner")
    app = make_app(lang="en", country="AT", data_dir=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await choose(pilot)
        await until(pilot, "Something is kept here already")
        assert app.guide.desk.mode == "memory", "nothing is begun beside it before it is said"
        await pilot.press("1" if way == "open" else "2")
        await until(pilot, "how is it right now" if way == "open" else "First, your age")
        assert app.guide.desk.mode == "passphrase"
        assert app.guide.desk.store.count_sessions() == (1 if way == "open" else 2)
        assert (app.guide.answers.get("offender") == ("partner",)) == (way == "open")


async def test_of_several_kept_cases_each_can_be_opened(tmp_path: Path) -> None:
    a_sealed_case(tmp_path, "partner", "stranger")
    app = make_app(lang="en", country="AT", data_dir=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_with_words(pilot)
        await until(pilot, "Which one do you want to go on with?")
        await pilot.press("2")
        await until(pilot, "how is it right now")
        assert app.guide.answers["offender"] == ("partner",)


class Clock:
    """A clock that is put on by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 9, 20, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def clocked(directory: Path, clock: Clock) -> NextSteps:
    return NextSteps(directory=directory, settings=Settings(lang="en", country="AT"), clock=clock)


async def test_whoever_comes_back_after_a_while_is_asked_for_the_passphrase(tmp_path: Path) -> None:
    a_sealed_case(tmp_path, "partner")
    clock = Clock()
    app = clocked(tmp_path, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_with_words(pilot)
        await until(pilot, "how is it right now")
        await pilot.press("1")
        await until(pilot, "Change nothing suddenly")
        clock.now += timedelta(minutes=4, seconds=50)
        await pilot.press("n")
        await pilot.pause()
        assert not app.locked, "five minutes are not over"
        clock.now += timedelta(minutes=4, seconds=50)
        await pilot.press("n")
        await pilot.pause()
        assert not app.locked, "they count from the last key"
        clock.now += timedelta(minutes=5, seconds=1)
        await pilot.press("1")  # as on a computer that has slept
        await until(pilot, "Please type the passphrase")
        assert "Change nothing" not in text(app)
        states = set(app.guide.desk.case.tasks)
        await pilot.press("backspace")
        await type_in(pilot, WORDS)
        await pilot.press("enter")
        await until(pilot, "Change nothing suddenly")
        assert set(app.guide.desk.case.tasks) == states == set(), "the key that woke it did nothing else"


async def test_when_it_locks_is_chosen_and_kept_with_the_case(tmp_path: Path) -> None:
    a_sealed_case(tmp_path, "partner")
    clock = Clock()
    for minutes in ("5 minutes", "10 minutes"):
        app = clocked(tmp_path, clock)
        async with app.run_test(size=(80, 24)) as pilot:
            await open_with_words(pilot)
            await until(pilot, "how is it right now")
            await pilot.press("1")
            await until(pilot, "Change nothing suddenly")
            await pilot.press("w")
            await until(pilot, "What is kept here")
            await pilot.press(row(app, "Settings"))
            await until(pilot, "Ask for the passphrase again after")
            assert minutes in text(app)
            if minutes == "5 minutes":
                await pilot.press(row(app, "Ask for the passphrase again"))
                await until(pilot, "10 minutes")
            clock.now += timedelta(minutes=9)
            await pilot.press("down")
            await pilot.pause()
            assert not app.locked
            clock.now += timedelta(minutes=10, seconds=1)
            app._lock_if_idle()  # as the timer does
            await until(pilot, "Please type the passphrase")
            await pilot.press("ctrl+q")
        assert not settings_file(tmp_path).exists()
    assert b"lock-minutes" not in (tmp_path / "data.db").read_bytes()


async def test_only_what_has_a_passphrase_asks_for_it(tmp_path: Path) -> None:
    clock = Clock()
    app = clocked(tmp_path, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await pilot.press("1")
        await until(pilot, "First, your age")
        clock.now += timedelta(hours=2)
        await pilot.press("down")
        await pilot.pause()
        assert not app.locked
        await pilot.press("ctrl+p")
        await type_in(pilot, "settings")
        await pilot.press("enter")
        await until(pilot, "Colours")
        assert "Ask for the passphrase again" not in text(app)


async def test_the_passphrase_is_changed_where_what_is_kept_is_seen(tmp_path: Path) -> None:
    a_sealed_case(tmp_path, "stranger")
    new = "apple river window cloud"
    app = make_app(lang="en", country="AT", data_dir=tmp_path)
    async with app.run_test(size=(80, 40)) as pilot:
        await open_with_words(pilot)
        await until(pilot, "how is it right now")
        await pilot.press("4")
        await until(pilot, "What is kept here")
        await pilot.press("w")
        await until(pilot, "Change the passphrase")
        await pilot.press("1")
        await until(pilot, "The old one")
        for text_, then in (("not the right one", "tab"), (new, "tab"), (new, "enter")):
            await type_in(pilot, text_)
            await pilot.press(then)
        await until(pilot, "That is not the passphrase")
        for text_, then in ((WORDS, "tab"), (new, "tab"), (new, "enter")):
            await type_in(pilot, text_)
            await pilot.press(then)
        await until(pilot, "The passphrase has been changed")
        assert new not in text(app)
        await pilot.press("ctrl+q")
    with closing(Store.sealed(tmp_path / "data.db", new)) as store:
        assert store.count_sessions() == 1
