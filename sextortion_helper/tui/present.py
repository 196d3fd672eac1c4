"""How facts are shown: source lines, services and links as rows."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sextortion_helper.case.models import Case, SessionInfo
from sextortion_helper.knowledge import hours as opening
from sextortion_helper.knowledge.models.facts import Service
from sextortion_helper.knowledge.models.words import PaymentWords
from sextortion_helper.knowledge.speaker import Speaker
from sextortion_helper.plan import PlannedTask
from sextortion_helper.plan.contacts import by_hour
from sextortion_helper.text import bare
from sextortion_helper.tui.widgets.row import Row

if TYPE_CHECKING:
    from sextortion_helper.tui.app import NextSteps
    from sextortion_helper.tui.guide import Guide
    from sextortion_helper.tui.screens.link import LinkScreen


def day(app: NextSteps, when: date) -> str:
    """`24 Nov 2026`, in the words of the language."""
    return app.ui("date.day", day=when.day, month=app.ui(f"month.{when.month}"), year=when.year)


def moment(app: NextSteps, when: datetime) -> str:
    """`today 14:02`, `yesterday`, `20 Nov`, `20 Nov 2025`."""
    here, now = when.astimezone(), app.clock().astimezone()
    days = (now.date() - here.date()).days
    if days == 0:
        return app.ui("date.today", time=here.strftime("%H:%M"))
    if days == 1:
        return app.ui("date.yesterday")
    if here.year != now.year:
        return day(app, here.date())
    return app.ui("date.this-year", day=here.day, month=app.ui(f"month.{here.month}"))


def session_name(app: NextSteps, session: Case | SessionInfo) -> str:
    """`Session 3 · Falke`."""
    number = app.ui("sessions.number", number=session.id)
    return f"{number} · {session.alias}" if session.alias else number


def source_line(
    app: NextSteps, source: str, checked: date, basis: str = "confirmed", review_after: date | None = None
) -> str:
    """`Checked 24 Nov 2026 · help.instagram.com`, and what is not sure about it [R8]."""
    host = urlsplit(source).hostname or source
    parts = [app.ui("fact.checked", day=day(app, checked))]
    if host:
        parts.append(host.removeprefix("www."))
    if basis == "unconfirmed":
        parts.append(app.ui("fact.unconfirmed"))
    if review_after is not None and review_after < app.clock().date():
        parts.append(app.ui("fact.overdue"))
    return " · ".join(parts)


def opens(app: NextSteps, following: datetime) -> str:
    """`opens 19:00`, with the day where that is not today. `following` is in the service's own time."""
    time = following.strftime("%H:%M")
    if following.date() == app.clock().astimezone(following.tzinfo).date():
        return app.ui("help.from", time=time)
    return app.ui("help.opens", time=time, day=app.ui(opening.day_key(following)))


def service_note(app: NextSteps, service: Service, said: str = "") -> str:
    """Hours and cost; closed ones say when they open. `said`: the hours in words, if no others are known."""
    hours, parts = service.reach_hours, []
    if hours:
        following = opening.next_open(hours, service.country, app.clock())
        parts.append(opens(app, following) if following else opening.in_words(hours, app.ui))
    elif said:
        parts.append(said.rstrip("."))
    if service.cost == "free" and service.dial:
        parts.append(app.ui("service.free"))
    if service.unsure or "hours" in service.unconfirmed:
        parts.append(app.ui("fact.unconfirmed"))
    return ", ".join(parts)


def service_rows(app: NextSteps, planned: PlannedTask) -> list[Row]:
    """One row a service: number and country first [R9]."""
    guide = app.guide
    if guide is None:
        return []
    rows = []
    now = app.clock()
    night = opening.is_night(app.catalogue.helps["night"], app.country, now)
    for service in by_hour(planned.services, now, night=night, crisis=guide.facts.holds("crisis")):
        words, _ = guide.speaker.service(service.id)
        number = service.reach
        name = f"{words.name.removeprefix(number).strip()} ({app.ui(f'country.{service.country}')})"
        label = f"{number}  {name}" if service.dial or service.sms else name
        note = service_note(app, service, guide.speaker.say(words.hours) if words.hours else "")
        if not (service.dial or service.sms):
            note = ", ".join(part for part in (number, note) if part)
        rows.append(Row(label, f"service:{service.id}", note=note))
    return rows


