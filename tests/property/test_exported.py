"""Any plan we print is read back the same: the text for the minutes, and the CSV."""

from datetime import date, time, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from scheduler import files
from scheduler.clock import Wall
from scheduler.language import language
from scheduler.years import export, reading
from scheduler.years.export import Exported, Sheet
from scheduler.years.recognise import State, recognise

ZONE = "Europe/Stockholm"
YEAR = 2027
quarters = st.integers(6 * 4, 22 * 4)


ROOMS = st.sampled_from(
    ["", "Stadshuset, rum Granen, Storgatan 1", "Rum 3", "Sal B, plan 2", "=1+1"]
)
ANYWHERE = st.sampled_from(
    ["Stadshuset", "Stadshuset", "Stadshuset", "Rådhuset", "Biblioteket, Storgatan 4", "Rum 3", "Teams",
     "sessionssalen"]
)  # fmt: skip
REMARKS = st.sampled_from(
    ["", "", "Internat", "heldag", "studiebesök på Samhall", "budget (preliminär)", "årsmöte"]
)


@st.composite
def plans(
    draw: st.DrawFn,
    places: st.SearchStrategy[str],
    *,
    each: bool = False,
    notes: st.SearchStrategy[str] = st.just(""),  # noqa: B008
) -> list[Exported]:
    """Meetings of one year, no two at the same time, some of several days, some cancelled; with `each`, each at a place
    of its own."""
    days = draw(
        st.lists(
            st.dates(date(YEAR, 1, 1), date(YEAR, 12, 20)), min_size=1, max_size=14, unique=True
        )
    )
    place = draw(places)
    found = []
    for day in sorted(days):
        start = draw(quarters)
        more = draw(st.sampled_from([0, 0, 0, 0, 1, 2]))
        # One that ends on a later day may end at an earlier hour. At the same hour it would be taken for two.
        first = 6 * 4 if more else start + 1
        end = draw(st.integers(first, 23 * 4 + 3).filter(lambda n, start=start: n != start))
        starts, ends = (time(n // 4, n % 4 * 15) for n in (start, end))
        found.append(
            Exported(
                day,
                Wall(day, starts, ZONE),
                Wall(day + timedelta(days=more), ends, ZONE),
                draw(places) if each else place,
                draw(notes),
                draw(st.sampled_from([False, False, False, True])),
            )
        )
    return found


def facts(one: Exported) -> tuple[object, ...]:
    until = one.ends.date if one.ends.date != one.starts.date else None
    return one.starts.date, until, one.starts.time, one.ends.time, one.is_cancelled


@settings(max_examples=60, deadline=None)
@given(plans(ROOMS), st.sampled_from(["sv", "en"]))
@example(
    [
        Exported(
            date(2027, 5, 31),
            Wall(date(2027, 5, 31), time(9), ZONE),
            Wall(date(2027, 6, 1), time(16), ZONE),
        )
    ],
    "sv",
)
def test_the_text_for_the_minutes_reads_back_the_same(plan: list[Exported], code: str) -> None:
    text = export.as_text(Sheet(YEAR, False, plan), language(code))

    read = recognise(text, language=code)

    assert [(f.date, f.end_date, f.start, f.end, f.cancelled) for f in read.found] == [
        facts(one) for one in plan
    ]
    assert read.errors == read.warnings == ()
    assert {line.state for line in read.lines} <= {State.UNDERSTOOD, State.OTHER}


@settings(max_examples=25, deadline=None)
@given(plans(ANYWHERE, each=True, notes=REMARKS), st.sampled_from(["sv", "en"]))
def test_each_place_and_remark_reads_back_the_same(plan: list[Exported], code: str) -> None:
    read = recognise(export.as_text(Sheet(YEAR, False, plan), language(code)), language=code)

    back = [reading.new_date(found, ()) for found in read.found]
    # A cancelled meeting at the usual place tells none: it is not held.
    assert [(one.place, one.note) for one in back] == [
        (None if one.is_cancelled and new.place is None else one.place, one.note)
        for one, new in zip(plan, back, strict=True)
    ]
    assert all(new.place for one, new in zip(plan, back, strict=True) if not one.is_cancelled)


@settings(max_examples=60, deadline=None)
@given(plans(ROOMS), st.sampled_from(["sv", "en"]))
def test_the_csv_reads_back_the_same(plan: list[Exported], code: str) -> None:
    octets = export.as_csv(Sheet(YEAR, False, plan), language(code))

    read = recognise(files.read_text(octets), language=code)

    assert [(f.date, f.start, f.cancelled) for f in read.found] == [
        (one.day, one.starts and one.starts.time, one.is_cancelled) for one in plan
    ]
    # That it is cancelled is no remark.
    assert not any(reading.new_date(found, ()).note for found in read.found)
