"""Tokens → what they ask for, before any fact is looked at: the form, the kinds, the operators."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise, takewhile

from bot.knowledge.algebra import Expression
from bot.knowledge.index import Knowledge
from bot.knowledge.vocabulary import Vocabulary
from bot.model import Mention, Role, Token
from bot.understand.form import ANYTHING, THINGS, Form, asked_kinds, form_of, may_tag
from bot.understand.link import OF, mentions


@dataclass(frozen=True, slots=True)
class Reading:
    """A question's tokens and what they add up to.

    `focus` is the attribute named where the wanted thing stands, `wanted` the noun right after the
    question word.
    `asked` are the kinds of thing asked for (empty: any); `asks` the classes of question words;
    `operators` and `cues` map operator and attribute names to the tokens that say them.
    """

    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    form: Form
    asks: frozenset[str]
    asked: frozenset[str]
    operators: Mapping[str, tuple[int, ...]]
    cues: Mapping[str, tuple[int, ...]]
    verbs: Mapping[str, tuple[int, ...]]

    weights: tuple[float, ...]
    focus: int | None
    wanted: int | None
    roles: Mapping[Role, tuple[int, ...]]
    among: Expression | None = None

    def tokens_with(self, role: Role) -> tuple[int, ...]:
        """The places of the tokens that can play a role."""
        return self.roles.get(role, ())

    def mentioned(self) -> tuple[str, ...]:
        """Every entity that is or may be named, in order, each once."""
        return tuple(dict.fromkeys(mention.entity for mention in self.mentions))

    @property
    def specific(self) -> bool:
        """Whether the question words say what kind of thing they ask for."""
        return bool(self.asked) and ANYTHING not in self.asked and THINGS not in self.asked

    def given_kinds(self) -> tuple[int, ...]:
        """The words for kinds that do not say what is asked (会上, 这个平台; not 哪个平台)."""
        return tuple(
            i for i in self.tokens_with(Role.KIND) if not self._asked_for(i) and not self._called(i)
        )

    def _asked_for(self, kind: int) -> bool:
        """Whether a word for a kind says what is asked: 哪个 [平台], 哪份年度 [榜单]."""
        before = self.tokens[max(0, kind - 2) : kind]
        if not before or before[-1].has(Role.ASK):
            return bool(before)
        between = before[-1].has(Role.VERB) or before[-1].has(Role.FILLER)
        return not between and any(before[0].has(Role.ASK, name) for name in _OPEN)

    def _called(self, i: int) -> bool:
        """甲入选的榜叫什么: the noun that is asked for by name, where something is said of it."""
        following = self.tokens[i + 1 : i + 2]
        of = any(token.weight > 0 for token in self.tokens[:i]) and self.tokens[i - 1].text == OF
        return of and any(token.has(Role.ASK, "name") for token in following)

    def asks_for(self, kind: str, vocabulary: Vocabulary) -> bool:
        """Whether something of this kind answers the question words (none: anything does)."""
        return (
            not self.asked
            or ANYTHING in self.asked
            or (THINGS in self.asked and not vocabulary.plays(kind, "person"))
            or any(
                vocabulary.is_a(kind, asked) or vocabulary.is_a(asked, kind) for asked in self.asked
            )
        )

    @property
    def asserts(self) -> bool:
        """Whether what is said is asked about (是不是) or asserted, rather than taken for granted.

        Without any question word, a sentence asserts unless it tells the bot to do something, or
        ends in the name of what is wanted.
        """
        if self.form in (Form.VERIFY, Form.CHOICE):
            return True
        wanting = ("tell", "list", "count", "first", "last", "after", "before", "head", "tail")
        if self.form is not Form.OPEN or self.asks or any(w in self.operators for w in wanting):
            return False
        content = self.content()
        last = self.tokens[content[-1]] if content else None
        ending = (Role.ATTRIBUTE, Role.ORDINAL, Role.KIND)
        return last is not None and not any(last.has(role) for role in ending)

    def excepted(self) -> frozenset[int]:
        """The names that 除了……(以外) sets apart: after the one word, or before the other."""
        before = self.operators.get("except", ())
        after = tuple(
            j
            for j in self.operators.get("outside", ())
            if not any(i < j and not self.clause_between(i, j) for i in before)
        )  # 甲方除乙之外: what stands between tells
        if not before and not after:
            return frozenset()
        places = (*self.tokens_with(Role.ENTITY), *self.tokens_with(Role.FOREIGN))
        return frozenset(
            i
            for i in places
            if any(j < i and self._together(j, i) for j in before)
            or any(i < j and self._together(i, j) for j in after)
        )

    def _together(self, first: int, last: int) -> bool:
        """Whether nothing but names, joined by little words, stands between two tokens."""
        between = self.tokens[first + 1 : last]
        if self.clause_between(first, last) or any(
            token.weight > 0 and not any(token.has(role) for role in _APPOSED) for token in between
        ):
            return False
        names = [self.tokens[i].has(Role.ENTITY) for i in range(first + 1, last + 1)]
        return not any(left and right for left, right in pairwise(names))

    def denies(self, i: int) -> bool:
        """Whether a negation belongs to what is asked: not one that ends the question (…了没),
        nor one in a clause that only leads up to it (没听过)."""
        following = [t for t in self.tokens[i + 1 :] if not t.has(Role.MARK)]
        if not may_tag(self.tokens, i):
            return True
        return any(token.weight >= _TELLING or token.has(Role.ASK) for token in following)

    def quotations(self) -> Iterator[tuple[int, ...]]:
        """The tokens inside each pair of quotation marks."""
        start = None
        for i, token in enumerate(self.tokens):
            if token.has(Role.MARK) and token.text in _OPENING:
                start = i
            elif token.has(Role.MARK) and token.text in _CLOSING and start is not None:
                inside = range(start + 1, i)
                if inside and not any(self.tokens[j].has(Role.ENTITY) for j in inside):
                    yield tuple(inside)
                start = None

    def negations(self) -> frozenset[int]:
        """The negations that deny what is said: neither …了没 nor the 不是 of 不是……吗."""
        asked_plainly = (
            any(t.has(Role.ASK, "yes_no") and t.text != t.phrase[:1] for t in self.tokens)
            or self.form is not Form.VERIFY
        )
        return frozenset(
            i
            for i in self.operators.get("not", ())
            if self.denies(i)
            and (asked_plainly or not self.tokens[i].has(Role.OPERATOR, "rhetoric"))
        )

    def noun_before(self, i: int) -> int | None:
        """What stands before a token with only little words between; None at a clause's start."""
        for place in range(i - 1, -1, -1):
            token = self.tokens[place]
            if token.has(Role.MARK):
                return None
            if token.weight > 0:
                return place
        return None

    def follows(self, i: int, operator: str) -> bool:
        """Whether such a word stands right after a token."""
        return any(token.has(Role.OPERATOR, operator) for token in self.tokens[i + 1 : i + 2])

    def places(self) -> frozenset[int]:
        """The names that tell where something is done: 在 [某处] 举办."""
        names = (*self.tokens_with(Role.ENTITY), *self.tokens_with(Role.FOREIGN))
        return frozenset(
            i
            for i in names
            if i
            and self.tokens[i - 1].has(Role.OPERATOR, "at")
            and any(token.has(Role.VERB) for token in self.tokens[i + 1 : i + 2])
        )

    def clause_between(self, first: int, last: int) -> bool:
        """Whether a clause ends between two tokens."""
        return any(t.has(Role.MARK) and t.text in CLAUSE_ENDS for t in self.tokens[first:last])

    def content(self) -> tuple[int, ...]:
        """The tokens that carry meaning."""
        return tuple(i for i, weight in enumerate(self.weights) if weight > 0)


