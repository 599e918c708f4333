"""Hours that are but an end: "till senast klockan 20.30", "slutar 15.00", "should end by 9 pm"."""

from __future__ import annotations

from scheduler.years.recognise.line.items import TimeItem
from scheduler.years.recognise.line.times import BEFORE_HOUR
from scheduler.years.recognise.text.tokens import WORD, Token
from scheduler.years.recognise.text.words import Role, listed

CLOCK, MOVED, BEGINS = Role.CLOCK.value, Role.MOVED.value, Role.BEGINS.value
UNTIL = (Role.UNTIL | Role.ENDS | Role.TO).value
# The same before the hour at which it ends: "should end by 9 pm".
BEFORE_END = BEFORE_HOUR | listed(": by no not later than inte senare än ikke senere enn end")
SET_TO = listed(
    "tek tok berammet berammes beramma fastsatt fastsat fastsättes satt sat lagt planlagt flyttad angesetzt utsatta"
    " förlagda förlagt förlagd lagda henlagt"
)
REACH = 5


def until_only(tokens: list[Token], item: TimeItem) -> bool:
    """The time is an end: "till senast klockan 20.30", "slutar 15.00"."""
    if tokens[item.first].sense.roles & BEGINS:
        return False  # "scheduled to begin at 6 pm"
    for i in range(item.first - 1, max(-1, item.first - 1 - REACH), -1):
        token, before = tokens[i], tokens[max(0, i - 1)]
        if token.kind is WORD and token.sense.roles & UNTIL:
            # "moved to 5 pm", "møta tek til kl. 17"
            return not (before.sense.roles & MOVED or before.low in SET_TO)
        short = token.low == "." and before.low in BEFORE_HOUR  # "Ende: ca. 21 Uhr"
        if not short and token.low not in BEFORE_END and not token.sense.roles & CLOCK:
            return False
    return False
