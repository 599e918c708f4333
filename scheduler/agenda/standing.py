"""Action: a new meeting gets the council's standing items."""

from dataclasses import replace

from scheduler.agenda import store
from scheduler.agenda.item import Item, write_item
from scheduler.agenda.pasted import read_agenda
from scheduler.agenda.rows import AgendaItem
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_
from scheduler.language import Language
from scheduler.meetings.rows import Meeting

_NEXT_YEAR = N_("Meeting dates for %(year)s")


def standing_items(council: Council) -> list[Item]:
    """As the council's setting has them, in its order; a row of a table without a heading is none."""
    items = read_agenda(council.standing_items)
    return [replace(item, is_public=council.items_are_public) for item in items if item.heading]


def add_standing_items(
    session: Session, council: Council, meeting: Meeting, *, is_last_of_year: bool = False
) -> None:
    """The last meeting of a year has next year's dates too, before the last item, which is "any other business"."""
    items = standing_items(council)
    if items and is_last_of_year:
        heading = Language(council.language)(_NEXT_YEAR, year=meeting.starts.date.year + 1)
        items.insert(len(items) - 1, Item(heading, is_public=council.items_are_public))
    for position, item in enumerate(items, start=1):
        row = AgendaItem(meeting_id=meeting.id, position=position)
        write_item(row, item)
        store.add_item(session, row)
