"""Rule: what about a row a person should look at twice before it is added, since it may be a slip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scheduler.councils.members_file import Entry
from scheduler.councils.name_key import name_key
from scheduler.councils.rows import Member, MemberRole
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


class ImportDoubts:
    """One list, and the terms that are not over, by name and by address."""

    def __init__(self, entries: Sequence[Entry], terms: Sequence[Member]):
        self._entries, self._terms = entries, terms
        self._listed = {entry.email.casefold(): entry for entry in entries}
        self._first = {name_key(entry.name): entry for entry in reversed(entries)}
        self._named = {name_key(term.person.name): term for term in reversed(terms)}
        self._own = defaultdict[str, list[Member]](list)
        for term in terms:
            self._own[term.person.email.casefold()].append(term)

    def of_entry(self, entry: Entry) -> Iterator[Doubt]:
        """What may be a slip in the row."""
        mine = self._own.get(entry.email.casefold(), [])
        if not mine:
            yield from self._of_name(entry)
        is_deputy = entry.role == MemberRole.DEPUTY
        others = [term for term in mine if _overlaps(term, entry)]
        if others and all(term.is_deputy != is_deputy for term in mine):
            yield Doubt("sits" if is_deputy else "deputises", {"name": entry.name}, others[0])
        is_chair = any(term.role == MemberRole.CHAIR for term in mine)
        if entry.role == MemberRole.CHAIR and not is_chair:
            yield from self._of_chair(entry)

    def _of_name(self, entry: Entry) -> Iterator[Doubt]:
        key = name_key(entry.name)
        if term := self._named.get(key):
            params = {"name": term.person.name, "email": term.person.email}
            yield Doubt("same_name", params, term)
        elif self._first[key] is not entry:
            yield Doubt("listed_twice", {"name": entry.name, "line": self._first[key].line})

    def _of_chair(self, entry: Entry) -> Iterator[Doubt]:
        """Somebody else is chair, or comes before in the list; one whom the list makes vice chair is so no more."""
        for term in self._terms:
            now = self._listed.get(term.person.email.casefold())
            leaves = now and now.role in (MemberRole.VICE_CHAIR, MemberRole.SECRETARY)
            if term.role == MemberRole.CHAIR and not leaves and _overlaps(term, entry):
                yield Doubt("second_chair", {"other": term.person.name}, term)
                return
        first = next(one for one in self._entries if one.role == MemberRole.CHAIR)
        if first is not entry:
            yield Doubt("second_chair", {"other": first.name})


def _overlaps(term: Member, entry: Entry) -> bool:
    return term.covers_some_of(entry.since or date.min, entry.until or date.max)
