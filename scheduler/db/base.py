"""Base of all rows: constraint names, and the two ways we keep time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, MetaData, String
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from scheduler.clock import Wall


class UTCDateTime(TypeDecorator[datetime]):
    """An instant: aware UTC in, aware UTC out, on both databases. A naive value is a programming error."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        value = value.astimezone(UTC)
        # SQLite keeps text without an offset; all of one offset, so that it sorts as time does.
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class WallTime(TypeDecorator[Wall]):
    """What people agreed on, as text: `2026-03-10T13:00 Europe/Stockholm`."""

    impl = String(80)
    cache_ok = True

    def process_bind_param(self, value: Wall | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Wall | None:
        if value is None:
            return None
        moment, _, zone = value.partition(" ")
        parsed = datetime.fromisoformat(moment)
        return Wall(parsed.date(), parsed.time(), zone)


class Base(DeclarativeBase):
    """Every relationship is `lazy="raise"`: neither a rule nor a template can query by accident."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UTCDateTime(), Wall: WallTime()}

    def touches(self) -> tuple[tuple[str, int | None], ...]:
        """What a change of this row makes stale.

        ("meeting" | "year" | "council" | "person" | "feed" | "personal feed", id) each: of a council the first
        "feed", of a person "personal feed". Default: nothing.

        Source: docs/mail.md, rule 2.
        """
        return ()


Json = dict[str, Any]
