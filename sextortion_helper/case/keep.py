"""Which answers may be kept where [R14, R15]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol


class OptionLike(Protocol):
    """The part of an option of the content that counts here."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def sealed(self) -> bool: ...  # noqa: D102


class QuestionLike(Protocol):
    """The part of a question of the content that counts here."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def keep(self) -> str: ...  # noqa: D102
    @property
    def options(self) -> Sequence[OptionLike]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class KeepRules:
    """`never`: in no store at all; `session`: not in a plain file; `sealed`: options that end
    a plain file for the whole session.
    """

    never: frozenset[str] = frozenset()
    session: frozenset[str] = frozenset()
    sealed: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def from_questions(cls, questions: Iterable[QuestionLike]) -> KeepRules:
        """The rules written in the content."""
        questions = tuple(questions)
        sealed = {q.id: frozenset(o.id for o in q.options if o.sealed) for q in questions}
        return cls(
            frozenset(q.id for q in questions if q.keep == "never"),
            frozenset(q.id for q in questions if q.keep == "session"),
            MappingProxyType({question: options for question, options in sealed.items() if options}),
        )

    def storable(self, question: str, mode: str) -> bool:
        """Whether a store of this mode may hold an answer to the question."""
        return question not in self.never and not (mode == "plain" and question in self.session)

    def seals(self, question: str, options: Iterable[str]) -> bool:
        """Whether this answer must not meet a plain file, nor may what else the session holds."""
        return question not in self.never and not self.sealed.get(question, frozenset()).isdisjoint(options)
