"""The personal page, one meeting on it, and the choice of mail. A GET changes nothing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Response, g, request, url_for

from scheduler.agenda import store as agenda
from scheduler.agenda.item import SCOPES
from scheduler.agenda.timetable import item_times
from scheduler.calendars import calendar_files
from scheduler.clock import Wall
from scheduler.councils import people
from scheduler.councils.rows import Person
from scheduler.errors import NotFound
from scheduler.meetings import replies, seating
from scheduler.meetings import store as meetings
from scheduler.notes import store as notes
from scheduler.notes.on_agenda import notes_on_agenda
from scheduler.notices.kinds import KINDS, MUTABLE
from scheduler.years import store as years
from web import language, security, subscribe_links
from web.addresses import ViewResult, redirect_to
from web.app_state import app_state
from web.member import access, details, page_data, papers, reply_form
from web.member.item_form import ItemForm
from web.member.reply_form import OwnReply, ReplyForm

pages = access.link_pages("member")


@pages.get("/m/<token>")
def page() -> str:
    person = g.holder.person
    answers = meetings.replies_of(g.session, person.id)
    calls = meetings.calls_of(g.session, person.id)
    parts = [
        page_data.council_part(
            sitting,
            meetings.upcoming(g.session, sitting.council.id, now=g.now),
            answers,
            calls,
            now=g.now,
        )
        for sitting in g.holder.sittings
        if sitting.goes_on(g.now)
    ]
    feed = app_state().links.personal_feed(person.id, person.feed_version)
    sittings = {sitting.council.id: sitting for sitting in g.holder.sittings}
    noted = notes.noted_meetings(g.session, sittings)
    return access.member_page(
        "page.html",
        "member.page",
        noted=[one for one in noted if sittings[one.council_id].on(one.starts.date)],
        to_approve=notes.meetings_to_approve(g.session, person.id),
        parts=sorted(parts, key=lambda part: part.soonest),
        choices=None if person.channel else details.choices_form(),
        feed=feed,
    )


@pages.get("/m/<token>/<slug>/meetings/<int:number>")
def meeting() -> str:
    return meeting_page()


@pages.get("/m/<token>/<slug>/meetings/<int:number>.ics")
def calendar_file() -> Response:
    """For a council that is not public too, of whose meetings nobody else has a file."""
    links = app_state().links
    octets = calendar_files.meeting_file(g.council, g.meeting, links, language.speak())
    return _calendar_file(octets, f"{g.slug}-{g.number}")


@pages.get("/m/<token>/<slug>/years/<int:year>.ics")
def year_file(year: int) -> Response:
    """The person's meetings of a published year, to put into a calendar once."""
    if year not in years.published(g.session, g.council.id):
        raise NotFound
    held = meetings.of_year(g.session, years.get(g.session, g.council.id, year).id)
    octets = calendar_files.year_file(
        g.council,
        year,
        held,
        app_state().links,
        language.speak(),
        term_on=g.sitting.on,
        calls=meetings.calls_of(g.session, g.holder.person.id),
    )
    return _calendar_file(octets, f"{g.slug}-{year}")


@pages.post("/m/<token>/<slug>/meetings/<int:number>/reply")
def reply() -> ViewResult:
    """The one page where a member answers; the link in a letter only fills in the form."""
    person, term = g.holder.person, g.sitting.on(g.meeting.starts.date)
    calls = meetings.calls_of(g.session, person.id)
    if term is None or not seating.serves(term, seating.called_deputy_ids(g.meeting, calls)):
        raise NotFound
    form = ReplyForm().with_page(lambda form: meeting_page(typed=form))
    given = form.given_answer(g.meeting)
    replies.record_reply(g.session, g.meeting, person, given, by=g.by, now=g.now)
    return redirect_to("member.meeting", done=1)


