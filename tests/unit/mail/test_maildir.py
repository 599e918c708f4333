"""Captured mail as files."""

import stat

from scheduler.mail.maildir import CaptureTransport, letter_files
from scheduler.mail.transport import Envelope


def test_a_captured_letter_is_its_owner_s_alone(tmp_path):
    transport = CaptureTransport(tmp_path)
    transport.begin(Envelope(1, "from@example.org", "to@example.org", b"Subject: x\r\n\r\nx\r\n"))
    transport.dot()

    (file,) = letter_files(tmp_path).values()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
