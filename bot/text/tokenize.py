"""Words and how much each one tells, from jieba's dictionary."""

import math
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

import jieba

# Words of jieba's dictionary ("word count tag") seen five times or more, of up to four characters:
# the rarer ones mislead and cost half the memory, the longer ones are mostly names and phrases.
_ENTRY = re.compile(r"^(\S{1,4}) (\d\d+|[5-9]) (\w+)$", re.MULTILINE)
# jieba's tags by their first letter → how much words of that part of speech tell
_TELLING = {"v": 0.5, "a": 0.4, "z": 0.4, "b": 0.5, "d": 0.2, "p": 0.15, "c": 0.15, "r": 0.15,
            "u": 0.05, "y": 0.05, "f": 0.3, "q": 0.2, "m": 0.2, "t": 0.6, "i": 0.6, "l": 0.6,
            "e": 0.1, "o": 0.1, "s": 0.6}  # fmt: skip
_UNKNOWN, _UNKNOWN_LETTER, _OF_LETTER = 0.9, 0.4, 0.5
_ALIKE = {"nrt": "nr", "nrfg": "nr"}


class Word(NamedTuple):
    """One word of a text; `tag` is jieba's part of speech, empty where it is not known."""

    start: int
    end: int
    text: str
    tag: str


class Segmenter:
    """Cuts text into words and weighs them. Read-only once built; safe to share."""

    def __init__(self) -> None:
        self._tags: dict[str, str] = {}
        self._tokenizer = jieba.Tokenizer()
        frequency, total = self._read()
        # What Tokenizer.initialize() would set, without its cache file in the temporary folder
        # and without the half of the dictionary that is not used here.
        self._tokenizer.FREQ, self._tokenizer.total = frequency, total
        self._tokenizer.initialized = True
        self._total = math.log2(total)
        self._frequency = frequency

    def _read(self) -> tuple[dict[str, int], int]:
        found = _ENTRY.findall(files("jieba").joinpath("dict.txt").read_bytes().decode())
        one_of_each: dict[str, str] = {}  # tag → the same tag as a single shared string
        self._tags = {
            word: one_of_each.setdefault(tag, _ALIKE.get(tag, tag)) for word, _, tag in found
        }
        frequency = {word: int(count) for word, count, _ in found}
        total = sum(frequency.values())
        beginnings = {word[:end] for word in frequency for end in range(1, len(word))}
        frequency.update(dict.fromkeys(beginnings - frequency.keys(), 0))
        return frequency, total

    def __call__(self, text: str) -> Iterator[Word]:
        """The words of `text` in order, covering it without gaps."""
        at = 0
        for word in self._tokenizer.cut(text, HMM=False):
            yield Word(at, at + len(word), word, self._tags.get(word, ""))
            at += len(word)

    def known(self, word: str) -> bool:
        """Whether the dictionary holds this word."""
        return self._frequency.get(word, 0) > 0

    def tag(self, word: str) -> str:
        """jieba's part of speech of a dictionary word, or the empty string."""
        return self._tags.get(word, "")

    def weight(self, word: str) -> float:
        """How much a word tells, 0.05 (a common particle) to 1.0 (a rare or unknown noun).

        Its information content, -log2 p, between 6 and 15 bits, scaled; words that describe,
        connect or act tell less than words that name, for they are easily said otherwise.
        """
        count = self._frequency.get(word, 0)
        if not count:
            return _UNKNOWN if len(word) > 1 else _UNKNOWN_LETTER
        bits = self._total - math.log2(count)
        weight = max(0.2, min(1.0, (bits - 6.0) / 9.0))
        factor = _TELLING.get(self._tags.get(word, "")[:1], 1.0)
        return weight * factor * (_OF_LETTER if len(word) == 1 else 1.0)
