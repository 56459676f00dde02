"""Questions from a value to what has it: 甲在哪个榜, 乙主持的是什么."""

from collections.abc import Iterator

from bot.knowledge.algebra import Holders, Outcome, evaluate
from bot.knowledge.index import Knowledge
from bot.model import Role
from bot.understand.form import Form
from bot.understand.interpretation import Claim, Interpretation, Relation
from bot.understand.read import Reading
from bot.understand.relation import SAYING, UNTOLD
from bot.understand.sought import ORDER, Sought
from bot.understand.topic import merely_says, says_more, support_of

_WRONG_KIND = 0.5
_UNSAID = 0.85  # factor where a yes would also say yes to something else


def inverses(
    reading: Reading, sought: tuple[Sought, ...], knowledge: Knowledge
) -> Iterator[Interpretation]:
    """Every way to read the question as one for the subjects that have a value."""
    for one in sought:
        yield from _holders(reading, one, knowledge)


def _holders(reading: Reading, sought: Sought, knowledge: Knowledge) -> Iterator[Interpretation]:
    """The subjects of which something named is a value."""
    ordered = any(sought.tokens.intersection(reading.operators.get(n, ())) for n in ORDER)
    if reading.form is Form.POSITION or "measure" in reading.asks or ordered:
        return
    for i in (*reading.tokens_with(Role.ENTITY), *reading.tokens_with(Role.LITERAL)):
        token = reading.tokens[i]
        for key in (*token.refs(Role.ENTITY), *token.refs(Role.LITERAL)):
            query = Holders(sought.attribute, key)
            outcome = evaluate(query, knowledge)
            if outcome.items and not _given(reading, i, outcome, knowledge):
                yield _held(reading, sought, i, query, outcome, knowledge)


def _given(reading: Reading, value: int, outcome: Outcome, knowledge: Knowledge) -> bool:
    """Whether the question itself says which subject it is about, so that it can't ask for it."""
    if reading.form is Form.CHOICE:
        return False
    named = {m.entity for m in reading.mentions if m.token != value}
    offered = named & set(outcome.keys)
    if offered:
        return not _offers(reading, named, outcome, knowledge)
    return reading.form is not Form.VERIFY and any(
        knowledge.is_kind(key, (ref,))
        for i in reading.given_kinds()
        for ref in reading.tokens[i].refs(Role.KIND)
        for key in outcome.keys
    )


def _offers(reading: Reading, named: set[str], outcome: Outcome, knowledge: Knowledge) -> bool:
    """Whether several of the subjects' kind are named for one to be picked (甲、乙中谁…)."""
    kinds = tuple({knowledge.kind_of(key) for key in outcome.keys})
    alike = [name for name in named if knowledge.is_kind(name, kinds)]
    return len(alike) > 1 and bool(reading.asks & {"who", "which"})


def _held(
    reading: Reading, sought: Sought, i: int, query: Holders, outcome: Outcome,
    knowledge: Knowledge,
) -> Interpretation:  # fmt: skip
    kinds = {knowledge.kind_of(key) for key in outcome.keys}
    named = {m.entity for m in reading.mentions if m.token != i}
    offering = reading.form is Form.CHOICE or _offers(reading, named, outcome, knowledge)
    options = _options(reading, i, kinds, knowledge) if offering else {}
    claims = tuple(Claim(reading.tokens[o].text, key, key in outcome.keys)
                   for o, key in options.items())  # fmt: skip
    asserted = reading.asserts and reading.form is not Form.CHOICE
    form: Form = Form.COUNT if reading.form is Form.COUNT else Form.OPEN
    if asserted and not claims:
        form, claims = Form.VERIFY, (Claim(reading.tokens[i].text, query.value, True),)
    fits = (
        asserted
        or bool(claims)
        or any(reading.asks_for(kind, knowledge.vocabulary) for kind in kinds)
    )
    support = support_of(outcome.facts, sought.attribute, "", knowledge)
    used = sought.tokens | {i} | options.keys() | _kind_tokens(reading, kinds, knowledge)
    saying = not asserted and (merely_says(reading, sought) or _asks_words(reading, sought))
    return Interpretation(
        intent=sought.attribute,
        meaning=Relation(sought.attribute, "", query, form, claims, inverse=True),
        used=used,
        fit=sought.strength
        * (1.0 if fits else _WRONG_KIND)
        * (SAYING if saying else 1.0)
        * (UNTOLD if asserted and says_more(reading, sought, used, support) else 1.0)
        * (_UNSAID if asserted and _says_more(reading, sought, i, options) else 1.0),
        support=support,
        notes=(f"{sought.attribute} {sought.strength:.2f}", f"*←{query.value}"),
    )


def _asks_words(reading: Reading, sought: Sought) -> bool:
    """甲在会上介绍了什么: what was said is asked for, not what it was said at."""
    verbs = set(reading.operators.get("say", ())) - sought.tokens
    asking = (i for i, token in enumerate(reading.tokens) if token.has(Role.ASK, "what"))
    return any(reading.noun_before(i) in verbs for i in asking)


def _says_more(reading: Reading, sought: Sought, value: int, options: dict[int, str]) -> bool:
    """Whether the question asserts more than that somebody has a role."""
    said = sought.tokens | {value} | options.keys()
    return any(reading.weights[i] >= 0.7 for i in reading.content() if i not in said)


def _options(reading: Reading, value: int, kinds: set[str], knowledge: Knowledge) -> dict[int, str]:
    """The subjects that 甲还是乙 offers: token → entity."""
    return {
        m.token: m.entity
        for m in reading.mentions
        if m.token != value and knowledge.is_kind(m.entity, tuple(kinds))
    }


def _kind_tokens(reading: Reading, kinds: set[str], knowledge: Knowledge) -> frozenset[int]:
    return frozenset(
        i
        for role in (Role.KIND, Role.GROUP)
        for i in reading.tokens_with(role)
        if any(
            knowledge.vocabulary.is_a(kind, ref)
            for kind in kinds
            for ref in reading.tokens[i].refs(role)
        )
    )
