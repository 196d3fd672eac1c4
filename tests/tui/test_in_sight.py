"""What the walks found: nothing is chosen unseen, the next key is in sight, and nothing tells of a person."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from harness import NIGHT, TOWER, USUAL, Person, drive, ui
from test_help_now import PARTNER, talk

from sextortion_helper.case.models import TaskState
from sextortion_helper.case.store import Store
from sextortion_helper.knowledge.conditions import Circumstances
from sextortion_helper.knowledge.library import Library
from sextortion_helper.paths import content_root, sealed_file
from sextortion_helper.plan.build import services_for
from sextortion_helper.tui import flow
from sextortion_helper.tui.screens.answers import AnswersScreen, EntriesScreen
from sextortion_helper.tui.screens.help_now import HelpNowScreen
from sextortion_helper.tui.screens.kept import KeptScreen
from sextortion_helper.tui.screens.passphrase import PassphraseScreen
from sextortion_helper.tui.screens.plan import first_sentences
from sextortion_helper.tui.screens.question import OneQuestionScreen
from sextortion_helper.tui.screens.questions import QuestionsScreen
from sextortion_helper.tui.screens.storage import StorageScreen
from sextortion_helper.tui.screens.task import TaskScreen
from sextortion_helper.tui.widgets.row import Row

LONG = "evidence-account"  # its text, its fields and its rows do not fit into 12 lines
WITHOUT_FIELDS = "evidence-screenshots"


def bar(person: Person) -> bool:
    """Whether the focus can be seen."""
    return "▌" in person.text


@pytest.mark.parametrize(("task", "key"), [("evidence-account", "enter"), ("evidence-screenshots", "1")])
async def test_nothing_is_chosen_before_it_is_seen(task: str, key: str) -> None:
    async with drive(size=(40, 12)) as person:
        await person.begin()
        await person.open_task(task)
        assert not bar(person), "the row is below the edge, else this test says nothing"
        presses = 0
        while person.guide.state(task) is TaskState.OPEN:
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
        await person.open_task(WITHOUT_FIELDS)
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
        opens = tuple(ui("en", f"help.{key}", day="", time="").split()[0] + " " for key in ("opens", "from"))
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


# -- each page from its top ----------------------------------------------------


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_the_next_question_and_the_next_task_begin_at_their_top(size: tuple[int, int]) -> None:
    async with drive(size=size, country="AT") as person:
        await person.begin(USUAL, home=False)
        await person.push(QuestionsScreen())
        await person.press("pagedown", "pagedown", "pagedown")
        await person.begin({"demand": ["money"]}, home=False)
        await person.push(OneQuestionScreen("demand", change=True))
        await person.press("pagedown", "pagedown", "2", "pagedown", "pagedown", "0", "0")
        assert person.top == 0, person.lines
        await person.begin()
        await person.open_task(LONG)
        await person.press("pagedown", "pagedown", "pagedown")
        await person.choose("later")
        assert person.top == 0, person.lines
        await person.push(HelpNowScreen())
        await person.press("pagedown", "pagedown", "pagedown")
        await person.choose("speak")
        assert person.top == 0, person.lines


async def test_a_digit_ticks_what_is_out_of_sight_and_goes_nowhere() -> None:
    async with drive(size=(40, 12), country="AT") as person:
        await person.begin()
        await person.push(OneQuestionScreen("demand", change=True))
        await person.press("6", "2")
        ticked = [row.number for row in person.rows.values() if row.label.startswith("[x]")]
        assert ticked == ["1", "2", "6"], person.lines


# -- a step can be looked through again ----------------------------------------


async def test_all_tasks_of_a_finished_step_can_be_reached() -> None:
    async with drive(country="AT") as person:
        await person.begin()
        step = next(step for step in person.guide.plan.steps if len(step.tasks) > 2)
        for task in step.tasks:
            person.guide.mark(task.id, TaskState.DONE)
        await person.push(TaskScreen(step.name))
        parts = [ui("en", "task.part", number=n, count=len(step.tasks)) for n in range(1, 4)]
        person.sees(parts[0])
        person.does_not_see(ui("en", "task.previous"))
        for way, part in (("next", 1), ("next", 2), ("previous", 1)):
            # A row where there are fields: a letter is written there.
            await (person.choose(way) if way in person.rows else person.press(way[0]))
            person.sees(parts[part])


# -- who answers when ----------------------------------------------------------

SUNDAY_NIGHT = datetime(2026, 3, 8, 1, 30, tzinfo=UTC)  # 02:30 in Vienna
BOY = {**USUAL, "age": ["14-17"], "paid": ["yes"], "paid-how": ["paysafecard"]}


async def test_another_day_is_named_where_a_line_opens_on_one() -> None:
    """`from 19:00` on a Sunday night, of a chat that opens on Monday."""
    for screen in ("help", "step"):
        async with drive(at=SUNDAY_NIGHT, country="AT") as person:
            await person.begin(BOY if screen == "help" else USUAL)
            if screen == "help":
                await person.push(HelpNowScreen())
                await person.choose("write")
                ident, time = "at-rat-auf-draht-themenchat", "19:00"
            else:
                ident, time = "at-opfer-notruf", "08:00"
                tasks = [task for _, task in person.guide.plan.tasks()]
                await person.open_task(next(t.id for t in tasks if ident in {s.id for s in t.services}))
            notes = [row.note for name, row in person.rows.items() if ident in name]
            assert len(notes) == 1, person.lines
            assert ui("en", "help.opens", day="Mon", time=time) in notes[0]


async def test_a_chat_that_is_closed_says_so_and_is_not_offered_in_a_crisis() -> None:
    for suicide, offered in (("no", True), ("sometimes", False)):
        async with drive(at=SUNDAY_NIGHT, country="AT") as person:
            await person.begin({**BOY, "suicide": [suicide]})
            for _, task in person.guide.plan.tasks():
                if "at-rat-auf-draht-themenchat" not in {service.id for service in task.services}:
                    continue
                await person.open_task(task.id)
                names = [ident for ident in person.rows if ident.startswith("service:")]
                assert ("service:at-rat-auf-draht-themenchat" in names) == offered, task.id
                if offered:
                    note = person.rows["service:at-rat-auf-draht-themenchat"].note
                    assert ui("en", "help.opens", day="Mon", time="19:00") in note
                    assert names[-1] == "service:at-rat-auf-draht-themenchat" or "142" not in names[-1]
                await person.press("escape")


async def test_the_country_of_this_computer_is_that_of_the_plan(tmp_path: Path) -> None:
    async with drive(directory=tmp_path, country="AT") as person:
        await person.choose("start")
        assert person.guide.answers["country"] == ("AT",)


# -- what is said to whom ------------------------------------------------------


async def test_whoever_knows_the_other_person_gets_no_plan_for_strangers_before_it_is_said_who() -> None:
    """K, the age, then the steps at once: nothing is blocked and nobody reported before advice."""
    known = {"acquaintance", "known-offender"}
    async with drive(country="AT") as person:
        await person.choose("start")
        await person.press("k")
        await person.choose("on")
        await person.press("1", "3", "2")
        assert person.question == "suicide"
        await person.press("s")
        assert person.question == "suicide", "first who it is"
        person.does_not_see(ui("en", "questions.steps"))
        for question, options in {**USUAL, "offender": ["unknown"]}.items():
            if question != "who":
                await person.app.answer(question, list(options))
        assert known & set(person.guide.plan.situations)
        await person.app.answer("offender", ["stranger"])
        assert not known & set(person.guide.plan.situations), "then what is said counts"


async def test_the_focus_out_of_sight_is_found_again() -> None:
    async with drive(size=(40, 12), country="AT") as person:
        await person.begin()
        await person.press(*["pagedown"] * 12)
        assert not bar(person)
        await person.press("enter")
        assert bar(person), person.lines


async def test_back_on_the_plan_the_next_thing_has_the_focus() -> None:
    async with drive(country="AT") as person:
        await person.begin()
        first = person.where
        await person.press("enter", "1", "escape")
        assert str(person.where).startswith("task:")
        assert person.where != first
        await person.choose("unfold")
        assert str(person.where).startswith("step:"), "where the list goes on"


async def test_in_a_crisis_no_step_for_later_is_said_to_be_left_out() -> None:
    async with drive(size=(80, 60), country="AT") as person:
        await person.begin({**USUAL, "keep-open": ["yes"], "suicide": ["yes"]})
        title = person.guide.speaker.title
        person.sees(ui("en", "plan.left-out", steps="").split(":")[0], title("block"))
        person.does_not_see(title("prevention"))


@pytest.mark.parametrize("mail", [True, False])
async def test_the_signs_are_those_of_the_situation(mail: bool) -> None:
    bluff = {
        "contact-before": ["no"], "material": ["claimed"], "personal-proof": ["no"], "offender": ["stranger"],
        "demand": ["money"], "published": ["no"], "account": ["fine"],
    }  # fmt: skip
    async with drive(size=(80, 120), country="AT") as person:
        await person.begin({**USUAL, **(bluff if mail else {})})
        assert ("bluff" in person.guide.plan.situations) == mail
        await person.press("r")
        old_password, live = "An old password", "The video is played, not live"
        person.sees(old_password if mail else live)
        person.does_not_see(live if mail else old_password)


async def test_how_it_is_can_be_answered_anew_and_is_not_listed() -> None:
    async with drive(country="AT") as person:
        await person.begin({**USUAL, "suicide": ["yes"]})
        assert person.guide.facts.holds("crisis")
        await person.push(AnswersScreen())
        assert person.rows["suicide"].below == "", "what was said is not read over a shoulder"
        await person.choose("suicide")
        await person.choose("no")
        assert not person.guide.facts.holds("crisis")
        assert person.screen_name == "AnswersScreen"
        await person.choose("suicide")
        await person.choose("sometimes")
        assert person.screen_name == "CrisisScreen", "never without a person"


async def test_back_from_a_later_part_of_a_list_is_the_part_before() -> None:
    """Esc after More left the question out."""
    async with drive(country="AT") as person:
        await person.begin({**USUAL, "paid": ["yes"]}, home=False)
        await person.push(QuestionsScreen())
        assert person.question == "paid-how"
        first = list(person.rows)
        await person.press("7")
        assert list(person.rows) != first
        await person.press("escape")
        assert (person.question, list(person.rows)) == ("paid-how", first)


async def test_whoever_helps_is_asked_first_whether_the_person_knows() -> None:
    async with drive(size=(40, 12), country="AT") as person:
        await person.choose("helper")
        person.sees(person.line("helper-first").split(". ")[0][:30])


@pytest.mark.parametrize("lang", ["en", "de"])
async def test_more_opens_in_sight(lang: str) -> None:
    async with drive(size=(40, 12), lang=lang, country="AT") as person:
        await person.begin()
        await person.open_task(WITHOUT_FIELDS)
        await person.press("pagedown", "pagedown", "pagedown", "m")
        more = person.guide.speaker.task("evidence", WITHOUT_FIELDS)[0].more
        assert more is not None
        person.sees(person.guide.speaker.say(more)[:20])


async def test_a_wrong_passphrase_is_said_in_sight(tmp_path: Path) -> None:
    async with drive(size=(40, 12), directory=tmp_path, country="AT") as person:
        await person.begin()
        await person.push(PassphraseScreen("new"))
        await person.write("one two three four")
        await person.press("enter")
        await person.write("another")
        await person.press("enter")
        person.sees(ui("en", "passphrase.differ")[:25])


async def test_keys_are_not_pinned_any_more_when_the_window_gets_low() -> None:
    async with drive(country="AT") as person:
        await person.begin()
        pinned = ui("en", "plan.kept")
        person.sees(pinned)
        await person.resize(80, 14)
        person.does_not_see(pinned)
        await person.resize(80, 24)
        person.sees(pinned)


async def test_esc_reaches_every_answer_and_forward_they_come_again() -> None:
    """Two back and one forward left out the question between, and its wrong answer."""
    async with drive(country="AT") as person:
        await person.begin({"who": ["self"], "device": ["mine"]}, home=False)
        await person.push(QuestionsScreen())
        seen = []
        for answer in ("adult", "no", "no", "stranger"):
            seen.append(person.question)
            await person.choose(answer)
        here = person.question
        await person.press("escape", "escape")
        assert person.question == seen[-2]
        await person.choose("no")
        assert person.question == seen[-1], "answered before, and shown again"
        await person.choose("stranger")
        assert person.question == here
        for question in reversed(seen):
            await person.press("escape")
            assert person.question == question


async def test_esc_goes_back_to_what_was_answered_before_the_device_was_asked_again() -> None:
    async with drive(country="AT") as person:
        await person.begin({"who": ["self"], "device": ["mine"], "age": ["adult"]}, home=False)
        await flow.ask(person.app)
        await person.settle()
        assert person.question == "danger"
        await person.press("escape")
        assert person.question == "age"


async def test_keep_openly_twice_is_the_same_and_keep_nothing_afterwards_is_nothing(tmp_path: Path) -> None:
    """Back to the question, and the same row again: it was said that another window has the file open."""
    async with drive(country="AT", directory=tmp_path) as person:
        await person.begin({"who": ["self"], "device": ["mine"]}, home=False)
        for _ in range(2):
            await person.push(StorageScreen())
            await person.choose("plain")
            assert person.guide.desk.mode == "plain"
            person.does_not_see(ui("en", "store.store-locked")[:30])
        await person.app.answer("age", ["adult"])
        assert (tmp_path / "store.db").exists()
        await person.push(StorageScreen())
        person.does_not_see(ui("en", "storage.already"))
        await person.choose("none")
        assert person.guide.desk.mode == "memory"
        assert not (tmp_path / "store.db").exists()
        assert person.guide.answers["age"] == ("adult",), "one goes on with what was said"


async def test_a_line_for_men_that_is_closed_today_is_said_with_the_one_for_women() -> None:
    async with drive(at=SUNDAY_NIGHT, size=TOWER) as person:
        await person.begin({**USUAL, "country": ["DE"]}, home=False)
        await person.push(HelpNowScreen())
        person.sees("116 016")
        person.does_not_see("0800 123 99 00")
        await person.choose("others")
        person.sees("0800 123 99 00")


@pytest.mark.parametrize(("age", "first"), [("adult", "ch-143"), ("14-17", "ch-147")])
def test_what_is_for_the_young_comes_last_for_an_adult(age: str, first: str) -> None:
    library = Library(content_root())
    facts = Circumstances({"age": [age], "country": ["CH"]}, library.names)
    found = [one.id for one in services_for(library, facts, ("youth-helpline", "crisis"), country="CH")]
    assert {"ch-143", "ch-147"} <= set(found)
    assert found[0] == first


async def test_a_source_that_would_tell_of_the_answer_is_not_named() -> None:
    async with drive(country="AT") as person:
        for answer, named in (("yes", False), ("no", True)):
            await person.begin({**USUAL, "suicide": [answer]})
            await person.open_task(next(task.id for _, task in person.guide.plan.tasks()))
            await person.press("y")
            assert ("suizid" in person.words) is False
            assert (".at" in person.words or ".uk" in person.words) is named, person.lines


@pytest.mark.parametrize("width", range(14, 40))
async def test_a_number_below_a_row_is_never_broken(width: int) -> None:
    row = Row("116 123  A line", "x", sign="1", note="Often busy. Try again, or 0800 111 0 222 (Germany).")
    lines = [text + end for text, end in row._text(width + 5)]
    assert any("0800 111 0 222" in line for line in lines), lines


@pytest.mark.parametrize("lang", ["en", "de"])
async def test_keep_nothing_beside_an_older_file_says_that_it_is_there(lang: str, tmp_path: Path) -> None:
    """It said that nothing is kept on this computer, with her notes in an open file."""
    async with drive(lang=lang, directory=tmp_path, country="AT") as person:
        await person.begin(keep=True)
    async with drive(lang=lang, directory=tmp_path, country="AT") as person:
        await person.begin({"who": ["self"], "device": ["mine"], "age": ["adult"]}, home=False)
        await person.push(StorageScreen())
        await person.choose("none")
        person.sees(ui(lang, "storage.stays"))
        await person.push(KeptScreen())
        person.sees(ui(lang, "kept.memory-beside"))
        person.does_not_see(ui(lang, "kept.memory")[:40])
    assert (tmp_path / "store.db").exists()


async def test_keep_nothing_after_all_leaves_no_settings(tmp_path: Path) -> None:
    async with drive(directory=tmp_path, country="AT") as person:
        await person.begin({"who": ["self"], "device": ["mine"]}, home=False)
        await person.push(StorageScreen())
        await person.choose("plain")
        assert (tmp_path / "settings.json").exists()
        await person.push(StorageScreen())
        await person.choose("none")
        assert not list(tmp_path.iterdir()), list(tmp_path.iterdir())


async def test_a_follow_up_goes_with_its_answer() -> None:
    """Nothing paid after all: and still "because money has just gone", also the next day."""
    async with drive(country="AT") as person:
        await person.begin({**USUAL, "paid": ["no"]})
        before = [task.id for _, task in person.guide.plan.tasks()]
        await person.begin({"paid": ["yes"], "paid-how": ["paysafecard"], "paid-when": ["last-24h"]})
        assert [task.id for _, task in person.guide.plan.tasks()] != before
        await person.app.answer("paid", ["no"])
        assert not {"paid-how", "paid-when"} & set(person.guide.answers)
        assert [task.id for _, task in person.guide.plan.tasks()] == before


async def test_next_is_taken_below_the_edge_once_something_is_ticked() -> None:
    async with drive(size=(40, 12), country="AT") as person:
        await person.begin({"device": ["mine"]}, home=False)
        await person.push(OneQuestionScreen("platforms", change=True))
        await person.press("0")
        assert person.question == "platforms", "nothing is ticked: read on first"
        for key in ("1", "0", "0", "1"):
            person._send(key)
        await person.settle()
        assert person.guide.answers["platforms"], "still ticked"
        assert person.question != "platforms"
