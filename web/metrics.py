"""The numbers of /metrics, counted when asked for: they are those of the database, whichever process answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from scheduler import health
from scheduler.db.session import Session
from scheduler.mail import heartbeats, queries
from scheduler.mail.relay import store as relays
from scheduler.mail.rows import Hold, State

_LOOKING_BACK = timedelta(hours=1)
_QUANTILES = (0.5, 0.99, 1.0)


def render_metrics(session: Session, *, now: datetime) -> tuple[bytes, str]:
    """The text and its content type."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Numbers(session, now))
    return generate_latest(registry), CONTENT_TYPE_LATEST


class _Numbers(Collector):
    def __init__(self, session: Session, now: datetime):
        self._session = session
        self._now = now

    def collect(self) -> Iterator[Metric]:
        yield from self._letters()
        yield from self._relay()
        yield from self._worker()
        yield from self._health()

    def _letters(self) -> Iterator[Metric]:
        session = self._session
        rows = GaugeMetricFamily("kallelse_letters", "Mail by state", labels=["state"])
        counts = queries.count_by_state(session)
        for state in State:
            rows.add_metric([state], counts.get(state, 0))
        yield rows
        lags = queries.send_lags(session, since=self._now - _LOOKING_BACK)
        lag = GaugeMetricFamily(
            "kallelse_lag_seconds", "From due to dot, mail of the last hour", labels=["quantile"]
        )
        for quantile in _QUANTILES if lags else ():
            at = lags[min(int(quantile * len(lags)), len(lags) - 1)]
            lag.add_metric([str(quantile)], at.total_seconds())
        yield lag
        attempts = CounterMetricFamily(
            "kallelse_attempts",
            "Attempts that were not a plain success, by class",
            labels=["class"],
        )
        for kind, count in queries.attempts_by_class(session).items():
            attempts.add_metric([kind], count)
        yield attempts
        ambiguous = queries.count_ambiguities(session)
        yield CounterMetricFamily("kallelse_ambiguous", "Answers that never came", value=ambiguous)

    def _relay(self) -> Iterator[Metric]:
        at = relays.relay(self._session)
        held = GaugeMetricFamily("kallelse_relay_held", "No mail leaves", labels=["why"])
        for why in Hold:
            held.add_metric([why], float(at.held_for == why))
        yield held
        yield GaugeMetricFamily("kallelse_relay_failures", "Failures in a row", value=at.failures)
        yield GaugeMetricFamily("kallelse_relay_slow", "Times the rate is halved", value=at.slow)

    def _worker(self) -> Iterator[Metric]:
        worker = heartbeats.newest_worker(self._session)
        if worker is None:
            return
        age = (self._now - worker.beat_at).total_seconds()
        yield GaugeMetricFamily("kallelse_beat_age_seconds", "Since a worker lived", value=age)
        ticks = GaugeMetricFamily("kallelse_tick_age_seconds", "Since a tick ran", labels=["tick"])
        for name, at in worker.ticks.items():
            ran_at = datetime.fromisoformat(str(at)).astimezone(UTC)
            ticks.add_metric([name], (self._now - ran_at).total_seconds())
        yield ticks
        yield CounterMetricFamily("kallelse_wrong_hints", "Wrong hints", value=worker.wrong_hints)

    def _health(self) -> Iterator[Metric]:
        found = health.check_health(self._session, now=self._now)
        wrong = GaugeMetricFamily("kallelse_wrong", "What keeps mail from going", labels=["what"])
        present = {ailment.wrong for ailment in found.ailments}
        for what in health.Wrong:
            wrong.add_metric([what], float(what in present))
        yield wrong
        warnings = GaugeMetricFamily("kallelse_warnings", "What to look at", labels=["what"])
        for warning, count in found.warnings.items():
            warnings.add_metric([warning], count)
        yield warnings
