"""What one sentence says of the hours of a whole list."""

from __future__ import annotations

import pytest

from scheduler.years.recognise import recognise
from tests.unit.years.recognise.scoring import FIXTURES

LISTS = {
    5: "{}\n\n9.2.2027\n13.4.2027\n8.6.2027\n14.9.2027\n9.11.2027\n\n{}\n",
    4: "{}\n\n2.9.2025\n18.9.2025\n30.9.2025\n16.10.2025\n\n{}\n",
}
HEADINGS = {
    "sv": "Möten", "en": "Meetings", "fi": "Kokoukset", "de": "Sitzungen", "no": "Møter", "da": "Møder",
}  # fmt: skip
LINES = (FIXTURES / "said_hours.txt").read_text(encoding="utf-8").splitlines()
SAID = [line.split(" | ") for line in LINES if " | " in line]


@pytest.mark.parametrize("language, sentence, hours", SAID)
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
