"""A meeting that the text tells of more than once is kept once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from scheduler.years.recognise.line import compounds, inflections, kinds, naming
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.results import Found, Reason
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.lexicon import roles_of
from scheduler.years.recognise.text.words import Role

FEWEST_TITLES, CANCEL, MEETING = 2, Role.CANCEL.value, Role.MEETING.value
MEETINGS = compounds.ONE + compounds.MEETINGS
SAY_NO_MEETING = kinds.SAY_NO_KIND | small.NOTICE | small.THAT


@dataclass(slots=True, eq=False)
class _Kept:
    """A meeting, and how it was first told of."""

    draft: Draft
    meeting: Found


class _Calendar:
    """The meetings so far. `hours`: how many there are of each."""

    def __init__(self) -> None:
        self.kept: list[_Kept] = []
        self.hours = Counter[time | None]()
        self._by_body: dict[tuple[date, str], list[_Kept]] = defaultdict(list)
        self._by_day: dict[date, list[_Kept]] = defaultdict(list)

    def keep(self, one: _Kept) -> None:
        self.kept.append(one)
        self._by_day[one.meeting.date].append(one)
        self.name(one)

    def name(self, one: _Kept) -> None:
        self._by_body[_key(one.meeting)].append(one)

    def same(self, draft: Draft, meeting: Found) -> list[_Kept]:
        """Those of the day and the body."""
        of_day = self._by_day[meeting.date]
        if draft.footnote and meeting.body is None:
            # "* den 29 jan via Teams": of the one body that has the star that day
            of_day = [one for one in of_day if one.draft.item.stars == draft.footnote] or of_day
        if len(of_day) == 1:
            first = of_day[0].meeting
            # "Sammanträdet den 18 april börjar med studiebesök"; a title that calls off, and below it whose meeting
            of_any = (draft.in_sentence or _is_noted(draft, of_day[0])) and meeting.body is None
            of_title = first.body is None and first.cancelled and meeting.cancelled
            if of_any or of_title:
                return of_day
        return self._by_body[_key(meeting)]


def _key(meeting: Found) -> tuple[date, str]:
    return meeting.date, (meeting.body or "").casefold()


def once(told: Iterable[tuple[Draft, Found]], marks: Marks) -> list[Found]:
    """The meetings without their repetitions, whose lines are marked.

    One that a list tells of right behind another, and says to be of a kind of its own, is no repetition; its line is
    marked too. A meeting is repeated on the same date for the same body at the same hour, or where one of the
    two lines names no hour: then the hour that is named holds. So it does where a sentence or a
    footnote below the list names another hour than the list's common one.
    """
    told = list(told)
    titles = _titles(told)
    calendar = _Calendar()
    for draft, meeting in told:
        calendar.hours[meeting.start] += 1
        at, corrects = _earlier(draft, meeting, calendar)
        another = at is not None and at is calendar.kept[-1] and draft not in titles
        if another and at and _are_two(at, _Kept(draft, meeting)):
            marks.doubt(meeting.line, Reason.of("twice_a_day", date=meeting.date))
            at = None
        if at is None and draft.in_sentence and calendar.same(draft, meeting):
            # "Budgetmötet den 26 oktober börjar redan kl. 9", in a list that has that day at another hour
            marks.doubt(meeting.line, Reason.of("twice_a_day", date=meeting.date))
        if at is None:
            calendar.keep(_Kept(draft, meeting))
            continue
        before = at.meeting
        if not _is_noted(draft, at):
            marks.doubt(meeting.line, Reason.of("repeated", line=before.line))
        ends = meeting.start == before.start and before.end is None  # "den 8 juni kl. 10–12"
        if meeting.start and (corrects or ends or before.start is None) and not before.cancelled:
            at.meeting = before._replace(start=meeting.start, end=meeting.end)
        if (draft.in_sentence or _is_noted(draft, at)) and meeting.place and not before.cancelled:
            # "Mötet den 25 september hålls i Kvarnkyrkan"
            at.meeting = at.meeting._replace(place=meeting.place)
        if meeting.cancelled:
            # "Mötet den 22 maj är inställt", said after the list
            at.meeting = at.meeting._replace(cancelled=True, body=before.body or meeting.body)
            calendar.name(at)
    return [one.meeting for one in calendar.kept]


def _earlier(draft: Draft, meeting: Found, calendar: _Calendar) -> tuple[_Kept | None, bool]:
    """What has been told of this meeting before, if anything, and whether it is at another hour by now."""
    same = calendar.same(draft, meeting)
    if not same:
        return None, False
    corrected = _noted(draft, same)
    agreeing = None if corrected else _told_apart(draft, same) or _agreeing(meeting, same)
    if agreeing is None:
        corrected = corrected or _again(draft, meeting, same, calendar.hours)
    return corrected or agreeing, corrected is not None


def _titles(told: Sequence[tuple[Draft, Found]]) -> set[Draft]:
    """Those that say what is held on the bare day right above them, again and again: "Tirsdag 28.05." and below it
    "Styremøte 28. mai"."""
    found = {
        draft
        for (above, day), (draft, meeting) in pairwise(told)
        if day.date == meeting.date
        and draft.words_first
        and not (above.words_first or day.note or draft.time or above.line == draft.line)
    }
    return found if len(found) >= FEWEST_TITLES else set()


def _are_two(before: _Kept, after: _Kept) -> bool:
    """A list tells a day twice in a row and says of one of them what meeting it is, "9 May (Annual Parish Meeting)";
    on one line, where a remark may speak of the day again, of both."""
    both = (before, after)
    if any(one.draft.in_sentence for one in both):
        return False
    if before.meeting.cancelled != after.meeting.cancelled:
        return _differ(*(_own_words(one.meeting.note) for one in both))
    if before.meeting.cancelled:
        return False
    notes = [one.meeting.note or "" for one in both]
    told = sum(map(_tells_kind, notes))
    return notes[0] != notes[1] and told >= 1 + (before.meeting.line == after.meeting.line)


def _own_words(note: str | None) -> set[str]:
    """The words of a remark but those that say that the meeting is off."""
    words = {word.strip(".,;:()*–-") for word in (note or "").casefold().split()}
    return {word for word in words if word and not roles_of(word) & CANCEL}


def _differ(one: set[str], other: set[str]) -> bool:
    """ "Allotments & Trees" and "Highways (cancelled)" on one day are two meetings."""
    return bool(one) and bool(other) and one.isdisjoint(other)


def _tells_kind(note: str) -> bool:
    words = kinds.stems_of(note.casefold())
    held = any(word.strip(".,;()").endswith(MEETINGS) for word in note.casefold().split())
    return held and bool(words - kinds.BARE)


def _names_no_other(note: str, body: str | None) -> bool:
    """It speaks of a meeting that is known, "Observera att mötet den börjar", "Fullmäktiges sammanträde börjar", and
    not of one more, "Extra stämma"."""
    words = [word.strip(".,:;!()") for word in note.casefold().split()]
    whose = inflections.fold(body or "").split()
    named = {word for word in words if body and (word in whose or naming.alike(word, body))}
    told = [word for word in words if word not in SAY_NO_MEETING and word not in named]
    known = [inflections.stem(word) in kinds.BARE for word in told[:1]]
    return any(known) or any(word in small.NOTICE for word in words[:1])


def _noted(draft: Draft, same: list[_Kept]) -> _Kept | None:
    return next((one for one in same if _is_noted(draft, one)), None)


def _is_noted(draft: Draft, one: _Kept) -> bool:
    """ "* 15 maj startar kl. 8.30" below a list that has a star at that day."""
    return draft.footnote > 0 and one.draft.item.stars == draft.footnote


def _told_apart(draft: Draft, same: list[_Kept]) -> _Kept | None:
    """The hour is told in one place alone: "Den 8 juni börjar mötet kl. 15" above the list, or in the list of which a
    sentence says "8 juni är flyttat till Folkets hus"."""
    if draft.time is not None:
        return None
    return next(
        (o for o in same if o.draft.time and o.draft.in_sentence != draft.in_sentence), None
    )


def _again(
    draft: Draft, meeting: Found, same: list[_Kept], hours: Counter[time | None]
) -> _Kept | None:
    """ "Mötet den 15 maj börjar kl. 8.30" below a list that gives all its days one hour, once or at each."""
    if not draft.in_sentence or draft.time is None:
        return None
    same = [one for one in same if not _is_beside(one.meeting.note)]
    untimed = next((one for one in same if one.draft.time is None), None)
    if untimed or not _names_no_other(meeting.note or "", meeting.body):
        return untimed
    return next((one for one in same if hours[one.meeting.start] > 1), None)


def _is_beside(remark: str | None) -> bool:
    """ "19 mars, efter årsstämman" is another meeting than the one of which "Årsstämman hålls 19 mars kl. 12" tells."""
    side, *others = (remark or "").casefold().split() or [""]
    return side in small.AROUND and any(roles_of(word.strip(".,;()")) & MEETING for word in others)


def _agreeing(meeting: Found, same: list[_Kept]) -> _Kept | None:
    """One at the same hour, or where only one of the two tells an hour."""
    for one in same:
        start = one.meeting.start
        if start == meeting.start or start is None or meeting.start is None:
            return one
    return None
