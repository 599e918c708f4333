"""From terms and pasted rows to what the members pages show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from flask import url_for

from scheduler.councils import sheet
from scheduler.councils.cells import lines
from scheduler.councils.rows import Council, Member, MemberRole, Seat
from scheduler.councils.sheet import Sheet
from scheduler.councils.terms import Foreseen, Outcome
from scheduler.errors import N_, Fault
from scheduler.language import LANGUAGES, Language, sort_key

Written = Mapping[str, str]

ROLE_WORDS: Mapping[str, str] = {
    MemberRole.CHAIR: N_("Chair"),
    MemberRole.VICE_CHAIR: N_("Vice chair"),
    MemberRole.SECRETARY: N_("Secretary"),
    MemberRole.MEMBER: N_("Member"),
    MemberRole.DEPUTY: N_("Deputy"),
}
FIELD_WORDS: Mapping[str, str] = {
    "name": N_("Name"),
    "email": N_("E-mail address"),
    "phone": N_("Phone"),
    "language": N_("Language"),
    "role": N_("Role"),
    "organisation": N_("Organisation"),
    "title": N_("Seat"),
    "deputy_for_id": N_("Deputy for"),
    "call_order": N_("Order of calling"),
    "since_on": N_("First day"),
    "until_on": N_("Last day"),
}
OUTCOME_WORDS: Mapping[Outcome, tuple[str, str]] = {
    Outcome.ADDED: (N_("Will be added"), "ok"),
    Outcome.UPDATED: (N_("Will be updated"), "ok"),
    Outcome.UNCHANGED: (N_("Is there already"), ""),
    Outcome.FAULTY: (N_("Correct the row"), "stop"),
}
"""The word and the class of its tag."""

_EDIT, _FILL = N_("Edit"), N_("Fill the seat")
_KEPT = N_("Also belongs to another council: name, phone and language stay as they are.")


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the summary of errors."""

    text: str
    anchor: str


# the list


@dataclass(frozen=True, slots=True)
class Row:
    """One person, or one vacant seat. `link` and `url` are what can be done; both may be empty."""

    name: str
    duty: str
    note: str = ""
    deputies: str = ""
    email: str = ""
    phone: str = ""
    link: str = ""
    url: str = ""
    is_vacant: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Roll:
    """Everyone, by organisation and then the council's own deputies; and those whose terms are over."""

    lead: str
    groups: list[Group]
    earlier: list[Row]
    add_url: str


def roll(
    council: Council, terms: Sequence[Member], seats: Iterable[Seat], says: Language, *, today: date
) -> Roll:
    lasting = [m for m in terms if m.until_on is None or m.until_on >= today]
    over = [m for m in terms if m.until_on is not None and m.until_on < today]
    make = _Rows(council, says, today)
    by_name: dict[str, Group] = {}

    def of(organisation: str) -> list[Row]:
        return by_name.setdefault(organisation.casefold(), Group(organisation, [])).rows

    for seat in seats:
        if seat.until_on is None or seat.until_on >= today:
            of(seat.organisation).extend(make.of_seat(seat, lasting, over))
    shared = sorted((m for m in lasting if m.is_deputy and m.deputy_for_id is None), key=_order)
    own = [m for m in shared if not m.organisation]
    counted: dict[str, int] = {}
    for deputy in shared:
        if deputy.organisation:
            key = deputy.organisation.casefold()
            counted[key] = counted.get(key, 0) + 1
            duty = says(
                "Deputy %(n)s for %(organisation)s",
                n=counted[key],
                organisation=deputy.organisation,
            )
            of(deputy.organisation).append(make.row(deputy, duty))
    groups = sorted(by_name.values(), key=lambda group: (not group.name, sort_key(group.name)))
    groups = [Group(g.name or says("Without organisation"), g.rows) for g in groups]
    if own:
        rows = [make.row(m, says("Deputy %(n)s", n=n)) for n, m in enumerate(own, start=1)]
        groups.append(Group(says("Deputies for the whole council"), rows))
    deputies = len({m.person_id for m in lasting if m.is_deputy})
    members = len({m.person_id for m in lasting if not m.is_deputy})
    return Roll(
        lead=says(
            "Members: %(members)s. Deputies: %(deputies)s.", members=members, deputies=deputies
        ),
        groups=groups,
        earlier=[make.row(m, duty_of(m, says)) for m in sorted(over, key=_last_day, reverse=True)],
        add_url=url_for("members.add", slug=council.slug),
    )


