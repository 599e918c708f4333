"""Reads the date cases of tests/fixtures/dates and says what is wrong with an answer to one."""

import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from scheduler.years.recognise import Found, Recognised, recognise

FIXTURES = Path(__file__).parents[3] / "fixtures" / "dates"
ANY = "*"
EXPECTED = re.compile(r"(?:\[(?P<body>.+?)\] ?)?(?P<hours>[\d:*-]*): ?(?P<dates>[x\d. -]*)")
MARKS = ("error", "warn", "may", "either")


@dataclass(frozen=True)
class Meeting:
    """What is expected of one meeting; `*` is not compared."""

    date: str
    end_date: str | None = None
    start: str | None = None
    end: str | None = None
    body: str | None = None
    note: str | None = None
    cancelled: bool = False


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    language: str
    level: int
    year: int | None
    meetings: tuple[Meeting, ...]
    errors: frozenset[int] = frozenset()
    warnings: frozenset[int] = frozenset()
    may_warn: frozenset[int] = frozenset()
    either: frozenset[int] = frozenset()


@dataclass
class Verdict:
    """What is wrong; `silent`: wrong meetings on lines nothing was said of; `alarms`: lines marked
    without need."""

    wrong: list[str] = field(default_factory=list)
    silent: int = 0
    alarms: int = 0
    lines: int = 0


def real_cases() -> list[Case]:
    """The lists from public web pages, one folder each."""
    return [_real(folder) for folder in sorted(FIXTURES.iterdir()) if folder.is_dir()]


def _real(folder: Path) -> Case:
    facts = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    keys = ("date", "end_date", "start", "end", "body", "note", "cancelled")
    return Case(
        folder.name,
        (folder / "input.txt").read_text(encoding="utf-8"),
        facts.get("language", "sv"),
        facts.get("level", 2),
        facts.get("assume_year"),
        tuple(Meeting(**{k: m[k] for k in keys if k in m}) for m in facts["meetings"]),
        *(frozenset(facts.get(k, ())) for k in ("errors", "warnings", "may_warn", "either")),
    )


def own_cases() -> list[Case]:
    """The made-up lists of own.txt."""
    source = (FIXTURES / "own.txt").read_text(encoding="utf-8")
    return [_own(block) for block in re.split(r"^=== ", source, flags=re.MULTILINE)[1:]]


def _own(block: str) -> Case:
    head, rest = block.split("\n", 1)
    text, expected = rest.split("\n---\n", 1) if "\n---\n" in rest else ("", rest[4:])
    name, language, level, *year = (part.strip() for part in head.split("|"))
    meetings: list[Meeting] = []
    marks: dict[str, frozenset[int]] = {}
    for line in filter(None, expected.strip().split("\n")):
        key, _, numbers = line.partition(":")
        if key in MARKS:
            marks[key] = frozenset(map(int, numbers.split()))
        else:
            meetings += _meetings(line)
    return Case(
        name, text, language, int(level), int(year[0]) if year else None, tuple(meetings),
        *(marks.get(key, frozenset()) for key in MARKS),
    )  # fmt: skip


def _meetings(line: str) -> list[Meeting]:
    match = EXPECTED.fullmatch(line)
    assert match, line
    start, _, end = match["hours"].partition("-")
    found = []
    for written in match["dates"].split():
        first, _, last = written.lstrip("x").partition("..")
        body, cancelled = match["body"], written.startswith("x")
        if start == ANY:
            end = ANY
        found.append(
            Meeting(first, last or None, start or None, end or None, body, None, cancelled)
        )
    return found


@cache
def recognise_case(case: Case) -> Recognised:
    """The answer to a case, which several tests look at."""
    return recognise(case.text, language=case.language, year=case.year)


def judge(case: Case, answer: Recognised) -> Verdict:
    """A case passes when no meeting is missing or too many (but where a doubt is expected and told)
    and every line to be marked is marked."""
    verdict = Verdict(lines=sum(bool(line.strip()) for line in case.text.splitlines()))
    errors, warnings = set(answer.errors), set(answer.warnings)
    marked = errors | warnings
    bodies = {m.body for m in case.meetings if m.body not in (None, ANY)}
    rest, missing = list(answer.found), []
    for want in case.meetings:
        hit = next((got for got in rest if _same(want, got)), None)
        if hit is None:
            missing.append(want)
        else:
            rest.remove(hit)
    doubt = case.warnings | case.either
    extra = [m for m in rest if m.line not in doubt or m.line not in marked]
    verdict.silent = sum(m.line not in marked for m in extra)
    missing = missing[len(case.either & errors) :]
    verdict.wrong += [f"line {n} should be rejected" for n in sorted(case.errors - errors)]
    verdict.wrong += [f"line {n} should be marked" for n in sorted(doubt - marked)]
    verdict.wrong += [f"missing {want}" for want in missing]
    verdict.wrong += [f"too many: {m}" for m in extra]
    if not bodies and not any(m.body == ANY for m in case.meetings):
        verdict.wrong += [f"no body in the text: {m.body}" for m in answer.found if m.body]
    verdict.alarms = len(marked - case.errors - doubt - case.may_warn)
    return verdict


def _same(want: Meeting, got: Found) -> bool:
    if want.date != got.date.isoformat() or want.cancelled != got.cancelled:
        return False
    if want.end_date != (got.end_date.isoformat() if got.end_date else None):
        return False
    if want.body not in (None, ANY) and not _names(got.body, want.body):
        return False
    if want.cancelled:
        return True
    return all(
        expected == ANY or expected == (value.strftime("%H:%M") if value else None)
        for expected, value in ((want.start, got.start), (want.end, got.end))
    )


def _names(got: str | None, want: str) -> bool:
    """Whether a body as it was read is the one meant; a remark may follow it behind a comma."""
    return " ".join((got or "").partition(",")[0].lower().split()) == " ".join(want.lower().split())
