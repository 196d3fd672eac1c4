"""Puts the app together from what the command line said and what this computer says of itself."""

from __future__ import annotations

from pathlib import Path

from sextortion_helper.knowledge.places import guess_country
from sextortion_helper.paths import data_dir
from sextortion_helper.tui.app import NextSteps
from sextortion_helper.tui.settings import Settings


def make_app(
    *,
    lang: str | None = None,
    guess_lang: str = "en",
    country: str | None = None,
    form: str | None = None,
    data_dir: Path | None = None,
    memory: bool = False,
    demo: bool = False,
    counsellor: bool = False,
) -> NextSteps:
    """The app, not yet running. What is named here goes before what was kept as a setting."""
    directory = None if memory else _directory(data_dir)
    settings = Settings(lang=guess_lang)
    if directory is not None:
        settings = Settings.read(directory, settings)
    named = {"lang": lang, "form": form, "country": country}
    settings = settings.changed(**{key: value for key, value in named.items() if value is not None})
    return NextSteps(
        directory=directory,
        settings=settings,
        guess=guess_country(),
        memory_only=memory,
        demo=demo,
        counsellor=counsellor,
    )


def _directory(override: Path | None) -> Path:
    return data_dir(override)
