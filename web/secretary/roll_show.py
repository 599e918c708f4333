"""From terms and seats to the list of members, and what was just done to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from scheduler.councils.rows import Council, Member, Seat
from scheduler.errors import N_
from scheduler.language import Language, sort_key
from scheduler.notices.latecomers import Newcomers
from web.secretary.member_words import calling_order, duty_of, last_day

_EDIT, _FILL = N_("Edit"), N_("Fill the seat")


@dataclass(frozen=True, slots=True)
class Row:
    """One person, or one vacant seat. `link` and `url`, `more` and `more_url` are what can be done.

    `is_dead`: mail to the address does not arrive, and none is sent there.
    """

    name: str
    duty: str
    organisation: str
    note: str = ""
    deputies: str = ""
    email: str = ""
    phone: str = ""
    link: str = ""
    url: str = ""
    more: str = ""
    more_url: str = ""
    is_vacant: bool = False
    is_dead: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Offer:
    """To send a year's dates to those who came after its mail."""

    told: str
    names: str
    button: str
    url: str


@dataclass(frozen=True, slots=True)
class Roll:
    """Everyone, by organisation and then the council's own deputies; and those whose terms are over.

    `has_phones`: somebody's telephone number is known.
    """

    lead: str
    groups: list[Group]
    earlier: list[Row]
    newcomers: list[Offer]
    paste_url: str
    new_url: str
    has_phones: bool


def roll(
    council: Council,
    terms: Sequence[Member],
    seats: Iterable[Seat],
    waiting: Sequence[Newcomers],
    says: Language,
    *,
    today: date,
    dead: Container[str] = (),
) -> Roll:
    """`dead` are the addresses, in lower case, that mail does not reach."""
    lasting = [m for m in terms if m.until_on is None or m.until_on >= today]
    over = [m for m in terms if m.until_on is not None and m.until_on < today]
    make = _Rows(council, says, today, dead)
    standing = [seat for seat in seats if seat.until_on is None or seat.until_on >= today]
    deputies = len({m.person_id for m in lasting if m.is_deputy})
    members = len({m.person_id for m in lasting if not m.is_deputy})
    return Roll(
        lead=says(
            "Members: %(members)s. Deputies: %(deputies)s.", members=members, deputies=deputies
        ),
        groups=_groups(make, standing, lasting, over, says),
        earlier=[make.row(m, duty_of(m, says)) for m in sorted(over, key=last_day, reverse=True)],
        newcomers=[_offer(council, one, says) for one in waiting],
        paste_url=url_for("members.add", slug=council.slug),
        new_url=url_for("members.new", slug=council.slug),
        has_phones=any(m.person.phone for m in terms),
    )


def _groups(
    make: _Rows, seats: Iterable[Seat], lasting: list[Member], over: list[Member], says: Language
) -> list[Group]:
    """By organisation, those without one behind them, and last the deputies for the whole council."""
    by_name: dict[str, Group] = {}

    def of(organisation: str) -> list[Row]:
        return by_name.setdefault(organisation.casefold(), Group(organisation, [])).rows

    for seat in seats:
        of(seat.organisation).extend(make.of_seat(seat, lasting, over))
    shared = sorted(
        (m for m in lasting if m.is_deputy and m.deputy_for_id is None), key=calling_order
    )
    counted: Counter[str] = Counter()
    for deputy in shared:
        if organisation := deputy.organisation:
            counted[organisation.casefold()] += 1
            n = counted[organisation.casefold()]
            duty = says("Deputy %(n)s for %(organisation)s", n=n, organisation=organisation)
            of(organisation).append(make.row(deputy, duty))
    groups = sorted(by_name.values(), key=lambda group: (not group.name, sort_key(group.name)))
    groups = [Group(g.name or says("Without organisation"), g.rows) for g in groups]
    own = [m for m in shared if not m.organisation]
    if own:
        rows = [make.row(m, says("Deputy %(n)s", n=n)) for n, m in enumerate(own, start=1)]
        groups.append(Group(says("Deputies for the whole council"), rows))
    return groups


def _offer(council: Council, one: Newcomers, says: Language) -> Offer:
    n = len(one.people)
    return Offer(
        told=says.count(
            "%(n)s person came after the mail with the dates of %(year)s, and has not got it.",
            "%(n)s people came after the mail with the dates of %(year)s, and have not got it.",
            n,
            year=str(one.year),
        ),
        names=", ".join(sorted((person.name for person in one.people), key=sort_key)),
        button=says.count(
            "Send the dates of %(year)s to %(n)s person",
            "Send the dates of %(year)s to %(n)s people",
            n,
            year=str(one.year),
        ),
        url=url_for("members.send_dates", slug=council.slug, year=one.year),
    )


