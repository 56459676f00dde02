"""Cut a text into tokens: the cheapest way to cover it with known phrases, figures and words.

Every phrase that is found spans an arc over the text; the tokens are the shortest path (Viterbi).
Costs are for one token each, so that fewer and longer tokens win; a phrase found by sound or by a
slip must save at least as much as it is doubtful.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.model import Role, Sense, Senses, Token
from bot.text.lexicon import Lexicon, Match
from bot.text.numbers import Figure, figures
from bot.text.tokenize import Segmenter

_COST = {"name": 0.9, "digits": 0.6, "cue": 0.95, "phrase": 1.0, "short": 0.75, "figure": 0.7,
         "word": 1.75, "letter": 1.8, "unknown": 2.2, "mark": 0.1}  # fmt: skip
_COST_OF_SOUND = 0.7  # for each character that differs
_COST_OF_PINYIN = 0.3
_COST_OF_SLIP = 1.3
_COST_OF_RARE = 0.05  # for a rare word that sounds like a common one
_COST_OF_CLOSED = 0.6  # for each differing character that is a common little word itself
_BOLD = 0.3  # factor on these where nothing else makes sense of the text
_COST_OF_REAL_WORD = 0.6  # where what is written is a real word
_SCORE_OF_SOUND, _SCORE_OF_SLIP, _SCORE_STEP = 0.95, 0.85, 0.05
_EMPTY = frozenset((Role.FILLER, Role.ASK, Role.OPERATOR, Role.MARK, Role.PRONOUN))
_LITERAL = frozenset((Role.LITERAL,))
_SURE = frozenset((Role.ENTITY, Role.DATE, Role.NUMBER, Role.ORDINAL, Role.ASK))
_TELLING = frozenset(Role) - _EMPTY - {Role.VERB}
_MARKS = frozenset("，。？！、；：“”‘’《》（）【】…—～·-'\"/\\|<>[]{}=+*&^%$#@!`.,;:?() \n_")
_FIGURES = {"number": Role.NUMBER, "ordinal": Role.ORDINAL, "date": Role.DATE}
_WEIGHT_OF_NAME, _WEIGHT_OF_KIND, _WEIGHT_OF_SAYING, _WEIGHT_OF_LITTLE_VERB = 1.0, 0.35, 0.4, 0.1
_WEIGHT_OF_NUMBER, _WEIGHT_OF_SMALL, _SMALL = 0.6, 0.1, 10  # 一家, 两条 tell next to nothing
_WEIGHT_OF_SHELL = 0.2
_LEAST = {Role.ATTRIBUTE: 0.6, Role.VERB: 0.35}
_MERE = frozenset((Role.WORD, Role.CONCEPT, Role.KIND, Role.LITERAL))
_LONG_ROW = 3
_NUMERAL = "m"  # jieba's tag; figures are found otherwise
_WORD = Senses((Sense(Role.WORD, ""),))
_MARK = Senses((Sense(Role.MARK, ""),))


class _Arc(NamedTuple):
    start: int
    end: int
    cost: float
    phrase: str
    senses: Senses
    method: str
    score: float


class Lattice:
    """Cuts texts by one lexicon. Read-only once built."""

    def __init__(self, lexicon: Lexicon, segmenter: Segmenter) -> None:
        self.lexicon = lexicon
        self._segmenter = segmenter
        self._weights: dict[str, float] = {}

    def __call__(
        self,
        text: str,
        *,
        fuzzy: bool = True,
        literals: bool = True,
        bold: bool = False,
        without: str = "",
    ) -> tuple[Token, ...]:
        """The tokens of `text` in order, without gaps (spaces and marks are tokens too).

        Without `fuzzy` only exact phrases are found; without `literals` a value of the knowledge
        that is a text of its own is cut into the words that it consists of. Where `bold`, anything
        but names may be a slip, even what makes sense as it is written. One known phrase may be
        left out (`without`): what it says is told by its parts.
        """
        arcs = [arc for arc in self._plain_arcs(text, literals=literals) if arc.phrase != without]
        path = _cheapest(len(text), arcs)
        if bold:
            doubtful = frozenset(i for arc in path if not arc.senses.roles & _SURE
                                 for i in range(arc.start, arc.end))  # fmt: skip
            arcs += self._fuzzy_arcs(text, self.lexicon.by_sound(text, doubtful), bold=True)
            arcs += self._fuzzy_arcs(
                text, self.lexicon.by_slip(text, doubtful, bold=True), bold=True
            )
            return tuple(self._token(text, arc) for arc in _cheapest(len(text), arcs))
        for find in (self.lexicon.by_sound, self.lexicon.by_slip) if fuzzy else ():
            doubtful = _doubtful(path)
            if not doubtful:
                continue
            arcs += self._fuzzy_arcs(text, find(text, doubtful))
            path = _cheapest(len(text), arcs)
        return tuple(self._token(text, arc) for arc in path)

    def _plain_arcs(self, text: str, *, literals: bool) -> Iterator[_Arc]:
        for match in self.lexicon.exact(text):
            senses = self.lexicon.senses(match.phrase)
            if not literals and senses.roles == _LITERAL:
                continue
            yield _Arc(match.start, match.end, _cost(match, senses), match.phrase, senses,
                       "exact", 1.0)  # fmt: skip
        for figure in figures(text):
            yield _figure_arc(text, figure)
        for word in self._segmenter(text):
            if word.text not in self.lexicon:
                yield from self._word_arcs(word.start, word.text, whole=word.tag != _NUMERAL)

    def _word_arcs(self, start: int, word: str, *, whole: bool) -> Iterator[_Arc]:
        if len(word) > 1 and whole:
            known = self._segmenter.known(word) or word.isascii()
            cost = _COST["word"] if known and not word.isascii() else _COST["unknown"]
            yield _Arc(start, start + len(word), cost, word, _WORD, "word", 1.0)
            if word.isascii() and not any(map(str.isdigit, word)):
                return
        for at, character in enumerate(word, start):
            if character in self.lexicon:
                continue
            if character in _MARKS or not character.isalnum():
                yield _Arc(at, at + 1, _COST["mark"], character, _MARK, "mark", 1.0)
            else:
                cost = _COST["letter" if self._segmenter.known(character) else "unknown"]
                yield _Arc(at, at + 1, cost, character, _WORD, "word", 1.0)

    def _fuzzy_arcs(
        self, text: str, matches: Iterable[Match], *, bold: bool = False
    ) -> Iterator[_Arc]:
        little: tuple[tuple[int, int], ...] | None = None
        for match in matches:
            little = self._little_phrases(text) if little is None else little
            senses = self.lexicon.senses(match.phrase)
            written = text[match.start : match.end]
            if not _worth(written, match, senses) or self._other_word(text, match):
                continue
            if any(_crosses(match, *span) for span in little):
                continue
            if match.method == "slip":
                cost, score = _COST_OF_SLIP, _SCORE_OF_SLIP
            else:
                cost = _COST_OF_PINYIN if written.isascii() else _COST_OF_SOUND * match.edits
                cost += _COST_OF_CLOSED * self._closed(match, written)
                score = _SCORE_OF_SOUND - _SCORE_STEP * (match.edits - 1)
            if self._real(written, senses):
                cost, score = cost + _COST_OF_REAL_WORD, score - _SCORE_STEP
            asking = written.isascii() and Role.ASK in senses.roles  # nali: 哪里 rather than 那里
            cost += 0.0 if asking else _COST_OF_RARE * self._segmenter.weight(match.phrase)
            if bold:
                cost *= _BOLD
            yield _Arc(match.start, match.end, _cost(match, senses) + cost, match.phrase, senses,
                       match.method, max(score, 0.5))  # fmt: skip

    def _little_phrases(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where question words and other little phrases stand as written."""
        return tuple(
            (match.start, match.end)
            for match in self.lexicon.exact(text)
            if match.end - match.start > 1 and Role.ASK in self.lexicon.senses(match.phrase).roles
        )

    def _other_word(self, text: str, match: Match) -> bool:
        """Whether what differs in a slip is part of another word: 东山大学 is not 东川大学."""
        return match.at >= 0 and any(
            self._segmenter.known(text[start:end])
            for start in range(max(match.start, match.at - 2), match.at + 1)
            for end in range(max(start + 2, match.at + 1), min(match.end, match.at + 3) + 1)
        )

    def _closed(self, match: Match, written: str) -> int:
        """How many of the differing characters are little words in their own right."""
        return sum(
            own != other and own in self.lexicon
            for own, other in zip(written, match.phrase, strict=False)
        )

    def _real(self, written: str, senses: Senses) -> bool:
        """Whether what is written means something else (another person's name does not count)."""
        if written in self.lexicon or self._segmenter.known(written):
            return not (Role.ENTITY in senses.roles and self._segmenter.tag(written) == "nr")
        return False

    def _token(self, text: str, arc: _Arc) -> Token:
        return Token(arc.start, arc.end, text[arc.start : arc.end], arc.phrase, arc.senses,
                     arc.score, arc.method, self.weight(arc.phrase, arc.senses))  # fmt: skip

    def tag(self, word: str) -> str:
        """jieba's part of speech of a dictionary word, or the empty string."""
        return self._segmenter.tag(word)

    def weight(self, phrase: str, senses: Senses) -> float:
        """How much meaning a phrase carries: 0 for little words, up to 1 for names."""
        known = self._weights.get(phrase)
        if known is None:
            known = self._weight(phrase, senses)
            if phrase in self.lexicon:
                self._weights[phrase] = known
        return known

    def _weight(self, phrase: str, senses: Senses) -> float:
        roles = senses.roles
        if roles & {Role.ENTITY, Role.TITLE, Role.LITERAL, Role.DATE, Role.FOREIGN}:
            return _WEIGHT_OF_NAME
        if "say" in senses.refs(Role.OPERATOR) and Role.ASK not in roles:
            return _WEIGHT_OF_SAYING
        if Role.FILLER in roles and Role.VERB in roles:
            return _WEIGHT_OF_LITTLE_VERB
        if "article" in senses.refs(Role.FILLER):
            return _WEIGHT_OF_KIND
        if roles & _EMPTY:
            return 0.0
        if Role.KIND in roles:
            return _WEIGHT_OF_KIND
        if Role.NUMBER in roles:
            small = float(senses.refs(Role.NUMBER)[0]) <= _SMALL
            return _WEIGHT_OF_SMALL if small else _WEIGHT_OF_NUMBER
        if Role.ORDINAL in roles:
            return _WEIGHT_OF_NUMBER
        if Role.SHELL in roles:
            return _WEIGHT_OF_SHELL
        least = max((_LEAST[role] for role in _LEAST if role in roles), default=0.0)
        return max(least, self._segmenter.weight(phrase))


