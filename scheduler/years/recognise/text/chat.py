"""The stamps of a chat, which tell when somebody wrote and who: no day of a meeting."""

from __future__ import annotations

import re

QUOTED = r"^(\ufeff?(?:[^\S\n]*>)*[^\S\n]*)"
BLANK = r"[^\S\n]"
MOMENT = (
    r"(?:\d{4}[-–−]\d\d[-–−]\d\d|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)),?"
    rf"(?:{BLANK}kl(?:o|\.)?)?(?:{BLANK}|T)"
    rf"\d{{1,2}}[:.](\d\d)(?:[:.]\d\d)?(?:{BLANK}?[AaPp]\.?[Mm]\.?)?"
)
# "[14/1 20:07] Kim: ", "[2027-01-14, 20:07:33] Kim: ", "[1/14/27, 8:07:33 PM] Kim: "
SAID = re.compile(
    QUOTED + r"\[(?=[^\]\n]{0,24}\d[:.]\d\d)[\d/.:, APMapm-]{8,24}\] ?[^:\[\]\n]{1,40}: ",
    re.MULTILINE,
)
# "[2027-08-19 09:12] Eva Lind" above what she wrote, "19/08/2027, 09:12 - Eva Lind: ", "8.1.2027 klo 19.04 - Eva
# Lind: ": so meetings may be listed too.
MAYBE_SAID = (
    re.compile(
        QUOTED + rf"\[{MOMENT}\][^\S\n]*(?:[^\W\d_][^\d\s]*(?:[^\S\n]+[^\W\d_][^\d\s]*){{0,3}}$)?",
        re.MULTILINE,
    ),
    re.compile(
        QUOTED + rf"{MOMENT}{BLANK}[-–−]{BLANK}[^\W\d_][^:\d\n]{{0,40}}:[^\S\n]*", re.MULTILINE
    ),
)
# No meeting begins a minute before or after these.
MINUTES_OF_MEETINGS = 5


def without_stamps(text: str) -> str:
    """The same lines without them. What lists of meetings may have too is a stamp where one at least is to the minute,
    as of a clock."""
    text = SAID.sub(r"\1", text)
    for maybe in MAYBE_SAID:
        if any(int(found[2]) % MINUTES_OF_MEETINGS for found in maybe.finditer(text)):
            text = maybe.sub(r"\1", text)
    return text
