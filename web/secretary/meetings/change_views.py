"""Adding, moving, cancelling and restoring a meeting: what follows is told before it is done."""

from collections.abc import Callable
from datetime import date
from functools import partial

from flask import g, request

from scheduler.clock import Wall
from scheduler.councils import notice_rules
from scheduler.councils import store as councils
from scheduler.errors import N_, InvalidInput, invalid
from scheduler.language import LANGUAGES, language
from scheduler.meetings import lifecycle, store
from scheduler.meetings.rows import Meeting, MeetingStatus
from scheduler.notices import impact
from scheduler.notices.impact import Mailing
from scheduler.notices.kinds import Kind
from scheduler.notices.load_situation import load_situation
from scheduler.notices.situation import Situation
from scheduler.notices.store import Owner, Ref
from scheduler.years import clashes, publish
from scheduler.years import store as years
from scheduler.years.clashes import Occasion
from scheduler.years.rows import CouncilYear
from web.addresses import ViewResult, redirect_to
from web.language import speak
from web.secretary import access
from web.secretary.meetings.forms import MeetingForm, MeetingValues, ReasonForm, saved_meeting
from web.secretary.meetings.views import pages

_UNPUBLISHED = N_("%(year)s is not published. Publish it in the year plan first.")
_YEARS = range(1990, 2200)
"""Those that have a plan."""


@pages.get("/new")
def new() -> ViewResult:
    """The fields as the link that led here fills them in."""
    usual = {"place": g.council.place, "online_url": g.council.online_url}
    return _form_page(None, MeetingForm(formdata=None, data=usual | request.args.to_dict()))


@pages.post("/new", endpoint="add")
def add_meeting() -> ViewResult:
    return _in_two_steps(MeetingForm(), None, _add)


def _add(values: MeetingValues) -> int:
    """The number of the new meeting. Raises: InvalidInput."""
    _published(values.starts.date.year)
    when = {**values.when, "online_url": values.online_url, "note": values.note, "now": g.now}
    meeting = publish.add_date(g.session, g.council, **when, by=g.by)
    lifecycle.close_items(g.session, meeting, values.items_close_on, by=g.by, now=g.now)
    return meeting.number


def _published(year: int) -> CouncilYear:
    row = years.find(g.session, g.council.id, year)
    if row is None or not row.is_published:
        raise invalid("date", _UNPUBLISHED, year=year)
    return row


@pages.get("/<int:number>/move")
def move_form(number: int) -> ViewResult:
    meeting = _to_change(number, cancelled=False)
    return _form_page(meeting, saved_meeting(meeting, g.council, speak()))


@pages.post("/<int:number>/move")
def move(number: int) -> ViewResult:
    meeting, form = _to_change(number, cancelled=False), MeetingForm()
    if not _is_stale(form, meeting):
        return _in_two_steps(form, meeting, partial(_move, meeting))
    if _is_confirmed() and _says_what_is(form, meeting):
        return redirect_to("meetings.show", number=number, done="changed")
    return _conflict(form, meeting)


def _move(meeting: Meeting, values: MeetingValues) -> int:
    """The last day for items is no part of a move, and can be all that is changed. Raises: InvalidInput."""
    is_all = values.are_of(meeting, but_items=True) and not values.are_of(meeting)
    if not is_all:
        when = {**values.when, "online_url": values.online_url, "note": values.note, "now": g.now}
        lifecycle.move(g.session, meeting, **when, reason=values.reason, by=g.by)
    lifecycle.close_items(g.session, meeting, values.items_close_on, by=g.by, now=g.now)
    return meeting.number


def _in_two_steps(
    form: MeetingForm, meeting: Meeting | None, change: Callable[[MeetingValues], int]
) -> ViewResult:
    """What follows from the fields, then the change. Tried first in any case, so that a refusal leaves the page with
    the meeting as it is."""
    form.with_page(partial(_form_page, meeting))
    values = form.values(g.council, _year(form, meeting), meeting)
    with impact.undone(g.session):
        mailing = _mailing(change(values), Kind.CHANGE if meeting else Kind.DATE_ADDED)
    done = values.change_of(meeting) if meeting else "added"
    if _is_confirmed():
        return redirect_to("meetings.show", number=change(values), done=done)
    return _check_page(form, values, meeting, done, mailing)


def _is_stale(form: MeetingForm, meeting: Meeting) -> bool:
    """The hours of what was shown may be written as another language does."""
    return all(
        form.is_stale(saved_meeting(meeting, g.council, language(code))) for code in LANGUAGES
    )


def _says_what_is(form: MeetingForm, meeting: Meeting) -> bool:
    """Whether the meeting is already as the fields say: the same form, pressed twice."""
    try:
        return form.values(g.council, _year(form, meeting), meeting).are_of(meeting)
    except InvalidInput:
        return False


