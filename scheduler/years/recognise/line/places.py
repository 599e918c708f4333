"""The place that words tell: "i Rådhuset", "Plats: sal 3", "at the Village Hall", "kunnantalolla"."""

from __future__ import annotations

from itertools import dropwhile, groupby

from scheduler.years.recognise.line import provisos, unsettled, where
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text import nouns
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import END, NUMBER, WORD, Token
from scheduler.years.recognise.text.words import Role, listed

IN, PLACE, CLOCK, ALL, MEETING, BODY, OPEN = (
    Role.IN.value, Role.PLACE.value, Role.CLOCK.value, Role.ALL.value, Role.MEETING.value, Role.BODY.value,
    Role.OPEN.value,
)  # fmt: skip
SEASON = (Role.SPRING | Role.AUTUMN).value
# "I nämnden", "i kallelsen", "i protokollet".
NO_PLACE = (BODY | MEETING | ALL) | (Role.PAPERS | Role.DEADLINE | Role.RECORD).value
LONGEST, LONGEST_LABELLED, NEAR, LONGEST_REMARK, SHORTEST_WHOLE = 10, 16, 2, 5, 3
HOUSES = where.ROOMS | listed(
    "hus gård gården skola church school centre center library pavilion hotel inn pub college museum chapel vestry"
    " auditorium auditoriet auditorio aula aulan aulaen gym cafeteria kantine kantinen mensa kahvila offices"
    " kirche schule bibliothek bürgerzentrum gasthof turnhalle kirkko koulu kirjasto kirke skole bibliotek"
    " biblioteket kyrka stadshus rådhus station stationen"
)
STREETS = (
    "gatan", "gata", "vägen", "väg", "torget", "veien", "gate", "gaten", "gade", "vej", "katu", "tie", "straße",
    "strasse", "str", "platz", "street", "road", "lane", "avenue",
)  # fmt: skip
# A person may be called "Neuhaus" or "Sundhall".
SURE = (
    *where.SURE_HOUSES, *nouns.ROOM_ENDINGS, *where.FINNISH_HOUSES, "rathaus", "bürgerhaus", "gemeindehaus",
    "wehrhaus", "vereinshaus", "pfarrhaus", "schulhaus", "talo", "heim", "stationen", "stugan", "stuga",
    "kontoret", "biblioteket", "hemmet",
)  # fmt: skip
ENDINGS = (*where.HOUSES, "værelset", "kontoret", "kansliet", "biblioteket", "bibliotek")
# Before a room's name: "Sessionssal Ån".
ROOM_STEMS = ("rum", "sal", "lokal", "room", "rom", "raum", "saal", "huone", "sali")
FLOORS = listed("plan våning vån floor etage etasje kerros stock")
# Before the name of a house.
INNS = listed(
    "gasthof gasthaus hotel hotell hotelli restaurant restaurang ravintola villa café hostel vandrarhem"
)
PARTS = frozenset(",;:()|\t–")
# Before one who is visited: "hos polisen", "hos Brandkåren".
AT_SOMEBODYS = listed("hos")
# Inside a name, between words with capitals: "Hall of Justice", "Rådhuset i Falun".
INSIDE = small.OF | listed("of the i in på at im & de")
APOSTROPHES = frozenset("'’")
# "Mary's".
SHORT = listed("s")
# Where they meet without a house; "hybrid" is in one too.
ONLINE = (where.AT_A_DISTANCE | where.PROGRAMS) - listed("hybrid nätet nettet nett webex meet")
VIA = listed("via över over by per")
HOUSES_OR_ONLINE = HOUSES | ONLINE
BESIDE = INSIDE | SHORT | ONLINE | VIA | listed("via över over på by meeting")
# In small letters they may be what a meeting is about.
SCHOOLS = ("skolan", "skolen", "kirken", "kyrkan")
OWNERS = listed("folkets arbetarnas godtemplarnas folkens")
OF_HOUSE = ("ets", "ens", "ans")
# "I tidsrummet 16–18".
NO_PLACES = listed("tidsrum tidsrummet tidrum tidrommet tidsrom tidsrommet zeitraum")
SIGNS_BEFORE = frozenset(",(-.")
EDGES = " \t,;:.-–—·•|*()"
BEFORE_NAME = small.THE | small.AT | listed("kl klo kl. uhr") | {",", "-", "(", ".", ":"}
# A remark that has one of them speaks of the place.
LABELS = listed(
    "plats lokal place venue location paikka sted kokouspaikka møtested mødested sitzungsort möteslokal"
)
# Where it is told later.
LEFT_OPEN = unsettled.TOLD_LATER | listed(
    "meddelas anges framgår se meddeles oplyses ilmoitetaan siehe see"
)
FINNISH = (
    *where.FINNISH_HOUSES, "koululla", "koulussa", "kirjastossa", "kirjastolla", "virastossa", "virastolla",
    "toimistossa", "toimistolla", "tiloissa", "hotellissa",
)  # fmt: skip
LOCATIVES = ("ssa", "ssä", "lla", "llä")


