"""The counsellor's sessions and the helper's side (screens.md 7, counsel-review 6)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from counsellor import ANSWERS, close_session, new_session, to_list
from harness import NARROW, NORMAL, NOW, USUAL, WIDE, Person, bytes_of, drive, plain, ui

from sextortion_helper.paths import sealed_file
from sextortion_helper.tui import flow
from sextortion_helper.tui.guide import HELPER, Guide
from sextortion_helper.tui.screens import sessions
from sextortion_helper.tui.screens.passphrase import PassphraseScreen
from sextortion_helper.tui.start import make_app
from sextortion_helper.tui.widgets.field import CleanInput, Field
from sextortion_helper.tui.widgets.row import Row

WORDS = "correct horse battery staple"
HELPER_WORDS = ("helper.say", "helper.dont", "helper.ask", "helper.watch")


async def write_note(person: Person, kind: str, text: str) -> None:
    """From any screen of the session: a note on the helper's side."""
    await person.press("f3")
    await person.choose("notes")
    await person.go_to(f"field:{kind}-1")
    await person.write(text)


async def give_alias(person: Person, number: int, name: str) -> None:
    """On the list."""
    await person.go_to(f"session:{number}")
    await person.press("a")
    await person.write(name)
    await person.press("enter")


async def until_words(person: Person, *texts: str) -> None:
    await person.until(lambda: all(plain(text) in person.words for text in texts), str(texts))


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


async def test_back_leads_to_the_opening_only_while_there_is_no_session() -> None:
    async with drive() as person:
        await to_list(person)
        await person.press("escape")
        assert person.stack[-1] in ("OneQuestionScreen", "OpeningScreen")
        assert not person.guide.counsellor
    async with drive() as person:
        await to_list(person)
        await person.press("n", "escape")
        assert person.screen_name == "ScriptScreen", "behind a session there is nothing to go back to"
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
        await person.write("what is kept")
        person.does_not_see(ui("en", "plan.kept"))
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
        await person.write(WORDS)
        await person.press("tab")
        await person.write(WORDS)
        await person.press("enter")
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


async def test_what_began_in_memory_goes_under_the_passphrase_whole(place: Path) -> None:
    async with drive(directory=place) as person:
        await to_list(person)
        for number, name in enumerate(("Falke", "Eule"), 1):
            await new_session(person)
            await close_session(person)
            await give_alias(person, number, name)
        await person.press("w")
        person.sees("2 sessions")
        await person.choose("seal")
        await person.write(WORDS)
        await person.press("tab")
        await person.write(WORDS)
        await person.press("enter")
        await until_words(person, "Falke", "Eule")
        assert person.guide.desk.mode == "passphrase"
        await person.press("w")
        assert person.where == "back"
        await person.choose("everything")
        person.sees(ui("en", "sessions.sure-all.other", count=2))
        await person.choose("yes")
        assert list(person.rows) == ["new"]
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


# -- the helper's side ----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("key", ["f3", "h", "H"])
async def test_say_dont_say_ask_watch_for_of_this_step(lang: str, key: str) -> None:
    async with drive(lang=lang, size=(80, 60)) as person:
        await to_list(person)
        await new_session(person)
        await person.open_task("evidence-account")
        before = person.page
        await person.press(key)
        words, _ = person.guide.speaker.step("evidence")
        person.sees(
            *(ui(lang, key) for key in HELPER_WORDS),
            *(person.guide.speaker.say(text) for text in (*words.helper.say, *words.helper.dont)),
            ui(lang, "helper.no-assessment"),
            ui(lang, "fact.checked", day="")[:5],
        )
        await person.press(key)
        assert person.page == before


async def test_f3_works_in_a_field_and_keeps_what_is_typed() -> None:
    async with drive() as person:
        await to_list(person)
        await new_session(person)
        await person.open_field()
        await person.write("hH")
        assert person.screen.query_one(CleanInput).value == "hH", "H is a letter in a field"
        await person.press("f3")
        assert person.screen_name == "HelperSideScreen"
        await person.press("escape")
        assert person.screen.query_one(CleanInput).value == "hH"


