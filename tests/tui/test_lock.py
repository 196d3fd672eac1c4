"""The lock, and what is said where a passphrase is chosen: what only its owner may pass [R16]."""

from __future__ import annotations

from pathlib import Path

import pytest
from counsellor import WORDS, choose_passphrase, until_words
from harness import USUAL, Person, drive, ui

from sextortion_helper.case import vault
from sextortion_helper.case.store import Store
from sextortion_helper.errors import StoreReadOnlyError
from sextortion_helper.paths import sealed_file, settings_file, store_file
from sextortion_helper.tui.screens.helper_side import HelperSideScreen
from sextortion_helper.tui.screens.kept import KeptScreen
from sextortion_helper.tui.screens.passphrase import PassphraseScreen
from sextortion_helper.tui.widgets.field import CleanInput

WRONG = "not the right passphrase"
PRIVATE = ("PlanScreen", "TaskScreen", "AnswersScreen", "KeptScreen", "FindScreen", "HelperSideScreen")


async def sealed(person: Person, place: Path) -> None:
    """A case with all answers, under WORDS."""
    await person.begin()
    person.guide.switch(Store.sealed(sealed_file(place), WORDS))
    await person.settle()


async def type_passphrase(person: Person, words: str) -> None:
    await person.write(words)
    await person.press("enter")
    await person.settle()


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """After which try in a row it was waited; none takes time here."""
    tries: list[int] = []

    def delay(wrong: int) -> float:
        tries.append(wrong)
        return 0.0

    monkeypatch.setattr(vault, "delay_after", delay)
    return tries


@pytest.mark.parametrize("way", ["cover", "idle"])
async def test_help_is_above_the_lock_and_never_lifts_it(way: str, place: Path) -> None:
    """Also where help was open below, as someone reads it when the lock comes."""
    async with drive(directory=place) as person:
        await sealed(person, place)
        await person.press("f1")
        assert person.screen_name == "HelpNowScreen"
        if way == "cover":
            await person.press("f2", "f2")
        else:
            person.app.lock()
            await person.settle()
        assert person.screen_name == "PassphraseScreen"
        keys = (
            "f1",
            "w",
            "a",
            "escape",
            "f3",
            "f9",
            "f1",
            "f1",
            "ctrl+p",
            "?",
            "escape",
            "f1",
            "c",
            "escape",
        )
        for key in keys:
            await person.press(key)
            assert person.app.locked, key
            assert person.screen_name not in PRIVATE, key
        while person.screen_name != "PassphraseScreen":
            await person.press("f1" if person.screen_name == "HelpNowScreen" else "escape")
        await person.press("f1")
        assert person.screen_name == "HelpNowScreen", "help is never behind a passphrase"
        await person.press("f1")
        await person.press(*["backspace"] * 20)
        await type_passphrase(person, WORDS)
        await person.until(lambda: not person.app.locked, "unlocked")
        assert person.screen_name == "HelpNowScreen", "where it was locked"


async def test_wrong_tries_are_counted_wherever_they_are_made(place: Path, waits: list[int]) -> None:
    Store.sealed(sealed_file(place), WORDS).close()
    async with drive(directory=place) as person:
        for tries in (1, 2, 3):
            await person.choose("open")
            await type_passphrase(person, WRONG)
            await until_words(person, ui("en", "open.nothing"))
            await person.until(lambda tries=tries: len(waits) == tries, "the wait")
            await person.press("escape")
        await person.begin()
        await person.push(PassphraseScreen("new"))
        await person.write(WRONG)
        await person.press("tab")
        await type_passphrase(person, WRONG)
        await until_words(person, ui("en", "passphrase.other"))
        await person.until(lambda: len(waits) == 4, "the wait: else this is where one tries")
        assert waits == [1, 2, 3, 4]
        await person.press("escape")
        await person.push(PassphraseScreen("open"))
        await type_passphrase(person, WORDS)
        await person.until(lambda: person.guide.desk.mode == "passphrase", "open")
        assert person.app.wrong_tries == 0


async def test_open_takes_its_time_also_where_nothing_is_kept(
    place: Path, monkeypatch: pytest.MonkeyPatch, waits: list[int]
) -> None:
    pretended: list[str] = []
    monkeypatch.setattr(vault, "pretend", pretended.append)
    async with drive(directory=place) as person:
        await person.choose("open")
        await type_passphrase(person, WRONG)
        await until_words(person, ui("en", "open.nothing"))
    assert pretended == [WRONG]


@pytest.mark.parametrize("lang", ["en", "de"])
async def test_before_one_chooses_it_is_said_that_there_is_no_way_back(lang: str, place: Path) -> None:
    async with drive(lang=lang, directory=place) as person:
        await person.begin()
        await person.push(PassphraseScreen("new"))
        person.sees(ui(lang, "passphrase.no-way-back"))
        words = person.screen._words  # type: ignore[attr-defined]
        assert len(words.split()) == 6
        person.sees(words)
        await person.choose("words")
        person.does_not_see(words)
        await person.go_to("field:first")
        await person.write("short")
        await person.press("tab")
        await type_passphrase(person, "short")
        await until_words(person, ui(lang, "store.passphrase-short"))
        assert person.guide.desk.mode == "memory"
        assert not sealed_file(place).exists()