class _Rows:
    """Makes the rows of one council on one day in one language."""

    def __init__(self, council: Council, says: Language, today: date):
        self._slug, self._says, self._today = council.slug, says, today

    def row(self, member: Member, duty: str, deputies: str = "") -> Row:
        person = member.person
        return Row(
            name=person.name,
            duty=duty,
            note=self._note(member),
            deputies=deputies,
            email=person.email,
            phone=person.phone,
            link=self._says(_EDIT),
            url=url_for("members.member", slug=self._slug, member_id=member.id),
        )

    def of_seat(self, seat: Seat, lasting: list[Member], over: list[Member]) -> list[Row]:
        """Whoever has the seat, or that it is vacant; and its personal deputies."""
        says = self._says
        holders = [m for m in lasting if m.seat_id == seat.id and not m.is_deputy]
        deputies = sorted((m for m in lasting if m.deputy_for_id == seat.id), key=_order)
        names = ", ".join(m.person.name for m in deputies) or says("None yet")
        rows = [self.row(m, duty_of(m, says), names) for m in holders]
        if not any(m.covers(self._today) for m in holders):
            rows.insert(0, self._vacant(seat, names, holders, over))
        now = next((m for m in holders if m.covers(self._today)), None)
        duty = says("Deputy for a vacant seat")
        if now is not None:
            duty = says("Deputy for %(name)s", name=now.person.name)
        return rows + [self.row(m, duty) for m in deputies]

    def _vacant(self, seat: Seat, deputies: str, coming: list[Member], over: list[Member]) -> Row:
        """It is filled by replacing whoever had it last, unless someone is on the way."""
        last = max((m for m in over if m.seat_id == seat.id), key=_last_day, default=None)
        says = self._says
        name, duty = says("Vacant"), seat.title or says("Member")
        if last is None or coming:
            return Row(name, duty, deputies=deputies, is_vacant=True)
        url = url_for("members.replacing", slug=self._slug, member_id=last.id)
        return Row(name, duty, deputies=deputies, link=says(_FILL), url=url, is_vacant=True)

    def _note(self, member: Member) -> str:
        says, since, until = self._says, member.since_on, member.until_on
        if since is not None and since > self._today:
            return says("From %(day)s", day=since)
        return says("Until %(day)s", day=until) if until is not None else ""


def duty_of(member: Member, says: Language) -> str:
    """`Member, Head of schools`."""
    word = says(ROLE_WORDS[member.role])
    return f"{word}, {member.seat.title}" if member.seat and member.seat.title else word


def _order(member: Member) -> tuple[int, int]:
    return member.call_order, member.id


def _last_day(member: Member) -> date:
    return member.until_on or date.max


def done(asked: Mapping[str, str], terms: Iterable[Member], says: Language) -> str:
    """What was just done, of the address that the action led to; empty where nothing was."""
    what = asked.get("done", "")
    if what == "added":
        return " ".join(_added(asked, says))
    member = next((m for m in terms if str(m.id) == asked.get("member")), None)
    if member is None:
        return ""
    name = member.person.name
    if what == "ended" and member.until_on is not None:
        return says("The last day of %(name)s is %(day)s.", name=name, day=member.until_on)
    if what == "replaced" and member.since_on is not None:
        return says(
            "%(name)s has the place from %(day)s. No mail has been sent.",
            name=name,
            day=member.since_on,
        )
    return says("The change for %(name)s is saved.", name=name) if what == "edited" else ""


def _added(asked: Mapping[str, str], says: Language) -> Iterable[str]:
    n, updated, left = (_number(asked.get(key, "")) for key in ("n", "updated", "left"))
    if n:
        yield says.count("%(n)s person is added.", "%(n)s people are added.", n)
    if updated:
        yield says.count("%(n)s person is updated.", "%(n)s people are updated.", updated)
    if not n and not updated:
        yield says("Everyone was there already.")
    yield says("No mail has been sent.")
    if left:
        yield says.count(
            "%(n)s row was left out. Correct it and paste it again.",
            "%(n)s rows were left out. Correct them and paste them again.",
            left,
        )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


# adding


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """`told` are what changes, or what to correct."""

    line: int
    name: str
    email: str
    organisation: str
    result: str
    tag: str
    told: list[str]
    is_faulty: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """How the rows are read. `seen` is a digest of the text; `button` is empty where there is nothing to do."""

    rows: list[PreviewRow]
    faults: list[Told]
    faulty_lines: frozenset[int]
    error: str
    ignored: str
    waiting: str
    button: str
    seen: str


