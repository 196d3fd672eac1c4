"""Checks of the content, for authors and for CI: what is wrong, where, what to do."""

from __future__ import annotations

from pathlib import Path

from sextortion_helper.knowledge import shelf
from sextortion_helper.paths import content_root


def main(arguments: list[str]) -> int:
    root = Path(arguments[0]) if arguments else content_root()
    bad = 0
    for kind in (*shelf.STRUCTURE.values(), *shelf.WORDS.values()):
        for lang in ("en", "de") if "{lang}" in kind.place else ("",):
            place = root / kind.place.format(lang=lang)
            for path in sorted(place.parent.glob(place.name)):
                for error in shelf.errors(path, kind):
                    print(error)
                    bad += 1
    print(bad, "errors")
    return 1 if bad else 0
