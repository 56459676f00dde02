"""What every feature of the front end works with."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bot.session import Session
from bot.store.database import Work
from bot.store.desk import Desk
from bot.store.pseudonyms import Pseudonyms
from bot.telegram.administration.office import Office
from bot.telegram.conversations import Conversations, Recent
from bot.telegram.delivery import Delivery
from bot.telegram.event import Event
from bot.telegram.live import Live, View
from bot.telegram.message import Button, Message, Scribe
from bot.telegram.metrics import Metrics

Kept = tuple[Work[None], ...]  # what is to be stored together with the end of an update
NOTHING: Kept = ()


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was sent: its messages' numbers, and the session before its question, which
    speaks of a version of the knowledge."""

    numbers: tuple[int, ...]
    before: Session
    version: str


@dataclass(frozen=True, slots=True)
class Front:
    """The bot's own number and name, the knowledge, the ways out, and what is remembered."""

    bot: int
    username: str
    live: Live
    delivery: Delivery
    desk: Desk
    pseudonyms: Pseudonyms
    metrics: Metrics
    retention_days: float
    clock: Callable[[], float]
    random: Random
    font: Path | None
    silent: set[str]  # the groups, under pseudonyms, where the bot is switched off
    conversations: Conversations = field(default_factory=Conversations)
    given: Recent[Given] = field(default_factory=Recent)  # (chat, number, user) → its answer
    engine: asyncio.Lock = field(default_factory=asyncio.Lock)
    office: Office | None = None  # none: nobody administers here

    @property
    def view(self) -> View:
        """The knowledge that serves, as the messenger shows it."""
        return self.live.view

    def session(self, session: Session, version: str) -> Session:
        """A session as it may go on: what it speaks of may be gone since the knowledge changed."""
        return session if version == self.view.knowledge.version else Session()

    def question_id(self, key: str) -> str:
        """Under what a question is stored whose update has this number."""
        return f"{self.bot}.{key}"

    def scribe(self, event: Event) -> Scribe:
        """Writes for whoever caused the event: in traditional characters if they do, or if their
        Telegram does and they have not written yet."""
        reply = self.conversations.of(event.conversation).reply
        traditional = reply.traditional if reply is not None else event.traditional
        return Scribe(self.view.knowledge, traditional)

    async def say(self, event: Event, text: str, rows: Sequence[Sequence[Button]] = ()) -> None:
        """Send the bot's own words, plain."""
        await self.delivery.send(event.target, self.worded(event, text, rows))

    def worded(self, event: Event, text: str, rows: Sequence[Sequence[Button]] = ()) -> Message:
        """The bot's own words in the characters of the reader."""
        return Message.of(self.scribe(event)(text), rows)
