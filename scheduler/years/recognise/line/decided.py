"""Dates of decisions and of meetings gone by, and the dates that were decided on."""

from __future__ import annotations

import itertools

from scheduler.years.recognise.line import clauses, compounds, deadlines, telling
from scheduler.years.recognise.line.clauses import ends_sentence, leading, say, words
from scheduler.years.recognise.line.items import DateItem, Parsed
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.verbs import MEET_OR_HELD, PLANNED, TO_HOLD
from scheduler.years.recognise.text.words import Role, listed

STALE, RECORD, MEETING, BODY, CLOCK = (
    Role.STALE.value, Role.RECORD.value, Role.MEETING.value, Role.BODY.value, Role.CLOCK.value,
)  # fmt: skip
DECIDED = STALE | RECORD
OF_PAPERS = DECIDED | Role.PAPERS.value
FOLLOWING = listed(
    "följande enligt nedan following folgende følgende seuraavasti seuraava seuraavat som seuraavista"
    " seuraavina seuraaviksi seuraavien seuraavan seuraavaksi"
)
# Lead from what is decided to its dates: "fastställer sammanträdesdagarna till den 27 januari, …".
# But not the Finnish "on", which is a preposition in English: "the election on 4 July".
COPULAS = small.BE - {"on"} | small.TO | {"auf"}
LEADS = COPULAS | {"den", "d"}
# Before "held", of a meeting to come.
BEFORE_HELD = small.IS | {"be"}
# Before a word for what was done, of what is to be: "zur Genehmigung".
TO_BE_DONE = small.TO | small.FOR
# Many of these are dates, and no meeting gone by: "fastsatte møtedager", "folgende Termine".
DAYS = (
    "dagar", "dagarna", "dager", "dagene", "dage", "datum", "datoer", "datoene", "datoane", "datoerne",
    "dates", "tider", "tiderna", "tidene", "tiderne", "termine", "tage", "päivät", "ajat", "møta", "päivistä",
    "päivinä", "päiviksi", "päivien", "ajoista", "aikoina", "ajoiksi", "kokouksista", "terminplan",
    *compounds.MEETINGS,
)  # fmt: skip
# Behind "with", of what a plan holds: "møteplanen med møter 11. januar".
MEETINGS = ("möten", "sammanträden", "møter", "møder", "meetings", "sitzungen")
AS_DAYS = ("päiviksi", "päiväksi", "ajoiksi", "ajaksi")
# "On 3 December at 9.14 N. N. wrote:" heads a quoted mail.
WROTE = listed("skrev wrote schrieb kirjoitti")
PROSE, TAKEN_OVER = 3, 10
# How the second word of the perfect ends.
SUPINES = ("at", "it", "tt", "et", "dt")
# Between a day and its hour.
BESIDE = 3
# What is done with a matter at a meeting.
DEALT = listed(
    "behandlas behandlades behandla beslutas beslutades fastställas fastställs antas godkännas diskuteras"
    " considered discussed approved dealt käsitellään behandles behandlet behandelt beraten beschlossen"
    " hanteras hanteres håndteres handled"
)
# What was done at a meeting that is over.
DID = listed(
    "behandlade beslutade beslöt diskuterade godkände antog fastställde konstaterade uppdrog gav drøftede behandlede"
    " vedtog besluttede godkendte drøftet behandlet vedtok besluttet godkjente considered asked approved discussed"
    " agreed noted resolved decided recommended adopted requested raised hat haben wurde wurden käsitteli päätti"
    " hyväksyi keskusteli totesi vahvisti bestämde bestemte vereinbarte sopi"
)
# What came of a meeting that is over: powers, and those who were chosen.
GAVE = listed(
    "gav gavs givits getts givet tilldelats tilldelades valdes valts valt vald valda utsågs utsetts utsedd delegerats"
    " delegerades ga gitt gitte valgt valgte valgtes oppnevnt oppnevnte tildelt delegert udpeget udpegede"
    " delegeret gave given granted elected appointed chosen delegated antoi annettu annettiin valitsi valittu"
    " valittiin gegeben erteilt gewählt bestellt übertragen"
)
GONE = small.WAS | small.HAS | listed("blev ble blei wurde wurden")
OWN = listed("its their our sitt sina sit sin seiner ihrer unserer")
AROUND_GIFT = small.AUXILIARIES | small.AT | small.BY | small.THE | OWN
TODAYS = listed("dagens today's todays heutige heutigen")
# "Kokouksen 14.1. pöytäkirja", "marraskuun kokouksesta 10.12. klo 9–15".
KNOWN = ("kokouksen", "istunnon", "kokouksesta", "istunnosta")
DECISIONS = listed("beslut beslutet decision beslutning vedtak päätös päätöksen beschluss")
CITES = listed("enligt according ifølge iflg laut gemäß")
MATTERS = listed("sak saknr sag sagsnr ärende")
# "Held" alone is over.
TO_BE_HELD = MEET_OR_HELD - listed("held met tagt")
AND_THEN = small.AND | {","}
# Open a clause that tells what is done after the meeting.
THEN = (small.AFTER | small.WHO | small.AND | small.WHEN) | listed(
    "following varefter varpå därefter sedan hvorefter hvoretter deretter derefter danach dann woraufhin whereupon then"
    " minkä jonka sitten"
)


