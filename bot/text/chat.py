"""Small talk: messages that are nothing but a greeting, thanks or the like."""

import re
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

_LONGEST = 40  # characters of a message that can be small talk
_ALIKE = 74  # rapidfuzz ratio from which a message is a variant of a known phrase
_LONGEST_START = 6  # characters of the thanks or greeting that a message begins with
_MOST_PADDING = 4  # characters before and after a known phrase
_ACKNOWLEDGED = "acknowledge"


class Chat:
    """Recognises small talk by its phrases. Read-only once built."""

    def __init__(self, phrases: Mapping[str, Iterable[str]], padding: Iterable[str]) -> None:
        """`phrases` are the known ones of each sort, `padding` the little words around them."""
        self._sorts = {
            "".join(phrase.split()): name for name, found in phrases.items() for phrase in found
        }
        longest_first = sorted(padding, key=len, reverse=True)
        self._padding = re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})*")
        self._known = tuple(self._sorts)

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
        return _telling(sorts)

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

    def nearly(self, text: str, *, asking: bool) -> str | None:
        """The sort of a message each part of which is a variant of small talk.

        To be asked only of a message that says nothing of what the knowledge is about; one that is
        not `asking` may also go on freely after a greeting or thanks.
        """
        if len(text) > _LONGEST:
            return None
        parts = [re.sub(r"\W+", "", part) for part in re.split(r"[^\w ]+", text)]
        sorts = [self._variant(part, asking=asking) for part in parts if part]
        return _telling(sorts)

    def _variant(self, part: str, *, asking: bool) -> str | None:
        known = self._one(part)
        if known is not None:
            return known
        found = process.extractOne(part, self._known, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if found is not None:
            return self._sorts[found[0]]
        begun = (part[:end] for end in range(min(len(part), _LONGEST_START), 1, -1))
        return None if asking else next((self._sorts[b] for b in begun if b in self._sorts), None)

    def _is_padding(self, rest: str) -> bool:
        return bool(self._padding.fullmatch(rest))


def _telling(sorts: list[str | None]) -> str | None:
    """The first sort that says more than an acknowledgement; None where a part is no small talk."""
    known = [sort for sort in sorts if sort is not None]
    if not known or len(known) < len(sorts):
        return None
    return next((sort for sort in known if sort != _ACKNOWLEDGED), _ACKNOWLEDGED)
