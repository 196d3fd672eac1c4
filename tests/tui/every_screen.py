"""Every screen of the program by name, and how to open it on top of whatever there is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from harness import Person
from textual.app import ComposeResult

from sextortion_helper.case.store import Store
from sextortion_helper.tui import present
from sextortion_helper.tui.screens.already_kept import AlreadyKeptScreen, WhichScreen
from sextortion_helper.tui.screens.answers import AnswersScreen, EntriesScreen
from sextortion_helper.tui.screens.checkin import CheckInScreen
from sextortion_helper.tui.screens.country import CountryScreen
from sextortion_helper.tui.screens.crisis import CrisisScreen
from sextortion_helper.tui.screens.facts import PaymentScreen, PlatformScreen, RightsScreen
from sextortion_helper.tui.screens.find import FindScreen
from sextortion_helper.tui.screens.first_minute import FirstMinuteScreen
from sextortion_helper.tui.screens.help_now import HelpNowScreen
from sextortion_helper.tui.screens.helper_side import HelperSideScreen, ScriptScreen, panel_page
from sextortion_helper.tui.screens.kept import KeptScreen
from sextortion_helper.tui.screens.keys import KeysScreen
from sextortion_helper.tui.screens.known import KnownScreen
from sextortion_helper.tui.screens.notes import AGREED, NotesScreen
from sextortion_helper.tui.screens.pages import RecogniseScreen, danger_page, hard_page, recipient_page
from sextortion_helper.tui.screens.passphrase import PassphraseScreen, Purpose
from sextortion_helper.tui.screens.plan import PlanScreen
from sextortion_helper.tui.screens.question import OneQuestionScreen
from sextortion_helper.tui.screens.questions import QuestionsScreen
from sextortion_helper.tui.screens.sealed_answer import SealedAnswerScreen
from sextortion_helper.tui.screens.sessions import AliasScreen, KeepSessionsScreen, SessionsScreen
from sextortion_helper.tui.screens.settings import SettingsScreen
from sextortion_helper.tui.screens.slip import SlipScreen
from sextortion_helper.tui.screens.storage import StorageScreen

Opener = Callable[[Person], Awaitable[object]]


def _push(make: Callable[[Person], object]) -> Opener:
    async def opener(person: Person) -> object:
        return await person.push(make(person))  # type: ignore[arg-type]

    return opener


async def _task(person: Person) -> object:
    return await person.open_task(next(task.id for _, task in person.guide.plan.tasks()))


async def _task_with_fields(person: Person) -> object:
    await person.open_task("evidence-account")
    return await person.go_to("done")


async def _why(person: Person) -> object:
    await person.open_task(next(task.id for _, task in person.guide.plan.tasks()))
    return await person.press("y")


async def _number(person: Person) -> object:
    await person.push(HelpNowScreen())
    return await person.press("1")


async def _service(person: Person) -> object:
    present.open_service(person.app, "at-telefonseelsorge")
    return await person.settle()


async def _tool(person: Person) -> object:
    present.open_tool(person.app, next(iter(person.guide.library.tools)))
    return await person.settle()


async def _crisis_nobody(person: Person) -> object:
    await person.push(CrisisScreen())
    return await person.press("2")


async def _deleting(person: Person) -> object:
    await person.push(KeptScreen())
    return await person.choose("everything")


async def _found(person: Person) -> object:
    """Find, a word in its field, the focus on the first match: letters act there."""
    await person.push(FindScreen())
    await person.write("142")
    return await person.press("down")


async def _notes(person: Person) -> object:
    await person.push(NotesScreen())
    return await person.go_to("back")


async def _slip(person: Person) -> object:
    await person.push(SlipScreen())
    return await person.go_to("back")


async def _alias(person: Person) -> object:
    await person.push(AliasScreen())
    return await person.go_to("back")


async def _panel(person: Person) -> object:
    await person.push(HelperSideScreen())
    return await person.push(panel_page(person.screen))  # type: ignore[arg-type]


def _with_fixed_words(purpose: Purpose) -> Opener:
    """The words that are offered are drawn anew each time: here one and the same."""

    async def opener(person: Person) -> object:
        screen = PassphraseScreen(purpose)
        screen.body = partial(_fixed, screen, screen.body)  # type: ignore[method-assign]
        return await person.push(screen)

    return opener


def _fixed(screen: PassphraseScreen, body: Callable[[], ComposeResult]) -> ComposeResult:
    screen._words = "six words of one list"
    return body()


async def _opening(person: Person) -> object:
    while len(person.app.screen_stack) > 1:
        person.app.pop_screen()
    return await person.settle()


EVERY: dict[str, Opener] = {
    "opening": _opening,
    "first-minute": _push(lambda _: FirstMinuteScreen()),
    "known": _push(lambda _: KnownScreen()),
    "device": _push(lambda _: OneQuestionScreen("device")),
    "storage": _push(lambda _: StorageScreen()),
    "country": _push(lambda _: CountryScreen(confirm=True)),
    "questions": _push(lambda _: QuestionsScreen()),
    "several": _push(lambda _: OneQuestionScreen("demand", change=True)),
    "danger": _push(lambda person: danger_page(person.app)),
    "crisis": _push(lambda _: CrisisScreen()),
    "crisis-nobody": _crisis_nobody,
    "plan": _push(lambda _: PlanScreen()),
    "task": _task,
    "task-fields": _task_with_fields,
    "why": _why,
    "help": _push(lambda _: HelpNowScreen()),
    "number": _number,
    "service": _service,
    "tool": _tool,
    "answers": _push(lambda _: AnswersScreen()),
    "entries": _push(lambda _: EntriesScreen()),
    "recognise": _push(lambda _: RecogniseScreen()),
    "kept": _push(lambda _: KeptScreen()),
    "deleting": _deleting,
    "settings": _push(lambda _: SettingsScreen()),
    "found": _found,
    "keys": _push(lambda person: KeysScreen(person.screen)),
    "check-in": _push(lambda _: CheckInScreen()),
    "hard": _push(lambda person: hard_page(person.app)),
    "recipient": _push(lambda person: recipient_page(person.app)),
    "platform": _push(lambda _: PlatformScreen("instagram")),
    "payment": _push(lambda person: PaymentScreen(next(iter(person.guide.library.payments)))),
    "rights": _push(lambda _: RightsScreen()),
    "keep-sessions": _push(lambda _: KeepSessionsScreen()),
    "sessions": _push(lambda _: SessionsScreen()),
    "script": _push(lambda _: ScriptScreen()),
    "helper-side": _push(lambda _: HelperSideScreen()),
    "notes": _notes,
    "agreed": _push(lambda _: NotesScreen(AGREED)),
    "slip": _slip,
    "sealed-answer": _push(lambda person: SealedAnswerScreen("danger-if-known", ["law"], person.settle)),
    "alias": _alias,
    "panel": _panel,
    "passphrase-new": _with_fixed_words("new"),
    "passphrase-open": _with_fixed_words("open"),
    "passphrase-change": _with_fixed_words("change"),
    "already-kept": _push(lambda person: AlreadyKeptScreen(Store.memory(), person.settle)),
    "which": _push(lambda _: WhichScreen()),
}
