"""Base of all rows: constraint names, and the two ways we keep time."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import DateTime, Dialect, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
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
        return None if value is None else Wall.from_text(value)


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

    TOUCHES: ClassVar[Mapping[str, str]] = {}
    """The column with the id of each thing that a change of this row makes stale. Source: docs/mail.md, rule 2."""

    def touches(self) -> tuple[tuple[str, int | None], ...]:
        """("meeting" | "year" | "council" | "person" | "feed" | "personal feed", id) of each.

        A council has a "feed", a person a "personal feed".
        """
        return tuple((what, getattr(self, column)) for what, column in self.TOUCHES.items())


class Versioned:
    """A row whose `version` each change raises; SQLAlchemy refuses to save one that was changed meanwhile."""

    version: Mapped[int] = mapped_column(sort_order=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


Json = dict[str, Any]
