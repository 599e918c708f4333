"""From a council's settings to their page, in words, with a worked example; and what other offsets would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scheduler import workdays
from scheduler.clock import Wall
from scheduler.councils import council_settings, notice_rules
from scheduler.councils.council_settings import COLUMNS, SETTINGS
from scheduler.councils.notice_rules import Before, NoticeRules, Unit
from scheduler.councils.rows import Account, Council, ReplyMode
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import LANGUAGES, Language, sort_key
from scheduler.notices.impact import Rescheduled
from scheduler.notices.kinds import KINDS
from scheduler.workdays import Workdays
from web.secretary import conflict

BOXES = tuple(one.key for one in SETTINGS.values() if one.is_flag)
FIELDS = tuple(key for key in SETTINGS if key not in BOXES)
MODES: Mapping[str, str] = {
    ReplyMode.REPLIES: N_("Members reply whether they will come"),
    ReplyMode.ABSENCES: N_("Only those who cannot come tell"),
}
_MODE_ABOUT: Mapping[str, str] = {
    ReplyMode.REPLIES: N_("Whoever has not replied is reminded."),
    ReplyMode.ABSENCES: N_("Nobody is reminded to reply, and all others count as coming."),
}
_YES_NO: Mapping[str, str] = {"yes": N_("Yes"), "no": N_("No")}
_OFFSETS = tuple(key for key in notice_rules.KEYS if key != "hour")
_LONG = ("about", "standing_items")
_NORDIC = frozenset({"AX", "DK", "FI", "FO", "GL", "IS", "NO", "SE"})
# fmt: off
_OTHER_EUROPEAN = frozenset({
    "AD", "AL", "AT", "BA", "BE", "BG", "BY", "CH", "CY", "CZ", "DE", "EE", "ES", "FR", "GB", "GG", "GI", "GR", "HR",
    "HU", "IE", "IM", "IT", "JE", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL", "PL", "PT", "RO", "RS",
    "RU", "SI", "SJ", "SK", "SM", "UA", "VA", "XK",
})
# fmt: on
"""ISO 3166-1: Europe as CLDR counts it, with Cyprus. A council elsewhere gets its country by a command."""


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    name: str
    about: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CountryGroup:
    """Countries that stand under one heading of the list, by name."""

    label: str
    countries: list[Option]


@dataclass(frozen=True, slots=True)
class Offset:
    """One mail's field. `example` is the day it gives; empty where what was typed cannot be read."""

    key: str
    label: str
    value: str
    example: str
    error: str


@dataclass(frozen=True, slots=True)
class Keeper:
    """One account that keeps the council."""

    named: str
    account_id: int


