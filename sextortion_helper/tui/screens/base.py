"""What all screens share: top line, one column, bottom line, arrows and numbers, redrawing in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget

from sextortion_helper.tui.screens.steady import SteadyScreen
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


class Page(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The scrolling middle; the keys that scroll it belong to the screen."""


class GuideScreen(SteadyScreen):
    """Base of all but the cover. A subclass says `where` it is, gives its `body`, and acts on `chosen`."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", id="back"),
        Binding("up", "row(-1)", id="up"),
        Binding("down", "row(1)", id="down"),
        Binding("pageup", "page(-1)", id="pageup"),
        Binding("pagedown", "page(1)", id="pagedown"),
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
            # The keys of a screen stay in sight, where there is room for them.
            pinned = [part for part in parts if isinstance(part, Keys)] if self._pins() else []
            with Vertical(id="main"):
                with Page(id="page"), Vertical(id="column"):
                    yield from (part for part in parts if part not in pinned)
                yield from pinned
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

    def _pins(self) -> bool:
        return self.app.size.height >= PINS

    def _fit(self) -> None:
        width, height = self.app.size
        self.set_class(width < NORMAL, "-narrow")
        self.set_class(width >= WIDE, "-wide")
        tiny = width < NARROW or height < LOWEST
        self.set_class(tiny, "-tiny")

    def set_focus(self, widget: Widget | None, *options: bool, **named: bool) -> None:
        """`Widget.focus` comes here later, maybe for a widget that is gone: that would stop even F1."""
        if widget is None or widget.is_attached:
            super().set_focus(widget, *options, **named)

    def focus_first(self) -> None:
        """The primary action has the focus when the screen opens."""
        if self.focused is None:
            first = self.first()
            if first is not None:
                self.set_focus(first, scroll_visible=False)

    def first(self) -> Widget | None:
        """What has the focus at first: the first row."""
        return next(iter(self.query(Row)), None)

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

    def action_row(self, step: int) -> None:
        """Move to the next thing that can have the focus; at an end, and until it is in sight, scroll."""
        stops: list[Widget] = list(self.focus_chain)
        if not stops or (self.focused in stops and not self._in_sight(self.focused)):
            self._seek(step)
            return
        if self.focused not in stops:
            self.focus_first()
            return
        number = stops.index(self.focused) + step
        if 0 <= number < len(stops):
            stops[number].focus()
        elif self.page is not None:
            self.page.scroll_relative(y=3 * step, animate=False)

    @property
    def page(self) -> Page | None:
        """The scrolling middle. There is none on a screen that was left, nor while it is drawn anew."""
        return next(iter(self.query(Page)), None)

    def _in_sight(self, widget: Widget | None) -> bool:
        page = self.page
        if widget is None or page is None or page not in widget.ancestors:
            return True
        return page.region.overlaps(widget.region)

    def _seek(self, step: int) -> None:
        """On towards what has the focus out of sight; at an end of the page, to it."""
        page = self.page
        if page is None:
            return
        if page.scroll_y >= page.max_scroll_y if step > 0 else page.scroll_y <= 0:
            if self.focused is not None:
                self.focused.scroll_visible(animate=False)
        else:
            self.action_page(step)

    def action_page(self, step: int) -> None:
        """Scroll by most of a page."""
        page = self.page
        if page is not None:
            page.scroll_relative(y=step * max(page.size.height - 2, 1), animate=False)

    def action_keys(self) -> None:
        """Show the keys of this screen."""
        from sextortion_helper.tui.screens.keys import KeysScreen

        self.app.push_screen(KeysScreen(self))

    def on_key(self, event: events.Key) -> None:
        """A number acts on the row that carries it."""
        if event.character and event.character.isdigit():
            for row in self.query(Row):
                if row.number == event.character:
                    event.stop()
                    # Both at once, not by way of the row and of the app: of two keys on two rows the second
                    # could come first, and the focus come to a row that is gone by then.
                    self.set_focus(row, scroll_visible=False)
                    seen = self._in_sight(row)
                    if not seen:
                        row.scroll_visible(animate=False)
                    if seen or self.may_be_unseen(row):
                        self.post_message(Row.Chosen(row, by_number=True))
                    return

    def may_be_unseen(self, row: Row) -> bool:
        """Whether a row out of sight may be chosen by its number; else that only brings it into sight."""
        return False

    async def on_row_chosen(self, event: Row.Chosen) -> None:
        """Hand it to the screen. A second press on a row that is already gone is not an answer."""
        event.stop()
        # Not `is_current`: to Textual a screen under one without styles yet still counts as visible.
        if self.app.screen is not self or not event.row.is_attached:
            return
        if not event.by_number and not self._in_sight(event.row):
            self._seek(1)  # nobody chooses what they have not seen: read on first
            return
        await self.act(event)

    async def act(self, event: Row.Chosen) -> None:
        """Act on a row. To be extended instead of the handler above: Textual calls that of each base."""
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

    def rows(self, *pairs: tuple[str, str], start: int = 1) -> list[Row]:
        """Numbered rows from (id, label)."""
        return [
            Row(label, ident, sign=str(number) if number < 10 else " ")
            for number, (ident, label) in enumerate(pairs, start)
        ]


def block(*widgets: Widget | Any) -> Vertical:
    """Rows that belong together."""
    return Vertical(*widgets, classes="rows")
