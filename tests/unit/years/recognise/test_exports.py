"""The tables of calendar programs: day, hour, last day and last hour in four columns, in the program's own order."""

from __future__ import annotations

from datetime import date, time

import pytest

from scheduler.years.recognise import Found, recognise

AMERICAN = (
    '"Subject","Start Date","Start Time","End Date","End Time","All day event","Reminder Date","Description",'
    '"Location"\n'
    '"BRÅ","2/14/2034","3:00:00 PM","2/14/2034","5:00:00 PM","False","2/13/2034","Hej,\nvi ses 3 mars kl 15","Rum 3"\n'
    '"Internat","4/11/2034","12:00:00 AM","4/13/2034","12:00:00 AM","True",,,"Hotellet"\n'
    '"BRÅ","6/8/2034","3:00:00 PM","6/9/2034","12:00:00 PM","False",,,\n'
)


def moments(text: str, language: str = "sv") -> list[tuple[object, ...]]:
    read = recognise(text, language=language)
    assert not read.errors, [line for line in read.lines if line.reasons]
    return [_moment(found) for found in read.found]


def _moment(one: Found) -> tuple[object, ...]:
    return one.line, one.date, one.end_date, one.start, one.end, one.place


def test_a_number_that_is_no_month_tells_the_order_of_all_dates() -> None:
    found = [
        (2, date(2034, 2, 14), None, time(15), time(17), "Rum 3"),
        (4, date(2034, 4, 11), date(2034, 4, 12), None, None, "Hotellet"),
        (5, date(2034, 6, 8), date(2034, 6, 9), time(15), time(12), None),
    ]

    assert moments(AMERICAN) == moments(AMERICAN, "en") == found
    assert recognise(AMERICAN).warnings == ()


def test_swedish_heads_are_known_and_other_columns_stay() -> None:
    text = (
        "Nämnd;Startdatum;Starttid;Slutdatum;Sluttid;Lokal\n"
        "KS;2034-02-14;15:00;2034-02-14;17:00;Rådhuset\n"
        "BN;2034-03-14;15:00;2034-03-15;12:00;Sal B\n"
    )

    assert moments(text) == [
        (2, date(2034, 2, 14), None, time(15), time(17), "Rådhuset"),
        (3, date(2034, 3, 14), date(2034, 3, 15), time(15), time(12), "Sal B"),
    ]
    assert [found.body for found in recognise(text).found] == ["KS", "BN"]


def test_a_day_and_its_hours_may_be_all_there_is() -> None:
    found = [(2, date(2034, 2, 14), None, time(15), time(17), None)]

    assert moments("Startdatum;Starttid;Sluttid\n2034-02-14;15:00;17:00\n") == found
    assert moments("Startdatum;Start;Slutdatum;Slut\n2034-02-14;15:00;2034-02-14;17:00\n") == found
    german = "Betreff;Beginnt am;Beginnt um;Endet am;Endet um\n;14.02.2034;15:00:00;14.02.2034;17:00:00\n"
    assert moments(german) == found


def test_a_line_of_the_text_is_shown_as_it_was_written() -> None:
    assert recognise(AMERICAN).lines[3].text == AMERICAN.splitlines()[3]


def test_american_hours_beside_days_that_may_be_read_in_two_ways_are_asked_about() -> None:
    text = "Subject,Start Date,Start Time\nBRÅ,4/11/2034,3:00 PM\nBRÅ,5/5/2034,3:00 PM\n"

    assert recognise(text).warnings == (2,)
    assert [one.date for one in recognise(text).found] == [date(2034, 4, 11), date(2034, 5, 5)]


def test_american_hours_below_english_heads_say_that_the_month_stands_first() -> None:
    head = "Subject,Start Date,Start Time,End Date,End Time,All day event\n"
    whole = "Internat,9/3/2034,12:00:00 AM,9/5/2034,12:00:00 AM,True\n"
    contradicted = (
        "BRÅ,2/10/2034,3:00:00 PM,,,\nBRÅ,13/3/2034,3:00:00 PM,,,\nBRÅ,3/14/2034,3:00:00 PM,,,\n"
    )
    swedish = "Ämne;Startdatum;Starttid\nBRÅ;2/10/2034;15:00\n"

    read = recognise(head + whole)
    assert [(one.date, one.end_date) for one in read.found] == [
        (date(2034, 9, 3), date(2034, 9, 4))
    ]
    assert read.warnings == (2,)
    assert recognise(head + contradicted).found[0].date == date(2034, 10, 2)
    assert recognise(swedish).found[0].date == date(2034, 10, 2)


