"""Each person once: mentions are merged, links followed, and what is not told inferred."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from scheduler.councils.recognise import bent
from scheduler.councils.recognise.sections import Section
from scheduler.councils.recognise.values import (
    Attendance,
    Link,
    Mention,
    People,
    Reading,
    Reason,
    Seen,
)
from scheduler.councils.same_name import key

PRESENT, ABSENT, CALLED = Attendance.PRESENT, Attendance.ABSENT, Attendance.CALLED


SHORTEST_BENT = 5


@dataclass(slots=True)
class _Person:
    """All that the mentions of one person tell. `told` are the statuses the text gives."""

    mention: Mention
    told: set[Attendance] = field(default_factory=set)
    sections: set[int] = field(default_factory=set)
    substitutes_for: str | None = None
    deputy_for: str | None = None
    is_implied: bool = False
    is_listed: bool = False  # among the deputies

    @property
    def status(self) -> Attendance | None:
        return PRESENT if PRESENT in self.told else next(iter(self.told), None)


def gather(mentions: Iterable[Mention], sections: list[Section]) -> People:
    """Everybody the mentions name, in the text's order, with the doubts by line."""
    return _Gathering(sections).people(list(mentions))


def _turned(name: str) -> set[str]:
    """The keys of the name with the family name at the other end: `Ek Anna`, for `Anna Ek`."""
    words = name.split()
    return {
        key(" ".join(order)) for order in ((*words[1:], *words[:1]), (*words[-1:], *words[:-1]))
    }


