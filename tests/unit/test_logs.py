"""What a log line never holds, and what it still does."""

import pytest

from scheduler.logs import mask


@pytest.mark.parametrize(
    "text, masked",
    [
        ("to siv@example.org: 550", "to <address>: 550"),
        ("GET /m/12-0.abcd/granasbra", "GET /m/…/granasbra"),
        ("GET /admin/setup/start/abcd", "GET /admin/setup/start/…"),
        ("granasbra/m1/change/r3/siv@example.org", "granasbra/m1/change/r3/<address>"),
    ],
)
def test_addresses_and_what_opens_a_page_are_masked(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    "key", ["granasbra/m1/kallelse/@2026-03-10T13:00", "granasbra/m1/kallelse/m12@2026-03-10T13:00"]
)
def test_the_key_of_a_notice_is_no_address(key):
    assert mask(f"issued {key}") == f"issued {key}"
