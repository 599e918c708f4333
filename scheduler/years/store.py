"""How years are asked for."""

from __future__ import annotations

from sqlalchemy import select

from scheduler.db.session import Session
from scheduler.errors import N_, NotFound
from scheduler.years.rows import CouncilYear, YearStatus

_NO_YEAR = N_("%(year)s is not planned. Read its dates first.")


def find(session: Session, council_id: int, year: int) -> CouncilYear | None:
    query = select(CouncilYear).where(
        CouncilYear.council_id == council_id, CouncilYear.year == year
    )
    return session.scalars(query).one_or_none()


def get(session: Session, council_id: int, year: int) -> CouncilYear:
    """Raises: NotFound."""
    found = find(session, council_id, year)
    if found is None:
        raise NotFound(_NO_YEAR, year=year)
    return found


def of_council(session: Session, council_id: int) -> list[CouncilYear]:
    query = (
        select(CouncilYear).where(CouncilYear.council_id == council_id).order_by(CouncilYear.year)
    )
    return list(session.scalars(query))


def published(session: Session, council_id: int) -> list[int]:
    """The numbers of the years whose dates are public, earliest first."""
    query = (
        select(CouncilYear.year)
        .where(CouncilYear.council_id == council_id, CouncilYear.status == YearStatus.PUBLISHED)
        .order_by(CouncilYear.year)
    )
    return list(session.scalars(query))
