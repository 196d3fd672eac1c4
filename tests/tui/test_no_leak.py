"""[R16] When something unexpected breaks, nothing of what the person wrote is printed."""

from __future__ import annotations

import io

import pytest
from harness import USUAL, Person, drive, ui
from rich.console import Console

from sextortion_helper.errors import ContentError
from sextortion_helper.tui.app import NextSteps
from sextortion_helper.tui.guide import Guide
from sextortion_helper.tui.screens.plan import PlanScreen
from sextortion_helper.tui.screens.task import TaskScreen

SECRET = "lena-4711-secret"


class DrawnError(Exception):
    """An exception that knows how to draw itself, as some of Textual's do."""

    def __rich__(self) -> str:
        return f"drawn {self.args[0]}"


def printed(app: NextSteps) -> str:
    """What the app would leave in the terminal."""
    out = io.StringIO()
    console = Console(file=out, width=200)
    for renderable in app._exit_renderables:
        console.print(renderable)
    app.error_console.file = out
    app._print_error_renderables()
    return out.getvalue()


async def fails(person: Person, *keys: str) -> NextSteps:
    """Press keys after which the app breaks, and wait for its end."""
    for key in keys:
        person._send(key)
    await person.until(lambda: person.app._exception is not None, "it breaks")
    return person.app


@pytest.mark.parametrize(("kind", "lang"), [(ValueError, "en"), (DrawnError, "en"), (KeyError, "de")])
async def test_an_unexpected_error_prints_one_sentence_and_nothing_else(
    kind: type[Exception], lang: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    async def broken(self: PlanScreen, ident: str) -> None:
        secret = f"{SECRET} in a local"
        raise kind(secret)

    monkeypatch.setattr(PlanScreen, "chosen", broken)
    app = None
    with pytest.raises(kind):
        async with drive(lang=lang) as person:
            await person.begin()
            app = await fails(person, "enter")
    assert app is not None
    assert app.return_code == 1
    assert app.farewell == ui(lang, "error.unexpected")
    out, err = capfd.readouterr()
    for text in (out, err, printed(app), app.farewell):
        assert SECRET not in text
        assert "Traceback" not in text
        assert "PlanScreen" not in text


@pytest.mark.parametrize("where", ["action", "compose", "worker", "timer"])
async def test_wherever_it_breaks(
    where: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        secret = SECRET
        raise ValueError(secret)

    app = None
    with pytest.raises(Exception) as caught:  # noqa: PT011 - Textual wraps an error of a worker
        async with drive() as person:
            await person.begin()
            if where == "action":
                monkeypatch.setattr(PlanScreen, "action_answers", broken)
                app = await fails(person, "a")
            elif where == "compose":
                monkeypatch.setattr(TaskScreen, "body", broken)
                app = await fails(person, "enter")
            elif where == "worker":

                async def work() -> None:
                    broken()

                person.app.run_worker(work())
                app = await fails(person)
            else:
                person.screen.set_timer(0.01, broken)
                app = await fails(person)
    assert caught is not None
    assert app is not None
    assert app.return_code == 1
    assert app.farewell == ui("en", "error.unexpected")
    out, err = capfd.readouterr()
    assert SECRET not in out + err + printed(app)
    assert "Traceback" not in out + err + printed(app)


async def test_what_was_saved_before_the_error_is_still_there(
    place: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pathlib import Path

    from harness import kept

    assert isinstance(place, Path)

    def broken(*_: object) -> None:
        raise ValueError(SECRET)

    with pytest.raises(ValueError, match=SECRET):
        async with drive(directory=place) as person:
            await person.begin(keep=True)
            monkeypatch.setattr(PlanScreen, "action_answers", broken)
            await fails(person, "a")
    assert kept(place)["answers"]["age"] == '["adult"]'


@pytest.mark.parametrize("error", [ContentError("x.yaml", 1, "", SECRET), RuntimeError(SECRET)])
async def test_content_that_cannot_be_read_ends_the_program_and_does_not_hang(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(self: NextSteps) -> Guide:
        raise error

    monkeypatch.setattr(NextSteps, "_make_guide", broken)
    app = NextSteps(guess="AT")
    with pytest.raises(Exception):  # noqa: B017, PT011
        async with app.run_test() as pilot:
            person = Person(app, pilot)
            await person.until(lambda: app._loaded.is_set(), "loading has ended, well or not")
            await person.press("f1")
            assert person.screen_name == "HelpNowScreen", "help works without the rest"
            await person.press("f1")
            await fails(person, "1")
    assert app.return_code == 1
    assert app.farewell == ui("en", "error.unexpected")
    out, err = capfd.readouterr()
    assert SECRET not in out + err + printed(app)


async def test_no_answer_is_in_the_title_of_the_window() -> None:
    async with drive() as person:
        await person.begin(USUAL)
        assert person.app.title == "Next steps"
        assert not person.app.sub_title
        top = person.text.splitlines()[0]
        assert not any(word in top.lower() for word in ("sextortion", "blackmail", "picture"))
