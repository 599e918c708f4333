"""Days that belong to meetings and are none: of papers, and of meetings that prepare another, on lines of their own or
in a list with a heading of its own; and of the meetings that those of the list prepare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.years.recognise.line import asides, bodies, preparing
from scheduler.years.recognise.line.clauses import say, words
from scheduler.years.recognise.line.deadlines import MONTH, YEAR, days_between
from scheduler.years.recognise.line.decided import FOLLOWING
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.page.headings import DATES
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.aside_words import SIGNED
from scheduler.years.recognise.text.words import Role, listed

if TYPE_CHECKING:
    from scheduler.years.recognise.page.sections import Walk

MEETING, RECORD, AND = Role.MEETING.value, Role.RECORD.value, Role.AND.value
TOLD = (Role.DEADLINE | Role.STALE | Role.PAPERS).value
PREPARES, SENT, RESERVED = "prepares", "sent", "reserved"
RESERVE = Role.RESERVE.value
# Ask the reader to keep days free.
ASK = listed("reservera reserver reserve reserverer reservere reservieren")
LONGEST_HEAD, FORTNIGHT, THREE_WEEKS, FIVE_WEEKS, FEWEST = 6, 14, 21, 35, 2
# Days without meetings by the month and the day, as if all months had 31.
Days = dict[str | None, set[int]]


@dataclass(slots=True)
class Heading:
    """What the days below a heading are there for, where that is no meeting's; how many meetings stand above it, and
    whether a blank line stands right below it."""

    says: str | None = None
    above: int = 0
    apart: bool = False

    def blank(self, drafts: Sequence[Draft], *, told: bool) -> None:
        """A blank line ends its list, but where one stands right below the heading too."""
        self.apart |= not told and len(drafts) == self.above
        self.says = self.says if self.apart else None


def heading(walk: Walk, parsed: Parsed) -> Heading:
    """Heads below each other are those of columns, and say nothing here."""
    several, says = len(walk.columns_above) > 1, headed(parsed)
    walk.preparing_heads += says == PREPARES and not walk.drafts
    return Heading(None if several else says, len(walk.drafts))


def headed(parsed: Parsed) -> str | None:
    """What the days below a line are there for, where that is no meeting's: "Gruppmöten", "Motioner senast:"."""
    told = words(parsed.tokens)
    if parsed.times or parsed.months or not 0 < len(told) <= LONGEST_HEAD:
        return None
    if preparing.names(told):
        return PREPARES
    if say(told[:1], RESERVE):
        # "Reservera följande dagar för styrelsemöten:" is said of the meetings.
        asks = told[0].low in ASK and not parsed.lows.isdisjoint(FOLLOWING)
        return None if asks else RESERVED
    papers = asides.names_papers(told)
    others = AND if papers else MEETING | AND
    if say(told, others) or not parsed.lows.isdisjoint(DATES):
        return None
    if say(told, RECORD):
        return SENT if not parsed.lows.isdisjoint(SIGNED) else None
    # "Senast" alone heads news.
    due = say(told, TOLD) and told[0].low not in small.LATEST
    return SENT if papers or due or told[0].low in small.LAST else None


def may_be(draft: Draft) -> bool:
    """Nothing is said of the day on its line, so that the heading may tell what it is there for."""
    return not (draft.in_sentence or draft.note or draft.time or draft.labelled)