def own_sentence(parsed: Parsed, first: int, last: int) -> int:
    """Where the sentence begins that leads to a date, if it says that meetings are held; else `first`: "Rådet beslutade
    om sina mötesdagar. Mötena hålls den 5 mars"."""
    stops = (n for n in range(last - 1, first, -1) if ends_sentence(parsed, n - 1))
    begins = next(stops, first)
    return begins if any(t.low in MEET_OR_HELD for t in parsed.tokens[begins:last]) else first


def opens_list(before: list[Token]) -> bool:
    """What was decided are the dates themselves: "fastställer följande mötesdagar: 22 januari"."""
    told = words(before)
    if not told:
        return False
    if any(_is_days(a) and b.low in small.WHEN for a, b in itertools.pairwise(told)):
        return False  # "Datum då anslaget sätts upp: 11 november"
    near = {t.low for t in before[-4:]}
    last = max((n for n, t in enumerate(told) if t.sense.roles & DECIDED), default=0)
    if any(t.low in TO_HOLD for t in told[last + 1 :]):
        return True  # "päätti kokoontua 20.1., 17.2. ja 17.3."
    if say(told[last + 2 :], MEETING) and [t.low for t in told[last + 1 : last + 2]] == ["om"]:
        return True  # "beslutades om ett extra möte den 22 juni"
    if any(t.low.endswith(AS_DAYS) for t in (told[-1], told[last - 1])):
        return True  # "sovittiin kokouspäiviksi 5.2. ja 4.3.", "kokouspäiviksi sovittiin 5.2."
    led = leading(before)[-2:]
    if len(led) > 1 and led[0].low in small.WITH and led[1].low.endswith(MEETINGS):
        return True  # "vedtog mødeplanen for 2027 med møder 11. januar og 12. februar"
    if not (":" in near or near & FOLLOWING or told[-1].low in LEADS):
        return False
    said = told[last + 1 :] or told[:last]  # "folgende Termine beschlossen: …"
    if len(said) > 1 and said[-1].low in small.THE:
        said = said[:-1]
    if all(t.low in COPULAS for t in said):
        said = told  # "sammanträdena är fastställda till 15 januari"
    if ":" in near and told[last].sense.roles & DECIDED == STALE and any(map(_is_days, told)):
        return not any(_is_days(t) and a.low in small.AT for a, t in itertools.pairwise(told))
    return say(said, MEETING) and (
        any(t.low in COPULAS for t in said[-2:]) or any(t.low in FOLLOWING for t in said)
    )


def _is_days(token: Token) -> bool:
    """ "Sammanträdesdagar", "møteplan"."""
    plan = token.low.endswith(("plan", "planen")) and token.sense.roles & MEETING
    return token.low.endswith(DAYS) or bool(plan)


def is_decision(clause: list[Token]) -> bool:
    """ "Beslut i KS 2026-11-12", "enligt styrelsens beslut 12 november": of no meetings to come."""
    told = words(clause)
    cited = told[-1:] if told and told[0].low in CITES else []
    return any(t.low in DECISIONS for t in told[:2] + cited) and not say(clause, MEETING)


