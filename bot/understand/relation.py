"""Questions about attributes: which attribute, of whom, and what is said of its values.

For every attribute that the question may name, every subject that it may be about is tried, in both
directions (the values of a subject; the subjects of a value). What the question says of values is
checked against the facts: a value of the right kind that the facts do not hold is a false claim.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.algebra import Combined, Described, Expression, Holders, Values, evaluate
from bot.knowledge.index import Fact, Knowledge, Support
from bot.knowledge.vocabulary import Attribute
from bot.model import Role
from bot.understand.claims import Claims, claims_on
from bot.understand.interpretation import Absent, Claim, Interpretation, Relation
from bot.understand.narrow import narrow
from bot.understand.read import Form, Reading

_NAMED, _BY_VERB, _BY_LITTLE_VERB, _BY_ASK, _BY_KIND = 1.0, 0.94, 0.86, 0.84, 0.86
_IS_KIND, _IS_RELATED, _IS_MAIN, _IS_ONLY, _IS_ANY = 0.95, 0.93, 0.88, 0.88, 0.8
_WRONG_KIND = 0.5  # factor where the question word asks for another kind
_CORRECTED = 0.9  # factor where an open question takes something false for true
_ABSENT = 0.8
_ABSENT_OF_SUBJECT = 0.72


@dataclass(frozen=True, slots=True)
class Sought:
    """An attribute that the question may be about, how sure that is, and what says so."""

    attribute: str
    strength: float
    tokens: frozenset[int]


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity that the question may be about; empty name: every subject of the attribute."""

    name: str
    fit: float
    tokens: frozenset[int]


def relations(reading: Reading, knowledge: Knowledge) -> Iterator[Interpretation]:
    """Every way to read the question as one about an attribute."""
    for sought in _sought(reading, knowledge):
        if not _subjects_of(sought.attribute, knowledge):
            yield from _absent(reading, sought, knowledge)
            continue
        for subject in _subjects(reading, sought, knowledge):
            yield from _values(reading, sought, subject, knowledge)
        yield from _holders(reading, sought, knowledge)
        yield from _described(reading, sought, knowledge)
        yield from _absent(reading, sought, knowledge)


def _spec(attribute: str, knowledge: Knowledge) -> Attribute:
    return knowledge.vocabulary.attributes[attribute]


