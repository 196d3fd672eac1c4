"""Which services stand under a task."""

from __future__ import annotations

import pytest

from sextortion_helper.knowledge.conditions import Circumstances
from sextortion_helper.knowledge.library import Library
from sextortion_helper.plan.build import services_for


@pytest.mark.parametrize(
    ("country", "kinds", "found"),
    [
        ("AT", ("victims",), True),
        ("JP", ("victims", "women"), ["int-find-a-helpline"]),
        ("JP", ("legal",), []),  # a line to talk is no lawyer
    ],
)
def test_where_a_country_has_none_of_its_own(country: str, kinds: tuple[str, ...], found: object) -> None:
    library = Library()
    facts = Circumstances({"country": [country], "age": ["adult"]}, library.names)
    services = [service.id for service in services_for(library, facts, kinds, country=country)]
    if found is True:
        assert services
        assert "int-find-a-helpline" not in services
    else:
        assert services == found
