"""Keys that come faster than the program works are taken in the order in which they were typed."""

from __future__ import annotations

from counsellor import close_session, new_session, to_list
from harness import drive

from sextortion_helper.case.models import TaskState
from sextortion_helper.tui.screens.passphrase import PassphraseScreen
from sextortion_helper.tui.screens.question import OneQuestionScreen
from sextortion_helper.tui.screens.questions import QuestionsScreen
from sextortion_helper.tui.widgets.field import CleanInput, Field


async def test_backspace_and_arrows_act_before_the_letters_behind_them() -> None:
    async with drive() as person:
        await person.begin()
        await person.open_field()
        for key in ("a", "b", "x", "backspace", "c", "left", "left", "Q", "end", "d", "home", "1", "delete"):
            person._send(key)
        await person.settle()
        assert person.screen.query_one(CleanInput).value == "1Qbcd"


async def test_enter_comes_after_the_letters_before_it() -> None:
    async with drive() as person:
        await person.begin()
        await person.open_field()
        before = person.where
        for key in ("a", "b", "enter"):
            person._send(key)
        await person.settle()
        assert person.screen.query(CleanInput).first().value == "ab"
        assert person.where != before
        assert [note.text for note in person.guide.desk.case.notes.values()] == ["ab"]


async def test_what_comes_behind_a_tab_belongs_to_the_next_field() -> None:
    """As a password manager types: word, Tab, word, Enter, in one go."""
    async with drive() as person:
        await person.begin()
        await person.push(PassphraseScreen("new"))
        for key in (*"one two", "tab", *"thrx", "backspace", "e", "e", "shift+tab", "!"):
            person._send("space" if key == " " else key)
        await person.settle()
        assert [field.value for field in person.screen.query(CleanInput)] == ["one two!", "three"]


async def test_what_comes_behind_an_arrow_belongs_to_the_next_field() -> None:
    async with drive() as person:
        await person.begin()
        await person.open_field()
        for key in (*"anna", "down", *"bert", "up", "!"):
            person._send(key)
        await person.settle()
        assert [field.value for field in person.screen.query(CleanInput)][:2] == ["anna!", "bert"]


async def test_enter_in_one_go_with_an_arrow_takes_the_row_the_arrow_went_to() -> None:
    """By way of the row that had the focus, it would be the answer above."""
    async with drive() as person:
        await person.begin({"device": ["own"]}, home=False)
        await person.push(OneQuestionScreen("age", change=True))
        rows = list(person.rows)
        person._send("down")
        person._send("enter")
        await person.settle()
        assert person.guide.answers["age"] == (rows[1],)


async def test_no_key_is_lost_after_an_arrow_and_enter_in_one_go() -> None:
    """The arrow went on to a row that was being taken away: no key was heard any more [R1]."""
    async with drive() as person:
        await person.begin({"device": ["own"], "who": ["me"]}, home=False)
        await person.push(QuestionsScreen())
        while person.question != "platforms":
            await person.choose(":next" if ":next" in person.rows else list(person.rows)[-1])
        await person.press(*["down"] * 8, "enter", "down")
        assert person.where == ":next"
        for key in ("down", "enter", "down"):
            person._send(key)
        await person.settle()
        assert person.question != "platforms", "Next was taken"
        assert person.where in person.rows, "and the focus is on a row"
        await person.press("f1")
        assert person.screen_name == "HelpNowScreen"


async def test_a_digit_and_enter_in_one_go_tick_and_go_on() -> None:
    """Whoever ticks by number has Next under Enter afterwards, however fast."""
    async with drive() as person:
        await person.begin({"device": ["own"]}, home=False)
        await person.push(OneQuestionScreen("platforms", change=True))
        wanted = list(person.rows)[1]
        for key in ("2", "enter"):
            person._send(key)
        await person.settle()
        assert person.guide.answers["platforms"] == (wanted,)
        assert person.question != "platforms"


