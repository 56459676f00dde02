"""How many things a text lists in a row: 教育、科技、人才 are three."""

import re

_ITEM = "[^、，。；：？！“”（）]{1,16}"
_ROW = re.compile(f"{_ITEM}(?:、{_ITEM})+(?:和{_ITEM})?")
_LAST = re.compile("和|以及|及")


def sizes(text: str) -> frozenset[int]:
    """The sizes of all rows of a text; where the last two may be joined by 和, both counts."""
    found: set[int] = set()
    for row in _ROW.findall(text):
        items = row.split("、")
        found.add(len(items))
        if _LAST.search(items[-1]):
            found.add(len(items) + 1)
    return frozenset(found)
