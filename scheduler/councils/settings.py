"""Actions: make a council, and change what it has chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import holidays
from babel.core import get_global

from scheduler import clock, tzrule, workdays
from scheduler.clock import Wall
from scheduler.councils import addresses, rules, slugs, store
from scheduler.councils.cells import Unreadable
from scheduler.councils.rows import Council, Person, ReplyMode
from scheduler.db import touch
from scheduler.db.session import Session, flush
from scheduler.errors import N_, Conflict, Fault, InvalidInput
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.language import LANGUAGES

FEED_DAYS = 400
"""How far back a feed reaches; the day itself is stored (docs/calendars.md, rule 12)."""

TAKEN = N_("There is already a council called “%(slug)s”. A short name is never used twice.")
_NAME = N_("Write the council's name.")
_LANGUAGE = N_("Write the language as sv or en.")
_DURATION = N_("Write the length in minutes, 5 to 1440, as 120.")
_TIME = N_("Write the time as 15.00 or 15:00.")
_NO_ADDRESS = N_("Write the e-mail address.")
_ADDRESS = N_("“%(address)s” is not an e-mail address. Write it as namn@example.org.")
_COUNTRY = N_("Write the country as two letters, as SE. Its holidays are used.")
_MODE = N_("Write replies (members reply) or absences (only those who cannot come tell).")
_FLAG = N_("Write yes or no.")
_LONG = N_("Write at most %(n)s characters.")
_KEY = N_("There is no such setting. There are: %(keys)s.")


@dataclass(frozen=True, slots=True)
class NewCouncil:
    """What `add` needs. `zone` decides the country, and with it the holidays, unless one is given."""

    slug: str
    name: str
    zone: str
    language: str
    reply_to: str
    place: str = ""
    duration_minutes: int = 120
    contact: str = ""
    country: str = ""
    usual_time: str = ""


def add(session: Session, new: NewCouncil, *, by: Actor, now: datetime) -> Council:
    """A new council; whoever reads its replies is a Person, made here where nobody has that address.

    Raises: InvalidInput with every field's fault at once; Conflict where the short name is taken.
    """
    country = two_letters(new.country or country_of(new.zone))
    check(new, country)
    person = store.person_by_email(session, new.reply_to)
    if person is None:
        person = Person(name=_name_of(new.contact) or new.name, email=address(new.reply_to))
        session.add(person)
        session.flush()
    today = Wall.at(now, new.zone).date
    council = Council(
        slug=new.slug,
        name=new.name.strip(),
        zone=new.zone,
        country=country,
        language=new.language,
        contact=new.contact.strip(),
        reply_to_id=person.id,
        place=new.place.strip(),
        duration_minutes=new.duration_minutes,
        usual_time=_usual_time(new.usual_time),
        feed_from_on=today - timedelta(days=FEED_DAYS),
        created_at=now,
        changed_at=now,
    )
    session.add(council)
    flush(session, Conflict(TAKEN, code="slug_taken", slug=new.slug))
    history.record(
        session, "council added", by=by, now=now, council_id=council.id, after=_seen(council)
    )
    return council


@dataclass(frozen=True, slots=True)
class Choices:
    """Values for a council's fields, and its notice rules, all understood."""

    fields: Mapping[str, object]
    rules: Mapping[str, str]


def understood(council: Council, values: Mapping[str, str]) -> Choices:
    """What `values` would make of the council; nothing is changed.

    Raises: InvalidInput naming every key that is unknown or cannot be read.
    """
    faults: dict[str, Fault] = {}
    found: dict[str, object] = {}
    stored = dict(council.notice_rules)
    for key, text in values.items():
        if key in rules.KEYS:
            stored[key] = text
        elif key in _FIELDS:
            try:
                found[key] = _value(key, text.strip())
            except InvalidInput as error:
                faults[key] = next(iter(error.fields.values()))
        else:
            faults[key] = Fault(_KEY, {"keys": ", ".join((*_FIELDS, *rules.KEYS))})
    stored = {key: text for key, text in stored.items() if text.strip()}
    country = str(found.get("country", council.country))
    try:
        chosen = rules.read(stored)
        # What was saved when less was refused does not stand in the way of other settings.
        if (chosen, country) != (rules.read(council.notice_rules), council.country):
            rules.check(chosen, workdays.Workdays(country))
    except InvalidInput as error:
        faults |= error.fields
    if faults:
        raise InvalidInput(faults)
    return Choices(found, stored)


def change(
    session: Session, council: Council, values: Mapping[str, str], *, by: Actor, now: datetime
) -> None:
    """Sets what `values` names: the council's fields, and the notice rules (an empty text: back to the preset).

    Raises: InvalidInput, as `understood`; nothing is changed then.
    """
    chosen, before = understood(council, values), _seen(council)
    for key, value in chosen.fields.items():
        if key == "reply_to":
            council.reply_to_id = _reader(session, council, str(value)).id
        else:
            setattr(council, key, value)
    council.notice_rules = dict(chosen.rules)
    council.changed_at = now
    session.flush()
    history.record(
        session,
        "council changed",
        by=by,
        now=now,
        council_id=council.id,
        before=before,
        after=_seen(council),
    )


def address(text: str) -> str:
    """The address as it is kept: no blanks around it, the domain in ASCII. Raises: InvalidInput (`email`)."""
    try:
        return addresses.read(text)
    except Unreadable as error:
        fault = Fault(_ADDRESS, {"address": text}) if text.strip() else Fault(_NO_ADDRESS)
        raise InvalidInput({"email": fault}) from error


