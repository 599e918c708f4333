"""The notes of a meeting behind a personal link, once they are published."""

from flask import Response, g, request

from scheduler.errors import N_, NotFound
from scheduler.notes import store
from scheduler.notes.approval import answer_chair
from scheduler.notes.document import from_json
from scheduler.notes.rows import NotesApproval
from web import notes_page
from web.addresses import ViewResult, redirect_to
from web.forms import PageForm, text
from web.member import access

pages = access.link_pages("member_notes")
_NOTES = "/m/<token>/<slug>/meetings/<int:number>/notes"


class ApprovalForm(PageForm):
    remarks = text(
        N_("Remark"), N_("What should be changed? The secretary reads it."), rows="4", optional=True
    )


@pages.get(_NOTES, endpoint="read")
def published_notes() -> str:
    """For members and deputies, with what this person is to report back on. Raises: NotFound."""
    version = notes_page.published_version(g.meeting)
    tracked = store.open_follow_ups(g.session, g.council.id)
    return access.member_page(
        "notes.html",
        "member_notes.read",
        **notes_page.paper_values(version, g.council),
        own=[one for one in tracked if one.follow_up.person_id == g.holder.person.id],
    )


@pages.get(f"{_NOTES}.pdf")
def pdf() -> Response:
    """Raises: NotFound."""
    return notes_page.notes_pdf(notes_page.published_version(g.meeting), g.council)


@pages.get(f"{_NOTES}/approval")
def approval() -> str:
    """The draft as the chair was asked about it. Raises: NotFound, also for everyone else."""
    return _approval_page(ApprovalForm(formdata=None, data={"remarks": _asked().remark}))


@pages.post(f"{_NOTES}/approval")
def answer() -> ViewResult:
    """`do` is `approve`, or `remark`. Raises: NotFound; Conflict where the notes have been published."""
    _asked()
    form = ApprovalForm().with_page(_approval_page)
    answer_chair(
        g.session,
        g.meeting,
        form.remarks.data,
        number=request.form.get("number", ""),
        is_approved=request.form.get("do") == "approve",
        by=g.by,
        now=g.now,
    )
    return redirect_to("member_notes.approval")


def _asked() -> NotesApproval:
    """Raises: NotFound where this person was not asked."""
    asked = store.last_approval(g.session, g.meeting.id)
    if asked is None or asked.person_id != g.holder.person.id:
        raise NotFound
    return asked


def _approval_page(form: ApprovalForm) -> str:
    asked = _asked()
    return access.member_page(
        "approve_notes.html",
        "member_notes.approval",
        document=from_json(asked.content),
        asked=asked,
        answer=form,
        is_open=g.meeting.id in store.open_approvals(g.session, [g.meeting.id]),
    )
