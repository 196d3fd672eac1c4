"""Language, form of address, country and theme. Nothing about a case is in them."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from sextortion_helper.paths import make_private_dir, settings_file
from sextortion_helper.tui.theme import CHOICE

DEFAULT_THEME = CHOICE[0]


@dataclass(frozen=True)
class Settings:
    """`form` and `country` are None until the person chose."""

    lang: str = "en"
    form: str | None = None
    country: str | None = None
    theme: str = DEFAULT_THEME

    def changed(self, **changes: Any) -> Settings:
        """The same settings with changes."""
        return replace(self, **changes)

    def write(self, directory: Path) -> None:
        """Write them beside the store; what can't be written is simply asked again next time."""
        import json  # not at the top, here and below: the first frame would wait for it
        import tempfile

        try:
            make_private_dir(directory)
            # Named so that `wipe` finds one that a kill has left.
            handle, name = tempfile.mkstemp(dir=directory, prefix=f"{settings_file(directory).name}.")
            try:
                with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                    json.dump(asdict(self), file)
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).replace(settings_file(directory))
            finally:
                Path(name).unlink(missing_ok=True)
        except OSError:
            return

    @classmethod
    def read(cls, directory: Path, default: Settings) -> Settings:
        """The settings kept in `directory`; `default` where none are, or for values not understood."""
        path = settings_file(directory)
        if not path.is_file():
            return default
        import json

        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return default
        if not isinstance(data, dict):
            return default
        allowed = {"lang": ("en", "de"), "form": ("sie", "du"), "theme": CHOICE}
        known = {field.name for field in fields(cls)}
        good = {
            key: value
            for key, value in data.items()
            if key in known and isinstance(value, str) and (key not in allowed or value in allowed[key])
        }
        return replace(default, **good)
