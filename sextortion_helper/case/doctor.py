"""Looks for what others could find on this computer. Changes nothing, and shows nothing of what it reads."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sextortion_helper
from sextortion_helper.case import traces
from sextortion_helper.case.traces import Computer, Finding
from sextortion_helper.case.wipe import JOURNALS, kept_files
from sextortion_helper.paths import settings_file


@dataclass(frozen=True)
class Report:
    """What was found, and the names of the checks that found nothing or can't look on this system."""

    findings: tuple[Finding, ...]
    clear: tuple[str, ...]
    not_looked_at: tuple[str, ...]


def examine(computer: Computer) -> Report:
    """Make every check. Raises nothing: what can't be looked at is named."""
    findings: list[Finding] = []
    clear: list[str] = []
    closed: list[str] = []
    for name, check in CHECKS.items():
        try:
            found = check(computer)
            found = None if found is None else list(found)
        except OSError:
            found = None
        if found is None:
            closed.append(name)
        elif found:
            findings += found
        else:
            clear.append(name)
    return Report(tuple(findings), tuple(clear), tuple(closed))


def this_computer(directory: Path) -> Computer:
    """The computer the program runs on, with `directory` as the place where things are kept."""
    return Computer(directory, Path.home(), os.environ, sys.platform)


# -- the directory and what is in it --------------------------------------------------------------


def _permissions(computer: Computer) -> Iterable[Finding] | None:
    """Directory and files that other accounts may read, or that belong to somebody else."""
    return None if computer.system == "win32" else _open_to_others(computer.directory)


def _open_to_others(directory: Path) -> Iterator[Finding]:
    for place in (directory, *kept_files(directory)):
        try:
            seen = place.stat()
        except FileNotFoundError:
            continue
        kind = "directory" if place == directory else "file"
        if seen.st_mode & 0o077:
            yield Finding(f"{kind}-open", str(place), {"mode": f"{seen.st_mode & 0o777:03o}"})
        if seen.st_uid != os.getuid():
            yield Finding("other-owner", str(place))


def _leftovers(computer: Computer) -> Iterator[Finding]:
    """Journals with something in them, and half-written settings: left by a kill or a power cut."""
    settings = settings_file(computer.directory)
    for file in kept_files(computer.directory):
        journal = file.name.endswith(JOURNALS) and file.stat().st_size > 0
        if journal or (file.name.startswith(settings.name) and file != settings):
            yield Finding("leftover", str(file))


# Names of folders, as the programs make them; `*` at the end: anything may follow.
_SYNC_FOLDERS: Final = {
    "Dropbox*": "Dropbox",
    "OneDrive*": "OneDrive",
    "com~apple~CloudDocs": "iCloud Drive",
    "Mobile Documents": "iCloud Drive",
    "iCloudDrive*": "iCloud Drive",
    "Google Drive*": "Google Drive",
    "GoogleDrive*": "Google Drive",
    "Nextcloud*": "Nextcloud",
    "ownCloud*": "ownCloud",
    "pCloudDrive*": "pCloud",
    "MEGAsync*": "MEGA",
}
# Files that mark such a folder, whatever its name is.
_SYNC_MARKS: Final = {
    ".dropbox": "Dropbox",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
}
_SYNC_VARIABLES: Final = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")


def _sync(computer: Computer) -> Iterator[Finding]:
    """A directory that is copied to other computers."""
    names = dict.fromkeys(
        name
        for place in dict.fromkeys((computer.directory.absolute(), computer.directory.resolve()))
        for folder in (place, *place.parents)
        for name in _sync_names(folder, computer.environment, computer.home)
    )
    yield from (Finding("sync", str(computer.directory), {"name": name}) for name in names)


def _sync_names(folder: Path, environment: Mapping[str, str], home: Path) -> Iterator[str]:
    low = folder.name.lower()
    for pattern, name in _SYNC_FOLDERS.items():
        start = pattern.lower().removesuffix("*")
        if low == start or (pattern.endswith("*") and low.startswith(start)):
            yield name
    # In the home directory such a file may be the program's own place for its settings.
    yield from (name for mark, name in _SYNC_MARKS.items() if folder != home and (folder / mark).exists())
    if any(environment.get(name) == str(folder) for name in _SYNC_VARIABLES):
        yield "OneDrive"


def _program(_: Computer) -> Iterator[Finding]:
    """The program itself: its folder's name says what it is for."""
    yield Finding("program", str(Path(sextortion_helper.__file__).parent))


Check = Callable[[Computer], Iterable[Finding] | None]  # None: it can't look on this system
CHECKS: Final[Mapping[str, Check]] = {
    "history": traces.history,
    "recording": traces.recording,
    "permissions": _permissions,
    "leftovers": _leftovers,
    "sync": _sync,
    "backup": traces.backup,
    "swap": traces.swap,
    "accounts": traces.accounts,
    "program": _program,
}
