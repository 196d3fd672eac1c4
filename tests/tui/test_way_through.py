"""The whole way, as a person goes it: from the opening to a plan with nothing open."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import CATALOGUE, NORMAL, TALL, Person, bytes_of, drive, kept, plain, ui

from sextortion_helper.case.models import TaskState
from sextortion_helper.knowledge.catalogue import Voice
from sextortion_helper.tui.screens.questions import QuestionsScreen
from sextortion_helper.tui.widgets.row import Row


async def to_the_questions(person: Person, *, keep: bool = False) -> Person:
    """A short cut past the opening, which other tests go through."""
    await person.begin({"who": ["self"], "device": ["mine"], "country": ["AT"]}, keep=keep, home=False)
    return await person.push(QuestionsScreen())


async def usual_answers(person: Person, age: str = "adult") -> Person:
    """The ten questions, each answered by its number."""
    await person.answer("age", age)
    await person.answer("danger", "no")
    await person.answer("suicide", "no")
    await person.answer("offender", "stranger")
    await person.answer("demand", "money")
    await person.answer("material", "sent-or-filmed")
    await person.answer("paid", "no")
    await person.answer("published", "no")
    await person.answer("danger-if-known", "none")
    await person.answer("platforms", "instagram", "whatsapp")
    return await person.answer("account", "fine")


@pytest.mark.parametrize("lang", ["en", "de"])
async def test_the_whole_way(lang: str, place: Path, own_library: None) -> None:
    form = "sie" if lang == "de" else "you"
    lines = CATALOGUE.file(lang, "opening")["lines"]
    asks = CATALOGUE.file(lang, "questions")
    voice = Voice(lang, form)
    async with drive(lang=lang, directory=place) as person:
        person.sees(
            lines["opening-title"]
            if isinstance(lines["opening-title"], str)
            else lines["opening-title"][form]
        )
        assert person.where == "start"
        await person.press("enter")
        person.sees(CATALOGUE.find(voice, "opening", "lines", "first-title") or "?")
        await person.press("enter")
        person.sees(voice.pick(asks["device"]["ask"]))
        await person.press("1")
        person.sees(CATALOGUE.find(voice, "opening", "lines", "storage-ask") or "?")
        await person.press("2")
        person.sees(ui(lang, "country-screen.ask"))
        assert person.where == "AT", "the guess stands first"
        await person.press("1")
        person.sees(voice.pick(asks["age"]["ask"]), ui(lang, "questions.count", number=1, count=10))
        await usual_answers(person)
        assert person.stack == ["OpeningScreen", "PlanScreen"]
        person.sees(ui(lang, "plan.where"), ui(lang, "plan.next"), ui(lang, "phase.now"))

        tasks = [task.id for _, task in person.guide.plan.tasks()]
        await person.press("enter")
        walked = []
        while person.screen_name == "TaskScreen":
            pair = person.screen.pair()  # type: ignore[attr-defined]
            walked.append(pair[1].id)
            assert person.where == "done", "Done has the focus"
            assert plain(person.rows["done"].label) == ui(lang, "task.done")
            await person.choose("done")
            assert len(walked) <= len(tasks), f"goes round: {walked}"
        assert walked == tasks, "every task comes once, in the order of the plan"
        assert person.screen_name == "PlanScreen"
        person.sees(ui(lang, "plan.nothing-open"))
        person.does_not_see(ui(lang, "plan.next") + "  ")
        assert {person.guide.state(task) for task in tasks} == {TaskState.DONE}
        assert all(row.sign == "✓" for row in person.screen.query(Row) if row.ident.startswith("step:"))
    assert kept(place)["tasks"] == dict.fromkeys(tasks, "done")


@pytest.mark.parametrize(("age", "du"), [("14-17", True), ("adult", False), ("adult-then-minor", False)])
async def test_du_from_the_age_on_else_sie(age: str, du: bool) -> None:
    async with drive(lang="de") as person:
        await to_the_questions(person)
        asks = CATALOGUE.file("de", "questions")
        person.sees(asks["age"]["ask"]["sie"])
        await person.choose(age)
        person.sees(asks["danger"]["ask"]["du" if du else "sie"])
        person.does_not_see(asks["danger"]["ask"]["sie" if du else "du"])


async def test_a_helper_of_a_minor_is_addressed_with_sie() -> None:
    async with drive(lang="de") as person:
        await person.choose("helper")
        await person.choose("parent")
        await person.choose("on")
        await person.choose("mine")
        await person.choose("AT")
        await person.choose("14-17")
        assert person.app.voice == Voice("de", "sie", True)


async def test_esc_goes_back_with_the_answer_still_marked() -> None:
    async with drive() as person:
        for ident in ("start", "on", "mine", "AT"):
            await person.choose(ident)
        await person.answer("age", "adult")
        await person.answer("danger", "no")
        assert person.question == "suicide"
        await person.press("escape")
        assert person.question == "danger"
        assert "✓" in person.rows["no"].label
        assert [ident for ident, row in person.rows.items() if "✓" in row.label] == ["no"]
        await person.press("escape")
        assert person.question == "age"
        assert "✓" in person.rows["adult"].label
        await person.press("escape")
        assert person.screen_name == "CountryScreen", "before the first question: one screen back"
        await person.press("escape")
        await person.press("escape")
        assert person.screen_name == "FirstMinuteScreen"
        await person.press("escape", "escape", "escape")
        assert person.screen_name == "OpeningScreen", "Esc never leaves"
        assert person.app.is_running


async def test_a_changed_answer_goes_on_with_the_changed_one() -> None:
    async with drive() as person:
        await to_the_questions(person)
        await person.answer("age", "adult")
        await person.press("escape")
        await person.answer("age", "14-17")
        assert person.question == "danger"
        assert person.guide.answers["age"] == ("14-17",)


async def test_show_my_steps_from_the_third_question_on() -> None:
    async with drive() as person:
        await to_the_questions(person)
        hint = ui("en", "questions.steps")
        person.does_not_see(hint)
        await person.press("s")
        assert person.question == "age", "S does nothing yet"
        await person.answer("age", "adult")
        person.does_not_see(hint)
        await person.press("s")
        assert person.question == "danger"
        await person.answer("danger", "no")
        person.sees(f"S {hint}")
        await person.press("s")
        assert person.screen_name == "PlanScreen"
        assert not person.guide.plan.incomplete


async def test_several_answers_are_ticked_with_space_and_number_and_end_with_next() -> None:
    async with drive() as person:
        await to_the_questions(person)
        await person.answer("age", "adult")
        await person.answer("danger", "no")
        await person.answer("suicide", "no")
        await person.answer("offender", "stranger")
        assert person.question == "demand"
        assert all("[ ]" in row.label for row in person.rows.values() if row.ident != ":next")
        assert person.where == "money"
        await person.press("space")
        assert "[x]" in person.rows["money"].label
        assert person.question == "demand", "a tick does not go on"
        await person.choose("images")
        person.sees("[x] " + person.guide.speaker.option("demand", "images", None))
        assert person.where == ":next", "whoever ticks by number finds Next under Enter"
        await person.choose("images")
        assert "[ ]" in person.rows["images"].label, "the same number again takes it back"
        await person.choose("unknown")
        assert [i for i, row in person.rows.items() if "[x]" in row.label] == ["unknown"], "alone"
        await person.choose("meeting")
        assert [i for i, row in person.rows.items() if "[x]" in row.label] == ["meeting"]
        await person.press("0")
        assert person.question == "material"
        assert person.guide.answers["demand"] == ("meeting",)
        await person.press("escape")
        assert "[x]" in person.rows["meeting"].label


async def test_next_without_a_tick_goes_on() -> None:
    async with drive() as person:
        await to_the_questions(person)
        for question, option in (
            ("age", "adult"),
            ("danger", "no"),
            ("suicide", "no"),
            ("offender", "stranger"),
        ):
            await person.answer(question, option)
        await person.press("0")
        assert person.question == "material"
        assert "demand" not in person.guide.answers


async def test_every_question_can_be_skipped() -> None:
    async with drive() as person:
        await to_the_questions(person)
        asked = []
        while person.screen_name == "QuestionsScreen":
            asked.append(person.question)
            assert {"unknown", "rather-not"} <= set(person.rows), person.text
            assert not any("✓" in row.label or "[x]" in row.label for row in person.rows.values())
            await person.answer(person.question, "rather-not")
            assert len(asked) < 25, asked
        assert person.screen_name == "PlanScreen"
        assert next(iter(person.guide.plan.tasks()), None) is not None


async def test_a_child_alone_is_asked_four_questions_and_gets_at_most_three_tasks() -> None:
    async with drive() as person:
        await to_the_questions(person)
        await person.answer("age", "under-14")
        person.sees(ui("en", "questions.count", number=2, count=4))
        await person.answer("danger", "no")
        person.sees(CATALOGUE.file("en", "questions")["suicide"]["wordings"]["child"]["ask"]["you"])
        await person.answer("suicide", "no")
        person.sees(ui("en", "questions.count", number=4, count=4))
        await person.answer("offender", "not-family")
        assert person.screen_name == "PlanScreen"
        assert 1 <= len(list(person.guide.plan.tasks())) <= 3


@pytest.mark.parametrize("option", ["yes", "unknown"])
async def test_danger_shows_the_danger_page_once(option: str) -> None:
    async with drive() as person:
        await to_the_questions(person)
        await person.answer("age", "adult")
        await person.choose(option)
        person.sees(ui("en", "danger.title"), "144", "133", "112", "Austria")
        assert person.where == "back"
        await person.choose("help")
        assert person.screen_name == "HelpNowScreen"
        await person.press("escape")
        await person.choose("back")
        assert person.screen_name == "QuestionsScreen"
        assert person.question == "suicide"


async def test_no_danger_shows_no_danger_page() -> None:
    async with drive() as person:
        await to_the_questions(person)
        await person.answer("age", "adult")
        await person.choose("no")
        assert person.screen_name == "QuestionsScreen"


@pytest.mark.parametrize("option", ["yes", "sometimes"])
async def test_suicide_puts_a_person_first_and_is_never_kept(option: str, place: Path) -> None:
    async with drive(directory=place) as person:
        await to_the_questions(person, keep=True)
        await person.answer("age", "adult")
        await person.answer("danger", "no")
        await person.choose(option)
        assert person.screen_name == "CrisisScreen"
        person.sees(*(person.line(f"crisis-{number}") for number in range(1, 5)))
        assert [row.sign for row in person.rows.values()] == ["1", "2", "3", "4"]

        await person.press("1")
        person.sees(person.line("crisis-someone"))
        await person.press("escape")
        person.sees(person.line("crisis-1"))

        await person.press("2")
        person.sees(ui("en", "crisis.other-lines"), "142", person.line("crisis-nobody-end"))
        await person.press("escape")

        await person.press("3")
        person.sees(person.line("crisis-no-call"), person.line("what-happens"))
        await person.press("escape")

        await person.press("4")
        assert person.screen_name == "PlanScreen", "to the steps; it never blocks"
        person.sees(person.line("crisis-3"))
        assert person.guide.plan.steps[0].id == "stay-safe"
        assert person.rows[next(i for i in person.rows if i.startswith("task:"))].ident.startswith(
            "task:stay-safe"
        )

        assert person.guide.answers["suicide"] == (option,)
        assert "suicide" not in person.guide.desk.case.answers
        await person.press("a")
        assert person.rows["suicide"].below == "", "nor is what was said listed among the answers"
        await person.press("escape", "ctrl+q")
    assert "suicide" not in kept(place)["answers"]
    assert kept(place)["answers"]["danger"] == '["no"]', "the store was in use"
    assert b"suicide" not in bytes_of(place)
    assert b"crisis" not in bytes_of(place)


@pytest.mark.parametrize("option", ["unknown", "rather-not"])
@pytest.mark.parametrize(("age", "numbers"), [("adult", ("144", "112", "142")), ("14-17", ("112", "147"))])
async def test_skipping_suicide_shows_a_quiet_line(option: str, age: str, numbers: tuple[str, ...]) -> None:
    async with drive() as person:
        await to_the_questions(person)
        await person.answer("age", age)
        await person.answer("danger", "no")
        await person.choose(option)
        assert person.question == "offender"
        line = person.line("danger-unsure")
        person.sees(line)
        assert all(number in line for number in numbers)
        assert "Austria" in line
        await person.choose("stranger")
        person.does_not_see(line)


async def test_a_helper_is_asked_about_the_person() -> None:
    async with drive(size=NORMAL) as person:
        await person.choose("helper")
        assert "self" not in person.rows
        await person.choose("friend")
        await person.choose("on")
        await person.choose("mine")
        await person.choose("AT")
        person.sees(CATALOGUE.file("en", "questions")["age"]["ask"]["helper"])


async def test_the_known_person_path_changes_nothing_suddenly() -> None:
    async with drive(size=TALL) as person:
        await person.choose("start")
        await person.press("k")
        assert person.screen_name == "KnownScreen"
        await person.press("enter")
        assert person.question == "device"


async def test_someone_who_was_sent_a_picture_gets_a_page_of_their_own() -> None:
    async with drive(size=TALL) as person:
        await person.choose("helper")
        await person.choose("recipient")
        person.sees(ui("en", "recipient.title"), *(ui("en", f"recipient.line-{n}") for n in range(1, 6)))
        await person.choose("help")
        assert person.screen_name == "HelpNowScreen"
        await person.press("f1")
        await person.press("escape")
        assert person.screen_name == "OpeningScreen"


async def test_a_watched_device_is_never_offered_to_keep_anything(place: Path) -> None:
    async with drive(directory=place) as person:
        await person.choose("start")
        await person.choose("on")
        await person.choose("watched")
        assert person.screen_name == "CountryScreen"
    assert not place.exists() or not any(place.iterdir())


async def test_the_entry_that_something_else_happened_changes_the_plan_and_back() -> None:
    async with drive() as person:
        await person.begin()
        before = [step.name for step in person.guide.plan.steps]
        await person.press("e")
        await person.choose("accused")
        assert person.screen_name == "PlanScreen"
        assert [step.name for step in person.guide.plan.steps] != before
        await person.press("e")
        person.sees(ui("en", "entries.chosen"))
        await person.choose("accused")
        assert [step.name for step in person.guide.plan.steps] == before


async def test_changing_an_answer_keeps_the_ticks() -> None:
    async with drive(size=TALL) as person:
        await person.begin()
        await person.press("enter", "1", "escape")
        done = next(iter(person.guide.desk.case.tasks))
        await person.press("a")
        await person.choose("paid")
        await person.choose("yes")
        assert person.guide.answers["paid"] == ("yes",)
        assert person.guide.state(done) is TaskState.DONE


async def test_later_skip_and_open_again() -> None:
    async with drive(size=TALL) as person:
        await person.begin()
        first, second = (task.id for _, task in list(person.guide.plan.tasks())[:2])
        await person.press("enter", "2")
        assert person.guide.state(first) is TaskState.OPEN, "later leaves it open"
        assert person.screen.pair()[1].id == second  # type: ignore[attr-defined]
        await person.press("3")
        assert person.guide.state(second) is TaskState.SKIPPED
        await person.open_task(second)
        person.sees(ui("en", "task.reason"), f"{ui('en', 'task.skip')} ✓")
        await person.choose("open")
        assert person.guide.state(second) is TaskState.OPEN
