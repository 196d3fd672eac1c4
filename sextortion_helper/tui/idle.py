"""When nobody has touched a key for a while, a passphrase is asked for again."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sextortion_helper.errors import StoreError

if TYPE_CHECKING:
    from sextortion_helper.case.store import Store

MINUTES: Final = (1, 2, 5, 10, 20)  # to choose from; never is not among them
DEFAULT: Final = 5
_SETTING: Final = "lock-minutes"


def minutes(store: Store) -> int:
    """After how many minutes `store` locks: as was chosen for it, else `DEFAULT`."""
    try:
        chosen = store.setting(_SETTING)
    except StoreError:
        return DEFAULT
    return int(chosen) if chosen in map(str, MINUTES) else DEFAULT


def choose(store: Store, number: int) -> None:
    """Let `store` lock after so many of `MINUTES`, this time and from now on. Raises StoreError."""
    store.put_setting(_SETTING, str(number))


class Idle:
    """How long no key and no mouse was used. `clock` gives aware times."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.touch()

    def touch(self) -> None:
        """Something was used just now."""
        self._ticks, self._moment = time.monotonic(), self._clock()

    def is_over_for(self, store: Store) -> bool:
        """Whether that was longer ago than `store` may stay open."""
        seconds = self._seconds()
        # The store may be at work on a new passphrase: it is asked only where its answer can matter.
        return seconds > MINUTES[0] * 60 and seconds > minutes(store) * 60

    def _seconds(self) -> float:
        """By the longer of two clocks: one stands still while a computer sleeps, the other is put back."""
        by_clock = (self._clock() - self._moment).total_seconds()
        return max(time.monotonic() - self._ticks, by_clock)