def heads_days(parsed: Parsed, before: list[Token]) -> bool:
    """A decision has one day, and no hour: several days behind nothing but the word for it or for meeting days, or one
    with its hour, are what was decided, "Vedtak: 29. august, 26. september"."""
    if not (heads(before) or _sets_days(before)):
        return False
    hour = parsed.times and parsed.times[0].first - parsed.dates[0].last < BESIDE
    if hour:
        return True
    days = 1
    while days < len(parsed.dates) and deadlines.days_go_on(parsed, days):
        days += 1
    # "Beslut: 2025-11-12, 2026-11-10": a decision and when it was changed
    return days > 2 or (days == 2 and parsed.dates[0].start.year is None)


def _sets_days(before: list[Token]) -> bool:
    """Nothing parts the days from the word for them: "fastställer sammanträdesdagarna 4 februari och 3 mars"."""
    told = leading(before)
    return say(told[:-1], STALE) and bool(_is_days(told[-1]) and told[-1].sense.roles & MEETING)


def may_head_day(item: DateItem, before: list[Token]) -> bool:
    """One day that lacks its year may be what was decided, or when: "Beslut: 14 mars"."""
    return item.start.year is None and heads(before)


def heads(before: list[Token]) -> bool:
    """Nothing but the word for a decision leads to the day: "Vedtak:"."""
    told = leading(before)
    return ":" in [t.low for t in before] and [t.low in DECISIONS for t in told] == [True]


def on(before: list[Token], after: list[Token]) -> bool:
    """The date of a decision: "16.12.2020 § 91", "i möte 22.9.2022 i sak 22/59 vedtatt"; of a mail, or of
    a meeting that was: "kokouksen 14.1. pöytäkirja", "dagens möte"."""
    told = leading(before)
    if told and told[-1].low in DID and any(t.low in FOLLOWING for t in after[:1]):
        return True  # "Nämnden antog 2026-11-12 följande mötesdagar: …"
    # "… päätti perua kokouksen 14.1." tells of a meeting to come
    known = told and told[-1].low.endswith(KNOWN) and words(after)
    if known or (after and any(t.low in TODAYS for t in told[-3:-1])):
        return True
    if _is_of_paragraph(before, after[:3]):
        return True
    if (
        len(after) > 2
        and after[0].low in MATTERS
        and after[1].kind is NUMBER
        and after[2].low == "/"
    ):
        return True  # "Kommunestyret 3.12.2026 sak 112/26"
    if any(t.low in WROTE for t in after[:12]) or _has_done(told, after):
        return True
    ends = _own_clause(after)
    if _is_to_be_held(before):
        # "Mötet hålls den 12 maj kl. 10, kallelsen publiceras här"
        ends = next((n for n, t in enumerate(after[:ends]) if t.low in AND_THEN), ends)
    return len(words(before)) >= PROSE and _is_done(after[:ends])


def _has_done(told: list[Token], after: list[Token]) -> bool:
    """Between the two words of the perfect: "Kontoret har den 29 september lämnat förslag", and no meeting."""
    if not told or told[-1].low not in small.HAS or len(after) < BESIDE:
        return False
    done, *what = after[:BESIDE]
    planned = done.low in PLANNED or say(what, MEETING)
    return done.low.endswith(SUPINES) and not done.sense.roles & MEETING and not planned


def _is_to_be_held(before: list[Token]) -> bool:
    """The words that lead to the day have their verb, and it tells of a meeting to come: "is held on"."""
    told = words(clauses.last(before))
    return any(
        t.low in TO_BE_HELD or (t.low == "held" and n and told[n - 1].low in BEFORE_HELD)
        for n, t in enumerate(told)
    )


def _is_done(after: list[Token]) -> bool:
    """A word for what was done stands there, and not for what is to be done: "zur Genehmigung vorgelegt"."""
    return any(
        t.sense.roles & STALE and not (n and after[n - 1].low in TO_BE_DONE)
        for n, t in enumerate(after)
    )


def is_of_gift(before: list[Token], after: list[Token]) -> bool:
    """A relative clause tells of what a meeting gave, or whom it chose: "fullmakten som ble gitt i kommunestyret
    12. mars", "ordföranden som valdes på årsmötet den 12 mars"."""
    told = words(clauses.last(before))
    at = max((n for n, t in enumerate(told) if t.low in small.WHO), default=None)
    if at is None:
        return False
    said = told[at + 1 :]
    rest = [t for t in said if t.low not in GAVE]
    gave = len(rest) < len(said) or any(t.low in GAVE for t in after[:1])
    return gave and all(t.low in AROUND_GIFT or t.sense.roles & (MEETING | BODY) for t in rest)