class _Rows:
    """Makes the rows of one council on one day in one language."""

    def __init__(self, council: Council, says: Language, today: date, dead: Container[str]):
        self._slug, self._says, self._today, self._dead = council.slug, says, today, dead

    def row(self, member: Member, duty: str, deputies: str = "") -> Row:
        person, seat = member.person, member.seat or member.deputy_for
        return Row(
            name=person.name,
            duty=duty,
            organisation=member.organisation or (seat.organisation if seat else ""),
            note=self._note(member),
            deputies=deputies,
            email=person.email,
            phone=person.phone,
            is_dead=person.email.lower() in self._dead,
            link=self._says(_EDIT),
            url=url_for("members.member", slug=self._slug, member_id=member.id),
        )

    def of_seat(self, seat: Seat, lasting: list[Member], over: list[Member]) -> list[Row]:
        """Whoever has the seat, or that it is vacant; and its personal deputies."""
        says = self._says
        holders = [m for m in lasting if m.seat_id == seat.id and not m.is_deputy]
        deputies = sorted((m for m in lasting if m.deputy_for_id == seat.id), key=calling_order)
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
        """It is filled by adding someone to it, unless someone is on the way; or it is ended."""
        says, slug = self._says, self._slug
        name, duty = says("Vacant"), seat.title or says("Member")
        if coming:
            return Row(name, duty, seat.organisation, deputies=deputies, is_vacant=True)
        last = max((m for m in over if m.seat_id == seat.id), key=last_day, default=None)
        if last is None:
            url = url_for("members.new", slug=slug, seat=seat.id)
        else:
            url = url_for("members.replacing", slug=slug, member_id=last.id)
        return Row(
            name,
            duty,
            seat.organisation,
            deputies=deputies,
            link=says(_FILL),
            url=url,
            more=says("End the seat"),
            more_url=url_for("members.ending_seat", slug=slug, seat_id=seat.id),
            is_vacant=True,
        )

    def _note(self, member: Member) -> str:
        says, since, until = self._says, member.since_on, member.until_on
        if since is not None and since > self._today:
            return says("From %(day)s", day=since)
        return says("Until %(day)s", day=until) if until is not None else ""


def done(
    asked: Mapping[str, str], terms: Iterable[Member], seats: Iterable[Seat], says: Language
) -> str:
    """What was just done, of the address that the action led to; empty where nothing was."""
    what = asked.get("done", "")
    if what == "added":
        n, updated = (_number(asked.get(key, "")) for key in ("n", "updated"))
        return added(n, updated, left=0, says=says)
    if what == "seat_ended":
        seat = next((s for s in seats if str(s.id) == asked.get("seat")), None)
        if seat is None or seat.until_on is None:
            return ""
        return says("The seat's last day is %(day)s.", day=seat.until_on)
    member = next((m for m in terms if str(m.id) == asked.get("member")), None)
    if member is None:
        return ""
    name = member.person.name
    if what == "ended" and member.until_on is not None:
        return says("The last day of %(name)s is %(day)s.", name=name, day=member.until_on)
    if what == "kept_on":
        return says("%(name)s is a member as before.", name=name)
    if what == "joined":
        return says("%(name)s is added. No mail has been sent.", name=name)
    if what == "replaced" and member.since_on is not None:
        return says(
            "%(name)s has the place from %(day)s. No mail has been sent.",
            name=name,
            day=member.since_on,
        )
    return says("The change for %(name)s is saved.", name=name) if what == "edited" else ""


def added(n: int, updated: int, *, left: int, says: Language) -> str:
    """How many were added and updated, and how many rows are left to correct."""
    return " ".join(_added(n, updated, left, says))


def _added(n: int, updated: int, left: int, says: Language) -> Iterable[str]:
    if n:
        yield says.count("%(n)s person is added.", "%(n)s people are added.", n)
    if updated:
        yield says.count("%(n)s person is updated.", "%(n)s people are updated.", updated)
    if not n and not updated:
        yield says("Everyone was there already.")
    yield says("No mail has been sent.")
    if left:
        yield says.count(
            "%(n)s row is left. Correct it here, and preview again.",
            "%(n)s rows are left. Correct them here, and preview again.",
            left,
        )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
