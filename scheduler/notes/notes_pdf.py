"""The notes as an accessible PDF."""

from dataclasses import asdict

from scheduler.notes.document import Document, Name
from scheduler.papers.pdf import render_pdf


def render_notes_pdf(document: Document, *, version: str = "") -> bytes:
    """In the council's language. `version` says which version it is and what it corrects; empty for the first."""
    says = document.says
    others = ((says("Guests"), document.guests), (says("Remarks"), document.remarks))
    facts = (
        (says("Date"), says.long(document.begin.date)),
        (says("Time"), says.until(document.begin, document.end)),
        (says("Place"), document.place),
    )
    data = {
        "facts": [fact for fact in facts if fact[1]],
        "words": {"called": says("Called"), "items": says("Items")},
        "called": [
            {"name": one.name, "absent": one.is_absent, "behind": behind(one, document)}
            for one in document.called
        ],
        "others": [other for other in others if other[1]],
        "head": [says("Item"), says("Scope/note"), says("Presenter")],
        "rows": [
            {
                "heading": row.heading,
                "presenter": row.presenter,
                "blocks": [asdict(block) for block in row.blocks],
            }
            for row in document.rows
        ],
        "noted_by": says("Noted by %(name)s", name=document.noted_by) if document.noted_by else "",
        "version": version,
    }
    title = says("Notes of the meeting %(day)s", day=says.long(document.begin.date))
    return render_pdf("notes", data, says, title=title, author=document.council)


def behind(one: Name, document: Document) -> str:
    """What stands in brackets behind the name: a struck name alone tells nothing to who cannot see it."""
    says = document.says
    if one.is_absent:
        return says("absent")
    return says("replaced by %(name)s", name=one.replaced_by) if one.replaced_by else ""
