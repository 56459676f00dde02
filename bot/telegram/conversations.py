"""What is remembered of each conversation, in memory: the latest ones."""

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.model import Reply
from bot.session import Session

_MOST = 3000  # a session may hold tens of kilobytes
Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Memory:
    """One conversation so far: its session and the version of the knowledge that it speaks of,
    the last reply and its key, what its buttons offer, and the key about which the next words are
    feedback (None: they are a question)."""

    session: Session = field(default_factory=Session)
    version: str = ""
    reply: Reply | None = None
    key: str = ""
    offered: Mapping[str, str] = field(default_factory=dict)
    listening: str | None = None


class Recent(Generic[Kept]):
    """The latest entries by key; the least recently set are forgotten first."""

    def __init__(self, most: int = _MOST) -> None:
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._most = most

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> Kept | None:
        """What is kept under a key."""
        return self._kept.get(key)

    def __setitem__(self, key: Hashable, kept: Kept) -> None:
        self._kept[key] = kept
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def take(self, key: Hashable) -> Kept | None:
        """What is kept under a key, kept no longer."""
        return self._kept.pop(key, None)

    def drop(self, user: int) -> None:
        """Forget whatever is kept under keys that end with this person."""
        for key in [key for key in self._kept if isinstance(key, tuple) and key[-1] == user]:
            del self._kept[key]


class Conversations(Recent[Memory]):
    """Conversation → memory."""

    def of(self, key: Hashable) -> Memory:
        """The memory of a conversation; an empty one for a new conversation."""
        return self.get(key) or Memory()
