"""Lines that tell of no meeting, set above or below a list, change nothing of what it says: the head of a quoted mail,
when an office is open, who answers questions, when a page was changed."""

from __future__ import annotations

from collections import Counter
from zlib import crc32

import pytest

from scheduler.years.recognise import Recognised, recognise
from tests.unit.years.recognise import scoring

# `{year}` is the year of the list, `{before}` the one before.
ABOVE = {
    "sv": (
        "Den tis 10 jan. {year} kl 09:12 skrev Lena Sjö <lena@example.org>:",
        "Från: Lena Sjö\nSkickat: den 10 januari {year} 09:12\nTill: Anna Ek\nÄmne: SV: tiderna",
        "Publicerad {before}-12-03 kl. 10.15",
        "Expeditionen är öppen vardagar kl. 9–12.",
        "Kaffe serveras från kl. 17.30.",
        "Webbsändning börjar kl. 18.00",
        "Gruppmöten hålls klockan 16.30 före sammanträdet.",
        "Beslut togs av kommunstyrelsen den 3 december {before}.",
    ),
    "en": (
        "On Tue, Jan 10, {year} at 9:12 AM Lena Lake\n<lena@example.org> wrote:",
        "The office is open weekdays 9:00 AM to 4:30 PM.",
        "Coffee is served from 5.30 pm.",
        "Adopted by the Board on December 3, {before}",
    ),
    "fi": ("Lena Järvi kirjoitti 10.1.{year} klo 9.12:", "Kahvitarjoilu klo 16.30 alkaen."),
    "no": ("10. jan. {year} kl. 09:12 skrev Lena Sjø:", "Kaffe serveres fra kl. 17.30."),
    "da": ("Den tir. 10. jan. {year} kl. 09.12 skrev Lena Sø:", "Der er kaffe fra kl. 17.30."),
    "de": ("Am 10.01.{year} um 09:12 schrieb Lena See:", "Sprechzeiten: Mo–Fr 9–12 Uhr"),
}
BELOW = {
    "sv": (
        "Sidan uppdaterades den 12 mars {year} 14:05",
        "Kontakt: Anna Ek, telefontid måndag–fredag kl. 9–11",
        "Med vänlig hälsning\nAnna Ek\nsekreterare",
    ),
    "en": ("Page last updated March 12, {year} at 2:05 PM", "Kind regards\nAnn Oak"),
    "fi": ("Sivua päivitetty 12.3.{year} klo 14.05",),
    "no": ("Åpningstider: mandag–fredag kl. 9–15",),
    "da": ("Udskrevet 12-03-{year} 13:45",),
    "de": ("Stand: 12.03.{year}",),
}
# Chosen by their names, so that one more list chooses no other lists.
OWN = (case for case in scoring.own_cases() if crc32(case.name.encode()) % 10 == 0)
CASES = [case for case in (*scoring.real_cases(), *OWN) if len(case.text) < 2000]


def told(answer: Recognised) -> Counter[tuple[object, ...]]:
    return Counter((m.date, m.end_date, m.start, m.end, m.body, m.cancelled) for m in answer.found)


def changed(language: str, lines: tuple[str, ...], *, above: bool) -> list[tuple[str, str]]:
    """Each line with the name of a list that says something else beside it."""
    found: list[tuple[str, str]] = []
    for case in CASES:
        if case.language != language:
            continue
        plain = scoring.read(case)
        if not plain.found:
            continue
        year = min(meeting.date.year for meeting in plain.found)
        for line in lines:
            said = line.format(year=year, before=year - 1)
            text = f"{said}\n\n{case.text}" if above else f"{case.text.rstrip()}\n\n{said}"
            if told(recognise(text, language=language, year=case.year)) != told(plain):
                found.append((said, case.name))
    return found


@pytest.mark.parametrize("language", ABOVE)
def test_lines_above_a_list_change_nothing(language):
    assert changed(language, ABOVE[language], above=True) == []


@pytest.mark.parametrize("language", BELOW)
def test_lines_below_a_list_change_nothing(language):
    assert changed(language, BELOW[language], above=False) == []
