"""Facts: days that can be true, hours that can be read, numbers that exist in their country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from sextortion_helper.knowledge import hours
from sextortion_helper.lint.finding import Finding
from sextortion_helper.lint.tree import File, Location, Tree, walk

_SHARED = ("EU", "INT")  # no numbering plan, no time zone


def check(tree: Tree, today: date) -> Iterator[Finding]:
    """Days, hours and numbers of all facts."""
    for file in tree.structure:
        yield from _days(tree, file, today)
        if file.kind == "services":
            yield from _country(tree, file)
        if file.kind == "payments":
            for number, payment in enumerate(tree.data(file.path)):
                for place, phone in enumerate(payment.get("phones", ())):
                    at = (number, "phones", place)
                    yield from _hours(tree, file, (*at, "hours"), phone.get("hours"), phone["country"])
                    yield from _numbers(tree, file, at, phone, phone["country"])
        if file.kind == "help":
            data = tree.data(file.path)
            yield from _hours(tree, file, ("night",), data["night"], "AT")


def _days(tree: Tree, file: File, today: date) -> Iterator[Finding]:
    for location, value in walk(tree.data(file.path)):
        if not isinstance(value, dict):
            continue
        checked = _day(value.get("checked"))
        if checked and checked > today:
            yield tree.finding(
                file.path, (*location, "checked"), f"{checked} is in the future; write the real day"
            )
        for key in ("review_after", "review-after"):
            review = _day(value.get(key))
            if review and checked and review < checked:
                problem = f"{review} is before the day it was checked; one of the two is wrong"
                yield tree.finding(file.path, (*location, key), problem)
            elif review and review <= today:
                problem = f"{review} has passed; check the fact again, then set `checked` and a new day"
                yield tree.finding(file.path, (*location, key), problem, "warning")


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _country(tree: Tree, file: File) -> Iterator[Finding]:
    data = tree.data(file.path)
    code = data["country"]
    zone = data.get("timezone")
    if code in hours.ZONES and zone != hours.ZONES[code]:
        yield tree.finding(
            file.path, ("timezone",), f"must be {hours.ZONES[code]}, which the program counts with"
        )
    for number, service in enumerate(data["services"]):
        at: Location = ("services", number)
        for location, value in walk(service):
            if location and location[-1] == "hours":
                yield from _hours(tree, file, (*at, *location), value, code)
            elif isinstance(value, dict) and ("dial" in value or "phone" in value or "number" in value):
                yield from _numbers(tree, file, (*at, *location), value, code)


def _hours(tree: Tree, file: File, location: Location, value: Any, country: str) -> Iterator[Finding]:
    if not isinstance(value, str):
        return
    problem = hours.problem(value)
    if problem:
        yield tree.finding(file.path, location, problem)
    elif country not in hours.ZONES and value != hours.ALWAYS:
        if re.search(r"\bPH\b", value):
            problem = f"names public holidays (PH), which are unknown for {country}; leave them out"
            yield tree.finding(file.path, location, problem)
        else:
            problem = f"cannot be judged: no time zone is known for {country}, so it never shows as open"
            yield tree.finding(file.path, location, problem, "warning")


def _numbers(tree: Tree, file: File, location: Location, value: Any, country: str) -> Iterator[Finding]:
    try:
        import phonenumbers
        from phonenumbers import shortnumberinfo
    except ImportError:  # extra `authors`; without it the numbers are simply not checked
        return
    known_country = country not in _SHARED
    whole = None
    phone = value.get("phone")
    if phone is not None:
        at = (*location, "phone")
        try:
            whole = phonenumbers.parse(phone)
        except phonenumbers.NumberParseException:
            yield tree.finding(
                file.path, at, f"{phone} is no number with its country code; write it like +43..."
            )
            return
        if phone != phonenumbers.format_number(whole, phonenumbers.PhoneNumberFormat.E164):
            yield tree.finding(
                file.path, at, f"{phone} is not written as E.164; no blanks, no zero behind the code"
            )
        elif known_country and not phonenumbers.is_valid_number_for_region(whole, country):
            yield tree.finding(file.path, at, f"{phone} is no number of {country}; look it up again")
        elif not known_country and not phonenumbers.is_valid_number(whole):
            yield tree.finding(file.path, at, f"{phone} is no number of any country; look it up again")
    for key in ("dial", "number"):
        dial = value.get(key)
        if dial is None or not known_country:
            continue
        at = (*location, key)
        digits = re.sub(r"[^+0-9]", "", dial)
        try:
            inside = phonenumbers.parse(digits, country)
        except phonenumbers.NumberParseException:
            yield tree.finding(file.path, at, f"{dial} is no number; look it up again")
            continue
        listed = phonenumbers.is_valid_number_for_region(inside, country)
        if whole is not None and inside != whole and not _is_short(digits):
            yield tree.finding(
                file.path, at, f"{dial} is another number than {phone}; one of the two is wrong"
            )
        elif not (listed or shortnumberinfo.is_valid_short_number_for_region(inside, country)):
            problem = f"{dial} is in no list of numbers of {country}; make sure by the body's own page"
            yield tree.finding(file.path, at, problem, "warning")


def _is_short(digits: str) -> bool:
    """A short number reaches nobody from abroad, so `phone` may be another one there."""
    return len(digits) <= 6
