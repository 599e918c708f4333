"""Words that only together, or only by themselves, say that a meeting is off: "hålls inte", "ställs in", "will not
be held", "– withdrawn"."""

from __future__ import annotations

from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.lexicon import Sense
from scheduler.years.recognise.text.pieces import NUMBER, WORD, Token
from scheduler.years.recognise.text.verbs import MEET_OR_HELD
from scheduler.years.recognise.text.words import Role, listed

CANCEL = Role.CANCEL.value
OF_MEETINGS = (
    Role.MEETING | Role.BODY | Role.GENERIC | Role.CLOCK | Role.HOURS | Role.AM | Role.PM | Role.WEEK
).value  # fmt: skip
NOT = small.NOT | {"longer"}
# What is not done with a meeting that is off.
NOT_DONE = MEET_OR_HELD | listed(
    "genomföras av going ahead proceed meeting rum pidetä järjestetä toteudu toteutunut kokoonnu holdt afholdt"
    " avholdt afviklet gjennomført gennemført halde halden haldne avhalde gjennomførast møtast einberufen"
)
# The verb, and what follows it within some words.
PARTED = {
    "ställs": ("in",), "ställts": ("in",), "ställdes": ("in",), "ställt": ("in",), "ställas": ("in",),
    "tas": ("bort",), "tagits": ("bort",), "faller": ("bort", "ut"), "fallit": ("bort",),
    "falder": ("bort", "ud", "væk"), "fell": ("bort", "ut"),
    "falt": ("bort", "ut"), "fiel": ("aus", "weg"), "fielen": ("aus", "weg"),
    "called": ("off",), "stood": ("down",), "fällt": ("aus", "weg", "flach"), "fallen": ("aus", "weg"),
    "faellt": ("aus", "weg"), "jää": ("pois", "pitämättä"),
    "jätetään": ("pitämättä", "väliin"),
}  # fmt: skip
# Also said of items and applications: they tell only where nothing else is said.
ALONE = listed(
    "withdrawn abandoned vacated scrapped void removed dropped deferred suspended struken struket stryks borttagen"
    " borttaget avbruten avbrutet poistettu poistuu keskeytetty strøket slettet bortfalt gestrichen innstilt"
    " innstilles indstillet strykes abgesetzt aufgehoben absage ausfall entfall"
)
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
OPENERS = GO | NOT | ALONE | PARTED.keys()
REACH, REACH_BACK, REACH_TO_CONTRAST = 4, 2, 12


def mark(tokens: list[Token]) -> None:
    """Makes the word that tells one that cancels."""
    for n, token in enumerate(tokens):
        if token.low in ALONE or _goes_out(tokens, n):
            off = _is_alone(tokens, n)
        elif token.low in PARTED:
            off = any(t.low in PARTED[token.low] for t in tokens[n + 1 : n + REACH])
        else:
            off = token.low in NOT and _is_not_held(tokens, n)
        if off:
            sense = token.sense
            token.sense = Sense(sense.month, sense.weekday, sense.roles | CANCEL)


def _is_not_held(tokens: list[Token], n: int) -> bool:
    ahead = range(n + 1, min(len(tokens), n + REACH))
    end = max((m + 1 for m in ahead if _is_held(tokens, n, m)), default=0)
    if not end:
        behind = range(max(0, n - REACH_BACK), n)
        if not any(tokens[m].low in NOT_DONE and tokens[m].low != "av" for m in behind):
            return False
        end = n + 1
    rest = tokens[end : end + REACH_TO_CONTRAST]
    if any(t.low in CONTRASTS for t in rest):
        return False
    if not rest or (rest[0].kind is not WORD and rest[0].kind is not NUMBER):
        return True
    lead = rest[0].low in LEADS
    day = len(rest) > 1 + lead and _opens_day(*rest[lead : lead + 2])
    return rest[0].low in REASONS or day


def _is_held(tokens: list[Token], n: int, m: int) -> bool:
    """The word at `m` tells what is not done; no sign stands between it and the "not" at `n`."""
    if tokens[m].low not in NOT_DONE or any(t.kind is not WORD for t in tokens[n + 1 : m]):
        return False
    return tokens[m].low != "av" or any(
        t.low in small.BECOMES for t in tokens[max(0, n - REACH_BACK) : n]
    )


def _opens_day(token: Token, following: Token) -> bool:
    singular = token.sense.weekday is not None and not token.sense.weekday.plural
    numbered = token.kind is NUMBER and (following.sense.month > 0 or following.low in "./-")
    return numbered or token.sense.month > 0 or singular


def _is_alone(tokens: list[Token], n: int) -> bool:
    """Around it stand dates, hours, words for meetings and signs, but nothing that it might be said of."""
    behind = n + 1 + _goes_out(tokens, n)
    following = tokens[behind] if behind < len(tokens) else None
    if following is not None and following.kind is WORD and following.low not in REASONS:
        return False
    before = n - 1
    while before >= 0 and tokens[before].low in AUXILIARIES:
        before -= 1
    if before < 0:
        return True
    token = tokens[before]
    if token.kind is NUMBER and before and _is_plain(tokens[before - 1]):
        return False  # "item 4 withdrawn"
    return not _is_plain(token)


def _goes_out(tokens: list[Token], n: int) -> bool:
    return tokens[n].low in GO and n + 1 < len(tokens) and tokens[n + 1].low in OUT


def _is_plain(token: Token) -> bool:
    told = token.sense.roles & OF_MEETINGS or token.sense.month or token.sense.weekday
    return token.kind is WORD and not told
