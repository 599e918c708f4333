"""An item as a person writes it, and what may stand in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from scheduler.agenda.rows import MOST, MOST_TEXT, AgendaItem
from scheduler.councils import cells
from scheduler.councils.addresses import checked_address
from scheduler.errors import N_, Fault, InvalidInput

MOST_ITEMS, MOST_LINKS, MOST_MINUTES = 60, 10, 600
SCOPES = (N_("Information"), N_("Discussion"), N_("Decision"), N_("Report back"))
"""What is asked of the meeting, as suggestions; anything else may be written."""
_NO_HEADING = N_("Write what the item is about.")
_LONG = N_("Write at most %(n)s characters.")
_MANY = N_("An agenda has at most %(n)s items.")
_MINUTES = N_("Write the minutes as a number from 1 to %(n)s, or nothing.")
_LINKS = N_("Write one address a line, at most %(n)s, each beginning with https:// or http://.")
_NUMBER = re.compile(r"[0-9]{1,4}")
_LINK = re.compile(r"https?://[^\s<>\"]{1,490}")


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it is written, in clean text; without an `id` it is new."""

    heading: str
    scope: str = ""
    presenter: str = ""
    presenter_email: str = ""
    minutes: str = ""
    text: str = ""
    links: str = ""
    is_public: bool = False
    id: int | None = None

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, name) for name in _WRITTEN)

    @property
    def whole_minutes(self) -> int | None:
        """None where nothing is written, or no such number."""
        return int(self.minutes) if _is_number(self.minutes) else None


_WRITTEN = ("heading", "scope", "presenter", "presenter_email", "minutes", "text", "links")
_OF_ONE_LINE = ("heading", "scope", "presenter", "presenter_email", "minutes")


def clean_item(item: Item) -> Item:
    """Without control characters and marks that turn the direction of text, and without needless blanks."""
    clean: dict[str, Any] = {
        name: (cells.flat if name in _OF_ONE_LINE else cells.flat_lines)(getattr(item, name))
        for name in _WRITTEN
    }
    return replace(item, **clean)


def as_item(row: AgendaItem) -> Item:
    values = {name: getattr(row, name) for name in (*_WRITTEN, "is_public", "id")}
    return Item(**values | {"minutes": str(row.minutes or "")})


def write_item(row: AgendaItem, item: Item) -> None:
    """The row becomes what the item says, which has been checked."""
    for name in (*_WRITTEN, "is_public"):
        setattr(row, name, getattr(item, name))
    row.minutes = item.whole_minutes
    row.presenter_email = checked_address(item.presenter_email) if item.presenter_email else ""


def check_item(item: Item) -> None:
    """Raises: InvalidInput with every fault at once, by the names of the fields."""
    faults: dict[str, Fault] = {}
    for name in _WRITTEN:
        most = MOST if name in _OF_ONE_LINE else MOST_TEXT
        if len(getattr(item, name)) > most:
            faults[name] = Fault(_LONG, {"n": most})
    if not item.heading:
        faults["heading"] = Fault(_NO_HEADING)
    if item.minutes and not _is_number(item.minutes):
        faults["minutes"] = Fault(_MINUTES, {"n": MOST_MINUTES})
    links = item.links.split("\n") if item.links else []
    if len(links) > MOST_LINKS or not all(_LINK.fullmatch(link) for link in links):
        faults["links"] = Fault(_LINKS, {"n": MOST_LINKS})
    if item.presenter_email:
        try:
            checked_address(item.presenter_email)
        except InvalidInput as error:
            faults["presenter_email"] = next(iter(error.fields.values()))
    if faults:
        raise InvalidInput(faults)


def check_agenda(items: Sequence[Item]) -> None:
    """Empty rows are no fault. Raises: InvalidInput with every fault, by `heading-0`, `scope-0` … of the row."""
    faults: dict[str, Fault] = {}
    for n, item in enumerate(items):
        try:
            if not item.is_empty:
                check_item(item)
        except InvalidInput as error:
            faults |= {f"{name}-{n}": fault for name, fault in error.fields.items()}
    if len(items) > MOST_ITEMS:
        faults["agenda"] = Fault(_MANY, {"n": MOST_ITEMS})
    if faults:
        raise InvalidInput(faults)


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and 1 <= int(text) <= MOST_MINUTES
