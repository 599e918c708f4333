"""Pasted lists of meetings are read as a careful colleague would read them."""

from __future__ import annotations

from datetime import date, time

import pytest

from scheduler.years.recognise import State, reasons, recognise
from tests.unit.years.recognise import scoring

REAL = scoring.real_cases()
OWN = scoring.own_cases()


@pytest.mark.parametrize("case", REAL, ids=lambda case: case.name)
def test_a_list_from_a_public_page_is_read(case):
    assert scoring.judge(case, scoring.read(case)).wrong == []


def test_the_ways_of_writing_dates_are_read():
    verdicts = {f"{c.name} | {c.language}": scoring.judge(c, scoring.read(c)).wrong for c in OWN}

    assert {name: wrong for name, wrong in verdicts.items() if wrong} == {}


def test_no_list_gives_a_wrong_meeting_in_silence():
    wrong = [c.name for c in REAL + OWN if scoring.judge(c, scoring.read(c)).silent]

    assert wrong == []


def test_hardly_a_line_is_marked_without_need():
    verdicts = [scoring.judge(case, scoring.read(case)) for case in REAL + OWN]

    assert sum(v.alarms for v in verdicts) <= 0.03 * sum(v.lines for v in verdicts)


def test_a_plain_line_gives_everything_it_says():
    found = recognise("Tisdag 16 februari 2027 kl. 15.00–17.00 i Rådhuset (budget)").found

    assert [(m.line, m.date, m.start, m.end, m.body) for m in found] == [
        (1, date(2027, 2, 16), time(15), time(17), None)
    ]
    assert found[0].place == "Rådhuset"
    assert found[0].note is not None
    assert "budget" in found[0].note


def test_a_name_that_is_no_body_of_the_list_stays_with_its_day():
    text = "Möten 2027 kl. 18\n12 januari\nArbetsgruppen 9 februari\n9 mars\n6 april"

    assert [m.note for m in recognise(text).found] == [None, "Arbetsgruppen", None, None]


def test_every_line_is_answered_for_blank_ones_too():
    lines = recognise("Möten 2027\r\n\r\n16 februari\r\n31 april\r\nTisdag 17 mars\r\n").lines

    assert [(line.number, line.state) for line in lines] == [
        (1, State.OTHER),
        (2, State.OTHER),
        (3, State.UNDERSTOOD),
        (4, State.NOT_UNDERSTOOD),
        (5, State.DOUBTED),
        (6, State.OTHER),
    ]


def test_a_doubt_names_the_date_and_the_weekday_that_do_not_fit():
    (reason,) = recognise("Onsdag 16 februari 2027").lines[0].reasons

    assert reason.code == "weekday_differs"
    assert reason.params == {"date": date(2027, 2, 16), "weekday": 3}


def test_a_refusal_says_what_to_do():
    (reason,) = recognise("31 april 2027").lines[0].reasons

    assert reasons.TEXTS[reason.code] % reason.params == (
        "There is no 31/4 in 2027. Check the day and the month."
    )


@pytest.mark.parametrize("language", ["sv", "en", "fi", "no", "nb", "da", "de"])
def test_names_of_another_language_are_read_when_they_mean_one_thing(language):
    text = "Tuesday 16 February 2027\ntiistaina 16. maaliskuuta 2027\nDienstag 20. April 2027"

    found = recognise(text, language=language).found

    assert [m.date for m in found] == [date(2027, 2, 16), date(2027, 3, 16), date(2027, 4, 20)]


def test_a_year_in_the_text_is_stronger_than_the_callers():
    found = recognise("Möten 2027\n16 februari\n20 april 2028", year=2031).found

    assert [m.date.year for m in found] == [2027, 2028]


@pytest.mark.parametrize(
    "before", ["9 mars kl. 9\n9 november kl. 9", "Möten 2027\n14 december kl. 9"]
)
def test_a_list_does_not_pass_new_year_by_a_day_alone_that_its_year_does_not_have(before):
    read = recognise(f"{before}\nonsdagen den 29 februari kl. 9", year=2027)

    assert {found.date.year for found in read.found} == {2027}
    assert [reason.code for reason in read.lines[-1].reasons] == ["no_such_day"]
    assert read.lines[-1].reasons[0].params["year"] == 2027


def test_a_list_that_goes_on_past_new_year_may_have_its_leap_day():
    read = recognise("14 oktober kl. 9\n20 januari kl. 9\n29 februari kl. 9", year=2027)

    assert [str(found.date) for found in read.found] == ["2027-10-14", "2028-01-20", "2028-02-29"]


@pytest.mark.parametrize("letters", ["i", "L", "Il", "io"])
def test_letters_behind_a_number_need_not_stand_for_digits(letters):
    found = recognise(f"Torsdag 14 januari 2027, bilaga 6.{letters} och 7-{letters}").found

    assert [m.date for m in found] == [date(2027, 1, 14)]


def test_no_reason_is_without_its_text():
    codes = {
        reason.code
        for case in REAL + OWN
        for line in scoring.read(case).lines
        for reason in line.reasons
    }

    assert codes <= reasons.TEXTS.keys()


def test_a_name_is_told_without_the_colon_behind_it():
    days = ("14 okt", "9 nov", "16 dec", "11 jan", "12 april")
    names = ("AU", "Styrelsen", "AU", "Styrelsen", "Årsmötet")
    lines = "\n".join(f"{name}: {day}" for name, day in zip(names, days, strict=True))

    assert {m.body for m in recognise(lines, year=2026).found} == {"AU", "Styrelsen", None}
