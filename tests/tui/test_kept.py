"""What is kept, where, and how it goes: leaving in the middle, coming back, deleting, a full disk."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from counsellor import WORDS
from harness import TALL, USUAL, Person, bytes_of, drive, kept, ui

from sextortion_helper.case import wipe
from sextortion_helper.case.models import TaskState
from sextortion_helper.case.store import Store
from sextortion_helper.errors import StoreFullError, StoreReadOnlyError
from sextortion_helper.paths import sealed_file, settings_file, store_file
from sextortion_helper.tui import deleting
from sextortion_helper.tui.screens.kept import KeptScreen
from sextortion_helper.tui.screens.question import OneQuestionScreen
from sextortion_helper.tui.settings import Settings
from sextortion_helper.tui.widgets.field import CleanInput, Field

NOTE = "lena_xy 0815"


async def a_kept_case(person: Person) -> str:
    """Answers, one tick, one note in a field; gives the task that is ticked."""
    await person.begin(keep=True)
    first = next(task.id for _, task in person.guide.plan.tasks())
    await person.press("enter", "1", "escape")
    await person.open_field()
    await person.write(NOTE)
    await person.press("enter")  # saves, goes on
    assert NOTE in person.text
    return first


async def test_leave_in_the_middle_and_come_back(place: Path) -> None:
    async with drive(directory=place) as person:
        first = await a_kept_case(person)
        await person.press("ctrl+q")
        assert person.app.return_code == 0
    async with drive(directory=place) as person:
        assert person.screen_name == "OpeningScreen"
        await person.open_kept()
        person.sees(person.line("checkin-ask"))
        await person.choose("fine")
        assert person.screen_name == "PlanScreen", "nothing answered is asked again"
        assert {q: tuple(o) for q, o in USUAL.items() if q != "suicide"} == dict(person.guide.answers)
        assert person.guide.state(first) is TaskState.DONE
        person.sees("✓")
        await person.open_field()
        person.sees(NOTE)


async def test_come_back_to_questions_still_open(place: Path) -> None:
    some = {q: o for q, o in USUAL.items() if q in ("who", "device", "country", "age", "danger")}
    async with drive(directory=place) as person:
        await person.begin(some, keep=True, home=False)
        await person.press("ctrl+q")
    async with drive(directory=place) as person:
        await person.open_kept()
        await person.choose("skip")
        assert person.screen_name == "PlanScreen"
        person.sees(f"Q {ui('en', 'plan.questions')}")
        await person.press("q")
        assert person.question == "offender", "the question about suicide is not asked a second time"


@pytest.mark.parametrize("lang", ["en", "de"])
async def test_thinking_of_suicide_at_the_check_in_opens_the_crisis_screen(lang: str, place: Path) -> None:
    async with drive(lang=lang, directory=place) as person:
        await person.begin(keep=True)
        await person.press("ctrl+q")
    async with drive(lang=lang, directory=place) as person:
        await person.open_kept()
        await person.choose("suicide")
        assert person.screen_name == "CrisisScreen"
        person.sees(person.line("crisis-1"), "144", "142")
        await person.choose("steps")
        assert person.screen_name == "PlanScreen"
        assert person.guide.plan.steps[0].id == "stay-safe"
        person.sees(person.line("crisis-3"))
        await person.press("ctrl+q")
    assert "suicide" not in kept(place)["answers"]
    assert b"suicide" not in bytes_of(place)


async def test_it_is_hard_leads_to_a_person_then_to_the_plan(place: Path) -> None:
    async with drive(directory=place) as person:
        await person.begin(keep=True)
    async with drive(directory=place) as person:
        await person.open_kept()
        await person.choose("hard")
        person.sees(ui("en", "checkin.hard-title"), person.line("checkin-hard-answer"))
        await person.choose("back")
        assert person.screen_name == "PlanScreen"


async def test_open_says_the_same_where_nothing_is_kept(place: Path) -> None:
    async with drive(directory=place) as person:
        await person.open_kept()
        person.sees(ui("en", "open.nothing"))
        await person.press("escape")
        assert person.screen_name == "OpeningScreen"
    assert not store_file(place).exists()


@pytest.mark.parametrize(
    ("question", "options"),
    [("offender", ["partner"]), ("offender", ["family"]), ("danger-if-known", ["community", "law"])],
)
async def test_a_sealed_answer_takes_everything_off_the_disk(
    question: str, options: list[str], place: Path
) -> None:
    async with drive(directory=place, size=TALL) as person:
        await person.begin(
            {q: o for q, o in USUAL.items() if q in ("who", "device", "country", "age")}, keep=True
        )
        assert person.guide.desk.mode == "plain"
        await person.press("a")
        await person.choose("danger")
        await person.choose("no")
        assert kept_now(place), "the file is in use"
        await person.choose(question)
        await person.choose(options[0])
        neutral = ui("en", "sealed-answer.title")
        person.sees(neutral, ui("en", "sealed-answer.memory"))
        assert kept_now(place), "nothing is removed before it is asked"
        await person.choose("memory")
        for option in options[1:]:
            await person.choose(option)
        if ":next" in person.rows:
            await person.press("0")
        assert person.guide.desk.mode == "memory"
        assert person.guide.answers[question] == tuple(options), "the plan is made with the answer"
        await person.press("escape")
        person.does_not_see(neutral)
        assert not store_file(place).exists()
        assert question.encode() not in bytes_of(place)
        # The sentence names no answer.
        assert not any(word in neutral.lower() for word in ("partner", "family", "danger"))
        await person.press("w")
        person.sees(ui("en", "kept.memory"))
        assert "keep" not in person.rows, "plain keeping is not offered again"


async def test_an_answer_that_would_cost_the_file_is_not_given(place: Path) -> None:
    async with drive(directory=place, size=TALL) as person:
        await a_kept_case(person)
        before = kept_answers(person)
        await person.push(OneQuestionScreen("danger-if-known", change=True))
        await person.choose("law")
        await person.choose("not")
        assert person.question == "danger-if-known", "back at the question"
        assert (person.guide.desk.mode, kept_answers(person)) == ("plain", before)
        assert kept_now(place)


async def test_an_answer_that_may_not_stand_openly_goes_under_a_passphrase_with_all_else(place: Path) -> None:
    async with drive(directory=place, size=TALL) as person:
        await a_kept_case(person)
        tasks, notes = dict(person.guide.desk.case.tasks), dict(person.guide.desk.case.notes)
        await person.push(OneQuestionScreen("danger-if-known", change=True))
        await person.choose("law")
        await person.choose("seal")
        for _ in range(2):
            await person.write("correct horse battery staple")
            await person.press("enter")
        await person.until(lambda: person.guide.desk.mode == "passphrase")
        await person.settle()
        assert person.question == "danger-if-known"
        assert person.rows["law"].label.startswith("[x]"), person.lines
        case = person.guide.desk.case
        assert (dict(case.tasks), dict(case.notes)) == (tasks, notes)
        assert case.answers["danger-if-known"] == ("law",)
    assert not store_file(place).exists()


def kept_answers(person: Person) -> dict[str, tuple[str, ...]]:
    """The answers that the file holds."""
    return {question: tuple(options) for question, options in person.guide.desk.case.answers.items()}


def kept_now(place: Path) -> bool:
    """Whether the store file is there and not empty."""
    return store_file(place).exists() and store_file(place).stat().st_size > 0


@pytest.mark.parametrize(
    "answers",
    [{"demand": ["self-harm"], "suicide": ["no"]}, {"suicide": ["sometimes"]}, {"accused": ["yes"]}],
)
async def test_a_note_is_there_after_leaving_or_it_is_said_before_that_it_will_not(
    answers: dict[str, list[str]], place: Path
) -> None:
    """Answers that are never kept bring other tasks; what is noted in them is not lost in silence."""
    async with drive(directory=place, size=TALL) as person:
        await person.begin({**USUAL, **answers}, keep=True)
        if person.guide.desk.mode == "memory":
            return  # said, and nothing is kept
        tasks = [task.id for _, task in person.guide.plan.tasks() if task.task.fields]
        assert tasks
        for number, task in enumerate(tasks):
            await person.open_task(task)
            kept_here = person.guide.keeps_notes(task)
            (person.does_not_see if kept_here else person.sees)(ui("en", "task.not-kept"))
            await person.go_to(f"field:{person.screen.query(Field).first().ident}")
            await person.write(f"note{number}")
            await person.press("tab", "escape")
            stored = [note.text for note in person.guide.desk.case.notes.values()]
            assert any(f"note{number}" in text for text in stored) == kept_here, task
        if answers.get("demand"):
            assert person.guide.keeps_notes(tasks[0]), "the name of the account is known openly"


async def test_delete_one_note(place: Path) -> None:
    async with drive(directory=place, size=TALL) as person:
        await a_kept_case(person)
        await person.press("escape", "w")
        person.sees(NOTE, ui("en", "kept.plain"), ui("en", "kept.notes.one"))
        assert str(store_file(place)) in "".join(person.text.split()), "where the file is"
        note = next(ident for ident in person.rows if ident.startswith("note:"))
        await person.choose(note)
        person.sees(NOTE, ui("en", "kept.sure-note"))
        await person.choose("no")
        assert note in person.rows, "nothing is deleted by looking at it"
        await person.choose(note)
        await person.choose("yes")
        person.does_not_see(NOTE)
        assert person.guide.desk.case.tasks, "the ticks stay"
        await person.press("ctrl+q")
    assert kept(place)["notes"] == {}
    assert NOTE.encode() not in bytes_of(place)


@pytest.mark.parametrize("what", ["this", "everything"])
async def test_delete_this_or_everything(what: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deleting, "PAUSE", 0.05)
    async with drive(directory=place, size=TALL) as person:
        await a_kept_case(person)
        person.app.change_settings(theme="quiet-light")
        await person.press("escape", "w")
        await person.choose(what)
        person.sees(ui("en", f"kept.sure-{what}"), ui("en", "kept.cannot-remove"))
        await person.choose("no")
        person.sees(NOTE)
        await person.choose(what)
        await person.choose("yes")
        await person.until(lambda: person.screen_name == "OpeningScreen", "the opening")
        await person.settle()
        person.sees(ui("en", "kept.gone"))
        assert not person.guide.desk.case.answers
        await person.press("ctrl+q")
    assert NOTE.encode() not in bytes_of(place)
    if what == "everything":
        assert not any(path for path in place.rglob("*") if path.is_file())
    else:
        assert settings_file(place).is_file(), "the settings stay"
    async with drive(directory=place) as person:
        await person.open_kept()
        person.sees(ui("en", "open.nothing"))


@pytest.mark.parametrize("way", ["escape", "stop", "wait", "leave", "cover"])
async def test_everything_goes_after_a_pause_that_can_be_stopped(
    way: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deleting, "PAUSE", 0.4 if way in ("wait", "cover") else 60)
    Store.sealed(sealed_file(place), WORDS).close()
    async with drive(directory=place, size=TALL) as person:
        await a_kept_case(person)
        await person.press("escape", "w")
        await person.choose("everything")
        await person.choose("yes")
        person.sees(ui("en", "kept.near"))
        assert store_file(place).exists()
        assert sealed_file(place).exists()
        if way in ("escape", "stop"):
            await (person.press("escape") if way == "escape" else person.choose("stop"))
            person.sees(ui("en", "kept.plain"), NOTE)
            assert not person.app.deleting.is_near
        elif way == "cover":
            await person.press("f2")
            await person.until(lambda: not any(place.rglob("*")), "all is gone")
            await person.settle()
            assert person.screen_name == "CoverScreen", "nothing but its key lifts the cover"
            await person.press("f2")
            person.sees(ui("en", "kept.gone"))
        elif way == "wait":
            await person.until(lambda: person.screen_name == "OpeningScreen", "the opening")
        await person.press("ctrl+q")
    gone = way not in ("escape", "stop")
    for file in (store_file(place), sealed_file(place)):
        assert file.exists() != gone, file


async def test_in_memory_too_everything_is_what_lies_on_this_computer(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has a passphrase that nobody knows goes too."""
    monkeypatch.setattr(deleting, "PAUSE", 0.05)
    Store.sealed(sealed_file(place), WORDS).close()
    async with drive(directory=place, size=TALL) as person:
        await person.begin()
        await person.push(KeptScreen())
        await person.choose("everything")
        await person.choose("yes")
        await person.until(lambda: person.screen_name == "OpeningScreen", "the opening")
    assert bytes_of(place) == b""