async def test_where_there_is_no_cipher_it_is_said_and_the_rest_works(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "cipher_version", lambda: None)
    async with drive(directory=place) as person:
        await person.begin()
        await person.push(KeptScreen())
        await person.choose("seal")
        await until_words(person, ui("en", "store.store-no-cipher"))
        assert person.screen_name == "KeptScreen"
        assert not sealed_file(place).exists()


async def test_under_a_passphrase_no_setting_stands_in_the_open(place: Path) -> None:
    async with drive(directory=place) as person:
        await sealed(person, place)
        await person.press("l")
        assert person.app.voice.lang == "de"
        person.app.change_settings(theme="quiet-light")
        assert not settings_file(place).exists()


@pytest.mark.parametrize("stays", [False, True])
async def test_what_was_open_and_goes_under_a_passphrase_says_what_is_left(
    stays: bool, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise StoreReadOnlyError(path)

    async with drive(directory=place) as person:
        await person.begin(keep=True)
        assert person.guide.desk.mode == "plain"
        await person.push(KeptScreen())
        await person.choose("seal")
        if stays:
            monkeypatch.setattr(Store, "wipe", staticmethod(refuse))
        await choose_passphrase(person)
        await person.until(lambda: person.guide.desk.mode == "passphrase", "sealed")
        await until_words(person, ui("en", "kept.not-gone" if stays else "kept.sealed"))
        assert store_file(place).exists() == stays


async def test_a_turned_screen_gives_no_reasons() -> None:
    async with drive() as person:
        await person.begin({**USUAL, "who": ["counsellor"]})
        person.guide.counsellor = True
        _, task = next(iter(person.guide.plan.tasks()))
        await person.open_task(task.id)
        person.sees(ui("en", "task.why"))
        await person.push(HelperSideScreen())
        await person.choose("turn")
        person.does_not_see(ui("en", "task.why"))
        before = person.stack
        await person.press("y")
        assert person.stack == before


async def test_while_it_waits_every_key_is_heard(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After Esc in the wait, help could not be closed for 20 seconds."""
    tried: list[str] = []
    monkeypatch.setattr(vault, "delay_after", lambda _: 600.0)
    monkeypatch.setattr(vault, "pretend", tried.append)
    async with drive(directory=place) as person:
        await person.choose("open")
        await type_passphrase(person, WRONG)
        await until_words(person, ui("en", "open.nothing"))
        await type_passphrase(person, WRONG)
        await until_words(person, ui("en", "passphrase.wait", seconds=600))
        await person.write("typed meanwhile")
        assert person.screen.query_one(CleanInput).value == "typed meanwhile"
        await person.press("f1")
        assert person.screen_name == "HelpNowScreen"
        await person.press("f1", "escape")
        assert person.screen_name == "OpeningScreen"
        await person.press("f1", "f1")
        assert person.screen_name == "OpeningScreen"
        await person.choose("open")
        await type_passphrase(person, WRONG)
        await until_words(person, "Please wait")
        assert tried == [WRONG], "nothing is tried before its time, wherever one asks"
        person.app.next_try = 0.0
        await person.press("escape")
        await person.choose("open")
        await type_passphrase(person, WRONG)
        await until_words(person, ui("en", "open.nothing"))
        assert len(tried) == 2


async def test_it_opens_though_help_was_opened_meanwhile(place: Path) -> None:
    """Help is not closed instead of the question, and what is open comes when it is left."""
    async with drive(directory=place) as person:
        await sealed(person, place)
    async with drive(directory=place) as person:
        await person.choose("open")
        await person.write(WORDS)
        person._send("enter")
        person._send("f1")
        await person.until(lambda: person.guide.desk.mode == "passphrase", "open")
        assert person.screen_name == "HelpNowScreen"
        await person.press("f1")
        await person.until(lambda: person.screen_name == "CheckInScreen", "the check-in")


async def test_what_is_typed_while_it_waits_is_tried_next(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The right one, typed in the wait, stood under "That is not the passphrase"."""
    monkeypatch.setattr(vault, "delay_after", lambda _: 2.0)
    async with drive(directory=place) as person:
        await sealed(person, place)
        person.app.lock()
        await person.settle()
        await type_passphrase(person, WRONG)
        await until_words(person, ui("en", "store.passphrase-wrong"))
        await type_passphrase(person, WRONG)
        await until_words(person, "Please wait")
        assert person.screen.query_one(CleanInput).value == "", "taken"
        await type_passphrase(person, WORDS)
        assert person.screen.query_one(CleanInput).value == "", "taken in its place"
        await person.until(lambda: not person.app.locked, "unlocked")
