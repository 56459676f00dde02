"""What Prometheus is told: how much comes in, what becomes of it, how long it takes."""

from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


@dataclass(frozen=True, slots=True)
class Metrics:
    """The figures of one running bot, in a registry of their own."""

    registry: CollectorRegistry
    updates: Counter  # by kind
    repeated: Counter
    unreadable: Counter
    outcomes: Counter  # by status
    limited: Counter
    errors: Counter  # Telegram's, by kind
    failures: Counter
    seconds: Histogram  # by stage
    depth: Gauge
    waiting: Gauge
    polled: Gauge
    knowledge: Gauge  # by version

    @classmethod
    def make(cls) -> "Metrics":
        """New figures, all at zero."""
        registry = CollectorRegistry()

        def counter(name: str, text: str, *labels: str) -> Counter:
            return Counter(f"rongwen_{name}", text, labels, registry=registry)

        def gauge(name: str, text: str, *labels: str) -> Gauge:
            return Gauge(f"rongwen_{name}", text, labels, registry=registry)

        return cls(
            registry=registry,
            updates=counter("updates", "Updates handled", "kind"),
            repeated=counter("updates_repeated", "Updates delivered again and ignored"),
            unreadable=counter("updates_unreadable", "Updates that could not be read"),
            outcomes=counter("outcomes", "Replies by status", "status"),
            limited=counter("limited", "Messages over the rate limit"),
            errors=counter("telegram_errors", "Errors of Telegram's API", "kind"),
            failures=counter("failures", "Updates that failed through an error of ours"),
            seconds=Histogram("rongwen_seconds", "Time taken", ("stage",), registry=registry,
                              buckets=_BUCKETS),
            depth=gauge("backlog", "Updates that wait to be handled"),
            waiting=gauge("pending_at_telegram", "Updates that Telegram could not deliver yet"),
            polled=gauge("last_poll_timestamp_seconds", "When updates were last asked for"),
            knowledge=gauge("knowledge", "The knowledge that serves", "version"),
        )  # fmt: skip

    def serve(self, version: str) -> None:
        """The knowledge of this version serves, and no other."""
        self.knowledge.clear()
        self.knowledge.labels(version).set(1)

    def text(self) -> bytes:
        """The figures as Prometheus reads them."""
        return generate_latest(self.registry)
