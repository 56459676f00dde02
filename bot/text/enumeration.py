"""How many things a text lists in a row: 教育、科技、人才 are three."""

import re
from collections.abc import Iterable

from bot.text.numbers import figures

_ITEM = "[^、，。；：？！“”（）]{1,16}"
_ROW = re.compile(f"{_ITEM}(?:、{_ITEM})+(?:和{_ITEM})?")
_LAST = re.compile("和|以及|及")
_OTHERS = "等"
_QUOTES = re.compile("[“”‘’《》]")


def sizes(text: str) -> frozenset[int]:
    """The sizes of all rows of a text; where the last two may be joined by 和, both counts."""
    found: set[int] = set()
    for row in _ROW.findall(text):
        items = row.split("、")
        found.add(len(items))
        if _LAST.search(items[-1]):
            found.add(len(items) + 1)
    return frozenset(found)


def goes_on(text: str, names: Iterable[str], count: int) -> bool:
    """Whether a text names only some: 甲、乙等, 甲、乙等六家; but 甲、乙等两家 are all of two."""
    bare = _QUOTES.sub("", text)
    for name in names:
        _, others, rest = bare.partition(_QUOTES.sub("", name) + _OTHERS)
        if others:
            said = next((figure.value for figure in figures(rest) if figure.start == 0), "")
            return said != str(count)
    return False
