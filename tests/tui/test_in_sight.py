"""What the walks found: nothing is chosen unseen, the next key is in sight, and nothing tells of a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import NIGHT, USUAL, Person, drive, ui
from test_help_now import PARTNER, talk

from sextortion_helper.case.models import TaskState
from sextortion_helper.case.store import Store
from sextortion_helper.paths import sealed_file
from sextortion_helper.tui.screens.answers import EntriesScreen
from sextortion_helper.tui.screens.plan import first_sentences
from sextortion_helper.tui.screens.question import OneQuestionScreen

LONG = "evidence-account"  # its text, its fields and its rows do not fit into 12 lines


def bar(person: Person) -> bool:
    """Whether the focus can be seen."""
    return "▌" in person.text


@pytest.mark.parametrize("key", ["enter", "1"])
async def test_nothing_is_chosen_before_it_is_seen(key: str) -> None:
    async with drive(size=(40, 12)) as person:
        await person.begin()
        await person.open_task(LONG)
        assert not bar(person), "the row is below the edge, else this test says nothing"
        presses = 0
        while person.guide.state(LONG) is TaskState.OPEN:
            assert presses < 20
            before = bar(person)
            await person.press(key)
            presses += 1
        assert before, "chosen only once it stood on the screen"
        assert presses > 1


@pytest.mark.parametrize("lang", ["en", "de"])
async def test_the_keys_stay_in_sight_below_a_long_text(lang: str) -> None:
    async with drive(lang=lang) as person:
        await person.begin()
        person.sees(ui(lang, "plan.entries"), ui(lang, "plan.kept"))
        await person.open_task(LONG)
        await person.press("m")
        person.sees(ui(lang, "task.less"), ui(lang, "task.why"), ui(lang, "task.next"))


async def test_in_a_long_list_each_digit_keeps_its_place() -> None:
    async with drive() as person:
        await person.begin()
        await person.push(OneQuestionScreen("platforms", change=True))
        unclear = {person.rows[name].number for name in ("unknown", "rather-not")}
        assert unclear == {"8", "9"}
        first = [ident for ident, row in person.rows.items() if row.number in "123456"]
        await person.press("7")
        assert not set(first) & set(person.rows)
        assert {person.rows[name].number for name in ("unknown", "rather-not")} == unclear
        person.sees(ui("en", "question.ticked", options="Instagram"))  # chosen before, on the first part
        second = next(ident for ident, row in person.rows.items() if row.number == "1")
        await person.press("1")
        assert set(person.guide.answers["platforms"]) == {"instagram", second}
        for _ in range(5):
            await person.press("7")
            if first[0] in person.rows:
                break
        assert first[0] in person.rows, "past the last part comes the first"


async def test_the_signs_of_the_scam_are_not_for_someone_who_knows_the_offender() -> None:
    async with drive() as person:
        await person.begin(USUAL)
        person.sees(ui("en", "plan.recognise"))
        await person.begin(PARTNER)
        person.does_not_see(ui("en", "plan.recognise"))
        await person.press("r")
        assert person.screen_name == "PlanScreen"
        await person.press("ctrl+p")
        await person.write(ui("en", "plan.recognise"))
        assert not any(row.label == ui("en", "plan.recognise") for row in person.rows.values())


async def test_behind_a_lock_help_now_is_that_of_anybody(tmp_path: Path) -> None:
    async with drive(directory=tmp_path, country="AT") as person:
        await person.press("f1")
        anybody = talk(person)
        await person.press("f1")
        person.guide.switch(Store.sealed(sealed_file(tmp_path), "four words of one"))
        await person.begin(PARTNER)
        await person.press("f1")
        assert talk(person) != anybody
        await person.press("f1")
        person.app.lock()
        await person.press("f1")
        assert talk(person) == anybody


async def test_what_is_closed_at_night_comes_last() -> None:
    async with drive(at=NIGHT) as person:
        await person.begin(PARTNER)
        task = next(task for _, task in person.guide.plan.tasks() if len(task.services) > 2)
        await person.open_task(task.id)
        notes = [row.note for ident, row in person.rows.items() if ident.startswith("service:")]
        opens = ui("en", "help.opens", day="", time="").split()[0]
        closed = [note.startswith(opens) for note in notes]
        assert any(closed), notes
        assert not all(closed), notes
        assert closed == sorted(closed), notes


@pytest.mark.parametrize("lang", ["en", "de"])
async def test_an_entry_that_an_open_file_does_not_keep_says_so(lang: str, tmp_path: Path) -> None:
    for keep in (True, False):
        async with drive(lang=lang, directory=tmp_path / str(keep)) as person:
            await person.begin(keep=keep)
            await person.push(EntriesScreen())
            await person.choose("accused")
            (person.sees if keep else person.does_not_see)(ui(lang, "entries.not-kept"))


async def test_the_known_person_path_is_a_row_too() -> None:
    async with drive(country="AT") as person:
        await person.choose("start")
        person.sees(ui("en", "first.known"))
        await person.press("2")
        assert person.screen_name == "KnownScreen"
        person.sees("You don't have to keep anything that endangers you")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Gehen Sie hin. Sagen Sie: „Bleib da. Bitte." + " Ja" * 60 + ".“", "Gehen Sie hin."),
        ('Go there. Say: "Stay with me. Please' + " now" * 60 + '."', "Go there."),
        ("Short.", "Short."),
    ],
)
def test_a_preview_never_ends_inside_a_quotation(text: str, shown: str) -> None:
    assert first_sentences(text) == shown
