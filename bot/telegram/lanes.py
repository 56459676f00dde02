"""Many chats at once, each in order: a lane for each, some workers, and a bounded whole."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Lanes(Generic[Item]):
    """Serves the items of a lane one after the other, and `parallel` lanes at the same time."""

    def __init__(self, serve: Callable[[Item], Awaitable[None]], parallel: int, most: int) -> None:
        self._serve = serve
        self._parallel = parallel
        self._room = asyncio.Semaphore(most)
        self._lanes: dict[Hashable, deque[Item]] = {}
        self._ready: asyncio.Queue[Hashable] = asyncio.Queue()
        self._idle = asyncio.Event()
        self._idle.set()
        self.depth = 0

    @property
    def full(self) -> bool:
        """Whether the next item would have to wait for room."""
        return self._room.locked()

    async def put(self, lane: Hashable, item: Item) -> None:
        """Append an item to a lane; waits while there is no room."""
        await self._room.acquire()
        self.depth += 1
        self._idle.clear()
        if lane in self._lanes:
            self._lanes[lane].append(item)
        else:
            self._lanes[lane] = deque((item,))
            self._ready.put_nowait(lane)

    async def run(self) -> None:
        """Serve until cancelled; `serve` must see to its own errors."""
        async with asyncio.TaskGroup() as workers:
            for _ in range(self._parallel):
                workers.create_task(self._work())

    async def drained(self) -> None:
        """Wait until nothing is left."""
        await self._idle.wait()

    async def _work(self) -> None:
        while True:
            lane = await self._ready.get()
            items = self._lanes[lane]
            await self._serve(items.popleft())
            self._room.release()
            self.depth -= 1
            if items:
                self._ready.put_nowait(lane)
            else:
                del self._lanes[lane]
                if not self._lanes:
                    self._idle.set()
