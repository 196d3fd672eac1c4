"""The places that a key reaches from every screen; what follows what in the guide stands in flow.py."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from textual.screen import Screen

if TYPE_CHECKING:
    from sextortion_helper.tui.app import NextSteps


def help_now(app: NextSteps) -> None:
    """Help now, from everywhere; the same key goes back [R1]."""
    from sextortion_helper.tui.screens.help_now import HelpNowScreen

    if is_covered(app):
        return
    if isinstance(app.screen, HelpNowScreen):
        app.pop_screen()
    elif not _down_to(app, HelpNowScreen):
        app.push_screen(HelpNowScreen())


def cover(app: NextSteps) -> None:
    """The cover; the same key lifts it, no other does [R16]."""
    from sextortion_helper.tui.screens.cover import CoverScreen

    if is_covered(app):
        app.pop_screen()
    else:
        app.lock()
        app.push_screen(CoverScreen())


def find(app: NextSteps) -> None:
    """Find a place, a step, a service, by name."""
    from sextortion_helper.tui.screens.find import FindScreen

    if not (is_covered(app) or app.locked or isinstance(app.screen, FindScreen)):
        app.push_screen(FindScreen())


def country(app: NextSteps) -> None:
    """Choose the country."""
    from sextortion_helper.tui.screens.country import CountryScreen

    if not isinstance(app.screen, CountryScreen):
        app.push_screen(CountryScreen())


def helper_side(app: NextSteps) -> None:
    """The helper's side, where there is one; the same key closes it."""
    from sextortion_helper.tui.screens.helper_side import HelperSideScreen

    if app.guide is None or app.locked or is_covered(app):
        return
    if _down_to(app, HelperSideScreen):
        app.pop_screen()
    elif app.guide.helper_side and not any(getattr(one, "FOR_HELPER", False) for one in app.screen_stack):
        app.push_screen(HelperSideScreen())


def turn_back(app: NextSteps) -> None:
    """The turned screen is turned back: the helper's side, behind the passphrase if there is one."""
    from sextortion_helper.tui.screens.passphrase import PassphraseScreen

    if app.guide is None or not app.guide.turned or is_covered(app) or _under(app, PassphraseScreen):
        return
    if app.guide.desk.mode == "passphrase":
        app.push_screen(PassphraseScreen("turn"))
    else:
        app.turned_back()


def is_covered(app: NextSteps) -> bool:
    """Whether the cover is up."""
    from sextortion_helper.tui.screens.cover import CoverScreen

    return isinstance(app.screen, CoverScreen)


def _under(app: NextSteps, kind: type[Screen[None]]) -> bool:
    return any(isinstance(screen, kind) for screen in app.screen_stack)


def _down_to(app: NextSteps, kind: type[Screen[None]]) -> bool:
    """Leave what lies over a screen of this kind; False if there is none, or if a lock lies over it."""
    over = list(itertools.takewhile(lambda screen: not isinstance(screen, kind), reversed(app.screen_stack)))
    if len(over) == len(app.screen_stack) or any(getattr(screen, "locked", False) for screen in over):
        return False
    for _ in over:
        app.pop_screen()
    return True
