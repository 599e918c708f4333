"""Rule: what about a row a person should look at twice before it is added, since it may be a slip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scheduler.councils.rows import Member, MemberRole
from scheduler.councils.same_name import key
from scheduler.councils.sheet import Entry, Role
from scheduler.errors import N_

DOUBT_TEXTS: Mapping[str, str] = {
    "same_name": N_(
        "%(name)s is on the council already, with the address %(email)s. If the address is new, change it on that "
        "person's page. Is this somebody else?"
    ),
    "listed_twice": N_(
        "%(name)s is also on row %(line)s, with another address. Are they two people?"
    ),
    "sits": N_("%(name)s has a seat already. Should the same person be a deputy too?"),
    "deputises": N_("%(name)s is already a deputy. Should the same person have a seat too?"),
    "second_chair": N_("%(other)s is chair already. Should the council have two?"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """`code` is a key of DOUBT_TEXTS; `member` is the term it is about, where there is one."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    member: Member | None = None


def doubts(entry: Entry, entries: Sequence[Entry], terms: Sequence[Member]) -> Iterator[Doubt]:
    """What may be a slip in the row. `entries` are all that the list holds, `terms` those that are not over."""
    mine = [term for term in terms if _is_same(term, entry)]
    if not mine:
        yield from _of_name(entry, entries, terms)
    is_deputy = entry.role is Role.DEPUTY
    if mine and all(term.is_deputy != is_deputy for term in mine):
        others = [term for term in mine if _overlaps(term, entry)]
        if others:
            code = "sits" if is_deputy else "deputises"
            yield Doubt(code, {"name": entry.name}, others[0])
    is_chair = any(term.role == MemberRole.CHAIR for term in mine)
    if entry.role is Role.CHAIR and not is_chair:
        yield from _of_chair(entry, entries, terms)


def _of_name(entry: Entry, entries: Sequence[Entry], terms: Sequence[Member]) -> Iterator[Doubt]:
    for term in terms:
        if key(term.person.name) == key(entry.name):
            params = {"name": term.person.name, "email": term.person.email}
            yield Doubt("same_name", params, term)
            return
    for other in entries:
        is_other = other.email.casefold() != entry.email.casefold()
        if other.line < entry.line and is_other and key(other.name) == key(entry.name):
            yield Doubt("listed_twice", {"name": entry.name, "line": other.line})
            return


def _of_chair(entry: Entry, entries: Sequence[Entry], terms: Sequence[Member]) -> Iterator[Doubt]:
    """Somebody else is chair, or comes before in the list; one whom the list makes vice chair is so no more."""
    listed = {other.email.casefold(): other for other in entries}
    for term in terms:
        now = listed.get(term.person.email.casefold())
        stays = now is None or now.role in (Role.CHAIR, Role.MEMBER, Role.DEPUTY)
        if term.role == MemberRole.CHAIR and stays and _overlaps(term, entry):
            yield Doubt("second_chair", {"other": term.person.name}, term)
            return
    for other in entries:
        if other.role is Role.CHAIR and other.line < entry.line:
            yield Doubt("second_chair", {"other": other.name})
            return


def _is_same(term: Member, entry: Entry) -> bool:
    return term.person.email.casefold() == entry.email.casefold()


def _overlaps(term: Member, entry: Entry) -> bool:
    return term.covers_some_of(entry.since or date.min, entry.until or date.max)
