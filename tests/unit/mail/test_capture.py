"""Captured mail as files."""

from __future__ import annotations

import stat
from pathlib import Path

from scheduler.mail.capture import Capture, captured
from scheduler.mail.door import Envelope


def test_a_captured_letter_is_its_owner_s_alone(tmp_path: Path) -> None:
    door = Capture(tmp_path)
    door.begin(Envelope(1, "from@example.org", "to@example.org", b"Subject: x\r\n\r\nx\r\n"))
    door.dot()

    (file,) = captured(tmp_path).values()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
