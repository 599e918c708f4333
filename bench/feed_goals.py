"""The ratios F1 to F9 and G2, each with its gate, which must hold, and its goal."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bench.feed_costs import Costs
from bench.wrk import Result


@dataclass(frozen=True, slots=True)
class Ratio:
    """`is_most` where less is better: then the ratio must not be above gate and goal."""

    key: str
    what: str
    value: Callable[["Measured"], float]
    gate: float
    goal: float
    needs: str = "static"
    is_most: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run found. `skipped` says in words why something was not measured."""

    rounds: Mapping[tuple[str, str], Sequence[Result]]
    costs: Costs
    skipped: Mapping[str, str]

    def rate(self, ours: str, what: str, theirs: str, their_what: str = "") -> float:
        """How many times as many requests a second."""
        return self._median(
            ours, what, theirs, their_what, lambda a, b: a.per_second / b.per_second
        )

    def cpu(self, ours: str, what: str, theirs: str) -> float:
        """How many times less processor time a request."""
        return self._median(ours, what, theirs, "", lambda a, b: b.cpu / max(a.cpu, 0.001))

    def p99(self, ours: str, what: str, theirs: str) -> float:
        return self._median(ours, what, theirs, "", lambda a, b: a.p99 / b.p99)

    def _median(
        self,
        ours: str,
        what: str,
        theirs: str,
        their_what: str,
        ratio: Callable[[Result, Result], float],
    ) -> float:
        pairs = zip(self.rounds[ours, what], self.rounds[theirs, their_what or what], strict=True)
        return statistics.median(ratio(a, b) for a, b in pairs)

    def summary(self) -> dict[str, object]:
        """For machines: every ratio, those that miss their gate, and what was skipped."""
        values = {one.key: one.value(self) for one in RATIOS if one.needs not in self.skipped}
        missed = [
            one.key
            for one in RATIOS
            if one.key in values and not _holds(one, values[one.key], one.gate)
        ]
        short = {key: float(f"{value:.3g}") for key, value in values.items()}
        return {"ratios": short, "missed": missed, "skipped": dict(self.skipped)}


POLL, POLL_1000 = "unchanged 50", "unchanged 1000"
FULL, FULL_1000 = "full 50", "full 1000"
MANY = "unchanged 50, 64 connections"
US = "kallelse"


def _rate(key: str, what: str, load: str, to: str, gate: float, goal: float) -> Ratio:
    """Requests a second, ours to another's."""
    return Ratio(key, f"{what} (req/s)", lambda m: m.rate(US, load, to), gate, goal, to)


def _cpu(key: str, what: str, load: str, to: str, gate: float, goal: float) -> Ratio:
    """Processor time a request, another's to ours."""
    return Ratio(key, f"{what} (cpu)", lambda m: m.cpu(US, load, to), gate, goal, to)


def _most(
    key: str, what: str, value: Callable[["Measured"], float], gate: float, goal: float
) -> Ratio:
    """One of which less is better."""
    return Ratio(key, what, value, gate, goal, is_most=True)


RATIOS = (
    _cpu("F1", "unchanged poll to static Flask", POLL, "static", 1.0, 2.0),
    _rate("F2 req/s", "unchanged poll to nginx's file", POLL, "nginx", 0.15, 0.4),
    _cpu("F2 cpu", "the same", POLL, "nginx", 0.1, 0.3),
    Ratio("F3", "unchanged poll, 1000 events to 50 (req/s)", lambda m: m.rate(US, POLL_1000, US, POLL), 0.8, 0.95),
    _cpu("F4", "full feed of 50 to static Flask", FULL, "static", 1.0, 2.0),
    _cpu("F5 cpu", "full feed of 1000 to static Flask", FULL_1000, "static", 0.9, 1.0),
    _rate("F5 req/s", "full feed of 1000 to nginx", FULL_1000, "nginx", 0.3, 0.5),
    _rate("F6 full 50", "full feed of 50 to Radicale", FULL, "radicale", 50, 200),
    _rate("F6 full 1000", "full feed of 1000 to Radicale", FULL_1000, "radicale", 150, 500),
    _rate("F6 poll 50", "unchanged poll of 50 to Radicale", POLL, "radicale", 100, 400),
    _rate("F6 poll 1000", "unchanged poll of 1000 to Radicale", POLL_1000, "radicale", 1000, 4000),
    _most("F8", "p99 of polls, 64 connections, to static Flask's", lambda m: m.p99(US, MANY, "static"), 1.5, 1.0),
    Ratio("F9", "unchanged poll, PostgreSQL to SQLite (req/s)", lambda m: m.rate("postgres", POLL, US), 0.8, 0.9,
          "postgres"),
    _most("G2", "1000 events from nothing, to a plain build", lambda m: m.costs.first / m.costs.plain, 1.3, 1.0),
)  # fmt: skip


def report(measured: Measured) -> str:
    """The table for people."""
    lines = [f"\n{'':68}{'ratio':>9}{'gate':>9}{'goal':>9}"]
    for one in RATIOS:
        start = f"{one.key:14}{one.what:54}"
        if one.needs in measured.skipped:
            lines.append(f"{start}{'–':>9}  {measured.skipped[one.needs]}")
            continue
        value, sign = one.value(measured), "≤" if one.is_most else "≥"
        bounds = f"{f'{sign}{one.gate:g}':>9}{f'{sign}{one.goal:g}':>9}"
        lines.append(f"{start}{value:9.3g}{bounds}  {_verdict(one, value)}")
    lines.append(f"{'F7':14}Xandikos and Indico: not run here; both render whenever they are asked")
    costs = measured.costs
    lines.append(f"plain build {costs.plain:.0f} ms, ours {costs.first:.0f} ms")
    return "\n".join(lines)


def _verdict(one: Ratio, value: float) -> str:
    if not _holds(one, value, one.gate):
        return "MISSED"
    return "goal" if _holds(one, value, one.goal) else "gate"


def _holds(one: Ratio, value: float, bound: float) -> bool:
    return value <= bound if one.is_most else value >= bound
