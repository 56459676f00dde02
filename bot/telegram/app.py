"""The whole front end put together, and its life: start, serve, finish what was taken."""

import asyncio
import contextlib
import logging
import random
import secrets
import signal
import socket
import time
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.config import Config
from bot.store import groups
from bot.store.database import open_store
from bot.store.desk import Desk
from bot.store.pseudonyms import Pseudonyms
from bot.telegram.administration.office import Keeper, Office
from bot.telegram.administration.reload import prepare, tell
from bot.telegram.delivery import Delivery
from bot.telegram.dispatch import Dispatch
from bot.telegram.front import Front
from bot.telegram.housekeeping import Housekeeping
from bot.telegram.intake import Intake, Parcel
from bot.telegram.lanes import Lanes
from bot.telegram.limits import Limit
from bot.telegram.line import Line, connected, deliver_to, introduce, poll_from_now
from bot.telegram.live import Live
from bot.telegram.metrics import Metrics
from bot.telegram.polling import Poller
from bot.telegram.rankings import font_on_this_machine
from bot.telegram.reports import Reports
from bot.telegram.server import listen, serving
from bot.telegram.web import PATH, Web, application

_log = logging.getLogger(__name__)
Result = TypeVar("Result")


def run(config: Config, live: Live, keeper: Keeper | None = None) -> None:
    """Serve until SIGINT or SIGTERM; what was taken is finished first, as far as there is time.

    Whoever holds `live` may swap its knowledge meanwhile, from any thread. With a keeper, the
    administrators change the knowledge in the chat.

    Raises ConfigError or StoreError where it cannot be done, or no longer.
    """
    asyncio.run(_until_signal(config, live, keeper))


async def _until_signal(config: Config, live: Live, keeper: Keeper | None) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(config, live, stop, keeper)


async def serve(
    config: Config, live: Live, stop: asyncio.Event, keeper: Keeper | None = None
) -> None:
    """Serve until `stop` is set."""
    desk = Desk(open_store(config.store))
    try:
        async with contextlib.AsyncExitStack() as stack:
            listening = listen(config.http, webhook=config.telegram.mode == "webhook")
            if listening is not None:
                stack.callback(listening.close)
            connecting = stack.enter_async_context(connected(config.telegram))
            line = await _unless(stop, connecting)
            if line is not None:
                office = Office(config.admins, keeper) if keeper is not None else None
                house = await assemble(config, live, line, desk, office)
                await _live(house, config, listening, stop)
    finally:
        await desk.close()


@dataclass(frozen=True, slots=True)
class House:
    """The parts of one running bot that are started and stopped."""

    line: Line
    front: Front
    lanes: Lanes[Parcel]
    intake: Intake
    poller: Poller | None
    housekeeping: Housekeeping


async def assemble(
    config: Config, live: Live, line: Line, desk: Desk, office: Office | None = None
) -> House:
    """Make the parts from the configuration and hang them together."""
    settings = config.telegram
    bot = line.bot
    metrics = Metrics.make()
    delivery = Delivery(bot, line.sending, metrics)
    secret = settings.token.get_secret_value()
    front = Front(
        bot.id, bot.username, live, delivery, desk, Pseudonyms.of(secret), metrics,
        config.retention_days, time.time, random.SystemRandom(),
        font_on_this_machine(settings.font), set(await desk.do(groups.switched_off)), office=office,
    )  # fmt: skip
    reports = Reports(config.admins, delivery, time.time)
    users, chats = Limit(settings.limits.per_user), Limit(settings.limits.per_group)
    dispatch = Dispatch(front, users, chats, reports)
    lanes = Lanes(dispatch, settings.parallel, settings.backlog)
    intake = Intake(bot.id, desk, lanes, metrics)
    poller = (
        Poller(line, intake, metrics, settings.poll_seconds) if settings.mode == "polling" else None
    )
    housekeeping = Housekeeping(front, lanes, poller, reports)
    return House(line, front, lanes, intake, poller, housekeeping)


async def _live(
    house: House, config: Config, listening: socket.socket | None, stop: asyncio.Event
) -> None:
    workers = asyncio.create_task(house.lanes.run())
    secret = config.telegram.webhook.secret.get_secret_value() or secrets.token_urlsafe(32)
    feeding = _feed(house, config, listening, secret)
    running = (feeding, house.housekeeping.run(), _administer(house.front), stop.wait())
    tasks = [asyncio.create_task(c) for c in running]
    async with _http(house, listening, secret):
        done, _ = await asyncio.wait((workers, *tasks), return_when=asyncio.FIRST_COMPLETED)
        _log.info("stopping: %d updates under way", house.lanes.depth)
        await _cancelled(*tasks)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(config.telegram.grace_seconds):
            await house.lanes.drained()
    await _cancelled(workers)
    _log.info("stopped; %d updates stay stored for the next start", house.lanes.depth)
    for task in done:
        task.result()  # what ended it, where that was an error


async def _administer(front: Front) -> None:
    """Make ready for the first change, then tell of what happens in the folder."""
    if front.office is None or not front.office.admins:
        await asyncio.Event().wait()
    else:
        preparing = asyncio.create_task(prepare(front.office))
        try:
            await tell(front.office, front.delivery)
        finally:
            preparing.cancel()


async def _feed(house: House, config: Config, listening: socket.socket | None, secret: str) -> None:
    """Take up what was left, then take in what comes."""
    left = await house.intake.resume()
    if left:
        _log.info("%d updates of an earlier run are taken up", left)
    introducing = asyncio.create_task(introduce(house.line.bot, _administrators(house.front)))
    try:
        if house.poller is not None:
            await poll_from_now(house.line.bot)
            await house.poller.run()
        elif listening is not None:
            url = config.telegram.webhook.url or _own_address(listening)
            connections = config.telegram.webhook.max_connections
            await deliver_to(house.line.bot, url, secret, connections)
            await asyncio.Event().wait()
    finally:
        introducing.cancel()


def _administrators(front: Front) -> tuple[int, ...]:
    return front.office.admins if front.office is not None else ()


def _own_address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{host}:{port}{PATH}"


@contextlib.asynccontextmanager
async def _http(house: House, listening: socket.socket | None, secret: str) -> AsyncIterator[None]:
    if listening is None:
        yield
        return
    web = Web(house.intake, house.front.metrics, house.housekeeping.trouble,
              "" if house.poller else secret)  # fmt: skip
    async with serving(application(web), listening):
        yield


async def _unless(stop: asyncio.Event, wanted: Coroutine[None, None, Result]) -> Result | None:
    """What is wanted; None where the bot is to stop before that is there."""
    stopped, getting = asyncio.create_task(stop.wait()), asyncio.create_task(wanted)
    await asyncio.wait((stopped, getting), return_when=asyncio.FIRST_COMPLETED)
    await _cancelled(stopped, *(() if getting.done() else (getting,)))
    return getting.result() if not getting.cancelled() else None


async def _cancelled(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