class _Gathering:
    def __init__(self, sections: list[Section]) -> None:
        self._sections = {section.number: section for section in sections}
        self._people: dict[str, _Person] = {}
        self._by_word: dict[str, list[_Person]] = {}
        self._is_attendance = False
        self._reasons: dict[int, list[Reason]] = {}

    def people(self, mentions: list[Mention]) -> People:
        later = [m for m in mentions if self._is_approver(m)]
        listed = [m for m in mentions if not self._is_approver(m)]
        for mention in listed:
            self._enter(mention)
        self._is_attendance = any(person.told for person in self._people.values())
        for mention in later:
            self._approve(mention)
        for mention in listed:
            for link in mention.links:
                self._follow(mention, link)
        statuses = self._statuses()
        self._doubt_both(listed)
        seen = tuple(self._seen(person, statuses) for person in self._people.values())
        return People(seen, {n: tuple(why) for n, why in sorted(self._reasons.items())})

    def _is_approver(self, mention: Mention) -> bool:
        section = self._sections.get(mention.section)
        return bool(section and section.heading.is_approvers)

    def _told(self, mention: Mention) -> Attendance | None:
        section = self._sections.get(mention.section)
        if mention.is_struck:
            return ABSENT
        if mention.status:
            return mention.status
        came = any(link.reading is Reading.CAME_FOR for link in mention.links)
        if came and section and section.status is ABSENT and not section.heading.is_deputies:
            return PRESENT  # `Anna Ek deltog för Bo Al`, beneath those who did not come
        return section.status if section and section.status is not CALLED else None

    def _enter(self, mention: Mention) -> _Person:
        """Adds the mention to its person, who is new where the name is."""
        self._doubt(mention.line, *mention.reasons)
        person = self._named(mention.name)
        if person is None:
            person = self._people[key(mention.name)] = _Person(mention)
            for word in {*key(mention.name).split()}:
                self._by_word.setdefault(word, []).append(person)
        else:
            _merge(person.mention, mention)
            mention.name = person.mention.name
        person.sections.add(mention.section)
        section = self._sections.get(mention.section)
        if section:
            is_listed = section.heading.is_deputies and not mention.lacks_deputy
            mention.is_deputy = mention.is_deputy or is_listed
            person.is_listed = person.is_listed or is_listed
            person.mention.is_deputy = person.mention.is_deputy or mention.is_deputy
            note = section.heading.note
            if note and note not in person.mention.notes:
                person.mention.notes.insert(0, note)
        if told := self._told(mention):
            person.told.add(told)
        return person

    def _named(self, name: str) -> _Person | None:
        """Who has been entered by the name, also with the family name at its other end."""
        orders = (key(name), *sorted(_turned(name)))
        return next((self._people[order] for order in orders if order in self._people), None)

    def _approve(self, mention: Mention) -> None:
        person = self._find(mention.name) or self._enter(mention)
        person.mention.is_approver = True

    def _find(self, name: str) -> _Person | None:
        """Whom the name means: the same name, or the only one with that family name."""
        if person := self._named(name):
            return person
        if person := self._people.get(key(name).removesuffix("n").removesuffix("i")):
            return person  # "Kari Ojalan sijaan": the genitive of Finnish
        if person := self._bent(key(name)):
            return person
        words = key(name).replace(".", " ").split()
        if len(words) == 1 and (called := self._called(words[0])):
            return called
        same = (
            [
                person
                for person in self._by_word.get(words[-1], [])[:50]
                if key(person.mention.name).split()[-1] == words[-1]
                and key(person.mention.name).startswith(words[0][:1] if len(words) > 1 else "")
                and (len(words) == 1 or len(words[0]) == 1)
            ]
            if words
            else []
        )
        return same[0] if len(same) == 1 else None

    def _called(self, given: str) -> _Person | None:
        """The only one the word belongs to: `ersätter Roger`."""
        same = self._by_word.get(given, [])
        return same[0] if len(same) == 1 else None

    def _bent(self, name: str) -> _Person | None:
        """Whom a genitive of Finnish means, whose stem may change: `Ville Perälahden`."""
        given, _, family = name.rpartition(" ")
        if not given or not family.endswith("n") or len(family) < SHORTEST_BENT:
            return None
        stem = family[: max(3, len(family) - 4)]
        same = [
            person
            for person in self._by_word.get(given.split()[0], [])[:50]
            if key(person.mention.name).startswith(f"{given} {stem}")
        ]
        return same[0] if len(same) == 1 else None

    def _other(self, mention: Mention, link: Link) -> _Person | None:
        """The person at the other end, added as implied where the text names them only there."""
        found = self._find(link.name)
        if not found and link.is_bent:
            found = self._named(bent.nominative(link.name))
        if found:
            found.mention.party = found.mention.party or link.party
            return found
        if " " not in link.name and " " in mention.name:
            self._doubt(mention.line, Reason("unknown_deputy", {"name": link.name}))
            mention.notes.append(link.name)
            return None
        name = bent.nominative(link.name) if link.is_bent else link.name
        other = self._enter(Mention(mention.line, name, section=-1, party=link.party))
        other.is_implied = True
        return other

    def _follow(self, mention: Mention, link: Link) -> None:
        named = self._people[key(mention.name)]
        if link.reading is Reading.PERSONAL:
            self._personal(named, link)
            return
        if link.reading is Reading.STAND_IN and named.status is not ABSENT:
            return
        other = self._other(mention, link)
        if other is None or other is named:
            return
        if link.reading is Reading.HAS_DEPUTY or (link.is_by_office and self._is_standing(named)):
            other.mention.is_deputy, other.is_implied = True, False
            other.deputy_for = other.deputy_for or named.mention.name
            return
        came_for = link.reading is Reading.CAME_FOR
        if link.reading is Reading.UNCLEAR:
            came_for = self._told(mention) is not ABSENT
        deputy, absent = (named, other) if came_for else (other, named)
        if link.is_by_office and not came_for:
            deputy.mention.is_deputy = True
        if self._is_doubtful(link, deputy, absent):
            code = "read_as_came_for" if came_for else "read_as_replaced"
            params = {"name": mention.name, "other": other.mention.name}
            self._doubt(mention.line, Reason(code, params))
        self._came(deputy, absent, mention.line, is_partial=bool(link.remark))

    def _is_standing(self, named: _Person) -> bool:
        """Whether who is told as somebody's deputy is so at every meeting: where none is told of."""
        told = {self._sections[n].status for n in named.sections if n in self._sections}
        return not self._is_attendance and told <= {None}

    def _is_doubtful(self, link: Link, deputy: _Person, absent: _Person) -> bool:
        """Whether the text leaves open who came for whom."""
        is_part = link.reading is Reading.REPLACED_BY and bool(link.remark)
        if link.reading is Reading.CAME_FOR or link.is_struck or is_part:
            return False
        if link.reading is Reading.UNCLEAR and deputy.is_implied:
            return True
        return absent.told != {ABSENT}

    def _came(self, deputy: _Person, absent: _Person, line: int, *, is_partial: bool) -> None:
        if not deputy.substitutes_for:
            deputy.substitutes_for = absent.mention.name
        if not deputy.told:
            deputy.told.add(PRESENT)
        if not absent.told and (absent.is_implied or not is_partial):
            absent.told.add(ABSENT)
        elif absent.told == {PRESENT} and not (is_partial or absent.mention.notes):
            params = {"name": absent.mention.name, "other": deputy.mention.name}
            self._doubt(line, Reason("both_present", params))

    def _personal(self, named: _Person, link: Link) -> None:
        """A standing deputy: stands in only where the text says that the other did not come."""
        named.mention.is_deputy = True
        other = self._find(link.name)
        if other and other.status is ABSENT and named.status is not ABSENT:
            named.substitutes_for = other.mention.name
        elif other and other is not named:
            named.deputy_for = other.mention.name
        else:
            named.mention.notes.append(f"personlig ersättare för {link.name}")

    def _statuses(self) -> dict[int, Attendance]:
        """What to think of those of whom nothing is told, by the section they are listed in.

        In a list of those called where some are struck, the others came. In any other list they
        came where the text tells of attendance, but not where a list of those present repeats
        some of the names and not theirs, nor before the meeting: `Till mötet kallas`.
        """
        listed = [person for person in self._people.values() if not person.is_implied]
        strikes = any(ABSENT in p.told and CALLED in self._headed(p) for p in listed)
        repeated = {n for p in listed if PRESENT in self._headed(p) for n in p.sections}
        out: dict[int, Attendance] = {}
        for number, section in self._sections.items():
            came = strikes if section.status is CALLED else self._is_attendance
            came = came and not section.heading.is_ahead
            out[number] = PRESENT if came and number not in repeated else CALLED
        return out

    def _headed(self, person: _Person) -> set[Attendance | None]:
        return {self._sections[n].status for n in person.sections if n in self._sections}

    def _seen(self, person: _Person, statuses: dict[int, Attendance]) -> Seen:
        mention = person.mention
        status = person.status
        if status is None:
            inferred = {statuses.get(number, CALLED) for number in person.sections}
            status = PRESENT if PRESENT in inferred else CALLED
        if mention.is_approver:
            mention.notes.append("justerare")
        return Seen(
            line=mention.line,
            name=mention.name,
            role=mention.role,
            organisation=mention.organisation,
            party=mention.party,
            status=status,
            substitutes_for=person.substitutes_for,
            deputy_for=person.deputy_for,
            deputy=mention.is_deputy,
            listed=person.is_listed,
            note=", ".join(dict.fromkeys(mention.notes)) or None,
            implied=person.is_implied,
            email=mention.email,
            phone=mention.phone,
        )

    def _doubt_both(self, listed: list[Mention]) -> None:
        for mention in listed:
            person = self._people[key(mention.name)]
            is_partial = bool(person.mention.notes)
            if {PRESENT, ABSENT} <= person.told and not is_partial:
                self._doubt(mention.line, Reason("both_statuses", {"name": mention.name}))

    def _doubt(self, line: int, *reasons: Reason) -> None:
        if reasons:
            self._reasons.setdefault(line, []).extend(reasons)


def _merge(into: Mention, other: Mention) -> None:
    for name in ("organisation", "party", "email", "phone"):
        if getattr(into, name) is None:
            setattr(into, name, getattr(other, name))
    if into.role is None:
        into.role = other.role
    elif other.role and other.role.casefold() != into.role.casefold():
        into.notes.append(other.role)
    into.notes += other.notes
    into.is_deputy = into.is_deputy or other.is_deputy
    into.is_approver = into.is_approver or other.is_approver
