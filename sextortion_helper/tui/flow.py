"""The way through: which screen follows which. Screens ask here; nothing here draws."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sextortion_helper.case.store import Store
from sextortion_helper.errors import HelperError, PassphraseError
from sextortion_helper.plan import interview

if TYPE_CHECKING:
    from sextortion_helper.tui.app import NextSteps


async def after_first_minute(app: NextSteps) -> None:
    """Who can look into this computer comes first, before anything is kept; then the country."""
    guide = await app.ready()
    from sextortion_helper.tui.screens.question import OneQuestionScreen

    if guide.answers.get("device"):
        await after_device(app)
    else:
        app.push_screen(OneQuestionScreen("device"))


async def after_device(app: NextSteps) -> None:
    """Only someone whose device is theirs alone is asked about keeping; all others keep nothing."""
    from sextortion_helper.tui.screens.storage import StorageScreen

    guide = await app.ready()
    mine = guide.answers.get("device") == ("mine",)
    asked = guide.in_session  # once for all sessions, before the first
    if mine and app.store_path is not None and guide.desk.mode == "memory" and not asked:
        app.push_screen(StorageScreen())
    else:
        await after_storage(app)


async def after_storage(app: NextSteps) -> None:
    """The country is confirmed once."""
    guide = await app.ready()
    if guide.at_list:
        problem = app.problem()
        await show_sessions(app)
        app.notice = problem
    elif app.country is None:
        from sextortion_helper.tui.screens.country import CountryScreen

        app.push_screen(CountryScreen(confirm=True))
    else:
        await ask(app)


async def ask(app: NextSteps) -> None:
    """The next question that applies, else the plan."""
    guide = await app.ready()
    from sextortion_helper.tui.screens.questions import QuestionsScreen

    if interview.next_question(guide.library, guide.answers) is None:
        app.go_home()
    else:
        app.push_screen(QuestionsScreen(history=interview.answered_before(guide.library, guide.answers)))


async def after_who(app: NextSteps) -> None:
    """Someone who was sent a picture has a page; everyone else goes on to the first minute."""
    guide = await app.ready()
    if "recipient" in guide.answers.get("who", ()):
        from sextortion_helper.tui.screens.pages import recipient_page

        app.go_to(recipient_page(app))
        return
    if "counsellor" in guide.answers.get("who", ()):
        await as_counsellor(app)
        return
    from sextortion_helper.tui.screens.first_minute import FirstMinuteScreen

    app.push_screen(FirstMinuteScreen())


async def open_screen(app: NextSteps) -> None:
    """What [Open] shows: one and the same screen, whether or not something is kept here (K41)."""
    guide = await app.ready()
    if guide.desk.mode != "memory":  # it is open already
        await after_open(app)
        return
    from sextortion_helper.tui.screens.passphrase import PassphraseScreen

    app.push_screen(PassphraseScreen("open"))


async def open_kept(app: NextSteps, passphrase: str = "") -> bool:
    """Open what is kept under `passphrase`, or openly if that is empty.

    False: it opens nothing. Raises `StoreError` for a file kept openly that can't be read.
    """
    guide = await app.ready()
    if passphrase:
        store = await asyncio.to_thread(_open_sealed, app.sealed_path, passphrase)
        if store is None:
            return False
        guide.open(store)
    elif app.store_path is not None and Store.exists(app.store_path):
        guide.open_store(app.store_path)
    else:
        return guide.is_begun()
    return True


def _open_sealed(path: Path | None, passphrase: str) -> Store | None:
    from sextortion_helper.case import vault

    try:
        passphrase = vault.normal(passphrase)
        if path is not None and Store.exists(path):
            return Store.sealed(path, passphrase)
        vault.pretend(passphrase)
    except PassphraseError:
        pass  # whether the file is not there or it is the wrong one is not told
    return None


async def after_open(app: NextSteps) -> None:
    """Every return begins with the check-in offer; a counsellor's with the list."""
    guide = await app.ready()
    if guide.counsellor or "counsellor" in guide.answers.get("who", ()):
        guide.counsellor = True
        await show_sessions(app)
        return
    await app.speak(app.voice_for(app.voice.lang))
    if guide.desk.mode != "memory" and guide.desk.store.count_sessions() > 1:
        from sextortion_helper.tui.screens.already_kept import WhichScreen

        app.push_screen(WhichScreen())
        return
    from sextortion_helper.tui.screens.checkin import CheckInScreen

    app.push_screen(CheckInScreen())


async def as_counsellor(app: NextSteps) -> None:
    """Whether to keep sessions is asked once, before the first; then the list."""
    guide = await app.ready()
    guide.begin_sessions()
    await app.speak(app.voice_for(app.voice.lang))
    if guide.desk.mode == "memory" and app.sealed_path is not None:
        from sextortion_helper.tui.screens.sessions import KeepSessionsScreen

        app.push_screen(KeepSessionsScreen())
    else:
        await show_sessions(app)


async def show_sessions(app: NextSteps) -> None:
    """Close the open session; the list follows."""
    from sextortion_helper.tui.screens.sessions import SessionsScreen

    if await switch_session(app, "new"):
        app.go_to(SessionsScreen())


async def begin_session(app: NextSteps) -> None:
    """A new session, from a blank; what has to be said comes before any question."""
    from sextortion_helper.tui.screens.helper_side import ScriptScreen

    if await switch_session(app, "new"):
        guide = await app.ready()
        await app.answer("who", ["counsellor"])
        guide.lead()
        guide.keep_voice(app.settings.lang, app.settings.form)
        app.go_to(ScriptScreen(begin=True))


async def open_session(app: NextSteps, session: int) -> None:
    """A session of the list: the check-in offer as on a return, or on from where it was left just now."""
    from sextortion_helper.tui.screens.checkin import CheckInScreen
    from sextortion_helper.tui.screens.first_minute import FirstMinuteScreen
    from sextortion_helper.tui.screens.helper_side import ScriptScreen

    if await switch_session(app, session):
        guide = await app.ready()
        guide.lead()
        if not guide.is_begun():
            script = guide.counsellor and not guide.is_script_said()
            app.go_to(ScriptScreen(begin=True) if script else FirstMinuteScreen())
        elif guide.is_asked_anew():
            app.go_to(CheckInScreen())
        else:
            app.go_home()


async def switch_session(app: NextSteps, session: int | Literal["new"]) -> bool:
    """Close the open session, whatever is typed saved, and open another. False, and why is said: it stays."""
    guide = await app.ready()
    app.flush_fields()
    try:
        if guide.open_session(session):
            app.forget_person()
            app.set_voice(app.voice_for(app.settings.lang))
            return True
        app.notice = app.ui("sessions.stays")
    except HelperError as error:
        app.notice = app.error_sentence(error)
    await app.redraw_top()
    return False
