"""Small talk: messages that are nothing but a greeting, thanks or the like."""

import re
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

_LONGEST = 40  # characters of a message that can be small talk
_ALIKE = 74  # rapidfuzz ratio from which a message is a variant of a known phrase
_LONGEST_START = 6  # characters of the thanks or greeting that a message begins with
_MOST_PADDING = 4  # characters before and after a known phrase
_ACKNOWLEDGED = "acknowledge"
_MARKS = re.compile(r"[^\w ]+")


class Chat:
    """Recognises small talk by its phrases. Read-only once built."""

    def __init__(self, phrases: Mapping[str, Iterable[str]], padding: Iterable[str]) -> None:
        """`phrases` are the known ones of each sort, `padding` the little words around them."""
        self._sorts = {
            "".join(phrase.split()): name for name, found in phrases.items() for phrase in found
        }
        longest_first = sorted(padding, key=len, reverse=True)
        self._padding = re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})*")
        self._of_like_size = {
            size: tuple(phrase for phrase in self._sorts if _may_be_alike(size, len(phrase)))
            for size in range(1, _LONGEST + 1)
        }

    def sort_of(self, text: str) -> str | None:
        """The sort of small talk that a normalised message is; None for any other message.

        Every part of the message must be small talk; the first that says more than an
        acknowledgement tells the sort.
        """
        if not 0 < len(text) <= _LONGEST:
            return None
        parts = _parts(text)
        whole = self._one("".join(parts))
        if whole is not None or len(parts) < 2:
            return whole
        return _telling([self._one(part) for part in parts])

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
        return _telling([self._variant(part, asking=asking) for part in _parts(text)])

    def _variant(self, part: str, *, asking: bool) -> str | None:
        known = self._one(part)
        if known is not None:
            return known
        known_alike = self._of_like_size.get(len(part), ())
        found = process.extractOne(part, known_alike, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if found is not None:
            return self._sorts[found[0]]
        begun = (part[:end] for end in range(min(len(part), _LONGEST_START), 1, -1))
        return None if asking else next((self._sorts[b] for b in begun if b in self._sorts), None)

    def _is_padding(self, rest: str) -> bool:
        return bool(self._padding.fullmatch(rest))


def _parts(text: str) -> list[str]:
    """What stands between marks, without spaces."""
    parts = (part.replace(" ", "") for part in _MARKS.split(text))
    return [part for part in parts if part]


def _may_be_alike(size: int, other: int) -> bool:
    """Whether texts of these lengths can reach the ratio at all."""
    return 200 * min(size, other) >= _ALIKE * (size + other)


def _telling(sorts: list[str | None]) -> str | None:
    """The first sort that says more than an acknowledgement; None where a part is no small talk."""
    known = [sort for sort in sorts if sort is not None]
    if not known or len(known) < len(sorts):
        return None
    return next((sort for sort in known if sort != _ACKNOWLEDGED), _ACKNOWLEDGED)
