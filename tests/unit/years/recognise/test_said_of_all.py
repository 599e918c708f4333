"""What one sentence says of a whole list: hours, places, and what is called off."""

from __future__ import annotations

import pytest

from scheduler.years.recognise import recognise
from scheduler.years.recognise.results import Found
from tests.unit.years.recognise.scoring import FIXTURES

LISTS = {
    5: "{}\n\n9.2.2027\n13.4.2027\n8.6.2027\n14.9.2027\n9.11.2027\n\n{}\n",
    4: "{}\n\n2.9.2025\n18.9.2025\n30.9.2025\n16.10.2025\n\n{}\n",
}
HEADINGS = {
    "sv": "Möten", "en": "Meetings", "fi": "Kokoukset", "de": "Sitzungen", "no": "Møter", "da": "Møder",
}  # fmt: skip


def said(name: str) -> list[list[str]]:
    lines = (FIXTURES / name).read_text(encoding="utf-8").splitlines()
    return [line.split(" | ") for line in lines if " | " in line]


@pytest.mark.parametrize("language, sentence, hours", said("said_hours.txt"))
def test_each_meeting_has_the_hour_that_is_said_of_it(
    language: str, sentence: str, hours: str
) -> None:
    text = LISTS[4 if hours.count(" ") == 3 else 5].format(HEADINGS[language], sentence)

    answer = recognise(text, language=language)

    if hours == "?":
        assert any(line.reasons for line in answer.lines)
    else:
        found = [str(one.start.hour) if one.start else "-" for one in answer.found]
        assert " ".join(found) == hours


@pytest.mark.parametrize("language, sentence, places", said("said_places.txt"))
def test_each_meeting_is_where_it_is_said_to_be(language: str, sentence: str, places: str) -> None:
    answer = recognise(LISTS[5].format(HEADINGS[language], sentence), language=language)

    found = [one.place or "-" for one in answer.found]
    assert [place[:1] for place in found] == places.split()


@pytest.mark.parametrize("language, sentence, off", said("called_off.txt"))
def test_those_meetings_are_off_of_which_it_is_said(language: str, sentence: str, off: str) -> None:
    answer = recognise(LISTS[5].format(HEADINGS[language], sentence), language=language)

    if off == "?":
        assert any(line.reasons for line in answer.lines)
    else:
        assert "".join(".x"[one.cancelled] for one in answer.found) == off


def _statements() -> list[tuple[str, str, list[str]]]:
    told = (FIXTURES / "statements.txt").read_text(encoding="utf-8")
    found: list[tuple[str, str, list[str]]] = []
    for part in ("\n" + told).split("\n=== ")[1:]:
        head, _, rest = part.partition("\n")
        text, _, meetings = rest.partition("\n---\n")
        found.append((head, text, meetings.strip().splitlines()))
    return found


@pytest.mark.parametrize("language, text, meetings", _statements())
def test_sentences_beside_a_list_are_read_as_they_are_meant(
    language: str, text: str, meetings: list[str]
) -> None:
    found = recognise(text, language=language).found

    assert sorted(map(_told, found)) == sorted(meetings)


def _told(one: Found) -> str:
    if one.cancelled:
        return f"x{one.date}"
    begins, ends = (hour.strftime("%H:%M") if hour else "" for hour in (one.start, one.end))
    return f"{one.date} {begins}{'-' if ends else ''}{ends} {one.place or ''}".rstrip()
