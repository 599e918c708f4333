"""Dates of decisions and of meetings gone by, and the dates that were decided on."""

from __future__ import annotations

import itertools

from scheduler.years.recognise.line import compounds, notes, prose
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.nouns import DAY_OR_DATE
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.verbs import MEET_OR_HELD, MEETS
from scheduler.years.recognise.text.words import Role, listed

STALE, RECORD, MEETING = Role.STALE.value, Role.RECORD.value, Role.MEETING.value
DECIDED = STALE | RECORD
BEGINS, ENDS = Role.BEGINS.value, Role.ENDS.value
EXCEPT, CLOCK, SAYS_HOUR = Role.EXCEPT.value, Role.CLOCK.value, (Role.CLOCK | Role.HOURS).value
FOLLOWING = listed(
    "följande enligt nedan following folgende følgende seuraavasti seuraavat som seuraavista"
    " seuraavina seuraaviksi seuraavien seuraavan seuraavaksi"
)
# Lead from what is decided to its dates: "fastställer sammanträdesdagarna till den 27 januari, …".
# But not the Finnish "on", which is a preposition in English: "the election on 4 July".
COPULAS = small.BE - {"on"} | small.TO | {"auf"}
LEADS = COPULAS | {"den"}
# Many of these are dates, and no meeting gone by: "fastsatte møtedager", "folgende Termine".
DAYS = (
    "dagar", "dagarna", "dager", "dagene", "dage", "datum", "datoer", "datoene", "datoane", "datoerne",
    "dates", "tider", "tiderna", "tidene", "tiderne", "termine", "tage", "päivät", "ajat", "møta", "päivistä",
    "päivinä", "päiviksi", "päivien", "ajoista", "aikoina", "ajoiksi", "kokouksista", *compounds.MEETINGS,
)  # fmt: skip
HOLD = MEETS | listed("hålla hållas hold pitää holde avholde afholde abhalten")
# "On 3 December at 9.14 N. N. wrote:" heads a quoted mail.
WROTE = listed("skrev wrote schrieb kirjoitti")
PROSE = 3
# What is done with a matter at a meeting.
DEALT = listed(
    "behandlas behandlades behandla beslutas beslutades fastställas fastställs antas godkännas diskuteras"
    " considered discussed approved dealt käsitellään behandles behandlet behandelt beraten beschlossen"
)
# Before the word for a meeting that is known already.
WHICH = (small.THE | small.THIS | small.LAST) | listed(
    "our vår vårt vores vår förra forrige forrige unserer unsere letzter der previous"
)
TODAYS = listed("dagens today's todays heutige heutigen")
OF_MEETING = ("kokouksen", "istunnon")
FROM_MEETING = ("kokouksesta", "istunnosta")
REACH = 5
DECISIONS = listed("beslut beslutet decision beslutning vedtak päätös päätöksen beschluss")
CLAUSE_ENDS = frozenset(".,;:|\t-(")
# "… senast denna dag", "… by this date": of the date in front.
LATEST = small.LATEST | listed("by than")
OF_OR_FROM = small.OF | small.FROM
# Open a clause that tells what is done after the meeting.
THEN = (small.AFTER | small.WHO | small.AND | small.WHEN) | listed(
    "following varefter varpå därefter sedan hvorefter hvoretter deretter derefter danach dann woraufhin whereupon then"
    " minkä jonka sitten"
)


def own_sentence(parsed: Parsed, first: int, last: int) -> int:
    """Where the sentence begins that leads to a date, if it says that meetings are held; else `first`: "Rådet beslutade
    om sina mötesdagar. Mötena hålls den 5 mars"."""
    if "." not in parsed.lows:
        return first
    stops = (n for n in range(last - 1, first, -1) if notes.ends_sentence(parsed, n - 1))
    begins = next(stops, first)
    own = parsed.tokens[begins:last]
    held = any(t.sense.roles & MEETING for t in own) and any(t.low in MEET_OR_HELD for t in own)
    return begins if held else first


