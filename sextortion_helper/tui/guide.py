"""The guide for one person: content, answers and plan together. No screen in it, and no clock of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from sextortion_helper.case.desk import Desk
from sextortion_helper.case.keep import KeepRules
from sextortion_helper.case.models import TaskRecord, TaskState
from sextortion_helper.case.store import Store
from sextortion_helper.knowledge.catalogue import LANGUAGES, Voice
from sextortion_helper.knowledge.conditions import UNCLEAR, Circumstances
from sextortion_helper.knowledge.library import Library
from sextortion_helper.knowledge.models.guide import Demo
from sextortion_helper.knowledge.speaker import Speaker
from sextortion_helper.plan import Plan, PlannedStep, PlannedTask, interview, make_plan

OPEN = TaskState.OPEN
HELPER = "helper"  # the notes of the helper's side go by this in place of a task
SCRIPT = "script"  # of these, the one that says when the opening script was said
VOICE = "voice"  # and the one that says in which language and form a session is led
OWN = {(HELPER, SCRIPT), (HELPER, VOICE)}  # set by keys: no words of anybody's
SITTING = timedelta(hours=1)  # in which nobody is asked twice how it is (K9)


@dataclass
class Aside:
    """What of a session is never written; held in memory, while it is closed too, until the program ends."""

    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tasks: dict[str, TaskRecord] = field(default_factory=dict)
    notes: dict[tuple[str, str], str] = field(default_factory=dict)


class Guide:
    """Library, words and the open session. Every change goes through here to the desk at once."""

    def __init__(self, root: Path, voice: Voice, clock: Callable[[], datetime]) -> None:
        self.library = Library(root)
        self.speaker = Speaker.of(self.library, voice)
        self.clock = clock
        self.keep = KeepRules.from_questions(self.library.questions.values())
        self.desk = Desk(Store.memory(), self.keep, clock, "new")
        self._held = Aside()  # its answers are the desk's while the session is open
        self._aside: dict[int, Aside] = {}  # of the sessions that are closed
        self.slip: dict[str, str] = {}  # where the person is now: for an emergency, never written
        self._plan: tuple[object, Plan] | None = None
        self.counsellor = False  # several people, one session each
        self.turned = False  # the screen is turned to the person: no helper's side
        self._led = False  # someone is in the open session: it is not open for its alias alone
        self._left: dict[int, datetime] = {}  # when each session of this run was closed
        self.opened = 0  # how often a session was opened; what belongs to an earlier one is void [R12]

    @property
    def answers(self) -> Mapping[str, Sequence[str]]:
        """All answers, also those that are never stored."""
        return self.desk.answers

    @property
    def facts(self) -> Circumstances:
        """The answers, ready for conditions."""
        return Circumstances(self.answers, self.library.names)

    def answer(self, question: str, options: Sequence[str]) -> bool:
        """Take an answer. True if it turned the session to memory just now [R15]."""
        before = self.desk.turned_to_memory
        for hint in self.library.questions.values():
            if hint.hint_for == question and hint.id in self.answers and not UNCLEAR.issuperset(options):
                self.desk.forget_answer(hint.id)
        self.desk.answer(question, tuple(options))
        for follow_up in interview.void(self.library, self.answers):  # else they would go on bringing steps
            self.desk.forget_answer(follow_up)
        return self.desk.turned_to_memory and not before

    def fill(self, demo: Demo) -> None:
        """Take over an invented case."""
        for question, options in demo.answers.items():
            self.desk.answer(question, options)
        for task, state in demo.tasks.items():
            self.desk.mark(task, TaskState(state))
        for task, fields in demo.notes.items():
            for name, text in fields.items():
                self.desk.write(task, name, text)

    @property
    def plan(self) -> Plan:
        """The plan for the present answers; computed again when one changes."""
        key = tuple(sorted((question, tuple(options)) for question, options in self.answers.items()))
        if self._plan is None or self._plan[0] != key:
            self._plan = (key, make_plan(self.library, self.answers))
        return self._plan[1]

    def record(self, task: str) -> TaskRecord | None:
        """What the person said about a task."""
        return self._held.tasks.get(task) or self.desk.case.tasks.get(task)

    def mark(self, task: str, state: TaskState, reason: str = "") -> None:
        """Say where a task stands.

        A task that is only there because of an answer that is not kept would give that answer away
        by its id [R14]: its state stays in memory.
        """
        if not self.keeps_mark(task):
            self._held.tasks[task] = TaskRecord(state, self.clock(), reason)
        else:
            self.desk.mark(task, state, reason)

    def write(self, task: str, field: str, text: str) -> None:
        """Put words into a field of a task; kept as `mark` does."""
        kept = self.keeps_notes(task)
        task = self.library.note_place.get(task, task)
        if not kept:
            self._held.notes[task, field] = text
        else:
            self.desk.write(task, field, text)

    def keeps_notes(self, task: str) -> bool:
        """Whether what is written into this task is kept, where anything is: see `mark`."""
        place = self.library.note_place
        tasks = self._told_by_open_answers()
        return tasks is None or place.get(task, task) in {place[ident] for ident in tasks}

    def keeps_mark(self, task: str) -> bool:
        """Whether where this task stands is kept, where anything is: see `mark`."""
        tasks = self._told_by_open_answers()
        return tasks is None or task in tasks

    def _told_by_open_answers(self) -> set[str] | None:
        """The tasks of the plan without the answers that are not kept; None: there are none of these."""
        # In memory too, an answer for a sealed file alone: what is there may go into an open file later.
        kept = ("never",) if self.desk.mode == "passphrase" else ("never", "session")
        hidden = {q.id for q in self.library.questions.values() if q.keep in kept}
        if not hidden & set(self.answers):
            return None
        open_answers = {question: o for question, o in self.answers.items() if question not in hidden}
        return {planned.id for _, planned in make_plan(self.library, open_answers).tasks()}

    def state(self, task: str) -> TaskState:
        """Where a task stands."""
        record = self.record(task)
        return record.state if record else OPEN

    def step_state(self, step: PlannedStep) -> TaskState:
        """Open while a task is open; else done if one was done; else what its tasks are."""
        states = [self.state(task.id) for task in step.tasks]
        if OPEN in states or not states:
            return OPEN
        return TaskState.DONE if TaskState.DONE in states else states[0]

    def next_task(self, after: str | None = None) -> tuple[PlannedStep, PlannedTask] | None:
        """The first open task; with `after`, the first open one behind that task, else the first."""
        pairs = list(self.plan.tasks())
        start = next((n + 1 for n, (_, task) in enumerate(pairs) if task.id == after), 0)
        for step, task in pairs[start:] + pairs[:start]:
            if self.state(task.id) is OPEN and task.id != after:
                return step, task
        return None

    def find(self, step: str, task: str | None = None) -> tuple[PlannedStep, PlannedTask] | None:
        """A task of the present plan by the ids of its step and itself; its first open task by default."""
        found = [(s, t) for s, t in self.plan.tasks() if s.name == step and (task is None or t.id == task)]
        return next((p for p in found if self.state(p[1].id) is OPEN), found[0] if found else None)

    def note(self, task: str, field: str) -> str:
        """What the person wrote into a field."""
        task = self.library.note_place.get(task, task)
        if (task, field) in self._held.notes:
            return self._held.notes[task, field]
        note = self.desk.case.notes.get((task, field))
        return note.text if note else ""

    def is_begun(self) -> bool:
        """Whether the session holds any answer beside those of the opening."""
        return any(question not in ("who", "device", "country") for question in self.answers)

    def open_store(self, path: Path) -> None:
        """Go on with what is kept openly at `path`. Raises `StoreError`; the file is then untouched."""
        self.open(Store.plain(path))

    def open(self, store: Store) -> None:
        """Go on with what an open store holds. Raises `StoreError`."""
        desk = Desk(store, self.keep, self.clock, "last")
        self.desk.close()
        self.desk = desk
        self._forget_all()

    def keep_at(self, path: Path) -> None:
        """Keep the session from now on openly at `path`. Raises `StoreError`."""
        self.switch(Store.plain(path))

    def switch(self, store: Store) -> None:
        """Keep the session from now on in an open store. What may stand in one kind of store and not in
        another (see `mark`) is put there, or held in memory.
        """
        self.desk.switch(store)
        held, kept = self._held, self.desk.case
        for task in [task for task in held.tasks if self.keeps_mark(task)]:
            record = held.tasks.pop(task)
            self.desk.mark(task, record.state, record.reason)
        for place, name in [note for note in held.notes if self.keeps_notes(note[0])]:
            self.desk.write(place, name, held.notes.pop((place, name)))
        for task, record in kept.tasks.items():
            if task in self.library.note_place and not self.keeps_mark(task):
                held.tasks[task] = record
                self.desk.unmark(task)
        for (place, name), note in kept.notes.items():
            if place in self.library.note_place and not self.keeps_notes(place):
                held.notes[place, name] = note.text
                self.desk.write(place, name, "")

    # -- helpers -------------------------------------------------------------------------------------

    @property
    def in_session(self) -> bool:
        """Whether a counsellor has one person's session open; else, for a counsellor, the list is."""
        return self.counsellor and bool(self.answers)

    @property
    def at_list(self) -> bool:
        """Whether a counsellor has no session open."""
        return self.counsellor and not self.answers

    @property
    def helper_side(self) -> bool:
        """Whether there is a helper's side to open now."""
        return not self.turned and self.facts.holds("helped") and "recipient" not in self.answers["who"]

    def begin_sessions(self) -> None:
        """From now on a counsellor's: what was only begun to get here is no session."""
        self.counsellor = True
        if self.desk.mode == "memory" and not self.is_begun():
            self.delete_session()

    def open_session(self, session: int | Literal["new"]) -> bool:
        """Close the open session and open another one, or a blank. Nothing of the old one stays [R12].

        False: it could not be saved, and stays open. Raises StoreError and UnknownIdError; it stays too.
        """
        leaving, led, crisis = self.desk.case.id, self._led, self.facts.holds("crisis")
        aside = replace(self._held, answers=dict(self.desk.held))
        if not self.desk.open(session):
            return False
        if leaving:  # what was never in the store has no number to come back by
            self._aside[leaving] = aside
        if crisis:  # that answer is never kept: whoever gave it is asked again
            self._left.pop(leaving, None)
        elif led:
            self._left[leaving] = self.clock()
        self._forget()
        self._held = self._aside.pop(self.desk.case.id, self._held)
        for question, options in self._held.answers.items():
            self.desk.answer(question, options)
        return True

    def lead(self) -> None:
        """From now on there is someone in the open session."""
        self._led = True

    def is_asked_anew(self) -> bool:
        """Whether the open session was not open just before: then its return begins with the check-in."""
        left = self._left.get(self.desk.case.id)
        return left is None or self.clock() - left > SITTING

    def keep_voice(self, lang: str, form: str | None) -> None:
        """Lead the open session in this language and form, also when it is opened again."""
        self.desk.write(HELPER, VOICE, f"{lang} {form or ''}".strip())

    def is_script_said(self) -> bool:
        """Whether the opening script was said in the open session, or put off."""
        return (HELPER, SCRIPT) in self.desk.case.notes

    def kept_voice(self) -> tuple[str, str | None] | None:
        """Language and form of the open session, if it has its own."""
        note = self.desk.case.notes.get((HELPER, VOICE))
        lang, _, form = note.text.partition(" ") if note else ("", "", "")
        return (lang, form or None) if lang in LANGUAGES and form in ("", "sie", "du") else None

    def remove_session(self, session: int) -> bool:
        """Delete a session; if it was the open one, none is open then. False: see `desk.unremoved`."""
        was_open = session == self.desk.case.id
        done = self.desk.remove(session)
        if done:
            self._aside.pop(session, None)
            if was_open:
                self._forget()
        return done

    def delete_session(self) -> bool:
        """Delete the open session of someone who is alone with it. False: see `desk.unremoved`."""
        self._forget_all()
        return self.desk.delete_session()

    def delete_everything(self) -> bool:
        """Delete all sessions, and their file. False: see `desk.unremoved`."""
        self._forget_all()
        return self.desk.delete_everything()

    def _forget_all(self) -> None:
        self._aside.clear()
        self._left.clear()
        self._forget()

    def _forget(self) -> None:
        self._held = Aside()
        self.slip.clear()
        self._led = False
        self._plan = None
        self.turned = False
        self.opened += 1

    def next_of(self, session: int) -> str:
        """The title of the next step of a session that is not open; empty if none is.

        Raises StoreError and UnknownIdError.
        """
        case = self.desk.store.load(session)
        for step, task in make_plan(self.library, case.answers).tasks():
            record = case.tasks.get(task.id)
            if record is None or record.state is OPEN:
                return self.speaker.title(step.id, step.variant)
        return ""

    def is_passphrase(self, text: str) -> bool:
        """Whether this opens what is open now under a passphrase."""
        from sextortion_helper.case import vault

        return self.desk.store.opens_with(vault.normal(text))
