"""Structure of the guide, the same in all languages: questions, situations, rules, steps, signs."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from sextortion_helper.knowledge.models.base import Basis, Country, Day, Https, Id, Model, Phase, Review

# A condition is checked by `knowledge.conditions.problems`; the models keep it as it was written,
# because the evaluator must also work where pydantic is not imported (`now`).
Condition = Any


class Option(Model):
    """One answer. `sealed`: kept only in memory or under a passphrase [R15]."""

    id: Id
    when: Condition = None
    sealed: bool = False


class Wording(Model):
    """Another wording of the same question, used when its condition holds (first that does)."""

    when: Condition
    use: Id


class Question(Model):
    """One question. `keep`: `never` (not even in a file under a passphrase), `session` (memory or
    passphrase; a plain file simply does not get it), `plain`. Options may be stricter (`sealed`).
    """

    id: Id
    place: Literal["opening", "country", "question", "follow-up", "entry", "hint"]
    hint_for: Id | None = Field(default=None, alias="hint-for")  # it counts until that one is answered
    choose: Literal["one", "several"] = "one"
    options: tuple[Option, ...] = ()
    options_from: Literal["payments", "platforms", "countries"] | None = None
    first: tuple[Id, ...] = ()  # the options most people need, where they come from a list of facts
    exclusive: tuple[Id, ...] = ()  # options that stand alone in a question with several answers
    when: Condition = None
    wording: tuple[Wording, ...] = ()
    keep: Literal["never", "session", "plain"] = "plain"
    command_line: Literal["yes", "stdin", "never"] = "yes"  # [R14], K44
    skip_from_here: bool = False  # "Show my steps now" works on this question
    reviewed_by: Review | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_options(cls, data: Any) -> Any:
        """Allow `options: [no, yes]` for the usual case."""
        if isinstance(data, dict) and isinstance(data.get("options"), list):
            data = dict(data)
            data["options"] = [{"id": o} if isinstance(o, str) else o for o in data["options"]]
        return data


class Situation(Model):
    """A name for what is the case. `silent`: never in any output, not even by its id."""

    id: Id
    when: Condition
    silent: bool = False


class Situations(Model):
    """guide/situations.yaml: named conditions and the situations made from them."""

    conditions: dict[Id, Condition]
    situations: tuple[Situation, ...]
    audiences: dict[Id, Condition] = {}  # which services are for whom
    may_not_fit: tuple[Id, ...] = Field(default=(), alias="may-not-fit")  # of these: nobody is asked


class Base(Model):
    """A base plan: the first in the list that holds is taken."""

    id: Id
    when: Condition = None
    now: tuple[Id, ...] = ()
    first_hour: tuple[Id, ...] = Field(default=(), alias="first-hour")
    today: tuple[Id, ...] = ()
    this_week: tuple[Id, ...] = Field(default=(), alias="this-week")
    later: tuple[Id, ...] = ()

    def steps(self) -> dict[Phase, tuple[Id, ...]]:
        """The steps by phase, in order."""
        return {
            "now": self.now,
            "first-hour": self.first_hour,
            "today": self.today,
            "this-week": self.this_week,
            "later": self.later,
        }


class Operation(Model):
    """One change of a plan by an overlay (counsel-review addendum 2).

    `insert` does nothing if the step stands anywhere; `move` takes it from where it stands, or
    brings it. Where: `phase` with `at` (first, last) or `after` (behind the last of these in that
    phase; `otherwise` says where if none is there). `beside` puts it before or behind the first
    step named there, in whatever phase (of `in`) that stands; if none does, `phase`/`at` counts.
    """

    insert: Id | None = None
    move: Id | None = None
    when: Condition = None
    phase: Phase | None = None
    at: Literal["first", "last"] = "last"
    after: tuple[Id, ...] = ()
    otherwise: Literal["first", "last"] = "first"
    before_any: tuple[Id, ...] = Field(default=(), alias="before-any")
    behind: Id | None = None
    within: tuple[Phase, ...] = Field(default=(), alias="in")
    unless_in: tuple[Phase, ...] = Field(default=(), alias="unless-in")

    @model_validator(mode="after")
    def _one_verb(self) -> Operation:
        if (self.insert is None) == (self.move is None):
            raise ValueError("needs exactly one of insert, move")
        return self

    @property
    def step(self) -> Id:
        """The step (or variant) it is about."""
        return self.insert or self.move or ""


class Overlay(Model):
    """Changes applied to the base when a condition holds; the later one has the last word."""

    id: Id
    priority: int
    when: Condition
    unless_base: tuple[Id, ...] = Field(default=(), alias="unless-base")
    do: tuple[Operation, ...]


class Removal(Model):
    """Steps left out on purpose. `keep_only`: everything but these goes. `silent`: and is not spoken of."""

    when: Condition
    remove: tuple[Id, ...] = ()
    keep_only: tuple[Id, ...] = Field(default=(), alias="keep-only")
    silent: bool = False


class StandIn(Model):
    """The services that stand where a country has none of these kinds."""

    services: tuple[Id, ...] = ()
    kinds: tuple[Id, ...] = ()


class NowLimit(Model):
    """How many steps phase *now* may hold; the rest opens the first hour or is dropped."""

    when: Condition = None
    most: int
    rest: Literal["first-hour", "drop"] = "first-hour"


class VariantRule(Model):
    """Which variants a plain step becomes; the first rule of a step that holds is taken."""

    step: Id
    when: Condition = None
    on_base: tuple[Id, ...] = Field(default=(), alias="on-base")
    use: tuple[Id, ...]


class Rules(Model):
    """guide/plans.yaml."""

    bases: tuple[Base, ...]
    overlays: tuple[Overlay, ...]
    removals: tuple[Removal, ...]
    stand_in: StandIn = Field(default=StandIn(), alias="stand-in")
    now_limits: tuple[NowLimit, ...] = Field(alias="now-limits")
    now_keep: tuple[Id, ...] = Field(alias="now-keep")
    variants: tuple[VariantRule, ...]
    closed_to: Condition = Field(alias="pictures-closed-to")  # [R4]
    without_text: tuple[Id, ...] = Field(alias="without-text")  # what is left if a text is missing


TaskKind = Literal["do", "note", "open", "call", "draft", "import"]
PlatformTopic = Literal[
    "note", "report", "block", "friends-list", "privacy", "report-picture-adult", "report-picture-minor",
    "no-account", "account-recovery",
]  # fmt: skip


class Uses(Model):
    """What a task needs from the facts. Kinds and topics are resolved for this person's answers."""

    services: tuple[Id, ...] = ()
    service_kinds: tuple[Id, ...] = Field(default=(), alias="service-kinds")  # of the person's country
    payments: Literal["answered"] | None = None  # the ways named in `paid-how`
    platforms: PlatformTopic | None = None  # this topic of the networks named in the answers
    platforms_of: tuple[Id, ...] = Field(default=("platforms",), alias="platforms-of")  # which answers
    takedown: tuple[Id, ...] = ()
    law: tuple[Id, ...] = ()  # topics of laws/<country>.yaml


