"""The built wheel, installed in a clean environment with what run.txt locks alone, and started there.

Needs a package index (or pip's cache): `make smoke`; not part of `make test`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Words
    from pseudo_terminal import Terminal

ROOT = Path(__file__).parents[2]
BOY = (
    "{age: 14-17, country: AT, offender: stranger, demand: [money], material: sent-or-filmed, "
    "paid: yes, paid-how: [paysafecard]}"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as `make wheel` builds it, from a copy, so that no earlier build decides anything."""
    tree = tmp_path_factory.mktemp("tree")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tree / name)
    for name in ("sextortion_helper", "content"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=tree, check=True, capture_output=True
    )
    (built,) = (tree / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def bin_dir(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment: run.txt by hashes, then the wheel without asking any index."""
    place = tmp_path_factory.mktemp("clean") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    pip = [str(place / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements" / "run.txt")], check=True)
    subprocess.run([*pip, "--no-index", "--no-deps", str(wheel)], check=True)
    return place / "bin"


def run(bin_dir: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the installed command away from the tree."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [str(bin_dir / "sextortion-helper"), *arguments],
        input=stdin, capture_output=True, text=True, cwd=os.environ["HOME"], env=env, timeout=60, check=False,
    )  # fmt: skip


def test_what_is_in_the_wheel(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "sextortion_helper/_content/guide/questions.yaml" in names
    assert "sextortion_helper/_content/de/interface.yaml" in names
    assert any(name.endswith(".tcss") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [
        name for name in names if name.startswith(("tests", "content/", "docs", "benchmarks", "tools"))
    ]


def test_nothing_is_missing(bin_dir: Path) -> None:
    check = subprocess.run(
        [str(bin_dir / "python"), "-m", "pip", "check"], capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stdout


def test_help_and_version(bin_dir: Path) -> None:
    assert "112" in run(bin_dir, "--help").stdout
    assert run(bin_dir, "--version").returncode == 0


@pytest.mark.parametrize(("country", "number"), [("AT", "142"), ("DE", "116 123"), ("CH", "143")])
def test_now(bin_dir: Path, country: str, number: str) -> None:
    said = run(bin_dir, "now", "--country", country)
    assert said.returncode == 0, said.stderr
    assert number in said.stdout


def test_plan(bin_dir: Path) -> None:
    said = run(bin_dir, "plan", "--answers", "-", "--format", "json", stdin=BOY)
    assert said.returncode == 0, said.stderr
    steps = [(step["id"], step["variant"]) for step in json.loads(said.stdout)["steps"]]
    assert steps[:2] == [("stop", "stop-child"), ("tell-someone", None)]
    assert steps[2:4] == [("payment", None), ("evidence", "evidence-text")]


@pytest.mark.parametrize("name", ["sextortion-helper", "nextsteps"])
def test_full_screen(
    bin_dir: Path, start: Callable[..., Terminal], words: Callable[[str], Words], name: str
) -> None:
    terminal = start(program=(str(bin_dir / name),)).wait_for(words("en").opening("button-open"))
    terminal.keys("1").wait_for(words("en").opening("first-title"))
    terminal.keys("ctrl+q")
    assert terminal.ended() == 0
    assert terminal.text().strip() == ""
