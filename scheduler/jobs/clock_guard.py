"""Rule: is the wall clock to be trusted? A wrong one would order early, and end what it should not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

STEP = timedelta(seconds=30)
BEHIND = timedelta(seconds=60)
AGREES_FOR_SECONDS = 60.0


@dataclass
class ClockGuard:
    """Compares the wall clock with one that nobody steps. `awake`: seconds of `clock.seconds_awake`.

    It becomes suspect by a step of more than 30 s, or where a worker was alive later than now. It is trusted again
    when it has gone evenly for a minute and a second source agrees, or when a person says so.
    """

    wall: datetime
    awake: float
    suspect_since: datetime | None = None

    def look(self, wall: datetime, awake: float, *, beat_at: datetime | None, agrees: bool) -> bool:
        """Whether it is suspect now. `agrees`: the second source says the same time, just now."""
        is_behind = beat_at is not None and wall < beat_at - BEHIND
        if self.has_stepped(wall, awake):
            self.wall, self.awake = wall, awake
            self.suspect_since = self.suspect_since or wall
        elif is_behind and not agrees:
            self.suspect_since = self.suspect_since or wall
        elif self.suspect_since and agrees and awake - self.awake >= AGREES_FOR_SECONDS:
            self.suspect_since = None
        return self.suspect_since is not None

    def has_stepped(self, wall: datetime, awake: float) -> bool:
        """Whether the wall clock was set since the last look. Costs nothing, so it is asked before each letter."""
        drift = (wall - self.wall) - timedelta(seconds=awake - self.awake)
        return abs(drift) > STEP

    def accept(self, wall: datetime, awake: float) -> None:
        """A person says that the clock is right."""
        self.wall, self.awake, self.suspect_since = wall, awake, None