async def test_in_a_wide_window_the_step_stands_beside_it() -> None:
    async with drive(size=WIDE) as person:
        await to_list(person)
        await new_session(person)
        await person.open_task("evidence-account")
        words, _ = person.guide.speaker.task("evidence", "evidence-account")
        await person.press("f3")
        beside = " ".join(line[:36] for line in person.text.splitlines())
        assert plain(person.guide.speaker.say(words.do)) in plain(beside)
        person.sees(ui("en", "helper.say"))


async def test_facts_and_reflections_apart_each_with_its_time() -> None:
    async with drive(size=(80, 60)) as person:
        await to_list(person)
        await new_session(person)
        await write_note(person, "facts", "one")
        await person.press("enter")
        await person.write("two")
        await person.press("f3", "f3")  # away without Enter
        await person.choose("notes")
        person.sees("· one today 14:02", "· two today 14:02")
        await person.go_to("field:reflections-1")
        await person.write("tired")
        await person.press("tab")
        notes = {
            place: note.text for (task, place), note in person.guide.desk.case.notes.items() if task == HELPER
        }
        assert notes == {"script": "said", "facts-1": "one", "facts-2": "two", "reflections-1": "tired"}
        await person.choose("entry:facts-1")
        assert person.where == "field:facts-1"
        await person.press("end", "s", "enter")
        person.sees("· ones today", "· two today")
        await person.choose("entry:facts-2")
        await person.press("end", *["backspace"] * 3, "enter")
        person.does_not_see("· two")
        assert (HELPER, "facts-2") not in person.guide.desk.case.notes


async def test_typed_blind_among_the_notes_nothing_happens() -> None:
    """The focus is on a note and not in the field, and someone types fast without looking."""
    async with drive() as person:
        await to_list(person)
        await new_session(person)
        await write_note(person, "facts", "one")
        await person.press("f3", "f3")
        await person.choose("notes")
        await person.press("up")
        assert person.where == "entry:facts-1"
        before = person.page, list(person.stack), dict(person.guide.desk.case.notes)
        await person.write("hallo sie ist allein ?/z")
        assert (person.page, list(person.stack), dict(person.guide.desk.case.notes)) == before
        assert (person.where, person.app.voice.lang) == ("entry:facts-1", "en")
        await person.press("f3", "f3", "f3")
        assert person.screen_name == "PlanScreen"


@pytest.mark.parametrize("text", ["w allein", "  hahaha", "1 h a 1 e w ", "h 1 h 2 l h  a  a 1"])
async def test_typed_faster_than_the_screen_is_drawn(text: str) -> None:
    """A row is chosen on a screen that is left, or drawn anew, before it hears of that."""
    async with drive() as person:
        await to_list(person)
        await new_session(person)
        row = person.screen.query(Row).first()
        for keys in (text, text[::-1]):
            await person.write(keys)
            row.post_message(Row.Chosen(row))
            person._send("f3")
            await person.settle()
            assert person.app.return_code is None
            assert person.guide.in_session


async def test_a_row_chosen_as_its_screen_is_left_does_nothing() -> None:
    async with drive() as person:
        await to_list(person)
        await new_session(person)
        await person.open_task("evidence-account")
        screen, row = person.screen, person.rows["done"]
        person.app.pop_screen()
        await person.settle()
        before = person.page
        await screen.on_row_chosen(Row.Chosen(row))  # type: ignore[attr-defined]
        await screen.show_anew()  # type: ignore[attr-defined]
        screen.action_row(1)  # type: ignore[attr-defined]
        await person.settle()
        assert person.page == before
        assert not person.guide.desk.case.tasks


async def test_the_field_that_has_the_focus_is_plain_to_see() -> None:
    async with drive() as person:
        await to_list(person)
        await new_session(person)
        await write_note(person, "facts", "")
        labels = [field.query_one(".label") for field in person.screen.query(Field)]
        assert [label.styles.text_style.bold for label in labels] == [True, None]
        person.sees(ui("en", "helper.facts-new"), ui("en", "helper.reflections-new"))
        assert "alias" not in [field.ident for field in person.screen.query(Field)]


