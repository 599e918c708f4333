"""The tables of version 0.1.0.

The number is 0007: databases of the months before the first release came to the same tables in seven steps.
"""

from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
    true,
)

from scheduler.db.base import UTCDateTime, WallTime

revision = "0007"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feed_fetch",
        Column("feed", String(40), primary_key=True),
        Column("program", String(40), primary_key=True),
        Column("at", UTCDateTime, nullable=False),
    )
    op.create_table(
        "installation",
        Column("id", Integer, primary_key=True),
        Column("uuid", String(36), nullable=False),
        Column("uid_domain", String(200), nullable=False),
        Column("secret", LargeBinary(64), nullable=False),
        Column("feed_epoch", Integer, nullable=False),
        Column("created_at", UTCDateTime, nullable=False),
        Column("feed_edition", String(16), nullable=False, server_default=""),
        Column("feed_edition_at", UTCDateTime, nullable=True),
        CheckConstraint("id = 1", name="one"),
    )
    op.create_table(
        "notice_trouble",
        Column("key", String(300), primary_key=True),
        Column("starts", Integer, nullable=False),
        Column("next_try_at", UTCDateTime, nullable=False),
        Column("error", String(500), nullable=False),
    )
    op.create_table(
        "person",
        Column("id", Integer, primary_key=True),
        Column("name", String(200), nullable=False),
        Column("email", String(254), nullable=False, unique=True),
        Column("phone", String(60), nullable=False),
        Column("language", String(8), nullable=True),
        Column("channel", String(20), nullable=True),
        Column("muted", JSON, nullable=False),
        Column("link_version", Integer, nullable=False),
        Column("feed_version", Integer, nullable=False),
        Column("feed_revision", Integer, nullable=False),
        Column("version", Integer, nullable=False),
        Column("feed_changed_at", UTCDateTime, nullable=True),
        Column("links_ended_on", Date, nullable=True),
    )
    op.create_table(
        "rehearsal_clock",
        Column("id", Integer, primary_key=True),
        Column("now", UTCDateTime, nullable=False),
        Column("target", UTCDateTime, nullable=False),
        Column("played", Integer, nullable=False),
        Column("played_before", Integer, nullable=False, server_default="0"),
        Column("expected", Integer, nullable=False, server_default="0"),
        CheckConstraint("id = 1", name="one"),
    )
    op.create_table(
        "relay",
        Column("id", Integer, primary_key=True),
        Column("held", String(500), nullable=True),
        Column("held_until", UTCDateTime, nullable=True),
        Column("open_at", UTCDateTime, nullable=False),
        Column("free_at", UTCDateTime, nullable=False),
        Column("failures", Integer, nullable=False),
        Column("held_for", String(20), nullable=True),
        Column("held_at", UTCDateTime, nullable=True),
        Column("failing_since", UTCDateTime, nullable=True),
        Column("words", String(500), nullable=False, server_default=""),
        Column("slow", Integer, nullable=False, server_default="0"),
        Column("slowed_at", UTCDateTime, nullable=True),
    )
    op.create_table(
        "setup",
        Column("id", Integer, primary_key=True),
        Column("browser", String(64), nullable=False),
        Column("secret_hash", String(64), nullable=False),
        Column("expires_at", UTCDateTime, nullable=False),
        Column("used_at", UTCDateTime, nullable=True),
        Column("number_hash", String(64), nullable=False),
        Column("number_for", String(254), nullable=False),
        Column("number_until", UTCDateTime, nullable=True),
        Column("number_tries", Integer, nullable=False),
        Column("mail_proved_at", UTCDateTime, nullable=True),
        Column("mail_skipped_at", UTCDateTime, nullable=True),
        Column("notice_rules", JSON, nullable=False),
        Column("times_at", UTCDateTime, nullable=True),
        Column("members_later_at", UTCDateTime, nullable=True),
        Column("done_at", UTCDateTime, nullable=True),
        CheckConstraint("id = 1", name="one"),
    )
    op.create_table(
        "sign_in_failure",
        Column("id", Integer, primary_key=True),
        Column("address_hash", String(64), nullable=False),
        Column("origin", String(60), nullable=False),
        Column("at", UTCDateTime, nullable=False),
        Column("what", String(20), nullable=False, server_default="password"),
    )
    op.create_index("ix_sign_in_failure_address_hash_at", "sign_in_failure", ["address_hash", "at"])
    op.create_index("ix_sign_in_failure_origin_at", "sign_in_failure", ["origin", "at"])
    op.create_table(
        "suppression",
        Column("address", String(254), primary_key=True),
        Column("reason", String(500), nullable=False),
        Column("at", UTCDateTime, nullable=False),
    )
    op.create_table(
        "worker",
        Column("id", String(60), primary_key=True),
        Column("version", String(40), nullable=False),
        Column("started_at", UTCDateTime, nullable=False),
        Column("beat_at", UTCDateTime, nullable=False),
        Column("ticks", JSON, nullable=False),
        Column("suspect_since", UTCDateTime, nullable=True),
        Column("accepted_at", UTCDateTime, nullable=True),
        Column("wrong_hints", Integer, nullable=False, server_default="0"),
    )
    op.create_table(
        "account",
        Column("id", Integer, primary_key=True),
        Column("person_id", Integer, ForeignKey("person.id"), nullable=False, unique=True),
        Column("password_hash", String(200), nullable=True),
        Column("created_at", UTCDateTime, nullable=False),
        Column("version", Integer, nullable=False),
    )
    op.create_table(
        "council",
        Column("id", Integer, primary_key=True),
        Column("slug", String(60), nullable=False, unique=True),
        Column("name", String(200), nullable=False),
        Column("zone", String(60), nullable=False),
        Column("country", String(2), nullable=False),
        Column("language", String(8), nullable=False),
        Column("contact", String(200), nullable=False),
        Column("about", String(2000), nullable=False),
        Column("reply_to_id", Integer, ForeignKey("person.id"), nullable=False),
        Column("place", String(300), nullable=False),
        Column("duration_minutes", Integer, nullable=False),
        Column("notice_rules", JSON, nullable=False),
        Column("reply_mode", String(20), nullable=False),
        Column("feed_revision", Integer, nullable=False),
        Column("feed_from_on", Date, nullable=False),
        Column("created_at", UTCDateTime, nullable=False),
        Column("changed_at", UTCDateTime, nullable=False),
        Column("version", Integer, nullable=False),
        Column("is_public", Boolean, nullable=False, server_default=true()),
        Column("inform_deputies", Boolean, nullable=False, server_default=false()),
        Column("approve_kallelse", Boolean, nullable=False, server_default=false()),
        Column("feed_changed_at", UTCDateTime, nullable=True),
        Column("paused_at", UTCDateTime, nullable=True),
        Column("usual_time", String(5), nullable=False, server_default=""),
    )
    op.create_table(
        "account_council",
        Column("account_id", Integer, ForeignKey("account.id"), primary_key=True),
        Column("council_id", Integer, ForeignKey("council.id"), primary_key=True),
    )
    op.create_table(
        "account_session",
        Column("id", Integer, primary_key=True),
        Column("account_id", Integer, ForeignKey("account.id"), nullable=False, index=True),
        Column("secret_hash", String(64), nullable=False, unique=True),
        Column("program", String(200), nullable=False),
        Column("created_at", UTCDateTime, nullable=False),
        Column("ended_at", UTCDateTime, nullable=True),
    )
    op.create_table(
        "change",
        Column("id", Integer, primary_key=True),
        Column("at", UTCDateTime, nullable=False),
        Column("by_kind", String(20), nullable=False),
        Column("by_id", Integer, nullable=True),
        Column("by_name", String(200), nullable=False),
        Column("council_id", Integer, ForeignKey("council.id"), nullable=True),
        Column("subject", String(200), nullable=False),
        Column("before", JSON, nullable=True),
        Column("after", JSON, nullable=True),
    )
    op.create_index("ix_change_council_id_id", "change", ["council_id", "id"])
    op.create_table(
        "council_text",
        Column("id", Integer, primary_key=True),
        Column("council_id", Integer, ForeignKey("council.id"), nullable=False),
        Column("letter", String(40), nullable=False),
        Column("language", String(8), nullable=False),
        Column("subject", String(300), nullable=False),
        Column("body", String(20000), nullable=False),
        Column("version", Integer, nullable=False),
        UniqueConstraint("council_id", "letter", "language"),
    )
    op.create_table(
        "council_year",
        Column("id", Integer, primary_key=True),
        Column("council_id", Integer, ForeignKey("council.id"), nullable=False),
        Column("year", Integer, nullable=False),
        Column("draft", JSON, nullable=False),
        Column("status", String(20), nullable=False),
        Column("published_at", UTCDateTime, nullable=True),
        Column("touched", Integer, nullable=False),
        Column("next_due_at", UTCDateTime, nullable=True, index=True),
        Column("version", Integer, nullable=False),
        UniqueConstraint("council_id", "year"),
    )
    op.create_table(
        "foreign_calendar",
        Column("id", Integer, primary_key=True),
        Column("council_id", Integer, ForeignKey("council.id"), nullable=False, index=True),
        Column("name", String(200), nullable=False),
        Column("url", String(1000), nullable=False),
        Column("wanted_at", UTCDateTime, nullable=True),
        Column("tried_at", UTCDateTime, nullable=True),
        Column("read_at", UTCDateTime, nullable=True),
        Column("fault", String(40), nullable=False),
        Column("created_at", UTCDateTime, nullable=False),
    )
    op.create_table(
        "one_time_link",
        Column("id", Integer, primary_key=True),
        Column("account_id", Integer, ForeignKey("account.id"), nullable=False, index=True),
        Column("secret_hash", String(64), nullable=False, unique=True),
        Column("expires_at", UTCDateTime, nullable=False),
        Column("used_at", UTCDateTime, nullable=True),
    )
    op.create_table(
        "school_breaks",
        Column("council_id", Integer, ForeignKey("council.id"), primary_key=True),
        Column("text", Text, nullable=False),
        Column("changed_at", UTCDateTime, nullable=False),
        Column("version", Integer, nullable=False),
    )
    op.create_table(
        "seat",
        Column("id", Integer, primary_key=True),
        Column("council_id", Integer, ForeignKey("council.id"), nullable=False, index=True),
        Column("organisation", String(200), nullable=False),
        Column("title", String(200), nullable=False),
        Column("position", Integer, nullable=False),
        Column("since_on", Date, nullable=True),
        Column("until_on", Date, nullable=True),
        Column("version", Integer, nullable=False),
    )
    op.create_table(
        "foreign_event",
        Column("id", Integer, primary_key=True),
        Column("calendar_id", Integer, ForeignKey("foreign_calendar.id"), nullable=False),
        Column("title", String(300), nullable=False),
        Column("first_on", Date, nullable=False),
        Column("last_on", Date, nullable=False),
        Column("starts", WallTime, nullable=True),
    )
    op.create_index(
        "ix_foreign_event_calendar_id_first_on", "foreign_event", ["calendar_id", "first_on"]
    )
    op.create_table(
        "meeting",
        Column("id", Integer, primary_key=True),
        Column("council_id", Integer, ForeignKey("council.id"), nullable=False),
        Column("council_year_id", Integer, ForeignKey("council_year.id"), nullable=False),
        Column("uid", String(255), nullable=False, unique=True),
        Column("number", Integer, nullable=False),
        Column("starts", WallTime, nullable=False),
        Column("ends", WallTime, nullable=False),
        Column("starts_at", UTCDateTime, nullable=False),
        Column("ends_at", UTCDateTime, nullable=False),
        Column("place", String(300), nullable=False),
        Column("online_url", String(500), nullable=False),
        Column("note", String(500), nullable=False),
        Column("reason", String(500), nullable=False),
        Column("items_close_on", Date, nullable=True),
        Column("status", String(20), nullable=False),
        Column("revision", Integer, nullable=False),
        Column("published_at", UTCDateTime, nullable=False),
        Column("revised_at", UTCDateTime, nullable=False),
        Column("changed_at", UTCDateTime, nullable=False),
        Column("created_at", UTCDateTime, nullable=False),
        Column("moved_from", WallTime, nullable=True),
        Column("touched", Integer, nullable=False),
        Column("next_due_at", UTCDateTime, nullable=True, index=True),
        Column("version", Integer, nullable=False),
        UniqueConstraint("council_id", "number"),
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
    )
    op.create_index("ix_meeting_council_id_starts_at", "meeting", ["council_id", "starts_at"])
    op.create_table(
        "member",
        Column("id", Integer, primary_key=True),
        Column("council_id", Integer, ForeignKey("council.id"), nullable=False, index=True),
        Column("person_id", Integer, ForeignKey("person.id"), nullable=False, index=True),
        Column("seat_id", Integer, ForeignKey("seat.id"), nullable=True),
        Column("role", String(20), nullable=False),
        Column("organisation", String(200), nullable=False),
        Column("deputy_for_id", Integer, ForeignKey("seat.id"), nullable=True),
        Column("call_order", Integer, nullable=False),
        Column("since_on", Date, nullable=True),
        Column("until_on", Date, nullable=True),
        Column("version", Integer, nullable=False),
        Column("ended_at", UTCDateTime, nullable=True),
    )
    op.create_table(
        "incoming_mail",
        Column("id", Integer, primary_key=True),
        Column("digest", String(64), nullable=False, unique=True),
        Column("message_id", String(300), nullable=False),
        Column("at", UTCDateTime, nullable=False, index=True),
        Column("sender", String(254), nullable=False),
        Column("sender_name", String(200), nullable=False),
        Column("subject", String(300), nullable=False),
        Column("text", String(4000), nullable=False),
        Column("fate", String(20), nullable=False),
        Column("reason", String(200), nullable=False),
        Column("council_id", Integer, ForeignKey("council.id"), nullable=True),
        Column("meeting_id", Integer, ForeignKey("meeting.id"), nullable=True),
        Column("person_id", Integer, ForeignKey("person.id"), nullable=True),
        Column("answer", String(20), nullable=False),
        Column("raw", LargeBinary, nullable=True),
        Column("settled_at", UTCDateTime, nullable=True),
        Column("settled_by", String(200), nullable=False),
    )
    op.create_index("ix_incoming_mail_council_id_fate", "incoming_mail", ["council_id", "fate"])
    op.create_table(
        "notice_issue",
        Column("id", Integer, primary_key=True),
        Column("key", String(300), nullable=False, unique=True),
        Column("kind", String(40), nullable=False),
        Column("occasion", String(100), nullable=False),
        Column("meeting_id", Integer, ForeignKey("meeting.id"), nullable=True, index=True),
        Column("year_id", Integer, ForeignKey("council_year.id"), nullable=True, index=True),
        Column("revision", Integer, nullable=False),
        Column("facts", JSON, nullable=False),
        Column("issued_at", UTCDateTime, nullable=False),
        CheckConstraint("meeting_id IS NULL OR year_id IS NULL", name="one_owner_at_most"),
    )
    op.create_table(
        "notice_override",
        Column("id", Integer, primary_key=True),
        Column("key", String(300), nullable=False, unique=True),
        Column("meeting_id", Integer, ForeignKey("meeting.id"), nullable=True, index=True),
        Column("year_id", Integer, ForeignKey("council_year.id"), nullable=True, index=True),
        Column("kind", String(40), nullable=False),
        Column("occasion", String(100), nullable=False),
        Column("send_at", UTCDateTime, nullable=True),
        Column("held", Boolean, nullable=False),
        Column("skipped", Boolean, nullable=False),
        Column("version", Integer, nullable=False),
        Column("approved", Boolean, nullable=False, server_default=false()),
        CheckConstraint("(meeting_id IS NULL) <> (year_id IS NULL)", name="meeting_or_year"),
    )
    op.create_table(
        "notice_text",
        Column("id", Integer, primary_key=True),
        Column("key", String(300), nullable=False),
        Column("meeting_id", Integer, ForeignKey("meeting.id"), nullable=True, index=True),
        Column("year_id", Integer, ForeignKey("council_year.id"), nullable=True, index=True),
        Column("kind", String(40), nullable=False),
        Column("occasion", String(100), nullable=False),
        Column("letter", String(40), nullable=False),
        Column("language", String(8), nullable=False),
        Column("subject", String(300), nullable=False),
        Column("body", String(20000), nullable=False),
        Column("version", Integer, nullable=False),
        UniqueConstraint("key", "letter", "language"),
        CheckConstraint("(meeting_id IS NULL) <> (year_id IS NULL)", name="meeting_or_year"),
    )
    op.create_table(
        "reply",
        Column("id", Integer, primary_key=True),
        Column("meeting_id", Integer, ForeignKey("meeting.id"), nullable=False),
        Column("person_id", Integer, ForeignKey("person.id"), nullable=False, index=True),
        Column("answer", String(20), nullable=False),
        Column("for_start", UTCDateTime, nullable=False),
        Column("sequence", Integer, nullable=False),
        Column("source", String(20), nullable=False),
        Column("made_at", UTCDateTime, nullable=False),
        Column("at", UTCDateTime, nullable=False),
        Column("note", String(1000), nullable=False),
    )
    op.create_index("ix_reply_meeting_id_person_id", "reply", ["meeting_id", "person_id"])
    op.create_table(
        "outbox_message",
        Column("id", Integer, primary_key=True),
        Column("key", String(600), nullable=False, unique=True),
        Column("message_id", String(300), nullable=False, unique=True),
        Column("issue_id", Integer, ForeignKey("notice_issue.id"), nullable=False),
        Column("kind", String(40), nullable=False),
        Column("letter", String(40), nullable=False),
        Column("meeting_id", Integer, ForeignKey("meeting.id"), nullable=True),
        Column("year_id", Integer, ForeignKey("council_year.id"), nullable=True),
        Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
        Column("recipient", String(254), nullable=False),
        Column("envelope_from", String(254), nullable=False),
        Column("mime", LargeBinary, nullable=True),
        Column("mime_sha256", String(64), nullable=True),
        Column("priority", Integer, nullable=False),
        Column("state", String(20), nullable=False),
        Column("reason", String(200), nullable=False),
        Column("due_at", UTCDateTime, nullable=False),
        Column("next_try_at", UTCDateTime, nullable=False),
        Column("expires_at", UTCDateTime, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("ambiguous", Integer, nullable=False),
        Column("strays", Integer, nullable=False),
        Column("token", Integer, nullable=False),
        Column("owner", String(60), nullable=True),
        Column("lease_until", UTCDateTime, nullable=True),
        Column("touched", Integer, nullable=False),
        Column("created_at", UTCDateTime, nullable=False, index=True),
        Column("intent_at", UTCDateTime, nullable=True),
        Column("sent_at", UTCDateTime, nullable=True),
        Column("last_reply", String(500), nullable=False),
        Column("method", String(20), nullable=False, server_default=""),
        Column("asked", Integer, nullable=False, server_default="0"),
        Column("bounced_at", UTCDateTime, nullable=True),
        UniqueConstraint("issue_id", "person_id"),
    )
    op.create_index("ix_outbox_message_order", "outbox_message", ["meeting_id", "recipient", "id"])
    op.create_index(
        "ix_outbox_message_queue", "outbox_message", ["state", "priority", "next_try_at", "id"]
    )
    op.create_table(
        "mail_event",
        Column("id", Integer, primary_key=True),
        Column("message_id", Integer, ForeignKey("outbox_message.id"), nullable=False, index=True),
        Column("address", String(254), nullable=False),
        Column("at", UTCDateTime, nullable=False),
        Column("event", String(20), nullable=False),
        Column("status", String(20), nullable=False),
        Column("words", String(500), nullable=False),
    )
    op.create_index("ix_mail_event_address_at", "mail_event", ["address", "at"])
    op.create_table(
        "outbox_attempt",
        Column("id", Integer, primary_key=True),
        Column("message_id", Integer, ForeignKey("outbox_message.id"), nullable=False, index=True),
        Column("token", Integer, nullable=False),
        Column("at", UTCDateTime, nullable=False),
        Column("outcome", String(40), nullable=False),
        Column("stage", String(20), nullable=False),
        Column("reply", String(500), nullable=False),
    )
