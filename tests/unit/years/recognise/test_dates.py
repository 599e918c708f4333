"""Pasted lists of meetings are read, marked, or refused with a sentence; none is wrong in silence."""

from datetime import date, time

import pytest

from scheduler.years.recognise import REASONS, State, recognise
from tests.unit.years.recognise import scoring

REAL = scoring.real_cases()
OWN = scoring.own_cases()
REFUSED = {"024-epn-linkoping-2017"}
"""Known lists that are not read on purpose: two columns that only a blank parts."""


@pytest.mark.parametrize("case", REAL, ids=lambda case: case.name)
def test_a_list_from_a_public_page_is_read(case):
    wrong = scoring.judge(case, scoring.recognise_case(case)).wrong

    assert bool(wrong) == (case.name in REFUSED), wrong


def test_the_ways_of_writing_dates_are_read():
    verdicts = {
        f"{c.name} | {c.language}": scoring.judge(c, scoring.recognise_case(c)).wrong for c in OWN
    }

    assert {name: wrong for name, wrong in verdicts.items() if wrong} == {}


def test_no_list_gives_a_wrong_meeting_in_silence():
    wrong = [c.name for c in REAL + OWN if scoring.judge(c, scoring.recognise_case(c)).silent]

    assert wrong == []


def test_few_lines_are_marked_without_need():
    verdicts = [scoring.judge(case, scoring.recognise_case(case)) for case in REAL + OWN]

    assert sum(v.alarms for v in verdicts) <= 0.10 * sum(v.lines for v in verdicts)


def test_a_plain_line_gives_everything_it_says():
    found = recognise("Tisdag 16 februari 2027 kl. 15.00–17.00 i Rådhuset (budget)").found

    assert [(m.line, m.date, m.start, m.end, m.body) for m in found] == [
        (1, date(2027, 2, 16), time(15), time(17), None)
    ]
    assert (found[0].place, found[0].note) == ("Rådhuset", "budget")


def test_an_hour_that_is_not_the_meetings_stays_in_the_note():
    (found,) = recognise("13 december 2028 kl. 15, lunch från kl. 11.45 om det passar").found

    assert (found.start, found.note) == (time(15), "lunch från kl. 11.45 om det passar")


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


@pytest.mark.parametrize("language", ["sv", "en", "fi", "no", "nb", "da", "de"])
def test_names_of_another_language_are_read_when_they_mean_one_thing(language):
    text = "Tuesday 16 February 2027\ntiistaina 16. maaliskuuta 2027\nDienstag 20. April 2027"

    found = recognise(text, language=language).found

    assert [m.date for m in found] == [date(2027, 2, 16), date(2027, 3, 16), date(2027, 4, 20)]


def test_a_year_in_the_text_is_stronger_than_the_callers():
    found = recognise("Möten 2027\n16 februari\n20 april 2028", year=2031).found

    assert [m.date.year for m in found] == [2027, 2028]


def test_more_lines_than_any_page_has_are_refused_in_a_sentence():
    read = recognise("9 februari 2027\n" * 5001)

    assert read.found == ()
    assert [reason.code for line in read.lines for reason in line.reasons] == ["too_long"]


HEADED = [
    ("sv", "Mötestider för 2022 (kl. 15.00): 22/2, 26/4", time(15), None),
    ("sv", "Preliminära datum 2022 – 22 februari, 26 april", None, None),
    ("sv", "Nu är det bestämt när vi ses våren 2022: 22/2, 26/4", None, None),
    ("sv", "Brå i Umeå träffas 2022: 22/2, 26/4 kl. 15", time(15), None),
    ("en", "Our meetings in 2022: 22 February, 26 April", None, None),
    ("en", "Proposed dates for the safety group, 2022: 22 February, 26 April at 3 pm", time(15), None),
    ("no", "Møter i rådet 2022: 22. februar, 26. april", None, None),
    ("sv", "KSAU: 22/2 2022, 26/4 2022\nKS: 1/3 2022", None, "KSAU"),
]  # fmt: skip


@pytest.mark.parametrize("language, text, start, body", HEADED)
def test_words_before_the_first_day_leave_nothing_on_its_meetings(language, text, start, body):
    found = recognise(text, language=language).found[:2]

    assert [str(m.date) for m in found] == ["2022-02-22", "2022-04-26"]
    assert {(m.start, m.place, m.note, m.body) for m in found} == {(start, None, None, body)}


def test_a_heading_that_no_word_tells_is_no_body_and_its_days_are_asked_about():
    read = recognise(
        "Kommunstyrelsen 2027\n9 februari\nDigitalt\n13 april\nKultur 2027\n8 juni\nKF\n1 juni"
    )

    assert [m.body for m in read.found] == [
        "Kommunstyrelsen", "Kommunstyrelsen", "Kommunstyrelsen", "KF",
    ]  # fmt: skip
    assert read.warnings == (4, 6)


ROWS = [
    ("datum;tid\n2027-02-09;15.00\n", ["2027-02-09 15:00"], ()),
    ("Datum\tSista dag för ärenden\n2027-02-09\t2027-01-26\n", ["2027-02-09"], ()),
    ("Möten 2027\nNämnd\tJan\tFeb\nKS\t12\t-\nKF\t18\n", ["2027-01-12"], (4,)),
    ("12 januari 2027\t5 januari 2027\n9 februari 2027\t2 februari 2027\n", [], (1, 2)),
    ("Möten 2027\nNämnd Jan Feb Mars\nKS 12 9 9\nKF 18 15\n", ["2027-01-12", "2027-02-09", "2027-03-09"], (4,)),
    ('date,start,place\n2027-02-09,15:00,"Town Hall, room 3"\n', ["2027-02-09 15:00"], ()),
    ("Datum\tTid\n2027-02-09\t15.00\n", ["2027-02-09 15:00"], ()),
]  # fmt: skip


@pytest.mark.parametrize("text, meetings, refused", ROWS)
def test_a_row_is_read_where_its_cells_count_and_refused_where_they_do_not(text, meetings, refused):
    read = recognise(text)

    told = [f"{m.date} {m.start:%H:%M}" if m.start else str(m.date) for m in read.found]
    assert (told, read.errors) == (meetings, refused)


def test_no_reason_is_without_its_text():
    codes = {
        reason.code
        for case in REAL + OWN
        for line in scoring.recognise_case(case).lines
        for reason in line.reasons
    }

    assert codes <= REASONS.keys()
