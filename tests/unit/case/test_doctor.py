"""The doctor: each check against a made-up computer; it changes nothing."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sextortion_helper.case import doctor, traces
from sextortion_helper.case.doctor import examine
from sextortion_helper.case.store import Store
from sextortion_helper.case.traces import Computer, Finding

LINES = b": 1700000000:0;nextsteps --demo\nls\ncd sextortion-helper-old\npython -m sextortion_helper now\n"


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """A Linux without anything to find."""
    home, root = tmp_path / "home" / "me", tmp_path / "root"
    home.mkdir(parents=True)
    (root / "proc").mkdir(parents=True)
    (root / "etc").mkdir()
    (root / "proc/swaps").write_text("Filename\tType\tSize\tUsed\tPriority\n")
    (root / "etc/passwd").write_text("root:x:0:0:root:/root:/bin/bash\n")
    directory = home / ".local/share/nextsteps"
    return Computer(directory, home, {}, "linux", root, 500)


def found(check: Callable[[Computer], object], computer: Computer) -> list[Finding]:
    findings = check(computer)
    assert findings is not None
    return list(findings)  # type: ignore[call-overload]


def test_a_computer_without_traces(computer: Computer) -> None:
    report = examine(computer)
    assert [one.id for one in report.findings] == ["program"]
    assert set(report.clear) == set(doctor.CHECKS) - {"program"}
    assert report.not_looked_at == ()
    assert not computer.directory.exists()


def test_it_looks_at_this_very_computer() -> None:
    report = examine(doctor.this_computer(Path.home() / "nextsteps"))
    names = {one.id for one in report.findings}
    assert "program" in names
    assert set(report.clear) | set(report.not_looked_at) <= set(doctor.CHECKS)


# -- typed commands -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [".bash_history", ".zsh_history", ".zhistory", ".histfile", ".local/share/fish/fish_history",
     ".local/share/atuin/history.db", ".local/share/powershell/PSReadLine/ConsoleHost_history.txt"],
)  # fmt: skip
def test_lists_of_typed_commands(computer: Computer, name: str) -> None:
    file = computer.home / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(LINES + b"\xff\xfe not text\nunextsteps nextstepson\n")
    assert found(traces.history, computer) == [Finding("history", str(file), {"count": 3})]
    file.write_bytes(b"ls\n")
    assert found(traces.history, computer) == []


def test_lists_the_environment_names(computer: Computer, tmp_path: Path) -> None:
    other, dots = tmp_path / "other_history", tmp_path / "dots"
    dots.mkdir()
    for file in (other, dots / ".zsh_history"):
        file.write_bytes(LINES)
    here = replace(computer, environment={"HISTFILE": str(other), "ZDOTDIR": str(dots)})
    assert {one.where for one in found(traces.history, here)} == {str(other), str(dots / ".zsh_history")}


def test_the_one_of_windows(computer: Computer) -> None:
    file = computer.home / "AppData/Roaming" / traces._WINDOWS_HISTORY
    file.parent.mkdir(parents=True)
    file.write_bytes(LINES)
    assert found(traces.history, computer) == []
    windows = replace(computer, system="win32")
    assert found(traces.history, windows) == [Finding("history", str(file), {"count": 3})]


def test_one_that_can_not_be_read_is_named(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    file = computer.home / ".bash_history"
    file.write_bytes(LINES)
    real = Path.open

    def refuse(self: Path, *arguments: object, **more: object) -> object:
        if self == file:
            raise PermissionError(13, "no", str(file))
        return real(self, *arguments, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    assert found(traces.history, computer) == [Finding("unread", str(file))]


# -- recording ------------------------------------------------------------------------------------


def process(computer: Computer, number: int, name: str, parent: int) -> None:
    place = computer.root / f"proc/{number}"
    place.mkdir()
    (place / "stat").write_text(f"{number} ({name}) S {parent} 1 1 0 -1")


@pytest.mark.parametrize(
    ("name", "ids"),
    [("bash", []), ("script", ["recorder"]), ("asciinema", ["recorder"]), ("tmux: server", ["tmux"]),
     ("screen", ["screen"]), ("a) b (c", [])],
)  # fmt: skip
def test_what_runs_above(computer: Computer, name: str, ids: list[str]) -> None:
    process(computer, 500, "python", 400)
    process(computer, 400, "zsh", 300)
    process(computer, 300, name, 1)
    process(computer, 700, "script", 1)  # somebody else's
    assert [one.id for one in found(traces.recording, computer)] == ids


@pytest.mark.parametrize(
    ("environment", "ids"),
    [({"TMUX": "/tmp/x,1,0"}, ["tmux"]), ({"STY": "1.pts"}, ["screen"]), ({"SCRIPT": "/x/typescript"}, ["recorder"]),
     ({"ASCIINEMA_REC": "1"}, ["recorder"]), ({"TMUX": ""}, [])],
)  # fmt: skip
def test_what_the_environment_tells(computer: Computer, environment: dict[str, str], ids: list[str]) -> None:
    assert [one.id for one in found(traces.recording, replace(computer, environment=environment))] == ids


def test_processes_of_a_mac(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "  1     0 /sbin/launchd\n300     1 /usr/bin/script\n400   300 -zsh\n500   400 /x y/python3\nodd\n"
    monkeypatch.setattr(Computer, "ask", lambda *_: rows)
    mac = replace(computer, system="darwin")
    assert found(traces.recording, mac) == [Finding("recorder", "", {"name": "script"})]


# -- the directory --------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="modes")
def test_permissions(computer: Computer) -> None:
    directory = computer.directory
    Store.plain(directory / "store.db").close()
    check = doctor.CHECKS["permissions"]
    assert found(check, computer) == []
    directory.chmod(0o755)
    (directory / "store.db").chmod(0o640)
    assert found(check, computer) == [
        Finding("directory-open", str(directory), {"mode": "755"}),
        Finding("file-open", str(directory / "store.db"), {"mode": "640"}),
    ]
    assert stat.S_IMODE(directory.stat().st_mode) == 0o755, "looking changes nothing"


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root gives files away")
def test_a_file_of_somebody_else(computer: Computer) -> None:
    computer.directory.mkdir(parents=True, mode=0o700)
    os.chown(computer.directory, 4711, 4711)
    assert [one.id for one in found(doctor.CHECKS["permissions"], computer)] == ["other-owner"]


def test_leftovers(computer: Computer) -> None:
    directory = computer.directory
    store = Store.plain(directory / "store.db")
    store.new_session(datetime(2026, 3, 1, tzinfo=UTC))
    store.close()
    (directory / "settings.json").write_text("{}")
    check = doctor.CHECKS["leftovers"]
    assert (directory / "store.db-journal").exists()
    assert found(check, computer) == [], "an empty journal is as it should be"
    (directory / "data.db-journal").write_bytes(b"page")
    (directory / "settings.json.ab12").write_bytes(b"{")
    assert found(check, computer) == [
        Finding("leftover", str(directory / "data.db-journal")),
        Finding("leftover", str(directory / "settings.json.ab12")),
    ]


@pytest.mark.parametrize(
    ("place", "name"),
    [("Dropbox/nextsteps", "Dropbox"), ("OneDrive - Firma/x", "OneDrive"), ("Nextcloud2/a/b", "Nextcloud"),
     ("Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud Drive"), ("iCloudDrive/x", "iCloud Drive"),
     ("Library/CloudStorage/GoogleDrive-me@x.at/My Drive", "Google Drive"), ("Google Drive/x", "Google Drive"),
     ("dropped/x", None), (".dropbox-dist/x", None)],
)  # fmt: skip
def test_folders_that_are_copied(computer: Computer, place: str, name: str | None) -> None:
    directory = computer.home / place
    wanted = [Finding("sync", str(directory), {"name": name})] if name else []
    assert found(doctor.CHECKS["sync"], replace(computer, directory=directory)) == wanted


@pytest.mark.parametrize(
    ("mark", "name"), [(".stfolder", "Syncthing"), (".dropbox", "Dropbox"), (".owncloudsync.log", "ownCloud")]
)
def test_folders_with_a_mark(computer: Computer, mark: str, name: str) -> None:
    folder = computer.home / "papers"
    folder.mkdir()
    (folder / mark).mkdir()
    here = replace(computer, directory=folder / "deep" / "nextsteps")
    assert [one.values["name"] for one in found(doctor.CHECKS["sync"], here)] == [name]
    (computer.home / ".dropbox").mkdir()  # where Dropbox keeps its settings
    assert found(doctor.CHECKS["sync"], computer) == []


def test_a_link_into_such_a_folder(computer: Computer) -> None:
    (computer.home / "Dropbox").mkdir()
    (computer.home / "link").symlink_to(computer.home / "Dropbox")
    here = replace(computer, directory=computer.home / "link/nextsteps")
    assert [one.values["name"] for one in found(doctor.CHECKS["sync"], here)] == ["Dropbox"]


def test_the_folder_that_windows_names(computer: Computer) -> None:
    here = replace(computer, environment={"OneDrive": str(computer.home / ".local")}, system="win32")
    assert [one.values["name"] for one in found(doctor.CHECKS["sync"], here)] == ["OneDrive"]


# -- copies ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "program"), traces._BACKUPS.items())
def test_backups(computer: Computer, name: str, program: str) -> None:
    place = computer.root / name[1:] if name.startswith("/") else computer.home / name
    place.mkdir(parents=True)
    assert found(traces.backup, computer) == [Finding("backup", str(place), {"name": program})]


def test_file_history_of_windows(computer: Computer) -> None:
    windows = replace(computer, system="win32")
    assert found(traces.backup, windows) == []
    place = computer.home / "AppData/Local" / traces._FILE_HISTORY
    place.parent.mkdir(parents=True)
    place.touch()
    assert [one.values["name"] for one in found(traces.backup, windows)] == ["File History"]


@pytest.mark.parametrize(
    ("known", "excluded", "ids"),
    [("Name : Disk\nKind : Local\n", "[Included]    /x", ["backup"]), ("Name : Disk\n", "[Excluded]    /x", []),
     ("tmutil: No destinations configured.\n", "[Included]    /x", []), ("", "", [])],
)  # fmt: skip
def test_time_machine(
    computer: Computer, known: str, excluded: str, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(_: Computer, *command: str) -> str:
        return known if command[1] == "destinationinfo" else excluded

    monkeypatch.setattr(Computer, "ask", ask)
    assert [one.id for one in found(traces.backup, replace(computer, system="darwin"))] == ids


@pytest.mark.parametrize(("kind", "ids"), [("btrfs", ["snapshots"]), ("ext4", []), ("zfs", ["snapshots"])])
def test_disks_with_older_states(computer: Computer, kind: str, ids: list[str]) -> None:
    (computer.root / "proc/self").mkdir()
    mount = str(computer.home.resolve()).replace(" ", "\\040")
    (computer.root / "proc/self/mountinfo").write_text(
        f"22 1 8:1 / / rw - xfs /dev/sda1 rw\n23 22 0:40 / {mount} rw shared:1 - {kind} /dev/sda2 rw\n"
        "24 22 0:41 / /elsewhere rw - btrfs /dev/sdb rw\n"
    )
    assert [one.id for one in found(traces.backup, computer)] == ids


# -- swap -----------------------------------------------------------------------------------------


def block(computer: Computer, name: str, *, uuid: str = "", below: tuple[str, ...] = ()) -> None:
    place = computer.root / "sys/class/block" / name
    (place / "slaves").mkdir(parents=True)
    if uuid:
        (place / "dm").mkdir()
        (place / "dm/uuid").write_text(uuid + "\n")
    for one in below:
        (place / "slaves" / one).symlink_to(computer.root / "sys/class/block" / one)


@pytest.mark.parametrize(
    ("device", "ids"),
    [("/dev/sda3", ["swap-open"]), ("/dev/dm-1", []), ("/dev/dm-2", []), ("/dev/dm-3", ["swap-open"]),
     ("/dev/zram0", []), ("/dev/sdz9", ["swap-unsure"]), ("/swap\\040file", ["swap-unsure"])],
)  # fmt: skip
def test_swap(computer: Computer, device: str, ids: list[str]) -> None:
    block(computer, "sda3")
    block(computer, "dm-1", uuid="CRYPT-LUKS2-abc-swap", below=("sda3",))
    block(computer, "dm-2", uuid="LVM-abc", below=("dm-1",))  # on a disk that is encrypted as a whole
    block(computer, "dm-3", uuid="LVM-abc", below=("sda3", "dm-1"))
    kind = "partition" if device.startswith("/dev") else "file"
    with (computer.root / "proc/swaps").open("a") as swaps:
        swaps.write(f"{device} {kind}\t1000\t0\t-2\n")
    findings = found(traces.swap, computer)
    assert [one.id for one in findings] == ids
    assert all(one.where == device.replace("\\040", " ") for one in findings)


def test_a_swap_file_lies_on_a_disk(computer: Computer, tmp_path: Path) -> None:
    file = tmp_path / "swapfile"
    file.touch()
    device = file.stat().st_dev
    place = computer.root / f"sys/dev/block/{os.major(device)}:{os.minor(device)}"
    place.mkdir(parents=True)
    with (computer.root / "proc/swaps").open("a") as swaps:
        swaps.write(f"{file} file 1000 0 -2\n")
    assert found(traces.swap, computer) == [Finding("swap-open", str(file))]
    (place / "dm").mkdir()
    (place / "dm/uuid").write_text("CRYPT-LUKS1-x")
    assert found(traces.swap, computer) == []


@pytest.mark.parametrize(
    ("said", "wanted"),
    [("total = 1024.00M  used = 0.00M  free = 1024.00M  (encrypted)", []), ("total = 1.00M", ["swap-open"])],
)
def test_swap_of_a_mac(
    computer: Computer, said: str, wanted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Computer, "ask", lambda *_: said)
    assert [one.id for one in found(traces.swap, replace(computer, system="darwin"))] == wanted


# -- other people, other systems ------------------------------------------------------------------


def test_other_accounts(computer: Computer) -> None:
    rows = ["me:x:1000:1000::/home/me:/bin/bash", "anna:x:1001:1001::/home/anna:/bin/zsh",
            "svc:x:1002:1002::/srv:/usr/sbin/nologin", "nobody:x:65534:65534::/:/bin/sh", "odd row",
            f"own:x:{os.getuid()}:1::/own:/bin/sh"]  # fmt: skip
    (computer.root / "etc/passwd").write_text("\n".join(rows))
    assert found(traces.accounts, computer) == [Finding("accounts", "", {"count": 2 - (os.getuid() == 1000)})]


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_accounts_by_their_folders(computer: Computer, system: str) -> None:
    for name in ("Anna", "Shared", "Public", "Default", ".localized", "Guest"):
        (computer.home.parent / name).mkdir()
    (computer.home.parent / "desktop.ini").touch()
    assert found(traces.accounts, replace(computer, system=system)) == [Finding("accounts", "", {"count": 1})]


def test_what_windows_does_not_show_is_named(computer: Computer) -> None:
    root = computer.root / "nowhere"
    report = examine(replace(computer, system="win32", root=root))
    assert report.not_looked_at == ("recording", "permissions", "swap")


def test_a_check_that_may_not_look_is_named(computer: Computer) -> None:
    (computer.root / "etc/passwd").unlink()
    (computer.root / "proc/swaps").unlink()
    report = examine(computer)
    assert report.not_looked_at == ("swap", "accounts")


def test_a_tool_that_is_not_there_or_hangs(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert computer.ask("no-such-tool-here") == ""
    monkeypatch.setattr(traces, "_SECONDS", 0.05)
    assert computer.ask("sleep", "5") == ""
    assert computer.ask("printf", "yes") == "yes"
