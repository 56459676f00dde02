"""What a question asks of the list before, not of the world: 剩下的呢, 没进的两所呢, 反过来呢.

Such a question has no meaning of its own. It works on what was listed last: on what is left of the
whole that it was taken from, or on the same condition the other way round.
"""

from dataclasses import dataclass
from itertools import takewhile

from bot.knowledge.algebra import (
    Among,
    Combined,
    Except,
    Expression,
    Filtered,
    Picked,
    Related,
    Rest,
    Values,
    evaluate,
)
from bot.knowledge.index import Knowledge
from bot.model import Role, Token
from bot.session import OF_LIST, Listed, Session
from bot.understand.form import Form, ends_with_negation
from bot.understand.interpretation import Claim, Interpretation, Relation
from bot.understand.topic import support_of

_FIT = 0.95
_REST = ("more", "except", "outside")  # words that ask for what is left
_NEUTRAL = frozenset(("tell", "list", "asker", "several", "count", "rhetoric", "both", "besides"))
_ASKS = frozenset(("which", "what", "who", "how_many", "how", "name"))


def continued(
    tokens: tuple[Token, ...], session: Session, knowledge: Knowledge
) -> tuple[Interpretation, ...]:
    """The question as one about what was listed before; () where it says anything else."""
    listed = session.listed()
    if listed is None or listed.attribute in knowledge.titled:
        return ()
    spoken = tuple(token for token in tokens if not token.has(Role.MARK))
    said = _Said(spoken, listed, evaluate(listed.query, knowledge).keys, knowledge)
    query = said.turned() or said.left(session)
    if query is not None and said.agrees(evaluate(query, knowledge).keys):
        return (_interpreted(query, listed, tokens, knowledge),)
    claims = said.members()
    if claims:
        return (_interpreted(listed.query, listed, tokens, knowledge, claims),)
    return ()


