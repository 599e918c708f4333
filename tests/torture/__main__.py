"""Runs the long faults and prints their table; ends with 1 where one did not pass."""

import argparse
import random
import sys
import time

from tests import postgres
from tests.torture.cases import CASES, ONLY
from tests.torture.tally import HEAD


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("case", nargs="*", help=f"of {', '.join(CASES)}; all where none is given")
    parser.add_argument("--on", choices=["sqlite", "postgres"], help="one database only")
    parser.add_argument("--scale", type=float, default=1.0, help="1.0 is the test plan's size")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    asked = parser.parse_args()
    random.seed(asked.seed)
    print(f"seed {asked.seed}, scale {asked.scale}\n{HEAD}", flush=True)
    folder = postgres.bin_folder()
    server = postgres.Server(folder) if folder and asked.on != "sqlite" else None
    url = server.start() if server else None
    is_well = True
    try:
        for on in [asked.on] if asked.on else ["sqlite", "postgres"]:
            for name in asked.case or CASES:
                if ONLY.get(name, on) != on:
                    continue
                began = time.monotonic()
                made = CASES[name](url if on == "postgres" else None, asked.scale)
                made.seconds = time.monotonic() - began
                print(made.line(), flush=True)
                is_well &= not made.faults
    finally:
        if server:
            server.stop()
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
