"""Reading dates from any text ends, loses no day in silence, and reads back what we print."""

import re
from datetime import date, time

from babel.dates import format_date
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scheduler.years.recognise import REASONS, State, clean, line, recognise
from scheduler.years.recognise.lexicon import Lexicon, Role, lex
from tests.line_counter import steps_of
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
    "15.0014", "15.002O", "1O", "26/27", "1:e", "6.i", "2026–2027", "Datum", "Sista dag", "mån–fre", "²", "٣",
)  # fmt: skip

# Lists as they are written, shuffled: each line, and each line's words.
LISTS = [case.text for case in scoring.real_cases() + scoring.own_cases()]
LINES = sorted({line for text in LISTS for line in text.splitlines() if line.strip()})

pieces = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=30).map(" ".join)
anything = st.one_of(st.text(), pieces, st.lists(st.one_of(st.text(), pieces)).map("\n".join))
some_lines = st.sampled_from(LINES)
some_words = some_lines.flatmap(lambda line: st.sampled_from(line.split()))
shuffled = st.one_of(
    st.lists(some_lines, min_size=1, max_size=14).map("\n".join),
    st.lists(st.lists(some_words, max_size=7).map(" ".join), max_size=8).map("\n".join),
    st.tuples(st.sampled_from(LISTS), st.integers(0, 3000), st.integers(0, 40)).map(
        lambda cut: cut[0][: cut[1]] + cut[0][cut[1] + cut[2] :]
    ),
)


@given(
    st.one_of(anything, shuffled),
    st.sampled_from([*LANGUAGES, "xx"]),
    st.one_of(st.none(), st.integers(1990, 2099)),
)
@example("Dec\tJan\tFeb\n4/4 10", "sv", 2027)
@example("27\nmaj  november. –\n28, (extra)", "sv", 2027)
@example("9" * 5000 + " juni kl. " + "9" * 5000, "sv", 2027)
@settings(max_examples=300, deadline=None)
def test_any_text_is_answered_line_by_line(text, language, year):
    answer = recognise(text, language=language, year=year)

    assert [line.number for line in answer.lines] == list(range(1, len(clean.split(text)) + 1))
    assert [line.text for line in answer.lines] == clean.split(text)
    marked = {line.number for line in answer.lines if line.state is not State.OTHER}
    assert {meeting.line for meeting in answer.found} <= marked
    for told in answer.lines:
        assert bool(told.reasons) == (told.state in (State.DOUBTED, State.NOT_UNDERSTOOD))
        for reason in told.reasons:
            assert REASONS[reason.code] % reason.params


DAY = re.compile(
    r"(?<![\w./:,§&#-])(?:(?:[1-9]|[12]\d|3[01])\.? (?:januari|februari|mars|april|juni|augusti|september)|"
    r"20[2-4]\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])|(?:[1-9]|[12]\d|3[01])/(?:[1-9]|1[0-2]))(?![\w./:&-])"
)
"""What anybody takes for a day, as it is asked here by itself and not by the reader's patterns."""
OTHER = (
    Role.DEADLINE | Role.STALE | Role.HOLIDAY | Role.RESERVE | Role.RECORD | Role.REPLACED | Role.SINCE | Role.SEASON
    | Role.NUMBERED | Role.MOVED
)  # fmt: skip
WORDS = Lexicon("sv")


def has_other_role(text: str) -> bool:
    """A listed word gives the days of these lines another role than that of a meeting."""
    return any(token.roles & OTHER for token in lex(1, [(1, text)], WORDS).tokens)


@given(st.one_of(pieces, shuffled), st.one_of(st.none(), st.just(2027)))
@example("Mötestider för 2022\nÖvrigt arbete pågår från 14 juni och framåt.", None)
@example("Rapport\t14 juni", 2027)
@example("Preliminära datum 2022 – 22 februari, 26 april", None)
@settings(max_examples=400, deadline=None)
def test_each_day_is_a_meeting_a_mark_or_has_another_role(text, year):
    """The law of honesty."""
    answer = recognise(text, year=year)

    meetings = {meeting.line for meeting in answer.found}
    told = meetings | set(answer.errors) | set(answer.warnings)
    silent = [line for line in answer.lines if DAY.search(line.text) and line.number not in told]
    for lost in silent:  # the head of a table or section gives a role to what stands below it
        above = "\n".join(one.text for one in answer.lines[: lost.number])
        assert has_other_role(above), lost


@given(some_lines, some_lines)
@settings(max_examples=100, deadline=None)
def test_a_line_is_read_by_itself(one, other):
    """The law of purity: what a line says does not depend on what was read before, and cannot be changed."""
    lexed = lex(1, [(1, one)], WORDS)
    before = line.read_line(lexed, WORDS)
    line.read_line(lex(2, [(2, other)], WORDS), WORDS)

    assert line.read_line(lexed, WORDS) == before
    assert hash(before.told) == hash(line.read_line(lexed, WORDS).told)


few = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=8).map(" ".join)


@given(few, st.sampled_from((" ", "\n", "\t", "")))
@example("Tid 14 14 \t juni", " ")
@example("14 juni (2 juni", " ")
@example("KS kl. 18, KF kl. 19,", " ")
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_twice_the_text_is_at_most_twice_the_work(piece, joint):
    recognise(piece)  # words are looked up once

    # So long that every bound of the rules, such as the most statements of a page, is behind.
    once, twice = (steps_of(recognise, joint.join([piece] * n), year=2027) for n in (128, 256))

    assert twice <= 2.2 * once + 4000


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
