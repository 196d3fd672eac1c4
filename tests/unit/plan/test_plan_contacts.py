"""Help now (counsel-review 5) at fixed moments: who is shown, in which order, and who is not."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from sextortion_helper.knowledge.catalogue import Catalogue, Voice
from sextortion_helper.plan.contacts import MOST_TALK, MOST_WRITE, HelpNow, crisis_rows, help_now, spoken_line

from .people import ADULT, Answers

# A Wednesday in March, so that neither a holiday nor summer time decides anything.
THREE_AM = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)  # 3:00 in Vienna, Berlin and Zurich
TEN_AM = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
FIVE_PM = datetime(2026, 3, 11, 16, 0, tzinfo=UTC)
EVERY_HOUR = [datetime(2026, 3, day, hour, 30, tzinfo=UTC) for day in (11, 14, 15) for hour in range(24)]
EN, SIE, DU = Voice("en", "you"), Voice("de", "sie"), Voice("de", "du")
MINOR: Answers = {**ADULT, "age": ("14-17",)}


def talk(view: HelpNow) -> list[list[str]]:
    return [[contact.service for contact in row] for row in view.talk]


class TestAustria:
    def view(self, catalogue: Catalogue, answers: Answers, moment: datetime) -> HelpNow:
        return help_now(catalogue, EN, answers, "AT", moment)

    def test_adult_at_three_in_the_morning(self, catalogue: Catalogue) -> None:
        view = self.view(catalogue, ADULT, THREE_AM)
        assert talk(view) == [["at-telefonseelsorge"], ["at-frauenhelpline", "at-maennerinfo"]]
        assert all(contact.open_now for row in view.talk for contact in row)
        assert view.night
        assert view.heading == "It is night. These answer now."

    def test_adult_by_day(self, catalogue: Catalogue) -> None:
        view = self.view(catalogue, ADULT, TEN_AM)
        assert talk(view) == [
            ["at-telefonseelsorge"], ["at-opfer-notruf"], ["at-frauenhelpline", "at-maennerinfo"],
        ]  # fmt: skip
        assert not view.night
        assert [contact.reach for row in view.talk for contact in row] == [
            "142", "0800 112 112", "0800 222 555", "0800 400 777",
        ]  # fmt: skip

    @pytest.mark.parametrize("moment", [THREE_AM, TEN_AM, FIVE_PM], ids=["night", "day", "evening"])
    def test_under_18_the_youth_line_first(self, catalogue: Catalogue, moment: datetime) -> None:
        view = self.view(catalogue, MINOR, moment)
        assert talk(view) == [
            ["at-rat-auf-draht"], ["at-telefonseelsorge"], ["at-frauenhelpline", "at-maennerinfo"],
        ]  # fmt: skip
        assert view.talk[0][0].reach == "147"

    def test_with_an_unknown_age_both_are_shown(self, catalogue: Catalogue) -> None:
        assert talk(self.view(catalogue, {}, THREE_AM))[:2] == [["at-telefonseelsorge"], ["at-rat-auf-draht"]]

    def test_partner_puts_the_lines_for_women_and_men_first(self, catalogue: Catalogue) -> None:
        for answers in (ADULT, MINOR):
            view = self.view(catalogue, {**answers, "offender": ("partner",)}, THREE_AM)
            assert talk(view)[0] == ["at-frauenhelpline", "at-maennerinfo"]
            assert len(talk(view)) == len({tuple(row) for row in talk(view)}), "nobody stands twice"

    def test_nobody_waits_for_writing_at_night(self, catalogue: Catalogue) -> None:
        view = self.view(catalogue, ADULT, THREE_AM)
        assert view.write == ()
        assert all(contact.open_now is False and contact.opens for contact in view.write_later)
        assert any("Don't wait for it tonight" in line for line in view.lines)

    def test_chat_in_the_afternoon(self, catalogue: Catalogue) -> None:
        view = self.view(catalogue, ADULT, FIVE_PM)
        assert view.write[0].service == "at-telefonseelsorge"
        assert not any("Don't wait" in line for line in view.lines)

    def test_wake_an_adult_but_not_where_home_is_the_danger(self, catalogue: Catalogue) -> None:
        woken = "You can wake them"
        assert any(woken in line for line in self.view(catalogue, MINOR, THREE_AM).lines)
        for danger in ({"offender": ("family",)}, {"danger-if-known": ("family",)}):
            lines = self.view(catalogue, {**MINOR, **danger}, THREE_AM).lines
            assert not any(woken in line for line in lines)
        assert not any(woken in line for line in self.view(catalogue, ADULT, THREE_AM).lines)

    def test_the_danger_line_is_that_of_the_review(self, catalogue: Catalogue) -> None:
        view = self.view(catalogue, ADULT, TEN_AM)
        for number in ("144", "133", "112", "0800 133 133"):
            assert number in view.danger
        assert "Austria" in view.danger

    def test_the_form_of_address(self, catalogue: Catalogue) -> None:
        assert "Ihnen" in help_now(catalogue, SIE, ADULT, "AT", TEN_AM).danger
        assert "tut dir" in help_now(catalogue, DU, MINOR, "AT", TEN_AM).danger

    def test_crisis_answer_under_18(self, catalogue: Catalogue) -> None:
        rows = crisis_rows(catalogue, EN, MINOR, "AT", THREE_AM)
        # The line just tried comes last (5.5, "Nobody answers").
        assert [row[0].reach for row in rows][0] == "142"
        assert [row[0].reach for row in rows][-1] == "147"


class TestGermany:
    def test_minor_at_three_the_crisis_line_first(self, catalogue: Catalogue) -> None:
        view = help_now(catalogue, EN, MINOR, "DE", THREE_AM)
        assert [contact.reach for contact in view.talk[0]] == ["116 123", "0800 111 0 111"]
        assert "de-kinder-jugendtelefon" not in [contact.service for row in view.talk for contact in row]
        assert "de-krisenchat" in [contact.service for contact in view.write]

    def test_minor_by_day_the_youth_line_first(self, catalogue: Catalogue) -> None:
        assert talk(help_now(catalogue, EN, MINOR, "DE", FIVE_PM))[0] == ["de-kinder-jugendtelefon"]

    def test_no_other_countries_digits(self, catalogue: Catalogue) -> None:
        view = help_now(catalogue, EN, MINOR, "DE", FIVE_PM)
        assert "147" not in [contact.reach for row in (*view.talk, *view.others) for contact in row]


class TestSwitzerland:
    @pytest.mark.parametrize("moment", [THREE_AM, TEN_AM], ids=["night", "day"])
    def test_143_for_adults_147_first_under_18(self, catalogue: Catalogue, moment: datetime) -> None:
        adult = help_now(catalogue, EN, ADULT, "CH", moment)
        minor = help_now(catalogue, EN, MINOR, "CH", moment)
        assert adult.talk[0][0].reach == "143"
        assert [row[0].reach for row in minor.talk][:2] == ["147", "143"]

    def test_142_is_said_to_be_no_crisis_line(self, catalogue: Catalogue) -> None:
        rows = [row for row in help_now(catalogue, EN, ADULT, "CH", TEN_AM).talk if row[0].reach == "142"]
        assert len(rows) == 1
        assert "not a crisis line" in rows[0][0].note
        assert "142" not in [row[0].reach for row in crisis_rows(catalogue, EN, ADULT, "CH", TEN_AM)]


class TestNoCountry:
    @pytest.mark.parametrize("country", [None, "GB", "FR"])
    def test_no_number_of_any_country(self, catalogue: Catalogue, country: str | None) -> None:
        view = help_now(catalogue, EN, MINOR, country, THREE_AM)
        assert view.talk == ()
        contacts = [contact for row in view.others for contact in row]
        assert contacts
        assert {contact.country for contact in contacts} <= {"INT", "EU"}
        said = [view.danger, *view.lines]
        assert set(re.findall(r"\d{2,}", " ".join(said))) <= {"112"}
        assert "112 in Europe" in view.danger


class TestAlways:
    @pytest.mark.parametrize("country", ["AT", "DE", "CH"])
    @pytest.mark.parametrize("answers", [ADULT, MINOR, {}], ids=["adult", "minor", "open"])
    def test_at_every_hour_somebody_answers(
        self, catalogue: Catalogue, country: str, answers: Answers
    ) -> None:
        for moment in EVERY_HOUR:
            view = help_now(catalogue, EN, answers, country, moment)
            assert 1 <= len(view.talk) <= MOST_TALK
            assert len(view.write) <= MOST_WRITE
            for row in view.talk:
                assert any(contact.open_now is not False for contact in row)
            assert any(contact.open_now for row in view.talk[:2] for contact in row)
            contacts = [c for row in (*view.talk, *view.others) for c in row] + list(view.write)
            assert all(contact.reach and contact.country and contact.name for contact in contacts)

    @pytest.mark.parametrize("country", ["AT", "DE", "CH"])
    def test_at_night_only_lines_that_answer_at_night(self, catalogue: Catalogue, country: str) -> None:
        for answers in (ADULT, MINOR):
            for row in help_now(catalogue, EN, answers, country, THREE_AM).talk:
                assert any(contact.open_now for contact in row)
                assert all(c.open_now for c in row) or any(c.hours == "day and night" for c in row)

    @pytest.mark.parametrize("country", ["AT", "DE", "CH", None])
    @pytest.mark.parametrize("voice", [EN, SIE, DU], ids=str)
    def test_the_frame_is_written_in_every_voice(
        self, catalogue: Catalogue, country: str | None, voice: Voice
    ) -> None:
        for ident in ("first-sentence", "footer", "what-happens", "cannot-speak", "night-heading"):
            text = spoken_line(catalogue, voice, ADULT, country, ident)
            assert text
            assert "{" not in text
