"""Opening hours: open at this moment, next time, night, and strings that are none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sextortion_helper.knowledge import hours

MONDAY_0900 = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # 9:00 in Vienna
SUNDAY_2300 = datetime(2026, 11, 22, 22, 0, tzinfo=UTC)
OFFICE = "Mo-Fr 09:00-17:00"


@pytest.mark.parametrize(
    ("text", "country", "moment", "expected"),
    [
        (None, "AT", MONDAY_0900, None),
        ("24/7", "AT", SUNDAY_2300, True),
        ("24/7", "INT", SUNDAY_2300, True),
        (OFFICE, "AT", MONDAY_0900, True),
        (OFFICE, "AT", datetime(2026, 11, 23, 7, 59, tzinfo=UTC), False),
        (OFFICE, "AT", datetime(2026, 11, 23, 16, 0, tzinfo=UTC), False),
        (OFFICE, "AT", SUNDAY_2300, False),
        (OFFICE, "INT", MONDAY_0900, None),
        (OFFICE, "FR", MONDAY_0900, None),
        # summer time: 9:00 in Vienna is 7:00 UTC
        (OFFICE, "AT", datetime(2026, 7, 6, 7, 0, tzinfo=UTC), True),
        # 8 December is a holiday in Austria, not in Germany
        ("Mo-Fr 09:00-17:00; PH off", "AT", datetime(2026, 12, 8, 10, 0, tzinfo=UTC), False),
        ("Mo-Fr 09:00-17:00; PH off", "DE", datetime(2026, 12, 8, 10, 0, tzinfo=UTC), True),
        # over midnight
        ("Mo-Su 18:00-02:00", "AT", datetime(2026, 11, 23, 0, 30, tzinfo=UTC), True),
    ],
)
def test_is_open(text, country, moment, expected):
    assert hours.is_open(text, country, moment) is expected


def test_next_open():
    following = hours.next_open(OFFICE, "AT", SUNDAY_2300)
    assert following is not None
    assert following.strftime("%a %H:%M") == "Mon 09:00"
    assert hours.next_open(OFFICE, "AT", MONDAY_0900) is None
    assert hours.next_open("24/7", "AT", SUNDAY_2300) is None
    assert hours.next_open(None, "AT", SUNDAY_2300) is None
    assert hours.next_open(OFFICE, "INT", SUNDAY_2300) is None


@pytest.mark.parametrize(
    ("country", "hour", "expected"), [("AT", 23, True), ("AT", 4, True), ("AT", 5, False), ("AT", 12, False)]
)
def test_is_night_in_the_countrys_time(country, hour, expected):
    assert hours.is_night("23:00-06:00", country, datetime(2026, 11, 23, hour, 0, tzinfo=UTC)) is expected


def test_night_without_a_country_is_the_computers():
    # The computer of the tests is in Vienna: 22:30 UTC is 23:30 there, and night.
    assert hours.is_night("23:00-06:00", None, datetime(2026, 11, 23, 22, 30, tzinfo=UTC))
    assert not hours.is_night("23:00-06:00", "INT", datetime(2026, 11, 23, 21, 30, tzinfo=UTC))
    assert not hours.is_night("23:00-06:00", "INT", datetime(2026, 11, 23, 5, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    "text", [OFFICE, "24/7", "Mo-Fr 09:00-17:00; PH off", "Mo-Su 18:00-02:00", "Tu,Th 10:00-12:00"]
)
def test_no_problem(text):
    assert hours.problem(text) is None


@pytest.mark.parametrize(
    "text", ["Mon to Fri", "Mo-Fr 9 to 5", "25:00-26:00 xx", "Mo-Fr 09:00-17:00; SH off", "täglich"]
)
def test_problem(text):
    assert hours.problem(text)


def test_in_words():
    say = {
        "hours.always": "day and night",
        "hours.off": "closed",
        "day.Mo": "Mon",
        "day.Fr": "Fri",
        "day.PH": "holidays",
    }
    assert hours.in_words("24/7", say.__getitem__) == "day and night"
    assert hours.in_words(OFFICE, say.__getitem__) == "Mon–Fri 09:00–17:00"
    assert (
        hours.in_words("Mo,Fr 09:00-17:00; PH off", say.__getitem__)
        == "Mon, Fri 09:00–17:00; holidays closed"
    )
    assert hours.in_words("Mo-Su 09:00-17:00", say.__getitem__) == "09:00–17:00"
