"""How a person may have the meetings in their calendar, in plain words."""

from typing import NamedTuple

from scheduler.councils.rows import Channel, Person
from scheduler.errors import N_
from scheduler.language import Language
from web.app_state import app_state

_CHANNELS = {
    Channel.INVITATIONS: (
        N_("As invitations"),
        N_(
            "The notice of each meeting brings it to your calendar, with buttons to reply. "
            "If it is moved or cancelled, a new mail changes it."
        ),
    ),
    Channel.FEED: (
        N_("As a calendar that I subscribe to"),
        N_(
            "All meetings of the year stand in your calendar and change by themselves. "
            "The notice comes as an ordinary mail, and you reply through its link."
        ),
    ),
    Channel.BOTH: (
        N_("Both"),
        N_("You will see each meeting twice, once from each. Calendars cannot put them together."),
    ),
}


class Option(NamedTuple):
    """One radio button or box."""

    value: str
    label: str
    hint: str
    is_chosen: bool


def channel_options(person: Person, says: Language, chosen: str | None = None) -> list[Option]:
    """The ways to have the meetings in one's calendar. Without a mailbox for answers no mail has buttons."""
    reads_replies = app_state().config.mail.reply_mailbox is not None
    found = []
    for channel, (label, hint) in _CHANNELS.items():
        told = says(hint)
        if channel is Channel.INVITATIONS and not reads_replies:
            told = says(
                "The notice of each meeting has a link where you reply, "
                "and one that adds the meeting to your calendar."
            )
        is_chosen = channel == (person.channel if chosen is None else chosen)
        found.append(Option(channel, says(label), told, is_chosen))
    return found