@dataclass(frozen=True, slots=True)
class _Said:
    """What a question says of the list before, whose items are `keys`."""

    tokens: tuple[Token, ...]
    listed: Listed
    keys: tuple[str, ...]
    knowledge: Knowledge

    def _named(self) -> frozenset[str]:
        roles = (Role.ENTITY, Role.LITERAL)
        named = (name for token in self.tokens for role in roles for name in token.refs(role))
        return frozenset(named).intersection(self.keys)

    def _has(self, *operators: str) -> bool:
        return any(token.has(Role.OPERATOR, name) for token in self.tokens for name in operators)

    def turned(self) -> Expression | None:
        """在甲不在乙的 → 反过来: 在乙不在甲的."""
        match self.listed.query:
            case Combined("without", (Values() as left, Values() as right)) if self._only(
                "converse"
            ):
                return Combined("without", (right, left))
        return None

    def left(self, session: Session) -> Expression | None:
        """What was not told of the whole, or what is not named of what was told."""
        named = self._named()
        if named:
            spoken = self._has(*_REST) and self._only(*_REST)
            return Except(self.listed.query, named) if spoken else None
        more = self._has("more")
        whole = _whole(self.listed.query) or self._all(more=more)
        missed = self._has("not") and not isinstance(self.listed.query, Picked)
        if whole is None or not (more or missed) or not self._only("more", "not"):
            return None
        return Rest(whole, _told(whole, session, self.knowledge))

    def _all(self, *, more: bool) -> Expression | None:
        """A whole list, of which nothing is left."""
        whole = isinstance(self.listed.query, Values | Combined)
        return self.listed.query if more and whole else None

    def _only(self, *operators: str) -> bool:
        """Whether the question has one of these operators and nothing that tells of another."""
        allowed = frozenset((*operators, *_NEUTRAL))
        return self._has(*operators) and all(self._fits(token, allowed) for token in self.tokens)

    def _fits(self, token: Token, allowed: frozenset[str]) -> bool:
        operators = token.refs(Role.OPERATOR)
        if token.has(Role.ASK):
            asked = _ASKS if self._named() else _ASKS | {"yes_no"}
            return bool(asked.intersection(token.refs(Role.ASK)))
        if operators:
            return bool(allowed.intersection(operators))
        names = (*token.refs(Role.ENTITY), *token.refs(Role.LITERAL))
        if names:
            return bool(self._named().intersection(names))
        if token.weight == 0 or token.has_any((Role.FILLER, Role.NUMBER)):
            return True
        roles = (Role.ATTRIBUTE, Role.VERB)
        told = any(token.has(role, self.listed.attribute) for role in roles)
        kinds = token.refs(Role.KIND)
        return told or (
            bool(kinds) and all(self.knowledge.is_kind(key, kinds) for key in self.keys)
        )

    def members(self) -> tuple[Claim, ...]:
        """这里面有甲吗: those that are said to be in the list; () where it says anything else."""
        asks = {ref for token in self.tokens for ref in token.refs(Role.ASK)}
        whether = asks == {"yes_no"} or (not asks and ends_with_negation(self.tokens))
        named = {t: self._member(t) for t in self.tokens if t.has(Role.ENTITY) or _foreign(t)}
        rest = (token for token in self.tokens if token not in named)
        if not whether or not self._has(*OF_LIST) or not all(map(self._holding, rest)):
            return ()
        claims = tuple(Claim(t.text, key, key in self.keys) for t, key in named.items())
        return claims if all(claim.key for claim in claims) else ()

    def _member(self, token: Token) -> str:
        """The key of something that may be in the list, by its kind; empty where it may not."""
        kinds = tuple({self.knowledge.kind_of(key) for key in self.keys} - {""})
        names = [n for n in token.refs(Role.ENTITY) if self.knowledge.is_kind(n, kinds)]
        inside = [name for name in names if name in self.keys]
        return next(iter((*inside, *names)), token.text if _foreign(token) else "")

    def _holding(self, token: Token) -> bool:
        """Whether a word only says that something is in the list."""
        operators = token.refs(Role.OPERATOR)
        return (
            token.has(Role.ASK)
            or bool({*OF_LIST, "holds", "list", "both", "not"}.intersection(operators))
            or (token.weight == 0 and not operators)
            or token.has_any((Role.VERB, Role.KIND, Role.FILLER))
            or token.has(Role.ATTRIBUTE, self.listed.attribute)
        )

    def agrees(self, items: tuple[str, ...]) -> bool:
        """Whether there are as many as it says (没进的两所); 其余五所 is told how many it is."""
        numbers = (ref for token in self.tokens for ref in token.refs(Role.NUMBER))
        return self._has("more") or all(float(number) == len(items) for number in numbers)


def _foreign(token: Token) -> bool:
    return token.has(Role.FOREIGN)


def _whole(query: Expression) -> Expression | None:
    """What a list was taken from; None where it was not taken from a greater one."""
    match query:
        case Among(_, whole):
            return whole
        case Filtered(base) | Related(base) | Picked(base) | Rest(base):
            return base
    return None


def _told(whole: Expression, session: Session, knowledge: Knowledge) -> frozenset[str]:
    """What the turns right before told of a whole, since it was told as such."""
    queries = (turn.listed.query if turn.listed else None for turn in reversed(session.turns))
    parts = list(takewhile(lambda q: q is not None and _whole(q) == whole, queries)) or [whole]
    return frozenset(key for q in parts if q is not None for key in evaluate(q, knowledge).keys)


def _interpreted(
    query: Expression,
    listed: Listed,
    tokens: tuple[Token, ...],
    knowledge: Knowledge,
    claims: tuple[Claim, ...] = (),
) -> Interpretation:
    counted = any(token.has(Role.ASK, "how_many") for token in tokens)
    form = Form.VERIFY if claims else Form.COUNT if counted else Form.OPEN
    facts = evaluate(query, knowledge).facts
    return Interpretation(
        intent=listed.attribute,
        meaning=Relation(listed.attribute, listed.subject, query, form, claims),
        used=frozenset(range(len(tokens))),
        fit=_FIT,
        support=support_of(facts, listed.attribute, listed.subject, knowledge),
        explained=1.0,
        score=_FIT,
        prior=_FIT,
    )
