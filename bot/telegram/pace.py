"""How many messages may be under way at once: few while that is fast, more while it takes long.

What was sent and not yet noted when the program is killed is sent again by the next run. So no
more is begun than what keeps the line busy, and one more whenever `interval` has passed without
room, which is as often as Telegram lets a bot send.
"""

import asyncio
from collections import deque


class Pace:
    """A context that waits for its turn; `free` of them may be inside without more ado."""

    def __init__(self, free: int, interval: float) -> None:
        self._free = free
        self._interval = interval
        self._inside = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._timer: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> None:
        if self._inside < self._free and not self._waiting:
            self._inside += 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        self._look_again()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._leave()  # the turn came at the moment of giving up
            raise

    async def __aexit__(self, *_: object) -> None:
        self._leave()

    def _leave(self) -> None:
        self._inside -= 1
        if self._inside < self._free:
            self._admit()

    def _admit(self) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                self._inside += 1
                turn.set_result(None)
                return

    def _look_again(self) -> None:
        if self._timer is None and self._waiting:
            self._timer = asyncio.get_running_loop().call_later(self._interval, self._lapse)

    def _lapse(self) -> None:
        self._timer = None
        self._admit()
        self._look_again()
