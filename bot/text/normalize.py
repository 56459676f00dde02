"""One form for the many ways to type the same question, with the way back to what was typed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from opencc import OpenCC

from bot.model import Utterance
from bot.text.pinyin import syllables

MAX_LENGTH = 500  # characters of a message that are read; the rest is cut off

_PLAIN = re.compile("[\u4e00-\u9fff0-9a-z，。？！、；：“”《》（）·]*")
_CIRCLED = frozenset("①②③④⑤⑥⑦⑧⑨⑩")  # each begins a question of its own
_TAG = re.compile("<[!/a-zA-Z][^<>\u3400-\u9fff]*>")  # markup asks nothing
_LATIN_WORD = re.compile("[a-z]+(?:'[a-z]+)?")
_HAN = re.compile("[\u3400-\u9fff]")
_JOINED = "[\u3400-\u9fff，。？！、；：“”《》（）]"
_GAP = re.compile(f"(?<={_JOINED}) +| +(?={_JOINED})")
_PUNCTUATION = str.maketrans(
    {",": "，", "?": "？", "!": "！", ";": "；", ":": "：", "(": "（", ")": "）", "「": "“",
     "」": "”", "『": "“", "』": "”", "・": "·", "•": "·", "~": "～", "〈": "《", "〉": "》"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rewrites:
    """What is said otherwise elsewhere, in plain Chinese: dialect, slang, English words.

    `marked` phrases are only rewritten in a text where `markers` shows that it is dialect.
    """

    always: Mapping[str, str]
    marked: Mapping[str, str]
    english: Mapping[str, str]
    markers: re.Pattern[str]
    always_pattern: re.Pattern[str]
    marked_pattern: re.Pattern[str]

    @classmethod
    def of(
        cls,
        always: Mapping[str, str],
        marked: Mapping[str, str],
        markers: tuple[str, ...],
        english: Mapping[str, str],
    ) -> "Rewrites":
        """Build the patterns, longest phrase first."""
        both = {**always, **marked}
        return cls(always, both, english, _any_of(markers), _any_of(always), _any_of(both))

    def dialect(self, text: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
        """The pattern and the table that apply to this text."""
        if self.markers.search(text):
            return self.marked_pattern, self.marked
        return self.always_pattern, self.always


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(phrases, key=len, reverse=True))) or "(?!)")


@dataclass(frozen=True, slots=True)
class _Draft:
    """Text under way, with the place in the raw message of each of its characters."""

    text: str
    places: tuple[int, ...]

    def replaced(self, edits: Iterable[tuple[int, int, str]]) -> "_Draft":
        """Apply non-overlapping (start, end, new) edits, in order; new text maps to the start."""
        text, places, at = [], [], 0
        for start, end, new in edits:
            text += [self.text[at:start], new]
            places += [*self.places[at:start], *[self.places[start]] * len(new)]
            at = end
        return _Draft("".join((*text, self.text[at:])), (*places, *self.places[at:]))


class Normalizer:
    """Turns raw messages into utterances; holds the conversion tables, changes nothing."""

    def __init__(self, rewrites: Rewrites) -> None:
        self._rewrites = rewrites
        self._simplified = OpenCC("t2s")

    def __call__(self, raw: str) -> Utterance:
        """Normalise one message of any content and length; never raises."""
        draft = _plain(raw[: MAX_LENGTH * 4])
        simple = self._simplify(draft.text)
        traditional = simple != draft.text
        draft = _Draft(simple, draft.places)
        draft = self._dialect(self._english(_spaces(draft)))
        draft = _Draft(draft.text[:MAX_LENGTH], draft.places[: MAX_LENGTH + 1])
        end = (draft.places[-1] + 1) if draft.places else 0
        places = draft.places[: len(draft.text)]
        apart = frozenset(_after_spaces(raw, places))
        return Utterance(raw, draft.text, (*places, min(end, len(raw))), traditional, apart)

    @cached_property
    def _traditional(self) -> OpenCC:
        return OpenCC("s2t")  # 26 MB: only where somebody writes traditional characters

    def to_traditional(self, text: str) -> str:
        """The reply for an asker who writes traditional characters."""
        return str(self._traditional.convert(text))

    def _simplify(self, text: str) -> str:
        converted = str(self._simplified.convert(text))
        if len(converted) == len(text):
            return converted
        return "".join(
            new if len(new := str(self._simplified.convert(old))) == 1 else old for old in text
        )

    def _dialect(self, draft: _Draft) -> _Draft:
        pattern, table = self._rewrites.dialect(draft.text)
        edits = [(m.start(), m.end(), table[m[0]]) for m in pattern.finditer(draft.text)]
        return draft.replaced(edits) if edits else draft

    def _english(self, draft: _Draft) -> _Draft:
        words = list(_LATIN_WORD.finditer(draft.text))
        if not words or (not _HAN.search(draft.text) and self._is_pinyin(words)):
            return draft
        return _spaces(draft.replaced(self._translated(draft.text, words)))

    def _is_pinyin(self, words: list[re.Match[str]]) -> bool:
        """All-Latin text is pinyin where most words can be sounds and few are known English."""
        english = sum(word[0] in self._rewrites.english for word in words)
        sounding = sum(bool(syllables(word[0])) for word in words)
        return sounding == len(words) and english * 2 < len(words)

    def _translated(self, text: str, words: list[re.Match[str]]) -> Iterable[tuple[int, int, str]]:
        at = 0
        while at < len(words):
            for size in range(min(4, len(words) - at), 0, -1):
                start, end = words[at].start(), words[at + size - 1].end()
                phrase = text[start:end]
                if phrase in self._rewrites.english:
                    yield start, end, self._rewrites.english[phrase]
                    at += size
                    break
            else:
                start, end = words[at].span()
                if words[at][0].endswith("'s"):
                    yield end - 2, end, "的"
                at += 1


def _plain(raw: str) -> _Draft:
    """NFKC, lower case, one kind of punctuation; control characters and emoji become spaces."""
    if _PLAIN.fullmatch(raw):
        return _Draft(raw, tuple(range(len(raw))))
    text, places = [], []
    raw = _TAG.sub(lambda tag: " " * len(tag[0]), raw)
    for place, character in enumerate(raw):
        character = "\n" if character in _CIRCLED else character  # noqa: PLW2901
        for plain in unicodedata.normalize("NFKC", character).lower().translate(_PUNCTUATION):
            kept = _kept(plain)
            text.append(kept)
            places += [place] * len(kept)
    return _Draft("".join(text), tuple(places))


def _kept(character: str) -> str:
    """The character itself, a space for what separates, or nothing for what only decorates."""
    if character == "\n":
        return "\n"
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me", "Sk"):
        return ""
    return " " if category[0] in "CZ" or category == "So" else character


def _spaces(draft: _Draft) -> _Draft:
    """No space beside Chinese characters, one between Latin words, none at the ends."""
    text = draft.text
    edits: list[tuple[int, int, str]] = []
    for gap in re.finditer(r"\s+", text):
        before, after = text[: gap.start()][-1:], text[gap.end() :][:1]
        if not before or not after or _wide(before) or _wide(after):
            new = "\n" if "\n" in gap[0] and before and after else ""
        else:
            new = " "
        if new != gap[0]:
            edits.append((gap.start(), gap.end(), new))
    return draft.replaced(edits) if edits else draft


def _after_spaces(raw: str, places: tuple[int, ...]) -> Iterator[int]:
    """Where a space, or an emoji, stood in `raw` between Chinese characters."""
    for i, (before, place) in enumerate(pairwise(places), 1):
        apart = place > before + 1 and _kept(raw[place - 1]) == " "
        if apart and _HAN.match(raw[before]) and _HAN.match(raw[place]):
            yield i


def _wide(character: str) -> bool:
    return bool(_HAN.match(character)) or character in "，。？！、；：“”《》（）"
