"""Questions that say the same in nearly the same words, put together and counted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.store.questions import Asked

_ALIKE = 82  # rapidfuzz ratio from which two questions count as one
_SILENT = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Alike:
    """Near-duplicates: the wording asked most, how often and by how many, and the latest case."""

    question: str
    count: int
    askers: int
    wordings: tuple[str, ...]
    latest: Asked
    said: tuple[str, ...]


Case = tuple[Asked, str]  # a question, and what was said about the reply to it


def alike(cases: Iterable[Case]) -> tuple[Alike, ...]:
    """Near-duplicates put together, most frequent first; the most asked wording gathers others."""
    same: dict[str, list[Case]] = {}
    for case in cases:
        same.setdefault(_plain(case[0].question), []).append(case)
    piles: dict[str, list[Case]] = {}
    for key, pile in sorted(same.items(), key=lambda item: -len(item[1])):
        near = process.extractOne(key, piles.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        piles.setdefault(near[0] if near else key, []).extend(pile)
    found = [_summed(pile) for pile in piles.values()]
    return tuple(sorted(found, key=lambda one: (-one.count, -one.latest.at)))


def _plain(question: str) -> str:
    return _SILENT.sub("", question.casefold()) or question


def _summed(cases: list[Case]) -> Alike:
    counts: dict[str, int] = {}
    for asked, _ in cases:
        counts[asked.question] = counts.get(asked.question, 0) + 1
    wordings = tuple(sorted(counts, key=lambda wording: -counts[wording]))
    return Alike(
        question=wordings[0],
        count=len(cases),
        askers=len({asked.asker for asked, _ in cases}),
        wordings=wordings,
        latest=max((asked for asked, _ in cases), key=lambda asked: asked.at),
        said=tuple(dict.fromkeys(words for _, words in cases if words)),
    )
