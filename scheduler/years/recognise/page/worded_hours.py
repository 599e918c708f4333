"""What only a person can tell: hours in words, "klockan tre", "half past two", where a meeting has none in figures, and
which meetings every other one is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scheduler.years.recognise.line.drafts import Marks
from scheduler.years.recognise.results import Found, Reason

NUMBER = (
    "(?:ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    "|twelve|to|fire|seks|syv|otte|åtte|ni|ti|elleve|tolv|eins|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf"
    "|zwölf|yksi|kaksi|kolme|neljä|viisi|kuusi|yhdeltä|kahdelta|kolmelta|neljältä|viideltä|kuudelta|seitsemältä)"
)
CLOCK = (
    "(?:klockan|klokken|klokka|kello|halv|halb|puoli|half past|quarter (?:past|to)|kvart (?:över|i|over)"
    "|viertel (?:nach|vor)|varttia (?:yli|vaille))"
)
TOLD = re.compile(
    rf"\b(?:{CLOCK}\s+{NUMBER}|{NUMBER}\s+(?:o['’]clock|uhr)"
    rf"|{NUMBER}\s+(?:to|and|och|til|bis)\s+{NUMBER}\s+(?:in the|på|om)\s+\w+)\b",
    re.IGNORECASE,
)

EVERY_OTHER = re.compile(
    r"\b(?:varannan|vartannat|varannat|every (?:other|second)|joka toinen|annenhver|annethvert|annet hvert|hver anden"
    r"|hvert andet|jede[rs]? zweite)\s+(?:gång|träff\w*|möte\w*|sammanträde\w*|meetings?|kokous\w*|møte\w*|møde\w*|gang"
    r"|sitzung\w*)",
    re.IGNORECASE,
)


def ask(found: Sequence[Found], lines: Sequence[str], marks: Marks) -> None:
    """Marks the meetings of such a line, or the line itself where it has no day of a meeting."""
    open_lines = {one.line for one in found if one.start is None and not one.cancelled}
    dated = {one.line for one in found}
    for number, line in enumerate(lines if open_lines else (), 1):
        if (number in open_lines or number not in dated) and TOLD.search(line):
            marks.doubt(number, Reason.of("hour_in_words"))
    for number, line in enumerate(lines if found else (), 1):
        if number not in dated and EVERY_OTHER.search(line):
            marks.doubt(number, Reason.of("every_other"))
