"""A counsellor at the keyboard: to the list, and to a session with a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from harness import USUAL, Person, plain

WORDS = "correct horse battery staple"
ANSWERS = {question: options for question, options in USUAL.items() if question != "who"}


async def to_list(person: Person) -> Person:
    """From the opening to the list of sessions, in memory."""
    await person.choose("helper")
    await person.choose("counsellor")
    if person.screen_name == "KeepSessionsScreen":
        await person.choose("memory")
    assert person.screen_name == "SessionsScreen", person.lines
    return person


async def new_session(person: Person, answers: Mapping[str, Sequence[str]] = ANSWERS) -> int:
    """From the list to the plan of a new session; gives its number."""
    await person.press("n")
    assert person.screen_name == "ScriptScreen", person.lines
    await person.choose("said")
    for question, options in answers.items():
        await person.app.answer(question, list(options))
    person.app.go_home()
    await person.settle()
    return person.guide.desk.case.id


async def close_session(person: Person) -> Person:
    """By the helper's side back to the list."""
    while person.screen_name != "HelperSideScreen":
        await person.press("f3")
    return await person.press("z")


async def write_note(person: Person, kind: str, text: str) -> None:
    """From any screen of the session: a note on the helper's side."""
    await person.press("f3")
    await person.choose("notes")
    await person.go_to(f"field:{kind}-1")
    await person.write(text)


async def until_words(person: Person, *texts: str) -> None:
    await person.until(lambda: all(plain(text) in person.words for text in texts), str(texts))


async def choose_passphrase(person: Person) -> None:
    """Twice into the fields, then on."""
    await person.write(WORDS)
    await person.press("tab")
    await person.write(WORDS)
    await person.press("enter")
