"""Headings that name a body by their place alone: "Gruppledarna" over dates, beside "Kommunstyrelsen"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from scheduler.years.recognise.line import bodies, naming, nobodys
from scheduler.years.recognise.line.default import Default
from scheduler.years.recognise.line.drafts import Draft, Marks
from scheduler.years.recognise.page import framed, fronts, unmarked
from scheduler.years.recognise.results import Reason
from scheduler.years.recognise.text import plain_heads
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role

# A later heading without a known word may be about days of the body above it; beside several bodies
# it is one more.
FEWEST_BODIES, FEWEST_DATES, MOST_OF_THEM = 2, 2, 0.75
# The mark of a heading with a word for meetings before the name.
LED = "…"


@dataclass(slots=True)
class Sections:
    """The last such heading, and how many meetings stood above it."""

    name: str | None = None
    at: int = -1
    # No blank line stands between here and the last such line; whether one stands right above; where a
    # body's heading stood.
    beside: bool = False
    below_blank: bool = True
    ended_at: int = -1
    # Whether a blank line stood above and below the last heading, how bodies' headings stood below dates, and such
    # headings; and the words for meetings in which bodies' headings end.
    stood: list[bool] = field(default_factory=lambda: [True, False])
    standing: set[tuple[bool, ...]] = field(default_factory=set)
    stands: dict[str, tuple[bool, ...]] = field(default_factory=dict)
    endings: set[str] = field(default_factory=set)
    # The title of the text names a body; such headings right below it; and the last one is of several bodies.
    titled: bool = False
    under: set[str] = field(default_factory=set)
    of_several: bool = False
    # Such headings with a word for a body or a company; for a division, of which there are several; for a meeting of
    # all members, which may be a single body's own.
    told: set[str] = field(default_factory=set)
    divisions: set[str] = field(default_factory=set)
    assemblies: set[str] = field(default_factory=set)
    # Such headings that say that somebody beside the bodies meets: "Medborgarmöten".
    alone: set[str] = field(default_factory=set)
    # Such headings with the sign of a list before them: "– Studiebesök" is said of the day above it.
    bulleted: set[str] = field(default_factory=set)
    # Such headings whose words alone do not tell that they are names, and how they end.
    unsure: dict[str, str] = field(default_factory=dict)
    # What stands right below a day and its hour, where each may have its place there: such lines, how many meetings
    # stood above each, and whether a body's heading came next.
    behind: set[str] = field(default_factory=set)
    behind_at: list[int] = field(default_factory=list)
    placed: bool = False
    below_hour: bool = False
    below_day: bool = False
    # The last two lines that were looked at, whatever they are.
    lines: tuple[str, str] = ("", "")
    # The last line without a day leads to the meetings of each of several groups.
    of_each: bool = False

    def heading(self, text: str, tokens: list[Token], at: int, *, aim: bool = False) -> None:
        """Takes note of a line that may be such a heading. `at`: how many meetings stand above. A line right
        below a heading, with no meeting between, tells of it ("Demokratiforum", "Folkets hus"), and one that
        names nothing ends no section ("Extra möten")."""
        self.lines = self.lines[1], " ".join(text.split())
        behind, self.below_hour, self.below_day = self.below_hour, False, False
        if behind:
            self.behind_at.append(at)
        apart = self.stood[1] and (at == 0 or self.below_blank)
        if at == self.ended_at and not (self.titled or apart):
            return
        if self.name and self.beside and at == self.at and not self.of_several:
            return
        if tokens[-1].low == ",":
            return  # "Hej,"
        if named := unmarked.heading(text, tokens, aim=aim):
            if at == self.ended_at and not (at and apart):
                self.under.add(named.text)
            words = [t for t in tokens if t.kind is WORD]
            # "Kommunala bolag": the name of each stands below.
            self.of_several = any(t.low in plain_heads.GROUPS for t in words[-2:])
            self.name, self.at, self.beside = named.text, at, True
            if behind:
                self.behind.add(named.text)
            if tokens[0].low in unmarked.MARKS:
                self.bulleted.add(named.text)
            self.stood = [self.below_blank, False]
            told = any(bodies.is_head(t) or t.low in plain_heads.COMPANIES for t in words)
            if unmarked.meets_alone(words):
                self.alone.add(named.text)
            self.divisions |= {named.text} if named.division else set()
            self.assemblies |= {named.text} if named.assembly else set()
            if told or named.division or named.assembly or named.text in self.alone:
                self.told.add(named.text)
            if not named.sure:
                self.unsure[named.text] = _frame(tokens) or "-"

    def blank(self) -> None:
        """A blank line has come."""
        self.beside, self.below_blank = False, True
        self.stood[1] = True

    def hour(self) -> None:
        """A line with nothing but an hour has come."""
        self.below_hour, self.below_day = self.below_day, False

    def ends(self, at: int, tokens: list[Token], *, dated: bool) -> None:
        """A body's heading has come. `at`: how many meetings stand above. `dated`: with a year, so that it may be
        the title of all that stands below."""
        self.name, self.ended_at = None, at
        self.placed = self.placed or at in self.behind_at[-1:]
        self.titled = dated and at == 0
        self.stood = [self.below_blank, False]
        self.endings.add(_frame(tokens))

    def place(self, draft: Draft, at: int) -> None:
        """Takes in a meeting."""
        self.below_blank, draft.of_each = False, self.of_each
        self.below_hour, self.below_day = draft.time is not None, True
        if self.name is None:
            if 0 < at == self.ended_at:
                self.standing.add(tuple(self.stood))
        else:
            self.stands.setdefault(self.name, tuple(self.stood))
            draft.unnamed = self.name

    def cover(self, defaults: list[Default], body: str | None) -> list[Default]:
        """The same defaults; those of the section, whose `body` stands above, may be of such a heading."""
        for default in defaults if self.name is not None else ():
            default.unnamed = self.name if default.body == body else None
        return defaults

    def settle(
        self,
        drafts: list[Draft],
        years: list[int],
        defaults: list[Default],
        named: set[str],
        marks: Marks,
    ) -> None:
        """Makes bodies of such headings, for the meetings and for what is said of them all. `years`: those that the
        headings name."""
        self._name(drafts, years, named, marks)
        told = {draft.unnamed for draft in drafts if draft.body == draft.unnamed} - {None}
        for default in defaults:
            default.body = default.unnamed if default.unnamed in told else default.body

    def _name(self, drafts: list[Draft], years: list[int], named: set[str], marks: Marks) -> None:
        """Where every other meeting stands under a body's heading, or each has a list below it that goes over
        the same months again, such headings are bodies."""
        fronts.name(drafts, named)
        self._drop_led(drafts)
        self._drop_places(drafts)
        if not any(draft.unnamed for draft in drafts):
            return
        if _go_round_again(drafts, years, self.under):
            for draft in drafts:
                draft.body = draft.heading_body = draft.unnamed
                named.add(draft.unnamed or "")
            return
        self._ask_beside(drafts, marks)
        settled = self._name_divisions(drafts)
        named |= settled
        known = settled | {d.heading_body for d in drafts if d.heading_body and not d.unnamed}
        whole = all(d.unnamed or d.heading_body for d in drafts)
        above: Draft | None = None
        for name, section in groupby(drafts, key=lambda draft: draft.unnamed):
            every = list(section)
            below = [d for d in every if not d.labelled and name not in settled]
            several = len(known) >= FEWEST_BODIES
            if known and name and below and (several or name not in self.assemblies):
                if name in self.under & self.alone:
                    self._take_from_title(name, below[0].heading_body or "", known)
                if above and name not in self.told and _goes_on(above, below[0]):
                    self.unsure.setdefault(name, "-")
                self._take(name, below, named, marks, several=several, whole=whole)
            above = every[-1]

    def _name_divisions(self, drafts: list[Draft]) -> set[str]:
        """Where days stand below several divisions, each of them meets; their names."""
        told = {draft.unnamed for draft in drafts if draft.unnamed in self.divisions}
        told = told if len(told) >= FEWEST_BODIES else set()
        for draft in drafts:
            if draft.unnamed in told:
                draft.heading_body = draft.unnamed
                draft.body = draft.body if draft.labelled else draft.unnamed
        return {name for name in told if name}

    def _ask_beside(self, drafts: list[Draft], marks: Marks) -> None:
        """Days below "Evenemang", with others above that stand below no such heading, are asked about."""
        listed = 0
        for name, section in groupby(drafts, key=lambda draft: draft.unnamed):
            below = list(section)
            asked = name not in self.bulleted and listed >= FEWEST_DATES
            if name and asked and unmarked.is_beside(name):
                for draft in below:
                    marks.doubt(draft.line, Reason.of("whose_days", part=name))
            else:
                listed += len(below)

    def _drop_led(self, drafts: list[Draft]) -> None:
        """ "Møder i Norrby" names nobody, but where "Møder i" leads to other names too."""
        told = Counter(self.unsure.get(name or "") for name in {draft.unnamed for draft in drafts})
        for draft in drafts:
            frame = self.unsure.get(draft.unnamed or "", "")
            if frame.endswith(LED) and told[frame] < FEWEST_BODIES:
                draft.unnamed = None
            elif frame.endswith(LED):
                self.endings.add(frame)

    def _drop_places(self, drafts: list[Draft]) -> None:
        """Where the last day of a section has a line below its hour too, though it heads nothing, all are places."""
        held = sum(not draft.cancelled for draft in drafts)
        if self.placed and len(self.behind_at) >= held * MOST_OF_THEM:
            for draft in drafts:
                draft.unnamed = None if draft.unnamed in self.behind else draft.unnamed

    def _take(
        self,
        name: str,
        below: list[Draft],
        named: set[str],
        marks: Marks,
        *,
        several: bool,
        whole: bool,
    ) -> None:
        """Makes a body of one such heading, or asks whose its days are. Beside a single body an occasion or
        a single day may be that body's, unless the heading stands before it."""
        first = below[0].heading_body is None
        alike = len(below) >= FEWEST_DATES and not nobodys.is_occasion(name)
        sure = name not in self.unsure or self.unsure[name] in self.endings
        stands = self._stands(name)
        asked = name in self.under and self.unsure.get(name) == "-"
        if name in self.under:
            sure, stands = sure and several, False
        if whole and sure and stands and (first or several or alike):
            for draft in below:
                draft.body = draft.heading_body = name
            named.add(name)
        elif stands or sure or asked:
            for draft in below:
                marks.doubt(draft.line, Reason.of("whose_days", part=name))

    def _take_from_title(self, name: str, title: str, known: set[str]) -> None:
        """ "Stormöten" right below "Rådets möten", where that is the title of others' lists too, is as theirs are; what
        does not tell who comes together, "Budgetmöten", is asked about, and so is one beside the title's own days."""
        if unmarked.gathers(name) and not any(naming.alike(title, other) for other in known):
            self.under.discard(name)
        else:
            self.unsure.setdefault(name, "-")

    def _stands(self, name: str) -> bool:
        """The heading stands as those of bodies do, or is set off with a blank line above it and none below."""
        stood = self.stands.get(name, (True, False))
        return stood == (True, False) or not self.standing or stood in self.standing


