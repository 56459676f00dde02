"""A Telegram Bot API server on loopback, for tests: lo-bot-api-emulator and what PTB needs besides.

The emulator lacks a user name of the bot, the texts that were sent, edited messages, and refuses
some of PTB's fields; this subclass mends that and records every call.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from lo_bot_api_emulator import ApiRefusal, LoBotApiEmulator
from lo_bot_api_emulator import updates as emulated

emulated.KINDS |= {"edited_message", "my_chat_member"}
emulated.ALLOWED_UPDATE_TYPES |= {"guest_message", "managed_bot"}
TOKEN = "1:T"  # noqa: S105  (the emulator's)
ME = {"id": 7, "is_bot": True, "first_name": "Fixture", "username": "FixtureBot"}
_IGNORED = ("link_preview_options", "message_thread_id", "protect_content")


class FakeTelegram(LoBotApiEmulator):  # type: ignore[misc]
    """Records the bot's calls, fails on demand, and plays the users."""

    def __init__(self) -> None:
        super().__init__(
            enable_control=True, allow_insecure_loopback_webhooks=True, max_updates=100_000
        )
        self.calls: list[dict[str, Any]] = []
        self.faults: list[dict[str, Any]] = []
        self._message = 0

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        if method != "getUpdates":
            self.calls.append({"method": method, "fields": dict(fields)})
        for fault in self.faults:
            if fault["method"] == method and fault["times"] > 0:
                fault["times"] -= 1
                raise ApiRefusal(fault.get("description", "fault"), fault["status"],
                                 fault.get("parameters"))  # fmt: skip
        for field in _IGNORED:
            fields.pop(field, None)
        result = super().validate(method, fields, uploads)
        if method == "getMe":
            result |= ME | {"supports_inline_queries": True}
        elif isinstance(result, dict) and "message_id" in result:
            result |= {"date": int(time.time()), "from": ME}
        return result

    def sent(self, method: str = "sendMessage") -> list[dict[str, Any]]:
        """The fields of every call of one method."""
        return [call["fields"] for call in self.calls if call["method"] == method]

    async def says(self, text: str, user: int = 1, **message: Any) -> None:
        """A user sends a text (a command if it starts with a slash)."""
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        await self._update(user, message={"text": text} | message)

    async def sends(self, user: int = 1, **content: Any) -> None:
        """A user sends something that is no text."""
        await self._update(user, message=content)

    async def presses(self, payload: str, user: int = 1) -> None:
        """A user presses a button."""
        message = self._of(user) | {"text": "x"}
        await self._update(
            user,
            callback_query={"id": "1", "from": _person(user), "chat_instance": "1",
                            "data": payload, "message": message},
        )  # fmt: skip

    async def _update(self, user: int, **update: Any) -> None:
        if "message" in update:
            update["message"] = self._of(user) | update["message"]
        await self.enqueue_update(update, token=TOKEN)

    def _of(self, user: int) -> dict[str, Any]:
        self._message += 1
        return {"message_id": self._message, "date": 1, "from": _person(user),
                "chat": {"id": user, "type": "private"}}  # fmt: skip

    async def until(self, count: int, method: str = "sendMessage", seconds: float = 10) -> None:
        """Wait until the bot has called a method so many times."""
        deadline = time.monotonic() + seconds
        while len(self.sent(method)) < count:
            if time.monotonic() > deadline:
                raise AssertionError(f"{len(self.sent(method))} of {count} {method}")
            await asyncio.sleep(0.02)


def _person(user: int) -> dict[str, Any]:
    return {"id": user, "is_bot": False, "first_name": "甲"}


@asynccontextmanager
async def serving() -> AsyncIterator[tuple[FakeTelegram, str]]:
    """A server on a free port of the loopback, and its address."""
    telegram = FakeTelegram()
    runner = web.AppRunner(telegram.app())
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield telegram, f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()
