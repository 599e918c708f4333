"""The tables that hold something of a person, how their rows are found, and what becomes of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PersonTable:
    """`of`: columns that lead to the person, or to a row of theirs above. `addresses`: where addresses stand.

    `without`: columns that are not handed out. `goes`: its rows are deleted when the person is erased; else `emptied`
    says which columns get which value, and `texts` in which columns an address is put out where it stands.
    """

    table: str
    of: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    goes: bool = False
    emptied: Mapping[str, object] = field(default_factory=dict)
    texts: tuple[str, ...] = ()


PERSON_TABLES = (
    PersonTable("person", addresses=("email",)),
    PersonTable("account", of=("person_id",), without=("password_hash",)),
    PersonTable("account_council", of=("account_id",)),
    PersonTable("account_session", of=("account_id",), without=("secret_hash",)),
    PersonTable("one_time_link", of=("account_id",), without=("secret_hash",)),
    PersonTable("council", of=("reply_to_id",)),
    PersonTable("member", of=("person_id",)),
    PersonTable("agenda_item", of=("proposed_by_id",), addresses=("presenter_email",)),
    PersonTable("attendance", of=("person_id",)),
    PersonTable("deputy_call", of=("person_id", "instead_of_id")),
    PersonTable("reply", of=("person_id",), emptied={"note": ""}),
    PersonTable("notes_approval", of=("person_id",)),
    PersonTable("follow_up", of=("person_id",)),
    PersonTable(
        "incoming_mail", of=("person_id",), addresses=("sender",), without=("raw",), goes=True
    ),
    PersonTable(
        "outbox_message",
        of=("person_id",),
        addresses=("recipient",),
        without=("mime",),
        emptied={"mime": None, "mime_sha256": None, "last_reply": ""},
        texts=("recipient", "key", "reason"),
    ),
    PersonTable("outbox_attempt", of=("message_id",), goes=True),
    PersonTable("mail_event", of=("message_id",), addresses=("address",), goes=True),
    PersonTable("suppression", addresses=("address",), goes=True),
    PersonTable("change", texts=("before", "after")),
    PersonTable("notice_issue", texts=("facts",)),
    PersonTable("notice_trouble", texts=("error",)),
    PersonTable("relay", texts=("words",)),
)
"""In an order in which a row comes after those it points to."""

NOT_PERSONAL = {
    "outbox_message.envelope_from": "where a mail comes back to, which is ours",
    "sign_in_failure.address_hash": "a hash, of the last quarter of an hour",
}
"""Columns that are named like an address and are none of a person, with the reason."""
