"""The one open session: what the person says goes through here, into the store that may have it.

Nothing here raises a StoreError. What can't be saved stays in memory and shows in `unsaved`; what
can't be removed from the disk shows in `unremoved`. Both are tried again with each change.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from sextortion_helper.case.keep import KeepRules
from sextortion_helper.case.leave import Leaving
from sextortion_helper.case.models import Case, TaskRecord, TaskState, changed, differences, fit, utc
from sextortion_helper.case.store import Store
from sextortion_helper.errors import StoreError, StoreGoneError, UnknownIdError

__all__ = ["Desk", "KeepRules"]


class Desk:
    """Opens a session of `store`: the one changed last, a new one, or that of the given number.

    A new session is put into the store with its first change. `clock` gives aware times. Raises
    UnknownIdError for a number the store does not have, StoreError if it can't be read.
    """

    def __init__(
        self,
        store: Store,
        keep: KeepRules,
        clock: Callable[[], datetime],
        session: int | Literal["last", "new"] = "last",
    ) -> None:
        self._store = store
        self._keep = keep
        self._clock = clock
        self._leaving: list[Leaving] = []
        self.unremoved: StoreError | None = None
        if session == "last":
            session = store.last_session() or "new"
        self._take(self._blank() if session == "new" else store.load(session))

    def _take(self, case: Case) -> None:
        """Go on with `case`, as the store holds it; nothing of another one stays."""
        self._case = case
        self._stored = case if case.id else None  # what the store is known to hold
        self._tried = 0  # the number of a save that failed: the store may hold it all the same
        self._held: Mapping[str, tuple[str, ...]] = MappingProxyType({})
        self.unsaved: StoreError | None = None
        self.turned_to_memory = False
        if case.id:
            self._sort()  # the rules may have become stricter since
            self._settle()

    @property
    def case(self) -> Case:
        """What the store holds, or will as soon as it can. Without the answers it may not have."""
        return self._case

    @property
    def answers(self) -> Mapping[str, tuple[str, ...]]:
        """All answers, those held in memory alone included; for computing the plan, not for papers."""
        return MappingProxyType({**self._case.answers, **self._held})

    @property
    def held(self) -> Mapping[str, tuple[str, ...]]:
        """The answers held in memory alone."""
        return self._held

    @property
    def mode(self) -> str:
        """The mode of the store: memory, plain, passphrase."""
        return self._store.mode

    @property
    def store(self) -> Store:
        """The present store, for reading; changes of a case go through the desk."""
        return self._store

    def open(self, session: int | Literal["new"]) -> bool:
        """Close the open session and open another one of the same store; what is held here alone is dropped.

        False: it stays, since it could not be saved (see `unsaved`). Raises UnknownIdError for a number
        the store does not have, StoreError if it can't be read; then too the open one stays.
        """
        self._settle()
        if self.unsaved is not None:
            return False
        self._take(self._blank() if session == "new" else self._store.load(session))
        return True

    def remove(self, session: int) -> bool:
        """Delete one session of the store, which goes on. False: see `unremoved`.

        If it was the open one, a new one is open then.
        """
        try:
            self._store.delete_session(session, self._now())
        except StoreError as error:
            self.unremoved = error
            return False
        if session == self._case.id:
            self._take(self._blank())
        return True

    def call(self, alias: str) -> None:
        """Give the open session an alias; empty: none."""
        self._case = self._case.with_alias(fit(alias))
        self._settle()

    def answer(self, question: str, options: Sequence[str]) -> None:
        """Take an answer; no options: forget it. A sealed one turns a plain session to memory."""
        question, options = fit(question), tuple(fit(option) for option in options)
        if self._keep.storable(question, self.mode):
            self._case = self._case.with_answer(question, options, self._now())
        else:
            self._held = changed(self._held, question, options or None)
        self._settle()

    def must_seal(self, question: str = "", options: Sequence[str] = ()) -> bool:
        """Whether the answers, with this one, may not stand in an open file."""
        return self._seals({**self.answers, question: tuple(options)})

    def forget_answer(self, question: str) -> None:
        """As if the question had not been answered."""
        self.answer(question, ())

    def mark(self, task: str, state: TaskState, reason: str = "") -> None:
        """Say where a task stands, with the person's reason if there is one."""
        self._case = self._case.with_task(fit(task), TaskRecord(state, self._now(), fit(reason)))
        self._settle()

    def unmark(self, task: str) -> None:
        """Leave a mark out of every store that comes after this one; where it stands, it stays."""
        self._case = self._case.without_task(fit(task))

    def write(self, task: str, field: str, text: str) -> None:
        """Put words into a field of a task; empty text removes them."""
        self._case = self._case.with_note(fit(task), fit(field), fit(text), self._now())
        self._settle()

    def switch(self, store: Store) -> bool:
        """Go on in another store, with everything so far; the present one loses this session.

        From memory all other sessions are carried over too: that store is gone afterwards.
        A file left that would hold no session is removed. True if the desk is in `store` now (from
        memory that is so even while `unsaved`). False: it stayed, and `store` was closed again, since
        `store` is plain and a sealed answer was given (then `turned_to_memory` is True, unless it stayed
        under a passphrase), or since it could not take what so far stands safely in a file (then `unsaved`
        says why, until the next change).
        """
        if store is self._store:
            return True
        self.turned_to_memory = False
        others = self._others()
        if store.mode == "plain" and any(map(self._seals, (self.answers, *(o.answers for o in others)))):
            self.turned_to_memory = self.mode == "memory"
            self._leave(store, 0)
            return False
        old, old_case, old_stored, old_tried = self._store, self._case, self._stored, self._tried
        if not self._carry(others, store):
            return False
        self._move(store)
        self._save()
        refused = self.unsaved
        if refused is not None and old.mode != "memory":
            new_number = self._number
            self._store, self._case, self._stored, self._tried = old, old_case, old_stored, old_tried
            self._sort()
            self._leave(store, new_number)
            self.unsaved = refused
            return False
        self._leave(old, old_case.id or old_tried)
        return True

    def delete_session(self) -> bool:
        """Delete this session; the desk goes on with an empty one in memory. False: see `unremoved`."""
        return self._start_anew(everything=False)

    def delete_everything(self) -> bool:
        """Delete every session of the present store, and its file; then as `delete_session`.

        A desk in memory knows of no file: whoever offers this also calls `Store.wipe` on its path.
        """
        return self._start_anew(everything=True)

    def retry(self) -> bool:
        """Try again to save and to remove what is outstanding. True if nothing is left of it."""
        self._settle()
        return self.unsaved is None and self.unremoved is None

    def close(self) -> bool:
        """A last `retry`, then the stores are closed; its answer."""
        done = self.retry()
        for leaving in self._leaving:
            leaving.store.close()
        self._store.close()
        return done

    # -- inside -----------------------------------------------------------------------------------

    def _now(self) -> datetime:
        return utc(self._clock())

    def _blank(self) -> Case:
        now = self._now()
        return Case(0, "", now, now)

    def _seals(self, answers: Mapping[str, tuple[str, ...]]) -> bool:
        return any(self._keep.seals(question, options) for question, options in answers.items())

    def _settle(self) -> None:
        """After a change: out of the plain file if it must be, into the store, out of old ones."""
        if self.mode == "plain" and self._seals(self.answers):
            old, old_id = self._store, self._number
            self._move(Store.memory())
            self.turned_to_memory = True
            self._leave(old, old_id)
        else:
            self._finish_leaving()
        self._save()

    def _move(self, store: Store) -> None:
        """Make `store` the present one; it holds nothing of the case yet."""
        self._store, self._stored, self._tried = store, None, 0
        self._case = replace(self._case, id=0)
        self._sort()

    def _others(self) -> list[Case]:
        """The other sessions, where they would be gone with their store."""
        if self.mode != "memory":
            return []
        numbers = sorted(info.id for info in self._store.sessions() if info.id != self._case.id)
        return [self._store.load(number) for number in numbers]

    def _carry(self, others: Sequence[Case], store: Store) -> bool:
        """Bring other sessions into `store`: all or none. False: see `unsaved`; `store` is closed."""
        try:
            with store.transaction():
                for case in others:
                    answers = MappingProxyType(self._storable(case.answers, store.mode))
                    session = store.new_session(case.created, case.alias, wanted=case.id)
                    self._write(store, session, replace(case, answers=answers), _empty(case))
        except StoreError as error:
            store.close()
            self.unsaved = error
            return False
        return True

    def _sort(self) -> None:
        """Divide the answers anew into those the store may have and those held here alone."""
        answers = self.answers
        kept = self._storable(answers, self.mode)
        self._case = replace(self._case, answers=MappingProxyType(kept))
        self._held = MappingProxyType({q: options for q, options in answers.items() if q not in kept})

    def _storable(self, answers: Mapping[str, tuple[str, ...]], mode: str) -> dict[str, tuple[str, ...]]:
        return {q: options for q, options in answers.items() if self._keep.storable(q, mode)}

    @property
    def _number(self) -> int:
        """The number under which the store holds the case, or may hold it; 0: it can't."""
        return self._case.id or self._tried

    def _save(self) -> None:
        """Write the difference between the case and what the store holds, as one transaction."""
        try:
            self._look_again()
            case = self._case
            stored = self._stored or _empty(case)
            if case != stored:
                with self._store.transaction():
                    session = self._tried = case.id or self._store.new_session(case.created, case.alias)
                    self._write(self._store, session, case, stored)
                self._case = self._stored = replace(case, id=session)
        except StoreError as error:
            self.unsaved = error
        else:
            self.unsaved, self._tried = None, 0

    def _look_again(self) -> None:
        """After a save that failed: a failing disk may have taken what it said it had not."""
        if self._tried:
            with contextlib.suppress(UnknownIdError):  # a new session, not taken
                self._stored = self._store.load(self._tried)
                self._case = replace(self._case, id=self._tried)

    @staticmethod
    def _write(store: Store, session: int, case: Case, stored: Case) -> None:
        """Make of `stored`, session number `session` of the store, `case`; inside a transaction."""
        if case.alias != stored.alias:
            store.rename(session, case.alias, case.touched)
        for question, options in differences(stored.answers, case.answers):
            store.put_answer(session, question, options or (), case.touched)
        for task, record in differences(stored.tasks, case.tasks):
            if record is not None:  # a mark is changed, never taken away
                store.put_task(session, task, record.state, record.at, record.reason)
        for (task, field), note in differences(stored.notes, case.notes):
            text, at = (note.text, note.at) if note else ("", case.touched)
            store.put_note(session, task, field, text, at)
        store.touch(session, case.touched)

    def _start_anew(self, everything: bool) -> bool:
        old, old_id = self._store, self._number
        self._store = Store.memory()
        self._take(self._blank())
        self._leave(old, old_id, everything)
        return self.unremoved is None

    def _leave(self, store: Store, session: int, everything: bool = False) -> None:
        self._leaving.append(Leaving(store, session, everything))
        self._finish_leaving()

    def _finish_leaving(self) -> None:
        """Try to finish with the stores left. A file that is gone stays in `unremoved`, untried."""
        trying, self._leaving = self._leaving, []
        errors: list[StoreError] = []
        for leaving in trying:
            try:
                leaving.finish()
            except StoreError as error:
                errors.append(error)
                if not isinstance(error, StoreGoneError):
                    self._leaving.append(leaving)
        if trying:
            self.unremoved = errors[-1] if errors else None


def _empty(case: Case) -> Case:
    """A session like `case` with nothing in it yet, not even an alias."""
    return Case(0, "", case.created, case.touched)