def _doubtful(path: list[_Arc]) -> frozenset[int]:
    """The places where there may be a slip: words that no known phrase covers, and mere words in
    a row, which a long name may have fallen apart into."""
    doubtful: set[int] = set()
    row: list[_Arc] = []
    for arc in (*path, None):
        if arc is not None and arc.senses is _WORD:
            doubtful.update(range(arc.start, arc.end))
        if arc is not None and arc.senses.roles <= _MERE:
            row.append(arc)
            continue
        if len(row) >= _LONG_ROW:
            doubtful.update(range(row[0].start, row[-1].end))
        row = []
    return frozenset(doubtful)


def _crosses(match: Match, start: int, end: int) -> bool:
    """Whether a match begins or ends inside another phrase without covering it."""
    return match.start < start < match.end < end or start < match.start < end < match.end


def _worth(written: str, match: Match, senses: Senses) -> bool:
    """Whether a phrase found by sound or slip can be meant: little words sound like anything."""
    roles = senses.roles
    if written.isascii():  # pinyin: a single syllable can only be a little word
        return len(match.phrase) > 1 or bool(roles & {Role.FILLER, Role.ASK})
    if not roles & _TELLING:
        return False
    return Role.ENTITY in roles or match.edits < len(match.phrase)


def _cost(match: Match, senses: Senses) -> float:
    if Role.ENTITY in senses.roles:
        return _COST["digits" if match.phrase.isdigit() else "name"]
    if len(match.phrase) == 1:
        return _COST["short"]
    telling = Role.ATTRIBUTE in senses.roles or Role.KIND in senses.roles
    return _COST["cue" if telling else "phrase"]