def opens_list(before: list[Token]) -> bool:
    """What was decided are the dates themselves: "fastställer följande mötesdagar: 22 januari"."""
    words = [t for t in before if t.kind is WORD and not t.sense.weekday]
    if not words:
        return False
    near = {t.low for t in before[-4:]}
    last = max((n for n, t in enumerate(words) if t.sense.roles & (STALE | RECORD)), default=0)
    if any(t.low in HOLD for t in words[last + 1 :]):
        return True  # "päätti kokoontua 20.1., 17.2. ja 17.3."
    if not (":" in near or near & FOLLOWING or words[-1].low in LEADS):
        return False
    said = words[last + 1 :] or words[:last]  # "folgende Termine beschlossen: …"
    if len(said) > 1 and said[-1].low in small.THE:
        said = said[:-1]
    if all(t.low in COPULAS for t in said):
        said = words  # "sammanträdena är fastställda till 15 januari"
    if ":" in near and words[last].sense.roles & DECIDED == STALE and any(map(_is_days, words)):
        return not any(_is_days(t) and a.low in small.AT for a, t in itertools.pairwise(words))
    if not any(t.sense.roles & MEETING for t in said):
        return False
    leads = any(t.low in COPULAS for t in said[-2:])
    return leads or any(t.low in FOLLOWING or t.low in HOLD for t in said)


def _is_days(token: Token) -> bool:
    return token.low.endswith(DAYS) and not token.sense.weekday


def is_decision(clause: list[Token]) -> bool:
    """ "Beslut i KS 2026-11-12", "enligt beslut av nämnden 12 november": of no meetings to come."""
    words = [t for t in clause if t.kind is WORD]
    named = any(t.low in DECISIONS for t in words[:2])
    return named and not any(t.sense.roles & MEETING for t in words)


def on(before: list[Token], after: list[Token]) -> bool:
    """The date of a decision: "16.12.2020 § 91", "i möte 22.9.2022 i sak 22/59 vedtatt". Or of minutes, whose
    meeting stands before it in Finnish: "kokouksen 14.1. pöytäkirja"."""
    if before and after and _is_gone_by(before, after):
        return True
    if any(t.low in ("§", "§§") for t in after[:3]) or any(
        t.low in ("§", "§§") for t in before[-3:]
    ):
        return True
    numbered = itertools.takewhile(lambda t: t.kind is not WORD, reversed(before))
    if any(t.low in ("§", "§§") for t in numbered):
        return True
    if any(t.low in WROTE for t in after[:12]):
        return True
    words = sum(t.kind is WORD for t in before)
    return words >= PROSE and any(t.sense.roles & STALE for t in after[: _own_clause(after)])


def _own_clause(after: list[Token]) -> int:
    """Where what is said of the day ends, and what follows upon it begins: "…, after which the dates are published",
    "… kl. 15. The decision was made because …"."""
    pairs = enumerate(itertools.pairwise(after))
    goes_on = (
        n for n, (a, b) in pairs if (a.low == "," and b.low in THEN) or _opens_sentence(a, b)
    )
    return next(goes_on, len(after))


def _opens_sentence(stop: Token, opening: Token) -> bool:
    upper = opening.kind is WORD and opening.gap > 0 and opening.text[:1].isupper()
    return stop.low == "." and upper and not opening.sense.month


def _is_gone_by(before: list[Token], after: list[Token]) -> bool:
    last = before[-1]
    if last.low.endswith(OF_MEETING) and after[0].sense.roles & RECORD:
        return True
    if last.low.endswith(FROM_MEETING):
        return True  # "marraskuun kokouksesta 10.12. klo 9–15": what is shown of it
    if last.low.endswith(prose.AT_MEETING) and after[0].sense.roles & STALE:
        return True  # "kokouksessa 7.1. päätettiin"
    words = [t for t in before if t.kind is WORD and t.low not in prose.OPENERS]
    todays = any(t.low in TODAYS for t in words[-3:-1])
    return todays and bool(words[-1].sense.roles & MEETING)


