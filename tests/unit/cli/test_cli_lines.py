"""`lines`: services of a country, and the shape of its JSON (DESIGN 10)."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sextortion_helper.cli import Exit
from sextortion_helper.plain import lines

from .conftest import Call

TEN_AM = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
THREE_AM = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)
KEYS = {
    "id": str, "country": str, "name": str, "kinds": list, "phone": str, "dial": str, "text": str, "url": str,
    "hours": str, "open_now": bool, "cost": str, "source": str, "checked": str, "basis": str,
}  # fmt: skip
ALWAYS = {"id", "country", "name", "kinds", "source", "checked", "basis"}


def data(
    country: str = "AT", *, need: str | None = None, open_now: bool = False, moment: datetime = TEN_AM
) -> Any:
    return json.loads(lines.render(country, "en", "json", need=need, open_now=open_now, moment=moment))


@pytest.mark.parametrize("country", ["AT", "DE", "CH", "FR", "GB", "INT"])
def test_the_contract_key_by_key(country: str) -> None:
    found = data(country)
    assert list(found) == ["version", "country", "services"]
    assert (found["version"], found["country"]) == (1, country)
    assert found["services"]
    for service in found["services"]:
        assert set(service) <= set(KEYS)
        assert set(service) >= ALWAYS
        assert [key for key in KEYS if key in service] == list(service), "in this order"
        assert all(isinstance(value, KEYS[key]) for key, value in service.items())
        assert service["basis"] in ("confirmed", "unconfirmed")
        assert service["source"].startswith("https://")
        assert date.fromisoformat(service["checked"])
        assert service["country"] in (country, "EU", "INT")
        assert ("open_now" in service) <= ("hours" in service)


def test_own_services_come_first() -> None:
    countries = [service["country"] for service in data("AT")["services"]]
    assert countries == sorted(countries, key=["AT", "EU", "INT"].index)
    assert "EU" not in [service["country"] for service in data("CH")["services"]]


def test_open_now_is_worked_out() -> None:
    day = {service["id"]: service.get("open_now") for service in data(moment=TEN_AM)["services"]}
    night = {service["id"]: service.get("open_now") for service in data(moment=THREE_AM)["services"]}
    assert (day["at-telefonseelsorge"], night["at-telefonseelsorge"]) == (True, True)
    assert (day["at-opfer-notruf"], night["at-opfer-notruf"]) == (True, False)


def test_only_those_that_answer_now() -> None:
    found = data(open_now=True, moment=THREE_AM)["services"]
    assert found
    assert all(service["open_now"] for service in found)
    assert "at-opfer-notruf" not in [service["id"] for service in found]


def test_by_need() -> None:
    found = data(need="youth-helpline")["services"]
    assert found[0]["id"] == "at-rat-auf-draht"
    assert all("youth-helpline" in service["kinds"] for service in found)
    assert found[0]["dial"] == "147"


def test_text_numbers_stand_under_text() -> None:
    found = {service["id"]: service for service in data()["services"]}
    assert found["at-notruf-sms"]["text"] == "0800 133 133"
    assert "dial" not in found["at-notruf-sms"]


@pytest.mark.parametrize("country", ["AT", "DE", "CH", "GB"])
@pytest.mark.parametrize("lang", ["en", "de"])
def test_text_is_plain_narrow_and_sourced(country: str, lang: str) -> None:
    text = lines.render(country, lang, "text", need=None, open_now=False, moment=TEN_AM)
    for line in text.splitlines():
        assert len(line) <= 72 or " " not in line.strip(), line
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2500-\u259f]", text)
    assert "{" not in text
    services = data(country)["services"]
    assert len(re.findall(r"Quelle:|Source:", text)) == len(services)
    said = re.sub(r"\s+", " ", text)
    for service in services:
        assert service["source"] in said
        if "dial" in service:
            assert f"{service['dial']} " in said


def test_a_number_is_followed_by_its_country() -> None:
    text = lines.render("AT", "en", "text", need="crisis", open_now=False, moment=TEN_AM)
    assert re.search(r"^142  TelefonSeelsorge \(Austria\), day and night, free$", text, re.MULTILINE)


def test_unconfirmed_is_marked() -> None:
    text = lines.render("AT", "en", "text", need="police", open_now=False, moment=TEN_AM)
    assert "not confirmed" in text


def test_past_its_review_date_a_service_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from sextortion_helper.knowledge.models.facts import Service

    service = Service.model_validate(
        {"id": "at-x", "country": "AT", "kinds": ["crisis"], "source": "https://example.at/x",
         "checked": "2026-01-02", "review_after": "2026-02-01"}
    )  # fmt: skip
    from sextortion_helper.knowledge.catalogue import Voice
    from sextortion_helper.knowledge.library import Library
    from sextortion_helper.plain.say import Say

    say = Say(Library(), Voice("en"), TEN_AM)
    line = say.source(service.source, service.checked, service.basis, service.review_after)
    assert line == "Checked 2 Jan 2026, this may be out of date. Source: https://example.at/x"


def test_nothing_found_is_said() -> None:
    text = lines.render("GB", "en", "text", need="own-behaviour", open_now=False, moment=TEN_AM)
    assert "No such service is listed here." in text


class TestCommand:
    def test_json(self, call: Call) -> None:
        result = call("lines", "--country", "AT", "--format", "json")
        assert (result.code, result.err) == (Exit.OK, "")
        assert json.loads(result.out)["country"] == "AT"

    def test_an_unknown_need_names_the_known_ones(self, call: Call) -> None:
        result = call("lines", "--country", "AT", "--need", "magic")
        assert (result.code, result.out) == (Exit.USAGE, "")
        assert "youth-helpline" in result.err

    def test_a_guessed_country_is_said_on_stderr(self, call: Call) -> None:
        result = call("lines", "--need", "crisis")
        assert result.code == Exit.OK
        assert "AT" in result.err
        assert "(Austria)" in result.out

    def test_without_a_guess_it_asks(self, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TZ", "America/Lima")
        result = call("lines")
        assert (result.code, result.out) == (Exit.USAGE, "")
        assert "--country AT" in result.err