def _figure_arc(text: str, figure: Figure) -> _Arc:
    senses = Senses((Sense(_FIGURES[figure.kind], figure.value),))
    return _Arc(figure.start, figure.end, _COST["figure"], text[figure.start : figure.end],
                senses, "figure", 1.0)  # fmt: skip


def _cheapest(length: int, arcs: Iterable[_Arc]) -> list[_Arc]:
    """The cheapest path from 0 to `length`; every place is reached, if need be letter by letter."""
    ending: dict[int, list[_Arc]] = {}
    for arc in arcs:
        ending.setdefault(arc.end, []).append(arc)
    best: list[tuple[float, _Arc | None]] = [(0.0, None)]
    for end in range(1, length + 1):
        cheapest, by = best[end - 1][0] + _COST["unknown"] + 1.0, None
        for arc in ending.get(end, ()):
            price = best[arc.start][0] + arc.cost
            if by is None or (price, arc.start) < (cheapest, by.start):
                cheapest, by = price, arc
        best.append((cheapest, by))
    return _walk_back(best, length)


def _walk_back(best: list[tuple[float, _Arc | None]], end: int) -> list[_Arc]:
    path: list[_Arc] = []
    while end > 0:
        arc = best[end][1]
        if arc is not None:
            path.append(arc)
        end = arc.start if arc is not None else end - 1
    return path[::-1]
