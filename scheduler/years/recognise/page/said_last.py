"""The hour of all meetings of a paragraph, told with the last of them: "Vi ses 3 mars. Sedan blir det 9 juni och
15 september, alla gånger kl. 18.\""""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from scheduler.years.recognise.line import hours
from scheduler.years.recognise.line.drafts import Draft
from scheduler.years.recognise.line.items import Parsed
from scheduler.years.recognise.text import small_words as small
from scheduler.years.recognise.text.words import Role

ALL = Role.ALL.value


def give(before: Sequence[Draft], sentence: Parsed, own: Sequence[Draft]) -> None:
    """Gives it to those of the sentences before that have none, back to one that has. `before`: the paragraph's
    meetings above those of `sentence`, which are `own`."""
    if not before or not own or not _closes_with_all(sentence):
        return
    last = own[-1]
    for draft in reversed(before):
        if draft.time or draft.body != last.body:
            return
        draft.time, draft.end_time = last.time, last.end_time
        draft.place = draft.place or last.place


def _closes_with_all(sentence: Parsed) -> bool:
    """The last hour is behind the last day, and between them it is said to be that of all, not "both"."""
    if (
        not sentence.times
        or not sentence.dates
        or sentence.times[-1].first < sentence.dates[-1].last
    ):
        return False
    hour = sentence.times[
        bisect_left(sentence.times, sentence.dates[-1].last, key=lambda t: t.first)
    ]
    between = sentence.tokens[sentence.dates[-1].last : hour.first]
    return any(
        t.low in hours.EACH or (t.sense.roles & ALL and t.low not in small.BOTH) for t in between
    )
