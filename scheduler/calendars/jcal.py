"""Rule: a feed's bytes as jCal, the same calendar in JSON (RFC 7265)."""

from __future__ import annotations

import json
from typing import Any

import icalendar

_TEXTS = ("name", "color")
"""TEXT by RFC 7986, which icalendar 7.3 takes for unknown and so leaves escaped."""


def jcal_octets(feed: bytes) -> bytes:
    """The VCALENDAR as UTF-8; nothing is added or left out, and the order stays."""
    calendar: list[Any] = icalendar.Calendar.from_ical(feed).to_jcal()
    return json.dumps(_component(calendar), ensure_ascii=False, separators=(",", ":")).encode()


def _component(of: list[Any]) -> list[Any]:
    name, properties, parts = of
    return [name, [_property(*one) for one in properties], [_component(part) for part in parts]]


def _property(name: str, parameters: dict[str, Any], kind: str, *values: Any) -> list[Any]:
    if name in _TEXTS and kind == "unknown":
        return [name, parameters, "text", *(icalendar.vText.from_ical(value) for value in values)]
    if kind == "recur":
        values = tuple(_recur(value) for value in values)
    return [name, parameters, kind, *values]


def _recur(parts: dict[str, Any]) -> dict[str, Any]:
    """A part with one value holds it alone, not in a list (RFC 7265 §3.6.10)."""
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name, value in parts.items()
    }