def told_in(tokens: list[Token], text: str) -> str | None:
    """The first place these tokens name."""
    for n, token in enumerate(tokens):
        if token.sense.roles & PLACE and [t.low for t in tokens[n + 1 : n + 2]] == [":"]:
            return labelled(tokens[n + 2 :], text)
        if (first := led(tokens, n)) is not None:
            return name(tokens[first:], text)
        if token.low.endswith(FINNISH):
            return in_finnish(tokens, n, text)
    return None


def led(tokens: list[Token], n: int) -> int | None:
    """Where the name begins that the word at `n` leads to: "i Rådhuset", "in the Village Hall", "på rådhuset", "hos
    polisen"; None where it leads to none."""
    if not tokens[n].sense.roles & IN:
        return None
    first = n + 1
    visits = tokens[n].low in AT_SOMEBODYS
    if not visits and any(t.low in small.THE and t.text.islower() for t in tokens[first : n + 2]):
        first += 1
    if first >= len(tokens) or tokens[first].kind is not WORD:
        return None
    word = tokens[first]
    # "In the Council Chamber", but "in Council", "at the Full Council Meetings"; "på förbundets kontor".
    near = tokens[first + 1 : first + 1 + NEAR]
    leads = any(map(is_house, near))
    name_of = [word, *(t for t in near if t.text[:1].isupper())]
    of_who = any(t.sense.roles & NO_PLACE for t in name_of) and not (leads or is_house(word))
    if (
        _is_of_time(word)
        or word.sense.roles & SEASON
        or of_who
        or word.low in NO_PLACES
        or _is_in_title(tokens, n)
    ):
        return None
    if visits:
        return n
    # "På förbundets kontor", "in the staff room".
    whose = leads and (word.low.endswith(("s", "n")) or any(map(is_house, near[:1])))
    return first if word.text[:1].isupper() or is_house(word) or whose else None


def _is_in_title(tokens: list[Token], n: int) -> bool:
    """ "Truth in Taxation": what a meeting is about has capitals too in English."""
    before, word = tokens[n - 1], tokens[n + 1]
    named = n > 0 and before.kind is WORD and before.text[:1].isupper() and not before.sense.roles
    return named and tokens[n].low == "in" and not any(map(is_house, (before, word)))


def is_house(token: Token) -> bool:
    """ "rådhuset", "Sitzungssaal", "hall"."""
    return _is_house(token.low)


def _is_house(low: str) -> bool:
    return low in HOUSES or low.endswith(ENDINGS)


def may_have_place(remark: str) -> bool:
    """A quick look, before its words are read."""
    words = (word.strip(EDGES) for word in remark.casefold().replace("/", " ").split())
    return any(word in HOUSES_OR_ONLINE or word.endswith(SURE + ROOM_STEMS) for word in words)


