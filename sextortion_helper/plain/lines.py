"""Services of a country, as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, get_args

from sextortion_helper.errors import AnswerError
from sextortion_helper.knowledge import hours as opening
from sextortion_helper.knowledge.catalogue import Voice, default_form
from sextortion_helper.knowledge.library import Library
from sextortion_helper.knowledge.models.facts import Service, ServiceKind
from sextortion_helper.plain.page import page, wrap
from sextortion_helper.plain.say import Say, is_unconfirmed

VERSION = 1


def render(
    country: str, lang: str, format: str, *, need: str | None, open_now: bool, moment: datetime
) -> str:
    """The services of a country, then those that work across borders; `format` is text or json.

    `need` keeps one kind, `open_now` those that surely answer at this (aware) moment. Raises
    `AnswerError` for an unknown kind.
    """
    kinds = get_args(ServiceKind)
    if need is not None and need not in kinds:
        raise AnswerError(f"There is no kind of service called {need[:40]!r}. Known: {', '.join(kinds)}.")
    library = Library()
    services = [
        service
        for service in library.services(country)
        if (need is None or need in service.kinds)
        and (not open_now or opening.is_open(service.hours, service.country, moment))
    ]
    say = Say(library, Voice(lang, default_form(lang)), moment)
    if format == "json":
        data = {"version": VERSION, "country": country, "services": [_data(one, say) for one in services]}
        return json.dumps(data, ensure_ascii=False, indent=2)
    return page(_lines(country, services, say))


def _data(service: Service, say: Say) -> dict[str, Any]:
    """One service; a key without a known fact is absent. `text` is the number for text messages."""
    words, _ = say.speaker.service(service.id)
    found = {
        "id": service.id,
        "country": service.country,
        "name": words.name,
        "kinds": list(service.kinds),
        "phone": service.phone,
        "dial": service.dial,
        "text": service.sms.number if service.sms else None,
        "url": service.url,
        "hours": service.hours,
        "open_now": opening.is_open(service.hours, service.country, say.moment),
        "cost": service.cost,
        "source": service.source,
        "checked": service.checked.isoformat(),
        "basis": "unconfirmed" if is_unconfirmed(service) else "confirmed",
    }
    return {key: value for key, value in found.items() if value is not None}


def _lines(country: str, services: list[Service], say: Say) -> Iterator[str]:
    if country not in say.library.countries:
        yield from wrap(say.ui("plain.no-list", country=say.country(country)))
    if not services:
        yield from wrap(say.ui("plain.none-found"))
        return
    yield from wrap(say.ui("plain.in-country"))
    for service in services:
        words, _ = say.speaker.service(service.id)
        yield from ("", *wrap(say.service(service)))
        yield from wrap(say.text(words.what), 4)
        if opening.is_open(service.hours, service.country, say.moment):
            yield from wrap(say.ui("plain.open-now"), 4)
        for channel in say.channels(service):
            yield from wrap(channel, 4)
        if words.note:
            yield from wrap(say.text(words.note), 4)
        yield from wrap(say.source(service.source, service.checked, service.basis, service.review_after), 4)
