"""What the administration works with, and what it remembers in memory, bounded."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.admin.curator import Curator
from bot.admin.proposal import Proposal
from bot.knowledge.watch import Reload
from bot.store.drafts import Draft
from bot.telegram.administration.news import News
from bot.telegram.conversations import Recent
from bot.telegram.message import Message

_MOST_PENDING = 8  # each holds a whole knowledge; the others are proposed again


@dataclass(frozen=True, slots=True)
class Keeper:
    """The knowledge folder as it is kept: changed by `curator`, loaded anew by `reload`; `news`
    are those of the watcher."""

    curator: Curator
    reload: Callable[[], Reload]
    news: News


@dataclass(frozen=True, slots=True)
class Pending:
    """A proposal that waits for yes or no, the draft that it came from, and the message with its
    buttons."""

    draft: Draft
    proposal: Proposal
    shown: Message
    number: int


@dataclass(frozen=True, slots=True)
class Office:
    """Who may administer, what, and what is under way; `turn` makes previews wait for another."""

    admins: tuple[int, ...]
    keeper: Keeper
    pending: Recent[Pending] = field(default_factory=lambda: Recent(_MOST_PENDING))
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
