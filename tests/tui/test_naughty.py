"""[R11] Naughty strings through every field, and onto every screen that shows what somebody wrote."""

from __future__ import annotations

from counsellor import close_session, new_session, to_list
from harness import NOW, TALL, TOWER, Person, drive, plain
from naughty import NAUGHTY, Naughty

from sextortion_helper.case.models import TaskState
from sextortion_helper.text import FIELD_LIMIT, UNSAFE, clean
from sextortion_helper.tui.guide import HELPER
from sextortion_helper.tui.screens.answers import AnswersScreen
from sextortion_helper.tui.screens.find import FindScreen
from sextortion_helper.tui.screens.kept import KeptScreen
from sextortion_helper.tui.screens.notes import AGREED, NotesScreen
from sextortion_helper.tui.screens.passphrase import PassphraseScreen
from sextortion_helper.tui.screens.sessions import PAGE, AliasScreen
from sextortion_helper.tui.screens.slip import SlipScreen
from sextortion_helper.tui.screens.task import REASON
from sextortion_helper.tui.widgets.field import CleanInput, Field

CHOSEN = [one for one in NAUGHTY if one.on_screens]
TASK = "evidence-account"


def in_field(one: Naughty, limit: int = FIELD_LIMIT) -> str:
    """What must stand in a field after it was pasted there, or was kept: of a half sign a mark is left."""
    return clean(one.cleaned, limit=limit).replace("\n", " ").replace("\t", " ")


def short(one: Naughty) -> bool:
    """Whether it stands in one line everywhere, and a store gives it back as it was."""
    return len(in_field(one)) < 36 and "\ud800" not in one.text


def sees(person: Person, one: Naughty) -> None:
    """It stands on the screen as text, and nothing of it acts."""
    harmless(person)
    if short(one):
        person.sees(in_field(one))


def harmless(person: Person) -> None:
    """Nothing is painted that a terminal would obey."""
    for strip in person.strips:
        for segment in strip:
            assert not segment.control
            assert not UNSAFE.search(segment.text), repr(segment.text)


async def put_into(person: Person, fields: list[CleanInput], one: Naughty) -> None:
    """Pasted into the first field, as a terminal hands it over; into the others as a program would."""
    for field in fields:
        field.value = "" if field is fields[0] else one.text
    fields[0].focus()
    await person.paste(one.text)
    for field in fields:
        assert field.value == in_field(one, field.limit), one.line


async def test_into_every_field() -> None:
    async with drive() as person:
        await to_list(person)
        await new_session(person)
        person.guide.mark(TASK, TaskState.SKIPPED, "why")  # so that there is a field for the reason
        await person.open_task(TASK)
        assert [field.ident for field in person.screen.query(Field)][-1] == REASON
        screens = (FindScreen(), NotesScreen(), NotesScreen(AGREED), SlipScreen(), AliasScreen())
        for screen in (None, *screens, PassphraseScreen("new")):
            if screen is not None:
                await person.push(screen)
            for one in CHOSEN:
                fields = list(person.screen.query(CleanInput))
                await put_into(person, fields, one)
                harmless(person)
                if short(one) and not isinstance(screen, PassphraseScreen):
                    person.sees(in_field(one, fields[0].limit))


async def test_kept_and_shown_everywhere() -> None:
    """Another program, or an older one, may have written the file: nothing in it has been cleaned."""
    async with drive(size=TALL) as person:
        await to_list(person)
        await new_session(person)
        await person.open_task(TASK)
        fields = [field.ident for field in person.screen.query(Field)]
        await close_session(person)
        store = person.guide.desk.store
        for number, one in enumerate(CHOSEN):
            session = store.new_session(NOW, one.text)
            store.put_answer(session, "who", ("counsellor",), NOW)
            store.put_answer(session, "age", (one.text, "adult"), NOW)
            store.put_task(session, TASK, TaskState.SKIPPED, NOW, one.text)
            for field in fields:
                store.put_note(session, TASK, field, one.text, NOW)
            # The first of them also holds all others, by ids that are none.
            store.put_note(2, HELPER, f"facts-{number + 1}", one.text, NOW)
            store.put_note(2, HELPER, f"facts-{one.text}", "an id of no entry", NOW)
            store.put_note(2, one.text, one.text, one.text, NOW)
            store.put_answer(2, one.text, (one.text,), NOW)

        pages = []
        await person.press("n", "f3")
        await close_session(person)
        for _ in range(len(CHOSEN) // PAGE + 1):
            harmless(person)
            pages.append(person.words)
            if "older" in person.rows:
                await person.choose("older")
        for one in CHOSEN:
            if short(one):
                assert any(plain(in_field(one)) in page for page in pages), one.line

        for number, one in enumerate(CHOSEN, 2):
            if number % 3 == 0:
                assert person.guide.open_session(number)
                await person.open_task(TASK)
                sees(person, one)
                await person.press("escape")
        await person.resize(*TOWER)
        assert person.guide.open_session(2)
        for screen in (KeptScreen(), NotesScreen(), AnswersScreen(), AliasScreen()):
            await person.push(screen)
            harmless(person)
            if not isinstance(screen, AnswersScreen | AliasScreen):
                person.sees(*(in_field(one) for one in CHOSEN if short(one)))
