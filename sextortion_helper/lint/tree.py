"""A content folder as the checks see it: files by kind, their plain data, and on which line things stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from sextortion_helper.errors import ContentError
from sextortion_helper.knowledge import shelf, strict
from sextortion_helper.knowledge.catalogue import is_text
from sextortion_helper.knowledge.library import Library
from sextortion_helper.knowledge.models.words import Avoid
from sextortion_helper.lint.finding import Finding, Severity

REQUIRED = ("en", "de")  # a further language may be incomplete: it falls back to English, and says so
Location = tuple[str | int, ...]


@dataclass(frozen=True)
class File:
    """One file: its kind (`steps`), its language (empty for structure and facts), its stem if it has one."""

    path: Path
    kind: str
    lang: str = ""
    stem: str = ""


@dataclass(frozen=True)
class Said:
    """One text of a word file, in one voice (None: the same for all)."""

    file: File
    location: Location
    voice: str | None
    text: str

    @property
    def place(self) -> str:
        """Kind and path in one, for the exemptions of guide/avoid.yaml (`steps:helper.dont.0`)."""
        keys = self.location[:-1] if self.voice else self.location
        return f"{self.file.kind}:{dotted(keys)}"


class Tree:
    """The content under `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._data: dict[Path, Any] = {}
        self._nodes: dict[Path, Any] = {}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """English and German first, then whatever other language there is."""
        found = sorted(
            p.name for p in self.root.glob("*") if p.is_dir() and re.fullmatch("[a-z]{2,3}", p.name)
        )
        return (*REQUIRED, *(lang for lang in found if lang not in REQUIRED))

    @cached_property
    def structure(self) -> tuple[File, ...]:
        """The files of guide/ and facts/."""
        return tuple(f for name, kind in shelf.STRUCTURE.items() for f in self._files(name, kind.place))

    @cached_property
    def words(self) -> tuple[File, ...]:
        """The word files of all languages."""
        return tuple(
            file
            for lang in self.languages
            for name, kind in shelf.WORDS.items()
            for file in self._files(name, kind.place.format(lang=lang), lang)
        )

    def _files(self, name: str, place: str, lang: str = "") -> Iterator[File]:
        path = self.root / place
        for found in sorted(path.parent.glob(path.name)):
            yield File(found, name, lang, found.stem if "*" in place else "")

    def place(self, kind: str, lang: str = "", stem: str = "") -> Path:
        """Where a file of this kind stands, or would stand."""
        entry = shelf.WORDS[kind] if lang else shelf.STRUCTURE[kind]
        return self.root / entry.place.format(lang=lang).replace("*", stem)

    def data(self, path: Path) -> Any:
        """A file as plain data; None if it is not there or cannot be read (another check says so)."""
        if path not in self._data:
            try:
                self._data[path] = strict.read(path) if path.is_file() else None
            except ContentError:
                self._data[path] = None
        return self._data[path]

    @cached_property
    def library(self) -> Library:
        """The checked models. Only for trees whose structure is in order."""
        return Library(self.root)

    @cached_property
    def avoid(self) -> Avoid:
        """What texts must not say (guide/avoid.yaml)."""
        found: Avoid = shelf.load(self.place("avoid"), shelf.STRUCTURE["avoid"])
        return found

    @cached_property
    def texts(self) -> tuple[Said, ...]:
        """Every text of every word file."""
        return tuple(said for file in self.words for said in _texts(file, self.data(file.path), ()))

    def line(self, path: Path, location: Location) -> int:
        """The line at which `location` (or its nearest parent) stands; 0 if the file cannot be read."""
        node = self._node(path)
        line = 0 if node is None else int(node.start_mark.line) + 1
        for part in location:
            found: Any = None
            if isinstance(node, yaml.MappingNode):
                for key, value in node.value:
                    if key.value == str(part):
                        found, line = value, int(key.start_mark.line) + 1
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                found = node.value[part]
                line = int(found.start_mark.line) + 1
            if found is None:
                break
            node = found
        return line

    def _node(self, path: Path) -> Any:
        # `strict.line_of` reads the file anew each time; here one file may have many findings.
        if path not in self._nodes:
            loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
            readable = self.data(path) is not None
            self._nodes[path] = yaml.compose(path.read_text("utf-8"), Loader=loader) if readable else None
        return self._nodes[path]

    def finding(
        self, path: Path, location: Sequence[str | int], problem: str, severity: Severity = "error"
    ) -> Finding:
        """A finding at this place."""
        where = tuple(location)
        return Finding(path, self.line(path, where), dotted(where), problem, severity)

    def at(self, said: Said, problem: str, severity: Severity = "error") -> Finding:
        """A finding about one text."""
        return self.finding(said.file.path, said.location, problem, severity)


def dotted(location: Sequence[str | int]) -> str:
    """`tasks.0.when`."""
    return ".".join(map(str, location))


def walk(data: Any, location: Location = ()) -> Iterator[tuple[Location, Any]]:
    """Every value of plain data with its place, containers before what is in them."""
    yield location, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from walk(value, (*location, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from walk(value, (*location, number))


def _texts(file: File, data: Any, location: Location) -> Iterator[Said]:
    if isinstance(data, str):
        yield Said(file, location, None, data)
    elif is_text(data):
        for voice, text in data.items():
            if isinstance(text, str):
                yield Said(file, (*location, voice), voice, text)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(file, value, (*location, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _texts(file, value, (*location, number))