async def test_what_is_typed_where_fields_are_goes_into_the_first_empty_one() -> None:
    """Three people saw fields and wrote, with Done in focus: the letters changed language and country."""
    async with drive() as person:
        await person.begin()
        await person.open_task("evidence-account")
        here, voice, country = person.screen_name, person.app.voice, person.app.country
        assert person.where == "done"
        for key in "lcmynph?/ max":
            person._send("space" if key == " " else key)
        await person.settle()
        first, *others = [field.value for field in person.screen.query(CleanInput)]
        assert first == "lcmynph?/ max"
        assert not any(others)
        assert (person.screen_name, person.app.voice, person.app.country) == (here, voice, country)
        await person.go_to("done")
        await person.write("b")
        assert [field.value for field in person.screen.query(CleanInput)][:2] == [first, "b"]
        await person.go_to("done")
        for more in (person.write, person.paste):
            await more("c")
            assert [field.value for field in person.screen.query(CleanInput)] == [first, "b"]


async def test_a_digit_is_written_too_where_fields_are() -> None:
    """Of "50 EUR" the 5 opened another page, and EUR was kept; 100 would have ticked the task."""
    async with drive() as person:
        await person.begin()
        await person.open_task("evidence-threat")
        here = person.screen
        await person.write("123 EUR")
        assert person.screen is here
        assert next(iter(person.screen.query(CleanInput))).value == "123 EUR"
        assert person.guide.state("evidence-threat") is TaskState.OPEN
        assert not any(row.number for row in person.rows.values()), "no number stands where none acts"


async def test_tab_and_enter_in_one_go() -> None:
    async with drive() as person:
        await person.begin({"device": ["own"]}, home=False)
        await person.push(OneQuestionScreen("age", change=True))
        second = list(person.rows)[1]
        for key in ("tab", "enter"):
            person._send(key)
        await person.settle()
        assert person.guide.answers["age"] == (second,)


async def test_commands_wait_for_what_was_pressed_before_them() -> None:
    """On a counsellor's list: A, a name and Enter in one go opened the session; so did D and Enter."""
    async with drive() as person:
        await to_list(person)
        await new_session(person)
        await close_session(person)
        await person.go_to("session:1")
        for key in ("a", *"dora", "enter"):
            person._send(key)
        await person.settle()
        assert person.screen_name == "AliasScreen"
        assert person.screen.query_one(CleanInput).value == "dora"
        await person.press("enter")
        await person.go_to("session:1")
        for key in ("d", "enter"):
            person._send(key)
        await person.settle()
        assert person.screen_name == "SessionsScreen"
        assert "yes" in person.rows, "asked, and neither opened nor deleted"
        await person.choose("no")
        assert person.where == "session:1"


async def test_what_is_pasted_where_fields_are_goes_into_the_first_empty_one() -> None:
    async with drive() as person:
        await person.begin()
        await person.open_task("evidence-account")
        await person.paste("http://x.test/1")
        await person.write("23")
        assert next(iter(person.screen.query(CleanInput))).value == "http://x.test/123"


async def test_a_second_enter_before_the_field_has_moved_does_nothing() -> None:
    async with drive() as person:
        await person.begin()
        await person.open_field()
        task, fields = "evidence-account", [field.ident for field in person.screen.query(Field)]
        assert len(fields) > 1
        for key in ("a", "enter", "enter"):
            person._send(key)
        await person.settle()
        assert person.where == f"field:{fields[1]}", "not two fields on, and nothing is done"
        assert person.guide.record(task) is None


async def test_another_language_takes_nothing_out_of_a_passphrase_field() -> None:
    async with drive() as person:
        await person.begin()
        await person.push(PassphraseScreen("new"))
        await person.write("one two three four")
        await person.app.action_language()
        await person.settle()
        assert person.app.voice.lang == "de"
        assert person.screen.query(CleanInput).first().value == "one two three four"
