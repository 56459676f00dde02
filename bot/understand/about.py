"""Which entity a question is about, for one attribute: named, implied, or the main one."""

from dataclasses import dataclass

from bot.knowledge.algebra import Values, belongs, evaluate
from bot.knowledge.index import Knowledge
from bot.model import Role
from bot.understand.explain import word_degree
from bot.understand.read import Reading
from bot.understand.sought import Sought, subjects_of

_IS_OF_KIND = 0.88  # one of several of a kind that is spoken of
_IS_LOOSE = 0.84  # told only by the name of something that the facts about it name
_IS_KIND, _IS_RELATED, _IS_MAIN, _IS_ONLY, _IS_ANY = 0.95, 0.93, 0.88, 0.88, 0.8
_IS_WHOLE = 0.94  # the whole of what is named
_NOT_THIS = 0.6  # factor where another of its kind is named
_OF_SEVERAL = 0.98  # factor where the name may mean another thing too
_ALIKE = 0.03
_TELLING = 0.5  # weight from which a word can tell one of several apart
PLAIN = frozenset((Role.CONCEPT, Role.WORD))
_MOST_TOGETHER = 6  # subjects that may be answered together


@dataclass(frozen=True, slots=True)
class Subject:
    """What the question may be about, how well it fits (0–1), and what says so.

    Several names are asked about together, each for itself.
    """

    names: tuple[str, ...]
    fit: float
    tokens: frozenset[int]
    shared: bool = False  # named by a word that may mean another thing too

    @property
    def name(self) -> str:
        """The one entity; empty where there are several."""
        return self.names[0] if len(self.names) == 1 else ""


def subjects(reading: Reading, sought: Sought, knowledge: Knowledge) -> tuple[Subject, ...]:
    """The subjects that fit the question best, together unless one word may mean either."""
    alike = apart(reading, sought, knowledge)
    either = tuple(subject for subject in alike if subject.shared)
    if len(either) > 1 or len(alike) > _MOST_TOGETHER:
        return either
    together = tuple(name for subject in alike for name in subject.names)
    tokens = frozenset().union(*(subject.tokens for subject in alike))
    return (Subject(together, max(subject.fit for subject in alike), tokens),)


def apart(reading: Reading, sought: Sought, knowledge: Knowledge) -> tuple[Subject, ...]:
    """The subjects that fit the question best, one by one."""
    names = subjects_of(sought.attribute, knowledge)
    grouped = _group(reading, names, knowledge)
    if grouped:
        return tuple(Subject((name,), 1.0, grouped) for name in names)
    found = [_subject(reading, name, sought, names, knowledge) for name in names]
    best = max(subject.fit for subject in found)
    likely = tuple(subject for subject in found if subject.fit > best - _ALIKE)
    if best not in (_IS_ANY, _IS_OF_KIND) or len(likely) == 1:
        return likely
    kinds = frozenset().union(*(subject.tokens for subject in likely))
    return _by_words(reading, names, sought, kinds, knowledge) or likely


def _by_words(
    reading: Reading,
    names: tuple[str, ...],
    sought: Sought,
    kinds: frozenset[int],
    knowledge: Knowledge,
) -> tuple[Subject, ...]:
    """某话题是谁讲的: the ones of many whose other facts bear most of the question's words; `kinds`
    are the tokens that tell all of them (那场讲座)."""
    words = [
        i
        for i in reading.content()
        if i not in sought.tokens
        and reading.weights[i] >= _TELLING
        and reading.tokens[i].senses.roles <= PLAIN
    ]
    if not sought.tokens or not words:
        return ()
    borne = {name: _borne(reading, words, name, sought.attribute, knowledge) for name in names}
    most = max(sum(reading.weights[i] for i in tokens) for tokens in borne.values())
    chosen = [
        Subject((name,), _IS_RELATED, tokens | kinds)
        for name, tokens in borne.items()
        if tokens and sum(reading.weights[i] for i in tokens) == most
    ]
    return tuple(chosen) if len(chosen) < len(names) else ()


def _borne(
    reading: Reading, words: list[int], name: str, attribute: str, knowledge: Knowledge
) -> frozenset[int]:
    """The words that other facts about something bear, with the words for those attributes."""
    found: set[int] = set()
    for fact in knowledge.by_subject.get(name, ()):
        told = {i for i in words if word_degree(reading.tokens[i], fact.support)}
        if told and fact.attribute != attribute:
            found |= told.union(reading.cues.get(fact.attribute, ()))
    return frozenset(found)


def _group(reading: Reading, names: tuple[str, ...], knowledge: Knowledge) -> frozenset[int]:
    """两个榜: the tokens that mean all the subjects together."""
    return frozenset(
        i
        for i in reading.tokens_with(Role.GROUP)
        if any(knowledge.is_kind(name, reading.tokens[i].refs(Role.GROUP)) for name in names)
    )


