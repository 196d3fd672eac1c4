"""Another program opens our file by the passphrase alone: SQLite3MultipleCiphers in its own environment.

`make test` gives its Python as SECOND_OPENER.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from sextortion_helper.case import vault
from sextortion_helper.case.store import Store

from .conftest import START

SECOND = os.environ.get("SECOND_OPENER", "")
pytestmark = pytest.mark.skipif(not SECOND, reason="SECOND_OPENER names no Python with apsw-sqlite3mc")

CODE = """
import json, sys
import apsw
path, words = json.load(sys.stdin)
database = apsw.Connection(path, flags=apsw.SQLITE_OPEN_READONLY)
database.pragma("cipher", "sqlcipher")
database.pragma("legacy", 4)
database.pragma("key", words)
try:
    print(json.dumps([row for row in database.execute("SELECT text FROM note")]))
except apsw.NotADBError:
    print("null")
"""


def read(path: Path, passphrase: str) -> object:
    done = subprocess.run(
        [SECOND, "-c", CODE],
        input=json.dumps([str(path), passphrase]),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "passphrase", ["correct horse battery staple", "it's 'quoted' \"twice\"", "Übergröße über 🙂 alles"]
)
def test_it_opens_there(path: Path, passphrase: str) -> None:
    store = Store.sealed(path, passphrase)
    store.put_note(store.new_session(START), "t", "f", "ü 🙂", START)
    store.close()
    assert read(path, passphrase) == [["ü 🙂"]]
    assert read(path, passphrase + "x") is None
    store = Store.sealed(path, passphrase)
    vault.change_passphrase(store, passphrase, "another one of these")
    store.close()
    assert read(path, passphrase) is None
    assert read(path, "another one of these") == [["ü 🙂"]]