class Task(Model):
    """One thing to do. `only_in` names the variants (or the plain step id) it belongs to.

    `takes_file`, `opens_pictures`: such a task is closed to the R4 group whatever its `when` says.
    """

    id: Id
    kind: TaskKind = "do"
    only_in: tuple[Id, ...] = Field(default=(), alias="only-in")
    phases: tuple[Phase, ...] = ()
    # *now* shows one task a step; such a task joins it as a second one while there is room
    also_now: bool = Field(default=False, alias="also-now")
    when: Condition = None
    minutes: int | None = None
    uses: Uses = Uses()
    advises: tuple[Id, ...] = ()
    forbids: tuple[Id, ...] = ()
    fields: tuple[Id, ...] = ()
    # The task under which its notes are kept, where another answer brings another task for the same thing
    notes_of: Id | None = Field(default=None, alias="notes-of")
    takes_file: bool = Field(default=False, alias="takes-file")
    opens_pictures: bool = Field(default=False, alias="opens-pictures")
    source: Https | None = None
    checked: Day | None = None
    basis: Basis = "confirmed"
    review_after: Day | None = Field(default=None, alias="review-after")
    reviewed_by: Review | None = None

    @model_validator(mode="after")
    def _source_has_day(self) -> Task:
        if (self.source is None) != (self.checked is None):
            raise ValueError("source and checked go together")
        return self


class Step(Model):
    """One step with its variants and tasks (guide/steps/<id>.yaml)."""

    id: Id
    variants: tuple[Id, ...] = ()
    sensitive: bool = False  # danger, suicide, minors, partner violence, police: wants `reviewed_by`
    tasks: tuple[Task, ...]
    source: Https
    checked: Day
    reviewed_by: Review | None = None


class Sign(Model):
    """How the scam is recognised (guide/signs.yaml)."""

    id: Id
    group: Literal["before", "pressure", "room", "mail"]
    when: Condition = None
    source: Https
    checked: Day


class Demo(Model):
    """guide/demo.yaml: an invented case, to look round and for pictures."""

    answers: dict[Id, tuple[Id, ...] | tuple[str, ...]]
    tasks: dict[Id, Literal["done", "skipped", "not-for-me"]] = {}
    notes: dict[Id, dict[Id, str]] = {}


class HelpRow(Model):
    """One row of Help now: services shown side by side. `channel` picks how they are reached."""

    services: tuple[Id, ...]
    channel: Literal["phone", "chat", "email", "sms", "messenger", "app"] = "phone"
    when: Condition = None
    note: Id | None = None  # a line of words/help.yaml shown under the row


class HelpCountry(Model):
    """Help now for one country (counsel-review 5). The order is the order tried."""

    danger: tuple[Id, ...]
    cannot_speak: tuple[Id, ...] = Field(default=(), alias="cannot-speak")
    talk: tuple[HelpRow, ...]
    write: tuple[HelpRow, ...] = ()
    others: tuple[HelpRow, ...] = ()  # regional and special lines, one key further
    lines: tuple[Id, ...] = ()  # extra sentences of words/help.yaml, with their own conditions
    crisis: tuple[HelpRow, ...] = ()  # the lines of the crisis answer, in order


class HelpLine(Model):
    """When an extra sentence of Help now is shown."""

    id: Id
    when: Condition = None
    night: bool | None = None  # only at night (true), only by day (false)


class Help(Model):
    """guide/help.yaml."""

    night: str  # OSM opening hours of the night, e.g. "23:00-06:00"
    countries: dict[Country, HelpCountry]
    lines: tuple[HelpLine, ...] = ()
