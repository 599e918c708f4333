"""The tables that a council's file holds, and the tables that it leaves out, with the reason."""

from typing import NamedTuple


class CouncilTable(NamedTuple):
    """A table whose rows go with the council.

    `of`: the columns that lead to a row that goes, as ("council_id",); empty: whatever a row that goes points to.
    `without`: columns that are not in the file and begin anew there.
    """

    table: str
    of: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


COUNCIL_TABLES = (
    CouncilTable("person", without=("link_version", "feed_version")),
    CouncilTable("council"),
    CouncilTable("account", without=("password_hash", "is_operator")),
    CouncilTable("account_council", of=("council_id",)),
    CouncilTable("seat", of=("council_id",)),
    CouncilTable("member", of=("council_id",)),
    CouncilTable("council_year", of=("council_id",), without=("draft",)),
    CouncilTable("draft_date", of=("year_id",)),
    CouncilTable("meeting", of=("council_id",)),
    CouncilTable("reply", of=("meeting_id",)),
    CouncilTable("deputy_call", of=("meeting_id",)),
    CouncilTable("agenda_item", of=("meeting_id",)),
    CouncilTable("meeting_notes", of=("meeting_id",)),
    CouncilTable("attendance", of=("meeting_id",)),
    CouncilTable("item_note", of=("item_id",)),
    CouncilTable("follow_up", of=("council_id",)),
    CouncilTable("follow_up_report", of=("council_id",)),
    CouncilTable("notes_version", of=("meeting_id",)),
    CouncilTable("notes_approval", of=("meeting_id",)),
    CouncilTable("paper", of=("meeting_id", "item_id")),
    CouncilTable("foreign_calendar", of=("council_id",)),
    CouncilTable("foreign_event", of=("calendar_id",)),
    CouncilTable("school_breaks", of=("council_id",)),
    CouncilTable("council_text", of=("council_id",)),
    CouncilTable("notice_text", of=("meeting_id", "year_id")),
    CouncilTable("notice_override", of=("meeting_id", "year_id")),
    CouncilTable("notice_issue", of=("meeting_id", "year_id")),
    CouncilTable(
        "outbox_message",
        of=("issue_id",),
        without=("mime", "mime_sha256", "owner", "lease_until"),
    ),
    CouncilTable("change", of=("council_id",), without=("by_id",)),
)
"""In an order in which a row comes after those it points to."""

LEFT_BEHIND = {
    "notes_template": "a file; it is uploaded there again",
    "installation": "the other installation is itself; the meetings keep their UIDs",
    "relay": "the other installation has a mail server of its own",
    "worker": "which processes run is no data",
    "suppression": "the other mail server tells which addresses are dead",
    "mail_event": "the words of other mail servers, about letters that stay here",
    "incoming_mail": "what was done about it has gone along as answers",
    "outbox_attempt": "the words of this mail server",
    "notice_trouble": "what could not be rendered here is tried anew there",
    "account_session": "whoever was signed in signs in again",
    "one_time_link": "links lead to this installation",
    "sign_in_failure": "counts of the last quarter of an hour",
    "feed_fetch": "who fetches the calendar is seen anew there",
    "setup": "the other installation has had a first run of its own, or needs none",
    "rehearsal_clock": "a rehearsal is no installation",
}
"""Tables that do not go with a council, with the reason."""
