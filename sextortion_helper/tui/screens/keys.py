"""The keys of a screen, made from its bindings; nothing is typed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.widgets.text import Text, title

if TYPE_CHECKING:
    from sextortion_helper.tui.app import NextSteps

SPOKEN = {
    "escape": "Esc",
    "question_mark": "?",
    "slash": "/",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}


class KeysScreen(GuideScreen):
    """Every key of the screen below, with what it does."""

    def __init__(self, about: Screen[object] | Screen[None]) -> None:
        super().__init__()
        self._about = about

    def where(self) -> str:
        """Keys."""
        return self.ui("keys.where")

    def body(self) -> ComposeResult:
        """Key and meaning, the always-working ones first."""
        yield title(self.ui("keys.where"))
        lines = [
            f"{self._spoken(binding):<18}{self.ui(f'key.{binding.id}')}"
            for binding in bindings_of(self._about)
        ]
        yield Text("\n".join([*lines, f"{'1–9, Enter':<18}{self.ui('key.row')}"]))
        yield block(*self.rows(("back", self.ui("key.back"))))

    def _spoken(self, binding: Binding) -> str:
        names = []
        for key in binding.key.split(","):
            if len(key) == 1 and key.isupper():
                continue  # the same letter with Shift or Caps Lock
            name = SPOKEN.get(key) or key.replace("ctrl+", f"{self.ui('bottom.ctrl')}+").upper()
            names.append(name.replace(self.ui("bottom.ctrl").upper(), self.ui("bottom.ctrl")))
        return ", ".join(names)

    async def chosen(self, ident: str) -> None:
        """Back."""
        await self.action_back()


def bindings_of(screen: Screen[object] | Screen[None]) -> list[Binding]:
    """The bindings that have an id: those of the app, then of the screen and its bases.

    Those of the helper's side are not for the person: only someone who helps alone is shown its key,
    and has no session to close.
    """
    guide = cast("NextSteps", screen.app).guide
    alone = guide is not None and guide.helper_side and not guide.counsellor
    hidden = {"helper-letter", "turn-back"} | ({"close-session"} if alone else {"helper-side"})
    found: dict[str, Binding] = {}
    for owner in (type(screen.app), *type(screen).__mro__):
        for binding in vars(owner).get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id and binding.id not in hidden:
                found.setdefault(binding.id, binding)
    return list(found.values())
