"""Numbers, ordinals and dates in a question, in digits or Chinese numerals."""

import re
from typing import NamedTuple

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "俩": 2,
    "仨": 3,
}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_NUMERAL = (
    r"(?:\d{1,12}(?!\d)(?:\.\d{1,4})?[十百千万亿]{0,3}|[零〇一二三四五六七八九两十百千万亿]{1,12})"
)
_SHORT = r"(?:\d{1,4}|[零〇一二三四五六七八九十百两]+)"
_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)(?:年度?|[-/.](?=\d))?)?"
    r"(?:(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?:月份?(?P<part>[上中下]旬|[初底末])?|[-/.](?=\d)))?"
    r"(?:(?P<day>[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?:[日号]|(?=\D|$)))?"
)
_DATE_START = re.compile(
    r"(?:19|20)\d\d(?!\d)|\d{1,2}(?:[月日号]|[-/.]\d)|[一二三四五六七八九十]+[月日号]"
)
_ORDINAL = re.compile(rf"(?P<last>倒数)?第(?P<n>{_SHORT})")
_NUMBER = re.compile(_NUMERAL)


_COUNTED = re.compile(
    r"[\d一二三四五六七八九十百千万亿][余多几]?([^\d一二三四五六七八九十百千万亿余多几])"
)
_ROUND = re.compile(rf"(?:首|第(?P<n>{_SHORT}))(?P<of>\w)")
_CLOCK = re.compile(r"\d[:：点时]|[一二三四五六七八九十]点")


_PARTS = {"上旬": "01~10", "初": "01~10", "中旬": "11~20", "下旬": "21~31", "底": "21~31",
          "末": "21~31"}  # fmt: skip


class Figure(NamedTuple):
    """A number, ordinal or date found in a text: `kind` is number, ordinal or date.

    `value` is a decimal number; a position from 1 (from the end: negative); or yyyy-mm-dd with
    `?` for each part that is not said, and first~last for a part of a month.
    """

    start: int
    end: int
    kind: str
    value: str


def figures(text: str) -> list[Figure]:
    """All numbers, ordinals and dates, left to right, without overlap."""
    found: list[Figure] = []
    at = 0
    while at < len(text):
        if text[at] not in _STARTS:
            at += 1
            continue
        figure = _date(text, at) or _ordinal(text, at) or _number(text, at)
        if figure is None:
            at = _DIGITS_RUN.match(text, at).end() if text[at].isdigit() else at + 1  # type: ignore[union-attr]
        else:
            found.append(figure)
            at = figure.end
    return found


_DIGITS_RUN = re.compile(r"\d+")
_REACHING = ("过", "破", "超", "上")  # before a bare unit: 过万
_STARTS = frozenset("0123456789零〇一二三四五六七八九两俩仨十百千万倒第")


def numeral(text: str) -> float | None:
    """The value of a numeral such as `4000万`, `三十`, `十七`, `两`; None where it is none."""
    plain = re.fullmatch(r"(\d+(?:\.\d+)?)([十百千万亿]*)", text)
    if plain:
        value = float(plain[1])
        for unit in plain[2]:
            value *= _UNITS[unit]
        return value
    if not text or any(c not in _DIGITS and c not in _UNITS for c in text):
        return None
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return float("".join(str(_DIGITS[c]) for c in text))
    return _chinese(text)


def _chinese(text: str) -> float:
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif (unit := _UNITS[character]) >= 10_000:
            total = (total + section + digit or 1) * unit
            section = digit = 0
        else:
            section += (digit or 1) * unit
            digit = 0
    return float(total + section + digit)


def plain(value: float) -> str:
    """A number without a needless fraction: 17, 2.5."""
    return str(int(value)) if value == int(value) else str(value)


def agree(asked: str, known: str) -> bool:
    """Whether two dates (yyyy-mm-dd, ? for unsaid) contradict each other in no part."""
    parts = zip(asked.split("-"), known.split("-"), strict=True)
    return all("?" in (left, right) or _meet(left, right) for left, right in parts)


def _meet(left: str, right: str) -> bool:
    """Whether two parts of dates are the same, or one lies in the other."""
    (first, _, last), (start, _, end) = left.partition("~"), right.partition("~")
    return first <= (end or start) and start <= (last or first)


def _date(text: str, at: int) -> Figure | None:
    if not _DATE_START.match(text, at):
        return None
    match = _DATE.match(text, at)
    if match is None or match.end() == at:
        return None
    year, month, day = match["year"], match["month"], match["day"]
    if month is None and (year is None or day is not None):
        if year is None and not (day and text[match.end() - 1] in "日号"):
            return None
        if year is not None:  # 2023 followed by a bare number: only the year is a date
            end = at + 4 + (2 if text.startswith("年度", at + 4) else text.startswith("年", at + 4))
            return Figure(at, end, "date", f"{year}-?-?")
    parts = (year, _two(month), _PARTS.get(match["part"] or "", _two(day)))
    return Figure(at, match.end(), "date", "-".join(part or "?" for part in parts))


def _two(part: str | None) -> str | None:
    value = numeral(part) if part else None
    return None if value is None else f"{int(value):02d}"


def _ordinal(text: str, at: int) -> Figure | None:
    match = _ORDINAL.match(text, at)
    if match is None:
        return None
    value = numeral(match["n"])
    if not value:
        return None
    position = -int(value) if match["last"] else int(value)
    return Figure(at, match.end(), "ordinal", str(position))


def _number(text: str, at: int) -> Figure | None:
    match = _NUMBER.match(text, at) or re.compile("[俩仨]").match(text, at)
    value = numeral(match[0]) if match else None
    lone = match is not None and all(c in "百千万亿零〇" for c in match[0])
    if match is None or value is None or (lone and text[at - 1 : at] not in _REACHING):
        return None
    return Figure(at, match.end(), "number", plain(value))


def bears_out(known: str, asked: str) -> bool:
    """Whether a known date says all that an asked one says: a year bears out no day in it."""
    parts = zip(known.split("-"), asked.split("-"), strict=True)
    return agree(asked, known) and all(k != "?" or a == "?" for k, a in parts)


def counters_in(text: str) -> tuple[str, ...]:
    """What follows each number of a text: 30余所学校 → 所."""
    return tuple(match[1] for match in _COUNTED.finditer(text))


def rounds_in(text: str) -> tuple[tuple[int, str], ...]:
    """The ordinals of a text with what each of them counts: 首批 → (1, 批)."""
    found = ((match["n"], match["of"]) for match in _ROUND.finditer(text))
    return tuple((int(numeral(n) or 0) if n else 1, of) for n, of in found)


def counts(text: str, thing: str) -> bool:
    """Whether a text tells how many there are of a thing: 三大功能板块 for 板块."""
    return bool(re.search(rf"{_NUMERAL}[^\d，。；：、？！]{{0,5}}{re.escape(thing)}", text))


def tells_clock(text: str) -> bool:
    """Whether a text tells a time of day to the hour or better."""
    return bool(_CLOCK.search(text))
