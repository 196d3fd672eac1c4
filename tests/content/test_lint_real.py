"""The real content: everything loads, and lint has nothing to say against it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sextortion_helper import lint
from sextortion_helper.knowledge import shelf
from sextortion_helper.knowledge.library import Library
from sextortion_helper.lint.stats import stats
from sextortion_helper.lint.tree import Tree
from sextortion_helper.paths import content_root

TREE = Tree(content_root())


@pytest.mark.parametrize(
    "file", [*TREE.structure, *TREE.words], ids=lambda file: file.path.relative_to(TREE.root).as_posix()
)
def test_every_file_loads(file):
    kind = shelf.WORDS[file.kind] if file.lang else shelf.STRUCTURE[file.kind]
    assert shelf.load(file.path, kind)


def test_library_reads_all_of_it():
    library = Library()
    for name in ("questions", "situations", "rules", "advice", "signs", "help", "steps", "countries"):
        assert getattr(library, name)
    for name in ("platforms", "payments", "tools", "laws", "names", "step_of", "known_options"):
        assert getattr(library, name)


def test_lint_has_no_errors_on_the_real_content():
    errors = [str(finding) for finding in lint.findings(content_root()) if finding.severity == "error"]
    assert errors == []


def test_stats_count_every_language_and_country_and_the_unsigned():
    text = stats()
    for word in ("en:", "de:", "AT:", "DE:", "CH:", "unsigned"):
        assert word in text


def test_the_module_ends_with_code_3_on_errors_and_says_file_line_and_what_to_do(broken):
    broken.replace("guide/advice.yaml", "^- pay$", "- true")
    done = subprocess.run(
        [sys.executable, "-m", "sextortion_helper.lint", str(broken.root)],
        capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 3
    assert "guide/advice.yaml:4: 2: " in done.stdout
    assert done.stderr == "1 error, 0 warnings.\n"


def test_report_prints_findings_to_stdout_and_the_count_to_stderr(broken, capsys):
    broken.write("en/notes.txt", "draft")
    assert lint.report(broken.root) == 1
    out, err = capsys.readouterr()
    assert "content/en/notes.txt:0: (whole file): is not read by the program" in out
    assert err.startswith("1 error, ")
    assert all(": warning: " in line or "notes.txt" in line for line in out.splitlines())


def test_a_folder_that_is_none(tmp_path: Path, capsys):
    assert lint.report(tmp_path / "nowhere") == 1
    assert "is no folder" in capsys.readouterr().out


def test_an_empty_folder_gives_findings_not_a_traceback(tmp_path: Path):
    assert {finding.problem.partition(";")[0] for finding in lint.findings(tmp_path)} == {"is missing"}


def test_usage(capsys):
    assert lint.main(["--what"]) == 2
    assert "usage:" in capsys.readouterr().err
