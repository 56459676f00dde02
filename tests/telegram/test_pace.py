import asyncio
import time

from bot.telegram.pace import Pace


async def test_fast_calls_are_few_at_once() -> None:
    pace, inside, most = Pace(2, 10.0), 0, 0

    async def call() -> None:
        nonlocal inside, most
        async with pace:
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(call() for _ in range(100)))
    assert most == 2


async def test_slow_calls_hold_up_the_others_for_a_moment_only() -> None:
    pace, release = Pace(2, 0.01), asyncio.Event()

    async def call() -> None:
        async with pace:
            await release.wait()

    begin = time.monotonic()
    slow = [asyncio.create_task(call()) for _ in range(10)]
    async with pace:
        assert time.monotonic() - begin < 1
    release.set()
    await asyncio.gather(*slow)
    async with asyncio.timeout(0.1), pace, pace:
        pass


async def test_who_gives_up_takes_no_turn() -> None:
    pace, release = Pace(1, 10.0), asyncio.Event()

    async def call() -> None:
        async with pace:
            await release.wait()

    first, second, third = (asyncio.create_task(call()) for _ in range(3))
    await asyncio.sleep(0)
    second.cancel()
    release.set()
    await first
    await third
    assert second.cancelled() or second.done()
