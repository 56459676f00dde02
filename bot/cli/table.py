"""Text in columns, where a Chinese character is as wide as two Latin letters."""

import unicodedata
from collections.abc import Iterable, Sequence

_MORE = "…"
_GAP = "  "


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, columns: int) -> str:
    """The text on one line of at most so many columns."""
    text = " ".join(text.split())
    if width(text) <= columns:
        return text
    while width(text) > columns - width(_MORE):
        text = text[:-1]
    return text + _MORE


def aligned(rows: Iterable[Sequence[str]], widest: int = 44) -> list[str]:
    """Rows of cells as lines; each column is as wide as its widest cell, up to `widest`."""
    table = [[cut(cell, widest) for cell in row] for row in rows]
    columns = [max(map(width, column)) for column in zip(*table, strict=True)]
    return [_line(row, columns) for row in table]


def _line(row: Sequence[str], columns: Sequence[int]) -> str:
    padded = (cell + " " * (size - width(cell)) for cell, size in zip(row, columns, strict=True))
    return _GAP.join(padded).rstrip()
