"""What all screens share: top line, one column, bottom line, redrawing in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget

from sextortion_helper.tui.screens.moving import MovingScreen, Page
from sextortion_helper.tui.widgets.field import CleanInput, Field
from sextortion_helper.tui.widgets.lines import BottomLine, TopLine
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import Keys, Text

if TYPE_CHECKING:
    from sextortion_helper.tui.app import NextSteps
    from sextortion_helper.tui.guide import Guide

NARROW, NORMAL, WIDE = 40, 80, 110
LOWEST = 12
PINS = 20  # lines from which on the keys of a screen are pinned below its page


class GuideScreen(MovingScreen):
    """Base of all but the cover. A subclass says `where` it is, gives its `body`, and acts on `chosen`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", id="back"),
        Binding("slash", "app.find", id="find-slash"),
        Binding("question_mark", "keys", id="keys"),
        Binding("l,L", "app.language", id="language"),
        Binding("c,C", "app.country", id="country"),
        Binding("h,H", "app.helper_side", id="helper-letter"),
    ]
    HELP_OPEN = False
    FOR_HELPER: ClassVar[bool] = False  # alias, notes, the list: no screen is turned to the person over it
    _opened = 0  # `Guide.opened` when it was drawn

    @property
    def nextsteps(self) -> NextSteps:
        """The app, typed."""
        return cast("NextSteps", self.app)

    @property
    def guide(self) -> Guide:
        """The loaded guide. Screens that need it are only opened once it is there."""
        guide = self.nextsteps.guide
        assert guide is not None
        return guide

    def ui(self, key: str, **values: object) -> str:
        """An interface text."""
        return self.nextsteps.ui(key, **values)

    # -- what a subclass says --------------------------------------------------

    def where(self) -> str:
        """The left end of the top line."""
        return self.ui("app.name")

    def corner(self) -> str:
        """The right end of the top line."""
        return self.nextsteps.country_line()

    def body(self) -> ComposeResult:
        """The widgets of the column."""
        yield from ()

    def beside(self) -> str:
        """Text of the left pane in a wide terminal; empty: no pane."""
        return ""

    async def chosen(self, ident: str) -> None:
        """A row was acted on."""

    def save_field(self, ident: str, text: str) -> None:
        """Save what was written into a field."""

    def flush_fields(self) -> None:
        """Save what stands in fields and is not saved."""
        if self._is_of_now():
            for field in self.query(Field):
                text = field.take_unsaved()
                if text is not None:
                    self.save_field(field.ident, text)

    def _is_of_now(self) -> bool:
        """Whether this was drawn for the session that is open."""
        guide = self.nextsteps.guide
        return guide is None or self._opened == guide.opened

    # -- frame -----------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Top line, column, bottom line."""
        app = self.nextsteps
        self._opened = app.guide.opened if app.guide else 0
        yield TopLine(self.where(), self.corner())
        with Horizontal(id="panes"):
            beside = self.beside()
            if beside:
                with VerticalScroll(id="beside", can_focus=False):
                    yield Text(beside, "quiet")
            said = [Text(line, "text quiet") for line in (app.problem(), app.notice) if line]
            app.notice_seen = True
            parts = [*said, *self.body()]
            with Vertical(id="main"):
                with Page(id="page"), Vertical(id="column"):
                    yield from parts
                # The keys of a screen stay in sight, where there is room for them: see app.tcss.
                yield from (Keys(part.pairs) for part in parts if isinstance(part, Keys))
        too_small = Text(self.ui("app.too-small"))
        too_small.id = "toosmall"
        yield too_small
        yield BottomLine(help_open=self.HELP_OPEN, narrow=app.size.width < NORMAL)

    def on_mount(self) -> None:
        """Give the focus to the first thing to do."""
        self._fit()
        self.focus_first()

    async def on_screen_resume(self) -> None:
        """Country or language may have been chosen meanwhile."""
        for line in self.query(TopLine):
            line.show(self.where(), self.corner())

    def on_resize(self, event: events.Resize) -> None:
        """Follow the size of the terminal."""
        was_narrow = self.has_class("-narrow")
        self._fit()
        if was_narrow != self.has_class("-narrow"):
            self.width_changed()

    def width_changed(self) -> None:
        """Narrow now, or no longer. Not drawn anew: a letter typed meanwhile would miss its field and act."""
        for line in self.query(BottomLine):
            line.narrow = self.app.size.width < NORMAL
        for top in self.query(TopLine):
            top.show(self.where(), self.corner())

    def _fit(self) -> None:
        width, height = self.app.size
        self.set_class(width < NORMAL, "-narrow")
        self.set_class(width >= WIDE, "-wide")
        self.set_class(height >= PINS, "-high")
        tiny = width < NARROW or height < LOWEST
        self.set_class(tiny, "-tiny")

    async def redraw(self, *, from_top: bool = False) -> None:
        """Draw everything again, in the present voice; the focus stays where it was, and the page too
        unless it is another one now and is to be read from its top.
        """
        if self.page is None:
            return  # left, or still to be drawn, and then as things stand by then; not twice at once
        focused = self.focused
        row = focused.ident if isinstance(focused, Row) else None
        field = None
        if isinstance(focused, CleanInput) and isinstance(focused.parent, Field):
            field = focused.parent.ident
        self.flush_fields()
        top = 0 if from_top else self.page.scroll_y
        await self.recompose()
        if self.page is None:
            return  # the screen was left meanwhile
        self._fit()
        self.page.scroll_to(y=top, animate=False)
        for widget in self.query(Row):
            if row is not None and widget.ident == row:
                self.set_focus(widget, scroll_visible=False)
                return
        for one in self.query(Field):
            if field is not None and one.ident == field:
                self.set_focus(one.query_one(CleanInput), scroll_visible=False)
                return
        self.focus_first()

    async def show_anew(self) -> None:
        """Draw another content in the same place: from its top, the first row in focus."""
        self.set_focus(None)
        await self.redraw(from_top=True)

    # -- keys ------------------------------------------------------------------

    async def action_back(self) -> None:
        """One step back; the opening stays."""
        if len(self.app.screen_stack) > self.nextsteps.floor:
            self.app.pop_screen()

    def action_keys(self) -> None:
        """Show the keys of this screen."""
        from sextortion_helper.tui.screens.keys import KeysScreen

        self.app.push_screen(KeysScreen(self))

    async def on_row_chosen(self, event: Row.Chosen) -> None:
        """Hand it to the screen. A second press on a row that is already gone is not an answer."""
        event.stop()
        # Not `is_current`: to Textual a screen under one without styles yet still counts as visible.
        if self.app.screen is not self or not event.row.is_attached:
            return
        if not event.by_number and not self.in_sight(event.row):
            self.seek(1)  # nobody chooses what they have not seen: read on first
            return
        await self.chosen(event.row.ident)

    def on_field_said(self, event: Field.Said) -> None:
        """Save what was written."""
        event.stop()
        if not self._is_of_now():
            return  # on its way while another person's session was opened; saved before that [R12]
        self.save_field(event.field.ident, event.text)
        event.field.is_saved(event.text)

    async def on_field_entered(self, event: Field.Entered) -> None:
        """Go on from a field; a second Enter that came before it moved is not meant for what follows."""
        event.stop()
        if event.field.has_focus_within:
            await self.entered(event.field)

    async def entered(self, field: Field) -> None:
        """Enter in a field: on to the next field or row."""
        self.focus_next()

    def rows(self, *pairs: tuple[str, str], start: int = 1, numbered: bool = True) -> list[Row]:
        """Rows from (id, label); without numbers where there are fields, as a digit is written there."""
        return [
            Row(label, ident, sign=str(number) if numbered and number < 10 else " ")
            for number, (ident, label) in enumerate(pairs, start)
        ]


def block(*widgets: Widget | Any) -> Vertical:
    """Rows that belong together."""
    return Vertical(*widgets, classes="rows")