def of_remark(tokens: list[Token], text: str) -> str | None:
    """The place that a remark tells in a part of its own, behind nothing but what kind of meeting it is: "Stadshuset",
    "Årsmöte Folkets hus", "Polishuset, rum 3 (budget)"."""
    parted = [list(part) for sign, part in groupby(tokens, _parts_remark) if not sign]
    told = [_of_part(part) for part in parted]
    first = next((n for n, part in enumerate(told) if part and _is_sure(part)), None)
    if first is None:
        return None
    found = list(told[first])
    for part, before in zip(told[first + 1 :], parted[first:], strict=False):
        sign = tokens[tokens.index(before[-1]) + 1]
        if not part or sign.low != "," or not (_is_sure(part) or _is_room_or_street(part)):
            break
        found += part
    return _written(found, text)


def _parts_remark(token: Token) -> bool:
    return token.low in PARTS


def _of_part(part: list[Token]) -> list[Token]:
    """The words of a part that may name a place, without the kind of meeting before them; none where others stand
    there."""
    kinds = MEETING | BODY | OPEN | ALL
    first = max((n + 1 for n, t in enumerate(part) if _is_kind(t, kinds)), default=0)
    online = next((n for n, t in enumerate(part) if n >= first and t.low in ONLINE | VIA), first)
    hybrid = any(map(is_house, part[first:online]))  # "Stadshuset/Teams"
    first = online if not hybrid and any(t.low in ONLINE for t in part[online:]) else first
    rest = list(dropwhile(lambda t: t.kind is not WORD, part[first:]))
    # One number is that of a room, more are an hour.
    numbers = [n for n, t in enumerate(rest) if t.kind is NUMBER]
    rest = rest[: numbers[0]] if len(numbers) > 1 else rest
    words = [t for t in rest if t.kind is WORD and t.low not in APOSTROPHES]
    if not 0 < len(words) <= LONGEST_REMARK:
        return []
    plain = all(t.text[:1].isupper() or is_house(t) or t.low in BESIDE for t in words)
    return rest if plain else []


def _is_sure(part: list[Token]) -> bool:
    """ "Stadshuset", "Möterum 3", "Gasthof Linde", "via Teams"."""
    if any(t.low in ONLINE for t in part):
        return True
    words = [t for t in part if t.kind is WORD and t.low not in SHORT]
    if not words:
        return False  # "'s" alone
    plain = words[0].low.endswith(SURE) and not words[0].low.endswith(SCHOOLS)
    capital = words[0].text[:1].isupper() or len(words) > 1 or plain
    ends = words[-1].low in HOUSES or words[-1].low.endswith(SURE)
    return (capital and (ends or words[0].low in INNS)) or _is_named_room(words)


def _is_named_room(words: list[Token]) -> bool:
    """ "Sal A", "rum Granen", "Sessionssal Ån"."""
    room = words[0].low in nouns.ROOMS or words[0].low.endswith(ROOM_STEMS)
    return room and len(words) == 2 and words[1].text[:1].isupper()


def _is_room_or_street(part: list[Token]) -> bool:
    return any(is_house(t) or t.low.endswith(STREETS) for t in part)


def _is_kind(token: Token, kinds: int) -> bool:
    return bool(token.sense.roles & kinds) and not is_house(token)


def name(tokens: list[Token], text: str) -> str | None:
    """The place whose name opens these tokens: to the first word that is no part of it."""
    last = min(1, len(tokens))
    for n in range(1, min(len(tokens), LONGEST)):
        if not _goes_on(tokens[n - 1], tokens[n], tokens[n + 1 : n + 1 + NEAR]):
            break
        last = n + 1
    return _written(tokens[:last], text)


