"""Reads and checks the whole content, both languages; prints milliseconds and bytes."""

from __future__ import annotations

import time

from sextortion_helper.knowledge import shelf
from sextortion_helper.paths import content_root


def main() -> None:
    root = content_root()
    size = 0
    begun = time.perf_counter()
    places = [(kind.place, kind) for kind in shelf.STRUCTURE.values()]
    places += [(kind.place.format(lang=lang), kind) for lang in ("en", "de") for kind in shelf.WORDS.values()]
    for place, kind in places:
        for path in root.glob(place):
            shelf.load(path, kind)
            size += path.stat().st_size
    print((time.perf_counter() - begun) * 1000, size)


if __name__ == "__main__":
    main()
