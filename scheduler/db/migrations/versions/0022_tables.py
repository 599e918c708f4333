"""The tables of version 0.1.0, also for databases that came towards them in steps, 0007 to 0021."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from alembic import context, op
from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    false,
    inspect,
    select,
    true,
)
from sqlalchemy.schema import SchemaItem

from scheduler.db.base import Base, UTCDateTime, WallTime

revision = "0022"
down_revision = None
branch_labels = None
depends_on = None

TABLES = MetaData(naming_convention=Base.metadata.naming_convention)
_WAYS = {"text": "text", "file": "text"}
_STAYS = ("text", "file", "body", "another", "past", "form")


def upgrade() -> None:
    """Makes the tables and columns that are missing, and does what the missing steps did with rows."""
    connection = op.get_bind()
    database = inspect(connection)
    names = database.get_table_names()
    TABLES.create_all(connection)
    for table in TABLES.sorted_tables:
        if table.name in names:
            there = {column["name"] for column in database.get_columns(table.name)}
            for column in table.c:
                if column.name not in there:
                    op.add_column(table.name, column)
    earlier = context.config.attributes["earlier"]
    if earlier and earlier < "0009":
        op.execute(
            "UPDATE account SET is_operator = true"
            " WHERE id = (SELECT id FROM account ORDER BY created_at, id LIMIT 1)"
        )
    if earlier and earlier < "0018":
        _make_rows_of_drafts()


def _make_rows_of_drafts() -> None:
    """Of the draft's JSON only what tells where its dates came from stays."""
    connection = op.get_bind()
    years, dates = TABLES.tables["council_year"], TABLES.tables["draft_date"]
    for year in connection.execute(select(years.c.id, years.c.status, years.c.draft)).all():
        rows = [] if year.status == "published" else list(_rows(year))
        if rows:
            connection.execute(dates.insert(), rows)
        source = {name: year.draft[name] for name in _STAYS if year.draft.get(name)}
        if rows:
            source["last_position"] = max(row["position"] for row in rows)
        if "pattern" in year.draft:
            source["rule"] = year.draft["pattern"]
        connection.execute(years.update().where(years.c.id == year.id).values(draft=source))


def _rows(year: Any) -> Iterator[dict[str, Any]]:
    """A row for each entry and each that was taken out. A position is what was its id."""
    lines = year.draft.get("text", "").splitlines()
    for name in ("entries", "removed"):
        for entry in year.draft.get(name, ()):
            line = entry.get("line", 0)
            claim = [entry["claim"]] if "claim" in entry else []
            reasons = [*claim, *entry.get("doubts", [])]
            yield {
                "year_id": year.id,
                "position": entry["id"],
                "way": _WAYS.get(entry.get("way", "text"), entry.get("way")),
                "source_line": line,
                "text": lines[line - 1].strip() if 0 < line <= len(lines) else "",
                **{key: _day(entry.get(key)) for key in ("day", "last_day")},
                **{key: _time(entry.get(key)) for key in ("start", "end")},
                "place": entry.get("place"),
                "note": entry.get("note", ""),
                "is_cancelled": entry.get("is_cancelled", False),
                "doubts": [_reason(*reason) for reason in reasons],
                "settled": list(entry.get("accepted", [])),
                "is_changed": "as_read" in entry,
                "is_removed": name == "removed",
            }


def _reason(code: str, params: dict[str, Any]) -> list[Any]:
    """A parameter was a pair, of its kind and its value."""
    return [code, {name: value for name, (_, value) in params.items()}]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _table(name: str, *parts: SchemaItem) -> None:
    Table(name, TABLES, *parts)


