"""Filling `{phone:..}`, `{number:..}` and `{service:..}` from plain data, where pydantic is not loaded."""

from __future__ import annotations

import re
from typing import Any

from sextortion_helper.knowledge.catalogue import Catalogue, Voice

_REFERENCE = re.compile(r"\{(phone|number|service):([a-z0-9-]+)\}")


def fill(catalogue: Catalogue, voice: Voice, text: str) -> str:
    """Replace the references; an unknown one stays as it is (lint refuses it)."""

    def one(match: re.Match[str]) -> str:
        kind, ident = match.groups()
        country, service = find(catalogue, ident)
        if service is None:
            return match.group()
        if kind == "service":
            return catalogue.find(voice, f"services/{country}", ident, "name") or ident
        number = str(service.get("dial") or (service.get("sms") or {}).get("number") or "")
        return number if kind == "number" else f"{number} ({catalogue.ui(voice, f'country.{country}')})"

    return _REFERENCE.sub(one, text)


def find(catalogue: Catalogue, ident: str) -> tuple[str, dict[str, Any] | None]:
    """A service by id; its id begins with its country in small letters."""
    code = ident.split("-", 1)[0].upper()
    for service in catalogue.country(code)["services"]:
        if service["id"] == ident:
            return code, service
    return code, None
