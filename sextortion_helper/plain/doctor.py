"""`doctor` as text and data: what others could find here, where, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from sextortion_helper.case.doctor import Report, examine, this_computer
from sextortion_helper.case.traces import Finding
from sextortion_helper.plain.page import page, wrap
from sextortion_helper.plain.talk import Talk

VERSION = 1  # of the JSON
UNSEEN = ("scrollback", "keys", "camera", "account", "running")


def render(directory: Path, form: str, talk: Talk) -> str:
    """Look, and say what was found. Changes nothing."""
    computer = this_computer(directory)
    report = examine(computer)
    if form == "json":
        data = {
            "version": VERSION,
            "system": computer.system,
            "directory": str(directory),
            "findings": [_data(finding, talk) for finding in report.findings],
            "clear": report.clear,
            "not_looked_at": report.not_looked_at,
        }
        return json.dumps(data, indent=1)
    return page(_lines(report, talk))


def _data(finding: Finding, talk: Talk) -> dict[str, str | int]:
    place = {"where": finding.where} if finding.where else {}
    return {
        "id": finding.id, **place, **finding.values, "what": _what(finding, talk), "do": _do(finding, talk)
    }  # fmt: skip


def _what(finding: Finding, talk: Talk) -> str:
    key = f"doctor.what.{finding.id}"
    count = finding.values.get("count")
    return talk.plural(key, count) if isinstance(count, int) else talk.ui(key, **finding.values)


def _do(finding: Finding, talk: Talk) -> str:
    return talk.ui(f"doctor.do.{finding.id}", where=finding.where)


def _lines(report: Report, talk: Talk) -> Iterator[str]:
    yield from wrap(talk.ui("doctor.title"))
    yield from ("", *wrap(talk.ui("doctor.first")))
    for finding in report.findings:
        yield from ("", *wrap(_what(finding, talk), first="- "))
        if finding.where:
            yield f"  {finding.where}"
        yield from wrap(_do(finding, talk), indent=2)
    for key, names in (("clear", report.clear), ("not-looked-at", report.not_looked_at)):
        if names:
            yield from ("", *wrap(talk.ui(f"doctor.{key}")))
            for name in names:
                yield from wrap(talk.ui(f"doctor.check.{name}"), first="- ")
    yield from ("", *wrap(talk.ui("doctor.unseen.title")))
    for name in UNSEEN:
        yield from wrap(talk.ui(f"doctor.unseen.{name}"), first="- ")
