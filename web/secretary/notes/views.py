"""Anteckna: attendance, then each item with its note, all in one form of which every button saves everything."""

from collections.abc import Mapping

from flask import g, request, url_for

from scheduler.councils import store as councils
from scheduler.errors import N_, Conflict, InvalidInput
from scheduler.meetings.rows import Meeting
from scheduler.notes import draft as notes
from scheduler.notes import publish, store
from scheduler.notes.approval import ask_chair, find_chair
from scheduler.notes.dates import year_of_dates
from scheduler.notes.document import as_json, from_json, make_document
from scheduler.notes.draft import Draft
from scheduler.notes.follow_ups import place_of_follow_ups
from scheduler.notes.notes_docx import render_notes_docx
from scheduler.notes.rows import NotesTemplate
from scheduler.notices import audience
from scheduler.notices import store as notices
from scheduler.notices.kinds import Kind
from scheduler.notices.load_situation import load_situation
from scheduler.notices.store import Owner, Ref
from scheduler.years import store as years
from web.addresses import ViewResult, redirect_to
from web.language import speak
from web.notes_page import (
    docx_response,
    notes_file_name,
    notes_pdf,
    paper_values,
    published_version,
)
from web.secretary import access, conflict
from web.secretary.notes.forms import NEW, NotesForm, Typed, approved, rest_present, typed_fields
from web.secretary.notes.load import load_draft

pages = access.CouncilPages("notes", "/meetings/<int:number>/notes", "meetings")
_PARTS: Mapping[str, str] = {
    "presence": N_("%(what)s: there or not"),
    "replaced_by": N_("%(what)s: replaced by"),
    "text": N_("%(what)s: what was said"),
    "outcome": N_("%(what)s: what became of it"),
    "who": N_("%(what)s: who"),
    "for_id": N_("%(what)s: for which meeting"),
}

_LONG = ("note-", "guests", "remarks")


@pages.get("")
def edit(number: int) -> str:
    return notes_page(load_draft(access.meeting(number)))


@pages.post("")
def save(number: int) -> ViewResult:
    """`do` is `auto` where a script saves by itself, else the part of the page whose button was pressed."""
    councils.lock(g.session, g.council.id)
    meeting = access.meeting(number)
    draft, do = load_draft(meeting), request.form.get("do", "")
    typed = typed_fields(draft.fields())
    if do == "approved":
        typed, do = approved(draft, typed)
    if do == "rest":
        typed, do = rest_present(draft, typed), "attendance"
    if typed.clashing:
        return _conflict(draft, typed)
    try:
        with g.session.begin_nested():
            notes.save_fields(g.session, draft, typed.changed, by=g.by, now=g.now)
            if do != "auto":
                _add_new(meeting, typed.new)
            _publish(meeting, do)
    except InvalidInput as error:
        return notes_page(load_draft(meeting), typed, error), 422
    anchor = do if do.replace("-", "").isalnum() else "attendance"
    return redirect_to("notes.edit", number=number, saved=anchor, _anchor=anchor)


def _publish(meeting: Meeting, do: str) -> None:
    """Raises: InvalidInput where the notes are not ready, or their mail has gone."""
    if do == "ask":
        terms = councils.members(g.session, g.council.id)
        ask_chair(g.session, load_draft(meeting), terms, by=g.by, now=g.now)
    if do == "publish":
        correction = request.form.get("correction", "").strip()
        draft = load_draft(meeting)
        publish.publish_notes(g.session, draft, correction=correction, by=g.by, now=g.now)
    if do == "unpublish":
        has_gone = notices.is_ordered(g.session, meeting.id, Kind.NOTES)
        publish.unpublish_notes(g.session, meeting, has_gone=has_gone, by=g.by, now=g.now)


@pages.get("/paper")
def paper(number: int) -> str:
    """The notes as they would be published now."""
    meeting = access.meeting(number)
    document = make_document(load_draft(meeting))
    return access.secretary_page(
        "notes/paper.html", meeting=meeting, document=document, version=None
    )


@pages.get("/versions/<int:version>")
def version(number: int, version: int) -> str:
    """Raises: NotFound."""
    meeting = access.meeting(number)
    values = paper_values(published_version(meeting, version), g.council)
    return access.secretary_page("notes/paper.html", meeting=meeting, **values)


@pages.get("/versions/<int:version>.pdf")
def pdf(number: int, version: int) -> ViewResult:
    """Raises: NotFound."""
    return notes_pdf(published_version(access.meeting(number), version), g.council)


@pages.get("/versions/<int:version>.docx")
def docx(number: int, version: int) -> ViewResult:
    """By the council's own template, where there is one. Raises: NotFound; Conflict where its template has a fault."""
    document = from_json(published_version(access.meeting(number), version).content)
    own = g.session.get(NotesTemplate, g.council.id)
    try:
        octets = render_notes_docx(document, own.content if own else None)
    except InvalidInput as error:
        fault = error.fields["template"]
        raise Conflict(fault.text, why=fault.params.get("why")) from error
    return docx_response(octets, notes_file_name(document, g.council))


