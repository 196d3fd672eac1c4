"""Find: a place, a step, a service by name or number."""

from __future__ import annotations

from harness import USUAL, drive, ui

CTRL_P = "ctrl+p"


FOUND = (
    ("settings", "SettingsScreen", "Settings"),
    ("is this the", "RecogniseScreen", "Is this the scam?"),
    ("kept here", "KeptScreen", "Nothing is kept"),
    ("change an answer", "AnswersScreen", "Which answer"),
    ("the police", "TaskScreen", "police"),
    ("rat auf", "LinkScreen", "147"),
    ("142", "LinkScreen", "142"),
    ("stopncii", "LinkScreen", "StopNCII"),
)


async def test_find_opens_a_place_a_step_a_service() -> None:
    async with drive() as person:
        await person.begin()
        for key, (typed, screen, seen) in zip((CTRL_P, "/") * len(FOUND), FOUND, strict=False):
            await person.press(key)
            assert person.screen_name == "FindScreen"
            await person.write(typed)
            await person.press("enter")
            assert person.screen_name == screen, typed
            person.sees(seen)
            assert "FindScreen" not in person.stack
            await person.press("escape")
            assert person.screen_name == "PlanScreen", "back to where Find was opened"


async def test_a_match_is_chosen_with_the_arrows() -> None:
    async with drive() as person:
        await person.begin()
        await person.press(CTRL_P)
        await person.write("telefonseelsorge")
        await person.press("down", "enter")
        assert person.screen_name == "LinkScreen"
        person.sees("TelefonSeelsorge", "Austria")


async def test_nothing_found_is_said_and_enter_does_nothing() -> None:
    async with drive() as person:
        await person.begin()
        await person.press(CTRL_P)
        await person.write("zzzzzz")
        person.sees(ui("en", "find.nothing"))
        await person.press("enter")
        assert person.screen_name == "FindScreen"
        await person.press("escape")
        assert person.screen_name == "PlanScreen"


async def test_only_services_of_the_country_are_found() -> None:
    async with drive() as person:
        await person.begin()
        await person.press(CTRL_P)
        await person.write("kinder jugendtelefon")
        person.does_not_see("Germany")
        await person.press("escape", CTRL_P)
        assert person.screen_name == "FindScreen"


async def test_before_the_country_is_known_each_service_names_its_own() -> None:
    async with drive() as person:
        await person.press(CTRL_P)
        await person.write("142")
        for label in (row.label for row in person.rows.values()):
            assert label.endswith(")"), label


async def test_a_minor_finds_no_tool_for_adults() -> None:
    async with drive() as person:
        await person.begin({**USUAL, "age": ["14-17"]})
        await person.press(CTRL_P)
        await person.write("stopncii")
        assert not [row for row in person.rows.values() if "StopNCII" in row.label]


async def test_find_never_opens_the_plan_in_place_of_the_suicide_answer() -> None:
    async with drive() as person:
        await person.begin()
        await person.press(CTRL_P, "escape", CTRL_P, CTRL_P)
        assert person.stack.count("FindScreen") == 1
