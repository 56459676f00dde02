"""Small talk: messages that are nothing but a greeting, thanks or the like."""

import re
from collections.abc import Iterable, Mapping

_LONGEST = 40  # characters of a message that can be small talk
_MOST_PADDING = 4  # characters before and after a known phrase


class Chat:
    """Recognises small talk by its phrases. Read-only once built."""

    def __init__(self, phrases: Mapping[str, Iterable[str]], padding: Iterable[str]) -> None:
        """`phrases` are the known ones of each sort, `padding` the little words around them."""
        self._sorts = {
            "".join(phrase.split()): name for name, found in phrases.items() for phrase in found
        }
        longest_first = sorted(padding, key=len, reverse=True)
        self._padding = re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})*")

    def sort_of(self, text: str) -> str | None:
        """The sort of small talk that a normalised message is; None for any other message.

        Every part of the message must be small talk; the first that says more than an
        acknowledgement tells the sort.
        """
        if not 0 < len(text) <= _LONGEST:
            return None
        whole = self._one(re.sub(r"\W+", "", text))
        if whole is not None:
            return whole
        parts = [part for part in re.split(r"[^\w ]+", text) if part.strip()]
        sorts = [self._one(part.replace(" ", "")) for part in parts]
        if not sorts or None in sorts:
            return None
        return sorts[0]

    def _one(self, message: str) -> str | None:
        if message in self._sorts:
            return self._sorts[message]
        size = len(message)
        if size and size % 2 == 0 and message[: size // 2] == message[size // 2 :]:
            return self._one(message[: size // 2])
        for start in range(min(_MOST_PADDING, size)):
            for end in range(size, max(start, size - _MOST_PADDING), -1):
                name = self._sorts.get(message[start:end])
                if name and self._is_padding(message[:start]) and self._is_padding(message[end:]):
                    return name
        return None

    def _is_padding(self, rest: str) -> bool:
        return bool(self._padding.fullmatch(rest))
