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

emulated.KINDS |= {"edited_message", "my_chat_member", "poll"}
emulated.ALLOWED_UPDATE_TYPES |= {"guest_message", "managed_bot"}
TOKEN = "1:T"  # noqa: S105  (the emulator's)
ME = {"id": 7, "is_bot": True, "first_name": "Fixture", "username": "FixtureBot"}
GROUP = -100
_IGNORED = ("link_preview_options", "message_thread_id", "protect_content", "scope")
_RETRY = 0.2  # seconds after which a webhook delivery that failed is tried again


class FakeTelegram(LoBotApiEmulator):  # type: ignore[misc]
    """Records the bot's calls, fails on demand, and plays the users."""

    def __init__(self) -> None:
        super().__init__(
            enable_control=True, allow_insecure_loopback_webhooks=True, max_updates=100_000
        )
        self.calls: list[dict[str, Any]] = []
        self.documents: list[tuple[str, bytes]] = []  # that the bot sent
        self.faults: list[dict[str, Any]] = []
        self.administrators: set[int] = set()
        self.token = TOKEN
        self.garbage: list[str] = []  # what the next messages are answered with
        self.webhook: dict[str, Any] = {}  # what getWebhookInfo says besides the truth
        true = self._update_queues.info
        self._update_queues.info = lambda token: true(token) | self.webhook
        self._message = 0
        self._push = self._update_queues.deliver  # stock delivers inside setWebhook: the bot waits
        self._update_queues.deliver = self._soon
        self._tasks: set[asyncio.Task[None]] = set()

    async def _soon(self, token: str) -> int:
        task = asyncio.create_task(self._until_delivered(token))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return 0

    async def _until_delivered(self, token: str) -> None:
        while (await self._push(token)) or self._update_queues.info(token)["url"]:
            if not self._update_queues.info(token)["pending_update_count"]:
                return
            await asyncio.sleep(_RETRY)

    async def handle(self, request: web.Request) -> web.Response:
        if request.match_info["method"] == "sendMessage" and self.garbage:
            return web.Response(text=self.garbage.pop())
        response: web.Response = await super().handle(request)
        return response

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        if method != "getUpdates":
            self.calls.append({"method": method, "fields": dict(fields)})
        for fault in self.faults:
            if fault["method"] == method and fault["times"] > 0:
                fault["times"] -= 1
                raise ApiRefusal(fault.get("description", "fault"), fault["status"],
                                 fault.get("parameters"))  # fmt: skip
        if method == "getChatMember":
            return self._member(int(fields["user_id"]))
        for field in _IGNORED:
            fields.pop(field, None)
        result = super().validate(method, fields, uploads)
        if method == "sendDocument":
            sent = uploads["document"]
            self.documents.append((sent["filename"], sent["data"]))
        if method == "getMe":
            result |= ME | {"supports_inline_queries": True}
        elif isinstance(result, dict) and "message_id" in result:
            result |= {"date": int(time.time()), "from": ME}
            if int(fields["chat_id"]) < 0:
                result["chat"] = {"id": int(fields["chat_id"]), "type": "supergroup", "title": "g"}
            self.calls[-1]["result"] = result
        return result

    def _member(self, user: int) -> dict[str, Any]:
        status = "administrator" if user in self.administrators else "member"
        rights = ("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages",
                  "can_manage_video_chats", "can_restrict_members", "can_promote_members",
                  "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
                  "can_delete_stories")  # fmt: skip
        return {"status": status, "user": person(user)} | dict.fromkeys(rights, False)

    def sent(self, method: str = "sendMessage") -> list[dict[str, Any]]:
        """The fields of every call of one method."""
        return [call["fields"] for call in self.calls if call["method"] == method]

    async def says(self, text: str, user: int = 1, **message: Any) -> int:
        """A user writes; gives the message's number."""
        return await self.sends(user, text=text, **message)

    async def sends(self, user: int = 1, **content: Any) -> int:
        """A user sends something."""
        message = self._of(user) | content
        await self.updates(message=message)
        return int(message["message_id"])

    async def edits(self, number: int, text: str, user: int = 1, **message: Any) -> None:
        """A user edits a message."""
        changed = self._of(user) | {"message_id": number, "text": text, "edit_date": 2} | message
        await self.updates(edited_message=changed)

    async def presses(self, payload: str, user: int = 1, **message: Any) -> None:
        """A user presses a button below a message of the bot."""
        below = self._of(user) | {"text": "x", "from": ME} | message
        query = {"id": str(self._message), "from": person(user), "chat_instance": "1",
                 "data": payload, "message": below}  # fmt: skip
        await self.updates(callback_query=query)

    async def types(self, query: str, user: int = 1) -> None:
        """A user types `@bot …` in some chat."""
        inline = {"id": "1", "from": person(user), "query": query, "offset": ""}
        await self.updates(inline_query=inline)

    async def updates(self, **update: Any) -> None:
        """Any update."""
        await self.enqueue_update(update, token=self.token)

    def _of(self, user: int) -> dict[str, Any]:
        self._message += 1
        return {"message_id": self._message, "date": 1, "from": person(user),
                "chat": {"id": user, "type": "private"}}  # fmt: skip

    async def until(self, count: int, method: str = "sendMessage", seconds: float = 10) -> None:
        """Wait until the bot has called a method so many times."""
        deadline = time.monotonic() + seconds
        while len(self.sent(method)) < count:
            if time.monotonic() > deadline:
                raise AssertionError(f"{len(self.sent(method))} of {count} {method}")
            await asyncio.sleep(0.02)


def person(user: int) -> dict[str, Any]:
    return {"id": user, "is_bot": False, "first_name": "甲"}


def in_group(thread: int | None = None) -> dict[str, Any]:
    """What makes a message one of a group (and of a topic of it)."""
    chat = {"chat": {"id": GROUP, "type": "supergroup", "title": "g", "is_forum": bool(thread)}}
    return chat | ({"message_thread_id": thread, "is_topic_message": True} if thread else {})


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
