"""The program's own content, loaded once."""

from __future__ import annotations

import pytest

from sextortion_helper.knowledge.catalogue import Catalogue
from sextortion_helper.knowledge.library import Library
from sextortion_helper.paths import content_root


@pytest.fixture(scope="session")
def library() -> Library:
    return Library()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue(content_root())
