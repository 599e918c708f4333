"""`python -m bench.recognise`: lines read a second and dates found, ours beside dateparser's, in one run.

All read the same lines of tests/fixtures/dates and are warmed first: what ours keeps between texts is words,
never lines. dateparser searches each line for itself
(`search_dates`) and is told the first of January of the list's first year; once it is told the list's own language,
once the six that ours reads whatever it is told. Ours gets a list as a whole, as a person pastes it, and no more
help than the case gives. Prints lines by processor second, the ratios, and of each how many of the expected dates
were found and how many of those found were right. Ends with 1 where the ratio to dateparser in six languages is
below the gate. `--large`: how long ours takes, too, for the most lines that it reads, of shapes that have most to read.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from dateparser.search import search_dates

from scheduler.years.recognise import MOST_LINES, recognise

FIXTURES = Path(__file__).parents[1] / "tests" / "fixtures" / "dates"
GATE, GOAL = 10, 50
LANGUAGES = ("sv", "en", "fi", "nb", "da", "de")


@dataclass(frozen=True)
class Case:
    """One pasted list with the dates of its meetings."""

    text: str
    language: str
    year: int | None
    dates: frozenset[date]


@dataclass
class Score:
    """Of all lists: dates expected, dates found, and how many of those were expected."""

    expected: int = 0
    found: int = 0
    right: int = 0

    def count(self, case: Case, found: frozenset[date]) -> None:
        self.expected += len(case.dates)
        self.found += len(found)
        self.right += len(found & case.dates)

    def report(self) -> str:
        recall, precision = self.right / self.expected, self.right / max(1, self.found)
        return f"{recall:6.1%} of {self.expected} found, {precision:6.1%} of {self.found} right"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.recognise", description=__doc__)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--lists", type=int, default=0, help="about how many; 0 for all")
    parser.add_argument("--large", action="store_true")
    given = parser.parse_args(arguments)
    cases = _cases()
    cases = cases[:: max(1, len(cases) // given.lists)] if given.lists else cases
    lines = sum(bool(line.strip()) for case in cases for line in case.text.splitlines())
    print(f"{len(cases)} lists, {lines} lines, {given.rounds} rounds")
    spent = {}
    for name, reader in READERS.items():
        for case in cases:  # words are looked up once
            reader(case)
        score = Score()
        spent[name] = sum(_seconds(reader, cases, score) for _ in range(given.rounds))
        print(f"{name:26} {lines * given.rounds / spent[name]:7.0f} lines/s   {score.report()}")
    ours, one, six = spent.values()
    print(
        f"ratio {one / ours:.0f} to one language, {six / ours:.0f} to six (gate {GATE}, goal {GOAL})"
    )
    if given.large:
        _large()
    return 0 if six / ours >= GATE else 1


def _large() -> None:
    days = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]
    cells = ["\t".join(str(1 + n * k % 28) for k in (1, 3, 5, 7, 11, 13)) for n in range(600)]
    shapes: dict[str, tuple[str, str, Sequence[object]]] = {
        "a grid": ("Möten 2027\n\tJan\tFeb\tMars\tApril\tMaj\tJuni\n", "Nämnd\t{}\n", cells),
        "a day a line": ("Möten 2027\n", "{0.day}/{0.month}\n", days),
        "a day and hours a line": ("", "{} kl. 15.00–17.00\n", days),
    }
    for name, (head, row, values) in shapes.items():
        rows = "".join(row.format(value) for value in values)
        repeated = rows * (MOST_LINES // len(values) + 1)
        text = head + "".join(repeated.splitlines(keepends=True)[: MOST_LINES - 5])
        begun = time.process_time()
        recognise(text)
        spent = time.process_time() - begun
        print(f"{text.count(chr(10))} lines of {name}: {spent:.1f} s of processor time")


def _cases() -> list[Case]:
    found: list[Case] = []
    for folder in sorted(path for path in FIXTURES.iterdir() if path.is_dir()):
        facts: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        days = frozenset(date.fromisoformat(m["date"]) for m in facts["meetings"])
        text = (folder / "input.txt").read_text(encoding="utf-8")
        found.append(Case(text, facts["language"], facts["assume_year"], days))
    return found


def _seconds(reader: Callable[[Case], frozenset[date]], cases: list[Case], score: Score) -> float:
    """Processor time, which other work on the machine disturbs least."""
    spent = 0.0
    for case in cases:
        begun = time.process_time()
        found = reader(case)
        spent += time.process_time() - begun
        score.count(case, found)
    return spent


def _ours(case: Case) -> frozenset[date]:
    answer = recognise(case.text, language=case.language, year=case.year)
    return frozenset(meeting.date for meeting in answer.found)


def _one_language(case: Case) -> frozenset[date]:
    return _theirs(case, ["nb" if case.language == "no" else case.language])


def _six_languages(case: Case) -> frozenset[date]:
    return _theirs(case, list(LANGUAGES))


def _theirs(case: Case, languages: list[str]) -> frozenset[date]:
    found: set[date] = set()
    first = datetime(min(case.dates).year, 1, 1)  # noqa: DTZ001  dateparser's own is naive
    settings = {"RELATIVE_BASE": first, "PREFER_DATES_FROM": "future"}
    for line in filter(str.strip, case.text.splitlines()):
        hits = search_dates(line, languages=languages, settings=settings)
        found |= {moment.date() for _, moment in hits or ()}
    return frozenset(found)


READERS = {
    "kallelse": _ours,
    "dateparser, one language": _one_language,
    "dateparser, six languages": _six_languages,
}


if __name__ == "__main__":
    sys.exit(main())
