"""Deleting everything, after a pause in which it can be stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.timer import Timer

if TYPE_CHECKING:
    from sextortion_helper.tui.app import NextSteps

PAUSE: Final = 5.0  # seconds


class Deleting:
    """Both files, the settings, and what is open: whether or not a passphrase is known.

    Whoever leaves in the pause has said that it is to go: it goes.
    """

    def __init__(self, app: NextSteps) -> None:
        self._app = app
        self._timer: Timer | None = None

    @property
    def is_near(self) -> bool:
        """Whether the pause runs."""
        return self._timer is not None

    def begin(self) -> None:
        """The pause begins."""
        self._timer = self._app.set_timer(PAUSE, self._finish)

    def stop(self) -> None:
        """Nothing is deleted."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def now(self) -> bool:
        """Delete it. False: not everything could go."""
        from sextortion_helper.case.wipe import wipe_everything
        from sextortion_helper.errors import StoreError
        from sextortion_helper.tui.settings import Settings

        app = self._app
        self.stop()
        gone = app.guide is None or app.guide.delete_everything()
        if app.directory is not None:
            try:
                wipe_everything(app.directory)
            except StoreError:
                gone = False
        app.settings = Settings(lang=app.settings.lang, theme=app.settings.theme)
        return gone

    async def _finish(self) -> None:
        await said(self._app, self.now())


def take_off(app: NextSteps) -> bool:
    """Go on in memory; what was kept of this goes, with the settings. False: not all of it could."""
    from sextortion_helper.case.store import Store
    from sextortion_helper.case.wipe import wipe
    from sextortion_helper.errors import StoreError
    from sextortion_helper.paths import settings_file

    assert app.guide is not None
    app.guide.switch(Store.memory())
    if app.directory is not None and not app.lies_open:
        try:
            wipe(settings_file(app.directory))
        except StoreError:
            return False
    return app.guide.desk.unremoved is None


async def said(app: NextSteps, gone: bool) -> None:
    """Say whether it is gone: on a counsellor's list, else on the opening. A cover stays up [R16]."""
    from sextortion_helper.tui import flow, places
    from sextortion_helper.tui.screens.base import GuideScreen

    notice = app.ui("kept.gone" if gone else "kept.not-gone")
    covered = places.is_covered(app)
    if app.guide is not None and app.guide.counsellor:
        await flow.show_sessions(app)
        app.notice = notice
    else:
        app.notice = notice
        while len(app.screen_stack) > 1:
            app.pop_screen()
    below = app.screen
    if covered:
        places.cover(app)
    if isinstance(below, GuideScreen):
        await below.show_anew()
