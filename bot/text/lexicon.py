"""All known phrases and the ways to find them in a text: as written, by sound, by one slip.

A *slip* is one character more, less or other in a long name. Characters that tell things apart
(numbers, directions, ranks, negation) never slip into one another: 主办 stays apart from 承办,
a northern school from its southern namesake.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Editop, Levenshtein

from bot.model import Role, Senses
from bot.text.pinyin import Sounds, syllables

_DISTINCT = frozenset(
    "零一二三四五六七八九十百千万亿两半0123456789"
    "东西南北中上下左右前后内外大小高低新老男女正副主协承"
    "不没未无非否首末初终省市县区州国"
)
_SHORTEST_SLIP = 4  # characters; shorter names differ by one character too easily
_SHORTEST_BOLD = 3  # … where nothing else makes sense of the text
_LIKE = {False: 70, True: 65}  # rapidfuzz partial ratio from which a slip is looked for
_TELLING = frozenset((Role.ENTITY, Role.ATTRIBUTE, Role.TITLE, Role.KIND))
_SYNONYM = frozenset((Role.CONCEPT,))
_PARTICLE = "de"
_READINGS = 4  # combinations of readings that are indexed for one phrase


_Unit = tuple[int, int, tuple[str, ...]]  # start, end, readings


class Match(NamedTuple):
    """A known phrase found in a text.

    `edits` counts the characters that differ; `at` is where a slip stands in the text, or -1.
    """

    start: int
    end: int
    phrase: str
    method: str
    edits: int
    at: int = -1


@dataclass(frozen=True, slots=True)
class _Sounding:
    """Phrases by their sound (syllables, each with a space after it), and all beginnings."""

    phrases: Mapping[str, tuple[str, ...]]
    prefixes: set[str]
    longest: int  # syllables


class Lexicon:
    """Phrases and their senses. Read-only once built.

    What finds the phrases of `general` is taken over from it, so that a lexicon which adds a few
    to many is cheap to build and to keep.
    """

    def __init__(
        self, phrases: Mapping[str, Senses], sounds: Sounds, general: "Lexicon | None" = None
    ) -> None:
        self.phrases = phrases
        self._sounds = sounds
        self._general = general
        known = general.phrases if general is not None else {}
        self._own = [phrase for phrase in phrases if phrase not in known]
        self._prefixes = {phrase[:end] for phrase in self._own for end in range(1, len(phrase))}
        if general is not None:
            self._prefixes |= general._prefixes
        self._long_names = [
            phrase
            for phrase, found in phrases.items()
            if len(phrase) >= _SHORTEST_SLIP and Role.ENTITY in found.roles
        ]
        self._telling = [
            phrase
            for phrase, found in phrases.items()
            if len(phrase) >= _SHORTEST_BOLD and not found.roles.isdisjoint(_TELLING)
        ]

    @cached_property
    def _sounding(self) -> _Sounding:
        """Built when first needed: most questions are spelt right."""
        general = self._general._sounding if self._general else _Sounding({}, set(), 1)
        by_sound: dict[str, tuple[str, ...]] = dict(general.phrases)
        prefixes = set(general.prefixes)
        longest = general.longest
        for phrase in self._own:
            for key in self._sound_keys(phrase):
                longest = max(longest, len(key))
                joined = ""
                for syllable in key:
                    prefixes.add(joined)
                    joined += syllable + " "
                by_sound[joined] = (*by_sound.get(joined, ()), phrase)
        return _Sounding(by_sound, prefixes, longest)

    @cached_property
    def _meant(self) -> frozenset[str]:
        """The synonym groups of which the source uses a word."""
        used = (found for found in self.phrases.values() if Role.WORD in found.roles)
        return frozenset(ref for found in used for ref in found.refs(Role.CONCEPT))

    def _heard(self, phrase: str) -> bool:
        """Whether a phrase can be meant where it is only heard: no mere synonym of words that the
        source does not use."""
        found = self.phrases[phrase]
        return found.roles != _SYNONYM or not self._meant.isdisjoint(found.refs(Role.CONCEPT))

    def with_own(self, phrases: Mapping[str, Senses]) -> "Lexicon":
        """A lexicon of these phrases, most of which stand in this one."""
        return Lexicon(phrases, self._sounds, self)

    def differing(self, other: "Lexicon") -> frozenset[str]:
        """The phrases that do not mean the same in both."""
        if self is other:
            return frozenset()
        mine, theirs = self.phrases, other.phrases
        others = [phrase for phrase, found in mine.items() if theirs.get(phrase) is not found]
        changed = (phrase for phrase in others if not mine[phrase].same(theirs.get(phrase)))
        return frozenset((*changed, *(theirs.keys() - mine.keys())))

    def _sound_keys(self, phrase: str) -> Iterator[tuple[str, ...]]:
        readings = [self._sounds(character) for character in phrase]
        if len(phrase) > 1:  # 地 in a word is no particle
            readings = [tuple(r for r in found if r != _PARTICLE) or found for found in readings]
        if not readings or not all(readings):
            return iter(())
        return islice(product(*readings), _READINGS if len(phrase) > 1 else 2)

    def warm(self) -> None:
        """Build now what is otherwise built when the first mistyped question comes."""
        _ = self._sounding, self._meant

    def __contains__(self, phrase: str) -> bool:
        return phrase in self.phrases

    def senses(self, phrase: str) -> Senses:
        """What a phrase may mean. Raises KeyError for an unknown one."""
        return self.phrases[phrase]

    def exact(self, text: str) -> Iterator[Match]:
        """Every known phrase that stands in the text as written."""
        phrases, prefixes = self.phrases, self._prefixes
        for start in range(len(text)):
            for end in range(start + 1, len(text) + 1):
                phrase = text[start:end]
                if phrase in phrases:
                    yield Match(start, end, phrase, "exact", 0)
                if phrase not in prefixes:
                    break

    def by_sound(self, text: str, near: frozenset[int]) -> Iterator[Match]:
        """Phrases that sound like a stretch of the text but are written otherwise.

        Only stretches that hold one of the places in `near` are looked at. Runs of Latin letters
        count as the syllables they spell, so that pinyin finds its phrase.
        """
        units = list(_units(text, self._sounds))
        nearby = [any(at in near for at in range(start, end)) for start, end, _ in units]
        for first in range(len(units)):
            if any(nearby[first : first + self._sounding.longest]):
                yield from self._from(text, units, nearby, first)

    def _from(
        self, text: str, units: list[_Unit], nearby: list[bool], first: int
    ) -> Iterator[Match]:
        start = units[first][0]
        sounding = self._sounding
        open_keys = [""]
        hit = False
        for (_, end, readings), near in zip(units[first:], nearby[first:], strict=True):
            if not readings:
                return
            open_keys = [key + reading + " " for key in open_keys for reading in readings]
            hit = hit or near
            written = text[start:end]
            if hit and _whole_words(text, start, end, written):
                alike = (p for key in open_keys for p in sounding.phrases.get(key, ()))
                for phrase in dict.fromkeys(p for p in alike if p in self.phrases):
                    heard = self._heard(phrase) and (len(phrase) > 1 or written.isascii())
                    if phrase != written and heard:
                        yield Match(start, end, phrase, "sound", _differences(written, phrase))
            open_keys = [key for key in open_keys if key in sounding.prefixes]
            if not open_keys:
                return

    def by_slip(self, text: str, near: frozenset[int], *, bold: bool = False) -> Iterator[Match]:
        """Long names that stand in the text, around a place in `near`, with one slip of the pen.

        Where `bold`, shorter names and the words that name attributes and posts too.
        """
        phrases = self._telling if bold else self._long_names
        found = process.extract(
            text, phrases, scorer=fuzz.partial_ratio, score_cutoff=_LIKE[bold], limit=8
        )
        for name, _, _ in found:
            place = fuzz.partial_ratio_alignment(name, text)
            if place is not None and near.intersection(range(place.dest_start, place.dest_end)):
                yield from _slips(name, text, place.dest_start, place.dest_end)


def _units(text: str, sounds: Sounds) -> Iterator[_Unit]:
    """The sounds of a text: a Chinese character or a pinyin syllable each; () for the rest."""
    at = 0
    for run in re.finditer("[a-zü]+ *", text):
        yield from ((i, i + 1, sounds(text[i])) for i in range(at, run.start()))
        word = run[0].rstrip()
        for start, end, syllable in syllables(word) or ((0, len(word), ""),):
            yield run.start() + start, run.start() + end, (syllable,) if syllable else ()
        at = run.end()
    yield from ((i, i + 1, sounds(text[i])) for i in range(at, len(text)))


def _whole_words(text: str, start: int, end: int, written: str) -> bool:
    """Pinyin that runs over a space must not begin or end inside a word."""
    if " " not in written:
        return True
    inside = (text[start - 1 : start] + text[start], text[end - 1] + text[end : end + 1])
    return not any(len(pair) == 2 and pair.isalpha() and pair.isascii() for pair in inside)


def _differences(written: str, phrase: str) -> int:
    if len(written) != len(phrase):
        return 1
    return sum(left != right for left, right in zip(written, phrase, strict=True))


def _slips(name: str, text: str, start: int, end: int) -> Iterator[Match]:
    """Widen or narrow the best place by one character: which stretch is one slip away?"""
    for left, right in ((start, end), (start, end + 1), (start - 1, end), (start, end - 1)):
        if not 0 <= left < right <= len(text):
            continue
        written = text[left:right]
        edits = list(Levenshtein.editops(name, written))
        if len(edits) == 1 and _harmless(name, written, edits[0]):
            edit = edits[0]
            at = left + edit.dest_pos if edit.tag != "delete" else -1
            yield Match(left, right, name, "slip", 1, at)
            return


def _harmless(name: str, written: str, edit: Editop) -> bool:
    """Whether what differs tells nothing apart."""
    old = name[edit.src_pos : edit.src_pos + 1] if edit.tag != "insert" else ""
    new = written[edit.dest_pos : edit.dest_pos + 1] if edit.tag != "delete" else ""
    return not any(character in _DISTINCT for character in old + new)
