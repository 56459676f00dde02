"""What the watcher of the folder tells in its thread, handed over to the event loop."""

import asyncio
import contextlib
import threading
from collections import deque

from bot.knowledge.watch import Reload

_MOST = 20  # untold; the latest matter


class News:
    """Takes news from any thread, gives them to one listener in the event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._untold: deque[Reload] = deque(maxlen=_MOST)
        self._arrived = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def post(self, reload: Reload) -> None:
        """Take news; where nobody listens yet, they wait."""
        with self._lock:
            self._untold.append(reload)
            loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has come to its end
                loop.call_soon_threadsafe(self._arrived.set)

    async def next(self) -> Reload:
        """The oldest news that were not given yet, as soon as there are any."""
        self._loop = asyncio.get_running_loop()
        while True:
            self._arrived.clear()
            with self._lock:
                if self._untold:
                    return self._untold.popleft()
            await self._arrived.wait()
