"""Tokens → what they ask for, before any fact is looked at: the form, the kinds, the operators."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.knowledge.algebra import Expression
from bot.knowledge.index import Knowledge
from bot.knowledge.vocabulary import Vocabulary
from bot.model import Mention, Role, Token
from bot.understand.antecedent import BORROWED
from bot.understand.form import ANYTHING, THINGS, Form, asked_kinds, form_of, may_tag
from bot.understand.link import OF, mentions
from bot.understand.wanted import focus, wanted


@dataclass(frozen=True)
class Reading:
    """A question's tokens and what they add up to; what follows from that is worked out once.

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

    @cached_property
    def mentioned(self) -> tuple[str, ...]:
        """Every entity that is or may be named, in order, each once."""
        return tuple(dict.fromkeys(mention.entity for mention in self.mentions))

    @cached_property
    def borrows(self) -> bool:
        """Whether an earlier turn supplied some of it."""
        return any(token.method == BORROWED for token in self.tokens)

    @cached_property
    def specific(self) -> bool:
        """Whether the question words say what kind of thing they ask for."""
        return bool(self.asked) and ANYTHING not in self.asked and THINGS not in self.asked

    @cached_property
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

    @cached_property
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
        content = self.content
        last = self.tokens[content[-1]] if content else None
        ending = (Role.ATTRIBUTE, Role.ORDINAL, Role.KIND)
        return last is not None and not last.has_any(ending)

    @cached_property
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
            token.weight > 0 and not token.has_any(_APPOSED) for token in between
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

    @cached_property
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

    @cached_property
    def sites(self) -> frozenset[int]:
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

    @cached_property
    def content(self) -> tuple[int, ...]:
        """The tokens that carry meaning."""
        return tuple(i for i, weight in enumerate(self.weights) if weight > 0)


def read(
    tokens: tuple[Token, ...], knowledge: Knowledge, among: Expression | None = None
) -> Reading:
    """Sum up what linked tokens ask for; `among` is what was listed before."""
    roles = _roles(tokens)
    asks = frozenset(_places(tokens, Role.ASK, roles))
    operators = _places(tokens, Role.OPERATOR, roles)
    return Reading(
        tokens=tokens,
        mentions=mentions(tokens),
        form=form_of(tokens, asks, operators),
        asks=asks,
        asked=frozenset(asked_kinds(tokens, knowledge.vocabulary)),
        operators=operators,
        cues=_places(tokens, Role.ATTRIBUTE, roles),
        verbs=_places(tokens, Role.VERB, roles),
        weights=_weights(tokens),
        focus=focus(tokens, roles.get(Role.ASK, ())),
        wanted=wanted(tokens, roles.get(Role.ASK, ())),
        roles=roles,
        among=among,
    )


_APPOSED = (Role.ENTITY, Role.FOREIGN, Role.TITLE)  # what may stand between 除了 and a name
_OPENING, _CLOSING = "“‘《", "”’》"
CLAUSE_ENDS = "，：；。？！"
_OPEN = ("what", "which", "aspect")
_TELLING = 0.2
_OF_PREAMBLE = 0.5


def _roles(tokens: tuple[Token, ...]) -> Mapping[Role, tuple[int, ...]]:
    places: dict[Role, tuple[int, ...]] = {}
    for i, token in enumerate(tokens):
        for role in token.senses.roles:
            places[role] = (*places.get(role, ()), i)
    return places


def _places(
    tokens: tuple[Token, ...], role: Role, roles: Mapping[Role, tuple[int, ...]]
) -> Mapping[str, tuple[int, ...]]:
    """What tokens refer to in a role → their places."""
    places: dict[str, tuple[int, ...]] = {}
    for i in roles.get(role, ()):
        for ref in tokens[i].refs(role):
            places[ref] = (*places.get(ref, ()), i)
    return places


def _weights(tokens: tuple[Token, ...]) -> tuple[float, ...]:
    """What each token tells; half as much in a clause that only leads up to the question."""
    clauses: list[list[int]] = [[]]
    for i, token in enumerate(tokens):
        clauses[-1].append(i)
        if token.has(Role.MARK) and token.text in CLAUSE_ENDS:
            clauses.append([])
    if len(clauses) == 1:
        return tuple(token.weight for token in tokens)
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
