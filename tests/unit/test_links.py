"""Signed links: what a token opens, and what kills it."""

from __future__ import annotations

import pytest

from scheduler.errors import NotFound
from scheduler.links import Links, Purpose, Signer

SIGNER = Signer(b"s" * 32)


def test_a_token_says_who_and_which_version() -> None:
    claim = SIGNER.read(Purpose.PAGE, SIGNER.token(Purpose.PAGE, 12, version=3, detail="a-b"))

    assert (claim.subject, claim.version, claim.detail) == (12, 3, "a-b")


def test_a_token_of_one_purpose_opens_nothing_else() -> None:
    with pytest.raises(NotFound):
        SIGNER.read(Purpose.PAGE, SIGNER.token(Purpose.FEED, 12))


@pytest.mark.parametrize(
    "token", ["", ".", "12-0", "12-0.", "x-y.z", "12-0.aaaaaaaaaaaaaaaaaaaaaaaaaa", "å.ä"]
)
def test_what_we_did_not_sign_opens_nothing(token: str) -> None:
    with pytest.raises(NotFound):
        SIGNER.read(Purpose.PAGE, token)


def test_the_reply_address_of_a_meeting_and_member_survives_lower_casing() -> None:
    address = Links("https://x.example.org", SIGNER, "svar@example.org").reply_address(7, 12)

    assert address == address.lower()
    local = address.partition("@")[0].partition("+")[2]
    assert SIGNER.read(Purpose.REPLY, local).detail == "7"