async def test_one_f3_too_many_and_a_digit_closes_nothing_and_skips_nothing() -> None:
    async with drive() as person:
        await to_list(person)
        await new_session(person)
        await person.open_task("evidence-account")
        await person.press("f3")
        assert person.rows["close"].sign == "Z"
        await person.press("f3", "z")
        assert person.screen_name == "TaskScreen"
        assert not person.guide.desk.case.tasks
        await person.press("f3", "z")
        assert person.screen_name == "SessionsScreen"


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
        await person.press("2")
        assert person.guide.desk.case.id == 1


async def test_notes_never_stand_on_the_persons_screens() -> None:
    async with drive(size=(80, 60)) as person:
        await to_list(person)
        await new_session(person)
        await write_note(person, "reflections", "NEEDLE")
        await person.press("f3", "w")
        assert person.screen_name == "KeptScreen"
        person.sees("1 note")  # that it was said is none
        person.does_not_see("NEEDLE", ui("en", "kept.one"))
        assert set(person.rows) == {"this", "back"}, "nothing here reaches another session"


@pytest.mark.parametrize("lang", ["en", "de"])
async def test_the_script_says_where_secrecy_ends_and_notes_when_it_was_said(lang: str) -> None:
    async with drive(lang=lang) as person:
        await to_list(person)
        await person.press("n")
        person.sees(*(ui(lang, f"helper.script-{number}") for number in range(1, 6)))
        await person.choose("on")
        await person.press("f3")
        person.does_not_see("14:02")
        await person.choose("script")
        await person.choose("said")
        assert person.screen_name == "HelperSideScreen"
        await person.choose("script")
        person.sees("14:02")
        await person.press("escape")
        await person.choose("panel")
        person.sees(*(ui(lang, f"helper.panel-{number}") for number in range(1, 5)))


async def test_the_turned_screen_has_no_helpers_side_until_f9() -> None:
    async with drive() as person:
        await to_list(person)
        await new_session(person)
        before = person.page
        await person.press("f3")
        person.sees(ui("en", "helper.turn-how"))
        await person.choose("turn")
        assert person.page == before
        for key in ("f3", "h", "H", "f4", "escape"):
            await person.press(key)
            assert person.page == before, key
        await person.press("w")
        assert set(person.rows) == {"back"}, "deleting leads to the list"
        person.does_not_see("0 notes")
        await person.press("escape", "?")
        person.does_not_see("F3", "F9")
        await person.press("escape", "f2", "f9", "f2")
        assert person.page == before, "the cover is only lifted"
        await person.press("f9")
        assert person.screen_name == "HelperSideScreen"
        await person.press("f9", "f3")
        assert person.page == before, "F3 works again"


async def test_f9_on_the_turned_screen_asks_for_the_passphrase(place: Path) -> None:
    async with drive(directory=place) as person:
        await person.choose("helper")
        await person.choose("counsellor")
        await person.choose("passphrase")
        await person.write(WORDS)
        await person.press("tab")
        await person.write(WORDS)
        await person.press("enter")
        await until_words(person, "New session")
        await new_session(person)
        await person.press("w")
        person.sees(str(place)[:20])
        await person.press("escape", "f3")
        await person.choose("turn")
        before = person.page
        await person.press("w")
        person.does_not_see(str(place)[:20])
        await person.press("escape", "f9")
        assert isinstance(person.screen, PassphraseScreen)
        person.sees(ui("en", "passphrase.lock"))
        await person.press("f3", "f9", "escape")
        assert person.page == before, "whoever does not know it goes on as before"
        await person.press("f9", *"wrong", "enter")
        await until_words(person, ui("en", "store.passphrase-wrong"))
        assert person.guide.turned
        await person.write(WORDS)
        await person.press("enter")
        await person.until(lambda: person.screen_name == "HelperSideScreen", "the helper's side")
        await person.press("f3")
        assert person.page == before


async def test_the_script_can_be_read_in_the_form_for_the_young() -> None:
    limit = ("Wenn es geht, rede ich vorher mit Ihnen.", "Wenn es geht, rede ich vorher mit dir.")
    async with drive(lang="de") as person:
        await to_list(person)
        await person.press("n")
        person.sees(limit[0])
        await person.choose("form")
        person.sees(limit[1])
        person.does_not_see(limit[0])
        assert person.app.voice.form == "sie", "only what is read aloud"
        await person.choose("form")
        person.sees(limit[0])
    async with drive() as person:
        await to_list(person)
        await person.press("n")
        assert "form" not in person.rows


