"""One finding of the checks: where, what is wrong, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """`line` is 1-based (0: unknown), `path` the place inside the file, `problem` one sentence."""

    file: Path
    line: int
    path: str
    problem: str
    severity: Severity = "error"

    def __str__(self) -> str:
        mark = "" if self.severity == "error" else "warning: "
        return f"{_short(self.file)}:{self.line}: {mark}{self.path or '(whole file)'}: {self.problem}"


def _short(path: Path) -> str:
    """As seen from here, so that an editor can open it."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
