"""The errors a front end can act on. Each carries one plain sentence for its user."""

from __future__ import annotations

from pathlib import Path


class HelperError(Exception):
    """Base of every error this program raises on purpose; `str()` is fit to be shown."""


class ContentError(HelperError):
    """A content file is not as the format asks.

    `where` is `file:line` (line is 1-based, 0 if unknown), `path` the place inside the file
    (`tasks.block-code.source`), `problem` what is wrong and what to do.
    """

    def __init__(self, file: Path | str, line: int, path: str, problem: str) -> None:
        self.file = Path(file)
        self.line = line
        self.path = path
        self.problem = problem
        super().__init__(f"{self.file.as_posix()}:{line}: {path or '(whole file)'}: {problem}")


class UnknownIdError(HelperError):
    """Somebody asked for a step, service, question ... that the content does not have."""


class AnswerError(HelperError):
    """An answer given on the command line or in a file is unknown or not accepted there."""


class StoreError(HelperError):
    """Something about the kept file went wrong; the file was left as it was."""


class StoreFileError(StoreError):
    """The kept file at `path` could not be read or written, and no narrower class fits.

    `key` is stable; a front end finds its translated sentence by it. `str()` is the English one.
    """

    key = "store-failed"
    sentence = "{path} could not be read or written. Check the disk, then try again."

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(self.sentence.format(path=path))


class StoreLockedError(StoreFileError):
    """Another program, most likely a second window of this one, has the file open."""

    key = "store-locked"
    sentence = "{path} is open in another window. Close that window, then try again."


class StoreDamagedError(StoreFileError):
    """The file is not a store, or what it holds is broken. It was left as it is."""

    key = "store-damaged"
    sentence = (
        "{path} is damaged or was not made by this program. It was left as it is. "
        "Move it away or restore a copy, then try again."
    )


class StoreNewerError(StoreFileError):
    """A newer version of this program wrote the file. It was not touched."""

    key = "store-newer"
    sentence = (
        "{path} was written by a newer version of this program. It was not changed. "
        "Open it with the newer version."
    )


class StoreFullError(StoreFileError):
    """No room is left where the file is."""

    key = "store-full"
    sentence = "There is no room left on the disk for {path}. Make some room, then try again."


class StoreReadOnlyError(StoreFileError):
    """The file or its folder may not be written."""

    key = "store-read-only"
    sentence = (
        "{path} can't be written. Check that you may write to this folder and that nothing is in its place."
    )


class StoreGoneError(StoreFileError):
    """The file was moved, replaced or deleted while it was open; writing on would lose the words."""

    key = "store-gone"
    sentence = "{path} was moved or deleted while it was open. Put it back or keep it anew."
