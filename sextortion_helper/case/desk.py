"""The one open session: what the person says goes through here, into the store that may have it.

Nothing here raises a StoreError. What can't be saved stays in memory and shows in `unsaved`; what
can't be removed from the disk shows in `unremoved`. Both are tried again with each change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from sextortion_helper.case.keep import KeepRules
from sextortion_helper.case.models import Case, TaskRecord, TaskState, changed, fit, utc
from sextortion_helper.case.store import Store
from sextortion_helper.errors import StoreError, StoreGoneError


class Desk:
    """Opens a session of `store`: the one touched last, a new one, or that of the given number.

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
        self._held: Mapping[str, tuple[str, ...]] = MappingProxyType({})
        self._stored: Case | None = None  # what the store is known to hold
        self._leaving: _Leaving | None = None
        self.unsaved: StoreError | None = None
        self.unremoved: StoreError | None = None
        self.turned_to_memory = False
        if session == "last":
            known = store.sessions()
            session = known[0].id if known else "new"
        self._case = self._blank() if session == "new" else store.load(session)
        if self._case.id:
            self._stored = self._case
            self._settle()  # the rules may have become stricter since

    @property
    def case(self) -> Case:
        """What the store holds, or will as soon as it can. Without the answers it may not have."""
        return self._case

    @property
    def answers(self) -> Mapping[str, tuple[str, ...]]:
        """All answers, those held in memory alone included; for computing the plan, not for papers."""
        return MappingProxyType({**self._case.answers, **self._held})

    @property
    def mode(self) -> str:
        """The mode of the store: memory, plain."""
        return self._store.mode

    def answer(self, question: str, options: Sequence[str]) -> None:
        """Take an answer; no options: forget it. A sealed one turns a plain session to memory."""
        question, options = fit(question), tuple(fit(option) for option in options)
        self._held = changed(self._held, question, None)
        if self._keep.storable(question, self.mode):
            self._case = self._case.with_answer(question, options, self._now())
        else:
            self._case = self._case.with_answer(question, (), self._now())
            self._held = changed(self._held, question, options or None)
        self._settle()

    def forget_answer(self, question: str) -> None:
        """As if the question had not been answered."""
        self.answer(question, ())

    def mark(self, task: str, state: TaskState, reason: str = "") -> None:
        """Say where a task stands, with the person's reason if there is one."""
        self._case = self._case.with_task(fit(task), TaskRecord(state, self._now(), fit(reason)))
        self._settle()

    def write(self, task: str, field: str, text: str) -> None:
        """Put words into a field of a task; empty text removes them."""
        self._case = self._case.with_note(fit(task), fit(field), fit(text), self._now())
        self._settle()

    def switch(self, store: Store) -> None:
        """Go on in another store, with everything so far; the present one loses this session.

        A plain file that would hold no session is removed. If a sealed answer was given and `store`
        is plain, the desk stays in memory and says so by `turned_to_memory`.
        """
        if store is self._store:
            return
        self.turned_to_memory = False
        old, old_id = self._store, self._stored.id if self._stored else 0
        self._move(store)
        self._settle()
        if self.unsaved is None or old.mode == "memory":
            self._leave(old, old_id)
        else:  # what is kept in the file is the only safe copy until the new store has it
            self._move(old, old_id)

    def delete_session(self) -> bool:
        """Delete this session; the desk goes on with an empty one in memory. False: see `unremoved`."""
        return self._start_anew(everything=False)

    def delete_everything(self) -> bool:
        """Delete every session of the store, and its file; then as `delete_session`."""
        return self._start_anew(everything=True)

    def retry(self) -> bool:
        """Try again to save and to remove what is outstanding. True if nothing is left of it."""
        self._settle()
        return self.unsaved is None and self.unremoved is None

    def close(self) -> bool:
        """A last `retry`, then the stores are closed; its answer."""
        done = self.retry()
        self._store.close()
        if self._leaving is not None:
            self._leaving.store.close()
        return done