def _frame(tokens: list[Token]) -> str:
    """The word for meetings in which a heading ends, or that leads to the name in it, if any: "Møder i …"."""
    words = [t for t in tokens if t.kind is WORD]
    if words and words[-1].sense.roles & Role.MEETING.value:
        return words[-1].low
    return f"{words[0].low} {LED}" if framed.lead(tokens) else ""


def _go_round_again(drafts: list[Draft], years: list[int], under: set[str]) -> bool:
    """Each meeting is below such a heading, and each list begins before the one above it has ended: they are of
    different bodies, and nothing else names one, but perhaps the title right above the first of them."""
    title = drafts[0].heading_body if drafts[0].unnamed in under else None
    if any(draft.body != title or not draft.unnamed or draft.in_sentence for draft in drafts):
        return False  # "Beslutning", and below it what of the list above is moved
    sections = [(name, list(below)) for name, below in groupby(drafts, key=lambda d: d.unnamed)]
    if len({name for name, _ in sections}) < max(FEWEST_BODIES, len(sections)):
        return False
    if any(len(below) < FEWEST_DATES for _, below in sections):
        return False
    days = [[_day(draft, years) for draft in below] for _, below in sections]
    spans = [(min(told), max(told)) for told in days]
    return all(later[0] < above[1] and above[0] < later[1] for above, later in pairwise(spans))


def _goes_on(above: Draft, first: Draft) -> bool:
    """The days below a heading go on where those above it end, so that it may be but a remark among them."""
    last, day = above.item.start, first.item.start
    return (day.year or 0, day.month, day.day) > (last.year or 0, last.month, last.day)


def _day(draft: Draft, years: list[int]) -> tuple[int, int, int]:
    """A day to be compared with others, also below another heading of its year."""
    day = draft.item.start
    headed = years[draft.heading] if draft.heading >= 0 else 0
    return day.year or headed, day.month, day.day
