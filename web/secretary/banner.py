"""The red line on the secretary's pages while mail does not go out: why, how much waits, that nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from scheduler import health
from scheduler.clock import Wall
from scheduler.councils.rows import Council
from scheduler.db.session import Session
from scheduler.errors import N_
from scheduler.health import Ailment, Health, Wrong
from scheduler.language import Language
from scheduler.mail.rows import Hold

HELD: Mapping[Hold, str] = {
    Hold.PASSWORD: N_("The mail server does not accept our password."),
    Hold.SENDER: N_("The mail server does not accept our sender address."),
    Hold.REFUSED: N_("The mail server refuses our mail."),
    Hold.FLOOD: N_("Unusually much mail was about to go, so it waits until somebody has looked."),
    Hold.SILENCE: N_(
        "The service has been away. Its mail waits ten minutes, so that it can be stopped."
    ),
    Hold.OPERATOR: N_("All mail is on hold, by whoever runs the service."),
    Hold.SETUP: N_("No mail goes until a test mail has been seen to arrive."),
    Hold.RESTORE: N_("All mail is on hold, since the service was restored from a copy."),
}
OTHER: Mapping[Wrong, str] = {
    Wrong.RELAY_DOWN: N_("The mail server does not answer."),
    Wrong.CLOCK: N_("The clock of the service seems to be wrong."),
    Wrong.NO_WORKER: N_("Mail has stood still since %(when)s."),
    Wrong.NOTICE_OVERDUE: N_("Mail that should have gone is late."),
    Wrong.LETTER_OVERDUE: N_("Mail that should have gone is late."),
}


def line(session: Session, council: Council, says: Language, *, now: datetime) -> str:
    """Empty while all is well. The mail server's own words are the operator's business."""
    found = health.check_health(session, now=now, council_id=council.id)
    telling = next((one for one in found.ailments if _is_told(one, found)), None)
    if telling is None:
        return ""
    return " ".join(part for part in _parts(telling, found, council, says) if part)


def _is_told(ailment: Ailment, found: Health) -> bool:
    """A worker that has never run says nothing yet; as soon as something is late, that is told."""
    return ailment.wrong is not Wrong.NO_WORKER or found.beat_at is not None


def _parts(ailment: Ailment, found: Health, council: Council, says: Language) -> list[str]:
    at = Wall.at(ailment.since, council.zone)
    sentence = HELD[ailment.hold] if ailment.hold else OTHER[ailment.wrong]
    waits = says.count("%(n)s mail waits.", "%(n)s mails wait.", found.waiting)
    return [
        says(sentence, when=says.short(at.date, at.time)),
        waits if found.waiting else "",
        says("Nothing is lost."),
    ]