def is_last_day(after: list[Token]) -> bool:
    """ "26 februari Motionerna ska vara inne senast denna dag": said of the date in one clause, which does
    not open with a meeting."""
    words = (n for n, t in enumerate(after) if t.kind is WORD and not t.sense.roles & CLOCK)
    first = next(words, len(after))
    if first == len(after) or after[first].sense.roles & MEETING:
        return False
    for n, token in enumerate(after[first:-2], first):
        if token.low in CLAUSE_ENDS and after[n + 1].gap:
            return False
        if (
            token.low in LATEST
            and after[n + 1].low in small.THIS
            and after[n + 2].low in DAY_OR_DATE
        ):
            return True
    return False


def refers_back(before: list[Token]) -> bool:
    """ "12 februari – uppföljning av mötet 4 december": the meeting that is dealt with at the first."""
    words = [
        t for t in before if t.kind is WORD and not t.sense.weekday and t.low not in prose.OPENERS
    ]
    if len(words) < 2 or not words[-1].sense.roles & MEETING:
        return False
    return words[-2].low in OF_OR_FROM and words[-1].low.endswith(prose.DEFINITE)


def is_where_dealt_with(before: list[Token]) -> bool:
    """ "Förslaget behandlas på styrelsens sammanträde den 25 juni": what is told is another thing. But not "på ett
    möte den 25 juni", which tells of the meeting too."""
    words = [
        t for t in before if t.kind is WORD and not t.sense.weekday and t.low not in prose.OPENERS
    ]
    if not words or not words[-1].sense.roles & MEETING or before[-1].low == ":":
        return False  # "Anträge behandelt der Rat in den folgenden Sitzungen:" introduces these
    leads = [
        n for n, t in enumerate(words[-REACH:-1], max(0, len(words) - REACH)) if t.low in small.AT
    ]
    if not leads or words[leads[-1] + 1].low in small.SOME:
        return False
    return any(t.low in DEALT for t in words[: leads[-1]])


def is_where_agreed(before: list[Token]) -> bool:
    """ "Her er datoene vi ble enige om på møtet 12. desember:": the days are told below, and were agreed on at
    that meeting."""
    words = [t for t in before if t.kind is WORD and not t.sense.weekday]
    while words and words[-1].low in prose.OPENERS:
        words.pop()
    if len(words) < PROSE or not words[-1].sense.roles & MEETING or ":" in [t.low for t in before]:
        return False
    if not any(map(_is_days, words[:-1])):
        return False
    if words[-1].low.endswith(prose.AT_MEETING):
        return True  # "sovimme kokouksessa 12.12."
    last = len(words) - 1
    while last and words[last - 1].low in WHICH - small.AT:
        last -= 1
    known = last < len(words) - 1 or words[-1].low.endswith(prose.DEFINITE)
    return known and last > 0 and words[last - 1].low in small.AT


def is_after(before: list[Token]) -> bool:
    """ "Ärenden som kommer in efter den 24 maj tas upp vid nästa möte"."""
    words = [
        t for t in before if t.kind is WORD and not t.sense.weekday and t.low not in prose.OPENERS
    ]
    return len(words) > 1 and words[-1].low in small.AFTER


def begins_or_ends(before: list[Token]) -> bool:
    """ "Läsåret börjar 18 augusti": of something that is no meeting."""
    words = [t for t in before if t.kind is WORD and not t.sense.weekday and t.low != "den"]
    told = words and words[-1].sense.roles & (BEGINS | ENDS)
    if told and ")" in [t.low for t in before[before.index(words[-1]) :]]:
        return False  # "13 May (6 pm start), 9 September"
    return bool(told) and not any(t.sense.roles & MEETING for t in words)


def has_other_hour(before: list[Token], after: list[Token]) -> bool:
    """ "… kl. 18, utom den 16 juni kl. 13": a meeting named again for its own hour."""
    said = any(t.sense.roles & EXCEPT for t in before[-4:])
    return said and any(t.sense.roles & SAYS_HOUR for t in after[:6])