def found(walk: Walk) -> list[Draft]:
    """Such days, where meetings follow them, or come right before. One alone is pointed out."""
    others = [d for d in walk.drafts if d.prepares or d.of_papers or d.headed]
    if not others:
        return []
    held: Days = defaultdict(set)
    unnamed: Days = defaultdict(set)
    for draft in walk.drafts:
        if not (draft.prepares or draft.of_papers or draft.headed):
            held[draft.heading_body].add(_key(draft))
            own = draft.body and draft.body != draft.heading_body
            if not (draft.labelled or own or draft.front_is_body or _names_body(draft)):
                unnamed[draft.heading_body].add(_key(draft))
    steps = [d for d in others if d.prepares and not d.headed]
    dropped = _alone([d for d in steps if not d.in_list], unnamed, walk)
    papers = [d for d in others if d.of_papers and not d.headed]
    dropped += _alone(papers, held, walk, FIVE_WEEKS)
    dropped += _without_meeting([d for d in papers if d not in dropped], held, walk)
    listed = [d for d in steps if d.in_list] + [d for d in others if d.headed == PREPARES]
    # Below several such headings the text is about them: "Gruppmöten 2027", "Gruppmöten inför nämnden".
    if walk.preparing_heads < FEWEST:
        _ask([d for d in listed if not d.body], unnamed, walk)
    reserved = [d for d in others if d.headed == RESERVED]
    for draft in reserved:
        walk.marks.doubt(draft.line, Reason.of("reserve_left_out", part=_written(draft)))
    return dropped + reserved + _listed([d for d in others if d.headed == SENT], held)


def prepared(walk: Walk) -> list[Draft]:
    """Days of the meetings that those above them are held before: "19/10 kl. 19" / "Inför KS 24/10". They are pointed
    out."""
    above: Draft | None = None
    named: list[Draft] = []
    for draft in walk.drafts:
        if not draft.prepared:
            above = draft
        elif above and days_between(above.item, draft.item):
            named.append(draft)
            walk.marks.doubt(draft.line, Reason.of("prose_left_out", part=_written(draft)))
    return named


def _written(draft: Draft) -> str:
    return f"{draft.item.start.day}/{draft.item.start.month}"


def _names_body(draft: Draft) -> bool:
    return draft.said is not None and any(map(bodies.is_head, draft.said.tokens))


def _key(draft: Draft) -> int:
    return (draft.item.start.month * MONTH + draft.item.start.day) % YEAR


def _near(draft: Draft, days: Days, longest: int, *, before: bool = True) -> bool:
    """It is `before` or behind a meeting by so many days at the most."""
    held, way = days.get(draft.heading_body, set()), 1 if before else -1
    return any((_key(draft) + way * n) % YEAR in held for n in range(1, longest + 1))


def _is_on_day(draft: Draft, days: Days) -> bool:
    return _key(draft) in days.get(draft.heading_body, ())


def _alone(drafts: list[Draft], days: Days, walk: Walk, longest: int = FORTNIGHT) -> list[Draft]:
    """Those of the drafts that a meeting follows in so many days at the most."""
    near = [draft for draft in drafts if _near(draft, days, longest)]
    if len(near) == 1 and near[0].prepares and _is_on_day(near[0], days):
        return []  # nothing to do with the next meeting, and a list that tells both has both
    for draft in near if len(near) < FEWEST else ():
        walk.marks.doubt(draft.line, Reason.of("prose_left_out", part=_written(draft)))
    return near


def _without_meeting(papers: list[Draft], held: Days, walk: Walk) -> list[Draft]:
    """Lone days of papers whose meeting the text does not tell, beside others that it tells: pointed out."""
    left = [d for d in papers if not d.in_list and d.heading_body in held]
    if len(left) >= FEWEST:
        return []
    for draft in left:
        walk.marks.doubt(draft.line, Reason.of("prose_left_out", part=_written(draft)))
    return left


def _ask(drafts: list[Draft], days: Days, walk: Walk) -> None:
    for draft in drafts:
        if _near(draft, days, FORTNIGHT):
            walk.marks.doubt(draft.line, Reason.of("prepares"))


def _listed(drafts: list[Draft], days: Days) -> list[Draft]:
    """A list of its own, each of whose days stands soon before or behind a meeting."""
    if not FEWEST <= len(drafts) <= sum(map(len, days.values())):
        return []
    ways = (True, False)
    told = any(all(_near(d, days, THREE_WEEKS, before=way) for d in drafts) for way in ways)
    return drafts if told else []
