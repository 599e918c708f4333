"""Rule: which calendar program a User-Agent is."""

from __future__ import annotations

import re
from functools import lru_cache

OTHER = "other"
_PROGRAMS = (
    ("Google", r"Google-Calendar|GoogleCalendar"),
    (
        "Outlook",
        r"Outlook|Microsoft Exchange|Microsoft\.Exchange|Microsoft Office|MSOffice|Exchange/",
    ),
    ("Thunderbird", r"Thunderbird|Lightning/|Betterbird"),
    ("GNOME", r"Evolution|evolution-|GNOME|libsoup"),
    ("KDE", r"KOrganizer|Akonadi|Merkuro|kalendar|KDE"),
    ("vdirsyncer", r"vdirsyncer"),
    ("ICSx5", r"ICSx5|icsdroid"),
    ("DAVx5", r"DAVx5|DAVdroid"),
    ("Nextcloud", r"Nextcloud"),
    ("Fastmail", r"Fastmail"),
    ("Home Assistant", r"HomeAssistant"),
    ("Yahoo", r"Yahoo"),
    ("Apple", r"dataaccessd|CalendarAgent|CalendarStore|iCal/|iOS/|macOS/|Mac_OS_X/|Mac\+OS\+X/"),
)
"""The name that is shown, and what tells; the first that fits counts."""
_BROWSER = re.compile(r"Mozilla/|Opera/")


@lru_cache(maxsize=1024)
def program(user_agent: str) -> str | None:
    """Its name; OTHER for one we do not know. None for a browser: one who looks once does not subscribe."""
    for name, tells in _PROGRAMS:
        if re.search(tells, user_agent, re.IGNORECASE):
            return name
    return None if _BROWSER.match(user_agent) else OTHER
