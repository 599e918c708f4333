"""What else a line says of a meeting: a note in the words of the text, and the place."""

from __future__ import annotations

from itertools import groupby

from scheduler.years.recognise.line import (
    bodies,
    clauses,
    compounds,
    decided,
    naming,
    places,
    telling,
)
from scheduler.years.recognise.line.items import DateItem, Job, Parsed
from scheduler.years.recognise.text import plain_heads
from scheduler.years.recognise.text.head_words import DATE_WORDS
from scheduler.years.recognise.text.small_words import AND, BECOMES, THE
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.verbs import DECIDES, MEETS
from scheduler.years.recognise.text.words import Role, listed

GENERIC, DEADLINE = Role.GENERIC.value, Role.DEADLINE.value
ABOUT_MEETINGS = (Role.MEETING | Role.BODY | Role.ALL | Role.STALE | Role.RECORD).value
VERBS = telling.HELD | MEETS | DECIDES
OPENING = 4
EDGES = " \t,;:.-–—·•|=*>&#•◦▪‣●○►→"
BEGINS_ASIDE = frozenset(",;(–-")
# Not "o", which may be a letter of what a note tells.
CONNECTORS = (
    AND - {"o"} | BECOMES | listed("d den the kl jeweils samtliga alltid altid always aina immer")
)
# "Mötestider", "Sammanträdesdagar".
PLANS = tuple(
    meeting + days
    for meeting in ("mötes", "möte", "sammanträdes", "møte", "møde", "sitzungs", "kokous")
    for days in ("tider", "dagar", "datum", "dager", "datoer", "dage", "termine", "ajat", "päivät")
)
# A sentence before several dates speaks of all of them; it is no note on the first.
LONGEST_LABEL = 6
LONGEST_NOTE = 200
LONGEST_PERSON = 4
MOST_BEFORE_SIGNED = 3
ARTICLES = frozenset(("den", "am", "the"))
BEFORE_SIGNED = ARTICLES | {",", "-"}
SIGNED = listed("gez sign signert underskrevet undertecknat signed allekirj")
# Who signs for all.
OFFICES = plain_heads.OFFICES | listed(
    "ordföranden sekreteraren borgmästaren kommundirektören kommundirektör stadsdirektören förvaltningschef"
    " mayor kunnanjohtaja kaupunginjohtaja pormestari toiminnanjohtaja"
    " ordfører ordføreren ordførar ordføraren rådmannen rådmann kommunedirektøren kommunedirektør styreleder lederen"
    " sekretæren borgmester borgmesteren formanden bürgermeister bürgermeisterin oberbürgermeister"
    " oberbürgermeisterin landrat landrätin ortsvorsteher"
)
SIGNERS = SIGNED | OFFICES
BESIDE_NAME = SIGNERS | THE
REACH = 60


def of_date(parsed: Parsed, i: int, body: str | None) -> str | None:
    """The words around date `i` that are no date, time or body, or None. Sentences are no notes."""
    item = parsed.dates[i]
    pieces: list[str] = []
    if i == 0 and not _is_told(parsed, item):
        before = [
            p for p in _pieces(parsed, 0, item.first) if not _is_of_list(p.strip(EDGES + "()"))
        ]
        if len(parsed.dates) == 1 or sum(len(p.split()) for p in before) <= LONGEST_LABEL:
            pieces += before
    if not _next_is_of_another(parsed, i, body):
        pieces += _pieces(parsed, item.last, _end_of(parsed, i))
        pieces += _old_day(parsed, i)
    note = _tidy(" ".join(p for p in pieces if any(map(str.isalnum, p))))
    return None if not note or (body and note.casefold() == body.casefold()) else note


def _old_day(parsed: Parsed, i: int) -> list[str]:
    """What is said behind date `i` of the day that it replaces, with that day: "(ersätter 25 maj)"."""
    if len(parsed.jobs) != len(parsed.dates) or parsed.jobs[i + 1 : i + 2] != [Job.REPLACED]:
        return []
    aside, old = parsed.tokens[_end_of(parsed, i)], parsed.dates[i + 1]
    return [parsed.text[aside.start : parsed.tokens[old.last - 1].end].strip(EDGES + "()")]


def _is_of_list(piece: str) -> bool:
    """A number alone counts the entries of the list, and "Datum:", "Möten" say what stands in it."""
    low = piece.casefold()
    return piece.isdigit() or low in DATE_WORDS or low in compounds.MEETINGS or low.endswith(PLANS)


def _next_is_of_another(parsed: Parsed, i: int, body: str | None) -> bool:
    """Nothing but another body's name stands before the next day: "Byrådet 12. januar, Kulturudvalget 14. januar"."""
    if body is None or i + 1 == len(parsed.dates):
        return False
    name = bodies.name_in(
        parsed.tokens[parsed.dates[i].last : parsed.dates[i + 1].first], parsed.text
    )
    return name is not None and not naming.alike(name, body)


