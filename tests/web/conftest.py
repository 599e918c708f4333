"""Who looks at the pages: the secretary at her desk or of a small council, and a member and the public of a site."""

import pytest

from tests import build
from tests.web.office import Office
from tests.web.secretary import NOW, Desk, Secretary
from tests.web.site import Site


@pytest.fixture
def elin(sqlite, config):
    """The secretary of a council of two members and a deputy, whose year is published."""
    build.seed_year(sqlite, now=NOW, entries=build.people(2, 1))
    return Secretary(sqlite, config)


@pytest.fixture
def desk(sqlite, config):
    return Desk(sqlite, config)


@pytest.fixture
def office(sqlite, config):
    return Office(sqlite, config)


@pytest.fixture
def site(sqlite, config):
    return Site(sqlite, config)