def preview(text: str, read: Sheet, foreseen: Sequence[Foreseen], says: Language) -> Preview:
    rows = [_foreseen_row(one, says) for one in foreseen]
    told: dict[int, tuple[str, list[str]]] = {}
    for fault in read.faults:
        message = says(sheet.FAULT_TEXTS[fault.code], **fault.params)
        told.setdefault(fault.line, (fault.name, []))[1].append(message)
    rows += [_faulty_row(line, name, texts, says) for line, (name, texts) in told.items()]
    rows.sort(key=lambda row: row.line)
    faulty = [row for row in rows if row.is_faulty]
    faults = [Told(_where(row, text, says), "text") for row in faulty for text in row.told]
    return Preview(
        rows=rows,
        faults=faults,
        faulty_lines=frozenset(row.line for row in faulty),
        error=_count_faulty(len(faulty), says),
        ignored=_ignored(read, says),
        waiting=_waiting(bool(faulty), bool(_ready(foreseen)), says),
        button=_button(foreseen, says),
        seen=sha256("\n".join(lines(text)).encode(errors="replace")).hexdigest()[:16],
    )


def _foreseen_row(one: Foreseen, says: Language) -> PreviewRow:
    entry = one.entry
    word, tag = OUTCOME_WORDS[one.outcome]
    told = [
        says(
            "%(what)s: %(before)s becomes %(after)s",
            what=says(FIELD_WORDS[d.field]),
            before=_value(d.field, d.before, says),
            after=_value(d.field, d.after, says),
        )
        for d in one.differences
        if d.field != "deputy_for_id"
    ]
    if any(d.field == "deputy_for_id" for d in one.differences):
        told.append(says("Becomes a deputy for someone else"))
    if one.is_kept:
        told.append(says(_KEPT))
    if one.fault is not None:
        told = [says(one.fault.text, **one.fault.params)]
    return PreviewRow(
        line=entry.line,
        name=entry.name,
        email=entry.email,
        organisation=entry.organisation,
        result=says(word),
        tag=tag,
        told=told,
        is_faulty=one.outcome is Outcome.FAULTY,
    )


def _faulty_row(line: int, name: str, texts: list[str], says: Language) -> PreviewRow:
    word, tag = OUTCOME_WORDS[Outcome.FAULTY]
    return PreviewRow(line, name, "", "", says(word), tag, texts, is_faulty=True)


def _value(field: str, value: object, says: Language) -> str:
    if value is None or value == "":
        return says("empty")
    if field == "role":
        return says(ROLE_WORDS[str(value)])
    if field == "language":
        return LANGUAGES.get(str(value), str(value))
    return says.show(value)


def _where(row: PreviewRow, text: str, says: Language) -> str:
    if row.name:
        return says("Row %(line)s, %(name)s: %(text)s", line=row.line, name=row.name, text=text)
    return says("Row %(line)s: %(text)s", line=row.line, text=text)


def _count_faulty(n: int, says: Language) -> str:
    if not n:
        return ""
    return says.count("%(n)s row needs to be corrected.", "%(n)s rows need to be corrected.", n)


def _ready(foreseen: Sequence[Foreseen]) -> list[Outcome]:
    """What is to be done, one for each person."""
    return [f.outcome for f in foreseen if f.outcome in (Outcome.ADDED, Outcome.UPDATED)]


def _button(foreseen: Sequence[Foreseen], says: Language) -> str:
    ready = _ready(foreseen)
    if not ready:
        return ""
    if Outcome.UPDATED in ready:
        return says.count("Add or update %(n)s person", "Add or update %(n)s people", len(ready))
    return says.count("Add %(n)s person", "Add %(n)s people", len(ready))


def _waiting(has_faulty: bool, has_ready: bool, says: Language) -> str:
    if has_ready and has_faulty:
        return says("The rows to correct are left out, and the others can be added now.")
    return "" if has_ready or has_faulty else says("Everyone in the list is there already.")


def _ignored(read: Sheet, says: Language) -> str:
    if not read.ignored:
        return ""
    return says("Columns that are not used: %(columns)s.", columns=", ".join(read.ignored))


# one term


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Term:
    """One term in its form. `values` and `errors` are by field; `roles` is empty for a deputy, who has no seat."""

    name: str
    email: str
    about: str
    is_shared: bool
    has_seat: bool
    organisation_hint: str
    values: Mapping[str, str]
    errors: Mapping[str, str]
    faults: list[Told]
    roles: list[Option]
    languages: list[Option]
    end_url: str
    replace_url: str


