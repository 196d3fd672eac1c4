"""The errors a front end can act on. Each carries one plain sentence for its user."""

from __future__ import annotations

TYPE_CHECKING = False  # importing `typing` or `pathlib` would cost --help 8 ms
if TYPE_CHECKING:
    from pathlib import Path


class HelperError(Exception):
    """Base of every error this program raises on purpose; `str()` is fit to be shown."""


class ContentError(HelperError):
    """A content file is not as the format asks.

    `where` is `file:line` (line is 1-based, 0 if unknown), `path` the place inside the file
    (`tasks.block-code.source`), `problem` what is wrong and what to do.
    """

    def __init__(self, file: Path | str, line: int, path: str, problem: str) -> None:
        from pathlib import Path

        self.file = Path(file)
        self.line = line
        self.path = path
        self.problem = problem
        super().__init__(f"{self.file.as_posix()}:{line}: {path or '(whole file)'}: {problem}")


class UnknownIdError(HelperError):
    """Somebody asked for a step, service, question ... that the content does not have."""


class AnswerError(HelperError):
    """An answer given on the command line or in a file is unknown or not accepted there."""


class NoTerminalError(HelperError):
    """There is no terminal to ask in; `str()` says what works without one."""


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


class StoreExistsError(StoreFileError):
    """A new file was asked for where something is kept already. It was not touched."""

    key = "store-exists"
    sentence = "{path} is there already. It was left as it is."


class StoreNoneError(StoreFileError):
    """Nothing is kept under a passphrase at `path`."""

    key = "store-none"
    sentence = "Nothing is kept under a passphrase at {path}."


class PassphraseError(StoreError):
    """A passphrase that can't be taken; base of its kinds. Nothing was written.

    `key` is stable; a front end finds its translated sentence by it. `str()` is the English one
    and never holds the passphrase.
    """

    key = "passphrase-unfit"
    sentence = "This passphrase holds a sign that can't be typed again, such as a line break. Leave it out."

    def __init__(self) -> None:
        super().__init__(self.sentence)


class EmptyPassphraseError(PassphraseError):
    """No passphrase at all."""

    key = "passphrase-empty"
    sentence = "The passphrase is empty. Type at least four words."


class ShortPassphraseError(PassphraseError):
    """Too short for a new passphrase."""

    key = "passphrase-short"
    sentence = "The passphrase is too short. Take at least four words or 12 characters."


class WrongPassphraseError(PassphraseError):
    """The file at `path` does not open with this passphrase. A damaged beginning looks just the same."""

    key = "passphrase-wrong"
    sentence = (
        "This passphrase does not open the kept file. Nothing was changed. Check capital letters and the "
        "keyboard's language, then try again. If you are sure of it, the file may be damaged."
    )

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__()


class NotSealedError(PassphraseError):
    """The file at `path` is kept without a passphrase. It was not touched."""

    key = "passphrase-not-sealed"
    sentence = "The kept file has no passphrase. Open it without one."

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__()


class NoCipherError(StoreError):
    """The library that encrypts is missing, or the one installed does not encrypt. Nothing was written."""

    key = "store-no-cipher"

    def __init__(self) -> None:
        super().__init__(
            "Keeping things under a passphrase does not work on this computer: the part that encrypts "
            "(sqlcipher3) is missing. Everything else works without it."
        )
