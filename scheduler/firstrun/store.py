"""How the first run is asked for."""

from sqlalchemy import select

from scheduler.councils.account_rows import Account, AccountCouncil
from scheduler.councils.rows import Council, Member
from scheduler.db.session import Session
from scheduler.firstrun.rows import Setup


def setup(session: Session, *, lock: bool = False) -> Setup | None:
    """The row, where there ever was a first run."""
    query = select(Setup).execution_options(populate_existing=True)
    return session.scalars(query.with_for_update() if lock else query).one_or_none()


def first_council(session: Session) -> Council | None:
    return session.scalars(select(Council).order_by(Council.id).limit(1)).one_or_none()


def has_account(session: Session) -> bool:
    return session.scalars(select(Account.id).limit(1)).first() is not None


def accounts_without_council(session: Session) -> list[Account]:
    """Made before there was a council to keep."""
    kept = select(AccountCouncil.account_id)
    return list(
        session.scalars(select(Account).where(Account.id.not_in(kept)).order_by(Account.id))
    )


def has_members(session: Session) -> bool:
    return session.scalars(select(Member.id).limit(1)).first() is not None
