"""The card of rankings as a picture, drawn with Pillow."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.telegram.rankings import Card, Ranking

_WIDTH, _MARGIN, _GAP = 1080, 48, 32
_ROW, _HEAD, _COLUMN_HEAD, _FOOT = 64, 150, 76, 44
_PAPER, _PANEL, _INK, _QUIET = "#f4f1ea", "#ffffff", "#20242b", "#6d7480"
_ACCENT, _MARK = "#b3342d", "#fbe3c8"
_TITLE, _NAME, _TEXT, _SMALL = 40, 34, 28, 24
_SMALLEST = 14
_ROUND = 18


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws text in one font at any size, made to fit."""

    canvas: ImageDraw.ImageDraw
    font: Path

    def write(self, at: tuple[float, float], text: str, size: int, ink: str, width: float) -> None:
        """Write in the middle of a line that begins at a point, smaller where it is too long."""
        while size > _SMALLEST and self._font(size).getlength(text) > width:
            size -= 1
        self.canvas.text(at, text, font=self._font(size), fill=ink, anchor="lm")

    def _font(self, size: int) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(str(self.font), size)


def draw(card: Card, font: Path) -> bytes:
    """The card as a PNG.

    Raises OSError where the font cannot be read.
    """
    rows = max(len(ranking.items) for ranking in card.rankings)
    feet = [line for line in (card.legend, card.note) if line]
    height = _HEAD + _COLUMN_HEAD + rows * _ROW + _GAP + _MARGIN + len(feet) * _FOOT
    image = Image.new("RGB", (_WIDTH, height), _PAPER)
    pen = _Pen(ImageDraw.Draw(image), font)
    pen.canvas.rectangle((0, 0, _WIDTH, 12), fill=_ACCENT)
    pen.write((_MARGIN, 84), card.title, _TITLE, _INK, _WIDTH - 2 * _MARGIN)
    width = (_WIDTH - 2 * _MARGIN - _GAP * (len(card.rankings) - 1)) / len(card.rankings)
    for number, ranking in enumerate(card.rankings):
        left = _MARGIN + number * (width + _GAP)
        _column(pen, ranking, card.shared, (left, width), rows)
    _feet(pen, feet, _HEAD + _COLUMN_HEAD + rows * _ROW + _GAP, marked=bool(card.legend))
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _column(
    pen: _Pen, ranking: Ranking, shared: frozenset[str], place: tuple[float, float], rows: int
) -> None:
    left, width = place
    bottom = _HEAD + _COLUMN_HEAD + rows * _ROW + _ROUND / 2
    pen.canvas.rounded_rectangle((left, _HEAD, left + width, bottom), _ROUND, fill=_PANEL)
    pen.write((left + 24, _HEAD + _COLUMN_HEAD / 2), ranking.name, _NAME, _ACCENT, width - 48)
    for number, item in enumerate(ranking.items):
        middle = _HEAD + _COLUMN_HEAD + (number + 0.5) * _ROW
        if item in shared:
            box = (left + 12, middle - 26, left + width - 12, middle + 26)
            pen.canvas.rounded_rectangle(box, _ROUND / 2, fill=_MARK)
        pen.write((left + 24, middle), str(number + 1), _TEXT, _QUIET, 44)
        pen.write((left + 76, middle), item, _TEXT, _INK, width - 100)


def _feet(pen: _Pen, feet: Sequence[str], top: float, *, marked: bool) -> None:
    for number, line in enumerate(feet):
        middle = top + (number + 0.5) * _FOOT
        left = _MARGIN
        if marked and number == 0:
            pen.canvas.rounded_rectangle((left, middle - 14, left + 44, middle + 14), 8, fill=_MARK)
            left += 60
        pen.write((left, middle), line, _SMALL, _QUIET, _WIDTH - left - _MARGIN)
