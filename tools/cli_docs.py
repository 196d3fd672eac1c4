"""Writes the parts of docs/cli.md that the parser knows: the commands, their calls and options.

python tools/cli_docs.py [FILE]        (make docs)

Each part stands between `<!-- made: NAME -->` and `<!-- end -->`, NAME being a command or `commands`.
A command without a part, or a part without a command, is an error.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from sextortion_helper.cli import parser

FILE = Path(__file__).parents[1] / "docs" / "cli.md"
PART = re.compile(r"<!-- made: (?P<name>[a-z -]+) -->\n.*?<!-- end -->", re.DOTALL)
MADE = "<!-- made: {name} -->\n{text}\n<!-- end -->"
NAME = "sextortion-helper"
Parser = argparse.ArgumentParser


def commands(one: Parser, name: str = "") -> Iterator[tuple[str, Parser, str]]:
    """Every command that can be called: its name, its parser, its help."""
    for action in one._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for key, inner in action.choices.items():
                full = f"{name} {key}".strip()
                if any(isinstance(below, argparse._SubParsersAction) for below in inner._actions):
                    yield from commands(inner, full)
                else:
                    yield full, inner, helps[key]


def regenerated(text: str) -> str:
    """The text with every part made anew. Raises ValueError if commands and parts are not the same."""
    top = parser()
    shared = {action.dest for action in top._actions}  # told once, at the top
    parts = {name: part(name, inner, shared) for name, inner, _ in commands(top)}
    rows = [f"| [`{name}`](#{name.replace(' ', '-')}) | {what} |" for name, _, what in commands(top)]
    parts["commands"] = "\n".join(["| command | what it gives |", "|---|---|", *rows])
    parts["without a command"] = part("", top)
    found = [match["name"] for match in PART.finditer(text)]
    if sorted(found) != sorted(parts):
        raise ValueError(f"docs/cli.md has the parts {sorted(found)}; the parser knows {sorted(parts)}")
    return PART.sub(lambda found: MADE.format(name=found["name"], text=parts[found["name"]]), text)


def part(name: str, one: Parser, shared: Collection[str] = ()) -> str:
    """The call of a command, and a table of what it takes beside the shared options."""
    actions = [
        action
        for action in one._actions
        if not isinstance(action, argparse._HelpAction | argparse._SubParsersAction)
    ]
    call = " ".join([NAME, *name.split(), *(shape(action) for action in actions)])
    rows = [f"| `{label(action)}` | {said(action)} |" for action in actions if action.dest not in shared]
    table = ["", "| | |", "|---|---|", *rows] if rows else []
    return "\n".join(["```", *wrapped(call), "```", *table])


def label(action: argparse.Action) -> str:
    """`--format text\\|json`, or the name of what stands without an option."""
    value = "" if action.nargs == 0 else values(action).replace("|", "\\|")
    return " ".join(text for text in (*action.option_strings[:1], value) if text)


def values(action: argparse.Action) -> str:
    """What may stand there."""
    if action.choices and action.option_strings:
        return "|".join(map(str, action.choices))
    return str(action.metavar or action.dest).upper()


def said(action: argparse.Action) -> str:
    """The help of an option, with the choices of what stands without one."""
    if action.option_strings or not action.choices:
        return action.help or ""
    return f"{action.help}: {', '.join(map(str, action.choices))}"


def shape(action: argparse.Action) -> str:
    """As it stands in a call: what may be left out in brackets."""
    text = label(action).replace("\\|", "|")
    needed = action.required and action.nargs != "?"
    return text if needed else f"[{text}]"


def wrapped(call: str) -> list[str]:
    """A call in lines of up to 100 signs, never broken inside brackets."""
    lines, line = [], ""
    for word in re.findall(r"\[[^\]]*\]|\S+", call):
        if len(line) + len(word) > 99:
            lines.append(line)
            line = " " * len(NAME)
        line = f"{line} {word}" if line else word
    return [*lines, line]


def main() -> None:
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    file.write_text(regenerated(file.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
