"""The program `kallelse`: the domain's commands, plus run, rehearse and web."""

import scheduler
from scheduler.cli.main import kallelse as kallelse
from scheduler.errors import N_

_STRANGER = N_(
    "Another package has put its own “scheduler” here. Install Kallelse in an environment of its own."
)

kallelse.places |= {
    "rehearse": (
        "web.rehearse.command:rehearse",
        "Play a year of a made-up council: no mail leaves.",
    ),
    "run": ("web.serve:run_", "The web server with a worker beside it."),
    "web": ("web.serve:web_", "The web server alone; workers run apart."),
}


def main() -> None:
    if getattr(scheduler, "__distribution__", "") != "kallelse":
        raise SystemExit(_STRANGER)
    kallelse.main(prog_name="kallelse")


if __name__ == "__main__":
    main()
