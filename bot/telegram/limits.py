"""How many messages a minute anybody may send: tokens that grow back with time."""

from collections.abc import Hashable

from bot.telegram.conversations import Recent

_MINUTE = 60.0
_MOST = 50_000  # buckets


class Limit:
    """A bucket of tokens for each person or group, filled evenly; new ones start full."""

    def __init__(self, per_minute: int) -> None:
        self._most = float(per_minute)
        self._buckets: Recent[tuple[float, float, bool]] = Recent(_MOST)

    def take(self, key: Hashable, at: float) -> tuple[bool, bool]:
        """Whether one more is within the limit; where not, whether that was not yet told."""
        tokens, since, told = self._buckets.get(key) or (self._most, at, False)
        tokens = min(self._most, tokens + max(0.0, at - since) * self._most / _MINUTE)
        allowed = tokens >= 1
        self._buckets[key] = (tokens - allowed, at, not allowed)
        return allowed, not allowed and not told
