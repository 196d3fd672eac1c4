"""Facts without words: services, platforms, payments, takedown tools, laws. All carry a source."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sextortion_helper.knowledge.models.base import Basis, Country, Day, Https, Id, Model, Sourced
from sextortion_helper.knowledge.models.guide import Condition, PlatformTopic
from sextortion_helper.text import bare

ServiceKind = Literal[
    "emergency", "ambulance", "police", "police-report", "emergency-text", "crisis", "youth-helpline",
    "parents", "women", "men", "victims", "violence-protection", "child-protection", "shelter", "lgbtiq",
    "honour", "removal", "image-hotline", "legal", "consumer", "digital-violence", "own-behaviour",
    "peer-support", "directory",
]  # fmt: skip
Audience = Literal["minors", "adults", "young-adults", "women", "men", "parents", "lgbtiq", "everyone"]


class Channel(Model):
    """One more way to reach a service, with the hours when somebody really answers."""

    url: Https | None = None
    address: str | None = None  # an e-mail address or the name of an app
    number: str | None = None  # as dialled inside the country
    hours: str | None = None  # OSM opening_hours
    source: Https | None = None  # if another page than the service's own source says so
    basis: Basis = "confirmed"

    @property
    def reach(self) -> str:
        """Its number, address or page as shown; empty if it has none of its own."""
        return self.number or self.address or bare(self.url or "")


class Service(Sourced):
    """Somebody to turn to. `dial` is as dialled inside the country, `phone` is E.164."""

    id: Id
    country: Country
    kinds: tuple[ServiceKind, ...]
    audience: tuple[Audience, ...] = ("everyone",)
    region: str | None = None
    dial: str | None = None
    phone: str | None = None
    hours: str | None = None  # of the telephone, OSM opening_hours in the country's time zone
    cost: Literal["free", "local-rate", "paid"] | None = None
    anonymous: bool | None = None
    chat: Channel | None = None
    email: Channel | None = None
    sms: Channel | None = None
    messenger: Channel | None = None
    app: Channel | None = None
    url: Https | None = None
    languages: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()  # names of fields above that no source confirms

    @property
    def way(self) -> Channel | None:
        """The first way beside the telephone that can be shown."""
        ways = (self.sms, self.chat, self.messenger, self.email, self.app)
        return next((way for way in ways if way and way.reach), None)

    @property
    def reach(self) -> str:
        """The number to dial, else what `way` says, else the page; empty if there is nothing."""
        return self.dial or (self.way.reach if self.way else bare(self.url or ""))

    @property
    def reach_hours(self) -> str | None:
        """The hours that count for `reach`."""
        return self.hours if self.dial or self.way is None else self.way.hours

    @property
    def unsure(self) -> bool:
        """Whether anything about `reach` is not confirmed."""
        way = None if self.dial else self.way
        shown = {"dial", "phone", "sms", "name", "url"}
        return "unconfirmed" in (self.basis, way and way.basis) or not shown.isdisjoint(self.unconfirmed)


class CountryFacts(Model):
    """facts/services/<CC>.yaml."""

    country: Country
    timezone: str | None = None  # IANA; absent for EU and INT
    holidays_differ: bool = False  # regional public holidays are unknown to us
    services: tuple[Service, ...]


class PlatformFact(Sourced):
    """Where one statement about a platform comes from; its words stand under the same topic."""

    url: Https | None = None
    more_sources: tuple[Https, ...] = Field(default=(), alias="more-sources")


class Platform(Model):
    """One network, messenger or search engine (facts/platforms/<id>.yaml)."""

    id: Id
    kind: Literal["social", "messenger", "video", "search", "mail", "phone", "other"]
    url: Https | None = None
    closed: Day | None = None
    offered: bool = True  # stands among the answers of "Where do they write to you?"
    evidence_first: Literal["must", "should"] = Field(default="must", alias="evidence-first")
    topics: dict[PlatformTopic, PlatformFact]
    hash_sharing: dict[Id, Literal["yes", "no"]] = Field(default={}, alias="hash-sharing")


class PaymentPhone(Sourced):
    """A telephone of a payment service, by country."""

    country: Country
    dial: str
    phone: str | None = None
    hours: str | None = None


class Payment(Sourced):
    """One way money may have gone (facts/payments.yaml)."""

    id: Id
    kind: Literal["code", "transfer", "card", "wallet", "crypto", "cash", "other"]
    url: Https | None = None
    phones: tuple[PaymentPhone, ...] = ()
    more_sources: tuple[Https, ...] = Field(default=(), alias="more-sources")


class Tool(Sourced):
    """One takedown or monitoring tool (facts/takedown.yaml). `when` keeps it from the wrong people."""

    id: Id
    url: Https
    when: Condition = None
    searches_by_picture: bool = Field(default=False, alias="searches-by-picture")
    needs_file: bool = Field(default=False, alias="needs-file")
    more_sources: tuple[Https, ...] = Field(default=(), alias="more-sources")


class Law(Sourced):
    """One provision (facts/laws/<CC>.yaml)."""

    id: Id
    topic: Id  # extortion, own-image, minors ... the same words in all countries
    name: str  # as the law is called, e.g. "§ 144 StGB"
    for_minors: bool = Field(default=False, alias="for-minors")
    when: Condition = None
    more_sources: tuple[Https, ...] = Field(default=(), alias="more-sources")
