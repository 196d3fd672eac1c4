"""Any order of changes, crashes of a transaction and reopenings: the store holds what a dict would."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from sextortion_helper.case.models import Case, TaskRecord, TaskState, fit
from sextortion_helper.case.store import Store
from sextortion_helper.errors import StoreFullError

from .conftest import FULL, Clock, fail, heal

IDS = st.sampled_from(["age", "demand", "a/b", "", "ü", "\ud800"])
WORDS = st.text(st.characters(codec=None), max_size=40) | st.text(min_size=2000, max_size=2000)


class StoreAgainstDict(RuleBasedStateMachine):
    sessions = Bundle("sessions")

    @initialize(in_file=st.booleans())
    def begin(self, in_file: bool) -> None:
        self.clock = Clock()
        self.home = Path(tempfile.mkdtemp())
        self.path = self.home / "store.db"
        self.store = Store.plain(self.path) if in_file else Store.memory()
        self.model: dict[int, Case] = {}
        self.log = 0

    @rule(target=sessions, alias=WORDS)
    def new(self, alias: str) -> int:
        now = self.clock()
        session = self.store.new_session(now, alias)
        assert session not in self.model
        self.model[session] = Case(session, fit(alias), now, now)
        return session

    @rule(session=sessions, question=IDS, options=st.lists(WORDS, max_size=3))
    def answer(self, session: int, question: str, options: list[str]) -> None:
        now = self.clock()
        self.store.put_answer(session, question, options, now)
        fitted = [fit(option) for option in options]
        self.model[session] = self.model[session].with_answer(fit(question), fitted, now)

    @rule(session=sessions, task=IDS, state=st.sampled_from(TaskState), reason=WORDS)
    def mark(self, session: int, task: str, state: TaskState, reason: str) -> None:
        now = self.clock()
        self.store.put_task(session, task, state, now, reason)
        record = TaskRecord(state, now, fit(reason))
        self.model[session] = self.model[session].with_task(fit(task), record)

    @rule(session=sessions, task=IDS, field=IDS, text=WORDS)
    def write(self, session: int, task: str, field: str, text: str) -> None:
        now = self.clock()
        self.store.put_note(session, task, field, text, now)
        self.model[session] = self.model[session].with_note(fit(task), fit(field), fit(text), now)

    @rule(session=consumes(sessions))
    def delete(self, session: int) -> None:
        self.store.delete_session(session, self.clock())
        del self.model[session]

    @rule(session=sessions, where=st.sampled_from(["REPLACE", "INSERT INTO log", "COMMIT"]), text=WORDS)
    def fail_to_write(self, session: int, where: str, text: str) -> None:
        fail(self.store, FULL, where)
        with pytest.raises(StoreFullError):
            self.store.put_note(session, "t", "f", text + ".", self.clock())
        heal(self.store)

    @rule()
    def reopen(self) -> None:
        if self.store.path is not None:
            self.store.close()
            self.store = Store.plain(self.path)

    @invariant()
    def same(self) -> None:
        assert {info.id: self.store.load(info.id) for info in self.store.sessions()} == self.model
        assert self.store.verify_log() is None
        rows = len(self.store.log())
        assert rows >= self.log  # append-only
        self.log = rows

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.home)


TestStoreAgainstDict = StoreAgainstDict.TestCase
TestStoreAgainstDict.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
