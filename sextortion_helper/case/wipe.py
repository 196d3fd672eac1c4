"""Removing a store from the disk, as far as a program can."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from sextortion_helper.case.connect import from_system

_MOST = 8 << 20  # so much of a file is overwritten before it goes; no promise on SSDs anyway
_ENDINGS = ("", "-journal", "-wal", "-shm")


def wipe(path: Path) -> None:
    """Remove the closed store at `path` and its journals; what can be overwritten is, best effort.

    The file itself goes first: a journal left over by a crash in between is never played into a new,
    empty file. Nothing there: nothing done. Raises StoreReadOnlyError, StoreFileError.
    """
    for ending in _ENDINGS:
        name = path.with_name(path.name + ending)
        try:
            with contextlib.suppress(OSError):
                _overwrite(name)
            name.unlink(missing_ok=True)
        except OSError as error:
            raise from_system(error, name) from error


def _overwrite(path: Path) -> None:
    """Zeros over the content, then length 0. Before it goes the name, except on Windows."""
    with path.open("r+b") as file:
        with contextlib.suppress(OSError):
            path.unlink()
        left = min(os.fstat(file.fileno()).st_size, _MOST)
        while left > 0:
            left -= file.write(bytes(min(left, 1 << 20)))
        file.flush()
        os.fsync(file.fileno())
        file.truncate(0)
