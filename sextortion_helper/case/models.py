"""What a case holds, as frozen values. A change gives a new `Case`; the old one stays as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class TaskState(StrEnum):
    """Where a task stands. There is no state called safe or solved (K47)."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    NOT_FOR_ME = "not-for-me"


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """What was said about a task, when (aware, UTC), and why if the person gave a reason."""

    state: TaskState
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """The words in one field of a task, and when they were last changed (aware, UTC)."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """One line of a list of cases."""

    id: int
    alias: str
    created: datetime
    touched: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """One person's case. `id` is 0 until a store has it; notes go by (task id, field id)."""

    id: int
    alias: str
    created: datetime
    touched: datetime
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    tasks: Mapping[str, TaskRecord] = field(default_factory=lambda: MappingProxyType({}))
    notes: Mapping[tuple[str, str], Note] = field(default_factory=lambda: MappingProxyType({}))

    def with_alias(self, alias: str) -> Case:
        """The case under another alias; empty: without one. It keeps its place in a list."""
        return replace(self, alias=alias)

    def with_answer(self, question: str, options: Sequence[str], now: datetime) -> Case:
        """The case with this answer; no options: without an answer to the question."""
        value = tuple(options) or None
        return replace(self, answers=changed(self.answers, question, value), touched=now)

    def with_task(self, task: str, record: TaskRecord) -> Case:
        """The case with this task marked."""
        return replace(self, tasks=changed(self.tasks, task, record), touched=record.at)

    def without_task(self, task: str) -> Case:
        """The case as if nothing had been said about this task."""
        return replace(self, tasks=changed(self.tasks, task, None))

    def with_note(self, task: str, place: str, text: str, now: datetime) -> Case:
        """The case with this text in the field `place` of the task; empty text removes it."""
        value = Note(text, now) if text else None
        return replace(self, notes=changed(self.notes, (task, place), value), touched=now)


def changed(old: Mapping[K, V], key: K, value: V | None) -> Mapping[K, V]:
    """A read-only copy of `old` with `key` set, or removed if `value` is None."""
    new = dict(old)
    if value is None:
        new.pop(key, None)
    else:
        new[key] = value
    return MappingProxyType(new)


def differences(old: Mapping[K, V], new: Mapping[K, V]) -> Iterator[tuple[K, V | None]]:
    """What must be set (or, with None, removed) to make `new` of `old`."""
    for key in old.keys() - new.keys():
        yield key, None
    for key, value in new.items():
        if old.get(key) != value:
            yield key, value


def fit(text: str) -> str:
    """`text` as it can be kept: half characters (lone surrogates) become U+FFFD, the rest stays."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def utc(moment: datetime) -> datetime:
    """`moment` in UTC. Raises ValueError without a zone: a time of a case must mean one moment."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone can't be kept")
    return moment.astimezone(UTC)
