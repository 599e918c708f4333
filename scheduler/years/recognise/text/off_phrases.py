"""Words that only together, or only by themselves, say that a meeting is off: "hålls inte", "ställs in", "will not
be held", "– withdrawn"."""

from __future__ import annotations

import itertools

from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.lexicon import Sense
from scheduler.years.recognise.text.tokens import NUMBER, WORD, Token
from scheduler.years.recognise.text.verbs import MEET_OR_HELD
from scheduler.years.recognise.text.words import Role, listed

CANCEL, MEETING = Role.CANCEL.value, Role.MEETING.value
HELD = (Role.MEETING | Role.BODY).value
OF_MEETINGS = (
    Role.MEETING | Role.BODY | Role.GENERIC | Role.CLOCK | Role.HOURS | Role.AM | Role.PM | Role.WEEK
).value  # fmt: skip
NOT = small.NOT | {"longer"}
# What is not done with a meeting that is off.
NOT_DONE = MEET_OR_HELD | listed(
    "genomföras going ahead proceed meeting rum pidetä järjestetä toteudu toteutunut kokoonnu holdt afholdt"
    " avholdt afviklet gjennomført gennemført halde halden haldne avhalde gjennomførast møtast einberufen"
)
# The verb, and what follows it within some words.
PARTED = {
    "ställs": ("in",), "ställts": ("in",), "ställdes": ("in",), "ställt": ("in",), "ställas": ("in",),
    "ställa": ("in",), "ställer": ("in",), "ställde": ("in",),
    "tas": ("bort",), "tagits": ("bort",), "faller": ("bort", "ut"), "fallit": ("bort",),
    "falder": ("bort", "ud", "væk"), "fell": ("bort", "ut"),
    "falt": ("bort", "ut"), "fiel": ("aus", "weg"), "fielen": ("aus", "weg"),
    "called": ("off",), "stood": ("down",), "fällt": ("aus", "weg", "flach"), "fallen": ("aus", "weg"),
    "faellt": ("aus", "weg"), "jää": ("pois", "pitämättä"),
    "jätetään": ("pitämättä", "väliin"),
}  # fmt: skip
# Also said of items and applications: they tell only where nothing else is said.
ALONE = listed(
    "withdrawn abandoned vacated scrapped void removed dropped deferred suspended strukits struken struket stryks"
    " borttagen borttaget avbruten avbrutet poistettu poistuu keskeytetty strøket slettet bortfalt gestrichen innstilt"
    " innstilles indstillet strykes abgesetzt aufgehoben absage ausfall entfall"
)
# Behind the meeting and its day, "die Sitzung vom 9. März abzusagen", and before it, "to cancel the meeting".
CALL_OFF_BEHIND = listed("abzusagen absagen peruminen peruuttaminen")
CALL_OFF = listed(
    "absage inställande inställa perua peruuttaa cancel annullera kansellere annullere"
)
# It is not done yet: "the right to cancel meetings".
MAY = listed("may might could can kan kunna kann können voi right rätt rett ret recht oikeus")
OF_MEETING = small.THE | small.OF | small.BOTH | {"all"}
CLOSING = frozenset(itertools.chain(*PARTED.values()))
CLAUSE_ENDS = frozenset(".,;:!()")
AUXILIARIES = (small.AUXILIARIES | small.TO) | listed(
    "att kommer musste muss ersatzlos leider dessverre desværre"
)
REASONS = listed(
    "p pga på grund due because owing since wegen aufgrund grunn johdosta vuoksi this denna"
)
CONTRASTS = small.BUT | listed("utan instead istället vaan sondern")
# Where one of these opens a day: "will not be held on 16 March".
LEADS = small.THE | small.FROM | listed("on am")
# "Møtet går ut": also said of terms and of people.
GO, OUT = listed("går gjekk gikk gik"), listed("ut ud")
OPENERS = GO | NOT | ALONE | CALL_OFF | CALL_OFF_BEHIND | PARTED.keys()
REACH, REACH_BACK, REACH_TO_CONTRAST = 4, 2, 12
REACH_TO_CLOSE, REACH_TO_MEETING = 20, 6


def mark(tokens: list[Token], first: int = 0) -> None:
    """Makes the word that tells one that cancels, from the token numbered `first` on."""
    for n, token in enumerate(tokens[first:], first):
        if token.low in ALONE:
            off = _is_alone(tokens, n, n + 1) or _calls_off(tokens, n)
        elif token.low in GO:
            out = tokens[n + 1 : n + 2]
            off = bool(out) and out[0].low in OUT and _is_alone(tokens, n, n + 2)
        elif token.low in CALL_OFF or token.low in CALL_OFF_BEHIND:
            off = _calls_off(tokens, n)
        elif token.low in PARTED:
            ahead = tokens[n + 1 : n + REACH]
            told = next((m for m, t in enumerate(ahead) if t.low in PARTED[token.low]), None)
            off = told is not None and not any(t.low in NOT for t in ahead[:told])
            last = _closing(tokens, n) if told is None else 0
            if last:
                _cancel(tokens[last])
        else:
            off = token.low in NOT and _is_not_held(tokens, n)
        if off:
            _cancel(token)


def _cancel(token: Token) -> None:
    sense = token.sense
    token.sense = Sense(sense.month, sense.weekday, sense.roles | CANCEL)


