"""Wall-clock time and instants."""

import pytest

from scheduler.clock import Wall
from scheduler.errors import InvalidInput
from tests.build import ZONE, utc


def test_an_hour_that_exists_twice_means_the_first():
    assert Wall.parse("2022-10-30 02:30", ZONE).utc() == utc(2022, 10, 30, 0, 30)


@pytest.mark.parametrize(
    "text", ["2022-03-27", "27/3 15:00", "2022-13-01 10:00", "2022-01-01 25:00", ""]
)
def test_what_is_no_date_and_time_is_refused(text):
    with pytest.raises(InvalidInput):
        Wall.parse(text, ZONE)


def test_minutes_are_counted_in_real_time():
    assert Wall.parse("2022-03-27 01:30", ZONE).plus(60).text() == "2022-03-27T03:30"