def test_a_whole_day_that_may_be_read_in_two_ways_has_no_hours() -> None:
    text = "Ämne;Startdatum;Starttid;Slutdatum;Sluttid;Heldag\nBRÅ;2/10/2034;00:00;3/10/2034;00:00;Sant\n"

    assert recognise(text).found[0].start is None


def test_what_stands_below_the_table_is_read_as_ever() -> None:
    text = "Startdatum;Starttid\n2034-02-14;15:00\n\nVi ses även 9 mars 2034 kl. 10.\n"

    assert [found.date for found in recognise(text).found] == [date(2034, 2, 14), date(2034, 3, 9)]


def test_in_a_list_too_one_date_tells_the_order_of_the_others() -> None:
    found = recognise("4/11/2034 kl. 15\n2/14/2034 kl. 15\n").found
    both = recognise("4/11/2034 kl. 15\n2/14/2034 kl. 15\n14/3/2034 kl. 15\n").found

    assert [one.date for one in found] == [date(2034, 4, 11), date(2034, 2, 14)]
    assert both[0].date == date(2034, 11, 4)


def test_a_quotation_mark_that_is_never_closed_hides_no_row() -> None:
    text = 'Startdatum;Starttid;Ämne\n2034-02-14;15:00;"Möte\n2034-03-14;15:00;Möte\n'

    assert [found.date for found in recognise(text).found] == [date(2034, 2, 14), date(2034, 3, 14)]


@pytest.mark.parametrize(
    "heads",
    [
        "Startdatum;Slutdatum", "Startdatum och tid;Slutdatum och tid", "Starttid;Sluttid", "Börjar;Slutar",
        "Start date;End date", "Start time;End time", "From;To", "Alkaa;Päättyy", "Alkamispäivä;Päättymispäivä",
        "Startdato;Sluttdato", "Starter;Slutter", "Startdato;Slutdato", "Starttidspunkt;Sluttidspunkt", "Fra;Til",
        "Beginn;Ende", "Startzeit;Endzeit", "Startdatum;Enddatum", "Beginnt;Endet", "Von;Bis",
    ],
)  # fmt: skip
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_day_and_an_hour_below_each_of_two_heads_are_one_meeting(heads: str, sign: str) -> None:
    text = (
        f"Titel;{heads};Plats\n"
        "Möte 1;2030-02-12 15:00;2030-02-12 17:00;Sal A\n"
        "Möte 2;2030-03-12 15:00;2030-03-13 12:00;Sal B\n"
    )

    assert moments(text.replace(";", sign)) == [
        (2, date(2030, 2, 12), None, time(15), time(17), "Sal A"),
        (3, date(2030, 3, 12), date(2030, 3, 13), time(15), time(12), "Sal B"),
    ]


def test_days_alone_below_two_heads_are_one_meeting_with_the_hours_of_a_third() -> None:
    text = "Startdatum;Slutdatum;Tid\n2030-02-12;2030-02-12;15.00-17.00\n2030-03-12;2030-03-14;\n"

    assert moments(text) == [
        (2, date(2030, 2, 12), None, time(15), time(17), None),
        (3, date(2030, 3, 12), date(2030, 3, 14), None, None, None),
    ]


def test_days_in_words_and_american_ones_may_have_their_hour_in_the_same_cell() -> None:
    swedish = "Startdatum;Slutdatum\n12 februari 2030 kl. 15.00;12 februari 2030 kl. 17.00\n"
    american = "Start date;End date\n2/14/2030 3:00 PM;2/14/2030 5:00 PM\n"

    assert moments(swedish) == [(2, date(2030, 2, 12), None, time(15), time(17), None)]
    assert moments(american) == [(2, date(2030, 2, 14), None, time(15), time(17), None)]
