"""The table of reply classes: what each answer means, whole."""

import pytest

from scheduler.mail.transport import Stage, reply_class

TABLE = [
    ("connect", 421, "4.3.2 too many connections", "relay"),
    ("connect", 451, "come back later", "relay"),
    ("connect", 554, "no SMTP service here", "relay"),
    ("auth", 421, "closing", "relay"),
    ("auth", 454, "4.7.0 temporary authentication failure", "relay"),
    ("auth", 530, "5.7.0 must issue STARTTLS", "config"),
    ("auth", 534, "5.7.9 mechanism too weak", "config"),
    ("auth", 535, "5.7.8 authentication failed", "config"),
    ("auth", 538, "5.7.11 encryption required", "config"),
    ("mail", 530, "5.7.57 client not authenticated", "config"),
    ("mail", 550, "5.7.60 not permitted to send as this sender", "config"),
    ("mail", 553, "5.1.8 sender address rejected", "config"),
    ("mail", 554, "5.7.1 access denied", "config"),
    ("mail", 451, "4.3.0 try again", "slow"),
    ("mail", 452, "4.3.1 insufficient storage", "slow"),
    ("mail", 552, "5.3.4 message size exceeds limit", "too_big"),
    ("mail", 421, "4.7.0 closing", "relay"),
    ("rcpt", 432, "4.3.2 concurrent connections limit exceeded", "slow"),
    ("rcpt", 451, "4.7.0 rate limited", "slow"),
    ("rcpt", 450, "4.7.1 service unavailable", "slow"),
    ("rcpt", 450, "4.7.1 recipient rejected: greylisted", "soft"),
    ("rcpt", 451, "4.7.1 Greylisting in action, please come back later", "soft"),
    ("rcpt", 450, "4.2.1 mailbox busy", "soft"),
    ("rcpt", 451, "local error", "soft"),
    ("rcpt", 452, "4.2.2 mailbox full", "mailbox_full"),
    ("rcpt", 552, "5.2.2 mailbox full", "mailbox_full"),
    ("rcpt", 550, "5.2.2 over quota", "mailbox_full"),
    ("rcpt", 550, "5.1.1 no such user", "hard"),
    ("rcpt", 551, "5.1.6 has moved", "hard"),
    ("rcpt", 553, "5.1.3 bad address", "hard"),
    ("rcpt", 550, "5.2.1 mailbox disabled", "hard"),
    ("rcpt", 550, "relay not permitted", "policy"),
    ("rcpt", 554, "5.7.1 relay access denied", "policy"),
    ("rcpt", 530, "5.7.0 authentication required", "config"),
    ("data", 554, "5.5.1 no valid recipients", "policy"),
    ("data", 451, "4.3.0 queue file write error", "soft"),
    ("dot", 554, "5.7.1 looks like spam", "policy"),
    ("dot", 552, "too much mail data", "too_big"),
    ("dot", 451, "4.6.0 try again", "soft"),
    ("dot", 421, "4.3.0 closing", "relay"),
    ("dot", 25, "", "ambiguous"),
    ("dot", -1, "", "ambiguous"),
    ("dot", 354, "go on", "ambiguous"),
]


@pytest.mark.parametrize("stage, code, words, expected", TABLE)
def test_what_an_answer_means(stage, code, words, expected):
    assert reply_class(Stage(stage), code, words) == expected
