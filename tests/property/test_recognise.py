"""Reading dates from any text ends, in time that grows with the text, and reads back what we print."""

from __future__ import annotations

from datetime import date, time

from babel.dates import format_date
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scheduler.years.recognise import State, reasons, recognise
from scheduler.years.recognise.text import lexicon
from scheduler.years.recognise.text.clean import clean, split
from scheduler.years.recognise.text.runs import tokenise
from tests.steps import steps_of
from tests.unit.years.recognise import scoring

LANGUAGES = ("sv", "en", "fi", "no", "nb", "da", "de")
CLOCKS = {"sv": "kl.", "en": "at", "fi": "klo", "nb": "kl.", "da": "kl.", "de": "um"}
FRAGMENTS = (
    "14", "juni", "2027", "31", "februari", "kl.", "18.00", "25.00", "-", "–", ",", ";", "och",
    "eller", "till", "tisdag", "tisdagar", "v.", "vecka", "12", "(", ")", "inställt", "~~", "<del>",
    "</del>", "KS", "KF", "Kommunstyrelsen", "arbetsutskott", "Jan", "Feb", "Mars", "\t", "|", "*",
    "\n", "\n\n", "> ", "senast", "HT", "16/17", "3/4/2027", "11.11.", "2027-06-14", "xx.xx", "l4",
    "0ktober", "mötet", "Nämnd", "Tid", "§", "ersätter", "1:a", "&nbsp;", "270614", "pm", "uppdaterad",
    "FUM", "Styrelsemöten", "börjar", "=", "17-19 (NY)", "flyttat från", "inför", "Månad", "Frist", "Rådet för",
    "15.0014", "15.002O", "1O", "26/27", "1:e", "6.i", "2026–2027", "Datum", "Sista dag", "mån–fre",
)  # fmt: skip

# Lists as they are written, shuffled: each line, and each line's words.
LISTS = [case.text for case in scoring.real_cases() + scoring.own_cases()]
LINES = sorted({line for text in LISTS for line in text.splitlines() if line.strip()})

pieces = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=30).map(" ".join)
anything = st.one_of(st.text(), pieces, st.lists(st.one_of(st.text(), pieces)).map("\n".join))
lines = st.sampled_from(LINES)
words = lines.flatmap(lambda line: st.sampled_from(line.split()))
shuffled = st.one_of(
    st.lists(lines, min_size=1, max_size=14).map("\n".join),
    st.lists(st.lists(words, max_size=7).map(" ".join), max_size=8).map("\n".join),
    st.tuples(st.sampled_from(LISTS), st.integers(0, 3000), st.integers(0, 40)).map(
        lambda cut: cut[0][: cut[1]] + cut[0][cut[1] + cut[2] :]
    ),
    # The same days again, at other hours.
    st.sampled_from(LISTS).map(lambda text: f"{text}\n{text.replace('8', '7')}"),
)


@given(
    st.one_of(anything, shuffled),
    st.sampled_from([*LANGUAGES, "xx"]),
    st.one_of(st.none(), st.integers(1990, 2099)),
)
@example("Nämnd 270614", "sv", None)
@example("juni hemsidan. 6/2", "sv", None)
@example("27\nmaj  november. –\n28, (extra)", "sv", 2027)
@example("Dec\tJan\tFeb\n4/4 10", "sv", 2027)
@example("um3Styrgrupp", "sv", 2027)
@example("Beredning Utskick KPR\n2 febr kl. 9 9 febr 16 febr 9 11 maj 18 maj kl. 14", "sv", 2027)
@example("Standards & Pupils 6pm |\n1 March\t23 March |\n8 March\t30 March |", "en", 2027)
@example(
    "Pensionärsrådet 2027\nr kl. 9 från och med september kl. 10.\n5 februari\n7 maj\n"
    "r kl. 9 från och med september kl. 30.\n3 september",
    "sv",
    None,
)
@example(
    "Byggnads nämnden 9 mars kl 18\nByggnads nämnden 9 mars kl 17\nKF 9 mars kl. 18", "sv", 2027
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_answered_line_by_line(text, language, year):
    answer = recognise(text, language=language, year=year)

    assert [line.number for line in answer.lines] == list(range(1, len(split(text)) + 1))
    assert [line.text for line in answer.lines] == split(text)
    marked = {line.number for line in answer.lines if line.state is not State.OTHER}
    assert {meeting.line for meeting in answer.found} <= marked
    for line in answer.lines:
        assert bool(line.reasons) == (line.state in (State.DOUBTED, State.NOT_UNDERSTOOD))
        for reason in line.reasons:
            assert reasons.TEXTS[reason.code] % reason.params


@given(anything)
@settings(max_examples=200, deadline=None)
def test_a_line_never_has_more_tokens_than_characters(text):
    for line in clean(split(text)):
        assert len(tokenise(line.text, lexicon.of("sv"), line.struck)) <= len(line.text)


few = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=8).map(" ".join)


@given(few, st.sampled_from((" ", "\n", "\t", "")))
@example("Tid 14 14 \t juni", " ")
@example("14 juni (2 juni", " ")
@example("KS kl. 18, KF kl. 19,", " ")
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_twice_the_text_is_at_most_twice_the_work(piece, joint):
    recognise(piece)  # words are looked up once

    # So long that every bound of the rules, such as the most columns of a table, is behind.
    once, twice = (steps_of(recognise, joint.join([piece] * n), year=2027) for n in (64, 128))

    assert twice <= 2.2 * once + 2000


days = st.dates(date(2027, 1, 1), date(2028, 12, 31))
hours = st.integers(8, 15).map(time)
plans = st.lists(
    st.tuples(days, hours, st.integers(16, 21).map(time)),
    min_size=1,
    max_size=12,
    unique_by=lambda meeting: meeting[0],
).map(sorted)


@given(plans, st.sampled_from(sorted(CLOCKS)))
@settings(max_examples=60, deadline=None)
def test_a_plan_printed_line_by_line_is_read_back(plan, language):
    pattern = "EEEE d MMMM y" if language in ("sv", "en") else "EEEE d. MMMM y"
    text = "\n".join(
        f"{format_date(day, pattern, language)} {CLOCKS[language]} {start:%H.%M}–{end:%H.%M}"
        for day, start, end in plan
    )

    answer = recognise(text, language=language)

    assert [(m.date, m.start, m.end) for m in answer.found] == plan
    assert answer.errors == ()
    assert answer.warnings == ()


@given(plans)
@settings(max_examples=40, deadline=None)
def test_a_plan_printed_as_iso_dates_is_read_back(plan):
    text = "\n".join(f"{day} {start:%H:%M}-{end:%H:%M}" for day, start, end in plan)

    assert [(m.date, m.start, m.end) for m in recognise(text).found] == plan


@given(plans, hours)
@settings(max_examples=40, deadline=None)
def test_the_sentence_for_the_minutes_is_read_back(plan, start):
    this_year = [day for day, _, _ in plan if day.year == 2027] or [date(2027, 6, 14)]
    written = [format_date(day, "d MMMM", "sv") for day in this_year]
    joined = " och ".join(filter(None, [", ".join(written[:-1]), written[-1]]))
    text = f"Mötestider för 2027: {joined}, kl. {start:%H.%M}."

    assert [(m.date, m.start) for m in recognise(text).found] == [(d, start) for d in this_year]
