"""A Bot API server on loopback that costs little, so that the bot is what is measured.

It keeps to what matters for durability: an update stays until it is acknowledged (the offset of
getUpdates, a 2xx of the webhook), a webhook has one update of a chat under way, failed deliveries
are tried again, and every reply is counted by its chat.
"""

import asyncio
import itertools
import json
import random
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

TOKEN = "1:benchmark"
_BOT = {"id": 1, "is_bot": True, "first_name": "b", "username": "BenchBot",
        "can_join_groups": True, "can_read_all_group_messages": False,
        "supports_inline_queries": True}  # fmt: skip
Update = dict[str, Any]


@dataclass
class BotApi:
    """The server's state: what waits, what was said to whom, and how often calls fail."""

    failing: float = 0.0  # share of calls that fail with 429, 500, 502 or too late
    updates: deque[Update] = field(default_factory=deque)
    said: dict[int, list[str]] = field(default_factory=dict)
    below: dict[int, list[int]] = field(default_factory=dict)  # what the replies reply to
    methods: Counter[str] = field(default_factory=Counter)
    last: float = 0.0  # when the last reply came
    hook: str = ""
    secret: str = ""
    news: asyncio.Event = field(default_factory=asyncio.Event)
    chance: random.Random = field(default_factory=lambda: random.Random(1))
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    lanes: dict[object, deque[Update]] = field(default_factory=dict)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    client: aiohttp.ClientSession | None = None

    @property
    def replies(self) -> int:
        """How many messages the bot has sent."""
        return sum(len(texts) for texts in self.said.values())

    def ask(self, chat: int, text: str, **more: object) -> int:
        """Somebody asks in a chat of their own; gives the message's number."""
        number = next(self.numbers)
        kind = "private" if chat >= 0 else "supergroup"
        message = {
            "message_id": number, "date": 1, "text": text, "chat": {"id": chat, "type": kind},
            "from": {"id": abs(chat), "is_bot": False, "first_name": "a", "language_code": "zh"},
        }  # fmt: skip
        self.put({"update_id": number, "message": message | more})
        return number

    def put(self, update: Update) -> None:
        """Any update; it is delivered as soon as the bot takes it."""
        self.updates.append(update)
        self.news.set()
        if self.hook:
            self._deliver(update)

    def _deliver(self, update: Update) -> None:
        chat = _chat(update)
        if chat in self.lanes:
            self.lanes[chat].append(update)
            return
        self.lanes[chat] = deque((update,))
        task = asyncio.create_task(self._lane(chat))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _lane(self, chat: object) -> None:
        lane = self.lanes[chat]
        while lane and self.hook:
            if await self._post(lane[0]):
                self.updates.remove(lane.popleft())
            else:
                await asyncio.sleep(0.2)
        del self.lanes[chat]

    async def _post(self, update: Update) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret}
        if self.client is None:
            self.client = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=40))
        try:
            async with self.client.post(self.hook, json=update, headers=headers) as response:
                done = 200 <= response.status < 300
        except (aiohttp.ClientError, TimeoutError):
            done = False
        return done

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Any call of the bot."""
        method = request.path.rpartition("/")[2]
        fields = await _fields(request)
        self.methods[method] += 1
        if self.failing and method != "getMe" and self.chance.random() < self.failing:
            status = self.chance.choice((429, 500, 502, 504))
            if status == 504:  # it arrived, and the bot is not told so
                await self._result(method, fields)
                await asyncio.sleep(0.5)
            return self._failed(status)
        result = await self._result(method, fields)
        return web.json_response({"ok": True, "result": result})

    async def _result(self, method: str, fields: Mapping[str, Any]) -> object:
        call = getattr(self, f"_{method}", None)
        return await call(fields) if call else True

    @staticmethod
    def _failed(status: int) -> web.Response:
        body: dict[str, object] = {"ok": False, "error_code": status, "description": "fault"}
        if status == 429:
            body["parameters"] = {"retry_after": 1}
        return web.json_response(body, status=status)

    async def _getMe(self, _: Mapping[str, Any]) -> object:  # noqa: N802
        return _BOT

    async def _getUpdates(self, fields: Mapping[str, Any]) -> object:  # noqa: N802
        offset, end = int(fields.get("offset", 0)), time.monotonic() + int(fields.get("timeout", 0))
        while self.updates and self.updates[0]["update_id"] < offset:
            self.updates.popleft()
        while not self.updates and (left := end - time.monotonic()) > 0:
            self.news.clear()
            try:
                await asyncio.wait_for(self.news.wait(), left)
            except TimeoutError:
                break
        return list(itertools.islice(self.updates, 100))

    async def _setWebhook(self, fields: Mapping[str, Any]) -> object:  # noqa: N802
        self.hook, self.secret = fields["url"], fields.get("secret_token", "")
        under_way = set(self.lanes)
        for update in [u for u in self.updates if _chat(u) not in under_way]:
            self._deliver(update)
        return True

    async def _deleteWebhook(self, _: Mapping[str, Any]) -> object:  # noqa: N802
        self.hook = ""
        return True

    async def _getWebhookInfo(self, _: Mapping[str, Any]) -> object:  # noqa: N802
        return {"url": self.hook, "has_custom_certificate": False, "pending_update_count": 0}

    async def _sendMessage(self, fields: Mapping[str, Any]) -> object:  # noqa: N802
        chat = int(fields["chat_id"])
        self.said.setdefault(chat, []).append(fields["text"])
        if "reply_parameters" in fields:
            below = json.loads(fields["reply_parameters"])["message_id"]
            self.below.setdefault(chat, []).append(below)
        self.last = time.monotonic()
        return {"message_id": next(self.numbers), "date": 1, "text": fields["text"],
                "chat": {"id": chat, "type": "private"}}  # fmt: skip

    async def until(self, replies: int, seconds: float) -> bool:
        """Wait until so many messages were sent; whether they were."""
        end = time.monotonic() + seconds
        while self.replies < replies and time.monotonic() < end:
            await asyncio.sleep(0.02)
        return self.replies >= replies


def _chat(update: Update) -> object:
    message = update.get("message")
    chat = message.get("chat") if isinstance(message, dict) else None
    number = chat.get("id") if isinstance(chat, dict) else None
    return number if isinstance(number, int) else 0


async def _fields(request: web.BaseRequest) -> Mapping[str, Any]:
    if request.content_type == "application/json":
        found: Mapping[str, Any] = json.loads(await request.read() or b"{}")
        return found
    return dict(await request.post())


@asynccontextmanager
async def serving(api: BotApi) -> AsyncIterator[str]:
    """The server on a free port; gives its address."""
    server = web.Server(api.handle, access_log=None)
    runner = web.ServerRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        api.hook = ""
        if api.client is not None:
            await api.client.close()
        await runner.cleanup()