def _add_new(meeting: Meeting, new: Mapping[str, str]) -> None:
    """Whoever was added by name, the item that came up, and what was promised. Raises: InvalidInput."""
    draft = load_draft(meeting)
    for item in draft.items:
        fields = {name: new.get(f"new-{item.id}-{name}", "") for name in ("text", "who")}
        if fields["text"]:
            notes.add_follow_up(g.session, draft, item, fields)
    if new.get("person"):
        notes.add_called(g.session, draft, new["person"], new.get("organisation", ""), now=g.now)
    if new.get("heading") or new.get("presenter"):
        heading, presenter = new.get("heading", ""), new.get("presenter", "")
        notes.add_item(g.session, meeting, heading, presenter, by=g.by, now=g.now)


def notes_page(draft: Draft, typed: Typed | None = None, error: InvalidInput | None = None) -> str:
    """With `typed`, what was written stands in the fields, whether or not it is saved."""
    saved, meeting = draft.fields(), draft.meeting
    values = saved | dict(typed.changed if typed else {})
    new = dict(typed.new) if typed else {}
    form = NotesForm(formdata=None, data={**values, **{name: new.get(name, "") for name in NEW}})
    form.seen.data = request.form.get("seen") if typed else conflict.mark(saved)
    faults = error.fields if error else {}
    form.refuse(InvalidInput(faults))
    return access.secretary_page(
        "notes/edit.html",
        meeting=meeting,
        draft=draft,
        notes=form,
        values=values,
        new=new,
        errors={name: speak()(f.text, **f.params) for name, f in faults.items()},
        failed=error is not None,
        **_publishing(draft),
        dates=_dates(draft),
        after=place_of_follow_ups(draft.items),
        previous=store.meeting_before(g.session, meeting),
        saved=request.args.get("saved", ""),
    )


def _publishing(draft: Draft) -> dict[str, object]:
    """What the part of the page that publishes shows; `chair` is who is to be asked first, if somebody is."""
    terms, meeting = councils.members(g.session, g.council.id), draft.meeting
    s = load_situation(g.session, Ref(Owner.MEETING, meeting.id))
    asked = store.last_approval(g.session, meeting.id)
    content, chair = as_json(make_document(draft)), find_chair(terms, meeting.starts.date)
    return {
        "terms": terms,
        "has_begun": meeting.starts_at <= g.now and not meeting.is_cancelled,
        "readers": len(audience.recipients(s, Kind.NOTES)),
        "has_gone": notices.is_ordered(g.session, meeting.id, Kind.NOTES),
        "versions": store.versions(g.session, meeting.id),
        "approval": asked,
        "is_approved": asked is not None and asked.covers(content),
        "chair": chair,
        "is_asked": bool(asked and chair and asked.waits_for(chair.person_id, content)),
    }


def _dates(draft: Draft) -> dict[int, int]:
    """By item, the year whose dates it is about and that is not published yet."""
    found = {item.id: year for item in draft.items if (year := year_of_dates(item.heading))}
    published = years.published(g.session, g.council.id) if found else []
    return {key: year for key, year in found.items() if year not in published}


def _conflict(draft: Draft, typed: Typed) -> tuple[str, int]:
    """Only what both have touched is asked about; the rest of what was typed goes along."""
    says, saved = speak(), draft.fields()
    here = url_for("notes.edit", number=draft.meeting.number)
    clashing = {name: text for name, text in typed.changed.items() if name in typed.clashing}
    fields = [
        conflict.Field(name, _label(name, draft), saved[name], text, is_long=name.startswith(_LONG))
        for name, text in clashing.items()
    ]
    others = {name: text for name, text in typed.changed.items() if name not in clashing}
    hidden = {**others, **typed.new, "seen": conflict.mark(saved), "do": "attendance"}
    return conflict.page(
        says("Take notes"), fields, hidden=hidden, url=here, back=here, button=says("Save my text")
    )


def _label(name: str, draft: Draft) -> str:
    """What a field is called on its own."""
    kind, key, part = ([*name.split("-"), "", ""])[:3]
    says = speak()
    if kind in ("guests", "remarks", "noted_by"):
        return says(NotesForm(formdata=None)[kind].label.text)
    what = {f"note-{item.id}": item.heading for item in draft.items}
    what |= {f"called-{one.key}": one.name for one in draft.called}
    what |= {f"promise-{one.id}": one.text for one in draft.promised}
    what |= {f"report-{one.follow_up.id}": one.follow_up.text for one, _ in draft.due}
    name = what[f"{kind}-{key}"]
    return says(_PARTS[part], what=name) if part else name