def _calls_off(tokens: list[Token], n: int) -> bool:
    """A meeting is what the word at `n` calls off: "die Sitzung vom 9. März abzusagen", "Absage der Sitzung"; not
    "beim Vorstand absagen", "to cancel your place at the meeting"."""
    if tokens[n].low in CALL_OFF_BEHIND:
        before = tokens[_begins(tokens, n) : n]
        dated = any(t.kind is NUMBER for t in before)
        return dated and any(t.sense.roles & MEETING for t in before)
    if tokens[n].low not in CALL_OFF or any(t.low in MAY for t in tokens[max(0, n - REACH) : n]):
        return False
    ahead = tokens[n + 1 : n + 1 + REACH]
    leads = any(t.low in OF_MEETING or t.sense.roles & HELD for t in ahead[:1])
    return leads and any(t.sense.roles & HELD for t in ahead)


def _begins(tokens: list[Token], n: int) -> int:
    """Where the clause of the word at `n` begins."""
    least = max(0, n - REACH_TO_CLOSE)
    return next((m for m in range(n, least, -1) if _ends_clause(tokens, m - 1)), least)


def _ends_clause(tokens: list[Token], at: int) -> bool:
    """A sign stands there, and not the one within a day, "am Dienstag, den 9. März", "am 9.3. aus"."""
    if tokens[at].low not in CLAUSE_ENDS:
        return False
    before, behind = tokens[at - 1 : at], tokens[at + 1 : at + 2]
    goes_on = any(t.kind is NUMBER or _is_of_day(t) or t.low in LEADS for t in behind)
    if tokens[at].low == "." and not goes_on:
        goes_on = any(t.text.islower() for t in behind)
    return not (goes_on and any(t.kind is NUMBER or _is_of_day(t) for t in before))


def _closing(tokens: list[Token], n: int) -> int:
    """Where the clause of a meeting ends in the word that belongs to its verb at `n`, with the day between them: "Die
    Sitzung fällt am 9. März aus". 0 where it does not."""
    for at in range(n + 1, min(n + REACH_TO_CLOSE, len(tokens))):
        token, behind = tokens[at], tokens[at + 1 : at + 2]
        if _ends_clause(tokens, at):
            return 0
        closes = not behind or behind[0].low in CLAUSE_ENDS or behind[0].low in REASONS
        if token.low in PARTED[tokens[n].low] and closes:
            said = tokens[max(0, n - REACH_TO_MEETING) : at]
            return at if any(t.sense.roles & MEETING for t in said) else 0
    return 0


def verb_of(tokens: list[Token], n: int) -> int:
    """Where the verb stands that belongs to the word at `n`, which closes its clause, or where the clause begins that
    says what is to be called off; `n` itself where neither is so."""
    if tokens[n].low in CALL_OFF_BEHIND:
        return _begins(tokens, n)
    if n and tokens[n].low in CLOSING:
        for at in range(n - 1, max(-1, n - REACH_TO_CLOSE), -1):
            if tokens[n].low in PARTED.get(tokens[at].low, ()):
                return at
    return n


def mark_torn(tokens: list[Token], seam: int) -> None:
    """The words of a broken line that go on at the token numbered `seam`: "will not take" and "place", but "the matter
    of the roof" and "was deferred"."""
    for n, token in enumerate(tokens[seam : seam + REACH], seam):
        if token.low in ALONE and not _is_alone(tokens, n, n + 1):
            sense = token.sense
            token.sense = Sense(sense.month, sense.weekday, sense.roles & ~CANCEL)
    mark(tokens, max(0, seam - REACH))


def closes(tokens: list[Token]) -> bool:
    """The last word belongs to the verb before it and leads to nothing: "ställs in"."""
    return any(tokens[-1].low in PARTED.get(token.low, ()) for token in tokens[-REACH:-1])


def _is_not_held(tokens: list[Token], n: int) -> bool:
    """The "not" at `n` is said of the meeting, and the day or the reason follows, if anything."""
    before, ahead = tokens[max(0, n - REACH_BACK) : n], tokens[n + 1 : n + REACH]
    words = list(itertools.takewhile(lambda t: t.kind is WORD, ahead))
    done = NOT_DONE | {"av"} if any(t.low in small.BECOMES for t in before) else NOT_DONE
    held = [m for m, token in enumerate(words, start=n + 1) if token.low in done]
    if not held and not any(t.low in NOT_DONE for t in before):
        return False
    end = held[-1] + 1 if held else n + 1
    rest = tokens[end : end + REACH_TO_CONTRAST]
    if any(t.low in CONTRASTS for t in rest):
        return False
    if not rest or rest[0].kind is not WORD or rest[0].low in REASONS:
        return True
    opening = rest[rest[0].low in LEADS :]
    day = bool(opening) and (opening[0].kind is NUMBER or _is_of_day(opening[0]))
    general = day and opening[0].sense.weekday and opening[0].sense.weekday.plural
    return day and not general  # "hålls inte fredagar"


def _is_of_day(token: Token) -> bool:
    return token.sense.month > 0 or token.sense.weekday is not None


def _is_alone(tokens: list[Token], n: int, end: int) -> bool:
    """Around what stands from `n` to `end` are dates, hours, words for meetings and signs, but nothing that it might
    be said of."""
    if any(t.kind is WORD and t.low not in REASONS for t in tokens[end : end + 1]):
        return False
    while n and tokens[n - 1].low in AUXILIARIES:
        n -= 1
    numbered = n > 1 and tokens[n - 1].kind is NUMBER  # "item 4 withdrawn"
    return not any(map(_is_plain, tokens[max(0, n - 1 - numbered) : n]))


def _is_plain(token: Token) -> bool:
    return token.kind is WORD and not (token.sense.roles & OF_MEETINGS or _is_of_day(token))