def _subjects_of(attribute: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The entities of which the knowledge states an attribute."""
    spec = _spec(attribute, knowledge)
    if spec.gathers:
        return tuple(name for kind in spec.of for name in knowledge.by_kind.get(kind, ()))
    facts = knowledge.by_attribute.get(attribute, ())
    return tuple(dict.fromkeys(fact.subject for fact in facts))


# ---- which attribute ----------------------------------------------------------------------------


def _sought(reading: Reading, knowledge: Knowledge) -> tuple[Sought, ...]:
    found: dict[str, Sought] = {}
    for sought in (*_by_cue(reading), *_by_verb(reading, knowledge), *_by_ask(reading, knowledge),
                   *_by_kind(reading, knowledge), *_by_title(reading, knowledge)):  # fmt: skip
        known = found.get(sought.attribute)
        if known is None:
            found[sought.attribute] = sought
        elif sought.tokens - known.tokens:
            both = known.tokens | sought.tokens
            found[sought.attribute] = Sought(sought.attribute, known.strength, both)
    return tuple(found.values())


def _by_cue(reading: Reading) -> Iterator[Sought]:
    for attribute, places in reading.cues.items():
        little = all(reading.tokens[i].has(Role.FILLER) for i in places)
        yield Sought(attribute, _BY_LITTLE_VERB if little else _NAMED, frozenset(places))


def _by_verb(reading: Reading, knowledge: Knowledge) -> Iterator[Sought]:
    """A verb counts where the question word or a name in the question fits its attribute."""
    for attribute, places in reading.verbs.items():
        spec = _spec(attribute, knowledge)
        if not (_asks(reading, spec, knowledge) or _names_value(reading, attribute, knowledge)):
            continue
        little = all(reading.tokens[i].has(Role.FILLER) for i in places)
        yield Sought(attribute, _BY_LITTLE_VERB if little else _BY_VERB, frozenset(places))


def _asks(reading: Reading, spec: Attribute, knowledge: Knowledge) -> bool:
    if reading.asks.intersection(spec.ask):
        return True
    vocabulary = knowledge.vocabulary
    kinds = (spec.value, *spec.of)
    return bool(reading.asks) and any(reading.asks_for(kind, vocabulary) for kind in kinds)


def _names_value(reading: Reading, attribute: str, knowledge: Knowledge) -> bool:
    spec = _spec(attribute, knowledge)
    named = any(knowledge.is_kind(name, (spec.value,)) for name in reading.mentioned())
    return named or any(
        not kind or knowledge.vocabulary.is_a(kind, spec.value)
        for i in reading.tokens_with(Role.FOREIGN)
        for kind in reading.tokens[i].refs(Role.FOREIGN)
    )


def _by_ask(reading: Reading, knowledge: Knowledge) -> Iterator[Sought]:
    """论坛什么时候: the question word alone asks for the time."""
    for attribute in knowledge.by_attribute:
        spec = _spec(attribute, knowledge)
        if reading.asks.intersection(spec.ask):
            yield Sought(attribute, _BY_ASK, frozenset())


def _by_kind(reading: Reading, knowledge: Knowledge) -> Iterator[Sought]:
    """传播力榜: the name alone asks for what one asks of such a thing first."""
    for name in reading.mentioned():
        kind = knowledge.vocabulary.kinds.get(knowledge.kind_of(name))
        if kind is not None and kind.default:
            yield Sought(kind.default, _BY_KIND, frozenset())


def _by_title(reading: Reading, knowledge: Knowledge) -> Iterator[Sought]:
    """宣传部部长是谁: a post is asked for by its title."""
    places = reading.tokens_with(Role.TITLE)
    if places:
        for attribute in knowledge.titled:
            yield Sought(attribute, _BY_VERB, frozenset())


# ---- of whom ------------------------------------------------------------------------------------


def _subjects(reading: Reading, sought: Sought, knowledge: Knowledge) -> tuple[Subject, ...]:
    """The subjects that fit the question best; one without a name where none is told apart."""
    names = _subjects_of(sought.attribute, knowledge)
    found = [_subject(reading, name, sought, names, knowledge) for name in names]
    best = max(subject.fit for subject in found)
    if best <= _IS_ANY and len(names) > 1:
        return (Subject("", _IS_ANY, frozenset()),)
    return tuple(subject for subject in found if subject.fit > best - 0.03)


def _subject(
    reading: Reading, name: str, sought: Sought, names: tuple[str, ...], knowledge: Knowledge
) -> Subject:
    named = [m for m in reading.mentions if m.entity == name and not m.borrowed]
    if named:
        places = frozenset(m.token for m in named)
        only_named = len({m.entity for m in reading.mentions if m.token in places}) == 1
        return Subject(name, named[0].score if only_named else named[0].score * 0.98, places)
    borrowed = [m for m in reading.mentions if m.entity == name]
    if borrowed:
        return Subject(name, borrowed[0].score, frozenset(m.token for m in borrowed))
    return _implied(reading, name, sought, names, knowledge)


def _implied(
    reading: Reading, name: str, sought: Sought, names: tuple[str, ...], knowledge: Knowledge
) -> Subject:
    """A subject that the question does not name: by its kind, by what belongs to it, by default."""
    kinds = [
        i
        for i in reading.tokens_with(Role.KIND)
        if i not in sought.tokens
        and any(knowledge.is_kind(name, (ref,)) for ref in reading.tokens[i].refs(Role.KIND))
    ]
    alike = [other for other in names if knowledge.kind_of(other) == knowledge.kind_of(name)]
    if kinds and (len(alike) == 1 or name == knowledge.main):
        return Subject(name, _IS_KIND, frozenset(kinds))
    related = [
        i
        for i in (*reading.tokens_with(Role.ENTITY), *reading.tokens_with(Role.LITERAL))
        if _is_value_of_other(reading, i, name, sought.attribute, knowledge)
    ]
    if related:
        return Subject(name, _IS_RELATED, frozenset(related))
    if name == knowledge.main:
        return Subject(name, _IS_MAIN, frozenset())
    return Subject(name, _IS_ONLY if len(names) == 1 else _IS_ANY, frozenset())


def _is_value_of_other(
    reading: Reading, i: int, name: str, attribute: str, knowledge: Knowledge
) -> bool:
    """Whether token i is a value of another attribute of the subject (its speaker, its title)."""
    refs = (*reading.tokens[i].refs(Role.ENTITY), *reading.tokens[i].refs(Role.LITERAL))
    return any(
        fact.attribute != attribute and any(value.key in refs for value in fact.values)
        for fact in knowledge.by_subject.get(name, ())
    )


# ---- what is asked of it ------------------------------------------------------------------------


def _values(
    reading: Reading, sought: Sought, subject: Subject, knowledge: Knowledge
) -> Iterator[Interpretation]:
    """The values of the attribute: which, how many, is it true that."""
    spec = _spec(sought.attribute, knowledge)
    query = _query(sought.attribute, subject.name, knowledge)
    used = sought.tokens | subject.tokens
    outcome = evaluate(query, knowledge)
    claims = claims_on(reading, outcome, spec, used, knowledge)
    fit = sought.strength * subject.fit
    if _verifies(reading, claims):
        yield _relation(reading, sought, subject, query, claims, fit, knowledge)
        return
    narrowed = narrow(query, reading, used, knowledge)
    if claims.false and not claims.true and narrowed.query == query and subject.name:
        yield _relation(reading, sought, subject, query, claims, fit * _CORRECTED, knowledge)
    form = reading.form if reading.form in (Form.COUNT, Form.POSITION) else Form.OPEN
    if form is Form.POSITION and not narrowed.item:
        return
    if form is Form.COUNT and knowledge.vocabulary.plays(spec.value, "number"):
        form = Form.OPEN
    asked = _asked_fit(reading, spec, form, knowledge)
    meaning = Relation(sought.attribute, subject.name, narrowed.query, form, item=narrowed.item)
    found = evaluate(narrowed.query, knowledge)
    yield Interpretation(
        intent=sought.attribute,
        meaning=meaning,
        used=narrowed.used | claims.true_tokens,
        fit=fit * asked,
        support=_support(outcome.facts, spec, subject.name, knowledge),
        notes=_notes(sought, subject, reading) + (() if found.items else ("没有符合条件的",)),
    )


def _query(attribute: str, subject: str, knowledge: Knowledge) -> Expression:
    if subject:
        return Values(subject, attribute)
    parts = tuple(Values(name, attribute) for name in _subjects_of(attribute, knowledge))
    return Combined("either", parts)


def _verifies(reading: Reading, claims: Claims) -> bool:
    if not claims.all:
        return False
    if reading.form in (Form.VERIFY, Form.CHOICE):
        return True
    return reading.form is Form.OPEN and not reading.asks and "list" not in reading.operators


def _relation(
    reading: Reading, sought: Sought, subject: Subject, query: Expression, claims: Claims,
    fit: float, knowledge: Knowledge,
) -> Interpretation:  # fmt: skip
    form = Form.CHOICE if reading.form is Form.CHOICE else Form.VERIFY
    facts = evaluate(query, knowledge).facts
    spec = _spec(sought.attribute, knowledge)
    negation = reading.operators.get("not", ())
    return Interpretation(
        intent=sought.attribute,
        meaning=Relation(sought.attribute, subject.name, query, form, claims.all),
        used=sought.tokens | subject.tokens | claims.tokens | frozenset(negation),
        fit=fit,
        support=_support(facts, spec, subject.name, knowledge),
        notes=_notes(sought, subject, reading),
    )


def _asked_fit(reading: Reading, spec: Attribute, form: Form, knowledge: Knowledge) -> float:
    if form in (Form.COUNT, Form.POSITION) or reading.asks.intersection(spec.ask):
        return 1.0
    return 1.0 if reading.asks_for(spec.value, knowledge.vocabulary) else _WRONG_KIND


def _holders(
    reading: Reading, sought: Sought, knowledge: Knowledge
) -> Iterator[Interpretation]:
    """The subjects of which something named is a value: 谁主持的是什么, 甲在哪个榜."""
    spec = _spec(sought.attribute, knowledge)
    if spec.gathers and reading.form is Form.VERIFY:
        return
    for i in (*reading.tokens_with(Role.ENTITY), *reading.tokens_with(Role.LITERAL)):
        token = reading.tokens[i]
        for key in (*token.refs(Role.ENTITY), *token.refs(Role.LITERAL)):
            query = Holders(sought.attribute, key)
            outcome = evaluate(query, knowledge)
            if outcome.items and not set(reading.mentioned()) & set(outcome.keys):
                yield _inverse(reading, sought, i, query, outcome.facts, knowledge)


def _inverse(
    reading: Reading, sought: Sought, i: int, query: Holders, facts: tuple[Fact, ...],
    knowledge: Knowledge,
) -> Interpretation:  # fmt: skip
    spec = _spec(sought.attribute, knowledge)
    verify = reading.form is Form.VERIFY or (not reading.asks and reading.form is Form.OPEN)
    kinds = {knowledge.kind_of(fact.subject) for fact in facts}
    asked = any(reading.asks_for(kind, knowledge.vocabulary) for kind in kinds)
    form = reading.form if reading.form is Form.COUNT else Form.OPEN
    claims = (Claim(reading.tokens[i].text, query.value, True),) if verify else ()
    return Interpretation(
        intent=sought.attribute,
        meaning=Relation(sought.attribute, "", query, Form.VERIFY if verify else form, claims,
                         inverse=True),  # fmt: skip
        used=sought.tokens | {i} | _kind_tokens(reading, kinds, knowledge),
        fit=sought.strength * reading.tokens[i].score * (1.0 if asked or verify else _WRONG_KIND),
        support=_support(facts, spec, "", knowledge),
        notes=(f"由值“{query.value}”反查{sought.attribute}",),
    )


def _kind_tokens(reading: Reading, kinds: set[str], knowledge: Knowledge) -> frozenset[int]:
    return frozenset(
        i
        for i in reading.tokens_with(Role.KIND)
        if any(
            knowledge.vocabulary.is_a(kind, ref)
            for kind in kinds
            for ref in reading.tokens[i].refs(Role.KIND)
        )
    )


def _described(
    reading: Reading, sought: Sought, knowledge: Knowledge
) -> Iterator[Interpretation]:
    """甲单位的某职务是谁: the subjects whose value fits the titles and names in the question."""
    places = reading.tokens_with(Role.TITLE)
    if sought.attribute not in knowledge.titled or not places or reading.form is Form.CHOICE:
        return
    titles = frozenset(ref for i in places for ref in reading.tokens[i].refs(Role.TITLE))
    holders = frozenset(_subjects_of(sought.attribute, knowledge))
    owners = {
        m.token: m.entity for m in reading.mentions if m.entity not in holders
    }
    query = _describing(sought.attribute, titles, frozenset(owners.values()), knowledge)
    outcome = evaluate(query, knowledge)
    spec = _spec(sought.attribute, knowledge)
    asked = any(reading.asks_for(kind, knowledge.vocabulary) for kind in spec.of)
    named = [m for m in reading.mentions if m.entity in holders]
    if outcome.items and asked and not named:
        yield Interpretation(
            intent=sought.attribute,
            meaning=Relation(sought.attribute, "", query, Form.COUNT
                             if reading.form is Form.COUNT else Form.OPEN, inverse=True),  # fmt: skip
            used=sought.tokens | frozenset(places) | frozenset(owners),
            fit=sought.strength,
            support=_support(outcome.facts, spec, "", knowledge),
            notes=(f"由职务 {'、'.join(sorted(titles))} 反查",),
        )


def _describing(
    attribute: str, titles: frozenset[str], owners: frozenset[str], knowledge: Knowledge
) -> Expression:
    """One value that fits everything; where none does, several values that fit together."""
    whole = Described(attribute, titles, owners)
    if evaluate(whole, knowledge).items or len(titles) + len(owners) < 2:
        return whole
    parts = [Described(attribute, titles, frozenset((owner,))) for owner in sorted(owners)]
    if len(owners) < 2:
        parts = [Described(attribute, frozenset((title,)), owners) for title in sorted(titles)]
    return Combined("both", tuple(parts))


# ---- what the source does not say ---------------------------------------------------------------


def _absent(reading: Reading, sought: Sought, knowledge: Knowledge) -> Iterator[Interpretation]:
    """An attribute asked for by name that the knowledge does not state (of what is named)."""
    if sought.strength < _NAMED:
        return
    spec = _spec(sought.attribute, knowledge)
    known = _subjects_of(sought.attribute, knowledge)
    named = [m for m in reading.mentions if knowledge.is_kind(m.entity, spec.of)]
    label = reading.tokens[min(sought.tokens)].phrase if sought.tokens else sought.attribute
    if not known:
        subject = named[0].entity if named else ""
        used = sought.tokens | frozenset(m.token for m in named)
        yield Interpretation(
            sought.attribute, Absent(sought.attribute, subject, label), used, _ABSENT,
            Support(""), notes=(f"没有任何关于“{sought.attribute}”的事实",),
        )  # fmt: skip
        return
    missing = [m for m in named if m.entity not in known]
    if missing and len(missing) == len(named):
        used = sought.tokens | frozenset(m.token for m in named)
        yield Interpretation(
            sought.attribute, Absent(sought.attribute, missing[0].entity, label), used,
            _ABSENT_OF_SUBJECT, Support(""),
            notes=(f"没有{missing[0].entity}的“{sought.attribute}”",),
        )  # fmt: skip


# ---- shared -------------------------------------------------------------------------------------


def _support(
    facts: tuple[Fact, ...], spec: Attribute, subject: str, knowledge: Knowledge
) -> Support:
    """What the facts say, and who the things in them are."""
    names = {subject} if subject else {fact.subject for fact in facts}
    identities = [knowledge.identity[name] for name in names if name in knowledge.identity]
    if not knowledge.vocabulary.kinds[spec.value].value:
        identities += [
            knowledge.identity[v.entity] for fact in facts for v in fact.values if v.entity
        ]
    return Support.union((*(fact.support for fact in facts), *identities))


def _notes(sought: Sought, subject: Subject, reading: Reading) -> tuple[str, ...]:
    said = "、".join(reading.tokens[i].text for i in sorted(sought.tokens)) or "疑问词"
    whom = subject.name or "所有"
    by = "、".join(reading.tokens[i].text for i in sorted(subject.tokens)) or "默认"
    return (f"属性 {sought.attribute}（{said}，{sought.strength:.2f}）",
            f"主语 {whom}（{by}，{subject.fit:.2f}）")  # fmt: skip