_table(
    "feed_fetch",
    Column("feed", String(40), primary_key=True),
    Column("program", String(40), primary_key=True),
    Column("at", UTCDateTime, nullable=False),
)
_table(
    "installation",
    Column("id", Integer, primary_key=True),
    Column("uuid", String(36), nullable=False),
    Column("uid_domain", String(200), nullable=False),
    Column("secret", LargeBinary(64), nullable=False),
    Column("feed_epoch", Integer, nullable=False),
    Column("feed_edition", String(16), nullable=False, server_default=""),
    Column("feed_edition_at", UTCDateTime),
    Column("created_at", UTCDateTime, nullable=False),
    CheckConstraint("id = 1", name="one"),
)
_table(
    "notice_trouble",
    Column("key", String(300), primary_key=True),
    Column("starts", Integer, nullable=False),
    Column("next_try_at", UTCDateTime, nullable=False),
    Column("error", String(500), nullable=False),
)
_table(
    "person",
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("email", String(254), nullable=False, unique=True),
    Column("phone", String(60), nullable=False),
    Column("language", String(8)),
    Column("channel", String(20)),
    Column("muted", JSON, nullable=False),
    Column("link_version", Integer, nullable=False),
    Column("feed_version", Integer, nullable=False),
    Column("feed_revision", Integer, nullable=False),
    Column("feed_changed_at", UTCDateTime),
    Column("links_ended_on", Date),
    Column("version", Integer, nullable=False),
)
_table(
    "rehearsal_clock",
    Column("id", Integer, primary_key=True),
    Column("now", UTCDateTime, nullable=False),
    Column("target", UTCDateTime, nullable=False),
    Column("played", Integer, nullable=False),
    Column("played_before", Integer, nullable=False, server_default="0"),
    Column("expected", Integer, nullable=False, server_default="0"),
    CheckConstraint("id = 1", name="one"),
)
_table(
    "relay",
    Column("id", Integer, primary_key=True),
    Column("held", String(500)),
    Column("held_for", String(20)),
    Column("held_at", UTCDateTime),
    Column("held_until", UTCDateTime),
    Column("open_at", UTCDateTime, nullable=False),
    Column("free_at", UTCDateTime, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failing_since", UTCDateTime),
    Column("words", String(500), nullable=False, server_default=""),
    Column("slow", Integer, nullable=False, server_default="0"),
    Column("slowed_at", UTCDateTime),
)
_table(
    "setup",
    Column("id", Integer, primary_key=True),
    Column("browser", String(64), nullable=False),
    Column("secret_hash", String(64), nullable=False),
    Column("expires_at", UTCDateTime, nullable=False),
    Column("used_at", UTCDateTime),
    Column("number_hash", String(64), nullable=False),
    Column("number_for", String(254), nullable=False),
    Column("number_until", UTCDateTime),
    Column("number_tries", Integer, nullable=False),
    Column("mail_proved_at", UTCDateTime),
    Column("mail_skipped_at", UTCDateTime),
    Column("notice_rules", JSON, nullable=False),
    Column("times_at", UTCDateTime),
    Column("members_later_at", UTCDateTime),
    Column("done_at", UTCDateTime),
    CheckConstraint("id = 1", name="one"),
)
_table(
    "sign_in_failure",
    Column("id", Integer, primary_key=True),
    Column("what", String(20), nullable=False, server_default="password"),
    Column("address_hash", String(64), nullable=False),
    Column("origin", String(60), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Index(None, "origin", "at"),
    Index(None, "address_hash", "at"),
)
_table(
    "suppression",
    Column("address", String(254), primary_key=True),
    Column("reason", String(500), nullable=False),
    Column("at", UTCDateTime, nullable=False),
)
_table(
    "worker",
    Column("id", String(60), primary_key=True),
    Column("version", String(40), nullable=False),
    Column("started_at", UTCDateTime, nullable=False),
    Column("beat_at", UTCDateTime, nullable=False),
    Column("ticks", JSON, nullable=False),
    Column("suspect_since", UTCDateTime),
    Column("accepted_at", UTCDateTime),
    Column("wrong_hints", Integer, nullable=False, server_default="0"),
)
_table(
    "account",
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False, unique=True),
    Column("password_hash", String(200)),
    Column("is_operator", Boolean, nullable=False, server_default=false()),
    Column("created_at", UTCDateTime, nullable=False),
    Column("version", Integer, nullable=False),
)
_table(
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
    Column("online_url", String(500), nullable=False, server_default=""),
    Column("duration_minutes", Integer, nullable=False),
    Column("usual_time", String(5), nullable=False, server_default=""),
    Column("standing_items", String(2000), nullable=False, server_default=""),
    Column("items_are_public", Boolean, nullable=False, server_default=false()),
    Column("notes_are_public", Boolean, nullable=False, server_default=false()),
    Column("approve_notes", Boolean, nullable=False, server_default=false()),
    Column("notice_rules", JSON, nullable=False),
    Column("reply_mode", String(20), nullable=False),
    Column("is_public", Boolean, nullable=False, server_default=true()),
    Column("deputy_mode", String(20), nullable=False, server_default="by_hand"),
    Column("inform_deputies", Boolean, nullable=False, server_default=false()),
    Column("approve_kallelse", Boolean, nullable=False, server_default=false()),
    Column("tell_declines", Boolean, nullable=False, server_default=true()),
    Column("paused_at", UTCDateTime),
    Column("feed_revision", Integer, nullable=False),
    Column("feed_changed_at", UTCDateTime),
    Column("feed_from_on", Date, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("changed_at", UTCDateTime, nullable=False),
    Column("version", Integer, nullable=False),
)
_table(
    "account_council",
    Column("account_id", Integer, ForeignKey("account.id"), primary_key=True),
    Column("council_id", Integer, ForeignKey("council.id"), primary_key=True),
)
_table(
    "account_session",
    Column("id", Integer, primary_key=True),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False, index=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("program", String(200), nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("ended_at", UTCDateTime),
)
_table(
    "change",
    Column("id", Integer, primary_key=True),
    Column("at", UTCDateTime, nullable=False),
    Column("by_kind", String(20), nullable=False),
    Column("by_id", Integer),
    Column("by_name", String(200), nullable=False),
    Column("council_id", Integer, ForeignKey("council.id")),
    Column("subject", String(200), nullable=False),
    Column("before", JSON),
    Column("after", JSON),
    Index(None, "council_id", "id"),
)
_table(
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
_table(
    "council_year",
    Column("id", Integer, primary_key=True),
    Column("council_id", Integer, ForeignKey("council.id"), nullable=False),
    Column("year", Integer, nullable=False),
    Column("draft", JSON, nullable=False),
    Column("status", String(20), nullable=False),
    Column("published_at", UTCDateTime),
    Column("touched", Integer, nullable=False),
    Column("next_due_at", UTCDateTime, index=True),
    Column("version", Integer, nullable=False),
    UniqueConstraint("council_id", "year"),
)
_table(
    "foreign_calendar",
    Column("id", Integer, primary_key=True),
    Column("council_id", Integer, ForeignKey("council.id"), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("url", String(1000), nullable=False),
    Column("wanted_at", UTCDateTime),
    Column("tried_at", UTCDateTime),
    Column("read_at", UTCDateTime),
    Column("fault", String(40), nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
)
_table(
    "notes_template",
    Column("council_id", Integer, ForeignKey("council.id"), primary_key=True),
    Column("name", String(300), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("uploaded_at", UTCDateTime, nullable=False),
)
_table(
    "one_time_link",
    Column("id", Integer, primary_key=True),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False, index=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("expires_at", UTCDateTime, nullable=False),
    Column("used_at", UTCDateTime),
)
_table(
    "school_breaks",
    Column("council_id", Integer, ForeignKey("council.id"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("changed_at", UTCDateTime, nullable=False),
    Column("version", Integer, nullable=False),
)
_table(
    "seat",
    Column("id", Integer, primary_key=True),
    Column("council_id", Integer, ForeignKey("council.id"), nullable=False, index=True),
    Column("organisation", String(200), nullable=False),
    Column("title", String(200), nullable=False),
    Column("position", Integer, nullable=False),
    Column("since_on", Date),
    Column("until_on", Date),
    Column("version", Integer, nullable=False),
)
_table(
    "draft_date",
    Column("id", Integer, primary_key=True),
    Column("year_id", Integer, ForeignKey("council_year.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("way", String(20), nullable=False),
    Column("source_line", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("day", Date),
    Column("last_day", Date),
    Column("start", Time),
    Column("end", Time),
    Column("place", String(300)),
    Column("note", String(500), nullable=False),
    Column("is_cancelled", Boolean, nullable=False),
    Column("doubts", JSON, nullable=False),
    Column("settled", JSON, nullable=False),
    Column("is_changed", Boolean, nullable=False),
    Column("is_removed", Boolean, nullable=False),
    UniqueConstraint("year_id", "position"),
)
_table(
    "foreign_event",
    Column("id", Integer, primary_key=True),
    Column("calendar_id", Integer, ForeignKey("foreign_calendar.id"), nullable=False),
    Column("title", String(300), nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("starts", WallTime),
    Index(None, "calendar_id", "first_on"),
)
_table(
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
    Column("online_revision", Integer, nullable=False, server_default="0"),
    Column("online_changed_at", UTCDateTime),
    Column("items_close_on", Date),
    Column("items_revision", Integer, nullable=False, server_default="0"),
    Column("status", String(20), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("published_at", UTCDateTime, nullable=False),
    Column("revised_at", UTCDateTime, nullable=False),
    Column("changed_at", UTCDateTime, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("moved_from", WallTime),
    Column("touched", Integer, nullable=False),
    Column("next_due_at", UTCDateTime, index=True),
    Column("version", Integer, nullable=False),
    UniqueConstraint("council_id", "number"),
    CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
    Index(None, "council_id", "starts_at"),
)
_table(
    "member",
    Column("id", Integer, primary_key=True),
    Column("council_id", Integer, ForeignKey("council.id"), nullable=False, index=True),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False, index=True),
    Column("seat_id", Integer, ForeignKey("seat.id")),
    Column("role", String(20), nullable=False),
    Column("organisation", String(200), nullable=False),
    Column("deputy_for_id", Integer, ForeignKey("seat.id")),
    Column("call_order", Integer, nullable=False),
    Column("since_on", Date),
    Column("until_on", Date),
    Column("ended_at", UTCDateTime),
    Column("version", Integer, nullable=False),
)
_table(
    "agenda_item",
    Column("id", Integer, primary_key=True),
    Column("meeting_id", Integer, ForeignKey("meeting.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("heading", String(300), nullable=False),
    Column("scope", String(300), nullable=False),
    Column("presenter", String(300), nullable=False),
    Column("presenter_email", String(254), nullable=False, server_default=""),
    Column("minutes", Integer),
    Column("text", String(5000), nullable=False, server_default=""),
    Column("links", String(5000), nullable=False, server_default=""),
    Column("is_public", Boolean, nullable=False, server_default=false()),
    Column("status", String(20), nullable=False),
    Column("proposed_by_id", Integer, ForeignKey("person.id")),
    Column("version", Integer, nullable=False),
)
_table(
    "attendance",
    Column("id", Integer, primary_key=True),
    Column("meeting_id", Integer, ForeignKey("meeting.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("person_id", Integer, ForeignKey("person.id")),
    Column("name", String(200), nullable=False),
    Column("organisation", String(200), nullable=False),
    Column("presence", String(20), nullable=False),
    Column("replaced_by", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("meeting_id", "person_id"),
)
_table(
    "deputy_call",
    Column("id", Integer, primary_key=True),
    Column("meeting_id", Integer, ForeignKey("meeting.id"), nullable=False),
    Column("seat_id", Integer, ForeignKey("seat.id"), nullable=False),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False, index=True),
    Column("instead_of_id", Integer, ForeignKey("person.id")),
    Column("for_start", UTCDateTime, nullable=False),
    Column("called_at", UTCDateTime, nullable=False),
    Column("answer_by", UTCDateTime, nullable=False),
    Column("by_hand", Boolean, nullable=False),
    Column("ended", String(20), nullable=False),
    Column("ended_at", UTCDateTime),
    Column("version", Integer, nullable=False),
    Index(None, "meeting_id", "person_id"),
)
_table(
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
    Column("council_id", Integer, ForeignKey("council.id")),
    Column("meeting_id", Integer, ForeignKey("meeting.id")),
    Column("person_id", Integer, ForeignKey("person.id")),
    Column("answer", String(20), nullable=False),
    Column("raw", LargeBinary),
    Column("settled_at", UTCDateTime),
    Column("settled_by", String(200), nullable=False),
    Index(None, "council_id", "fate"),
)
_table(
    "meeting_notes",
    Column("id", Integer, primary_key=True),
    Column("meeting_id", Integer, ForeignKey("meeting.id"), nullable=False, unique=True),
    Column("guests", String(2000), nullable=False),
    Column("remarks", String(2000), nullable=False),
    Column("noted_by", String(300), nullable=False),
    Column("attendance_at", UTCDateTime),
    Column("version", Integer, nullable=False),
)
_table(
    "notes_approval",
    Column("id", Integer, primary_key=True),
    Column("meeting_id", Integer, ForeignKey("meeting.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("content", Text, nullable=False),
    Column("asked_at", UTCDateTime, nullable=False),
    Column("answered_at", UTCDateTime),
    Column("is_approved", Boolean, nullable=False),
    Column("remark", String(2000), nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("meeting_id", "number"),
)
_table(
    "notes_version",
    Column("id", Integer, primary_key=True),
    Column("meeting_id", Integer, ForeignKey("meeting.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("correction", String(300), nullable=False),
    Column("published_at", UTCDateTime, nullable=False, index=True),
    Column("published_by", String(200), nullable=False),
    UniqueConstraint("meeting_id", "number"),
)
_table(
    "notice_issue",
    Column("id", Integer, primary_key=True),
    Column("key", String(300), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("occasion", String(100), nullable=False),
    Column("meeting_id", Integer, ForeignKey("meeting.id"), index=True),
    Column("year_id", Integer, ForeignKey("council_year.id"), index=True),
    Column("revision", Integer, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("agenda", JSON(none_as_null=True)),
    Column("issued_at", UTCDateTime, nullable=False),
    CheckConstraint("meeting_id IS NULL OR year_id IS NULL", name="one_owner_at_most"),
)
_table(
    "notice_override",
    Column("id", Integer, primary_key=True),
    Column("key", String(300), nullable=False, unique=True),
    Column("meeting_id", Integer, ForeignKey("meeting.id"), index=True),
    Column("year_id", Integer, ForeignKey("council_year.id"), index=True),
    Column("kind", String(40), nullable=False),
    Column("occasion", String(100), nullable=False),
    Column("send_at", UTCDateTime),
    Column("held", Boolean, nullable=False),
    Column("skipped", Boolean, nullable=False),
    Column("approved", Boolean, nullable=False, server_default=false()),
    Column("version", Integer, nullable=False),
    CheckConstraint("(meeting_id IS NULL) <> (year_id IS NULL)", name="meeting_or_year"),
)
_table(
    "notice_text",
    Column("id", Integer, primary_key=True),
    Column("key", String(300), nullable=False),
    Column("meeting_id", Integer, ForeignKey("meeting.id"), index=True),
    Column("year_id", Integer, ForeignKey("council_year.id"), index=True),
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
_table(
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
    Column("arrives", Time),
    Column("leaves", Time),
    Index(None, "meeting_id", "person_id"),
)
_table(
    "follow_up",
    Column("id", Integer, primary_key=True),
    Column("council_id", Integer, ForeignKey("council.id"), nullable=False, index=True),
    Column("meeting_id", Integer, ForeignKey("meeting.id"), nullable=False, index=True),
    Column("item_id", Integer, ForeignKey("agenda_item.id")),
    Column("text", String(300), nullable=False),
    Column("who", String(300), nullable=False),
    Column("person_id", Integer, ForeignKey("person.id")),
    Column("for_id", Integer, ForeignKey("meeting.id")),
    Column("version", Integer, nullable=False),
)
_table(
    "item_note",
    Column("id", Integer, primary_key=True),
    Column("item_id", Integer, ForeignKey("agenda_item.id"), nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("saved_at", UTCDateTime, nullable=False),
    Column("version", Integer, nullable=False),
)
_table(
    "outbox_message",
    Column("id", Integer, primary_key=True),
    Column("key", String(600), nullable=False, unique=True),
    Column("message_id", String(300), nullable=False, unique=True),
    Column("issue_id", Integer, ForeignKey("notice_issue.id"), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("letter", String(40), nullable=False),
    Column("meeting_id", Integer, ForeignKey("meeting.id")),
    Column("year_id", Integer, ForeignKey("council_year.id")),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("recipient", String(254), nullable=False),
    Column("method", String(20), nullable=False, server_default=""),
    Column("envelope_from", String(254), nullable=False),
    Column("mime", LargeBinary),
    Column("mime_sha256", String(64)),
    Column("priority", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("due_at", UTCDateTime, nullable=False),
    Column("next_try_at", UTCDateTime, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("ambiguous", Integer, nullable=False),
    Column("asked", Integer, nullable=False, server_default="0"),
    Column("strays", Integer, nullable=False),
    Column("token", Integer, nullable=False),
    Column("owner", String(60)),
    Column("lease_until", UTCDateTime),
    Column("touched", Integer, nullable=False),
    Column("created_at", UTCDateTime, nullable=False, index=True),
    Column("intent_at", UTCDateTime),
    Column("sent_at", UTCDateTime),
    Column("bounced_at", UTCDateTime),
    Column("last_reply", String(500), nullable=False),
    UniqueConstraint("issue_id", "person_id"),
    Index("ix_outbox_message_queue", "state", "priority", "next_try_at", "id"),
    Index("ix_outbox_message_order", "meeting_id", "recipient", "id"),
)
_table(
    "paper",
    Column("id", Integer, primary_key=True),
    Column("meeting_id", Integer, ForeignKey("meeting.id"), index=True),
    Column("item_id", Integer, ForeignKey("agenda_item.id"), index=True),
    Column("name", String(200), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("added_at", UTCDateTime, nullable=False),
    CheckConstraint("(meeting_id IS NULL) <> (item_id IS NULL)", name="hangs_on_one"),
)
_table(
    "follow_up_report",
    Column("id", Integer, primary_key=True),
    Column("council_id", Integer, ForeignKey("council.id"), nullable=False, index=True),
    Column("follow_up_id", Integer, ForeignKey("follow_up.id"), nullable=False, index=True),
    Column("meeting_id", Integer, ForeignKey("meeting.id"), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("follow_up_id", "meeting_id"),
)
_table(
    "mail_event",
    Column("id", Integer, primary_key=True),
    Column("message_id", Integer, ForeignKey("outbox_message.id"), nullable=False, index=True),
    Column("address", String(254), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("event", String(20), nullable=False),
    Column("status", String(20), nullable=False),
    Column("words", String(500), nullable=False),
    Index(None, "address", "at"),
)
_table(
    "outbox_attempt",
    Column("id", Integer, primary_key=True),
    Column("message_id", Integer, ForeignKey("outbox_message.id"), nullable=False, index=True),
    Column("token", Integer, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("outcome", String(40), nullable=False),
    Column("stage", String(20), nullable=False),
    Column("reply", String(500), nullable=False),
)
