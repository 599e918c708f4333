"""The program `kallelse`: the domain's commands, plus run, rehearse and web."""

from __future__ import annotations

from scheduler.cli.main import kallelse, run


def main() -> None:
    run(kallelse)


if __name__ == "__main__":
    main()
