"""Kinds of meetings that a sentence gives hours of their own: "Study sessions begin at 6, regular meetings at 7"."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.years.recognise.line import compounds, inflections, starts
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.line.starts import Pairs
from scheduler.years.recognise.text import nouns
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.verbs import MEET_OR_HELD
from scheduler.years.recognise.text.words import Role, listed

ALL = Role.ALL.value
MEETING, SAY_NOTHING = (
    Role.MEETING.value, (Role.CLOCK | Role.BEGINS | Role.USUALLY | Role.EXCEPT).value,
)  # fmt: skip
FEWEST, MOST_WORDS = 2, 4
ASSEMBLIES = (*nouns.ASSEMBLIES, "versammlungen", "forsamling", "forsamlinger")
SAY_NO_KIND = (
    small.PLAIN | small.PREPOSITIONS | MEET_OR_HELD | nouns.PERIODS | small.WHO
) | listed(
    "jedes st nd rd th weekly monthly quarterly månatliga kvartalsvisa månedlige"
    " kvartalsvise kuukausittaiset monatlichen vierteljährlichen"
)
# Say of a meeting no more than that it is one.
BARE = frozenset(map(inflections.stem, compounds.ONE + compounds.MEETINGS))
USUAL = BARE | frozenset(
    map(
        inflections.stem,
        listed(
            "regular ordinary usual normal stated ordinarie ordinära vanliga vanlig normala ordinære ordinær vanlige"
            " almindelige varsinainen varsinaiset tavalliset ordentliche ordentlichen reguläre regulären board council"
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Kind:
    """The stems of its words, and the start and end of such meetings."""

    stems: frozenset[str]
    start: TimeItem | None
    end: TimeItem | None

    @property
    def own(self) -> frozenset[str]:
        """What tells it from other meetings: "regular" of "regular meetings"."""
        return self.stems - BARE or self.stems

    @property
    def is_usual(self) -> bool:
        """It is that of all meetings of which nothing else is said: "Ordinarie möten"."""
        return self.own <= USUAL


def of_sentence(parsed: Parsed, pairs: Pairs, *, of_all: bool = False) -> tuple[Kind, ...]:
    """The kinds with their hours; none where an hour has no word for meetings before it. `of_all`: the first may be
    that of all meetings, "Alla möten kl. 18.30, temamöten kl. 17"."""
    if len(pairs) < FEWEST:
        return ()
    found = _of_pairs(parsed, pairs, of_all=of_all)
    return found if len({kind.stems for kind in found}) == len(found) else ()


def of_one(parsed: Parsed, pairs: Pairs) -> Kind | None:
    """The kind that a sentence with one hour is about: "Work sessions begin at 5:30 p.m."; none of what meetings begin
    with: "Meetings begin with a closed session at 5:30"."""
    if starts.what_begins(parsed.tokens) is not None:
        return None
    found = _of_pairs(parsed, pairs) if len(pairs) == 1 else ()
    return found[0] if found and found[0].stems - BARE else None


def _of_pairs(parsed: Parsed, pairs: Pairs, *, of_all: bool = False) -> tuple[Kind, ...]:
    found: list[Kind] = []
    last = 0
    for start, end in pairs:
        anchor = start or end
        assert anchor is not None
        words = _own_words(parsed.tokens[last : anchor.first])
        every = [n for n, t in enumerate(words[:-1]) if t.sense.roles & ALL]
        if any(words[n + 1].low not in nouns.PERIODS for n in every):
            if not of_all or found:
                return ()  # "Alle Sitzungen beginnen um 18 Uhr, die Beiratssitzungen um 17 Uhr"
            words = [t for t in words if not t.sense.roles & ALL]
        told = [t for t in words if _says_kind(t)]
        if len(told) > MOST_WORDS or not any(map(_is_meeting, told)):
            return ()
        found.append(Kind(frozenset(inflections.stem(t.low) for t in told), start, end))
        last = (end or anchor).last
    return tuple(found)


def of_subject(parsed: Parsed) -> frozenset[str]:
    """The stems of the words that tell which meetings a sentence is about, before its verb or its hour; none where they
    say no more than that they are meetings."""
    ends = [time.first for time in parsed.times[:1]]
    ends += [n for n, t in enumerate(parsed.tokens) if t.low in MEET_OR_HELD][:1]
    told = [t for t in parsed.tokens[: min(ends, default=0)] if t.kind is WORD and _says_kind(t)]
    stems = frozenset(inflections.stem(t.low) for t in told)
    return (
        stems
        if len(told) <= MOST_WORDS and any(map(_is_meeting, told)) and stems - BARE
        else frozenset()
    )


def of_month(parsed: Parsed, pairs: Pairs) -> frozenset[str]:
    """The stems of the words that tell which of a month's meetings a sentence is about: "Årsmötet i mars börjar kl.
    17", "The January Organizational Meeting will begin at 5:45 pm"."""
    anchor = next((hour for pair in pairs if (hour := pair[0] or pair[1])), None)
    if not anchor or not parsed.months or parsed.months[0].first > anchor.first:
        return frozenset()
    words = _own_words(parsed.tokens[: anchor.first])
    told = [t for t in words if _says_kind(t) and not t.sense.month]
    stems = frozenset(inflections.stem(t.low) for t in told)
    return stems if len(told) <= MOST_WORDS and stems - BARE else frozenset()


def _says_kind(token: Token) -> bool:
    return not (token.low in SAY_NO_KIND or token.sense.roles & SAY_NOTHING or token.sense.weekday)


def _is_meeting(token: Token) -> bool:
    return token.sense.roles & MEETING > 0 or token.low.endswith(ASSEMBLIES)


def _own_words(tokens: list[Token]) -> list[Token]:
    """The words before an hour that tell whose it is: of "on the 3rd Tuesday of each month, with board meetings at"
    those behind the comma, if they speak of meetings."""
    comma = max((n for n, t in enumerate(tokens) if t.low == ","), default=0)
    words, own = ([t for t in part if t.kind is WORD] for part in (tokens, tokens[comma:]))
    return own if any(t.sense.roles & MEETING for t in own) else words


def told_by(kinds: tuple[Kind, ...], *notes: str | None) -> Kind | None:
    """The kind of a meeting, by what its line says, or the one below; else that of all usual ones, where one is. None
    where they tell none of them."""
    said = stems_of(*notes)
    fitting = [kind for kind in kinds if kind.own <= said]
    usual = [kind for kind in kinds if kind.is_usual]
    return max(fitting or usual[:1], key=lambda kind: len(kind.stems - BARE), default=None)


def stems_of(*notes: str | None) -> set[str]:
    """The stems of the words that are said of a meeting."""
    return {
        inflections.stem(word.strip("().,;:")) for note in notes for word in (note or "").split()
    }
