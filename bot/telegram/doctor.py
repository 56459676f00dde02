"""What an operator would look at first, looked at: each finding says what to do about it."""

import contextlib
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import StrEnum

import aiohttp
from telegram import Bot, User, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.config import Config
from bot.errors import BotError, KnowledgeError
from bot.knowledge.load import load
from bot.phrases import phrase
from bot.store import inbox
from bot.store.database import open_store
from bot.telegram.rankings import font_on_this_machine
from bot.telegram.request import AiohttpRequest, proxy_for
from bot.telegram.server import listen
from bot.text.tokenize import Segmenter

_SECONDS = 10.0
_SKEW = 30.0  # seconds by which the clock may be wrong
_MANY_WAITING = 100


Clock = Callable[[], float]


class Level(StrEnum):
    """How bad a finding is."""

    FINE = "fine"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, in words for the operator."""

    level: Level
    text: str


def fine(key: str, **slots: object) -> Finding:
    """All is well."""
    return Finding(Level.FINE, phrase(f"doctor.{key}", **slots))


def note(key: str, **slots: object) -> Finding:
    """It serves, and could serve better."""
    return Finding(Level.NOTE, phrase(f"doctor.{key}", **slots))


def wrong(key: str, **slots: object) -> Finding:
    """It cannot serve like this."""
    return Finding(Level.WRONG, phrase(f"doctor.{key}", **slots))


async def examine(config: Config, clock: Clock = time.time) -> AsyncIterator[Finding]:
    """Look at everything, the nearest first."""
    for look in (_knowledge, _store, _address, _surroundings):
        for finding in look(config):
            yield finding
    token = config.telegram.token.get_secret_value()
    if not token:
        yield Finding(Level.WRONG, phrase("telegram.no_token"))
        return
    async for finding in _telegram(config, token, clock):
        yield finding


def _knowledge(config: Config) -> Iterator[Finding]:
    try:
        knowledge = load(config.knowledge, Segmenter())
    except KnowledgeError as error:
        yield wrong("knowledge.broken", folder=config.knowledge, count=len(error.problems))
    else:
        yield fine("knowledge.fine", facts=len(knowledge.facts), version=knowledge.version)


def _store(config: Config) -> Iterator[Finding]:
    try:
        store = open_store(config.store)
        left = store.do(inbox.unfinished)
        store.close()
    except BotError as error:
        yield Finding(Level.WRONG, str(error))
    except Exception as error:
        yield wrong("store.broken", reason=type(error).__name__)
    else:
        yield fine("store.fine", count=left)


def _address(config: Config) -> Iterator[Finding]:
    try:
        listening = listen(config.http, webhook=config.telegram.mode == "webhook")
    except BotError as error:
        yield note("address", reason=error)
        return
    if listening is not None:
        listening.close()


def _surroundings(config: Config) -> Iterator[Finding]:
    if not config.admins:
        yield note("admins")
    if font_on_this_machine(config.telegram.font) is None:
        yield note("font")
    proxy = proxy_for(config.telegram.base_url)
    if proxy is not None:
        yield fine("proxy")


async def _telegram(config: Config, token: str, clock: Clock) -> AsyncIterator[Finding]:
    address = config.telegram.base_url
    bot = Bot(token, base_url=address, request=AiohttpRequest(address, 2, _SECONDS),
              get_updates_request=AiohttpRequest(address, 1, _SECONDS))  # fmt: skip
    try:
        await bot.initialize()
        info = await bot.get_webhook_info()
    except InvalidToken:
        yield Finding(Level.WRONG, phrase("telegram.bad_token"))
    except TelegramError as error:
        yield wrong("unreachable", reason=type(error).__name__)
    else:
        for finding in (*_permissions(bot.bot), *_webhook(config, info)):
            yield finding
        yield await _clock(f"{bot.base_url}/getMe", proxy_for(address), clock)
    finally:
        with contextlib.suppress(TelegramError):
            await bot.shutdown()


def _permissions(me: User) -> Iterator[Finding]:
    yield fine("token", name=me.username)
    if not me.supports_inline_queries:
        yield note("inline")
    if not me.can_join_groups:
        yield note("groups")
    if me.can_read_all_group_messages:
        yield note("privacy")


def _webhook(config: Config, info: WebhookInfo) -> Iterator[Finding]:
    wanted = config.telegram.webhook.url if config.telegram.mode == "webhook" else ""
    if config.telegram.mode == "webhook" and not wanted:
        yield note("webhook.no_url")
    elif info.url != wanted:
        key = "webhook.other" if wanted else "webhook.set"
        yield note(key, url=info.url or phrase("doctor.webhook.none"))
    if info.last_error_message:
        yield wrong("webhook.failing", reason=info.last_error_message)
    if info.pending_update_count > _MANY_WAITING:
        yield note("webhook.waiting", count=info.pending_update_count)


async def _clock(url: str, proxy: str | None, clock: Clock) -> Finding:
    """How far this machine's clock is from Telegram's."""
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, proxy=proxy) as client,
            client.post(url) as response,
        ):
            theirs = parsedate_to_datetime(response.headers["Date"]).timestamp()
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError) as error:
        return note("clock.unknown", reason=type(error).__name__)
    skew = clock() - theirs
    if abs(skew) > _SKEW:
        return wrong("clock.wrong", seconds=f"{skew:+.0f}")
    return fine("clock.fine")