@pytest.mark.parametrize("lang", ["en", "de"])
async def test_with_someone_known_the_notes_for_helpers_are_others(lang: str) -> None:
    async with drive(lang=lang, size=(80, 60)) as person:
        await to_list(person)
        await new_session(person, {**ANSWERS, "offender": ["partner"]})
        step = next(step for step in person.guide.plan.steps if step.variant == "stop-known")
        await person.open_task(step.tasks[0].id)
        words, _ = person.guide.speaker.step("stop")
        say = person.guide.speaker.say
        known = words.variants["stop-known"].helper
        await person.press("f3")
        person.sees(*(say(text) for text in (*known.say, *known.dont, *words.helper.dont, *words.helper.watch)))
        person.does_not_see(*(say(text) for text in words.helper.say))


@pytest.mark.parametrize("age", ["adult", "under-14"])
async def test_a_counsellor_sees_the_answer_about_suicide_and_that_is_said(age: str) -> None:
    from sextortion_helper.tui.screens.question import OneQuestionScreen

    nobody, somebody = "nobody is told", "Only someone with you now can see it."
    async with drive() as person:
        await person.begin({**USUAL, "age": [age]})
        await person.push(OneQuestionScreen("suicide", change=True))
        person.sees(nobody)
        ask = person.page.splitlines()[:6]
    async with drive() as person:
        await to_list(person)
        await new_session(person, {**ANSWERS, "age": [age]})
        await person.push(OneQuestionScreen("suicide", change=True))
        person.sees(somebody)
        person.does_not_see(nobody)
        assert person.page.splitlines()[:6] == ask, "it is asked in the same words"


async def test_where_it_is_about_suicide_a_person_comes_first_on_the_helpers_side() -> None:
    from sextortion_helper.tui.screens.checkin import CheckInScreen
    from sextortion_helper.tui.screens.question import OneQuestionScreen

    for screen in (CheckInScreen(), OneQuestionScreen("suicide", change=True)):
        async with drive(size=WIDE) as person:
            await to_list(person)
            await new_session(person)
            await person.push(screen)
            await person.press("f3")
            words, _ = person.guide.speaker.step("stay-safe")
            person.sees(person.guide.speaker.title("stay-safe"), person.guide.speaker.say(words.helper.say[0]))
            person.does_not_see("Answer nothing, pay nothing, send nothing")


async def test_help_cover_and_leave_on_the_helpers_side() -> None:
    async with drive() as person:
        await to_list(person)
        await new_session(person)
        await write_note(person, "facts", "NEEDLE")
        await person.press("f1")
        assert person.screen_name == "HelpNowScreen"
        person.does_not_see("NEEDLE")
        await person.press("f1", "f2", "f3", "f9", "f3")
        assert person.screen_name == "CoverScreen"
        await person.press("f2")
        person.sees("NEEDLE")
        await person.press("l")
        assert person.app.voice.lang == "en", "a letter in a field"


# -- the other helpers ----------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["parent", "friend", "partner", "teacher"])
async def test_the_same_plan_with_the_notes_for_helpers_open(who: str) -> None:
    async with drive(size=WIDE) as person:
        await person.begin({**USUAL, "who": [who]})
        await person.open_task("evidence-account")
        words, _ = person.guide.speaker.step("evidence")
        lines = [person.guide.speaker.say(text) for text in (*words.helper.say, *words.helper.dont)]
        beside = plain(" ".join(line[:36] for line in person.text.splitlines()))
        assert all(plain(line) in beside for line in lines)
        await person.press("f3")
        person.sees(*lines)
        assert not {"notes", "turn", "close", "script"} & set(person.rows)
        await person.press("h", "?")
        assert "F3" in person.text


async def test_nobody_else_has_a_helpers_side() -> None:
    async with drive(size=WIDE) as person:
        await person.begin()
        await person.press("f3", "h")
        assert person.screen_name == "PlanScreen"
        await person.press("?")
        person.does_not_see("F3")
    async with drive() as person:
        await person.choose("helper")
        await person.choose("recipient")
        before = person.page
        await person.press("f3", "h")
        assert person.page == before
