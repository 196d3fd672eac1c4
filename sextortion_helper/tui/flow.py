"""The way through: which screen follows which. Screens ask here; nothing here draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sextortion_helper.case.store import Store
from sextortion_helper.errors import StoreError
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
    if mine and app.store_path is not None and guide.desk.mode == "memory":
        app.push_screen(StorageScreen())
    else:
        await after_storage(app)


async def after_storage(app: NextSteps) -> None:
    """The country is confirmed once."""
    if app.country is None:
        from sextortion_helper.tui.screens.country import CountryScreen

        app.push_screen(CountryScreen(confirm=True))
    else:
        await ask(app)


async def ask(app: NextSteps) -> None:
    """The next question that applies, else the plan."""
    guide = await app.ready()
    from sextortion_helper.tui.screens.question import QuestionsScreen

    if interview.next_question(guide.library, guide.answers) is None:
        app.go_home()
    else:
        app.push_screen(QuestionsScreen())


async def after_who(app: NextSteps) -> None:
    """Someone who was sent a picture has a page; everyone else goes on to the first minute."""
    guide = await app.ready()
    if "recipient" in guide.answers.get("who", ()):
        from sextortion_helper.tui.screens.pages import recipient_page

        app.go_to(recipient_page(app))
        return
    from sextortion_helper.tui.screens.first_minute import FirstMinuteScreen

    app.push_screen(FirstMinuteScreen())


async def open_kept(app: NextSteps, *, instead: bool = False) -> None:
    """Open what is kept here; the same screen follows whether or not something is (K41).

    `instead`: give up the few answers of a session just begun.
    """
    guide = await app.ready()
    path, notice = app.store_path, ""
    sealed = app.sealed_path
    if guide.desk.mode != "passphrase" and sealed is not None and Store.exists(sealed):
        from sextortion_helper.tui.screens.passphrase import PassphraseScreen

        app.push_screen(PassphraseScreen("open"))
        return
    if (instead or not guide.is_begun()) and path is not None and Store.exists(path):
        try:
            guide.open_store(path)
        except StoreError as error:
            notice = app.store_sentence(error) + " " + app.ui("store.go-on-in-memory")
    await after_open(app, notice)


async def after_open(app: NextSteps, notice: str = "") -> None:
    """Every return begins with the check-in offer."""
    guide = await app.ready()
    await app.speak(app.voice_for(app.voice.lang))
    app.notice = notice  # after all is drawn anew, so that the next screen shows it
    from sextortion_helper.tui.screens.checkin import CheckInScreen, NothingKeptScreen

    app.push_screen(CheckInScreen() if guide.is_begun() else NothingKeptScreen())
