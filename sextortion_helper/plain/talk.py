"""The words of the interface for commands that speak of what is kept. Without pydantic."""

from __future__ import annotations

import os
import sys

from sextortion_helper.errors import HelperError, StoreFileError
from sextortion_helper.knowledge.catalogue import Catalogue, Voice, default_form
from sextortion_helper.paths import content_root
from sextortion_helper.plain.page import page, wrap


class Talk:
    """Interface texts in one voice, wrapped for a terminal."""

    def __init__(self, lang: str, *, du: bool = False) -> None:
        self.voice = Voice(lang, default_form(lang, young=du))
        self._catalogue = Catalogue(content_root())

    def ui(self, key: str, **values: object) -> str:
        """An interface text."""
        return self._catalogue.ui(self.voice, key, **values)

    def plural(self, key: str, count: int, **values: object) -> str:
        """The form of a text for a count."""
        return self._catalogue.plural(self.voice, key, count, **values)

    def page(self, *keys: str, **values: object) -> str:
        """Several interface texts, a paragraph each."""
        return page("\n".join(wrap(self.ui(key, **values))) + "\n" for key in keys)

    def sentence(self, error: HelperError) -> str:
        """The sentence for an error that has a key; the file it is about stands before it."""
        key = f"store.{getattr(error, 'key', '')}"
        text = self.ui(key)
        if text == key:
            return str(error)
        return f"{error.path}: {text}" if isinstance(error, StoreFileError) else text

    def say(self, text: str) -> None:
        """Say something to the person: on stderr, wrapped."""
        sys.stderr.write(page(wrap(text)) + "\n")
        sys.stderr.flush()


def has_terminal() -> bool:
    """Whether somebody can be asked: what is said is seen, and what is typed is read."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def has_second_screen() -> bool:
    """Whether the terminal has a screen without memory, for words that must not stay in its list of lines."""
    if sys.platform == "win32":
        return "WT_SESSION" in os.environ
    return os.environ.get("TERM", "dumb") != "dumb"
