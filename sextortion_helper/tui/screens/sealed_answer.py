"""An answer that may not stand in an open file is asked about before anything is removed [R15]."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual.app import ComposeResult

from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.screens.storage import open_sealed
from sextortion_helper.tui.widgets.text import Text, title


class SealedAnswerScreen(GuideScreen):
    """Under a passphrase, no longer kept, or not given. `then` follows once the answer is taken."""

    def __init__(self, question: str, options: Sequence[str], then: Callable[[], Awaitable[object]]) -> None:
        super().__init__()
        self._question = question
        self._options = tuple(options)
        self._then = then

    def where(self) -> str:
        """Neutral."""
        return self.ui("plan.kept")

    def body(self) -> ComposeResult:
        """What it is about, and the three ways."""
        yield title(self.ui("sealed-answer.title"))
        yield Text(self.ui("sealed-answer.text"))
        yield block(
            *self.rows(*((way, self.ui(f"sealed-answer.{way}")) for way in ("seal", "memory", "not")))
        )

    async def chosen(self, ident: str) -> None:
        """Only the second way removes the file, and says so before."""
        if ident == "seal":
            open_sealed(self.nextsteps, self._take)
        elif ident == "memory":
            await self._take()
        else:
            await self.action_back()

    async def _take(self) -> None:
        app = self.nextsteps
        app.pop_screen()
        await app.answer(self._question, self._options)
        app.notice = ""  # it was said here
        await self._then()
