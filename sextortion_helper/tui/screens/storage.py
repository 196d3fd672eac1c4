"""What may be kept: nothing, or openly on this computer. Asked only where the device is theirs alone."""

from __future__ import annotations

from textual.app import ComposeResult

from sextortion_helper.errors import StoreError
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.widgets.text import Text, title


class StorageScreen(GuideScreen):
    """The storage question, with what deleting cannot remove."""

    def line(self, ident: str) -> str:
        """A text of opening.yaml."""
        app = self.nextsteps
        return app.catalogue.find(app.voice, "opening", "lines", ident) or ""

    def body(self) -> ComposeResult:
        """Two ways; nothing is preselected beyond the order."""
        yield title(self.line("storage-ask"))
        yield block(*self.rows(("none", self.line("storage-none")), ("plain", self.line("storage-plain"))))
        yield Text(self.line("storage-why"), "text quiet")
        yield Text(self.line("storage-limits"), "text quiet")
        yield Text(self.line("storage-passphrase-later"), "text quiet")

    async def chosen(self, ident: str) -> None:
        """Keep or don't, then go on."""
        from sextortion_helper.case.store import Store
        from sextortion_helper.tui import flow

        app = self.nextsteps
        path = app.store_path
        if ident == "plain" and path is not None:
            if Store.exists(path) and not self.guide.is_begun():
                app.notice = ""
            try:
                self.guide.keep_at(path)
                app.change_settings()
            except StoreError as error:
                app.notice = f"{app.store_sentence(error)} {self.ui('store.go-on-in-memory')}"
        await flow.after_storage(app)
