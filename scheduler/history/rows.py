"""Change: one append-only row for everything a person changes; Actor: who it was."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.db.base import Base, Json


class ActorKind(StrEnum):
    OPERATOR = "operator"
    ACCOUNT = "account"
    PERSON = "person"
    SYSTEM = "system"


class Actor(NamedTuple):
    """Who did it. `id` is that of the account or person; the name is kept as it was then."""

    kind: ActorKind
    id: int | None = None
    name: str = ""


OPERATOR = Actor(ActorKind.OPERATOR, name="kallelse")


class Change(Base):
    """Who, when, what, before, after. Only ever added."""

    __tablename__ = "change"
    __table_args__ = (Index(None, "council_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by_kind: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[int | None]
    by_name: Mapped[str] = mapped_column(String(200))
    council_id: Mapped[int | None] = mapped_column(ForeignKey("council.id"))
    subject: Mapped[str] = mapped_column(String(200))
    before: Mapped[Json | None] = mapped_column(JSON)
    after: Mapped[Json | None] = mapped_column(JSON)
