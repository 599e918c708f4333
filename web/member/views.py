"""The personal page, one meeting on it, and the choice of mail. A GET changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import Response, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from scheduler.agenda import store as agenda
from scheduler.agenda.item import SCOPES
from scheduler.agenda.timetable import item_times
from scheduler.calendars import calendar_files
from scheduler.councils import people
from scheduler.councils.rows import Person
from scheduler.errors import N_, InvalidInput, NotFound
from scheduler.history.rows import Actor, ActorKind
from scheduler.meetings import replies, seating
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notes import store as notes
from scheduler.notes.on_agenda import notes_on_agenda
from scheduler.papers.pdf import can_render
from scheduler.years import store as years
from web import language, meeting_line, security
from web.app_state import app_state
from web.member import access, calendar_channels, page_data, papers, reply_form, stoppable_mail
from web.member.item_form import ItemForm

pages = access.private_blueprint("member")
_ITEM_DONE = {
    "proposed": N_("Thank you. The secretary sees what you suggest."),
    "proposed-later": N_(
        "The last day of the meeting before had passed. What you suggest is proposed to this meeting."
    ),
    "changed": N_("Your proposal is changed."),
    "withdrawn": N_("Your proposal is withdrawn."),
    "settled": N_("The proposal is withdrawn, or the secretary has settled it."),
}


@pages.get("/m/<token>")
def page(token: str) -> str:
    holder = access.holder(token)
    answers = meetings.replies_of(g.session, holder.person.id)
    calls = meetings.calls_of(g.session, holder.person.id)
    found = [
        page_data.council_part(
            sitting,
            meetings.upcoming(g.session, sitting.council.id, now=g.now),
            answers,
            calls,
            token,
            now=g.now,
        )
        for sitting in holder.sittings
        if sitting.goes_on(g.now)
    ]
    return render_template(
        "member/page.html",
        person=holder.person,
        councils=sorted(found, key=lambda council: council.soonest),
        home=page_data.address("member.page", token),
        channels=[]
        if holder.person.channel
        else calendar_channels.channel_options(holder.person, language.speak()),
        in_other_language=page_data.address_in_other_language("member.page", token=token),
        details=page_data.address("details.own", token),
        feed=meeting_line.feed_links(
            app_state().links.personal_feed(holder.person.id, holder.person.feed_version)
        ),
    )


@pages.get("/m/<token>/<slug>/meetings/<int:number>")
def meeting(token: str, slug: str, number: int) -> str:
    holder = access.holder(token)
    found = meetings.by_number(g.session, holder.sitting(slug).council.id, number)
    return meeting_page(holder, slug, found, token, asked=request.args.get("reply", ""))


@pages.get("/m/<token>/<slug>/meetings/<int:number>.ics")
def calendar_file(token: str, slug: str, number: int) -> Response:
    """For a council that is not public too, of whose meetings nobody else has a file."""
    council = access.holder(token).sitting(slug).council
    found = meetings.by_number(g.session, council.id, number)
    octets = calendar_files.meeting_file(council, found, app_state().links, language.speak())
    return _calendar_file(octets, f"{slug}-{number}")


@pages.get("/m/<token>/<slug>/years/<int:year>.ics")
def year_file(token: str, slug: str, year: int) -> Response:
    """The person's meetings of a published year, to put into a calendar once."""
    sitting = access.holder(token).sitting(slug)
    council = sitting.council
    if year not in years.published(g.session, council.id):
        raise NotFound
    held = meetings.of_year(g.session, years.get(g.session, council.id, year).id)
    octets = calendar_files.year_file(
        council,
        year,
        held,
        app_state().links,
        language.speak(),
        term_on=sitting.on,
        calls=meetings.calls_of(g.session, sitting.person_id),
    )
    return _calendar_file(octets, f"{slug}-{year}")


@pages.post("/m/<token>/<slug>/meetings/<int:number>/reply")
def reply(token: str, slug: str, number: int) -> Answer | tuple[str, int]:
    """The one place where a member answers; the link in a letter only fills in the form."""
    holder = access.holder(token)
    sitting = holder.sitting(slug)
    found = meetings.by_number(g.session, sitting.council.id, number)
    term = sitting.on(found.starts.date)
    calls = meetings.calls_of(g.session, holder.person.id)
    if term is None or not seating.serves(term, seating.called_ids(found, calls)):
        raise NotFound
    try:
        given = reply_form.parse_answer(request.form, found)
    except InvalidInput as error:
        return meeting_page(holder, slug, found, token, error=error), 422
    by = Actor(ActorKind.PERSON, holder.person.id, holder.person.name)
    replies.record_reply(g.session, found, holder.person, given, by=by, now=g.now)
    return redirect(
        page_data.address("member.meeting", token, slug=slug, number=number, done=1), 303
    )


