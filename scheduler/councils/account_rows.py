"""Accounts of secretaries: which councils they keep, where they are signed in, and the tries that failed."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.councils.rows import Person
from scheduler.db.base import Base, Versioned


class Account(Base, Versioned):
    """A secretary's way in. It sees its own councils only. Without a hash it signs in by link alone.

    An operator sees, of the whole installation, how it fares and the pages that set it up; no councils of others.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    is_operator: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise")


class AccountCouncil(Base):
    """Which councils an account keeps; its holder is mailed what those councils' secretaries are."""

    __tablename__ = "account_council"
    TOUCHES = {"council": "council_id"}

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), primary_key=True)


class AccountSession(Base):
    """One browser signed in. The secret stands in its cookie, and here only as a hash; it can be listed and ended."""

    __tablename__ = "account_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    program: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class OneTimeLink(Base):
    """A link that is spent once: a signature alone cannot be."""

    __tablename__ = "one_time_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Try(StrEnum):
    """What is counted, so that nobody can try again and again."""

    PASSWORD = "password"
    LINK = "link"


class SignInFailure(Base):
    """A failed sign-in, or a link asked for; counted over all processes. The address is a hash, known or not."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index(None, "address_hash", "at"), Index(None, "origin", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(20), default=Try.PASSWORD)
    address_hash: Mapped[str] = mapped_column(String(64))
    origin: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
