"""The counsellor's list of sessions, and keeping them (screens.md 7)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from counsellor import (
    ANSWERS,
    WORDS,
    choose_passphrase,
    close_session,
    new_session,
    to_list,
    until_words,
    write_note,
)
from harness import NARROW, NORMAL, NOW, USUAL, WIDE, Person, bytes_of, drive, ui

from sextortion_helper.case.models import TaskState
from sextortion_helper.case.store import Store
from sextortion_helper.paths import sealed_file
from sextortion_helper.tui import deleting, flow
from sextortion_helper.tui.guide import Guide
from sextortion_helper.tui.screens import sessions
from sextortion_helper.tui.screens.kept import KeptScreen
from sextortion_helper.tui.screens.passphrase import PassphraseScreen
from sextortion_helper.tui.start import make_app
from sextortion_helper.tui.widgets.field import CleanInput, Field


async def give_alias(person: Person, number: int, name: str) -> None:
    """On the list."""
    await person.go_to(f"session:{number}")
    await person.press("a")
    await person.write(name)
    await person.press("enter")


# -- the list -------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("size", [NORMAL, NARROW, WIDE])
async def test_three_people_one_after_another(lang: str, size: tuple[int, int]) -> None:
    async with drive(lang=lang, size=size) as person:
        await to_list(person)
        for number in (1, 2, 3):
            assert await new_session(person) == number
            if number == 2:
                await person.press("enter")
                await person.choose("done")  # the first task
            await close_session(person)
        assert list(person.rows)[:4] == ["new", "session:3", "session:2", "session:1"]
        assert person.guide.at_list
        await person.choose("session:2")
        assert person.screen_name == "PlanScreen", "nobody is asked twice in one sitting (K9)"
        await close_session(person)
        person.wait(hours=2)
        await person.choose("session:2")
        assert person.screen_name == "CheckInScreen"
        await person.press("1")
        assert person.screen_name == "PlanScreen"
        assert person.guide.desk.case.id == 2
        assert [record.state.value for record in person.guide.desk.case.tasks.values()] == ["done"]


async def test_a_row_says_number_alias_when_and_what_is_next() -> None:
    async with drive() as person:
        await to_list(person)
        person.sees(ui("en", "sessions.no-names"), ui("en", "sessions.f3"))
        await new_session(person)
        following = person.guide.next_task()
        assert following is not None
        step = person.guide.speaker.title(following[0].id, following[0].variant)
        await close_session(person)
        await person.go_to("session:1")
        await person.press("a")
        await person.write("Falke, auch sonst sehr lang")
        await person.press("enter")
        person.sees("Session 1 · Falke, auch sonst se", "today 14:02", f"next: {step}")
        await person.press("a")
        assert len(person.screen.query_one(CleanInput).value) == 20
        await person.write("blind")
        await person.press("escape")
        person.sees("Falke, auch sonst se")  # only Enter changes it
        await person.press("a", "end", *["backspace"] * 20, "enter")
        person.does_not_see("Falke")
        assert person.guide.at_list, "no session stays open behind the list"


async def test_an_alias_moves_no_session_and_digits_open_them(monkeypatch: pytest.MonkeyPatch) -> None:
    async with drive() as person:
        await to_list(person)
        for _ in range(2):
            await new_session(person)
            await close_session(person)
        monkeypatch.setattr(person.guide.desk, "_clock", lambda: NOW + timedelta(hours=1))
        touched = {info.id: info.touched for info in person.guide.desk.store.sessions()}
        await give_alias(person, 1, "Falke")
        assert {info.id: info.touched for info in person.guide.desk.store.sessions()} == touched
        assert list(person.rows) == ["new", "session:2", "session:1"]
        await person.press("1")
        assert person.guide.desk.case.id == 1, "a digit is that of the session"
        await person.press("f3")
        person.sees(f"{ui('en', 'sessions.number', number=1)} · Falke")


async def test_the_script_is_there_until_it_is_said() -> None:
    async with drive() as person:
        await to_list(person)
        await person.press("n")
        await person.choose("on")
        await close_session(person)
        await person.choose("session:1")
        assert person.screen_name == "ScriptScreen"
        await person.choose("said")
        await close_session(person)
        await person.choose("session:1")
        assert person.screen_name == "FirstMinuteScreen"


async def test_whoever_spoke_of_suicide_is_asked_again_at_once() -> None:
    """The answer is gone with the session that was closed: it is never kept."""
    async with drive() as person:
        await to_list(person)
        await new_session(person, {**ANSWERS, "suicide": ["yes"]})
        await close_session(person)
        await person.choose("session:1")
        assert person.screen_name == "CheckInScreen"


async def test_a_session_keeps_its_language_and_form_of_address() -> None:
    async with drive(lang="de") as person:
        await to_list(person)
        await person.press("n")
        assert person.screen_name == "ScriptScreen"
        await person.choose("form")
        await person.choose("said")
        assert person.app.voice.form == "du", "as the script was read aloud"
        await close_session(person)
        await new_session(person)
        assert person.app.voice.form == "sie", "the next person is another one"
        await person.press("l")
        assert person.app.voice.lang == "en"
        await close_session(person)
        assert person.app.voice.lang == "de", "the list is the counsellor's own"
        await person.choose("session:2")
        assert person.app.voice.lang == "en"
        await close_session(person)
        await person.choose("session:1")
        assert (person.app.voice.lang, person.app.voice.form) == ("de", "du")


@pytest.mark.parametrize("before", ["alias", "talk"])
async def test_after_a_talk_about_suicide_it_is_asked_again_at_once(before: str) -> None:
    """Whatever the session was open for a moment before: that answer is not kept (K12)."""
    async with drive() as person:
        await to_list(person)
        await new_session(person)
        await close_session(person)
        if before == "alias":
            await give_alias(person, 1, "Falke")
        await person.choose("session:1")
        await person.app.answer("suicide", ["yes"])
        assert person.guide.facts.holds("crisis")
        await close_session(person)
        await person.choose("session:1")
        assert person.screen_name == "CheckInScreen"


async def test_what_is_never_kept_is_there_again_as_long_as_the_program_runs() -> None:
    """A counsellor ticked three things of someone accused, closed, opened again: they were open."""
    async with drive(country="AT") as person:
        await to_list(person)
        await new_session(person, ANSWERS)
        await person.app.answer("accused", ["yes"])
        await person.app.answer("suicide", ["yes"])
        own = next(t.id for _, t in person.guide.plan.tasks() if not person.guide.keeps_mark(t.id))
        person.guide.mark(own, TaskState.DONE)
        await close_session(person)
        await new_session(person, ANSWERS)
        assert "accused" not in person.guide.answers, "nothing of it in another's [R12]"
        assert not person.guide.facts.holds("crisis")
        assert person.guide.state(own) is TaskState.OPEN
        await close_session(person)
        await person.choose("session:1")
        assert person.screen_name == "CheckInScreen"
        assert person.guide.answers["accused"] == ("yes",)
        assert person.guide.facts.holds("crisis")
        assert person.guide.state(own) is TaskState.DONE
        person.guide.remove_session(1)
        assert not person.guide._aside.get(1)


async def test_what_a_passphrase_may_keep_of_someone_accused_is_there_after_leaving(place: Path) -> None:
    """The legal advice was still in the plan, and the ticks beside it were gone."""
    async with drive(directory=place, country="AT") as person:
        await person.begin({**USUAL, "accused": ["yes"]})
        own = next(t.id for _, t in person.guide.plan.tasks() if not person.guide.keeps_mark(t.id))
        person.guide.mark(own, TaskState.DONE)
        assert own not in person.guide.desk.case.tasks, "in memory it might still go into an open file"
        person.guide.switch(Store.sealed(sealed_file(place), WORDS))
        others = [t.id for _, t in person.guide.plan.tasks() if t.id != own]
        person.guide.mark(others[0], TaskState.DONE)
        assert {own, others[0]} <= set(person.guide.desk.case.tasks)
    async with drive(directory=place, country="AT") as person:
        await person.open_kept(WORDS)
        await person.until(lambda: person.screen_name == "CheckInScreen", "open")
        assert person.guide.answers["accused"] == ("yes",)
        assert person.guide.state(own) is TaskState.DONE
        await person.push(KeptScreen())
        await person.choose("forget")
        await person.choose("yes")
        assert person.guide.state(own) is TaskState.DONE
        await person.choose("keep")
        assert person.guide.desk.mode == "plain"
        assert person.guide.state(own) is TaskState.DONE, "held in memory"
    assert b"accused" not in bytes_of(place)
    assert own.encode() not in bytes_of(place), "its id would tell of the answer"
    assert b"instagram" in bytes_of(place), "and the rest is there"


async def test_a_file_that_is_opened_was_not_left_just_now(place: Path) -> None:
    """Opening it opens the session used last, with nobody in it: that is not a sitting."""
    async with drive(directory=place) as person:
        await to_list(person)
        await new_session(person)
        await close_session(person)
        await person.press("w")
        await person.choose("seal")
        await choose_passphrase(person)
        await until_words(person, "Session 1")
    async with drive(directory=place) as person:
        await person.choose("open")
        await person.write(WORDS)
        await person.press("enter")
        await until_words(person, "Session 1")
        await person.choose("session:1")
        assert person.screen_name == "CheckInScreen"


async def test_an_alias_is_no_sitting() -> None:
    async with drive() as person:
        await to_list(person)
        await new_session(person)
        await close_session(person)
        person.guide._left.clear()  # as on another day
        await give_alias(person, 1, "Falke")
        await person.choose("session:1")
        assert person.screen_name == "CheckInScreen"


async def test_a_new_session_is_a_blank() -> None:
    async with drive() as person:
        await to_list(person)
        await new_session(person, {**ANSWERS, "country": ["DE"], "age": ["14-17"], "paid": ["yes"]})
        await close_session(person)
        await person.press("n")
        assert dict(person.guide.answers) == {"who": ("counsellor",)}
        assert person.app.country is None, "the country of the one before is not this one's"
        person.does_not_see("Germany")
        await person.choose("on")
        assert person.screen_name == "FirstMinuteScreen"
        await person.press("1")
        assert person.question == "device"
        person.sees("your phone or computer")
        await person.press("1")
        assert person.screen_name == "CountryScreen", "nothing is asked about keeping in a session"
        assert next(iter(person.rows)) == "AT"
        await person.press("1")
        assert person.question == "age"
        assert person.app.settings.country is None


async def test_the_form_of_address_of_one_is_not_that_of_the_next() -> None:
    async with drive(lang="de") as person:
        await to_list(person)
        await new_session(person)
        person.app.change_settings(form="du")
        await person.app.speak(person.app.voice_for("de"))
        await close_session(person)
        await person.press("n")
        assert person.app.voice.form == "sie"


async def test_the_screens_are_those_of_the_person() -> None:
    """Read aloud or turned round, they speak to the person; so does the question about suicide."""
    async with drive() as person:
        await person.begin()
        await person.open_task("stop-answer-nothing")
        seen = person.page
    async with drive() as person:
        await to_list(person)
        await new_session(person)
        await person.open_task("stop-answer-nothing")
        assert person.page == seen, "to the word"
        from sextortion_helper.tui.screens.question import OneQuestionScreen

        await person.push(OneQuestionScreen("suicide", change=True))
        person.sees("Are you thinking about ending your life?")


async def test_deleting_asks_once() -> None:
    async with drive() as person:
        await to_list(person)
        await person.press("d")
        assert person.screen_name == "SessionsScreen", "nothing to delete"
        for _ in range(2):
            await new_session(person)
            await close_session(person)
        await person.press("d")
        person.sees(ui("en", "sessions.choose"))
        await give_alias(person, 1, "Falke")
        await person.go_to("session:1")
        await person.press("d")
        person.sees(ui("en", "sessions.sure", session="Session 1 · Falke"))
        assert person.where == "no"
        await person.press("escape")
        assert "session:1" in person.rows
        await person.go_to("session:1")
        await person.press("d")
        await person.choose("yes")
        assert "session:1" not in person.rows
        assert "session:2" in person.rows
        await person.choose("session:2")
        await person.press("1", "w")
        await person.choose("this")
        await person.choose("yes")
        assert person.screen_name == "SessionsScreen"
        assert list(person.rows) == ["new"]
        person.sees(ui("en", "kept.gone"))
        assert await new_session(person) == 3, "no number is given twice"


async def test_ten_thousand_sessions_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    planned: list[int] = []
    real = Guide.next_of
    monkeypatch.setattr(Guide, "next_of", lambda self, number: planned.append(number) or real(self, number))
    async with drive() as person:
        await to_list(person)
        store = person.guide.desk.store
        with store.transaction():
            for _ in range(10_000):
                store.new_session(person.app.clock())
        await person.screen.redraw()  # type: ignore[attr-defined]
        await person.settle()
        assert len(person.rows) == sessions.PAGE + 2
        assert planned == list(range(10_000, 10_000 - sessions.PAGE, -1)), "no plan for what nobody sees"
        await person.choose("older")
        assert f"session:{10_000 - sessions.PAGE}" in person.rows
        await person.choose("newer")
        assert "session:10000" in person.rows
        assert "newer" not in person.rows


async def test_a_session_is_found_by_number_or_alias_from_the_list_alone() -> None:
    async with drive() as person:
        await to_list(person)
        store = person.guide.desk.store
        with store.transaction():
            for number in range(1, 1001):
                session = store.new_session(person.app.clock(), "Falke" if number == 77 else "")
                store.put_answer(session, "who", ["counsellor"], person.app.clock())
        await person.press("ctrl+p")
        await person.write("falke")
        person.sees("Session 77 · Falke", "today 14:02")
        await person.press("enter")
        assert person.guide.desk.case.id == 77
        await person.press("ctrl+p")
        await person.write("falke")
        person.sees(ui("en", "find.nothing"))
        await person.press("escape")
        await close_session(person)
        await person.press("ctrl+p")
        await person.write("session 812")
        await person.press("enter")
        assert person.guide.desk.case.id == 812


async def test_back_leads_to_the_opening_only_while_there_is_no_session() -> None:
    async with drive() as person:
        await to_list(person)
        await person.press("escape")
        assert person.stack[-1] in ("OneQuestionScreen", "OpeningScreen")
        assert not person.guide.counsellor
    async with drive() as person:
        await to_list(person)
        await person.press("n", "escape")
        assert person.screen_name == "SessionsScreen", "begun by mistake"
        assert list(person.rows) == ["new"], "and nothing of it stays"
        await person.press("n")
        await person.choose("on")
        await person.press("escape")
        assert person.screen_name == "FirstMinuteScreen"
        await close_session(person)
        await person.press("escape")
        assert person.screen_name == "SessionsScreen"


async def test_on_the_list_find_knows_places_of_nobody() -> None:
    async with drive() as person:
        await to_list(person)
        await person.press("/")
        await person.write("142")
        person.sees("142")
        await person.press("escape", "/")
        await person.write("answer")
        person.does_not_see(ui("en", "plan.answers"))
        await person.press("escape", "/")
        await person.write("settings")
        await person.press("enter")
        assert person.screen_name == "SettingsScreen"
        await person.press("escape", "c")
        await person.choose("CH")
        assert person.guide.at_list, "the country of the computer begins no session"
        assert person.guide.desk.store.count_sessions() == 0


# -- keeping --------------------------------------------------------------------------------------


async def test_keeping_is_asked_in_one_order_and_open_leads_to_the_list(place: Path) -> None:
    async with drive(directory=place) as person:
        await person.choose("helper")
        await person.choose("counsellor")
        assert person.screen_name == "KeepSessionsScreen"
        assert list(person.rows) == ["open", "passphrase", "memory"]
        assert person.where == "open"
        person.sees(ui("en", "sessions.keep-why"))
        assert "plain" not in person.rows, "several people's sessions are never kept openly"
        await person.choose("passphrase")
        await choose_passphrase(person)
        await until_words(person, "New session")
        assert person.guide.desk.store.count_sessions() == 0, "what led here is no session"
        await new_session(person, {**ANSWERS, "offender": ["partner"]})
        await write_note(person, "facts", "NEEDLE")
        await close_session(person)
        await person.press("f2", "f2")
        assert isinstance(person.screen, PassphraseScreen), "the list is behind the lock"
        person.does_not_see("Session 1")
        await person.press("f3", "f9", "f3", "h")
        assert isinstance(person.screen, PassphraseScreen)
    assert b"NEEDLE" not in bytes_of(place)
    assert not sealed_file(place).read_bytes().startswith(b"SQLite")
    async with drive(directory=place) as person:
        await person.open_kept(WORDS)
        await until_words(person, "Session 1")
        await person.choose("session:1")
        await person.press("1")
        assert person.guide.answers["offender"] == ("partner",)
        await person.press("f3")
        await person.choose("notes")
        person.sees("NEEDLE")


async def test_what_began_in_memory_goes_under_the_passphrase_whole(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deleting, "PAUSE", 0.05)
    async with drive(directory=place) as person:
        await to_list(person)
        await new_session(person)
        await close_session(person)
        for number, name in enumerate(("Falke", "Eule"), 2):
            await new_session(person)
            await close_session(person)
            await give_alias(person, number, name)
        await person.go_to("session:1")
        await person.press("d")
        await person.choose("yes")
        await person.press("w")
        person.sees("2 sessions")
        await person.choose("seal")
        await choose_passphrase(person)
        await until_words(person, "Session 2 · Falke", "Session 3 · Eule")
        assert person.guide.desk.mode == "passphrase"
        await person.press("w")
        assert person.where == "back"
        await person.choose("everything")
        person.sees(ui("en", "sessions.sure-all.other", count=2))
        await person.choose("yes")
        await person.until(lambda: list(person.rows) == ["new"], "an empty list")
    assert bytes_of(place) == b""


async def test_counsellor_on_the_command_line_begins_with_the_list() -> None:
    app = make_app(lang="en", country="AT", memory=True, counsellor=True)
    async with app.run_test(size=NORMAL) as pilot:
        person = Person(app, pilot)
        await person.until(lambda: person.screen_name == "SessionsScreen", "the list")


async def test_nothing_is_lost_where_the_disk_is_full(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sextortion_helper.errors import StoreFullError

    async with drive() as person:
        await to_list(person)
        await new_session(person)
        await person.open_field()
        store = person.guide.desk.store

        def full(*_: object) -> None:
            raise StoreFullError(Path("x"))

        with monkeypatch.context() as patch:
            patch.setattr(store, "put_note", full)
            await person.write("lena")
            await close_session(person)
            person.sees(ui("en", "sessions.stays"), ui("en", "store.store-full"))
            assert person.guide.in_session
        await close_session(person)
        assert person.screen_name == "SessionsScreen"
        assert "lena" in str(store.load(1))


async def test_what_is_still_on_its_way_does_not_arrive_in_the_next_session() -> None:
    async with drive() as person:
        await to_list(person)
        await new_session(person)
        await person.open_field()
        screen, field = person.screen, person.screen.query(Field).first()
        await flow.begin_session(person.app)
        screen.on_field_said(Field.Said(field, "NEEDLE"))  # type: ignore[attr-defined]
        await person.settle()
        assert person.guide.desk.case.id == 2
        assert "NEEDLE" not in str(person.guide.desk.case)
