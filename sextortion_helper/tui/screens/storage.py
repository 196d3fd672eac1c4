"""What may be kept: nothing, openly, or under a passphrase. Asked only where the device is theirs alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from sextortion_helper.errors import StoreError
from sextortion_helper.tui.deleting import take_off
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.widgets.text import Text, keys, title

if TYPE_CHECKING:
    from sextortion_helper.tui.app import NextSteps


def open_sealed(app: NextSteps, then: Callable[[], Awaitable[object]] | None = None) -> None:
    """Ask for a passphrase to keep under; `then` follows in place of what usually does."""
    from sextortion_helper.case import vault
    from sextortion_helper.tui.screens.passphrase import PassphraseScreen

    if app.sealed_path is None:
        return
    if vault.cipher_version() is None:
        app.notice = app.ui("store.store-no-cipher")
        app.run_worker(app.redraw_top())
        return
    app.push_screen(PassphraseScreen("new", then))


class StorageScreen(GuideScreen):
    """The storage question, with what deleting cannot remove."""

    def line(self, ident: str) -> str:
        """A text of opening.yaml."""
        app = self.nextsteps
        return app.catalogue.find(app.voice, "opening", "lines", ident) or ""

    def body(self) -> ComposeResult:
        """Three ways; nothing is preselected beyond the order."""
        yield title(self.line("storage-ask"))
        rows = [(way, self.line(f"storage-{way}")) for way in ("none", "plain", "passphrase")]
        # A file under a passphrase is not spoken of: whoever sits here may be someone else (K41).
        if self.nextsteps.lies_open:
            rows.insert(0, ("open", self.ui("storage.open")))
            yield Text(self.ui("storage.already"))
        yield block(*self.rows(*rows))
        yield Text(self.line("storage-why"), "text quiet")
        yield Text(self.line("storage-limits"), "text quiet")
        yield keys(("Esc", self.ui("key.back")))

    async def chosen(self, ident: str) -> None:
        """Keep or don't, then go on."""
        from sextortion_helper.tui import flow

        app = self.nextsteps
        path, now = app.store_path, self.guide.desk.mode
        if ident == "open":
            try:
                await flow.open_kept(app)
                await flow.after_open(app)
            except StoreError as error:
                app.notice = f"{app.store_sentence(error)} {self.ui('store.go-on-in-memory')}"
                await self.redraw()
            return
        if ident == "passphrase" and now != "passphrase":
            open_sealed(app)
            return
        if ident == "none":
            self._keep_nothing(now)
        # Out of a sealed file nothing goes into an open one.
        if ident == "plain" and now == "memory" and path is not None:
            try:
                self.guide.keep_at(path)
                app.change_settings()
            except StoreError as error:
                app.notice = f"{app.store_sentence(error)} {self.ui('store.go-on-in-memory')}"
        await flow.after_storage(app)

    def _keep_nothing(self, now: str) -> None:
        """What was kept since the first answer here goes; what lay here before stays, and that is said."""
        app = self.nextsteps
        if now != "memory":
            app.notice = app.ui("kept.gone" if take_off(app) else "kept.not-gone")
        elif app.lies_open:
            app.notice = self.ui("storage.stays")