def read(
    tokens: tuple[Token, ...], knowledge: Knowledge, among: Expression | None = None
) -> Reading:
    """Sum up what linked tokens ask for; `among` is what was listed before."""
    asks = frozenset(name for token in tokens for name in token.refs(Role.ASK))
    operators = _places(tokens, Role.OPERATOR)
    return Reading(
        tokens=tokens,
        mentions=mentions(tokens),
        form=form_of(tokens, asks, operators),
        asks=asks,
        asked=frozenset(asked_kinds(tokens, knowledge.vocabulary)),
        operators=operators,
        cues=_places(tokens, Role.ATTRIBUTE),
        verbs=_places(tokens, Role.VERB),
        weights=_weights(tokens),
        focus=_focus(tokens),
        wanted=_wanted(tokens),
        roles=_roles(tokens),
        among=among,
    )


_APPOSED = (Role.ENTITY, Role.FOREIGN, Role.TITLE)  # what may stand between 除了 and a name
_OPENING, _CLOSING = "“‘《", "”’》"
CLAUSE_ENDS = "，：；。？！"
_WANTING = ("what", "which", "aspect", "how_many", "who")
_OPEN = ("what", "which", "aspect")
_TELLING = 0.2
_OF_PREAMBLE = 0.5


def _roles(tokens: tuple[Token, ...]) -> Mapping[Role, tuple[int, ...]]:
    places: dict[Role, tuple[int, ...]] = {}
    for i, token in enumerate(tokens):
        for role in token.senses.roles:
            places[role] = (*places.get(role, ()), i)
    return places


