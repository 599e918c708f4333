"""The settings of a council: one table that the commands, the page, the export and the docs read."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from typing import Any, NamedTuple

import holidays
from babel.core import get_global

from scheduler import workdays
from scheduler.clock import parse_hour
from scheduler.councils import notice_rules, store
from scheduler.councils.addresses import checked_address, checked_link
from scheduler.councils.rows import Council, DeputyMode, ReplyMode
from scheduler.db.session import Session
from scheduler.errors import N_, Fault, InvalidInput, invalid
from scheduler.history import store as history
from scheduler.history.rows import Actor
from scheduler.language import LANGUAGES

_NAME = N_("Write the council's name.")
_CHOICE = N_("Write one of these: %(words)s.")
_NUMBER = N_("Write a number, %(least)s to %(most)s.")
_COUNTRY = N_("Write the country as two letters, as SE. Its holidays are used.")
_TIME = N_("Write the time as 15:00.")
_LONG = N_("Write at most %(n)s characters.")
_LONG_LINE = N_("Write at most %(n)s characters a line, and at most %(lines)s lines.")
_KEY = N_("There is no such setting. There are: %(keys)s.")
_MOST_ITEMS, _MOST_OF_ITEM = 20, 300
MOST_RETENTION = 240
_YES, _NO = ("yes", "ja", "1", "on"), ("no", "nej", "0", "off", "")


def _text(text: str, *, most: int, needed: str = "") -> str:
    """`needed` is the fault of an empty text."""
    if needed and not text:
        raise invalid("", needed)
    if len(text) > most:
        raise invalid("", _LONG, n=most)
    return text


def _one_of(text: str, *, words: Collection[str]) -> str:
    if text not in words:
        raise invalid("", _CHOICE, words=", ".join(words))
    return text


def _standing_items(text: str) -> str:
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    if len(lines) > _MOST_ITEMS or any(len(line) > _MOST_OF_ITEM for line in lines):
        raise invalid("", _LONG_LINE, n=_MOST_OF_ITEM, lines=_MOST_ITEMS)
    return _text("\n".join(lines), most=2000)


def _number(text: str, *, least: int, most: int, is_needed: bool = True) -> int | None:
    if not text and not is_needed:
        return None
    if not (text.isascii() and text.isdecimal() and least <= int(text) <= most):
        raise invalid("", _NUMBER, least=least, most=most)
    return int(text)


_minutes = partial(_number, least=5, most=1440)
_months = partial(_number, least=1, most=MOST_RETENTION, is_needed=False)


def _usual_time(text: str) -> str:
    """`15:00` of `15`, `15.00` or `kl. 15:00`; empty of nothing."""
    hour = parse_hour(text)
    if text and hour is None:
        raise invalid("", _TIME)
    return f"{hour:%H:%M}" if hour else ""


def _country(text: str) -> str:
    if text.upper() not in countries():
        raise invalid("", _COUNTRY)
    return text.upper()


def _flag(text: str) -> bool:
    if text.lower() not in (*_YES, *_NO):
        raise invalid("", _CHOICE, words="yes, no")
    return text.lower() in _YES


class Setting(NamedTuple):
    """`label` is its name on the page. `parse` gives the value that is kept for a text, or raises InvalidInput.

    None for a notice rule, which is kept as text (`notice_rules.read_rules`).
    """

    key: str
    label: str
    parse: Callable[[str], object] | None = None

    @property
    def is_flag(self) -> bool:
        return self.parse is _flag


SETTINGS: Mapping[str, Setting] = {
    setting.key: setting
    for setting in (
        Setting("name", N_("The council's name"), partial(_text, most=200, needed=_NAME)),
        Setting("contact", N_("Who signs the mail"), partial(_text, most=200)),
        Setting("about", N_("About the council"), partial(_text, most=2000)),
        Setting("place", N_("Usual place"), partial(_text, most=300)),
        Setting("online_url", N_("Usual digital link"), checked_link),
        Setting("duration_minutes", N_("Usual length in minutes"), _minutes),
        Setting("usual_time", N_("Usual time"), _usual_time),
        Setting("standing_items", N_("Standing items"), _standing_items),
        Setting("reply_to", N_("Who reads the replies"), checked_address),
        Setting("language", N_("Language"), partial(_one_of, words=LANGUAGES)),
        Setting("country", N_("Country"), _country),
        Setting("reply_mode", N_("Replies"), partial(_one_of, words=[*ReplyMode])),
        Setting("deputy_mode", N_("Calling of deputies"), partial(_one_of, words=[*DeputyMode])),
        Setting("call_for_items", N_("Call for items")),
        Setting("items_reminder", N_("Reminder about items")),
        Setting("items_deadline", N_("Last day to suggest items")),
        Setting("kallelse", N_("The notice of meeting")),
        Setting("kallelse_review", N_("The notice for review")),
        Setting("reply_reminder", N_("Reminder to reply")),
        Setting("reply_by", N_("Last day to reply")),
        Setting("day_before", N_("Reminder the day before")),
        Setting("hour", N_("Hour of the day")),
        Setting("is_public", N_("Everyone may see the meetings"), _flag),
        Setting("items_are_public", N_("New items of an agenda are public"), _flag),
        Setting("notes_are_public", N_("Everyone may read the notes"), _flag),
        Setting("inform_deputies", N_("Deputies get each notice for their information"), _flag),
        Setting("approve_kallelse", N_("Each notice needs approval"), _flag),
        Setting("approve_notes", N_("The chair approves the notes"), _flag),
        Setting("retention_months", N_("Months that contact details are kept"), _months),
        Setting("tell_declines", N_("You get a mail when somebody cannot come"), _flag),
    )
}
COLUMNS = tuple(s.key for s in SETTINGS.values() if s.parse and s.key != "reply_to")
"""The settings that are columns of the council's row."""


