"""Traces outside our own directory: typed commands, recordings, backups, swap, other accounts.

Each check gives its findings, or None where it can't look on this system. May raise OSError.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_OURS: Final = re.compile(rb"\b(?:sextortion[-_]helper|nextsteps)\b")
_SECONDS: Final = 5  # for a tool of the system to answer


@dataclass(frozen=True)
class Finding:
    """`id` names the words for it, `where` is a place on the disk (or empty), `values` fill the words."""

    id: str
    where: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Computer:
    """Where to look. `system` is as in `sys.platform`; `root` is where /proc, /sys and /etc hang."""

    directory: Path
    home: Path
    environment: Mapping[str, str]
    system: str
    root: Path = Path("/")
    process: int = field(default_factory=os.getpid)

    def folder(self, variable: str, otherwise: str) -> Path:
        """A folder the environment names, else one in the home directory."""
        return Path(self.environment.get(variable) or self.home / otherwise)

    def ask(self, *command: str) -> str:
        """What a tool of the system says; empty if there is none or it does not answer."""
        import subprocess

        try:
            return subprocess.run(
                command, capture_output=True, text=True, timeout=_SECONDS, stdin=subprocess.DEVNULL
            ).stdout
        except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
            return ""


# -- typed commands -------------------------------------------------------------------------------

_HISTORIES: Final = (
    ".bash_history",
    ".zsh_history",
    ".zhistory",
    ".histfile",
    ".sh_history",
    ".ksh_history",
    ".config/nushell/history.txt",
)
_DATA_HISTORIES: Final = (
    "fish/fish_history",
    "atuin/history.db",
    "powershell/PSReadLine/ConsoleHost_history.txt",
)
_WINDOWS_HISTORY: Final = "Microsoft/Windows/PowerShell/PSReadLine/ConsoleHost_history.txt"


def history(computer: Computer) -> Iterator[Finding]:
    """Lists of typed commands that name this program: the file and how many lines, never the lines."""
    places = [computer.home / name for name in _HISTORIES]
    places += [computer.folder("XDG_DATA_HOME", ".local/share") / name for name in _DATA_HISTORIES]
    places.append(computer.folder("ZDOTDIR", "") / ".zsh_history")
    places.append(computer.folder("HISTFILE", ".bash_history"))
    if computer.system == "win32":
        places.append(computer.folder("APPDATA", "AppData/Roaming") / _WINDOWS_HISTORY)
    for file in dict.fromkeys(place.resolve() for place in places):
        if file.is_file():
            try:
                with file.open("rb") as lines:
                    count = sum(1 for line in lines if _OURS.search(line))
            except OSError:
                yield Finding("unread", str(file))
            else:
                if count:
                    yield Finding("history", str(file), {"count": count})


# -- what records the terminal --------------------------------------------------------------------

_RECORDERS: Final = {"script", "asciinema", "ttyrec", "termrec", "tlog-rec", "tlog-rec-sessio"}


def recording(computer: Computer) -> Iterable[Finding] | None:
    """tmux and screen, which keep lines that have left the screen; programs that record all of it."""
    return None if computer.system == "win32" else _recording(computer)


def _recording(computer: Computer) -> Iterator[Finding]:
    above = set(_ancestors(computer))
    said = computer.environment
    if said.get("TMUX") or "tmux: server" in above:
        yield Finding("tmux")
    if said.get("STY") or "screen" in above:
        yield Finding("screen")
    recorders = sorted(above & _RECORDERS)
    if not recorders and said.get("ASCIINEMA_REC"):
        recorders = ["asciinema"]
    if not recorders and said.get("SCRIPT"):  # set by the `script` of macOS and the BSDs: its file
        yield Finding("recorder", said["SCRIPT"], {"name": "script"})
    yield from (Finding("recorder", "", {"name": name}) for name in recorders)


def _ancestors(computer: Computer) -> Iterator[str]:
    """The names of the programs that started this one, the nearest first."""
    parents = dict(_processes(computer))
    process, seen = computer.process, set[int]()
    while process in parents and process not in seen:
        seen.add(process)
        process, name = parents[process]
        yield name


def _processes(computer: Computer) -> Iterator[tuple[int, tuple[int, str]]]:
    """For each process its parent and its own name."""
    if computer.system == "darwin":
        for line in computer.ask("ps", "-A", "-o", "pid=,ppid=,comm=").splitlines():
            number, parent, name = (line.split(None, 2) + [""] * 3)[:3]
            if number.isdigit() and parent.isdigit():
                yield int(number), (int(parent), Path(name).name)
        return
    for place in (computer.root / "proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError):  # it has ended meanwhile
            text = place.read_text(encoding="utf-8", errors="replace")
            name = text[text.index("(") + 1 : text.rindex(")")]
            yield int(place.parent.name), (int(text[text.rindex(")") + 2 :].split()[1]), name)


# -- copies ---------------------------------------------------------------------------------------

# What these programs leave in a home directory (or in /etc) once they are set up.
_BACKUPS: Final = {
    ".cache/deja-dup": "Déjà Dup",
    ".local/share/Vorta": "Vorta",
    ".cache/borg": "Borg",
    ".cache/restic": "restic",
    ".cache/duplicity": "Duplicity",
    ".cache/kopia": "Kopia",
    ".local/share/backintime": "Back In Time",
    "/etc/timeshift/timeshift.json": "Timeshift",
    "/etc/snapper/configs/root": "Snapper",
    "/etc/snapper/configs/home": "Snapper",
}
_FILE_HISTORY: Final = "Microsoft/Windows/FileHistory/Configuration/Config1.xml"
_SNAPSHOTS: Final = {"btrfs", "zfs", "bcachefs", "nilfs2"}


def backup(computer: Computer) -> Iterator[Finding]:
    """Backup programs that are set up here, and file systems that can keep older states."""
    if computer.system == "darwin":
        known = computer.ask("tmutil", "destinationinfo")
        if "Name" in known and "[Excluded]" not in computer.ask(
            "tmutil", "isexcluded", str(computer.directory)
        ):
            yield Finding("backup", str(computer.directory), {"name": "Time Machine"})
    elif computer.system == "win32":
        place = computer.folder("LOCALAPPDATA", "AppData/Local") / _FILE_HISTORY
        if place.exists():
            yield Finding("backup", str(place), {"name": "File History"})
    else:
        for name, program in _BACKUPS.items():
            place = computer.root / name[1:] if name.startswith("/") else computer.home / name
            if place.exists():
                yield Finding("backup", str(place), {"name": program})
        kind = _file_system(computer)
        if kind in _SNAPSHOTS:
            yield Finding("snapshots", str(computer.directory), {"name": kind})


def _file_system(computer: Computer) -> str:
    """The kind of file system the directory lies, or would lie, on."""
    directory = computer.directory.resolve()
    best, kind = -1, ""
    mounts = computer.root / "proc/self/mountinfo"
    for line in _lines(mounts) if mounts.exists() else []:
        first, _, rest = line.partition(" - ")
        fields = first.split()
        mount = Path(_unescaped(fields[4])) if len(fields) > 4 else None
        if mount is not None and directory.is_relative_to(mount) and len(mount.parts) >= best:
            best, kind = len(mount.parts), (rest.split() or [""])[0]
    return kind


# -- memory written to the disk -------------------------------------------------------------------


def swap(computer: Computer) -> Iterable[Finding] | None:
    """Swap that is not encrypted, or where that can't be told."""
    if computer.system == "darwin":
        said = computer.ask("sysctl", "-n", "vm.swapusage")
        return None if not said else [] if "encrypted" in said else [Finding("swap-open")]
    return _swap(computer) if (computer.root / "proc/swaps").exists() else None