def term(
    council: Council,
    member: Member,
    written: Written | None,
    faults: Mapping[str, Fault],
    says: Language,
    *,
    is_shared: bool,
    today: date,
) -> Term:
    values = _values(member) | dict(written or {})
    errors = _errors(faults, says, *_values(member))
    roles = [role for role in ROLE_WORDS if role != MemberRole.DEPUTY]
    tongues = {"": says("The council's language"), **LANGUAGES}
    is_over = member.until_on is not None and member.until_on < today
    hint = "" if member.seat else says("Empty: a deputy for the whole council.")
    if member.deputy_for_id is not None:
        hint = says("This is a personal deputy, who stays with the seat.")
    slug, person = council.slug, member.person
    return Term(
        name=person.name,
        email=person.email,
        about=duty_of(member, says),
        is_shared=is_shared,
        has_seat=member.seat is not None,
        organisation_hint=hint,
        values=values,
        errors=errors,
        faults=_told(errors),
        roles=[Option(r, says(ROLE_WORDS[r]), r == values["role"]) for r in roles]
        if member.seat
        else [],
        languages=[Option(c, text, c == values["language"]) for c, text in tongues.items()],
        end_url="" if is_over else url_for("members.ending", slug=slug, member_id=member.id),
        replace_url=url_for("members.replacing", slug=slug, member_id=member.id),
    )


def _values(member: Member) -> dict[str, str]:
    person = member.person
    return {
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "language": person.language or "",
        "role": str(member.role),
        "organisation": member.organisation,
        "title": member.seat.title if member.seat else "",
        "until": member.until_on.isoformat() if member.until_on else "",
    }


@dataclass(frozen=True, slots=True)
class Ending:
    """What happens when a term ends, before it does."""

    name: str
    consequences: list[str]
    until: str
    errors: Mapping[str, str]
    faults: list[Told]
    back_url: str
    replace_url: str


def ending(
    council: Council,
    member: Member,
    everyone: Iterable[Member],
    until: str,
    faults: Mapping[str, Fault],
    says: Language,
    *,
    today: date,
) -> Ending:
    name = member.person.name
    consequences = [says("After the last day %(name)s is not called to meetings.", name=name)]
    if member.seat is not None:
        consequences.append(says("The seat is vacant until someone else gets it."))
        if names := _deputies(member, everyone, today):
            consequences.append(says("Deputies who stay with the seat: %(names)s.", names=names))
    consequences.append(says("The name is kept in what is written about earlier meetings."))
    errors = _errors(faults, says, "until")
    return Ending(
        name=name,
        consequences=consequences,
        until=until,
        errors=errors,
        faults=_told(errors),
        back_url=url_for("members.member", slug=council.slug, member_id=member.id),
        replace_url=url_for("members.replacing", slug=council.slug, member_id=member.id),
    )


@dataclass(frozen=True, slots=True)
class Replacing:
    name: str
    about: str
    deputies: str
    values: Mapping[str, str]
    errors: Mapping[str, str]
    faults: list[Told]
    back_url: str


def replacing(
    council: Council,
    member: Member,
    everyone: Iterable[Member],
    written: Written,
    faults: Mapping[str, Fault],
    says: Language,
    *,
    today: date,
) -> Replacing:
    errors = _errors(faults, says, "name", "email", "since")
    return Replacing(
        name=member.person.name,
        about=duty_of(member, says),
        deputies=_deputies(member, everyone, today),
        values={"name": "", "email": "", "since": ""} | dict(written),
        errors=errors,
        faults=_told(errors),
        back_url=url_for("members.member", slug=council.slug, member_id=member.id),
    )


def _deputies(member: Member, everyone: Iterable[Member], today: date) -> str:
    """The names of the seat's own deputies."""
    if member.seat_id is None:
        return ""
    own = (m for m in everyone if m.deputy_for_id == member.seat_id and _last_day(m) >= today)
    return ", ".join(m.person.name for m in sorted(own, key=_order))


def _errors(faults: Mapping[str, Fault], says: Language, *fields: str) -> dict[str, str]:
    """A sentence for every field, empty where nothing is wrong."""
    told = {name: says(fault.text, **fault.params) for name, fault in faults.items()}
    return dict.fromkeys(fields, "") | told


def _told(errors: Mapping[str, str]) -> list[Told]:
    return [Told(text, name) for name, text in errors.items() if text]
