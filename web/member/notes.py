"""The notes of a meeting behind a personal link, once they are published."""

from __future__ import annotations

from flask import Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from scheduler.councils.rows import Council
from scheduler.errors import N_, InvalidInput, NotFound
from scheduler.history.rows import Actor, ActorKind
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notes import store
from scheduler.notes.approval import answer_chair
from scheduler.notes.document import from_json
from scheduler.notes.rows import NotesApproval, NotesVersion
from scheduler.papers.pdf import can_render
from web import notes_page
from web.forms import PageForm, text
from web.member import access, page_data

pages = access.private_blueprint("member_notes")
_APPROVAL = "/m/<token>/<slug>/meetings/<int:number>/notes/approval"


class ApprovalForm(PageForm):
    remarks = text(
        N_("Remark"), N_("What should be changed? The secretary reads it."), rows="4", optional=True
    )


@pages.get("/m/<token>/<slug>/meetings/<int:number>/notes")
def read(token: str, slug: str, number: int) -> str:
    """For members and deputies, with what this person is to report back on. Raises: NotFound."""
    holder = access.holder(token)
    council = holder.sitting(slug).council
    held = meetings.of_council(g.session, council.id)
    meeting = meetings.by_number(g.session, council.id, number)
    version = _version(council, number)
    tracked = store.open_follow_ups(g.session, council.id, held)
    where: dict[str, object] = {"slug": slug, "number": number}
    return render_template(
        "member/notes.html",
        person=holder.person,
        council=council,
        day=meeting.starts.date,
        document=from_json(version.content),
        version=version,
        published_at=notes_page.published_at(version, council),
        own=[one for one in tracked if one.follow_up.person_id == holder.person.id],
        pdf_url=page_data.address("member_notes.pdf", token, **where) if can_render() else "",
        meeting_url=page_data.address("member.meeting", token, **where),
        home=page_data.address("member.page", token),
        details=page_data.address("details.own", token),
        in_other_language=page_data.address_in_other_language(
            "member_notes.read", token=token, **where
        ),
    )


@pages.get("/m/<token>/<slug>/meetings/<int:number>/notes.pdf")
def pdf(token: str, slug: str, number: int) -> Response:
    """Raises: NotFound."""
    council = access.holder(token).sitting(slug).council
    return notes_page.notes_pdf(_version(council, number), council)


def _version(council: Council, number: int) -> NotesVersion:
    """The one that holds now. Raises: NotFound."""
    meeting = meetings.by_number(g.session, council.id, number)
    version = store.latest_versions(g.session, [meeting.id]).get(meeting.id)
    if version is None:
        raise NotFound
    return version


@pages.get(_APPROVAL)
def approval(token: str, slug: str, number: int) -> str:
    """The draft as the chair was asked about it. Raises: NotFound, also for everyone else."""
    holder = access.holder(token)
    meeting, asked = _asked(holder, slug, number)
    form = ApprovalForm(formdata=None, data={"remarks": asked.remark})
    return _approval_page(holder, slug, token, meeting, asked, form)


@pages.post(_APPROVAL)
def answer(token: str, slug: str, number: int) -> Answer | tuple[str, int]:
    """`do` is `approve`, or `remark`. Raises: NotFound; Conflict where the notes have been published."""
    holder = access.holder(token)
    meeting, asked = _asked(holder, slug, number)
    form = ApprovalForm()
    try:
        answer_chair(
            g.session,
            meeting,
            form.remarks.data,
            number=request.form.get("number", ""),
            is_approved=request.form.get("do") == "approve",
            by=Actor(ActorKind.PERSON, holder.person.id, holder.person.name),
            now=g.now,
        )
    except InvalidInput as error:
        form.refuse(error)
        return _approval_page(holder, slug, token, meeting, asked, form), 422
    return redirect(
        page_data.address("member_notes.approval", token, slug=slug, number=number), 303
    )


def _asked(holder: access.Holder, slug: str, number: int) -> tuple[Meeting, NotesApproval]:
    """Raises: NotFound where this person was not asked."""
    meeting = meetings.by_number(g.session, holder.sitting(slug).council.id, number)
    asked = store.last_approval(g.session, meeting.id)
    if asked is None or asked.person_id != holder.person.id:
        raise NotFound
    return meeting, asked


def _approval_page(
    holder: access.Holder,
    slug: str,
    token: str,
    meeting: Meeting,
    asked: NotesApproval,
    form: ApprovalForm,
) -> str:
    council = holder.sitting(slug).council
    where: dict[str, object] = {"slug": slug, "number": meeting.number}
    return render_template(
        "member/approve_notes.html",
        person=holder.person,
        council=council,
        day=meeting.starts.date,
        document=from_json(asked.content),
        asked=asked,
        answer=form,
        is_open=meeting.id in store.open_approvals(g.session, [meeting.id]),
        notes_url=page_data.address("member_notes.read", token, **where),
        meeting_url=page_data.address("member.meeting", token, **where),
        home=page_data.address("member.page", token),
        details=page_data.address("details.own", token),
        in_other_language=page_data.address_in_other_language(
            "member_notes.approval", token=token, **where
        ),
    )