def link_rows(app: NextSteps, planned: PlannedTask) -> list[Row]:
    """Rows for takedown tools and pages of payment services and platforms."""
    guide = app.guide
    if guide is None:
        return []
    rows = [
        Row(guide.speaker.tool(tool.id)[0].name, f"tool:{tool.id}", note=bare(tool.url))
        for tool in planned.tools
    ]
    rows += [
        Row(
            app.ui("link.page-of", name=guide.speaker.payment(p.id)[0].name),
            f"payment:{p.id}",
            note=bare(p.url),
        )
        for p in planned.payments
        if p.url
    ]
    topic = planned.task.uses.platforms
    for platform in planned.platforms:
        fact = platform.topics.get(topic) if topic else None
        if fact is not None and fact.url:
            name = guide.speaker.platform(platform.id)[0].name
            rows.append(
                Row(app.ui("link.page-of", name=name), f"platform:{platform.id}", note=bare(fact.url))
            )
    return rows


def payment_lines(app: NextSteps, speaker: Speaker, words: PaymentWords) -> list[str]:
    """What to have ready, more, and the outlook, in this order; what is not written is left out."""
    ready = app.ui("plain.ready", text=speaker.say(words.ready)) if words.ready else ""
    rest = [speaker.say(text) for text in (words.more, words.outlook) if text]
    return [text for text in (ready, *rest) if text]


def open_row(app: NextSteps, planned: PlannedTask, ident: str) -> None:
    """Open what a row of these stands for."""
    kind, _, name = ident.partition(":")
    if kind == "service":
        open_service(app, name)
    elif kind == "tool":
        open_tool(app, name)
    elif kind == "payment":
        _open_link(app, name, next(p.url for p in planned.payments if p.id == name) or "", kind)
    elif kind == "platform" and planned.task.uses.platforms:
        platform = next(p for p in planned.platforms if p.id == name)
        _open_link(app, name, platform.topics[planned.task.uses.platforms].url or "", kind)


def _open_link(app: NextSteps, name: str, url: str, kind: str) -> None:
    from sextortion_helper.tui.screens.link import LinkScreen

    guide = app.guide
    if guide is not None:
        speaker = guide.speaker
        said = speaker.payment(name)[0].name if kind == "payment" else speaker.platform(name)[0].name
        app.push_screen(LinkScreen(said, url))


def open_service(app: NextSteps, ident: str) -> None:
    """Show the page of one service."""
    if app.guide is not None:
        app.push_screen(service_page(app, app.guide, ident))


def service_page(app: NextSteps, guide: Guide, ident: str) -> LinkScreen:
    """What for, how to reach it, when, source."""
    from sextortion_helper.tui.screens.link import LinkScreen

    service = guide.library.service(ident)
    words, _ = guide.speaker.service(ident)
    say = guide.speaker.say
    lines = [f"{service.reach} ({app.ui(f'country.{service.country}')})", say(words.what)]
    if service.hours or words.hours:
        lines.append(say(words.hours) if words.hours else opening.in_words(service.hours or "", app.ui))
    for name in ("chat", "email", "messenger"):
        channel = getattr(service, name)
        if channel is not None:
            hours = f", {opening.in_words(channel.hours, app.ui)}" if channel.hours else ""
            lines.append(f"{app.ui(f'channel.{name}')}: {channel.reach}{hours}")
    lines += [say(text) for text in (words.call, words.note) if text]
    link = f"tel:{service.phone or service.dial}".replace(" ", "") if service.dial else service.url or ""
    source = source_line(app, service.source, service.checked, service.basis, service.review_after)
    return LinkScreen(
        words.name, link, "\n".join(lines), source, again=partial(service_page, app, guide, ident)
    )


def open_tool(app: NextSteps, ident: str) -> None:
    """Show the page of one takedown tool."""
    if app.guide is not None:
        app.push_screen(tool_page(app, app.guide, ident))


def tool_page(app: NextSteps, guide: Guide, ident: str) -> LinkScreen:
    """What it does, how to use it, what it cannot do, source."""
    from sextortion_helper.tui.screens.link import LinkScreen

    tool = guide.library.tools[ident]
    words, _ = guide.speaker.tool(ident)
    texts = [words.what, words.do, words.cannot, words.more]
    text = "\n\n".join(guide.speaker.say(one) for one in texts if one)
    source = source_line(app, tool.source, tool.checked, tool.basis, tool.review_after)
    return LinkScreen(words.name, tool.url, text, source, again=partial(tool_page, app, guide, ident))