def _subject(
    reading: Reading, name: str, sought: Sought, names: tuple[str, ...], knowledge: Knowledge
) -> Subject:
    excepted = reading.excepted()
    places = [m for m in reading.mentions if m.entity == name and m.token not in excepted]
    if places:
        tokens = frozenset(m.token for m in places)
        shared = len({m.entity for m in reading.mentions if m.token in tokens}) > 1
        aside = _joined(reading, name, sought, knowledge)
        return Subject((name,), _OF_SEVERAL if shared else 1.0, tokens | aside, shared)
    tokens = _by_part(reading, name, names, knowledge)
    if tokens:
        return Subject((name,), _IS_WHOLE, tokens)
    tokens = _by_kind_word(reading, name, sought, names, knowledge)
    if tokens:
        return Subject((name,), _IS_KIND, tokens)
    tokens = _by_kind_words(reading, name, sought, knowledge)
    if tokens:
        return Subject((name,), _IS_OF_KIND, tokens)
    tokens = _by_other_facts(reading, name, sought.attribute, knowledge)
    asks = knowledge.vocabulary.attributes[sought.attribute].ask
    if tokens and (sought.tokens or not reading.asks.intersection(asks)):
        told = any(not reading.tokens[i].has(Role.ENTITY) for i in tokens) or sought.named
        fit = _IS_RELATED if told else _IS_LOOSE
        return Subject((name,), fit, tokens)  # but 某中心在哪 asks for the centre itself
    if name == knowledge.main:
        return Subject((name,), _IS_MAIN, frozenset())
    fit = _IS_ONLY if len(names) == 1 else _IS_ANY
    return Subject((name,), fit * (_NOT_THIS if _another(reading, name, knowledge) else 1.0),
                   frozenset())  # fmt: skip


def _another(reading: Reading, name: str, knowledge: Knowledge) -> bool:
    """Whether the question names another of its kind instead."""
    kind = knowledge.kind_of(name)
    pointed = [reading.tokens[i].refs(Role.PRONOUN) for i in reading.tokens_with(Role.PRONOUN)]
    return any(knowledge.kind_of(mention.entity) == kind for mention in reading.mentions) or any(
        not knowledge.is_kind(name, kinds) for kinds in pointed
    )


def _by_part(
    reading: Reading, name: str, names: tuple[str, ...], knowledge: Knowledge
) -> frozenset[int]:
    """开幕式在哪: where nothing is stated of the part that is named, what is of the whole counts,
    if both are of one kind."""
    return frozenset(
        m.token
        for m in reading.mentions
        if name in knowledge.whole_of(m.entity)
        and m.entity not in names
        and knowledge.is_kind(m.entity, (knowledge.kind_of(name),))
        and not knowledge.plays(name, "organisation")
    )


def _joined(reading: Reading, name: str, sought: Sought, knowledge: Knowledge) -> frozenset[int]:
    """以什么身份出席某会: what somebody took part in only tells when they had the post."""
    attributes = knowledge.vocabulary.attributes
    named = attributes[sought.attribute].posts and reading.cues.get(sought.attribute)
    if not (named and reading.asks and "as_role" in reading.operators):
        return frozenset()
    joined = {fact.subject for fact in knowledge.by_value.get(name, ())}
    events = {m.token: m.entity for m in reading.mentions if m.entity in joined}
    words = (
        i
        for attribute, places in reading.cues.items()
        if any(knowledge.is_kind(event, attributes[attribute].of) for event in events.values())
        for i in places
    )
    return frozenset((*events, *words))


def _by_kind_word(
    reading: Reading, name: str, sought: Sought, names: tuple[str, ...], knowledge: Knowledge
) -> frozenset[int]:
    """会上, 这个平台: the word for the kind, where it leaves no doubt which is meant."""
    alike = [other for other in names if knowledge.kind_of(other) == knowledge.kind_of(name)]
    if len(alike) > 1 and name != knowledge.main:
        return frozenset()
    return frozenset(
        i
        for role in (Role.KIND, Role.PRONOUN)
        for i in (reading.given_kinds() if role is Role.KIND else reading.tokens_with(role))
        if i not in sought.tokens
        and not reading.tokens[i].has(Role.ENTITY)  # 这个论坛 is that one
        and any(knowledge.is_kind(name, (ref,)) for ref in reading.tokens[i].refs(role))
    )


def _by_kind_words(
    reading: Reading, name: str, sought: Sought, knowledge: Knowledge
) -> frozenset[int]:
    """榜单, 榜上: the word for the kind of several things, which are then meant together."""
    fact = next(iter(knowledge.facts_about(name, sought.attribute)), None)
    if fact is None or name == knowledge.main:
        return frozenset()
    return frozenset(
        i
        for i in reading.given_kinds()
        if i not in sought.tokens
        and any(knowledge.kind_of(name) == ref for ref in reading.tokens[i].refs(Role.KIND))
    )


def _by_other_facts(
    reading: Reading, name: str, attribute: str, knowledge: Knowledge
) -> frozenset[int]:
    """甲的分享, 题为某某的: told by a value of another attribute, with the words for that one."""
    found: set[int] = set()
    values = evaluate(Values(name, attribute), knowledge).items
    excepted = reading.excepted()
    spec = knowledge.vocabulary.attributes[attribute]
    for i in (*reading.tokens_with(Role.ENTITY), *reading.tokens_with(Role.LITERAL)):
        if i in excepted:
            continue
        token = reading.tokens[i]
        if reading.asserts and any(
            knowledge.is_kind(e, spec.values) for e in token.refs(Role.ENTITY)
        ):
            continue  # 终点是甲吧: it is claimed to be a value
        refs = (*token.refs(Role.ENTITY), *token.refs(Role.LITERAL))
        if any(belongs(item.key, refs, knowledge) for item in values):
            continue  # 甲单位有谁出席: it narrows the values
        for fact in knowledge.by_subject.get(name, ()):
            if fact.attribute != attribute and any(value.key in refs for value in fact.values):
                found.add(i)
                found.update(reading.cues.get(fact.attribute, ()))
                found.update(reading.verbs.get(fact.attribute, ()))
    return frozenset(found)
