"""The dates of a draft as rows; of the draft's JSON only what tells where they came from stays."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_YEAR = sa.table("council_year", sa.column("id"), sa.column("status"), sa.column("draft", sa.JSON))
_WAYS = {"text": "text", "file": "text"}
_STAYS = ("text", "file", "body", "another", "past", "form")


def upgrade() -> None:
    dates = op.create_table(
        "draft_date",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("year_id", sa.Integer, sa.ForeignKey("council_year.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("way", sa.String(20), nullable=False),
        sa.Column("source_line", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=True),
        sa.Column("last_day", sa.Date, nullable=True),
        sa.Column("start", sa.Time, nullable=True),
        sa.Column("end", sa.Time, nullable=True),
        sa.Column("place", sa.String(300), nullable=True),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("is_cancelled", sa.Boolean, nullable=False),
        sa.Column("doubts", sa.JSON, nullable=False),
        sa.Column("settled", sa.JSON, nullable=False),
        sa.Column("is_changed", sa.Boolean, nullable=False),
        sa.Column("is_removed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft_date"),
        sa.UniqueConstraint("year_id", "position"),
    )
    connection = op.get_bind()
    for year in connection.execute(sa.select(_YEAR)).all():
        rows = [] if year.status == "published" else list(_rows(year))
        if rows:
            connection.execute(dates.insert(), rows)
        source = {name: year.draft[name] for name in _STAYS if year.draft.get(name)}
        if rows:
            source["last_position"] = max(row["position"] for row in rows)
        if "pattern" in year.draft:
            source["rule"] = year.draft["pattern"]
        connection.execute(_YEAR.update().where(_YEAR.c.id == year.id).values(draft=source))


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