def parse_settings(council: Council, values: Mapping[str, str]) -> dict[str, Any]:
    """What `values` would make of the council, by column; `reply_to` is an address. Nothing is changed.

    Raises: InvalidInput naming every key that is unknown or cannot be read.
    """
    faults: dict[str, Fault] = {}
    found: dict[str, Any] = {}
    stored = dict(council.notice_rules)
    for key, text in values.items():
        setting = SETTINGS.get(key)
        if setting is None:
            faults[key] = Fault(_KEY, {"keys": ", ".join(SETTINGS)})
        elif setting.parse is None:
            stored[key] = text
        else:
            try:
                found[key] = setting.parse(text.strip())
            except InvalidInput as error:
                faults[key] = next(iter(error.fields.values()))
    stored = {key: text for key, text in stored.items() if text.strip()}
    country = str(found.get("country", council.country))
    try:
        chosen = notice_rules.read_rules(stored)
        # What was saved when less was refused does not stand in the way of other settings.
        if (chosen, country) != (notice_rules.read_rules(council.notice_rules), council.country):
            notice_rules.check_order(chosen, workdays.Workdays(country))
    except InvalidInput as error:
        faults |= error.fields
    if faults:
        raise InvalidInput(faults)
    return found | {"notice_rules": stored}


def change_settings(
    session: Session, council: Council, values: Mapping[str, str], *, by: Actor, now: datetime
) -> None:
    """Sets what `values` names: the council's fields, and the notice rules (an empty text: back to the preset).

    Raises: InvalidInput, as `parse_settings`; nothing is changed then.
    """
    chosen, before = parse_settings(council, values), settings_record(council)
    apply_choices(session, council, chosen)
    council.changed_at = now
    session.flush()
    told = {"before": before, "after": settings_record(council)}
    history.record(session, "council changed", by=by, now=now, council_id=council.id, **told)


def apply_choices(session: Session, council: Council, chosen: Mapping[str, Any]) -> None:
    """Whoever reads the replies is the person of that address, made where there is none and called as who signs."""
    for key, value in chosen.items():
        if key != "reply_to":
            setattr(council, key, value)
    if email := chosen.get("reply_to"):
        name = (council.contact or council.name).partition(",")[0].strip()
        reader = store.person_by_email(session, email) or store.add_person(session, name, email)
        council.reply_to_id = reader.id


def settings_record(council: Council) -> dict[str, object]:
    keys = ("slug", "zone", "reply_to_id", "notice_rules", *COLUMNS)
    return {key: getattr(council, key) for key in keys}


def country_of(zone: str) -> str:
    """ISO 3166 of the zone's land, by CLDR; empty where it has none."""
    return str(get_global("zone_territories").get(zone, "")) if zone else ""


@cache
def countries() -> Sequence[str]:
    """Two letters (ISO 3166-1) of every country whose holidays are known, each once."""
    return tuple(holidays.list_supported_countries(include_aliases=False))
