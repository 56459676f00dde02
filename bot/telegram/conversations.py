"""What is remembered of each conversation, in memory: the latest ones."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field

from bot.model import Reply
from bot.session import Session

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Memory:
    """One conversation so far: its session, and the last reply for what refers to it."""

    session: Session = field(default_factory=Session)
    reply: Reply | None = None


class Conversations:
    """Conversation → memory; the least recently used are forgotten first."""

    def __init__(self, most: int = _MOST) -> None:
        self._memories: OrderedDict[Hashable, Memory] = OrderedDict()
        self._most = most

    def __getitem__(self, key: Hashable) -> Memory:
        """The memory of a conversation; an empty one for a new conversation."""
        return self._memories.get(key, Memory())

    def __setitem__(self, key: Hashable, memory: Memory) -> None:
        self._memories[key] = memory
        self._memories.move_to_end(key)
        if len(self._memories) > self._most:
            self._memories.popitem(last=False)