def _swap(computer: Computer) -> Iterator[Finding]:
    for line in _lines(computer.root / "proc/swaps")[1:]:
        name, kind = [_unescaped(part) for part in line.split()[:2]]
        if Path(name).name.startswith("zram"):  # stays in memory
            continue
        block = computer.root / "sys/class/block" / Path(name).name
        if kind == "file":
            device = Path(name).stat().st_dev if Path(name).exists() else 0
            block = computer.root / f"sys/dev/block/{os.major(device)}:{os.minor(device)}"
        if not block.exists():
            yield Finding("swap-unsure", name)
        elif not _encrypted(block):
            yield Finding("swap-open", name)


def _encrypted(block: Path) -> bool:
    """Whether a block device, or everything it lies on, is encrypted by the system (dm-crypt)."""
    name = block / "dm/uuid"
    if name.is_file() and name.read_text().startswith("CRYPT-"):
        return True
    below = list((block / "slaves").iterdir()) if (block / "slaves").is_dir() else []
    return bool(below) and all(_encrypted(one) for one in below)


# -- other people ---------------------------------------------------------------------------------

_NO_PERSON: Final = {"shared", "guest", "public", "default", "default user", "all users", "defaultuser0"}
_PEOPLE: Final = range(1000, 60000)  # numbers that Linux gives to people


def accounts(computer: Computer) -> Iterator[Finding]:
    """How many other people have an account here: whoever administers it can read open files."""
    if computer.system in ("darwin", "win32"):
        folders = [place for place in computer.home.parent.iterdir() if place.is_dir()]
        names = {place.name.lower() for place in folders if not place.name.startswith(".")}
        count = len(names - _NO_PERSON - {computer.home.name.lower()})
    else:
        rows = [line.split(":") for line in _lines(computer.root / "etc/passwd")]
        count = sum(
            row[2].isdigit()
            and int(row[2]) in _PEOPLE
            and int(row[2]) != os.getuid()
            and not row[6].endswith(("nologin", "false"))
            for row in rows
            if len(row) == 7
        )
    if count:
        yield Finding("accounts", "", {"count": count})


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8", errors="replace").splitlines()


def _unescaped(text: str) -> str:
    """The kernel writes a blank in a name as \\040."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)
