"""From a year's draft to what its page shows: the way in, a row for each date, and what publishing does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from flask import url_for

from scheduler.clock import FIVE_MINUTES, Wall
from scheduler.councils.rows import Council
from scheduler.errors import N_, Fault, InvalidInput
from scheduler.language import Language
from scheduler.notices.consequences import Mailing
from scheduler.years import entries, publish
from scheduler.years.draft import LineRead
from scheduler.years.entries import Draft, Past, Way
from scheduler.years.planned import Planned, Problem
from web.secretary import plan_form
from web.secretary.way_show import LastYear, RuleFields
from web.secretary.year_show import Wrong, derived, sentence

_CHANGED = N_("The text was changed after it was read. Read the dates again, then publish.")
_WHOSE = N_("The text has meetings of several bodies. Choose whose they are.")
_MOST_SKIPPED = 40

WAYS: tuple[tuple[str, str], ...] = (
    ("text", N_("Paste the dates")),
    ("rule", N_("By a rule")),
    ("last_year", N_("As last year")),
    ("one", N_("One at a time")),
    ("file", N_("From a file")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    name: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the ribbon: its days with meetings. `state` is a class."""

    name: str
    days: str
    state: str


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    text: str
    told: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a row, as it was typed, else as it stands."""

    name: str
    value: str
    error: str


@dataclass(frozen=True, slots=True)
class Row:
    """One date of the draft. `stop` must be settled; `warnings` may stand."""

    id: int
    anchor: str
    name: str
    day: date
    state: str
    when: str
    hours: str
    place: str
    place_was: str
    note: str
    derived: str
    tag: str
    tag_state: str
    stop: str = ""
    warnings: tuple[str, ...] = ()
    told: str = ""
    choices: tuple[Choice, ...] = ()
    is_open: bool = False
    removed: bool = False
    fields: Mapping[str, Field] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unclear:
    """A line of the text that was not understood, or was doubted, and why."""

    number: int
    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    name: str
    told: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A note of dates that belong to another year, and the address of that year."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The draft of a year; without rows nothing is planned yet. `way` is which of the ways in is open."""

    year: int
    way: str
    tabs: tuple[Tab, ...]
    status: str = ""
    text: str = ""
    file: str = ""
    error: str = ""
    one: str = ""
    rule: RuleFields | None = None
    last: LastYear | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Wrong, ...] = ()
    count: str = ""
    skipped: tuple[str, ...] = ()
    bodies: tuple[Body, ...] = ()
    body: str = ""
    elsewhere: tuple[Elsewhere, ...] = ()
    months: tuple[Month, ...] = ()
    rows: tuple[Row, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    past: str = ""
    past_choice: str = ""
    lacks_time: str = ""
    hours_all: str = ""
    consequences: tuple[str, ...] = ()
    open_questions: tuple[Wrong, ...] = ()
    button: str = ""
    offsets: tuple[tuple[str, str], ...] = ()
    compared: tuple[str, ...] = ()
    version: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A form that could not be taken: its fields as they were typed, and what is wrong with them."""

    form: Mapping[str, str]
    fields: Mapping[str, Fault]


def empty(council: Council, year: int, way: str, says: Language) -> PlanPage:
    return PlanPage(year, way, tabs(council, year, way, says), status=says("Not planned yet"))


def refused(council: Council, page: PlanPage, refusal: Refusal, says: Language) -> PlanPage:
    """The page with what was typed in its way in, and every fault, in the summary and at its field."""
    errors = {name: sentence(fault, says) for name, fault in refusal.fields.items()}
    faults = []
    for name, told in errors.items():
        if name.startswith("line "):
            number = name.removeprefix("line ")
            faults.append(Wrong(says("Line %(number)s: %(reason)s", number=number, reason=told), "text"))  # fmt: skip
        else:
            faults.append(Wrong(told, name))
    return replace(
        page,
        text=refusal.form.get("text", page.text),
        one=refusal.form.get("one", ""),
        error=errors.get("text", ""),
        errors=errors,
        faults=tuple(faults),
    )


def tabs(council: Council, year: int, way: str, says: Language) -> tuple[Tab, ...]:
    return tuple(
        Tab(
            key,
            says(name),
            url_for("years.show", slug=council.slug, year=year, way=key, _anchor="h-dates"),
            key == way,
        )
        for key, name in WAYS
    )


def way_of(draft: Draft | None, asked: str) -> str:
    """The way in that is open: the one asked for, else the one the draft was made by."""
    if asked in (key for key, _ in WAYS):
        return asked
    return "rule" if draft and draft.pattern else "text"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a draft's page is made of."""

    council: Council
    year: int
    draft: Draft
    dates: Sequence[Planned]
    lines: Sequence[LineRead]
    mailing: Mailing
    now: datetime


def drafted(
    seen: Seen,
    says: Language,
    *,
    way: str,
    form: Mapping[str, str] | None = None,
    faults: Mapping[str, Fault] | None = None,
    publishing: bool = False,
) -> PlanPage:
    """What was read, and what publishing does.

    `form` is what was typed where it could not be taken, `faults` what is wrong with its fields; with `publishing`,
    what must be settled first is said on top.
    """
    council, draft = seen.council, seen.draft
    form, faults = form or {}, faults or {}
    rows = _rows(seen, says, form, faults)
    held = publish.held(seen.dates, draft.past)
    gone = [one for one in seen.dates if one.is_past and not one.is_cancelled]
    page = PlanPage(
        seen.year,
        way,
        tabs(council, seen.year, way, says),
        status=_saved(seen, says),
        text=form.get("text", draft.text if not draft.file else ""),
        file=draft.file,
        errors={name: sentence(fault, says) for name, fault in faults.items()},
        count=says.count("%(n)s meeting was read", "%(n)s meetings were read", len(held)),
        skipped=_skipped(seen.lines),
        bodies=_bodies(draft, says),
        body=draft.body,
        elsewhere=tuple(_elsewhere(seen, says)),
        months=_months(seen, says),
        rows=rows,
        unclear=_unclear(seen, says),
        past=_past(len(gone), says),
        past_choice=form.get("past", draft.past),
        lacks_time=_lacks_time(seen.dates, says),
        hours_all=form.get("hours_all", ""),
        consequences=_consequences(len(held), seen, says),
        button=says.count("Publish %(n)s meeting", "Publish %(n)s meetings", len(held)),
        version=entries.version(draft),
    )
    questions = tuple(_questions(page, draft, gone, says))
    page = replace(page, open_questions=questions)
    told = [Wrong(sentence(fault, says), name) for name, fault in faults.items()]
    return replace(page, faults=(*told, *questions)) if publishing or told else page


def is_settled(page: PlanPage) -> bool:
    return not page.open_questions


def changed_text() -> Fault:
    return Fault(_CHANGED)


def whose() -> Fault:
    return Fault(_WHOSE)


def _questions(
    page: PlanPage, draft: Draft, gone: Sequence[Planned], says: Language
) -> Iterable[Wrong]:
    if draft.must_choose_body:
        yield Wrong(says(_WHOSE), "h-body")
    if gone and draft.past is Past.UNDECIDED:
        choose = says("Choose what becomes of them.")
        yield Wrong(f"{page.past} {choose}", "past")
    for row in page.rows:
        if row.stop:
            yield Wrong(f"{row.name}: {row.stop}", row.anchor)


# rows


def _rows(
    seen: Seen, says: Language, form: Mapping[str, str], faults: Mapping[str, Fault]
) -> tuple[Row, ...]:
    found, number = [], 0
    for one in seen.dates:
        number += not one.is_cancelled
        name = says("Meeting %(number)s", number=number) if not one.is_cancelled else ""
        row = _row(one, name, seen, says)
        found.append(_typed(row, one, form, faults, says))
    return tuple(found)


def _row(one: Planned, name: str, seen: Seen, says: Language) -> Row:
    entry = one.entry
    row = Row(
        id=entry.id,
        anchor=f"date-{entry.id}",
        name=name,
        day=one.day,
        state="",
        when=says.short(one.day),
        hours=_hours(one, says),
        place=one.place,
        place_was=one.place,
        note=entry.note,
        derived=_derived(one, seen.council, says),
        tag=says("No clashes"),
        tag_state="ok",
        told=says("Changed from %(date)s.", date=entry.was) if entry.was else "",
    )
    if one.is_cancelled:
        told = says("It stands as cancelled in the text and is not published.")
        return replace(row, state="off", tag=says("Cancelled"), tag_state="", told=told, derived="")
    if one.problem:
        return _stopped(row, one, says)
    if one.is_past:
        return replace(row, tag=says("Has passed"), tag_state="", derived="")
    if one.findings:
        return _doubted(row, one, says)
    return row


def _stopped(row: Row, one: Planned, says: Language) -> Row:
    """A date that must be settled: by a choice of days where the text contradicts itself, else in its fields."""
    assert one.problem
    stop = _begun(sentence(one.problem, says))
    if one.problem_kind is not Problem.CONTRADICTION:
        tag = says("Needs correcting")
        return replace(row, state="warn", tag=tag, tag_state="stop", stop=stop, is_open=True)
    claim = one.entry.claim
    assert claim
    same, other = says("the date that is written"), says("the weekday that is written")
    if "week" in claim.params:
        other = says("the week that is written")
    choices = tuple(
        Choice(
            day.isoformat(), _begun(says.short(day, year=False)), f"{says.week(day)}, {what}", False
        )
        for day, what in zip(one.choices, (same, other), strict=False)
    )
    told = says("The days around the meeting are worked out when you have chosen.")
    return replace(
        row, state="warn", tag=says("Choose a day"), tag_state="stop", stop=stop, choices=choices, derived=told,
    )  # fmt: skip


def _doubted(row: Row, one: Planned, says: Language) -> Row:
    warnings = tuple(_begun(sentence(finding.fault, says)) for finding in one.findings)
    keep = says("Keep %(day)s", day=says.short(one.day, year=False))
    choices = [Choice(plan_form.KEEP, keep, says.week(one.day), one.is_accepted)]
    if one.free:
        swap = says("Change to %(day)s", day=says.short(one.free, year=False))
        free = says("%(week)s, no clashes", week=says.week(one.free))
        choices.append(Choice(one.free.isoformat(), swap, free, False))
    tag, state, mark = says("Look at this"), "warn", "warn"
    if one.is_accepted:
        tag, state, mark = says("Kept"), "", "ok"
    return replace(
        row, state=state, tag=tag, tag_state=mark, warnings=warnings, choices=tuple(choices)
    )


def _typed(
    row: Row, one: Planned, form: Mapping[str, str], faults: Mapping[str, Fault], says: Language
) -> Row:
    """With its fields, and with what was typed or chosen in them where the form came back."""
    entry = one.entry
    standing = {
        "when": entry.day.isoformat(),
        "at": plan_form.hours_of(entry),
        "place": one.place,
    }
    fields = {}
    for key, value in standing.items():
        name = f"{key}_{entry.id}"
        error = sentence(faults[name], says) if name in faults else ""
        fields[key] = Field(name, form.get(name, value), error)
    chosen = form.get(f"day_{entry.id}")
    choices = row.choices
    if chosen:
        choices = tuple(replace(choice, checked=choice.value == chosen) for choice in choices)
    is_open = row.is_open or any(
        one.error or one.value != standing[key] for key, one in fields.items()
    )
    removed = bool(form.get(f"remove_{entry.id}"))
    return replace(row, fields=fields, choices=choices, is_open=is_open or removed, removed=removed)


def _begun(sentence: str) -> str:
    """With a capital: a date may stand first, and a weekday has a small letter in Swedish."""
    return sentence[:1].upper() + sentence[1:]


def _hours(one: Planned, says: Language) -> str:
    if one.starts is None or one.ends is None:
        return ""
    if one.starts.date == one.ends.date:
        return says.hours(one.starts.time, one.ends.time)
    return says.span(one.starts, one.ends)


def _derived(one: Planned, council: Council, says: Language) -> str:
    days = derived(one.day, council)
    return says(
        "Call for items %(call)s · last day to suggest items %(deadline)s · notice %(notice)s",
        call=says.short(days.call_for_items, year=False),
        deadline=says.short(days.items_deadline, year=False),
        notice=says.short(days.kallelse, year=False),
    )


# around the rows


def _saved(seen: Seen, says: Language) -> str:
    at = seen.draft.saved_at
    if at is None:
        return says("Draft")
    wall = Wall.at(at, seen.council.zone)
    if wall.date == Wall.at(seen.now, seen.council.zone).date:
        return says("Draft, saved today at %(time)s", time=says.hour(wall.time))
    return says("Draft, saved %(day)s", day=wall.date)


def _months(seen: Seen, says: Language) -> tuple[Month, ...]:
    found = []
    for number in range(1, 13):
        here = [one for one in seen.dates if one.day.month == number and not one.is_cancelled]
        asks = any(one.problem or (one.findings and not one.is_accepted) for one in here)
        state = ("has q" if asks else "has") if here else ""
        days = ", ".join(str(one.day.day) for one in here)
        found.append(Month(says.month_short(number), days, state))
    return tuple(found)


def _bodies(draft: Draft, says: Language) -> tuple[Body, ...]:
    return tuple(
        Body(name, says.count("%(n)s meeting", "%(n)s meetings", n))
        for name, n in draft.bodies.items()
    )


def _elsewhere(seen: Seen, says: Language) -> Iterable[Elsewhere]:
    for year, n in seen.draft.elsewhere.items():
        told = says.count(
            "%(n)s date belongs to %(year)s and lies in that year's draft.",
            "%(n)s dates belong to %(year)s and lie in that year's draft.", n, year=year,
        )  # fmt: skip
        yield Elsewhere(told, url_for("years.show", slug=seen.council.slug, year=year))
    for year, n in seen.draft.refused.items():
        told = says.count(
            "%(n)s date belongs to %(year)s, which is already published. Add it there as a meeting.",
            "%(n)s dates belong to %(year)s, which is already published. Add them there as meetings.", n, year=year,
        )  # fmt: skip
        yield Elsewhere(told, url_for("meetings.new", slug=seen.council.slug))
    came = sum(one.entry.origin is not None for one in seen.dates)
    if came:
        told = says.count(
            "%(n)s date came from a text that was read on another year's page.",
            "%(n)s dates came from a text that was read on another year's page.", came,
        )  # fmt: skip
        yield Elsewhere(told, "")


def _past(n: int, says: Language) -> str:
    if not n:
        return ""
    return says.count("%(n)s date has passed.", "%(n)s dates have passed.", n)


def _lacks_time(dates: Iterable[Planned], says: Language) -> str:
    n = sum(one.problem_kind is Problem.NO_TIME for one in dates)
    if not n:
        return ""
    return says.count("%(n)s meeting has no time of day.", "%(n)s meetings have no time of day.", n)


def _skipped(lines: Iterable[LineRead]) -> tuple[str, ...]:
    """Lines that are about no meeting: shown, so that none is lost unseen."""
    return tuple(line.text for line in lines if line.state == "other")[:_MOST_SKIPPED]


def _unclear(seen: Seen, says: Language) -> tuple[Unclear, ...]:
    """Lines with a reason that no row has told already; of a text with several bodies, only our own."""
    told = {(one.line, sentence(f, says)) for one in seen.dates for f in _told(one)}
    ours = {one.line for one in seen.dates if one.entry.way is not Way.ONE}
    body = seen.draft.body.casefold()
    found = []
    for line in seen.lines:
        if body and line.number not in ours and body not in line.text.casefold():
            continue
        reasons = [sentence(fault, says) for fault in line.faults]
        new = tuple(reason for reason in reasons if (line.number, reason) not in told)
        if new and not seen.draft.must_choose_body:
            found.append(Unclear(line.number, line.text, new))
    return tuple(found)


def _told(one: Planned) -> Iterable[Fault]:
    yield from one.warnings
    if one.problem:
        yield one.problem


def _consequences(held: int, seen: Seen, says: Language) -> tuple[str, ...]:
    council, mailing = seen.council, seen.mailing
    public = says.count("%(n)s meeting becomes public.", "%(n)s meetings become public.", held)
    feeds = says("Everyone who subscribes gets them in their calendar.")
    n, at = len(mailing.people), Wall.at(mailing.at, council.zone)
    if n == 0:
        nobody = says("Nobody gets a mail: the council has no members that year.")
        return public, feeds, nobody
    if mailing.at == seen.now + FIVE_MINUTES:
        mail = says.count(
            "%(n)s person gets a mail with the year's dates at %(time)s, five minutes after you publish.",
            "%(n)s people get a mail with the year's dates at %(time)s, five minutes after you publish.",
            n,
            time=says.at(at.time),
        )
    else:
        mail = says.count(
            "%(n)s person gets a mail with the year's dates %(when)s, since no mail goes out at night.",
            "%(n)s people get a mail with the year's dates %(when)s, since no mail goes out at night.",
            n,
            when=at,
        )
    stop = says("Until then you can stop the mail. The year stays published.")
    return public, feeds, f"{mail} {stop}"


def no_meeting(error: InvalidInput) -> bool:
    """True where the text held no meeting at all."""
    return "text" in error.fields