def takes_proposals(sitting: access.Sitting, found: Meeting) -> Meeting | None:
    """The first meeting from this one on whose last day has not passed, if the person is in term then."""
    meeting: Meeting | None = found
    while meeting and not page_data.takes_items(meeting, sitting.council, now=g.now):
        meeting = agenda.meeting_after(g.session, meeting)
    return meeting if meeting and sitting.on(meeting.starts.date) else None


def _calendar_file(octets: bytes, name: str) -> Response:
    answer = Response(octets, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return answer


def meeting_page(
    holder: access.Holder,
    slug: str,
    found: Meeting,
    token: str,
    *,
    asked: str = "",
    error: InvalidInput | None = None,
    item: ItemForm | None = None,
) -> str:
    """`error` is of a reply that was sent, `item` a proposal that cannot be taken as it is."""
    sitting, says = holder.sitting(slug), language.speak()
    answers = meetings.replies_of(g.session, holder.person.id)
    calls = meetings.calls_of(g.session, holder.person.id)
    standing = replies.counted_replies(found, answers, calls).get(holder.person.id)
    wants_file = holder.person.takes_invitations
    shown = page_data.meeting_page(
        found,
        sitting,
        token,
        standing,
        calls,
        now=g.now,
        asked=asked,
        wants_file=wants_file,
        takes_items=takes_proposals(sitting, found),
    )
    faults = {key: says(f.text, **f.params) for key, f in error.fields.items()} if error else {}
    if faults and shown.reply:
        shown = replace(shown, reply=reply_form.with_faults(shown.reply, request.form, faults))
    where: dict[str, object] = {"slug": slug, "number": found.number}
    items = papers.agenda_seen(sitting, found)
    done = request.args.get("done", "")
    term = sitting.on(found.starts.date)
    thanks = (
        reply_form.thanks_sentence(standing, term, sitting.council, says)
        if standing and done == "1"
        else ""
    )
    return render_template(
        "member/meeting.html",
        person=holder.person,
        council=sitting.council,
        meeting=shown,
        agenda=items,
        times=item_times(found, items),
        back=notes_on_agenda(g.session, found, items, now=g.now),
        token=token,
        papers=papers.papers_seen(sitting, found),
        paper_at={"endpoint": "member_papers.file", "token": token, **where},
        agenda_pdf=page_data.address("member_papers.agenda_pdf", token, **where)
        if can_render()
        else "",
        notes=page_data.address("member_notes.read", token, **where)
        if notes.versions(g.session, found.id)
        else "",
        action=page_data.address("member.reply", token, **where),
        done=says(_ITEM_DONE[done]) if done in _ITEM_DONE else thanks,
        proposed=agenda.proposed_by(g.session, found.id, holder.person.id),
        propose=page_data.address("items.propose", token, **where),
        item=item or ItemForm(formdata=None),
        max_mb=app_state().config.files.max_mb,
        scopes=SCOPES,
        may_change=page_data.takes_items(found, sitting.council, now=g.now),
        faults=[
            *({"anchor": key, "text": text} for key, text in faults.items()),
            *(item.told if item else []),
        ],
        home=page_data.address("member.page", token),
        in_other_language=page_data.address_in_other_language(
            "member.meeting", token=token, **where
        ),
        details=page_data.address("details.own", token),
    )


@pages.get("/u/<token>")
def mail(token: str) -> str:
    holder, kind = access.chooser(token)
    person = holder.person
    return render_template(
        "member/mail.html",
        person=person,
        choices=stoppable_mail.choices(person, language.speak()),
        asked=stoppable_mail.offered_choice(person, kind, language.speak()),
        done=stoppable_mail.done_sentences(person, request.args.get("done", ""), language.speak()),
        here=page_data.address("member.mail", token),
        home=app_state().links.page(person.id, person.link_version),
        in_other_language=page_data.address_in_other_language("member.mail", token=token),
    )


@pages.post("/u/<token>")
def choose(token: str) -> Answer:
    holder, kind = access.chooser(token)
    person = holder.person
    by = Actor(ActorKind.PERSON, person.id, person.name)
    if (
        request.form.get("List-Unsubscribe") == "One-Click"
    ):  # the mail program's own button, RFC 8058
        _choose_mail(person, stop=[kind] if kind else [], by=by)
        return Response("ok\n", mimetype="text/plain")
    security.must_be_our_form()
    chosen = access.stoppable_kind(request.form.get("stop") or request.form.get("start", ""))
    if "stop" in request.form:
        _choose_mail(person, stop=[chosen], by=by)
    else:
        _choose_mail(person, start=[chosen], by=by)
    done = chosen.replace("_", "-")
    return redirect(
        url_for("member.mail", token=token, lang=page_data.asked_language(), done=done), 303
    )


def _choose_mail(
    person: Person, *, stop: Sequence[str] = (), start: Sequence[str] = (), by: Actor
) -> None:
    """Doing it twice changes nothing."""
    now = people.preferences_of(person)
    wanted = replace(now, muted=(now.muted | {*stop}) - {*start})
    people.change_preferences(g.session, person, wanted, by=by, now=g.now)
