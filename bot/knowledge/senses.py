"""Every phrase that a question may hold, and what it may mean: general Chinese, names, values."""

from collections.abc import Iterable, Iterator, Mapping

from bot.knowledge.part import Part, flat_facts
from bot.knowledge.source import Source
from bot.knowledge.terms import Entity
from bot.knowledge.vocabulary import Vocabulary
from bot.model import Role, Sense
from bot.text.normalize import Normalizer
from bot.text.numbers import figures
from bot.text.tokenize import Segmenter

_PARTICLES = "的了过"
_FOLDING = (Role.VERB, Role.ATTRIBUTE, Role.CONCEPT)
_SAYING = Sense(Role.OPERATOR, "say")
_SHORTEST_HEAD = 4  # characters of a title before its colon, which can stand for the whole
_LONGEST_LITERAL = 40  # characters; longer values are sentences, not names that people type


def senses_of(
    source: Source,
    parts: tuple[Part, ...],
    vocabulary: Vocabulary,
    entities: Mapping[str, Entity],
    normalizer: Normalizer,
    segmenter: Segmenter,
) -> Mapping[str, list[Sense]]:
    """Every known phrase, normalised as questions are, with all its senses."""
    senses: dict[str, list[Sense]] = {}
    sources = (_general_senses(vocabulary), _named(entities.values()), _literals(parts, vocabulary))
    for phrase, role, ref in (entry for entries in sources for entry in entries):
        plain = phrase if phrase.isalnum() and not phrase.isascii() else normalizer(phrase).text
        if plain:
            senses.setdefault(plain, []).append(Sense(role, ref))
    _fold_particles(senses)
    for name, kind in _elsewhere(source, vocabulary):
        senses.setdefault(name, [Sense(Role.FOREIGN, kind)])
    for word in _content_words(source, parts, segmenter, normalizer):
        senses.setdefault(word, []).append(Sense(Role.WORD, ""))
    return senses


def _fold_particles(senses: dict[str, list[Sense]]) -> None:
    """讲的, 讲了 mean what 讲 means: the particle is a token of its own."""
    for phrase in [p for p in senses if len(p) > 1 and p[-1] in _PARTICLES and p[:-1] in senses]:
        if len(phrase) == 2 and any(s.role is Role.ATTRIBUTE for s in senses[phrase]):
            continue  # 看了 names an attribute, 看 alone does not
        if all(s.role in _FOLDING or s == _SAYING for s in senses[phrase]):
            senses[phrase[:-1]] += senses.pop(phrase)


def _general_senses(vocabulary: Vocabulary) -> Iterator[tuple[str, Role, str]]:
    for ask in vocabulary.asks.values():
        yield from ((phrase, Role.ASK, ask.name) for phrase in ask.phrases)
    for name, phrases in vocabulary.operators.items():
        yield from ((phrase, Role.OPERATOR, name) for phrase in phrases)
    for name, kind in vocabulary.kinds.items():
        yield from ((phrase, Role.KIND, name) for phrase in kind.words)
        yield from ((phrase, Role.FILLER, "") for phrase in kind.counters)
        yield from ((phrase, Role.PRONOUN, name) for phrase in kind.pronouns)
        for phrase in kind.plural_pronouns:
            yield phrase, Role.PRONOUN, name + "*"
            yield from ((phrase, Role.NUMBER, figure.value) for figure in figures(phrase))
    for name, attribute in vocabulary.attributes.items():
        yield from ((phrase, Role.ATTRIBUTE, name) for phrase in attribute.cues)
        yield from ((phrase, Role.VERB, name) for phrase in attribute.verbs)
    yield from ((word, Role.TITLE, title) for word, title in vocabulary.titles.items())
    yield from ((word, Role.TITLE, word) for word in vocabulary.title_classes)
    yield from ((word, Role.FILLER, "") for word in vocabulary.fillers)
    yield from ((word, Role.SHELL, "") for word in vocabulary.shells)
    yield from ((word, Role.FILLER, "article") for word in vocabulary.article_words)
    yield from ((word, Role.WORD, "") for word in vocabulary.words)
    yield from _concepts(vocabulary)


def _concepts(vocabulary: Vocabulary) -> Iterator[tuple[str, Role, str]]:
    """Synonym groups by their first word; a phrase with a cue inside is left to the cue."""
    cues = {cue for a in vocabulary.attributes.values() for cue in a.cues if len(cue) > 1}
    taken: dict[str, int] = {}
    for group in vocabulary.synonyms:
        taken[group[0]] = taken.get(group[0], 0) + 1
        concept = group[0] if taken[group[0]] == 1 else f"{group[0]}{taken[group[0]]}"
        for word in group:
            parts = (word[i:j] for i in range(len(word)) for j in range(i + 2, len(word) + 1))
            if not any(part in cues and part != word for part in parts):
                yield word, Role.CONCEPT, concept


def _elsewhere(source: Source, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """The well-known names that the source does not speak of, each with its kind."""
    for name, kind in vocabulary.kinds.items():
        yield from ((known, name) for known in kind.well_known if known not in source.everything)


def _named(entities: Iterable[Entity]) -> Iterator[tuple[str, Role, str]]:
    for entity in entities:
        for name in (*entity.names, *entity.shared_names):
            yield name, Role.ENTITY, entity.name


def _literals(parts: tuple[Part, ...], vocabulary: Vocabulary) -> Iterator[tuple[str, Role, str]]:
    for part in parts:
        for entity in part.record.entities:
            for attribute, fact in flat_facts(entity):
                spec = vocabulary.attributes[attribute]
                kind = spec.value
                if spec.posts:
                    continue  # read by its parts: an organisation and a title
                if vocabulary.kinds[kind].value and not vocabulary.plays(kind, "date"):
                    short = (value for value in fact.value if 1 < len(value) <= _LONGEST_LITERAL)
                    for value in short:
                        yield value, Role.LITERAL, value
                        head, colon, _ = value.partition("：")
                        if colon and len(head) >= _SHORTEST_HEAD:
                            yield head, Role.LITERAL, value


def _content_words(
    source: Source, parts: tuple[Part, ...], segmenter: Segmenter, normalizer: Normalizer
) -> Iterator[str]:
    """The words of the source and of the topics: what a mistyped word of a question may mean."""
    topics = [t for part in parts for s in part.record.statements for t in s.topic]
    text = normalizer_text(source.everything + "\n" + "\n".join(topics), normalizer)
    for word in segmenter(text):
        if len(word.text) > 1 and segmenter.known(word.text) and not word.text.isdigit():
            yield word.text


def normalizer_text(text: str, normalizer: Normalizer) -> str:
    """A long text normalised line by line (a question's length limit does not apply)."""
    return "\n".join(normalizer(line[i : i + 400]).text for line in text.splitlines()
                     for i in range(0, len(line), 400))  # fmt: skip
