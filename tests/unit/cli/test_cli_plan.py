"""`plan`: what it takes, what it refuses, and the shape of its JSON (DESIGN 10)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sextortion_helper.cli import Exit
from sextortion_helper.knowledge.library import Library

from .conftest import Call

BOY = """\
age: 14-17
country: AT
offender: stranger
demand: [money]
material: sent-or-filmed
paid: yes
paid-how: [paysafecard]
"""
STEP: dict[str, type | tuple[type, ...]] = {
    "id": str,
    "variant": (str, type(None)),
    "phase": str,
    "title": str,
    "because": list,
    "tasks": list,
}
TASK = {
    "id": str, "kind": str, "title": str, "text": str, "services": list, "platforms": list, "payments": list,
    "takedown": list, "fields": list, "source": str,
}  # fmt: skip
PHASES = ["now", "first-hour", "today", "this-week", "later"]
WIDTH = 72


def plan(call: Call, answers: str, *more: str) -> Any:
    result = call("plan", "--answers", "-", "--format", "json", *more, stdin=answers)
    assert (result.code, result.err) == (Exit.OK, "")
    return json.loads(result.out)


class TestABoyWhoPaid:
    """The acceptance case: 14 to 17, a stranger, money, a paysafecard already sent."""

    def test_steps(self, call: Call) -> None:
        steps = plan(call, BOY)["steps"]
        assert [(step["id"], step["variant"]) for step in steps][:4] == [
            ("stop", "stop-child"), ("tell-someone", None), ("payment", None), ("evidence", "evidence-text"),
        ]  # fmt: skip
        assert [step["phase"] for step in steps[:4]] == ["now", "now", "now", "first-hour"]

    def test_it_names_the_youth_line_and_take_it_down(self, call: Call) -> None:
        data = plan(call, BOY)
        tasks = {task["id"]: task for step in data["steps"] for task in step["tasks"]}
        told = next(step for step in data["steps"] if step["id"] == "tell-someone")
        assert "at-rat-auf-draht" in told["tasks"][0]["services"]
        assert "take-it-down" in [tool for task in tasks.values() for tool in task["takedown"]]
        assert "paysafecard" in [payment for task in tasks.values() for payment in task["payments"]]
        text = call("plan", "--answers", "-", stdin=BOY).out
        assert "147  147 Rat auf Draht (Austria)" in text
        assert "Take It Down" in text

    @pytest.mark.parametrize("format", ["text", "json", "markdown"])
    @pytest.mark.parametrize("lang", ["en", "de"])
    def test_no_picture_is_taken_in_and_nothing_is_for_adults_only(
        self, call: Call, format: str, lang: str
    ) -> None:
        out = call("plan", "--answers", "-", "--format", format, "--lang", lang, stdin=BOY).out
        assert "stopncii" not in out.lower()
        steps = plan(call, BOY)["steps"]
        assert "import" not in {task["kind"] for step in steps for task in step["tasks"]}

    def test_under_18_german_says_du(self, call: Call) -> None:
        out = call("plan", "--answers", "-", "--lang", "de", stdin=BOY).out
        assert re.search(r"\bdu\b", out)
        assert not re.search(r"\b(?:Ihnen|Ihre[nmr]?)\b", out)

    def test_an_adult_is_told_sie_and_du_on_request(self, call: Call) -> None:
        grown = BOY.replace("14-17", "adult")
        assert "Sie " in call("plan", "--answers", "-", "--lang", "de", stdin=grown).out
        du = call("plan", "--answers", "-", "--lang", "de", "--du", stdin=grown).out
        assert re.search(r"\bdu\b", du)


class TestContract:
    """Key by key: programs rely on it."""

    def test_the_envelope(self, call: Call) -> None:
        data = plan(call, BOY)
        assert list(data) == ["version", "situations", "steps", "left_out", "incomplete"]
        assert data["version"] == 1
        assert data["situations"] == ["minor", "already-paid"]
        assert data["incomplete"] is False

    @pytest.mark.parametrize("lang", ["en", "de"])
    def test_steps_and_tasks(self, call: Call, lang: str) -> None:
        library = Library()
        for answers in (BOY, "age: adult\n", "offender: partner\nage: adult\n", "device: watched\n"):
            data = plan(call, answers, "--lang", lang)
            for step in data["steps"]:
                assert list(step) == list(STEP)
                assert all(isinstance(step[key], kind) for key, kind in STEP.items())
                assert step["phase"] in PHASES
                assert library.step_of[step["variant"] or step["id"]] == step["id"]
                assert step["because"]
                assert step["tasks"]
                for task in step["tasks"]:
                    assert list(task) == list(TASK)
                    assert all(isinstance(task[key], kind) for key, kind in TASK.items())
                    assert task["source"].startswith("https://")
                    assert task["title"]
                    assert task["text"]
                    assert set(task["platforms"]) <= set(library.platforms)
                    assert all(library.service(service) for service in task["services"])
            phases = [PHASES.index(step["phase"]) for step in data["steps"]]
            assert phases == sorted(phases)

    def test_what_was_left_out_on_purpose_is_named_by_step(self, call: Call) -> None:
        data = plan(call, "age: adult\ndanger-if-known: [family]\n")
        assert set(data["left_out"]) <= {step.id for step in Library().steps.values()}

    def test_json_holds_no_control_characters(self, call: Call) -> None:
        out = call("plan", "--answers", "-", "--format", "json", "--lang", "de", stdin=BOY).out
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", out)


class TestText:
    @pytest.mark.parametrize("lang", ["en", "de"])
    def test_it_is_plain_and_narrow(self, call: Call, lang: str) -> None:
        out = call("plan", "--answers", "-", "--lang", lang, stdin=BOY).out
        for line in out.splitlines():
            assert len(line) <= WIDTH or " " not in line.strip().removeprefix("- "), line
            assert line == line.rstrip()
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2500-\u259f]", out)
        assert "{" not in out

    def test_phases_are_headings(self, call: Call) -> None:
        out = call("plan", "--answers", "-", stdin=BOY).out
        at = [out.index(f"\n{name}\n") for name in ("NOW", "FIRST HOUR", "TODAY", "THIS WEEK", "LATER")]
        assert at == sorted(at)

    def test_markdown(self, call: Call) -> None:
        out = call("plan", "--answers", "-", "--format", "markdown", stdin=BOY).out
        headings = [line for line in out.splitlines() if line.startswith("#")]
        assert headings[:3] == ["# My steps", "## Now", "### 1. Stop"]
        assert "[ ]" not in out

    def test_every_task_says_where_it_is_from_and_when_it_was_checked(self, call: Call) -> None:
        out = call("plan", "--answers", "-", stdin=BOY).out
        tasks = sum(len(step["tasks"]) for step in plan(call, BOY)["steps"])
        assert len(re.findall(r"^     Checked ", out, re.MULTILINE)) == tasks

    def test_help_stands_before_the_first_step(self, call: Call) -> None:
        out = call("plan", "--answers", "-", stdin=BOY).out
        assert out.index("147") < out.index("NOW")

    @pytest.mark.parametrize("lang", ["en", "de"])
    def test_no_label_of_the_person(self, call: Call, lang: str) -> None:
        answers = "age: adult\noffender: partner\ndanger-if-known: [family]\ndevice: watched\n"
        data = plan(call, answers, "--lang", lang)
        said = [text for step in data["steps"] for text in (step["title"], *step["because"])]
        for text in said:
            assert not re.search(r"partner|famil|watch|suicid|suizid|überwach", text, re.IGNORECASE), text

    def test_helpers_are_spoken_to_as_helpers(self, call: Call) -> None:
        own = call("plan", "--answers", "-", stdin="age: adult\n").out
        other = call("plan", "--answers", "-", stdin="age: adult\nwho: counsellor\n").out
        assert own != other


class TestSuicide:
    """R14: taken from nowhere on the command line."""

    SENTENCE = "is not taken here"

    def test_by_option(self, call: Call) -> None:
        result = call("plan", "--answer", "suicide=yes")
        assert (result.code, result.out) == (Exit.USAGE, "")
        assert self.SENTENCE in result.err
        assert "sextortion-helper now" in result.err

    def test_by_standard_input(self, call: Call) -> None:
        result = call("plan", "--answers", "-", stdin="age: adult\nsuicide: no\n")
        assert (result.code, result.out) == (Exit.USAGE, "")
        assert self.SENTENCE in result.err

    def test_by_file(self, call: Call, tmp_path: Path) -> None:
        file = tmp_path / "answers.yaml"
        file.write_text("suicide: sometimes\n", encoding="utf-8")
        result = call("plan", "--answers", str(file))
        assert (result.code, result.out) == (Exit.USAGE, "")
        assert self.SENTENCE in result.err
        assert "sometimes" not in result.err

    def test_it_is_not_among_the_known_questions(self, call: Call) -> None:
        assert "suicide" not in call("plan", "--answer", "nothing=yes").err


class TestAnswers:
    @pytest.mark.parametrize("question", ["offender=family", "danger-if-known=family", "device=watched"])
    def test_what_would_stand_in_the_history_is_refused(self, call: Call, question: str) -> None:
        result = call("plan", "--answer", question)
        assert (result.code, result.out) == (Exit.USAGE, "")
        assert "--answers -" in result.err
        assert question.partition("=")[2] not in result.err

    def test_by_option(self, call: Call) -> None:
        result = call(
            "plan", "--answer", "age=14-17", "--answer", "demand=money", "--answer", "demand=images",
            "--answer", "paid=yes", "--format", "json", "--country", "at",
        )  # fmt: skip
        assert result.code == Exit.OK
        assert json.loads(result.out)["situations"] == ["minor", "already-paid", "more-images"]

    def test_by_file(self, call: Call, tmp_path: Path) -> None:
        file = tmp_path / "answers.yaml"
        file.write_text(BOY, encoding="utf-8")
        assert call("plan", "--answers", str(file)).out == call("plan", "--answers", "-", stdin=BOY).out

    def test_by_standard_input_in_one_line(self, call: Call) -> None:
        answers = "{age: 14-17, country: AT, offender: stranger, demand: [money], paid: yes}"
        assert plan(call, answers)["situations"] == ["minor", "already-paid"]

    def test_an_option_wins_over_the_file(self, call: Call) -> None:
        result = call("plan", "--answers", "-", "--answer", "paid=no", "--format", "json", stdin=BOY)
        assert json.loads(result.out)["situations"] == ["minor"]

    def test_no_answer_at_all(self, call: Call) -> None:
        assert call("plan").code == Exit.OK

    @pytest.mark.parametrize(
        ("answers", "said"),
        [
            ("color: red", "Known: who, device, country, age"),
            ("age: 40", "Known: under-14, 14-17, adult, adult-then-minor, unknown, rather-not"),
            ("age: [adult, 14-17]", "`age` takes one option only"),
            ("paid: true", "write yes or no"),
            ("paid: null", "takes one option"),
            ("paid: {yes: no}", "takes one option"),
            ("demand: []", "no option"),
            ("demand: [money, unknown]", "stands alone"),
            ("danger-if-known: [none, work]", "stands alone"),
            ("country: Austria", "two letters"),
            ("paid: yes\npaid: no", "stands twice"),
            ("- age", "must be lines"),
            ("", "empty"),
            ("age: [", "not valid YAML"),
            ("age: &a adult\nwho: *a", "alias"),
            ("age: adult\x07", "control character"),
        ],
    )
    def test_what_is_not_understood_is_said(self, call: Call, answers: str, said: str) -> None:
        result = call("plan", "--answers", "-", stdin=answers)
        assert (result.code, result.out) == (Exit.USAGE, "")
        assert said in result.err
        assert "Traceback" not in result.err

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--answer", "age"], "ID=OPTION"),
            (["--answer", "age=old"], "Known: under-14"),
            (["--answer", "colour=red"], "Known: who, country, age"),
            (["--answer", "age=adult", "--answer", "age=14-17"], "one option only"),
            (["--answers", "/no/such/file"], "cannot be read"),
            (["--country", "Austria"], "two letters"),
            (["--country", "DE", "--answer", "country=AT"], "two countries"),
        ],
    )
    def test_what_is_called_wrongly_is_said(self, call: Call, arguments: list[str], said: str) -> None:
        result = call("plan", *arguments)
        assert (result.code, result.out) == (Exit.USAGE, "")
        assert said in result.err

    def test_what_it_says_is_clean(self, call: Call) -> None:
        result = call("plan", "--answer", "age=\x1b]0;title\x07\u202eold")
        assert result.code == Exit.USAGE
        assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", result.err)

    def test_someone_sent_a_picture_is_shown_the_way(self, call: Call) -> None:
        result = call("plan", "--answer", "who=recipient")
        assert (result.code, result.out) == (Exit.USAGE, "")
        assert "show page recipient" in result.err
        assert "forward" in call("show", "page", "recipient").out