def _places(tokens: tuple[Token, ...], role: Role) -> Mapping[str, tuple[int, ...]]:
    places: dict[str, tuple[int, ...]] = {}
    for i, token in enumerate(tokens):
        for ref in token.refs(role):
            places[ref] = (*places.get(ref, ()), i)
    return places


def _focus(tokens: tuple[Token, ...]) -> int | None:
    """The name of what is wanted: right before 是什么, right after 什么, or last of all."""
    asking = [i for i, token in enumerate(tokens) if any(n in _OPEN for n in token.refs(Role.ASK))]
    for i in asking:
        if tokens[i].has(Role.ATTRIBUTE):
            return i  # 什么内容
        for steps in (range(i + 1, min(i + 3, len(tokens))), range(i - 1, max(i - 4, -1), -1)):
            for place in steps:
                if tokens[place].has(Role.ATTRIBUTE):
                    return place
                if tokens[place].weight > _TELLING or tokens[place].has(Role.MARK):
                    break
    telling = [i for i, token in enumerate(tokens) if token.weight > 0]
    if not asking and telling and tokens[telling[-1]].has(Role.ATTRIBUTE):
        return telling[-1]
    return None


def _wanted(tokens: tuple[Token, ...]) -> int | None:
    """The noun that a question word asks for: 什么 [变化], 哪些 [效果], [费用] 多少."""
    for i, token in enumerate(tokens):
        if any(name in _WANTING for name in token.refs(Role.ASK)):
            for place in range(i + 1, min(i + 3, len(tokens))):
                if tokens[place].has(Role.MARK):
                    break
                if tokens[place].weight > _TELLING:
                    return place
    return next(filter(None, map(partial(_measured, tokens), range(len(tokens)))), None)


def _measured(tokens: tuple[Token, ...], at: int) -> int | None:
    """What a question word for an amount that ends its clause asks for: what stands before it."""
    ending = at + 1 == len(tokens) or tokens[at + 1].has(Role.MARK)
    if not ending or not tokens[at].has(Role.ASK, "how_many"):
        return None
    clause = takewhile(lambda i: not tokens[i].has(Role.MARK), range(at - 1, -1, -1))
    return next((i for i in clause if tokens[i].weight > _TELLING), None)


def _weights(tokens: tuple[Token, ...]) -> tuple[float, ...]:
    """What each token tells; half as much in a clause that only leads up to the question."""
    clauses: list[list[int]] = [[]]
    for i, token in enumerate(tokens):
        clauses[-1].append(i)
        if token.has(Role.MARK) and token.text in CLAUSE_ENDS:
            clauses.append([])
    asking = [
        clause
        for clause in clauses
        if any(tokens[i].has(Role.ASK) for i in clause)
        and any(tokens[i].weight > 0 for i in clause)
    ]
    weights = [token.weight for token in tokens]
    for clause in clauses if asking else ():
        if clause not in asking:
            for i in clause:
                weights[i] *= _OF_PREAMBLE
    return tuple(weights)
