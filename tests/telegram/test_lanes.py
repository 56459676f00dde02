import asyncio
import random

from bot.telegram.lanes import Lanes
from bot.telegram.limits import Limit


async def test_order_is_kept_in_a_lane_and_lanes_run_in_parallel() -> None:
    served: list[tuple[int, int]] = []
    under_way = most = 0

    async def serve(item: tuple[int, int]) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(random.random() / 500)  # noqa: S311
        served.append(item)
        under_way -= 1

    lanes = Lanes(serve, parallel=8, most=50)
    workers = asyncio.create_task(lanes.run())
    for number in range(600):
        await lanes.put(number % 20, (number % 20, number))
        assert lanes.depth <= 50
    await lanes.drained()
    workers.cancel()
    for lane in range(20):
        numbers = [number for of, number in served if of == lane]
        assert numbers == sorted(numbers)
    assert len(served) == 600
    assert most == 8


async def test_a_slow_lane_holds_up_no_other() -> None:
    served = []
    release = asyncio.Event()

    async def serve(item: str) -> None:
        if item == "slow":
            await release.wait()
        served.append(item)

    lanes = Lanes(serve, parallel=2, most=10)
    workers = asyncio.create_task(lanes.run())
    for lane, item in ((1, "slow"), (1, "after"), (2, "a"), (3, "b")):
        await lanes.put(lane, item)
    await asyncio.sleep(0.01)
    assert served == ["a", "b"]
    release.set()
    await lanes.drained()
    workers.cancel()
    assert served == ["a", "b", "slow", "after"]


async def test_a_full_house_lets_nobody_in() -> None:
    release = asyncio.Event()

    async def serve(_: int) -> None:
        await release.wait()

    lanes = Lanes(serve, parallel=1, most=2)
    workers = asyncio.create_task(lanes.run())
    await lanes.put(1, 1)
    await lanes.put(1, 2)
    assert lanes.full
    third = asyncio.create_task(lanes.put(1, 3))
    await asyncio.sleep(0.01)
    assert not third.done()
    release.set()
    await third
    await lanes.drained()
    workers.cancel()


def test_tokens_grow_back() -> None:
    limit = Limit(60)
    assert [limit.take("a", 0.0)[0] for _ in range(61)] == [True] * 60 + [False]
    assert limit.take("a", 0.5) == (False, False), "told already"
    assert limit.take("b", 0.5) == (True, False)
    assert limit.take("a", 2.0) == (True, False)
    assert [limit.take("a", 2.0)[0] for _ in range(2)] == [True, False]