@dataclass(frozen=True, slots=True)
class Invitation:
    """What was typed in the form that invites a colleague, and what is wrong with the address."""

    email: str = ""
    colleague: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The form. `holidays` says whose count, where that is not plain; `example` which meeting is worked out."""

    values: Mapping[str, str]
    labels: Mapping[str, str]
    errors: Mapping[str, str]
    faults: list[dict[str, str]]
    languages: list[Option]
    countries: list[CountryGroup]
    holidays: str
    modes: list[Option]
    offsets: list[Offset]
    example: str
    keepers: list[Keeper]
    invitation: Invitation
    seen: str


@dataclass(frozen=True, slots=True)
class Change:
    """One coming mail that gets another time."""

    what: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Check:
    title: str
    changes: list[Change]


def saved(council: Council, says: Language) -> dict[str, str]:
    """The form's fields as they stand, offsets in the page's language."""
    of = notice_rules.read_rules(council.notice_rules)
    return {
        **{key: str(getattr(council, key)) for key in COLUMNS if key not in BOXES},
        "usual_time": says.hour(council.usual_start) if council.usual_start else "",
        "reply_to": council.reply_to.email,
        "country": council_settings.two_letters(council.country),
        **{key: in_words(getattr(of, key), says) for key in _OFFSETS},
        "hour": says.hour(of.hour),
        **{key: "yes" if getattr(council, key) else "no" for key in BOXES},
    }


def in_words(before: Before, says: Language) -> str:
    """`28 dagar`, `2 arbetsdagar`, `torsdag`: as it may be typed again."""
    match before.unit:
        case Unit.DAYS:
            return says.count("%(n)s day", "%(n)s days", before.count)
        case Unit.WORKING_DAYS:
            return says.count("%(n)s working day", "%(n)s working days", before.count)
        case Unit.CLEAR_DAYS:
            return says.count("%(n)s clear day", "%(n)s clear days", before.count)
    return says.weekday_named(before.count + 1)


def page(
    council: Council,
    typed: Mapping[str, str],
    faults: Mapping[str, Fault],
    accounts: Sequence[Account],
    says: Language,
    *,
    example_on: date,
    is_made_up: bool,
    seen: str,
    invitation: Invitation,
) -> Page:
    labels = {key: says(one.label) for key, one in SETTINGS.items()}
    errors = {name: _told(fault, labels, says) for name, fault in faults.items()}
    worked = _worked(typed, example_on, says)
    example = (
        says("Example: a meeting on %(day)s.", day=says.long(example_on))
        if is_made_up
        else says("Example: the next meeting, %(day)s.", day=says.long(example_on))
    )
    return Page(
        values=typed,
        labels=labels,
        errors={key: errors.get(key, "") for key in labels},
        faults=[
            {"anchor": key, "text": error}
            for key, error in (errors | {"email": invitation.error}).items()
            if error
        ],
        languages=[
            Option(code, name, "", code == typed["language"]) for code, name in LANGUAGES.items()
        ],
        countries=_country_groups({council.country, typed["country"]}, typed["country"], says),
        holidays=says(note) if (note := workdays.holidays_note(council.country)) else "",
        modes=[
            Option(mode, says(word), says(_MODE_ABOUT[mode]), mode == typed["reply_mode"])
            for mode, word in MODES.items()
        ],
        offsets=[
            Offset(key, labels[key], typed[key], worked.get(key, ""), errors.get(key, ""))
            for key in _OFFSETS
        ],
        example=example,
        keepers=[Keeper(f"{a.person.name}, {a.person.email}", a.id) for a in accounts],
        invitation=invitation,
        seen=seen,
    )


def _told(fault: Fault, labels: Mapping[str, str], says: Language) -> str:
    """The rules name settings by their keys; a page says what they are called."""
    params = {name: labels.get(str(value), value) for name, value in fault.params.items()}
    return says(fault.text, **params)


def _country_groups(kept: set[str], chosen: str, says: Language) -> list[CountryGroup]:
    """The Nordic countries, the rest of Europe, and of all others only those that are `kept`."""
    known = set(council_settings.countries())
    kept = {council_settings.two_letters(code) for code in kept}
    groups = (
        (says("The Nordic countries"), _NORDIC),
        (says("Other countries of Europe"), _OTHER_EUROPEAN),
        (says("Elsewhere"), kept - _NORDIC - _OTHER_EUROPEAN),
    )
    return [
        CountryGroup(
            label,
            sorted(
                (Option(code, says.country(code), "", code == chosen) for code in codes & known),
                key=lambda country: sort_key(country.name),
            ),
        )
        for label, codes in groups
        if codes & known
    ]


def _worked(typed: Mapping[str, str], day: date, says: Language) -> dict[str, str]:
    """The day each field gives for a meeting on `day`; the review is counted from the notice."""
    found: dict[str, str] = {}
    free = Workdays(typed["country"])
    of: dict[str, Before] = {}
    for key in _OFFSETS:
        try:
            read: NoticeRules = notice_rules.read_rules({key: typed[key]} if typed[key] else {})
        except InvalidInput:
            continue
        of[key] = getattr(read, key)
    chosen = notice_rules.read_rules({key: typed[key] for key in of if typed[key]})
    for key in of:
        start = day
        if key == "kallelse_review":
            if "kallelse" not in of:
                continue
            start = of["kallelse"].day(day, free)
        found[key] = says.long(chosen.day(key, start, free), year=False)
    return found


def check(
    council: Council, moved: Sequence[Rescheduled], says: Language, *, now: datetime
) -> Check:
    title = says.count(
        "%(n)s planned mail gets a new day", "%(n)s planned mails get new days", len(moved)
    )
    return Check(title, [_change(one, council, says, now) for one in moved])


def _change(one: Rescheduled, council: Council, says: Language, now: datetime) -> Change:
    def when(at: datetime | None) -> str:
        if at is None:
            return says("does not go")
        if at <= now:
            return (
                says("when mail goes again, if you wish") if council.is_paused else says("at once")
            )
        wall = Wall.at(at, council.zone)
        return says.short(wall.date, wall.time)

    what = says(
        "%(mail)s, meeting %(day)s",
        mail=says(KINDS[one.kind].name),
        day=says.short(one.meeting.starts.date),
    )
    return Change(what, when(one.was), when(one.becomes))


def differences(
    theirs: Mapping[str, str], mine: Mapping[str, str], says: Language
) -> list[conflict.Field]:
    """Every field of the form for the Conflict page, choices in words."""
    words = {
        "language": LANGUAGES,
        "country": {side["country"]: says.country(side["country"]) for side in (theirs, mine)},
        "reply_mode": {mode: says(word) for mode, word in MODES.items()},
        **{key: {value: says(word) for value, word in _YES_NO.items()} for key in BOXES},
    }
    return [
        conflict.Field(
            key,
            says(one.label),
            theirs[key],
            mine[key],
            is_long=key in _LONG,
            theirs_in_words=words.get(key, {}).get(theirs[key], ""),
            yours_in_words=words.get(key, {}).get(mine[key], ""),
        )
        for key, one in SETTINGS.items()
    ]