async def test_what_cannot_go_is_said(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stays(directory: Path) -> None:
        raise StoreReadOnlyError(directory)

    monkeypatch.setattr(deleting, "PAUSE", 0.05)
    monkeypatch.setattr(wipe, "wipe_everything", stays)
    async with drive(directory=place, size=TALL) as person:
        await person.begin()
        await person.push(KeptScreen())
        await person.choose("everything")
        await person.choose("yes")
        await person.until(lambda: person.screen_name == "OpeningScreen", "the opening")
        await person.settle()
        person.sees(ui("en", "kept.not-gone"))


async def test_esc_out_of_the_deletion_deletes_nothing(place: Path) -> None:
    async with drive(directory=place, size=TALL) as person:
        await a_kept_case(person)
        await person.press("escape", "w")
        await person.choose("everything")
        await person.press("escape")
        person.sees(ui("en", "kept.plain"), NOTE)


async def test_take_it_off_and_go_on(place: Path) -> None:
    async with drive(directory=place, size=TALL) as person:
        await a_kept_case(person)
        await person.press("escape", "w")
        await person.choose("forget")
        await person.choose("yes")
        person.sees(ui("en", "kept.memory"))
        assert person.guide.desk.case.notes, "it is still there, in memory"
        assert not store_file(place).exists()


async def test_keep_it_later(place: Path) -> None:
    async with drive(directory=place, size=TALL) as person:
        await person.begin()
        await person.press("enter", "1", "escape", "w")
        await person.choose("keep")
        person.sees(ui("en", "kept.plain"))
        await person.press("ctrl+q")
    assert "done" in kept(place)["tasks"].values()


async def test_a_store_open_in_another_window_is_said_in_one_sentence(place: Path) -> None:
    async with drive(directory=place) as person:
        await person.begin(keep=True)
    other = Store.plain(store_file(place))
    try:
        async with drive(directory=place) as person:
            await person.open_kept()
            person.sees(ui("en", "store.store-locked"), ui("en", "store.go-on-in-memory"))
            await person.press("escape")
            await person.choose("start")
            await person.choose("on")
            await person.choose("mine")
            await person.choose("plain")
            person.sees(ui("en", "store.store-locked"), ui("en", "store.go-on-in-memory"))
            assert person.screen_name == "CountryScreen", "the program goes on"
            assert person.guide.desk.mode == "memory"
            await person.choose("AT")
            person.does_not_see(ui("en", "store.store-locked"))
    finally:
        other.close()
    assert kept(place)["answers"]["age"] == '["adult"]', "what was kept is untouched"


async def test_a_damaged_store_is_left_as_it_is(place: Path) -> None:
    place.mkdir()
    store_file(place).write_bytes(b"no database" * 100)
    async with drive(directory=place) as person:
        await person.open_kept()
        person.sees(ui("en", "store.store-damaged"))
        await person.press("escape")
        await person.choose("start")
        assert person.screen_name == "FirstMinuteScreen"
    assert store_file(place).read_bytes() == b"no database" * 100


async def test_a_full_disk_is_said_and_saved_once_there_is_room(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with drive(directory=place) as person:
        await person.begin(keep=True)
        sentence = ui("en", "store.store-full")
        person.does_not_see(sentence)
        with monkeypatch.context() as full:

            def no_room(*_: object) -> None:
                raise StoreFullError(store_file(place))

            full.setattr(Store, "put_task", no_room)
            await person.press("enter", "1")
            person.sees(sentence, ui("en", "keep.unsaved"))
            await person.choose("done")
            assert person.screen_name == "TaskScreen", "the program goes on"
        await person.choose("done")
        person.does_not_see(sentence)
        await person.press("ctrl+q")
    assert list(kept(place)["tasks"].values()) == ["done"] * 3


async def test_ctrl_q_saves_the_field_that_is_still_being_typed(place: Path) -> None:
    async with drive(directory=place) as person:
        await person.begin(keep=True)
        await person.open_field()
        field = person.screen.query_one(CleanInput)
        for character in NOTE:
            person._send("space" if character == " " else character)
        await person.until(lambda: field.value == NOTE, "typed")
        assert not person.guide.desk.case.notes, "not saved yet"
        person._send("ctrl+q")
        await person.settle()
        assert not person.app.is_running
        assert person.app.return_code == 0
    assert list(kept(place)["notes"].values()) == [NOTE]


async def test_ctrl_q_under_help_saves_the_field_below(place: Path) -> None:
    async with drive(directory=place) as person:
        await person.begin(keep=True)
        await person.open_field()
        for character in NOTE:
            person._send("space" if character == " " else character)
        for key in ("f1", "f2", "f10"):
            person._send(key)
        await person.settle()
        assert person.app.return_code == 0
    assert list(kept(place)["notes"].values()) == [NOTE]


async def test_a_note_on_its_way_to_the_store_is_not_lost_by_leaving(place: Path) -> None:
    """The field has told its screen, the screen has not heard it yet, and the person leaves."""
    async with drive(directory=place) as person:
        await person.begin(keep=True)
        await person.open_field()
        field = person.screen.query_one(Field)
        person.screen.query_one(CleanInput).value = NOTE
        field.flush()
        await person.app.action_quit()  # without a pause: nothing was handled in between
        await person.settle()
    assert list(kept(place)["notes"].values()) == [NOTE]


async def test_what_is_typed_is_saved_soon_without_any_key(place: Path) -> None:
    async with drive(directory=place) as person:
        await person.begin(keep=True)
        await person.open_field()
        await person.write("abc")
        await person.until(lambda: person.guide.desk.case.notes, "saved by itself")
        assert [note.text for note in person.guide.desk.case.notes.values()] == ["abc"]


async def test_in_memory_nothing_is_written_anywhere(place: Path, home: Path) -> None:
    async with drive(directory=place) as person:
        await person.begin()
        await person.press("l", "l")
        await person.open_field()
        await person.write(NOTE)
        await person.press("ctrl+q")
    assert not place.exists()
    assert not [path for path in home.rglob("*") if path.is_file()]


async def test_settings_are_written_only_where_things_are_kept(place: Path) -> None:
    async with drive(directory=place) as person:
        await person.begin(keep=True)
        await person.press("l")
    assert Settings.read(place, Settings()).lang == "de"
    text = settings_file(place).read_text(encoding="utf-8")
    assert not any(word in text for word in ("adult", "stranger", "instagram")), "nothing of the case"


async def test_the_store_is_readable_by_its_owner_alone(place: Path) -> None:
    async with drive(directory=place) as person:
        await person.begin(keep=True)
    if place.stat().st_mode & 0o777 != 0o777:  # Windows has no such modes
        assert place.stat().st_mode & 0o077 == 0
        assert store_file(place).stat().st_mode & 0o077 == 0
    with sqlite3.connect(store_file(place)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
