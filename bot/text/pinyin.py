"""The sounds of characters, coarse enough that common mishearings and mistypings fall together."""

import os
import re
from collections.abc import Mapping

# pypinyin's phrase table costs 45 MB and a quarter of a second at import and is not needed for
# single characters; this is its documented switch to leave it out.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")

from pypinyin import Style, pinyin

# Sounds that many speakers and input methods confuse, each mapped onto one of the pair.
_MERGED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
_SYLLABLES = re.compile(
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ueng|ang|eng|ing|ong|iao|ian|uai|uan|van|ai|ei|ao|ou|an|en|in|un|vn|"
    "ia|ie|iu|ua|uo|ui|ue|ve|er|a|o|e|i|u|v)"
)
_LATIN = re.compile("[a-zü]{1,60}")


def fold(syllable: str) -> str:
    """Merge confusable sounds: zh/z, ch/c, sh/s, ang/an, eng/en, ing/in, n/l at the start."""
    for sound, merged in _MERGED[:3]:
        if syllable.startswith(sound):
            syllable = merged + syllable[2:]
    for sound, merged in _MERGED[3:]:
        if syllable.endswith(sound):
            syllable = syllable[: -len(sound)] + merged
    if syllable.startswith("n") and len(syllable) > 1:
        syllable = "l" + syllable[1:]
    return syllable.replace("ü", "v")


class Sounds:
    """The folded toneless readings of characters. Read-only but for a cache of its answers."""

    def __init__(self, readings: Mapping[str, tuple[str, ...]]) -> None:
        """`readings` lists the common readings of characters that have more than one."""
        self._known = {
            character: tuple(dict.fromkeys(fold(reading) for reading in found))
            for character, found in readings.items()
        }

    def __call__(self, character: str) -> tuple[str, ...]:
        """The readings of one Chinese character; empty for anything else."""
        found = self._known.get(character)
        if found is None:
            found = self._known[character] = _first_reading(character)
        return found


def _first_reading(character: str) -> tuple[str, ...]:
    if not "\u3400" <= character <= "\u9fff":
        return ()
    found = pinyin(character, style=Style.NORMAL, errors="ignore")
    return (fold(found[0][0]),) if found else ()


def syllables(word: str) -> tuple[tuple[int, int, str], ...]:
    """Cut a run of Latin letters into pinyin: (start, end, folded syllable); () if it is none.

    Longest syllables first, stepping back where the rest cannot be cut (`fangan` is fang|an).
    """
    if not _LATIN.fullmatch(word):
        return ()
    ends = _cut(word, 0, {}) or ()
    starts = (0, *ends[:-1])
    return tuple((s, e, fold(word[s:e])) for s, e in zip(starts, ends, strict=False))


def _cut(word: str, start: int, seen: dict[int, tuple[int, ...] | None]) -> tuple[int, ...] | None:
    """The ends of the syllables of `word[start:]`, or None where it cannot be cut."""
    if start == len(word):
        return ()
    if start not in seen:
        seen[start] = None
        for end in range(min(len(word), start + 6), start, -1):
            rest = _cut(word, end, seen) if _SYLLABLES.fullmatch(word, start, end) else None
            if rest is not None:
                seen[start] = (end, *rest)
                break
    return seen[start]
