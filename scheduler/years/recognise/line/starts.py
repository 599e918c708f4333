"""When meetings begin and end by a sentence: its hours without those of something else."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from scheduler.years.recognise.line import compounds, other_hours
from scheduler.years.recognise.line.items import Parsed, TimeItem
from scheduler.years.recognise.text.small_words import THE, WITH
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.verbs import MEETS
from scheduler.years.recognise.text.words import Role, listed

ASIDE, MEETING, BEGINS, BODY, CLOCK = (
    Role.ASIDE.value, Role.MEETING.value, Role.BEGINS.value, Role.BODY.value, Role.CLOCK.value,
)  # fmt: skip
# Stand before the word for the meeting: "själva mötet".
SELF = THE | listed("själva selve itse itself actual eigentliche")
REGULAR = SELF | listed(
    "regular ordinary business ordinarie varsinainen ordinær ordinære ordentliche reguläre"
)
SAY_OF_MEETINGS = (
    Role.MEETING | Role.BEGINS | Role.ENDS | Role.ALL | Role.BODY | Role.CLOCK | Role.PLACE
).value
Pair = tuple[TimeItem | None, TimeItem | None]
Pairs = list[Pair]


def of_sentence(parsed: Parsed, *, title: bool = False) -> Pairs:
    """Starts with their ends, in order, without coffee and group meetings."""
    pairs: Pairs = []
    first = _by_meetings(parsed)
    for time in parsed.times:
        nothing = time.start is not None and time.start == time.end  # "kl 16 – kl 16"
        if time.first < first or time.struck or nothing:
            continue
        if not title and other_hours.is_aside(parsed, time):
            continue
        if time.until_only and pairs:
            pairs[-1] = (pairs[-1][0], time)
        else:
            pairs.append((None, time) if time.until_only else (time, None))
    return pairs


def may_be_before(parsed: Parsed) -> bool:
    """A sentence without a word for a meeting or a body, whose hour may be that of what is held before the meeting:
    "Kvällen inleds kl. 17 med mingel"; but not "Kl. 17". Or one of what it begins with: "Meetings begin with Mass at
    5"."""
    if parsed.times and _begins_with(parsed.tokens[: parsed.times[0].first]):
        return True
    words = [t for t in parsed.tokens if t.kind is WORD and not t.sense.roles & CLOCK]
    told = (t for t in words if t.low not in MEETS)
    return bool(words) and not any(t.sense.roles & (MEETING | BODY) for t in told)


def what_begins(tokens: list[Token]) -> int | None:
    """Where what "begin with" leads to stands: "Meetings begin with Mass at 5"; None without such words."""
    pairs = enumerate(pairwise(tokens), start=2)
    return next((n for n, (a, b) in pairs if a.sense.roles & BEGINS and b.low in WITH), None)


def of_meeting(parsed: Parsed) -> bool:
    """The sentence is about the meeting by that word alone: "Mötet är planerat att starta kl. 18"; or by what begins:
    "The regular meeting session begins at 7"."""
    subject = next((t.low for t in parsed.tokens if t.low not in SELF), "")
    return subject in compounds.ONE or _begins(parsed)


def _begins(parsed: Parsed) -> bool:
    """Nothing but words for the meeting itself stand before the verb, and the hour behind it."""
    told = parsed.tokens[: parsed.times[0].first if parsed.times else 0]
    verb = next((n for n, t in enumerate(told) if t.sense.roles & BEGINS), 0)
    subject = [t for t in told[:verb] if t.low not in REGULAR]
    meets = any(t.sense.roles & MEETING for t in subject)
    return (
        meets and all(t.sense.roles & (MEETING | BODY) for t in subject) and not _begins_with(told)
    )


def _begins_with(tokens: list[Token]) -> bool:
    """ "Begin with", and what that is, but for a part of the meeting: "with a closed session"."""
    at = what_begins(tokens)
    return at is not None and not any(t.sense.roles & MEETING for t in tokens[at:])


def _by_meetings(parsed: Parsed) -> int:
    """Where the hour stands behind words for meetings, where other words stand before the one ahead of it: "Tea from
    7 pm, the meeting starts at 7.30"."""
    if not parsed.times or not is_point(parsed.tokens[: parsed.times[0].first]):
        return 0
    for before, time in pairwise(parsed.times):
        between = parsed.tokens[before.last : time.first]
        if any(t.sense.roles & MEETING and not t.sense.roles & ASIDE for t in between):
            return time.first
    return 0


def is_point(tokens: Iterable[Token]) -> bool:
    """Words of which none is for meetings, hours, bodies or places: "Föreningar, kl. 15–16.30"."""
    words = [t for t in tokens if t.kind is WORD]
    return bool(words) and not any(t.sense.roles & SAY_OF_MEETINGS for t in words)