def _is_of_paragraph(before: list[Token], after: list[Token]) -> bool:
    """ "16.12.2020 § 91"; but in "16.12.2020 Protokollsutdrag § 91" the day opens the line, and has its papers."""
    numbered = itertools.takewhile(lambda t: t.kind is not WORD, reversed(before))
    if any(t.low == "§" for t in numbered):
        return True
    lows = [t.low for t in after]
    return "§" in lows and bool(leading(before) or not say(after[: lows.index("§")], OF_PAPERS))


def is_signed_at(clause: list[Token], after: list[Token]) -> bool:
    """Minutes are signed at a meeting to come, whose hour is told: "protokollet signeres i møte den 11.9. kl. 8"."""
    told = leading(clause)
    led = [t.low for t in told[-2:-1] if told[-1].sense.roles & MEETING]
    hour = after[:1] and after[0].sense.roles & CLOCK
    if not hour or small.AT.isdisjoint(led) or say(told, STALE):
        return False
    return say(told, RECORD) and not any(t.low in GONE or t.low in DID for t in told)


def _own_clause(after: list[Token]) -> int:
    """Where what is said of the day ends, and what follows upon it begins: "…, after which the dates are published",
    "… kl. 15. The decision was made because …"."""
    pairs = enumerate(itertools.pairwise(after))
    goes_on = (
        n
        for n, (a, b) in pairs
        if (a.low == "," and b.low in THEN) or (a.low == "." and b.text[:1].isupper())
    )
    return next(goes_on, len(after))


def is_known(before: list[Token], after: list[Token], *, again: bool) -> bool:
    """The meeting of that day is known already, and only tells of which meeting, where or when something else is
    done. `again`: behind the day of another meeting."""
    told = leading(before)
    if len(told) < 2:
        return False
    if told[-1].low in small.AFTER:
        return True  # "Ärenden som kommer in efter den 24 maj tas upp vid nästa möte"
    if not told[-1].sense.roles & MEETING:
        return False
    if again and told[-2].low in small.OF and told[-1].low.endswith(telling.DEFINITE):
        return True  # "12 februari – uppföljning av mötet 4 december"
    if ":" in [t.low for t in before]:
        return False
    at = next((n for n in range(len(told) - 2, 0, -1) if told[n].low in small.AT), 0)
    if told[-1].low.endswith(telling.AT_MEETING):
        at = len(told) - 1  # "sovimme kokouksessa 12.12."
    elif not all(t.kind is WORD for t in before[before.index(told[at]) : before.index(told[-1])]):
        return False  # "möten i Folkets hus, nästa möte den 25 juni"
    elif told[at + 1].low in small.SOME or any(
        t.sense.month or t.low in small.NEXT for t in told[at:]
    ):
        return False  # "behandlas på ett möte den 25 juni", "på nästa möte" tell of the meeting too
    # "Förslaget behandlas på styrelsens sammanträde den 25 juni", "datoene vi ble enige om på møtet 12. desember"
    if any(t.low in DEALT or _is_days(t) for t in told[:at]):
        return not takes_over(told)
    return _is_over(told, at, after)


def takes_over(told: list[Token]) -> bool:
    """What another meeting was to deal with is dealt with at this one: "Ärendena behandlas i stället på styrelsens möte
    den 11 maj"."""
    near = told[-TAKEN_OVER:]
    return any(t.low in small.IN_STEAD for t in near) and any(t.low in DEALT for t in near)


def _is_over(told: list[Token], at: int, after: list[Token]) -> bool:
    """What was done at the meeting is told: "hat in seiner Sitzung vom 3. Mai zugestimmt", "At its meeting on 3 May the
    Board asked for …"."""
    between = told[at + 1 : -1]
    if not all(t.low in OWN or t.low in small.THE or t.sense.roles & BODY for t in between):
        return False
    said = told[:at]
    if not at and told[0].low in small.AT:
        said = after[: _own_clause(after)]
    return any(t.low in DID for t in said)