def _conflict(form: MeetingForm, meeting: Meeting) -> tuple[str, int]:
    says = speak()
    title = says("Change the time or place of the meeting %(day)s", day=meeting.starts.date)
    saved = saved_meeting(meeting, g.council, says)
    return form.conflict(saved, title=title, button=says("Look at what happens"))


@pages.route("/<int:number>/cancel", methods=["GET", "POST"])
def cancel(number: int) -> ViewResult:
    meeting, form = _to_change(number, cancelled=False), ReasonForm()

    def change() -> None:
        lifecycle.cancel(g.session, meeting, reason=form.value(), by=g.by, now=g.now)

    return _confirm(form, meeting, change, "cancelled")


@pages.route("/<int:number>/restore", methods=["GET", "POST"])
def restore(number: int) -> ViewResult:
    meeting = _to_change(number, cancelled=True)
    change = partial(lifecycle.restore, g.session, meeting, by=g.by, now=g.now)
    return _confirm(ReasonForm(), meeting, change, "restored")


def _confirm(
    form: ReasonForm, meeting: Meeting, change: Callable[[], None], done: str
) -> ViewResult:
    """One that has changed meanwhile is shown anew, with what was typed."""
    status = MeetingStatus.SCHEDULED if meeting.is_cancelled else MeetingStatus.CANCELLED
    is_seen = request.method == "GET" or form.was_made_from(str(meeting.revision))

    def page(form: ReasonForm) -> str:
        mailing = impact.if_status(_situation(meeting), status, now=g.now)
        return access.secretary_page(
            "meetings/confirm.html", fields=form, meeting=meeting, mailing=mailing, is_seen=is_seen
        )

    form.with_page(page)
    if request.method == "POST" and is_seen:
        with impact.undone(g.session):
            change()
        change()
        return redirect_to("meetings.show", number=meeting.number, done=done)
    return page(form), 200 if is_seen else 409


def _to_change(number: int, *, cancelled: bool) -> Meeting:
    """The meeting; secretaries of one council post in turn.

    Raises: MeetingOver; Conflict where the meeting has been cancelled, or restored, meanwhile.
    """
    if request.method == "POST":
        councils.lock(g.session, g.council.id)
    meeting = access.meeting(number)
    lifecycle.check_status(meeting, cancelled=cancelled, now=g.now)
    return meeting


def _situation(meeting: Meeting) -> Situation:
    return load_situation(g.session, Ref(Owner.MEETING, meeting.id))


def _is_confirmed() -> bool:
    return request.form.get("step") == "do"


def _year(form: MeetingForm, meeting: Meeting | None) -> int:
    """That of a date typed without one: the meeting's, that of the plan one came from, else this."""
    if meeting:
        return meeting.starts.date.year
    year = int(form.year.data) if form.year.data.isdecimal() else 0
    return year if year in _YEARS else Wall.at(g.now, g.council.zone).date.year


def _form_page(meeting: Meeting | None, form: MeetingForm) -> str:
    return access.secretary_page(
        "meetings/form.html",
        fields=form,
        meeting=meeting,
        year=_year(form, meeting),
        mail_day=partial(notice_rules.council_day, g.council),
    )


def _check_page(
    form: MeetingForm,
    values: MeetingValues,
    meeting: Meeting | None,
    change: str,
    mailing: Mailing,
) -> str:
    """What would come of it. An emptied field goes along to the second step too."""
    others = [
        Occasion.at(row.starts, row.ends)
        for row in store.of_council(g.session, g.council.id)
        if not row.is_cancelled and row is not meeting
    ]
    own = Occasion.at(values.starts, values.ends)
    around = clashes.load_around(g.session, g.council, own.first_on.year, now=g.now)
    return access.secretary_page(
        "meetings/check.html",
        meeting=meeting,
        values=values,
        change=change,
        days_now=_mail_days(meeting) if meeting else {},
        days=_mail_days(values),
        warnings=clashes.findings(own, around, others),
        nearest=clashes.nearest(own, around, others),
        mailing=mailing,
        hidden={**form.texts(), "seen": form.seen.data or "", "step": "do"},
        typed={name: text for name, text in form.texts().items() if text or name == "place"},
    )


def _mailing(number: int, kind: Kind) -> Mailing:
    """That about the meeting as it has been changed, or added."""
    s = _situation(store.by_number(g.session, g.council.id, number))
    return impact.coming_mailing(s, kind, now=g.now)


def _mail_days(when: Meeting | MeetingValues) -> dict[str, date]:
    """The days that follow from a meeting's date by the council's rules, but for a last day of its own."""
    day = partial(notice_rules.council_day, g.council, day=when.starts.date)
    days = {key: day(key) for key in ("call_for_items", "items_deadline", "kallelse")}
    return days | ({"items_deadline": when.items_close_on} if when.items_close_on else {})