def _goes_on(before: Token, token: Token, behind: list[Token]) -> bool:
    """Whether the name goes on with `token`."""
    if token.sense.roles & CLOCK or _is_of_time(token):
        return False
    if not token.gap and {token.kind, before.kind} == {NUMBER, WORD}:
        return True  # "B203"
    if token.kind is NUMBER:
        leads = is_house(before) or before.low.endswith(STREETS) or before.low in FLOORS
        return before.kind is WORD and leads
    if token.low in APOSTROPHES or before.low in APOSTROPHES:
        return not token.gap  # "St Mary's"
    capital = any(t.text[:1].isupper() and not _is_of_time(t) for t in behind[:1])
    if token.kind is WORD:
        # "Rådhusets källare", "Folkets park", but not "Rådhus som vanligt"
        inside = before.low.endswith(OF_HOUSE) and _is_house(before.low[:-1])
        inside = inside or (before.low in OWNERS and before.text[:1].isupper())
        floor = token.low in FLOORS and before.low == ","
        named = (
            token.text[:1].isupper()
            or is_house(token)
            or floor
            or before.low in AT_SOMEBODYS
            or inside
        )
        joined = token.low in small.AND and any(map(is_house, behind))
        return named or (capital and (joined or token.low in INSIDE))
    if token.low == ",":
        # Its room, its house, its street, or its town at the end.
        town = len(behind) == 1 and behind[0].text[:1].isupper() and not behind[0].sense.roles
        floor = len(behind) > 1 and behind[0].low in FLOORS and behind[1].kind is NUMBER
        return town or floor or any(is_house(t) or t.low.endswith(STREETS) for t in behind)
    hyphen = token.low == "-" and not token.gap
    short = token.low == "." and before.kind is WORD and len(before.low) < SHORTEST_WHOLE
    return capital and (hyphen or short or token.low == "&")


def _is_of_time(token: Token) -> bool:
    return bool(token.sense.month or token.sense.weekday)


def labelled(tokens: list[Token], text: str) -> str | None:
    """What stands behind "Plats:", up to the next label or sign; None where it is left open."""
    kept: list[Token] = []
    for n, token in enumerate(tokens[:LONGEST_LABELLED]):
        behind = [t.low for t in tokens[n + 1 : n + 2]]
        if token.low in ("\t", "|", ";") or token.sense.roles & CLOCK or behind == [":"]:
            break
        if n and provisos.opens([*tokens[: n + 2], END], n):
            break
        kept.append(token)
    if is_left_open(kept) or not kept:
        return None
    first = kept[0]
    begins = first.text[:1].isupper() or first.kind is NUMBER or is_house(first)
    begins = begins or first.low in where.AT_A_DISTANCE | AT_SOMEBODYS
    if begins:
        return _written(kept, text)
    return told_in(kept, text)


def behind_hour(parsed: Parsed, last: int) -> str | None:
    """The place behind an hour and a sign, before the token `last`: "Byrådet (kl. 18.30, byrådssalen): 27/8"."""
    for time in parsed.times:
        n = time.last + 1
        near = parsed.tokens[n : min(last, n + 1 + NEAR)]
        if n < last and parsed.tokens[n - 1].low in SIGNS_BEFORE and any(map(is_house, near)):
            return name(parsed.tokens[n:last], parsed.text)
    return None


def is_left_open(tokens: list[Token]) -> bool:
    """ "Meddelas senare", "tbc", "se kallelsen": where it is told later."""
    return any(
        t.sense.roles & OPEN or t.low in LEFT_OPEN or t.low.startswith(unsettled.SETTLED)
        for t in tokens
    )


def in_finnish(tokens: list[Token], n: int, text: str) -> str | None:
    """ "Kunnantalolla", "kunnantalon valtuustosalissa": with the genitives before it."""
    first = n
    while first and _is_genitive(tokens[first - 1]):
        first -= 1
    while n + 1 < len(tokens) and tokens[n + 1].low.endswith(LOCATIVES) and first == n:
        n += 1
    return _written(tokens[first : n + 1], text)


def _is_genitive(token: Token) -> bool:
    """ "Kunnantalon", but not "pidetään" or "maanantaisin"."""
    return (
        token.kind is WORD
        and token.low.endswith("n")
        and not token.low.endswith(("ään", "taan", "sin"))
        and not _is_of_time(token)
    )


def _written(tokens: list[Token], text: str) -> str | None:
    if not tokens:
        return None
    told = " ".join(text[tokens[0].start : tokens[-1].end].split()).strip(EDGES)
    return (told + ")" if told.count("(") > told.count(")") else told) or None


def may_tell(parsed: Parsed) -> bool:
    """Whether any word of the line leads to a place, says that none is needed, or is one in Finnish."""
    if parsed.said & (PLACE | IN) or not ONLINE.isdisjoint(parsed.lows):
        return True
    return any(low.endswith(FINNISH) for low in parsed.lows)
