"""Where things lie on disk. Functions only: nothing is looked up, read or made at import time."""

from __future__ import annotations

from pathlib import Path
from typing import Final

APP_NAME: Final = "nextsteps"  # says nothing about what it is for [R16]


def data_dir(override: Path | None = None) -> Path:
    """The directory for what the person keeps: `override`, or the system's own place. Makes nothing."""
    if override is not None:
        return override
    from platformdirs import user_data_dir  # not at the top: start-up must not pay for it

    return Path(user_data_dir(APP_NAME, appauthor=False))


def store_file(directory: Path) -> Path:
    """The one file that holds the cases."""
    return directory / "store.db"


def sealed_file(directory: Path) -> Path:
    """The one file that holds cases under a passphrase; its name says nothing either [R16]."""
    return directory / "data.db"


def settings_file(directory: Path) -> Path:
    """The file that holds the settings (language, theme ...), never anything of a case."""
    return directory / "settings.json"


def content_root() -> Path:
    """The directory of the content: inside the installed package, else beside it in the source tree."""
    package = Path(__file__).parent  # importlib.resources would give the same and cost the start 15 ms
    installed = package / "_content"
    return installed if installed.is_dir() else package.parent / "content"


def make_private_dir(path: Path) -> None:
    """Make `path` (parents too) readable by its owner only.

    A directory that was there already is tightened only if it bears our own name; another one, say a
    home directory given on the command line, keeps its mode. Raises OSError.
    """
    try:
        path.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        if not path.is_dir():
            raise
        if path.name == APP_NAME and path.stat().st_mode & 0o077:
            path.chmod(0o700)
