"""A guess at the country of this computer. Only a guess: nothing depends on it until it is confirmed [R9]."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from sextortion_helper.knowledge.hours import ZONES

_BY_ZONE = {zone: country for country, zone in ZONES.items()}
_BY_ZONE["Europe/Busingen"] = "DE"


def guess_country(
    environment: Mapping[str, str] = os.environ, link: Path = Path("/etc/localtime")
) -> str | None:
    """Two capital letters, or None. By `TZ`, then the zone link; on Windows by the user's region."""
    zone = environment.get("TZ", "").lstrip(":")
    if zone:
        return _BY_ZONE.get(zone)
    if sys.platform == "win32":
        # One Windows zone serves AT, DE and CH, so only the region of the user helps.
        import locale

        region = (locale.getlocale()[0] or "").rpartition("_")[2]
        return {"Austria": "AT", "Germany": "DE", "Switzerland": "CH"}.get(region, region[:2].upper() or None)
    try:
        return _BY_ZONE.get(str(link.readlink()).partition("zoneinfo/")[2])
    except OSError:
        return None


def guess_language(environment: Mapping[str, str] = os.environ) -> str:
    """`de` on a German-language computer, else `en`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value and value not in ("C", "POSIX", "C.UTF-8"):
            return "de" if value.lower().startswith("de") else "en"
    if sys.platform == "win32":
        import locale

        return "de" if (locale.getlocale()[0] or "").startswith("German") else "en"
    return "en"