def country_of(zone: str) -> str:
    """ISO 3166 of the zone's land, by CLDR; empty where it has none."""
    return str(get_global("zone_territories").get(zone, "")) if zone else ""


def countries() -> list[str]:
    """Two letters (ISO 3166-1) of every country whose holidays are known, each once."""
    return list(holidays.list_supported_countries(include_aliases=False))


def two_letters(country: str) -> str:
    """`SE` of `SE`, `SWE` or `swe`; a code that is not known stands as it is."""
    known = getattr(holidays, country.upper(), None)
    return str(getattr(known, "country", country)).upper()


_FIELDS = (
    "name", "language", "contact", "about", "place", "duration_minutes", "usual_time", "country", "reply_mode",
    "reply_to", "is_public", "inform_deputies", "approve_kallelse",
)  # fmt: skip
_MOST = {"name": 200, "contact": 200, "about": 2000, "place": 300}
_HOUR = re.compile(r"(?:kl\.? ?)?(\d{1,2})(?:[.:]([0-5]\d))?", re.IGNORECASE | re.ASCII)
_YES, _NO = ("yes", "ja", "1", "on"), ("no", "nej", "0", "off", "")


def _value(key: str, text: str) -> object:
    """What is kept for the text of one field. Raises: InvalidInput."""
    if key == "reply_to":
        return address(text)
    if key == "duration_minutes":
        if not text.isdigit() or not 5 <= int(text) <= 1440:
            raise InvalidInput({key: Fault(_DURATION)})
        return int(text)
    if key == "usual_time":
        return _usual_time(text)
    if key == "country":
        if (code := two_letters(text)) not in countries():
            raise InvalidInput({key: Fault(_COUNTRY)})
        return code
    if key in ("is_public", "inform_deputies", "approve_kallelse"):
        if text.lower() not in (*_YES, *_NO):
            raise InvalidInput({key: Fault(_FLAG)})
        return text.lower() in _YES
    if key == "language" and text not in LANGUAGES:
        raise InvalidInput({key: Fault(_LANGUAGE)})
    if key == "reply_mode" and text not in tuple(ReplyMode):
        raise InvalidInput({key: Fault(_MODE)})
    if key == "name" and not text:
        raise InvalidInput({key: Fault(_NAME)})
    if len(text) > _MOST.get(key, len(text)):
        raise InvalidInput({key: Fault(_LONG, {"n": _MOST[key]})})
    return text


def _usual_time(text: str) -> str:
    """`15:00` of `15`, `15.00` or `kl. 15:00`; empty of nothing. Raises: InvalidInput (`usual_time`)."""
    if not text.strip():
        return ""
    match = _HOUR.fullmatch(text.strip())
    if not match or int(match[1]) > 23:
        raise InvalidInput({"usual_time": Fault(_TIME)})
    return f"{int(match[1]):02}:{match[2] or '00'}"


def _reader(session: Session, council: Council, email: str) -> Person:
    """Whoever reads the council's replies: the person of that address, made where there is none."""
    person = store.person_by_email(session, email)
    if person is None:
        person = Person(name=_name_of(council.contact) or council.name, email=email)
        session.add(person)
        session.flush()
    return person


def _name_of(contact: str) -> str:
    """`Elin Forsby` of `Elin Forsby, sekreterare`."""
    return contact.partition(",")[0].strip()


def check(new: NewCouncil, country: str) -> None:
    """Raises: InvalidInput with every fault at once."""
    faults: dict[str, Fault] = {}
    if fault := slugs.fault(new.slug):
        faults["slug"] = fault
    if not new.name.strip():
        faults["name"] = Fault(_NAME)
    if new.language not in LANGUAGES:
        faults["language"] = Fault(_LANGUAGE)
    if not 5 <= new.duration_minutes <= 1440:
        faults["duration"] = Fault(_DURATION)
    for name, look in (
        ("reply_to", lambda: address(new.reply_to)),
        ("zone", lambda: _zone(new.zone)),
        ("usual_time", lambda: _usual_time(new.usual_time)),
    ):
        try:
            look()
        except InvalidInput as error:
            faults[name] = next(iter(error.fields.values()))
    if country not in countries():
        faults.setdefault("zone", Fault(_COUNTRY)) if not new.country else faults.update(
            country=Fault(_COUNTRY)
        )
    if faults:
        raise InvalidInput(faults)


def _zone(name: str) -> None:
    clock.zone(name)
    tzrule.of(name)


def _seen(council: Council) -> dict[str, object]:
    return {
        key: getattr(council, key)
        for key in ("slug", "name", "zone", "country", "language", "contact", "about", "reply_to_id", "place",
                    "duration_minutes", "usual_time", "reply_mode", "is_public", "inform_deputies", "approve_kallelse",
                    "notice_rules")
    }  # fmt: skip


def move_feed_window(
    session: Session, council: Council, days: Iterable[date], *, now: datetime
) -> bool:
    """Keeps the feed's first day about 400 days back; a stored day, so that feed bytes never depend on the clock.

    True where it has moved.

    `days` are those of the council's meetings: where one leaves the feed, the feed has changed. The meetings that stay
    and their deadlines have not, so the council's own version is left as it is.
    """
    first = Wall.at(now, council.zone).date - timedelta(days=FEED_DAYS)
    if first <= council.feed_from_on + timedelta(days=7):
        return False
    has_left = any(council.feed_from_on <= day < first for day in days)
    store.set_feed_from(session, council, first)
    if has_left:
        touch.raise_feed(session, council.id)
    return True
