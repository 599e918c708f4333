"""The reader's own process: octets on standard input, text on standard output, bounded in memory and time.

A hostile file may make any reader eat memory or never end; here it only ends this process. The first line out is
`ok`, or a code of `reading.FAULTS`.
"""

from __future__ import annotations

import resource
import sys

from scheduler.files import document, pdf, workbook
from scheduler.files.kinds import Kind

MEMORY, SECONDS, MOST_TEXT = 1_000_000_000, 10, 1_000_000
_READERS = {Kind.SHEET: workbook.text, Kind.DOCUMENT: document.text, Kind.PDF: pdf.text}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    code, found = read(Kind(sys.argv[1]), sys.stdin.buffer.read())
    sys.stdout.buffer.write(f"{code}\n{found[:MOST_TEXT]}".encode("utf-8", errors="replace"))


def read(kind: Kind, octets: bytes) -> tuple[str, str]:
    """Whatever a reader raises ends the process, and is told of as a file that cannot be read."""
    try:
        return "ok", _READERS[kind](octets)
    except ImportError:
        return "no_pdf", ""


if __name__ == "__main__":
    main()
