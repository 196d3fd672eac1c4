"""Opening hours: is somebody there at this hour, when next, and how to say it. Plain functions.

Hours are OSM `opening_hours` strings, read by opening-hours-py with country and time zone; without
a country it would silently ignore public holidays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

ALWAYS = "24/7"
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
ZONES = {"AT": "Europe/Vienna", "DE": "Europe/Berlin", "CH": "Europe/Zurich", "LI": "Europe/Vaduz"}


def is_open(hours: str | None, country: str, moment: datetime) -> bool | None:
    """Whether somebody answers at this (aware) moment; None if the hours are not known.

    Services for all of Europe or the world have no zone of their own; only `24/7` is judged there.
    """
    if hours is None:
        return None
    if hours == ALWAYS:
        return True
    zone = ZONES.get(country)
    if zone is None:
        return None
    return bool(_rule(hours, country, zone).is_open(moment.astimezone(_zone(zone))))


def next_open(hours: str | None, country: str, moment: datetime) -> datetime | None:
    """When somebody answers next, in the service's own time; None if unknown or open now."""
    zone = ZONES.get(country)
    if hours is None or hours == ALWAYS or zone is None:
        return None
    rule = _rule(hours, country, zone)
    here = moment.astimezone(_zone(zone))
    if rule.is_open(here):
        return None
    change = rule.next_change(here)
    return change if isinstance(change, datetime) else None


def day_key(moment: datetime) -> str:
    """The key of the interface text for its day of the week (`day.Mo`)."""
    return f"day.{_DAYS[moment.weekday()]}"


def is_night(night: str, country: str | None, moment: datetime) -> bool:
    """Whether it is night by the guide's own hours, in the country's zone (else the computer's)."""
    zone = ZONES.get(country or "")
    if zone is None:
        return bool(
            _rule(night, "AT", "Europe/Vienna").is_open(
                moment.astimezone().replace(tzinfo=_zone("Europe/Vienna"))
            )
        )
    return bool(_rule(night, country or "AT", zone).is_open(moment.astimezone(_zone(zone))))


def problem(hours: str) -> str | None:
    """What is wrong with an hours string, or None."""
    if re.search(r"\bSH\b", hours):
        return "names school holidays (SH), which are unknown to us; write the hours without"
    try:
        _rule(hours, "AT", "Europe/Vienna")
    except Exception as error:  # noqa: BLE001 - the library has several error types and no common base
        return f"is no opening_hours string ({str(error).splitlines()[0]})"
    return None


def _zone(name: str) -> ZoneInfo:
    from zoneinfo import ZoneInfo  # 10 ms that the opening need not wait for

    return ZoneInfo(name)


@cache
def _rule(hours: str, country: str, zone: str) -> Any:
    from opening_hours import OpeningHours

    return OpeningHours(hours, country=country, timezone=_zone(zone))


def in_words(hours: str, say: Callable[[str], str]) -> str:
    """The hours for a reader. `say` gives the words for `hours.always` and the days (`day.Mo`)."""
    if hours == ALWAYS:
        return say("hours.always")
    text = hours.replace("Mo-Su ", "").replace("Mo-So ", "")
    text = re.sub(r"\b(Mo|Tu|We|Th|Fr|Sa|Su|PH)\b", lambda match: say(f"day.{match.group()}"), text)
    return (
        text.replace("-", "–").replace(",", ", ").replace("  ", " ").replace(" off", f" {say('hours.off')}")
    )
