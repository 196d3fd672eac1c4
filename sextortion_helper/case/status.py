"""What can be said of a kept file from the outside: never what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sextortion_helper.case import schema, vault
from sextortion_helper.case.connect import PLAIN, Driver, connect, told
from sextortion_helper.case.store import Store
from sextortion_helper.errors import StoreFileError

_SCHEMA_AT: Final = 60  # where a plain file has its `user_version`


def status(path: Path, passphrase: str | None = None) -> dict[str, Any]:
    """What is to be said of the file at `path`, and nothing of what is in it: mode, cipher_version,
    schema, path, size, sessions, problem.

    `mode` is none, plain or passphrase. `schema` and `sessions` (their number) are None where they can't
    be known: a sealed file tells them by its passphrase only. `problem` is None, or the key of the error
    that kept the file from being looked into. Raises StoreFileError if it can't even be read,
    PassphraseError and its kinds, NoCipherError.
    """
    store = Store.at(path)
    head = vault.head(path)
    mode = "none" if not head else "plain" if head.startswith(vault.PLAIN_HEAD) else vault.MODE
    try:
        size = path.stat().st_size if head else 0
    except OSError:
        size = 0
    found: dict[str, Any] = {
        "mode": mode,
        "cipher_version": vault.cipher_version(),
        "schema": int.from_bytes(head[_SCHEMA_AT : _SCHEMA_AT + 4]) if mode == "plain" else None,
        "path": str(path),
        "size": size,
        "sessions": None,
        "problem": None,
    }
    if store is not None:
        found |= {"schema": store.schema, "sessions": len(store.sessions())}
    elif mode == "plain" or (mode == vault.MODE and passphrase is not None):
        try:
            found |= _look(path, PLAIN if mode == "plain" else vault.driver(path, passphrase or ""))
        except StoreFileError as error:
            found["problem"] = error.key
    return found


def _look(path: Path, by: Driver) -> dict[str, int]:
    """The schema and how many sessions there are. Changes nothing in the file."""
    connection = connect(path, by)
    try:
        schema.check(connection, path)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        count = connection.execute("SELECT count(*) FROM session").fetchone() if version else (0,)
    except by.errors as error:
        raise told(error, path) from error
    finally:
        connection.close()
    return {"schema": int(version), "sessions": int(count[0])}
