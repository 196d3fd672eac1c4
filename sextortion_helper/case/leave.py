"""Taking a session out of a store that is being left, as often as it needs."""

from __future__ import annotations

from dataclasses import dataclass

from sextortion_helper.case.store import Store
from sextortion_helper.errors import StoreError, StoreGoneError


@dataclass
class Leaving:
    """A store that must no longer hold `session` (0: it never did), or `everything` of it."""

    store: Store
    session: int
    everything: bool = False
    closed: bool = False

    def finish(self) -> None:
        """Remove the session and close the store; remove the file too if no other session is in it.

        May be called again after an error, but not after StoreGoneError: then the file is out of reach.
        """
        path = self.store.path
        if not self.closed:
            wholly = self._take_out()
            self.store.close()
            self.closed = True
            if not wholly:
                return
        if path is not None:
            Store.wipe(path)

    def _take_out(self) -> bool:
        """Delete the rows. True if the whole file may go."""
        others = False
        try:
            others = not self.everything and any(s.id != self.session for s in self.store.sessions())
            self.store.delete_session(self.session)
        except StoreGoneError:
            self.store.close()
            raise
        except StoreError:
            # Without room on the disk rows can't be deleted, but a file that may go as a whole can.
            if others or not (self.everything or self._alone()):
                raise
        return not others

    def _alone(self) -> bool:
        """Whether no other session is in the file. False if that can't be read."""
        try:
            return all(s.id == self.session for s in self.store.sessions())
        except StoreError:
            return False
