"""Rule: the address of a calendar as a request: which feed, with which options."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qs

from scheduler.language import LANGUAGES

_PATH = re.compile(
    r"/(?:(?P<slug>[a-z0-9][a-z0-9-]*)/(?:calendar|meetings/(?P<number>[1-9][0-9]{0,8}))"
    r"|calendar|f/(?P<token>[a-z0-9.-]+))\.ics"
)
_MOST_ALARM_MINUTES = 28 * 24 * 60


class FeedKind(StrEnum):
    COUNCIL = "council"
    INSTALLATION = "installation"
    PERSON = "person"
    MEETING = "meeting"
    """One meeting, to put into a calendar once."""


class FeedRequest(NamedTuple):
    """`name` is the council's slug or the person's token. `code` is a language we have, None where none was chosen.

    `alarm` is minutes before the start, in a personal feed alone; None: no alarm. `number` is that of a single
    meeting, which has no other option than the language.
    """

    kind: FeedKind
    name: str = ""
    code: str | None = None
    deadlines: bool = False
    alarm: int | None = None
    number: int = 0


@lru_cache(maxsize=4096)  # a calendar program asks for one address for years
def parse_feed_request(path: str, query: str) -> FeedRequest | None:
    """None where the path is no feed's. An option that cannot be understood is as if it were not there."""
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    options = {key: values[-1] for key, values in parse_qs(query).items()}
    code = options.get("lang") if options.get("lang") in LANGUAGES else None
    if match["number"]:
        return FeedRequest(FeedKind.MEETING, match["slug"], code, number=int(match["number"]))
    deadlines = options.get("deadlines") == "1"
    if match["slug"]:
        return FeedRequest(FeedKind.COUNCIL, match["slug"], code, deadlines)
    if match["token"]:
        text = options.get("alarm", "")
        is_alarm = re.fullmatch(r"[0-9]{1,5}", text) and int(text) <= _MOST_ALARM_MINUTES
        alarm = int(text) if is_alarm else None
        return FeedRequest(FeedKind.PERSON, match["token"], code, deadlines, alarm)
    return FeedRequest(FeedKind.INSTALLATION, "", code, deadlines)
