"""What is imported when, in a fresh interpreter: an import contract does not see what a run loads."""

from __future__ import annotations

import ast
import pkgutil
import subprocess
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path

import pytest

import sextortion_helper

PACKAGE = Path(sextortion_helper.__file__).parent
CORE = ("case", "knowledge", "lint", "plain", "plan", "documents")
NETWORK = {
    "aiohttp", "ftplib", "http.client", "http.server", "httpx", "imaplib", "nntplib", "poplib", "requests",
    "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "webbrowser",
    "websockets", "xmlrpc.client",
}  # fmt: skip


def loaded(code: str, watched: Iterable[str], *arguments: str) -> set[str]:
    """Run `code` in a fresh interpreter; which of `watched` are loaded at its end."""
    names = sorted(watched)
    tail = f"\nimport sys\nprint('LOADED', *[n for n in {names!r} if n in sys.modules], file=sys.stderr)"
    run = subprocess.run(
        [sys.executable, "-c", code + tail, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    line = next((line for line in run.stderr.splitlines() if line.startswith("LOADED")), None)
    assert line is not None, run.stderr
    return set(line.split()[1:])


def core_modules() -> list[str]:
    found = [
        "sextortion_helper.errors",
        "sextortion_helper.paths",
        "sextortion_helper.text",
        "sextortion_helper.cli",
    ]
    for folder in CORE:
        if (PACKAGE / folder).is_dir():
            name = f"sextortion_helper.{folder}"
            found.append(name)
            found += [module.name for module in pkgutil.walk_packages([str(PACKAGE / folder)], f"{name}.")]
    return [name for name in found if not name.endswith("__main__")]


def test_the_core_knows_no_screen() -> None:
    """All modules below tui/, in one interpreter: neither Textual nor rich comes with them."""
    code = "import importlib\n" + "\n".join(f"importlib.import_module({name!r})" for name in core_modules())
    assert loaded(code, ["textual", "rich"]) == set()


def test_the_core_is_really_walked() -> None:
    assert {
        "sextortion_helper.plan.build",
        "sextortion_helper.case.store",
        "sextortion_helper.knowledge.strict",
    } <= set(core_modules())


def run_command(*arguments: str) -> str:
    return (
        "import contextlib, io\nfrom sextortion_helper.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        f"    main({list(arguments)!r})\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["now", "--country", "AT"], ["now", "--lang", "de"]],
    ids=" ".join,
)
def test_quick_commands_load_little(arguments: list[str]) -> None:
    code = run_command(*arguments)
    assert loaded(code, ["textual", "rich", "pydantic", "asyncio", "sqlite3"]) == set()


def test_plan_loads_no_screen() -> None:
    code = run_command("plan", "--answer", "country=AT", "--answer", "age=adult", "--format", "json")
    assert loaded(code, ["textual", "rich"]) == set()


def test_no_pydantic_before_the_first_frame() -> None:
    """App and opening are imported, composed and drawn without pydantic [DESIGN 3, Start]."""
    code = textwrap.dedent(
        """
        import asyncio, sys
        from sextortion_helper.tui.start import make_app
        import sextortion_helper.tui.screens.opening
        app = make_app(memory=True)
        seen = ["never ready"]
        def ready(self):
            seen[:] = [name for name in ("pydantic", "sqlite3") if name in sys.modules]
            self.exit()
        type(app).on_ready = ready
        async def run():
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
        asyncio.run(run())
        assert seen == [], seen
        """
    )
    assert loaded(code, ["pydantic"]) == set()


def imports_of(path: Path) -> set[str]:
    """The full names a file imports, those inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_no_network_code() -> None:
    """[R2] No file of ours imports a module that can reach a network or open a browser."""
    bad = {
        str(path.relative_to(PACKAGE)): found
        for path in PACKAGE.rglob("*.py")
        if (found := {name for name in imports_of(path) if name in NETWORK or name.split(".")[0] in NETWORK})
    }
    assert bad == {}
