"""Signed links: what a token opens, and what kills it."""

from scheduler.links import Links, Purpose, Signer

SIGNER = Signer(b"s" * 32)


def test_the_reply_address_of_a_meeting_and_member_survives_lower_casing():
    address = Links("https://x.example.org", SIGNER, "svar@example.org").reply_address(7, 12)

    assert address == address.lower()
    local = address.partition("@")[0].partition("+")[2]
    assert SIGNER.read(Purpose.REPLY, local).detail == "7"
