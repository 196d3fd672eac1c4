"""[R11] Every line of the list of naughty strings through the cleaning and through a store."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from naughty import NAUGHTY, Naughty

from sextortion_helper.case.models import TaskState
from sextortion_helper.case.store import Store
from sextortion_helper.text import FIELD_LIMIT, UNSAFE, clean, clean_line

EACH = pytest.mark.parametrize("one", NAUGHTY, ids=[one.line[:30] for one in NAUGHTY])
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_the_list_is_long_enough_and_itself_harmless() -> None:
    assert len(NAUGHTY) >= 150
    assert sum(one.on_screens for one in NAUGHTY) == 30
    assert len({one.text for one in NAUGHTY}) == len(NAUGHTY)


@EACH
def test_what_the_cleaning_makes_of_it(one: Naughty) -> None:
    """What is dangerous goes; what is only odd (markup, formats, SQL ...) stays, sign by sign."""
    found = clean(one.text)
    assert found == one.cleaned
    assert not UNSAFE.search(found)
    assert not any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in found)
    assert clean(found) == found
    assert found.encode().decode() == found
    for limit in (0, 1, 2, 7, FIELD_LIMIT):
        assert len(clean(one.text, limit=limit)) <= limit
        assert len(clean_line(one.text, limit=limit).splitlines()) <= 1
    assert clean(f"before {one.text}\nafter").startswith("before")
    assert clean(f"before {one.text}\nafter").endswith("after")  # no words of the person go with it


def test_a_paste_of_1_mb_of_each() -> None:
    """Cut before the costly part, so nothing in it makes a field slow (this test would take minutes)."""
    for one in NAUGHTY:
        many = one.text * (1_000_000 // len(one.text))
        assert len(clean(many, limit=FIELD_LIMIT)) <= FIELD_LIMIT


@pytest.mark.parametrize("mode", ["plain", "passphrase"])
def test_a_store_gives_back_what_it_was_given(tmp_path: Path, mode: str) -> None:
    """As text, reason, alias, option and id, cleaned or not; half signs become one that can be kept."""
    path = tmp_path / "nextsteps" / "store.db"

    def opened() -> Store:
        return Store.plain(path) if mode == "plain" else Store.sealed(path, "correct horse battery staple")

    store = opened()
    with store.transaction():
        for one in NAUGHTY:
            session = store.new_session(NOW, one.text)
            store.put_note(session, one.text, one.text, one.text, NOW)
            store.put_answer(session, one.text, (one.text, one.text), NOW)
            store.put_task(session, one.text, TaskState.SKIPPED, NOW, one.text)
    store.close()
    store = opened()
    for number, one in enumerate(NAUGHTY, 1):
        case = store.load(number)
        kept = one.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        assert case.alias == kept
        assert [note.text for note in case.notes.values()] == [kept]
        assert list(case.notes) == [(kept, kept)]
        assert dict(case.answers) == {kept: (kept, kept)}
        assert {task: record.reason for task, record in case.tasks.items()} == {kept: kept}
    assert store.verify_log() is None
    store.close()
