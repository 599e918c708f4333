"""A draft as it is kept, in JSON, and the mark that tells one version of it from another."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from hashlib import sha1
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from scheduler.db.base import Json
from scheduler.years.entries import Draft, Entry, Past, Way
from scheduler.years.recognise import Reason

_PLAIN = (
    "language",
    "text",
    "file",
    "body",
    "own",
    "another",
    "past",
    "pattern",
    "bodies",
    "left",
    "last_id",
    "form",
    "typed",
)


def to_json(draft: Draft) -> Json:
    plain = {name: getattr(draft, name) for name in _PLAIN if getattr(draft, name)}
    # A list of pairs: PostgreSQL keeps no order of keys.
    if "bodies" in plain:
        plain["bodies"] = list(draft.bodies.items())
    for name in ("elsewhere", "refused"):
        if getattr(draft, name):
            plain[name] = {str(year): n for year, n in getattr(draft, name).items()}
    if draft.removed:
        plain["removed"] = [_entry_json(one) for one in draft.removed]
    if draft.refused_dates:
        plain["refused_dates"] = [_entry_json(one) for one in draft.refused_dates]
    if draft.lost:
        plain["lost"] = [day.isoformat() for day in draft.lost]
    for name in ("unread", "settled"):
        if getattr(draft, name):
            plain[name] = list(getattr(draft, name))
    if draft.saved_at:
        plain["saved_at"] = draft.saved_at.isoformat()
    return plain | {"entries": [_entry_json(one) for one in draft.entries]}


def from_json(kept: Json) -> Draft:
    """Raises: KeyError where the JSON holds no entries (a draft made before they were kept)."""
    return Draft(
        language=kept.get("language", "sv"),
        text=kept.get("text", ""),
        file=kept.get("file", ""),
        entries=tuple(_entry(one) for one in kept["entries"]),
        bodies=dict(kept.get("bodies", [])),
        body=kept.get("body", ""),
        own=kept.get("own", ""),
        another=kept.get("another", ""),
        elsewhere={int(year): n for year, n in kept.get("elsewhere", {}).items()},
        refused={int(year): n for year, n in kept.get("refused", {}).items()},
        refused_dates=tuple(_entry(one) for one in kept.get("refused_dates", ())),
        past=Past(kept.get("past", "")),
        pattern=kept.get("pattern", {}),
        removed=tuple(_entry(one) for one in kept.get("removed", ())),
        lost=tuple(date.fromisoformat(day) for day in kept.get("lost", ())),
        form=kept.get("form", ""),
        typed=kept.get("typed", ""),
        saved_at=datetime.fromisoformat(kept["saved_at"]) if "saved_at" in kept else None,
        unread=tuple(kept.get("unread", ())),
        settled=tuple(kept.get("settled", ())),
        left=kept.get("left", 0),
        last_id=kept.get("last_id", 0),
    )


def is_sound(kept: Json) -> bool:
    """Whether it reads as a draft, with each field of its kind; also one that was made before entries were kept."""
    try:
        return "entries" not in kept or _is(from_json(kept), Draft)
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


def _is(value: object, hint: Any) -> bool:
    """Whether a field holds what it is declared to hold."""
    of = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        return any(_is(value, one) for one in of)
    if get_origin(hint) is tuple:
        return isinstance(value, tuple) and all(_is(one, of[0]) for one in value)
    if get_origin(hint) is Mapping:
        pairs = value.items() if isinstance(value, dict) else [(None, None)]
        return all(_is(key, of[0]) and _is(one, of[1]) for key, one in pairs)
    if hint in (Draft, Entry) and isinstance(value, hint):
        return all(_is(getattr(value, name), one) for name, one in get_type_hints(hint).items())
    return isinstance(value, hint) and (hint is bool or not isinstance(value, bool))


def _entry_json(one: Entry) -> Json:
    """Only what differs from an entry that has nothing but its day."""
    values = {
        spec.name: getattr(one, spec.name)
        for spec in dataclasses.fields(one)
        if getattr(one, spec.name) != spec.default
    }
    if "doubts" in values:
        values["doubts"] = [_reason_json(doubt) for doubt in one.doubts]
    if one.claim:
        values["claim"] = _reason_json(one.claim)
    for name in ("accepted", "overruled"):
        if name in values:
            values[name] = list(values[name])
    if one.as_read:
        values["as_read"] = _entry_json(one.as_read)
    return {
        name: value.isoformat() if isinstance(value, date | time) else value
        for name, value in values.items()
    }


def _entry(kept: Json) -> Entry:
    values: dict[str, Any] = dict(kept)
    for name in ("day", "last_day", "was", "gone_to"):
        if name in values:
            values[name] = date.fromisoformat(values[name])
    for name in ("start", "end"):
        if name in values:
            values[name] = time.fromisoformat(values[name])
    values["way"] = Way(values.get("way", Way.TEXT))
    values["doubts"] = tuple(_reason(doubt) for doubt in values.get("doubts", ()))
    values["claim"] = _reason(values["claim"]) if "claim" in values else None
    for name in ("accepted", "overruled"):
        values[name] = tuple(values.get(name, ()))
    values["as_read"] = _entry(values["as_read"]) if "as_read" in values else None
    return Entry(**values)


def _reason_json(reason: Reason) -> list[Any]:
    """The code, and each parameter with what kind of value it is."""
    return [reason.code, {name: _value_json(value) for name, value in reason.items}]


def _value_json(value: object) -> list[Any]:
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, time):
        return ["time", value.isoformat()]
    return ["", value if isinstance(value, int) else str(value)]


def _reason(kept: list[Any]) -> Reason:
    code, params = kept
    return Reason.of(code, **{name: _value(*value) for name, value in params.items()})


def _value(kind: str, value: Any) -> object:
    if kind == "date":
        return date.fromisoformat(value)
    return time.fromisoformat(value) if kind == "time" else value


def version(draft: Draft) -> str:
    """Differs where anything but the time of saving does."""
    kept = to_json(dataclasses.replace(draft, saved_at=None))
    return sha1(json.dumps(kept, sort_keys=True).encode(), usedforsecurity=False).hexdigest()
