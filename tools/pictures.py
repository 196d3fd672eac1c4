"""Makes the pictures of the README: the program itself, walked through by keys, drawn as SVG.

python tools/pictures.py DIRECTORY        (make pictures)

The program's own screenshot loads a font from outside and drops blanks at the start of a line; so the
cells are drawn here, one text element a run, in whatever monospaced font the reader has.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from rich.segment import Segment
from textual.pilot import Pilot

from sextortion_helper.paths import content_root
from sextortion_helper.tui.app import NextSteps
from sextortion_helper.tui.settings import Settings

COLUMNS, LINES = 80, 24
WIDTH, HEIGHT = 8.4, 19  # of a cell, in pixels
EDGE = 14
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace"
DAY, NIGHT = datetime(2026, 3, 10, 13, 2, tzinfo=UTC), datetime(2026, 3, 11, 1, 14, tzinfo=UTC)
WORDS = re.compile(r"\S+(?: \S+)*")  # more than one blank parts two texts
TO_THE_PLAN = ("1", "enter", "1", "1", "3", "2", "s")


def draw(app: NextSteps) -> str:
    """What stands on the screen as SVG."""
    strips = app.screen._compositor.render_strips()
    background = app.screen.styles.background.hex6
    wide, high = COLUMNS * WIDTH + 2 * EDGE, LINES * HEIGHT + 2 * EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}">',
        f'<rect width="100%" height="100%" rx="8" fill="{background}"/>',
        f'<g font-family="{FONTS}" font-size="14">',
    ]
    for y, strip in enumerate(strips):
        parts += line(strip, y, background)
    return "\n".join([*parts, "</g>", "</svg>", ""])


def line(strip: object, y: int, background: str) -> Iterator[str]:
    """The runs of one line, each at its own place, blanks left out."""
    x = 0
    for text, style, _ in Segment.simplify(strip):  # type: ignore[arg-type]  # a strip is its segments
        cells = Segment(text).cell_length
        left, top = EDGE + x * WIDTH, EDGE + y * HEIGHT
        ground = (
            style.bgcolor.triplet.hex if style and style.bgcolor and style.bgcolor.triplet else background
        )
        if ground.lower() != background.lower():
            size = f'width="{cells * WIDTH:g}" height="{HEIGHT}"'
            yield f'<rect x="{left:g}" y="{top:g}" {size} fill="{ground}"/>'
        for found in WORDS.finditer(text):
            words = found.group()
            start = left + Segment(text[: found.start()]).cell_length * WIDTH
            colour = style.color.triplet.hex if style and style.color and style.color.triplet else "#c8c8c8"
            weight = ' font-weight="bold"' if style and style.bold else ""
            length = Segment(words).cell_length * WIDTH
            yield (
                f'<text x="{start:g}" y="{top + 14:g}" textLength="{length:g}" '
                f'fill="{colour}"{weight}>{escape(words, quote=False)}</text>'
            )
        x += cells


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, each once the screen stands."""
    for key in keys:
        await pilot.press(key)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.05)


async def picture(where: Path, name: str, *keys: str, lang: str = "en", moment: datetime = DAY) -> None:
    """One picture: start, press keys, draw."""
    app = NextSteps(
        root=content_root(), settings=Settings(lang=lang), guess="AT", memory_only=True, clock=lambda: moment
    )
    async with app.run_test(size=(COLUMNS, LINES)) as pilot:
        await app.ready()
        await press(pilot, *keys)
        (where / f"{name}.svg").write_text(draw(app), encoding="utf-8", newline="\n")


async def main(where: Path) -> None:
    """All pictures."""
    where.mkdir(parents=True, exist_ok=True)
    await picture(where, "opening")
    await picture(where, "plan", *TO_THE_PLAN, "enter", "1", "escape")
    await picture(where, "step", *TO_THE_PLAN, "enter", "n", "n")
    await picture(where, "help-now", *TO_THE_PLAN, "f1", moment=NIGHT)


if __name__ == "__main__":
    os.environ["TZ"] = "Europe/Vienna"
    time.tzset()
    asyncio.run(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures")))
