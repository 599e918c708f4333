"""Who looks at the pages: the secretary at her desk or of a small council, and a member and the public of a site."""

from __future__ import annotations

import pytest

from tests.web.office import Office
from tests.web.secretary import Desk
from tests.web.site import Site


@pytest.fixture
def desk(sqlite, config):
    return Desk(sqlite, config)


@pytest.fixture
def office(sqlite, config):
    return Office(sqlite, config)


@pytest.fixture
def site(sqlite, config):
    return Site(sqlite, config)
