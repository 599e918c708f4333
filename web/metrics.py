"""The numbers of /metrics, counted when asked for: they are those of the database, whichever process answers."""

from collections.abc import Iterator, Mapping
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
        counts = queries.count_by_state(session)
        states = {str(state): counts.get(state, 0) for state in State}
        yield _gauge("kallelse_letters", "Mail by state", "state", states)
        lags = queries.send_lags(session, since=self._now - _LOOKING_BACK)
        last = len(lags) - 1
        shares = {str(q): lags[min(int(q * len(lags)), last)] for q in _QUANTILES} if lags else {}
        seconds = {q: lag.total_seconds() for q, lag in shares.items()}
        about = "From due to dot, mail of the last hour"
        yield _gauge("kallelse_lag_seconds", about, "quantile", seconds)
        about = "Attempts that were not a plain success, by class"
        attempts = CounterMetricFamily("kallelse_attempts", about, labels=["class"])
        for kind, count in queries.attempts_by_class(session).items():
            attempts.add_metric([kind], count)
        yield attempts
        ambiguous = queries.count_ambiguities(session)
        yield CounterMetricFamily("kallelse_ambiguous", "Answers that never came", value=ambiguous)

    def _relay(self) -> Iterator[Metric]:
        at = relays.relay(self._session)
        held = {str(why): float(at.held_for == why) for why in Hold}
        yield _gauge("kallelse_relay_held", "No mail leaves", "why", held)
        yield GaugeMetricFamily("kallelse_relay_failures", "Failures in a row", value=at.failures)
        yield GaugeMetricFamily("kallelse_relay_slow", "Times the rate is halved", value=at.slow)

    def _worker(self) -> Iterator[Metric]:
        worker = heartbeats.newest_worker(self._session)
        if worker is None:
            return
        age = (self._now - worker.beat_at).total_seconds()
        yield GaugeMetricFamily("kallelse_beat_age_seconds", "Since a worker lived", value=age)
        ran_at = {name: datetime.fromisoformat(str(at)) for name, at in worker.ticks.items()}
        ages = {
            name: (self._now - at.astimezone(UTC)).total_seconds() for name, at in ran_at.items()
        }
        yield _gauge("kallelse_tick_age_seconds", "Since a tick ran", "tick", ages)
        yield CounterMetricFamily("kallelse_wrong_hints", "Wrong hints", value=worker.wrong_hints)

    def _health(self) -> Iterator[Metric]:
        found = health.check_health(self._session, now=self._now)
        present = {ailment.wrong for ailment in found.ailments}
        wrong = {str(what): float(what in present) for what in health.Wrong}
        yield _gauge("kallelse_wrong", "What keeps mail from going", "what", wrong)
        yield _gauge(
            "kallelse_warnings",
            "What to look at",
            "what",
            {str(w): n for w, n in health.count_warnings(self._session).items()},
        )


def _gauge(name: str, about: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    """One number for each value of the label."""
    gauge = GaugeMetricFamily(name, about, labels=[label])
    for value, number in values.items():
        gauge.add_metric([value], number)
    return gauge
