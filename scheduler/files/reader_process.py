"""The reader's own process: octets on standard input, text on standard output, bounded in memory and time.

A hostile file may make any reader eat memory or never end; here it only ends this process. The arguments are the
reader as `module:function`, the seconds of processor time that it may take, and what it is called with after the
octets. The first line out is `ok`, or a code of `read_file.FAULTS`.
"""

import importlib
import os
import resource
import sys

MEMORY, MOST_TEXT = 1_000_000_000, 10_000_000


def main() -> None:
    reader, seconds, *arguments = sys.argv[1], int(sys.argv[2]), *sys.argv[3:]
    os.nice(10)  # whoever asks for a page goes before whoever has a file read
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    code, text = call_reader(reader, sys.stdin.buffer.read(), *arguments)
    sys.stdout.buffer.write(f"{code}\n{text[:MOST_TEXT]}".encode("utf-8", errors="replace"))


def call_reader(reader: str, octets: bytes, *arguments: str) -> tuple[str, str]:
    """Whatever else a reader raises ends the process, and is told of as a file that cannot be read."""
    module, _, function = reader.partition(":")
    try:
        return "ok", getattr(importlib.import_module(module), function)(octets, *arguments)
    except ImportError:
        return "no_pdf", ""
    except MemoryError:
        return "heavy", ""


if __name__ == "__main__":
    main()
