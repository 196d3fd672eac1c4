"""Services as rows, and the page of one: number or address large, in words, and as a QR code."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from sextortion_helper.plan.contacts import Contact, crisis_rows, help_now
from sextortion_helper.tui.present import opens
from sextortion_helper.tui.widgets.row import Row

if TYPE_CHECKING:
    from sextortion_helper.tui.app import NextSteps
    from sextortion_helper.tui.screens.link import LinkScreen


def contact_rows(
    app: NextSteps,
    rows: Iterable[tuple[Contact, ...]],
    known: dict[str, Contact],
    *,
    number: bool = False,
) -> list[Row]:
    """One row a service: number and country first, then name and hours. `known` gets them by row id."""
    found: list[Row] = []
    for row in rows:
        for contact in row:
            ident = f"contact:{contact.service}:{contact.link}"
            if ident in known and any(r.ident == ident for r in found):
                continue
            known[ident] = contact
            sign = str(len(known)) if number and len(known) < 10 else ""
            found.append(Row(contact_label(app, contact), ident, sign=sign, note=contact_note(app, contact)))
    return found


def contact_label(app: NextSteps, contact: Contact) -> str:
    """`142  TelefonSeelsorge (Austria)`."""
    name = contact.name.removeprefix(contact.reach).strip()
    return f"{contact.reach}  {name} ({app.ui(f'country.{contact.country}')})"


def contact_note(app: NextSteps, contact: Contact) -> str:
    """Hours and cost, and what is not sure about them."""
    about = contact.hours or contact.note.rstrip(".")
    parts = [about] if about else []
    if contact.open_now is False and contact.opens is not None:
        parts = [opens(app, contact.opens)]
    if contact.free:
        parts.append(app.ui("service.free"))
    if contact.unconfirmed:
        parts.append(app.ui("fact.unconfirmed"))
    if contact.overdue:
        parts.append(app.ui("fact.overdue"))
    said = ", ".join(parts)
    return f"{said}. {contact.note}" if contact.hours and contact.note else said


def open_contact(app: NextSteps, contact: Contact) -> None:
    """Show one contact with its QR code."""
    app.push_screen(contact_page(app, contact))


def contact_page(app: NextSteps, contact: Contact) -> LinkScreen:
    """The page of one contact, in the language of now."""
    from sextortion_helper.tui.screens.link import LinkScreen

    found = _anew(app, contact)
    lines = [found.what, contact_note(app, found)]
    return LinkScreen(
        contact_label(app, found),
        found.link,
        "\n".join(line for line in lines if line),
        again=partial(contact_page, app, contact),
    )


def _anew(app: NextSteps, contact: Contact) -> Contact:
    answers = app.guide.answers if app.guide else {}
    arguments = (app.catalogue, app.voice, answers, contact.country, app.clock())
    view = help_now(*arguments)
    single = [(one,) for one in (*view.write, *view.write_later)]
    for row in (*view.talk, *single, *view.others, *crisis_rows(*arguments)):
        for one in row:
            if (one.service, one.link) == (contact.service, contact.link):
                return one
    return contact
