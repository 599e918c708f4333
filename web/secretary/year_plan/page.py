"""The page of a year's draft: the draft as it is kept, its form, and what was refused."""

from datetime import date
from functools import cached_property, partial
from operator import itemgetter
from typing import Any

from flask import g, request

from scheduler.clock import FIVE_MINUTES
from scheduler.councils import notice_rules
from scheduler.councils import store as councils
from scheduler.errors import Fault
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notices import impact
from scheduler.years import doubts, last_year, store, typed
from scheduler.years.draft_meetings import DraftMeeting, draft_meetings, held_dates, questions
from scheduler.years.last_year import By
from scheduler.years.reading import OtherYears, SeveralBodies
from scheduler.years.rows import CouncilYear, DraftDate, Source
from web.language import speak
from web.secretary import access
from web.secretary.year_plan import forms
from web.secretary.year_plan.forms import PlanForm


class OpenDraft:
    """A draft as it is kept when a request looks at it; `council_year` is None where nothing of it is kept."""

    def __init__(self, year: int):
        self.year = year
        self.council_year: CouncilYear | None = store.find(g.session, g.council.id, year)
        self.source = self.council_year.source if self.council_year else Source()
        self.rows: list[DraftDate] = []
        self.dates: list[DraftMeeting] = []
        if self.council_year:
            self.rows = store.draft_dates(g.session, self.council_year.id)
            self.dates = draft_meetings(g.session, g.council, self.council_year, now=g.now)

    @property
    def is_open(self) -> bool:
        return self.council_year is None or not self.council_year.is_published

    @property
    def unread(self) -> list[DraftDate]:
        return [row for row in self.rows if row.day is None and not row.is_removed]

    @property
    def removed(self) -> list[DraftDate]:
        return [row for row in self.rows if row.is_removed]

    @property
    def held(self) -> list[DraftMeeting]:
        """The dates that publishing makes meetings of."""
        return held_dates(self.dates, self.source.past)

    @property
    def past(self) -> list[DraftMeeting]:
        return [one for one in self.dates if one.is_past and not one.is_cancelled]

    @staticmethod
    def reasons(kept: list[Any]) -> list[Fault]:
        """Doubts as they are kept, as they are said."""
        return [doubts.fault(reason) for reason in doubts.from_json(kept)]

    @cached_property
    def saved(self) -> PlanForm:
        """The form as it shows what is kept."""
        values = forms.saved_values(self.source, self.dates)
        return self._form_class.of_saved(values)

    @cached_property
    def posted(self) -> PlanForm:
        """What is typed; where it cannot be taken, nothing is kept and the page says why."""
        return self._form_class().with_page(partial(plan_page, self))

    @property
    def _form_class(self) -> type[PlanForm]:
        return forms.form_class(self.dates, self.unread, speak())


def plan_page(draft: OpenDraft, form: PlanForm) -> str:
    """`form` is what is typed, with what of it could not be taken."""
    error = form.error
    elsewhere, bodies = draft.source.elsewhere, draft.source.bodies
    if isinstance(error, OtherYears):
        elsewhere = error.elsewhere
    if isinstance(error, SeveralBodies):
        bodies = error.bodies
    members = councils.members(g.session, g.council.id)
    mailing = impact.if_published(g.council, members, draft.year, now=g.now)
    return access.secretary_page(
        "year_plan/plan.html",
        year=draft.year,
        draft=draft,
        plan=form,
        bodies=bodies,
        elsewhere=_elsewhere(elsewhere),
        published=store.published(g.session, g.council.id),
        questions=questions(draft.dates, draft.source.past),
        mailing=mailing,
        rule=forms.rule_words(draft.source, speak()),
        ordinals=forms.ORDINALS,
        last_meetings=_carried(draft.year),
        school=store.school_breaks(g.session, g.council.id),
        calendars=store.foreign_calendars(g.session, g.council.id),
        years=other_years(draft.year),
        is_soon=mailing.at == g.now + FIVE_MINUTES,
        example=typed.example(draft.year),
        mail_day=partial(notice_rules.council_day, g.council),
        is_replaced="replace" in error.fields if error else False,
    )


def first_form(draft: OpenDraft) -> PlanForm:
    """What is kept; the lines that another year's page has sent here stand in the field of the text."""
    form = draft.saved
    if sent := request.args.get("text", ""):
        form.text.data = sent
    return form


def last_meetings(year: int) -> list[Meeting]:
    """Those of the year before, which may be carried over."""
    before = store.find(g.session, g.council.id, year - 1)
    return meetings.of_year(g.session, before.id) if before else []


def other_years(year: int) -> list[int]:
    """Those that are planned, and the one after this."""
    planned = {row.year for row in store.of_council(g.session, g.council.id)}
    return sorted((planned | {year + 1}) - {year})


def _carried(year: int) -> list[tuple[date, ...]]:
    """The days of last year's meetings with what they become, by month and by week."""
    days = [
        (one.moved_from or one.starts).date for one in last_meetings(year) if not one.is_cancelled
    ]
    return [(day, *(last_year.carried(day, year, by=by) for by in By)) for day in days]


def _elsewhere(dates: list[dict[str, str]]) -> dict[int, list[dict[str, str]]]:
    """By year, the dates of a text that are of another year and not planned there yet."""
    planned = {day.isoformat() for day in store.planned_days(g.session, g.council.id)}
    by_year: dict[int, list[dict[str, str]]] = {}
    for one in sorted(dates, key=itemgetter("date")):
        if one["date"] not in planned:
            by_year.setdefault(int(one["date"][:4]), []).append(one)
    return by_year
