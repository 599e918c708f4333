"""A misspelt month is mended or refused, and always pointed out; it is never lost in silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from scheduler.years.recognise import recognise
from scheduler.years.recognise.text import lexicon, names

HEADS = {
    "sv": "Möten",
    "en": "Meetings",
    "fi": "Kokoukset",
    "nb": "Møter",
    "da": "Møder",
    "de": "Termine",
}


def misspelt(name: str) -> Iterator[str]:
    """The name with two letters swapped, one left out, one doubled, or a blank inside."""
    for at in range(1, len(name)):
        yield name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]
        yield name[:at] + name[at + 1 :]
        yield name[:at] + name[at] + name[at:]
        yield name[:at] + " " + name[at:]


@pytest.mark.parametrize("code", names.LANGUAGES)
def test_no_misspelt_month_is_lost_in_silence(code: str) -> None:
    words = lexicon.of(code)
    lost = []
    for name, month in names.full_months(code).items():
        for wrote in misspelt(name) if len(name) > names.LONGEST_SHORT_FORM else ():
            if wrote[0] != name[0] or words.sense(wrote) is not lexicon.NOTHING:
                continue  # another word, or a short form
            day = f"{wrote} 14" if code == "en" else f"14. {wrote}"
            answer = recognise(f"{HEADS[code]} 2027\n{day}", language=code)
            read = [found.date for found in answer.found] == [date(2027, month, 14)]
            if not read and 2 not in answer.errors + answer.warnings:
                lost.append(day)

    assert lost == []
