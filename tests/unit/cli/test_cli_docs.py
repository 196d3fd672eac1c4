"""docs/cli.md says what the parser knows: `make docs` would change nothing."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from sextortion_helper.case.doctor import CHECKS
from sextortion_helper.cli import Exit

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("cli_docs", ROOT / "tools" / "cli_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_made_anew_it_is_the_same(tool: ModuleType) -> None:
    assert tool.regenerated(TEXT) == TEXT, "run: make docs"


def test_every_command_has_a_part_and_a_help(tool: ModuleType) -> None:
    names = [name for name, _, said in tool.commands(tool.parser()) if said]
    assert {"now", "plan", "lines", "show", "wipe", "doctor", "vault create", "content lint"} <= set(names)
    for name, one, said in tool.commands(tool.parser()):
        assert said, name
        assert f"\n## {name}\n" in TEXT
        assert all(action.help for action in one._actions), name


def test_a_command_without_a_part_is_an_error(tool: ModuleType) -> None:
    with pytest.raises(ValueError, match="wipe"):
        tool.regenerated(TEXT.replace("<!-- made: wipe -->", ""))


def test_every_exit_code_is_there() -> None:
    for code in Exit:
        assert f"| {code.value} | {code.name} |" in TEXT


def test_every_check_of_the_doctor_is_there() -> None:
    assert all(f"`{name}`" in TEXT for name in CHECKS)
