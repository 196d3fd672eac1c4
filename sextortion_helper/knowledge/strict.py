"""A strict reader for our YAML: what an author wrote is what we get, or one clear sentence.

Over PyYAML's C parser (its pure one needs ten times as long). Only `true`, `false`, plain decimal
integers and `null` are special: `NO`, `on`, `2026-11-24`, `22:15` and `+43...` stay text.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from sextortion_helper.errors import ContentError
from sextortion_helper.text import UNSAFE

try:
    from yaml import CSafeLoader as _Base
except ImportError:  # a PyYAML built without libyaml: slower, same result
    from yaml import SafeLoader as _Base  # type: ignore[assignment]  # same interface

MAX_BYTES = 2_000_000
MAX_DEPTH = 40
_STR = "tag:yaml.org,2002:str"
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\d+\.\d*|\.\d+|\d+[eE][-+]?\d+|\.(inf|nan))")
_NUMERIC = frozenset("0123456789+-.")  # what a number begins with
_SPECIAL = {"true": True, "false": False, "null": None}


_TAGS: dict[type, str] = {
    yaml.ScalarNode: _STR,
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


class _Loader(_Base):
    """Resolves nothing by itself: every plain scalar stays a string with its style.

    The parser asks for each node; PyYAML's own answers take a fifth of the reading.
    """

    def resolve(self, kind: type, *_: object) -> str:
        """The plain tag of the kind."""
        return _TAGS[kind]

    def descend_resolver(self, current: object, index: object) -> None:
        """No tag depends on the place."""

    def ascend_resolver(self) -> None:
        """No tag depends on the place."""


def read(path: Path) -> Any:
    """Read one YAML file into dicts, lists, strings, integers, booleans and None.

    Raises `ContentError` (with the line) for anything the dialect does not allow.
    """
    return _Reader(path).read()


def read_text(text: str, name: str) -> Any:
    """Like `read`, for text that comes from elsewhere (standard input); `name` stands for it in errors."""
    return _Reader(Path(name)).parse(text)


def line_of(path: Path, location: tuple[str | int, ...]) -> int:
    """The 1-based line at which the value at `location` stands; the nearest parent's if it is absent."""
    try:
        node = _compose(path, path.read_bytes().decode("utf-8"))
    except (ContentError, OSError, UnicodeDecodeError):
        return 0
    line = 1 if node is None else node.start_mark.line + 1
    for part in location:
        found: Any = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(part):
                    found, line = value, key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            found = node.value[part]
            line = found.start_mark.line + 1
        if found is None:
            break
        node = found
    return int(line)


def _compose(path: Path, text: str) -> Any:
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = f"is not valid YAML ({error.problem}); check indentation, colons and quotes"
        raise ContentError(path, mark.line + 1 if mark else 0, "", problem) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ContentError(path, 0, "", "is not valid YAML; check indentation and quotes") from error


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.seen: set[int] = set()
        self.where: list[str] = []  # the way to the value in hand

    def read(self) -> Any:
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise ContentError(self.path, 0, "", f"cannot be read ({error.strerror})") from error
        if len(data) > MAX_BYTES:
            raise ContentError(self.path, 0, "", "is larger than 2 MB; split it")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            raise ContentError(self.path, line, "", "is not UTF-8; save it as UTF-8") from error
        return self.parse(text)

    def parse(self, text: str) -> Any:
        bad = UNSAFE.search(text)
        if bad and not (bad.start() == 0 and bad.group() == "\ufeff"):
            line = text[: bad.start()].count("\n") + 1
            problem = f"holds the control character U+{ord(bad.group()):04X}; take it out"
            raise ContentError(self.path, line, "", problem)
        if text.count("[") > 20_000 or text.count("{") > 20_000:
            raise ContentError(self.path, 0, "", "is nested too deep; flatten it")
        node = _compose(self.path, text)
        if node is None:
            raise ContentError(self.path, 0, "", "is empty; write its entries or remove the file")
        return self.value(node)

    def fail(self, node: Any, problem: str, *more: str) -> ContentError:
        where = ".".join((*self.where[:MAX_DEPTH], *more))
        return ContentError(self.path, node.start_mark.line + 1, where, problem)

    def value(self, node: Any) -> Any:
        if id(node) in self.seen:
            raise self.fail(node, "uses an alias (*name); write the value out")
        self.seen.add(id(node))
        if len(self.where) > MAX_DEPTH:
            del self.where[5:]
            raise self.fail(node, "is nested deeper than 40 levels; flatten it")
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node)
        self.check_tag(node, _TAGS[yaml.SequenceNode])
        items = []
        for number, item in enumerate(node.value):
            self.where.append(str(number))
            items.append(self.value(item))
            self.where.pop()
        return items

    def mapping(self, node: Any) -> dict[str, Any]:
        self.check_tag(node, _TAGS[yaml.MappingNode])
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self.fail(key_node, "has a key that is not text; write a plain word")
            key = self.scalar(key_node)
            if not isinstance(key, str):
                raise self.fail(key_node, f"has the key {key_node.value}; put keys like this in quotes")
            if key in found:
                raise self.fail(key_node, "stands twice; keep one of the two", key)
            self.where.append(key)
            found[key] = self.value(value_node)
            self.where.pop()
        return found

    def scalar(self, node: Any) -> Any:
        self.check_tag(node, _STR)
        text: str = node.value
        if node.style:  # quoted or a block; the C parser says '' for a plain one, the pure one None
            return text
        if text in _SPECIAL:
            return _SPECIAL[text]
        if text == "":
            raise self.fail(node, "has no value; write one, or null, or take the key out")
        if text[0] in _NUMERIC:
            if _INTEGER.fullmatch(text):
                return int(text) if len(text) < 19 else text
            if _FLOAT.fullmatch(text):
                raise self.fail(node, f"is the number {text} with a point; put it in quotes")
        return text

    def check_tag(self, node: Any, usual: str) -> None:
        if node.tag != usual:
            raise self.fail(node, f"carries the tag {node.tag}; tags are not used here")
