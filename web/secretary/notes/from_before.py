"""Notes that were written elsewhere: pasted or chosen as a file, looked through, and saved as a draft."""

from flask import g, request

from scheduler import files
from scheduler.councils import store as councils
from scheduler.errors import N_, invalid
from scheduler.meetings import store as meetings
from scheduler.meetings.rows import Meeting
from scheduler.notes.document import Document, make_document
from scheduler.notes.from_before import PastNotes, read_page, save_past_notes
from scheduler.years import recognise
from web import transactions
from web.addresses import ViewResult, redirect_to
from web.forms import PageForm, text
from web.secretary import access
from web.secretary.notes.load import load_draft

pages = access.CouncilPages("past_notes", "/notes-from-before", "meetings")
_NO_DAY = N_("The page does not say which day the meeting was. Write it as Date: 2021-11-30.")
_NO_MEETING = N_("No meeting was held on %(day)s. Publish it in its year plan first.")


class PastForm(PageForm):
    text = text(
        N_("The page of notes"), N_("All of it, from the date to who took the notes."), rows="12"
    )


@pages.get("")
def paste() -> str:
    return _page(PastForm(formdata=None))


@pages.post("")
def save() -> ViewResult:
    """`do` is `save` once it has been looked through; until then it is shown as it would be saved."""
    form = PastForm().with_page(_page)
    if file := request.files.get("file"):
        form.text.data = files.read_text(file.read(), field="text", layout=True)
    page = read_page(form.text.data)
    transactions.write()
    g.council = councils.council(g.session, g.council.slug)
    step = g.session.begin_nested()
    meeting = _saved(page)
    if request.form.get("do") == "save":
        step.commit()
        return redirect_to("notes.edit", number=meeting.number)
    document = make_document(load_draft(meeting))
    step.rollback()
    return _page(form, document)


def _page(form: PastForm, document: Document | None = None) -> str:
    return access.secretary_page("notes/from_before.html", past=form, document=document)


def _saved(page: PastNotes) -> Meeting:
    """Raises: InvalidInput."""
    found = recognise.recognise(page.head["day"]).found
    if not found:
        raise invalid("text", _NO_DAY)
    held = meetings.of_council(g.session, g.council.id)
    on_day = (m for m in held if m.starts.date == found[0].date and m.starts_at <= g.now)
    meeting = next((m for m in on_day if not m.is_cancelled), None)
    if meeting is None:
        raise invalid("text", _NO_MEETING, day=found[0].date)
    save_past_notes(g.session, load_draft(meeting), page, by=g.by, now=g.now)
    return meeting