def _end_of(parsed: Parsed, i: int) -> int:
    """Where the words that are said of date `i` end."""
    item = parsed.dates[i]
    if i + 1 == len(parsed.dates):
        return end_of_note(parsed, item.last)
    last = parsed.dates[i + 1].first
    if len(parsed.jobs) == len(parsed.dates) and parsed.jobs[i + 1] is not Job.MEETING:
        # "(ärenden senast 30 januari)", ", kallelse 3 april": the words before that day are of that day.
        signs = [n for n in range(item.last, last) if parsed.tokens[n].low in BEGINS_ASIDE]
        opens = [n for n in signs if parsed.tokens[n].low == "("]
        return (opens or signs or [last])[-1]
    if parsed.tokens[last - 1].low != ":":
        return last
    # The words that make the next date a deadline are said of that one.
    behind = range(item.last, last)
    return next((n for n in behind if parsed.tokens[n].sense.roles & DEADLINE), last)


def _is_told(parsed: Parsed, item: DateItem) -> bool:
    """A whole sentence leads to the date, "Rådet beslutar att sammanträda följande dagar:", or nothing but the word for
    what was decided, "Vedtak:"."""
    if not parsed.lows.isdisjoint(decided.DECISIONS) and decided.heads(parsed.tokens[: item.first]):
        return True
    if parsed.lows.isdisjoint(VERBS):
        return False
    return any(t.low in VERBS for t in parsed.tokens[max(0, item.first - REACH) : item.first])


def end_of_note(parsed: Parsed, first: int) -> int:
    """Where the words behind the last date go over into a sentence about meetings."""
    tokens = parsed.tokens
    if "." not in parsed.lows or not parsed.said & ABOUT_MEETINGS:
        return len(tokens)
    for n in range(first, min(len(tokens), first + REACH)):
        opening = tokens[n + 1 : n + 1 + OPENING]
        if clauses.ends_sentence(parsed, n) and any(
            t.sense.roles & ABOUT_MEETINGS for t in opening
        ):
            return n
    return len(tokens)


def _tidy(note: str) -> str:
    """Without connecting words at the edges, and parentheses that do not belong to what is left."""
    words = note.split()
    while words and words[0].casefold() in CONNECTORS:
        words.pop(0)
    while words and words[-1].casefold() in CONNECTORS:
        words.pop()
    note = " ".join(words).strip(EDGES).removesuffix("(")  # "Personnel (3 pm)"
    if len(note) > LONGEST_NOTE:
        note = note[:LONGEST_NOTE].rsplit(" ", 1)[0]
    whole = note[:1] == "(" and note.find(")") == len(note) - 1
    lone = note.count("(") != note.count(")")
    return note.strip(EDGES + "()" if whole or lone else EDGES)


def _pieces(parsed: Parsed, first: int, last: int) -> list[str]:
    """What is written from one token to another, without the items between."""
    covered = parsed.covered()
    numbers = range(first, min(last, len(parsed.tokens)))
    runs = [
        [parsed.tokens[n] for n in run]
        for taken, run in groupby(numbers, covered.__getitem__)
        if not taken
    ]
    return [parsed.text[run[0].start : run[-1].end].strip(EDGES) for run in runs]


def is_signing(parsed: Parsed, item: DateItem) -> bool:
    """ "Staden den 3.12.2026", "Strand, 6. januar 2027 – A. Berg", "Strand 6. januar 2027 – Ordføreren", as it stands
    at the end of a notice."""
    if not may_sign(parsed, item):
        return False
    before = [t.low for t in parsed.tokens[1 : item.first]]
    behind = parsed.tokens[item.last :]
    signed = behind != [] and (before[:1] == [","] or any(t.low in OFFICES for t in behind))
    return signed or (before != [] and before[-1] in ARTICLES)


def may_sign(parsed: Parsed, item: DateItem) -> bool:
    """ "Norrby 6.11.2026", "Nordby, 6. november 2026": a place and a day, and nothing else but who signs."""
    tokens = parsed.tokens
    if item.start.year is None or not 1 <= item.first <= MOST_BEFORE_SIGNED:
        return False
    place, *rest = tokens[: item.first]
    if place.kind is not WORD or not place.text[:1].isupper() or place.sense.weekday:
        return False
    if place.sense.roles & ~GENERIC or not all(t.low in BEFORE_SIGNED for t in rest):
        return False
    return item.last == len(tokens) or _is_who(tokens[item.last :])


def _is_who(tokens: list[Token]) -> bool:
    """A sign and the name of a person, or the office: "– A. Berg", ", gez. Berg", "– A. Berg, ordfører"."""
    words = [t for t in tokens if t.kind is WORD and t.low not in BESIDE_NAME]
    named = all(t.text[:1].isupper() and not t.sense.roles for t in words)
    signs = all(t.kind is WORD or t.low in (".", "-", ",", "/") for t in tokens)
    led = tokens[0].kind is not WORD or tokens[0].low in SIGNERS
    return named and signs and led and len(words) <= LONGEST_PERSON


def place_of(parsed: Parsed, i: int) -> str | None:
    """Where the meeting is, if the line says so: "i Rådhuset", "Plats: sal 3"."""
    item = parsed.dates[i]
    if not places.may_tell(parsed):
        return None if i else places.behind_hour(parsed, item.first)
    here = places.told_in(parsed.tokens[item.last : _end_of(parsed, i)], parsed.text)
    if here is None and i == 0:
        front = places.told_in(parsed.tokens[: min(item.first, REACH)], parsed.text)
        return front or places.behind_hour(parsed, item.first)
    return here
