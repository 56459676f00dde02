"""Messages out: sent until they arrive, through flood waits, broken networks and odd refusals."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from telegram import (
    Bot,
    InlineQueryResultArticle,
    ReplyParameters,
    WebhookInfo,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.telegram.keyboard import keyboard, keyboard_json
from bot.telegram.message import Message
from bot.telegram.metrics import Metrics
from bot.telegram.pace import Pace
from bot.telegram.request import AiohttpRequest

_log = logging.getLogger(__name__)
_PATIENCE = 3600.0  # seconds after which a message that cannot be sent is given up
_PAUSES = (0.3, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
_AT_ONCE, _INTERVAL = 1, 1 / 30  # messages under way; seconds until one more, where that is slow
_SLOW = 0.7  # seconds after which an asker is shown that the bot is typing
_INLINE_SECONDS = 300  # for which Telegram may show the same results again
Result = TypeVar("Result")
Sleep = Callable[[float], Awaitable[None]]


class UndeliverableError(Exception):
    """A message cannot reach its chat, now or later: the bot is blocked, the chat is gone."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes: a chat, a topic of it, below which message."""

    chat: int
    thread: int | None = None
    below: int | None = None


class Delivery:
    """Calls Telegram for everything that the bot says."""

    def __init__(
        self, bot: Bot, request: AiohttpRequest, metrics: Metrics, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._bot = bot
        self._request = request
        self._metrics = metrics
        self._sleep = sleep
        self._pace = Pace(_AT_ONCE, _INTERVAL)
        self._tasks: set[asyncio.Task[None]] = set()

    async def send(self, target: Target, message: Message) -> int:
        """Send a message; gives its number in the chat.

        Raises UndeliverableError, or the TelegramError that stayed to the end.
        """
        try:
            sent = await self._persistently(lambda: self._send(target, message, ParseMode.HTML))
        except ChatMigrated as moved:
            return await self.send(replace(target, chat=moved.new_chat_id), message)
        except BadRequest as error:
            if not _about(error, "parse"):
                raise
            _log.warning("Telegram could not parse a message; sent without markup")
            plain = replace(message, text=message.plain)
            sent = await self._persistently(lambda: self._send(target, plain, None))
        return sent

    async def edit(self, target: Target, number: int, message: Message) -> None:
        """Change a message that was sent; one that is the same or gone is left alone."""
        try:
            await self._persistently(
                lambda: self._bot.edit_message_text(
                    message.text, target.chat, number, parse_mode=ParseMode.HTML,
                    reply_markup=keyboard(message.rows),
                )
            )  # fmt: skip
        except BadRequest as error:
            if not _about(error, "not modified", "not found", "can't be edited"):
                raise

    async def photo(self, target: Target, picture: bytes | str, caption: str) -> str:
        """Send a picture, by its bytes or by the name that Telegram gave it; gives that name."""
        sent = await self._persistently(
            lambda: self._bot.send_photo(
                target.chat, picture, caption=caption, message_thread_id=target.thread,
                reply_parameters=_below(target),
            )
        )  # fmt: skip
        return sent.photo[-1].file_id if sent.photo else ""

    async def document(self, target: Target, name: str, content: bytes) -> None:
        """Send a file."""
        await self._persistently(
            lambda: self._bot.send_document(
                target.chat, content, filename=name, message_thread_id=target.thread,
                reply_parameters=_below(target),
            )
        )  # fmt: skip

    async def fetch(self, file: str) -> bytes:
        """The content of a file that somebody sent."""
        found = await self._persistently(lambda: self._bot.get_file(file))
        return bytes(await self._persistently(found.download_as_bytearray))

    async def acknowledge(self, press: str, text: str | None = None) -> None:
        """End the waiting of whoever pressed a button; too late is no matter."""
        try:
            await self._persistently(lambda: self._bot.answer_callback_query(press, text))
        except BadRequest:
            _log.info("a button press was too old to be acknowledged")

    async def offer(self, query: str, results: tuple[InlineQueryResultArticle, ...]) -> None:
        """Show the results of an inline query; too late is no matter."""
        try:
            await self._persistently(
                lambda: self._bot.answer_inline_query(query, results, cache_time=_INLINE_SECONDS)
            )
        except BadRequest:
            _log.info("an inline query was too old to be answered")

    def typing_soon(self, target: Target) -> asyncio.TimerHandle:
        """Show that the bot is typing, unless the timer is cancelled before it takes long."""

        def begin() -> None:
            task = asyncio.create_task(self._typing(target))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        return asyncio.get_running_loop().call_later(_SLOW, begin)

    async def _typing(self, target: Target) -> None:
        try:
            await self._bot.send_chat_action(
                target.chat, ChatAction.TYPING, message_thread_id=target.thread
            )
        except TelegramError as error:
            self._metrics.errors.labels(type(error).__name__).inc()

    async def webhook_state(self) -> WebhookInfo:
        """What Telegram says about its deliveries."""
        return await self._bot.get_webhook_info()

    async def is_administrator(self, chat: int, user: int) -> bool:
        """Whether somebody administers a group."""
        member = await self._persistently(lambda: self._bot.get_chat_member(chat, user))
        return member.status in (member.OWNER, member.ADMINISTRATOR)

    async def _send(self, target: Target, message: Message, mode: ParseMode | None) -> int:
        """Send it by the transport itself: PTB's objects would take more time than all the rest,
        and nothing but the number is wanted of what comes back."""
        async with self._pace:
            sent = await self._request.call(
                f"{self._bot.base_url}/sendMessage", _fields(target, message, mode)
            )
        number = sent.get("message_id") if isinstance(sent, Mapping) else None
        if not isinstance(number, int):
            raise TelegramError("a message without a number")
        return number

    async def _persistently(self, call: Callable[[], Awaitable[Result]]) -> Result:
        """Call until it succeeds, is refused for good, or patience ends.

        What timed out may have arrived; it is sent again, since twice is better than never.
        """
        end = time.monotonic() + _PATIENCE
        pauses = iter((*_PAUSES, *[_PAUSES[-1]] * int(_PATIENCE / _PAUSES[-1])))
        while True:
            try:
                return await call()
            except (Forbidden, InvalidToken) as error:
                self._metrics.errors.labels(type(error).__name__).inc()
                raise UndeliverableError(type(error).__name__) from None
            except (BadRequest, ChatMigrated) as error:
                self._metrics.errors.labels(type(error).__name__).inc()
                if _about(error, "chat not found", "user is deactivated", "kicked"):
                    raise UndeliverableError(type(error).__name__) from None
                raise
            except TelegramError as error:
                self._metrics.errors.labels(type(error).__name__).inc()
                pause = _asked_for(error) or next(pauses, _PAUSES[-1])
                if time.monotonic() + pause > end:
                    raise
                await self._sleep(pause)


def _asked_for(error: TelegramError) -> float:
    """The seconds for which Telegram asks to wait; 0 where it does not."""
    if not isinstance(error, RetryAfter):
        return 0.0
    wait = error.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())


def _about(error: TelegramError, *words: str) -> bool:
    text = str(error).lower()
    return any(word in text for word in words)


def _fields(target: Target, message: Message, mode: ParseMode | None) -> Mapping[str, object]:
    """The parameters of sendMessage, each a text, as PTB sends them."""
    below = _below(target)
    fields = {
        "chat_id": str(target.chat),
        "text": message.text,
        "parse_mode": mode,
        "message_thread_id": None if target.thread is None else str(target.thread),
        "reply_parameters": None if below is None else below.to_json(),
        "reply_markup": keyboard_json(message.rows) if message.rows else None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _below(target: Target) -> ReplyParameters | None:
    if target.below is None:
        return None
    return ReplyParameters(target.below, allow_sending_without_reply=True)
