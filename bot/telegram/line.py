"""The line to Telegram: the bot there, its transports, and what it is told at the start."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
)
from telegram.error import InvalidToken, TelegramError

from bot.config import TelegramConfig
from bot.errors import ConfigError
from bot.phrases import phrase
from bot.telegram.administration import desk
from bot.telegram.request import AiohttpRequest
from bot.telegram.route import COMMANDS, GROUP_COMMANDS
from bot.telegram.update import KINDS

_log = logging.getLogger(__name__)
_SECONDS = 20.0  # for one call
_PAUSES = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Line:
    """The bot at Telegram, its transport, and the one that only asks for updates."""

    bot: Bot
    sending: AiohttpRequest
    polling: AiohttpRequest


@contextlib.asynccontextmanager
async def connected(config: TelegramConfig) -> AsyncIterator[Line]:
    """The line while the context lasts.

    Raises ConfigError where the token is missing or not accepted; waits while Telegram cannot be
    reached.
    """
    token = config.token.get_secret_value()
    if not token:
        raise ConfigError(phrase("telegram.no_token"))
    address = config.base_url
    sending = AiohttpRequest(address, 2 * config.parallel, _SECONDS)
    polling = AiohttpRequest(address, 2, config.poll_seconds + _SECONDS)
    bot = Bot(
        token, base_url=address, base_file_url=config.base_file_url,
        request=sending, get_updates_request=polling,
    )  # fmt: skip
    try:
        await insisting(bot.initialize)
        _log.info("connected as @%s", bot.username)
        yield Line(bot, sending, polling)
    finally:
        await bot.shutdown()
        for request in (sending, polling):
            await request.shutdown()


async def insisting(call: Callable[[], Awaitable[object]]) -> None:
    """Call Telegram until it is reached.

    Raises ConfigError where it does not accept the token.
    """
    for attempt in range(1_000_000):
        try:
            await call()
        except InvalidToken:
            raise ConfigError(phrase("telegram.bad_token")) from None
        except TelegramError as error:
            pause = _PAUSES[min(attempt, len(_PAUSES) - 1)]
            _log.warning("Telegram cannot be reached (%s); trying again in %.0f s",
                         type(error).__name__, pause)  # fmt: skip
            await asyncio.sleep(pause)
        else:
            return


async def introduce(bot: Bot, admins: Sequence[int] = ()) -> None:
    """Tell Telegram the commands, so that its menu shows them; groups have some of their own, and
    so have the chats with administrators."""
    private = [name for name in COMMANDS if name not in GROUP_COMMANDS]
    await _show(bot, private, None)
    await _show(bot, [*COMMANDS], BotCommandScopeAllGroupChats())
    for admin in admins:
        await _show(bot, [*private, *desk.COMMANDS], BotCommandScopeChat(admin))


async def _show(bot: Bot, names: list[str], scope: BotCommandScope | None) -> None:
    try:
        await bot.set_my_commands(_menu(names), scope=scope)
    except TelegramError as error:  # such as an administrator who has never written to the bot
        _log.warning("a command menu could not be set: %s", type(error).__name__)


def _menu(names: list[str]) -> list[BotCommand]:
    return [BotCommand(name, phrase(f"telegram.commands.{name}")) for name in names]


async def poll_from_now(bot: Bot) -> None:
    """Take the webhook away, which would keep the updates from whoever asks for them."""
    await insisting(bot.delete_webhook)


async def deliver_to(bot: Bot, url: str, secret: str, connections: int) -> None:
    """Have Telegram deliver the updates itself.

    Raises ConfigError where Telegram refuses the address.
    """

    async def call() -> None:
        try:
            await bot.set_webhook(
                url, secret_token=secret, max_connections=connections, allowed_updates=KINDS
            )
        except TelegramError as error:
            if type(error).__name__ == "BadRequest":
                reason = phrase("telegram.bad_webhook", url=url, reason=error.message)
                raise ConfigError(reason) from None
            raise

    await insisting(call)
    _log.info("updates are delivered to %s", url)