def _calendar_file(octets: bytes, name: str) -> Response:
    answer = Response(octets, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return answer


def meeting_page(*, typed: ReplyForm | None = None, item: ItemForm | None = None) -> str:
    """`typed` is a reply, `item` a proposal that cannot be taken as it is."""
    meeting, council, sitting, person = g.meeting, g.council, g.sitting, g.holder.person
    term, today = sitting.on(meeting.starts.date), Wall.at(g.now, council.zone).date
    items = papers.agenda_seen(sitting, meeting)
    own = _own_reply(typed)
    is_open = bool(term and not meeting.is_cancelled and meeting.starts_at > g.now)
    return access.member_page(
        "meeting.html",
        "member.meeting",
        term=term,
        own=own if is_open else None,
        standing=own.standing if own else None,
        kallelse_on=page_data.kallelse_day(meeting, council, term, today) if is_open else None,
        file=_file_address() if is_open and person.takes_invitations else "",
        agenda=items,
        times=item_times(meeting, items),
        back=notes_on_agenda(g.session, meeting, items, now=g.now),
        papers=papers.papers_seen(sitting, meeting),
        paper_at={"endpoint": "member_papers.file"},
        has_notes=bool(notes.versions(g.session, meeting.id)),
        **_proposing(item) if is_open else {"close_on": None},
    )


def _own_reply(typed: ReplyForm | None) -> OwnReply | None:
    """None for whoever is not in term that day."""
    answers = meetings.replies_of(g.session, g.holder.person.id)
    calls = meetings.calls_of(g.session, g.holder.person.id)
    standing = page_data.standing_reply(g.meeting, g.sitting, answers, calls)
    term, asked = g.sitting.on(g.meeting.starts.date), request.args.get("reply", "")
    if term is None:
        return None
    own = reply_form.own_reply(
        g.meeting, g.council, term, standing, calls, language.speak(), asked=asked
    )
    if typed and own.form:
        typed.fit(g.meeting)
        return replace(own, form=typed)
    return own


def _file_address() -> str:
    """A council that is not public has its meetings behind the personal link only."""
    if g.council.is_public:
        links = app_state().links
        return subscribe_links.meeting_file(links, g.council, g.number, language.speak())
    return url_for("member.calendar_file")


def _proposing(item: ItemForm | None) -> dict[str, Any]:
    """Until when an item may be suggested, to which meeting, and what this person has suggested."""
    return {
        "close_on": page_data.items_close_on(g.meeting, g.council),
        "is_over": not page_data.takes_items(g.meeting, g.council, now=g.now),
        "takes": page_data.takes_proposals(g.session, g.sitting, g.meeting, now=g.now),
        "proposed": agenda.proposed_by(g.session, g.meeting.id, g.holder.person.id),
        "item": item or ItemForm(formdata=None),
        "max_mb": app_state().config.files.max_mb,
        "scopes": SCOPES,
    }


@pages.get("/u/<token>")
@security.guarded_by(access.enter_choices)
def mail() -> str:
    return access.member_page(
        "mail.html",
        "member.mail",
        kinds=KINDS,
        mutable=MUTABLE,
        asked=g.kind,
        done=request.args.get("done", "").replace("-", "_"),
        home=g.home,
    )


@pages.post("/u/<token>")
@security.guarded_by(access.enter_choices)
def choose() -> ViewResult:
    person = g.holder.person
    if (
        request.form.get("List-Unsubscribe") == "One-Click"
    ):  # the mail program's own button, RFC 8058
        _choose_mail(person, stop=[g.kind] if g.kind else [])
        return Response("ok\n", mimetype="text/plain")
    security.must_be_our_form()
    chosen = access.stoppable_kind(request.form.get("stop") or request.form.get("start", ""))
    if "stop" in request.form:
        _choose_mail(person, stop=[chosen])
    else:
        _choose_mail(person, start=[chosen])
    return redirect_to("member.mail", done=chosen.replace("_", "-"))


def _choose_mail(person: Person, *, stop: Sequence[str] = (), start: Sequence[str] = ()) -> None:
    """Doing it twice changes nothing."""
    muted = sorted({*person.muted, *stop} - {*start})
    people.change_preferences(g.session, person, {"muted": muted}, by=g.by, now=g.now)
