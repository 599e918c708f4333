"""From a year's draft to what its page shows: the way in, a row for each date, and what publishing does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from flask import url_for

from scheduler.councils.rows import Council
from scheduler.errors import N_, Fault
from scheduler.language import Language
from scheduler.years import publish, typed
from scheduler.years.entries import Draft, Past
from scheduler.years.planned import Planned
from web.secretary import plan_around, plan_form, plan_lines, plan_rows
from web.secretary.plan_around import Body, Elsewhere, Month, Removed, Seen, Unclear
from web.secretary.plan_lines import UnreadLine
from web.secretary.plan_replace import Replaces
from web.secretary.plan_rows import Row
from web.secretary.way_show import LastYear, RuleFields
from web.secretary.year_show import Wrong, sentence

_CHANGED = N_("The text was changed after it was read. Read the dates again, then publish.")
_UNREAD = N_(
    "This text has not been read, and the dates come from elsewhere. Read it, or empty the field, then publish."
)
_WHOSE = N_("The text has meetings of several bodies. Choose whose they are.")

WAYS: tuple[tuple[str, str], ...] = (
    ("text", N_("Paste the dates")),
    ("rule", N_("By a rule")),
    ("last_year", N_("As last year")),
    ("one", N_("One at a time")),
    ("file", N_("From a file")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    name: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The draft of a year; without rows nothing is planned yet. `way` is which of the ways in is open."""

    year: int
    way: str
    tabs: tuple[Tab, ...]
    status: str = ""
    done: tuple[Elsewhere, ...] = ()
    text: str = ""
    text_was: str = ""
    is_unread: bool = False
    file: str = ""
    error: str = ""
    one: str = ""
    published: Elsewhere | None = None
    rule: RuleFields | None = None
    last: LastYear | None = None
    replaces: Replaces | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Wrong, ...] = ()
    count: str = ""
    not_read: str = ""
    skipped: tuple[str, ...] = ()
    bodies: tuple[Body, ...] = ()
    body: str = ""
    elsewhere: tuple[Elsewhere, ...] = ()
    removed: tuple[Removed, ...] = ()
    another: str = ""
    lost: tuple[str, ...] = ()
    months: tuple[Month, ...] = ()
    rows: tuple[Row, ...] = ()
    in_order: tuple[tuple[list[UnreadLine], Row | None], ...] = ()
    unclear: tuple[Unclear, ...] = ()
    past: str = ""
    past_choice: str = ""
    past_was: str = ""
    lacks_time: str = ""
    hours_all: str = ""
    consequences: tuple[str, ...] = ()
    open_questions: tuple[Wrong, ...] = ()
    button: str = ""
    offsets: tuple[tuple[str, str], ...] = ()
    compared: tuple[str, ...] = ()
    version: str = ""

    @property
    def example(self) -> date:
        """A date of the year, to show how one is written."""
        return typed.example(self.year)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A form that could not be taken: its fields as they were typed, and what is wrong with them.

    `published` is the year that its dates are of, where that is published.
    """

    form: Mapping[str, str]
    fields: Mapping[str, Fault]
    published: int | None = None


def empty(council: Council, year: int, way: str, says: Language, *, typed: str = "") -> PlanPage:
    shown, told = tabs(council, year, way, says), says("Not planned yet")
    was = plan_form.mark(typed)
    return PlanPage(year, way, shown, status=told, text=typed, text_was=was, is_unread=bool(typed))


def refused(council: Council, page: PlanPage, refusal: Refusal, says: Language) -> PlanPage:
    """The page with what was typed in its way in, and every fault, in the summary and at its field."""
    errors = {name: sentence(fault, says) for name, fault in refusal.fields.items()}
    faults = []
    for name, told in errors.items():
        if name.startswith("line "):
            number = name.removeprefix("line ")
            faults.append(Wrong(says("Line %(number)s: %(reason)s", number=number, reason=told), "text"))  # fmt: skip
        else:
            faults.append(Wrong(told, name))
    return replace(
        page,
        text=plan_form.text(refusal.form, page.text),
        one=refusal.form.get("one", ""),
        error=errors.get("text", ""),
        errors=errors,
        faults=tuple(faults),
        published=_published(council, refusal.published, says) if refusal.published else None,
    )


def _published(council: Council, year: int, says: Language) -> Elsewhere:
    url = url_for("years.show", slug=council.slug, year=year)
    return Elsewhere(says("Year plan %(year)s", year=year), url)


def tabs(council: Council, year: int, way: str, says: Language) -> tuple[Tab, ...]:
    return tuple(
        Tab(
            key,
            says(name),
            url_for("years.plan", slug=council.slug, year=year, way=key),
            key == way,
        )
        for key, name in WAYS
    )


def way_of(draft: Draft | None, asked: str) -> str:
    """The way in that is open: the one asked for, else the one the draft was made by."""
    if asked in (key for key, _ in WAYS):
        return asked
    return "rule" if draft and draft.pattern else "text"


def drafted(
    seen: Seen,
    says: Language,
    *,
    way: str,
    form: Mapping[str, str] | None = None,
    faults: Mapping[str, Fault] | None = None,
    publishing: bool = False,
) -> PlanPage:
    """What was read, and what publishing does.

    `form` is what was typed where it could not be taken, `faults` what is wrong with its fields; with `publishing`,
    what must be settled first is said on top.
    """
    council, draft = seen.council, seen.draft
    form, faults = form or {}, faults or {}
    text = draft.typed or draft.shown
    rows = plan_rows.rows(seen.dates, council, says, form, faults)
    unclear = plan_around.unclear(seen, says)
    waiting = [line for line in unclear if line.is_unread]
    unread = plan_lines.shown(waiting[: plan_lines.MOST], form, faults, says)
    listed = {line.number for line in unread}
    held = publish.held(seen.dates, draft.past)
    gone = [one for one in seen.dates if one.is_past and not one.is_cancelled]
    page = PlanPage(
        seen.year,
        way,
        tabs(council, seen.year, way, says),
        status=plan_around.saved(seen, says),
        text=plan_form.text(form, text),
        text_was=plan_form.mark(text),
        one=form.get("one", ""),
        is_unread=bool(draft.typed),
        file=draft.file,
        errors={name: sentence(fault, says) for name, fault in faults.items()},
        count=says.count("%(n)s meeting was read", "%(n)s meetings were read", len(held)),
        not_read=says.count("%(n)s line was not read", "%(n)s lines were not read", len(waiting))
        if waiting
        else "",
        skipped=plan_around.skipped(seen.lines),
        bodies=plan_around.bodies(draft, says),
        body=draft.body,
        elsewhere=tuple(plan_around.elsewhere(seen, says)),
        removed=plan_around.removed(draft, says),
        another=plan_around.another(draft, says),
        lost=plan_around.lost(draft, says),
        months=plan_around.months(seen, says),
        rows=rows,
        in_order=tuple(plan_lines.placed(rows, seen.dates, unread)),
        unclear=tuple(line for line in unclear if line.number not in listed),
        past=plan_around.past(len(gone), says),
        past_choice=plan_form.past(form) or draft.past,
        past_was=draft.past,
        lacks_time=plan_around.lacks_time(seen.dates, says),
        hours_all=form.get("hours_all", ""),
        consequences=plan_around.consequences(len(held), seen, says),
        button=says.count("Publish %(n)s meeting", "Publish %(n)s meetings", len(held)),
        version=plan_form.version(draft, council),
    )
    questions = tuple(_questions(page, draft, gone, says))
    page = replace(page, open_questions=questions)
    told = [Wrong(sentence(fault, says), name) for name, fault in faults.items()]
    return replace(page, faults=(*told, *questions)) if publishing or told else page


def changed_text(draft: Draft) -> Fault:
    return Fault(_CHANGED if draft.shown.strip() else _UNREAD)


def whose() -> Fault:
    return Fault(_WHOSE)


def _questions(
    page: PlanPage, draft: Draft, gone: Sequence[Planned], says: Language
) -> Iterable[Wrong]:
    if draft.must_choose_body:
        yield Wrong(says(_WHOSE), "h-body")
    if gone and draft.past is Past.UNDECIDED:
        choose = says("Choose what becomes of them.")
        yield Wrong(f"{page.past} {choose}", "past")
    if page.lacks_time:
        yield Wrong(page.lacks_time, "hours_all")
    for row in page.rows:
        if row.stop:
            yield Wrong(f"{row.name}: {row.stop}", row.anchor)
