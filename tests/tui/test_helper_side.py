"""The helper's side: what to say, notes, the turned screen, closing (screens.md 7, counsel-review 6)."""

from __future__ import annotations

from pathlib import Path

import pytest
from counsellor import (
    ANSWERS,
    WORDS,
    choose_passphrase,
    new_session,
    to_list,
    until_words,
    write_note,
)
from harness import USUAL, WIDE, drive, plain, ui

from sextortion_helper.tui.guide import HELPER, OWN
from sextortion_helper.tui.screens.crisis import CrisisScreen
from sextortion_helper.tui.screens.passphrase import PassphraseScreen
from sextortion_helper.tui.screens.slip import SlipScreen
from sextortion_helper.tui.widgets.field import CleanInput, Field
from sextortion_helper.tui.widgets.row import Row

HELPER_WORDS = ("helper.say", "helper.dont", "helper.ask", "helper.watch")


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("key", ["f3", "h", "H"])
async def test_say_dont_say_ask_watch_for_of_this_step(lang: str, key: str) -> None:
    async with drive(lang=lang, size=(80, 60)) as person:
        await to_list(person)
        await new_session(person)
        await person.open_task("evidence-together")
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
        assert notes == {
            "voice": "en",
            "script": "said",
            "facts-1": "one",
            "facts-2": "two",
            "reflections-1": "tired",
        }
        await person.choose("entry:facts-1")
        assert person.where == "field:facts-1"
        await person.press("end", "s", "enter")
        person.sees("· ones today", "· two today")
        await person.choose("entry:facts-2")
        await person.press("end", *["backspace"] * 3, "enter")
        person.does_not_see("· two")
        assert (HELPER, "facts-2") not in person.guide.desk.case.notes


async def test_what_was_agreed_and_decided_has_a_place_of_its_own() -> None:
    async with drive(size=(80, 60)) as person:
        await to_list(person)
        await new_session(person)
        await person.press("f3", "5")
        person.sees(*(ui("en", f"helper.{kind}") for kind in ("contact", "risk", "decisions")))
        person.does_not_see(ui("en", "helper.reflections"))
        await person.write("word: tea")
        await person.press("enter", "tab", "tab")
        assert person.guide.desk.case.notes[HELPER, "contact-1"].text == "word: tea"
        await person.press("f3", "f3")
        await person.choose("notes")
        person.does_not_see("word: tea")


async def test_the_screen_is_never_turned_over_what_is_the_helpers_own() -> None:
    async with drive() as person:
        await to_list(person)
        await new_session(person)
        await person.press("f3", "z")
        await person.go_to("session:1")
        await person.press("a")
        await person.write("Falke")
        await person.press("f3")
        assert person.screen_name == "AliasScreen", "behind it is the list"
        await person.press("down")
        await person.press("h")
        assert person.screen_name == "AliasScreen"


async def test_where_someone_is_now_is_never_kept(tmp_path: Path) -> None:
    async with drive(size=(80, 40), directory=tmp_path) as person:
        await to_list(person)
        await new_session(person)
        session = person.guide.desk.case.id
        await person.press("f3", "6")
        person.sees(ui("en", "helper.slip"), ui("en", "helper.slip-where"))
        await person.write("Lane 5")
        await person.press("enter")
        await person.write("a sister")
        await person.press("enter", "enter")
        assert person.where == "back"
        await person.press("l")
        assert person.app.voice.lang == "en", "no letter acts here"
        assert person.where == "field:phone", "it is written into what is empty"
        await person.press("enter", "enter")
        await person.choose("slip")
        person.sees("Lane 5", "a sister")
        await person.press("escape", "z")
        assert not person.guide.desk.store.load(session).notes.keys() - OWN
        assert person.guide.open_session(session)
        await person.push(SlipScreen())
        person.sees(ui("en", "helper.slip-where"))
        person.does_not_see("Lane 5", "a sister")


async def test_in_a_crisis_it_is_not_said_that_nobody_has_seen_the_answer() -> None:
    async with drive() as person:
        await to_list(person)
        await new_session(person)
        await person.push(CrisisScreen())
        person.sees("Only the person who is with you has seen your answer.")
        person.does_not_see("nobody has seen your answer")


async def test_what_is_typed_blind_among_the_notes_is_an_entry() -> None:
    """The focus is on a note and not in the field, and someone types fast without looking."""
    async with drive() as person:
        await to_list(person)
        await new_session(person)
        await write_note(person, "facts", "one")
        await person.press("f3", "f3")
        await person.choose("notes")
        await person.press("up")
        assert person.where == "entry:facts-1"
        stack = list(person.stack)
        await person.write("hallo sie ist allein ?/z")
        assert (person.stack, person.app.voice.lang) == (stack, "en")
        assert person.where == "field:facts-2", "it is written as the next entry"
        person.sees("one", "hallo sie ist allein ?/z")
        await person.press("f3", "f3", "f3")
        assert person.screen_name == "PlanScreen"


async def test_a_screen_drawn_anew_before_it_is_drawn_at_all() -> None:
    """As where the language is changed while it opens."""
    async with drive() as person:
        await to_list(person)
        await new_session(person)
        person.app.action_helper_side()
        await person.screen.redraw()  # type: ignore[attr-defined]
        await person.settle()
        person.sees(ui("en", "helper.notes"))
        assert len(person.screen.query(Row)) == len(person.rows)


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
        await choose_passphrase(person)
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
        person.sees(
            *(say(text) for text in (*known.say, *known.dont, *words.helper.dont, *words.helper.watch))
        )
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
            person.sees(
                person.guide.speaker.title("stay-safe"), person.guide.speaker.say(words.helper.say[0])
            )
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
