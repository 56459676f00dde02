"""Every phrase that a question may hold, and what it may mean: general Chinese, names, values."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.knowledge.part import Part, flat_facts
from bot.knowledge.source import Source
from bot.knowledge.terms import Entity
from bot.knowledge.vocabulary import Vocabulary
from bot.model import Role, Sense, Senses
from bot.text.normalize import Normalizer
from bot.text.numbers import figures
from bot.text.tokenize import Segmenter

_PARTICLES = "的了过"
_FOLDING = (Role.VERB, Role.ATTRIBUTE, Role.CONCEPT)
_SAYING = Sense(Role.OPERATOR, "say")
_SHORTEST_HEAD = 4  # characters of a title before its colon, which can stand for the whole
_ADDRESSING, _PERSONAL = "老小", (2, 3)  # before a surname; characters of a personal name
_LONGEST_LITERAL = 40  # characters; longer values are sentences, not names that people type

Phrases = Mapping[str, Senses]
Entry = tuple[str, Role, str]  # phrase, role, what it refers to


def general_senses(vocabulary: Vocabulary, normalizer: Normalizer) -> Phrases:
    """What a vocabulary's phrases mean, whatever the article is."""
    senses: dict[str, Senses] = {}
    _gather(senses, _general_senses(vocabulary), normalizer)
    return senses


@dataclass(frozen=True, slots=True)
class Said:
    """What one knowledge adds to the general phrases: those of its files, well-known names that
    its source does not speak of, and the words that it does."""

    own: tuple[Entry, ...]
    elsewhere: tuple[tuple[str, str], ...]
    words: tuple[str, ...]


def senses_of(general: Phrases, said: Said, normalizer: Normalizer) -> Phrases:
    """Every known phrase, normalised as questions are, with all its senses."""
    senses = dict(general)
    _gather(senses, said.own, normalizer)
    _fold_particles(senses)
    for name, kind in said.elsewhere:
        senses.setdefault(name, Senses((Sense(Role.FOREIGN, kind),)))
    mere = Senses((Sense(Role.WORD, ""),))
    for word in said.words:
        senses[word] = senses[word].and_(mere) if word in senses else mere
    return senses


def _gather(senses: dict[str, Senses], entries: Iterable[Entry], normalizer: Normalizer) -> None:
    """Add entries to the senses; many phrases mean the same and share it."""
    shared: dict[tuple[Role, str], Senses] = {}
    for phrase, role, ref in entries:
        plain = phrase if phrase.isalnum() and not phrase.isascii() else normalizer(phrase).text
        meaning = shared.get((role, ref))
        if meaning is None:
            meaning = shared[role, ref] = Senses((Sense(role, ref),))
        if plain:
            senses[plain] = senses[plain].and_(meaning) if plain in senses else meaning


def _fold_particles(senses: dict[str, Senses]) -> None:
    """讲的, 讲了 mean what 讲 means: the particle is a token of its own."""
    for phrase in [p for p in senses if p[-1] in _PARTICLES and len(p) > 1 and p[:-1] in senses]:
        if len(phrase) == 2 and Role.ATTRIBUTE in senses[phrase].roles:
            continue  # 看了 names an attribute, 看 alone does not
        if all(s.role in _FOLDING or s == _SAYING for s in senses[phrase]):
            senses[phrase[:-1]] = senses[phrase[:-1]].and_(senses.pop(phrase))


def _general_senses(vocabulary: Vocabulary) -> Iterator[Entry]:
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


def _concepts(vocabulary: Vocabulary) -> Iterator[Entry]:
    """Synonym groups by their first word; a phrase with a cue inside is left to the cue."""
    cues = {cue for a in vocabulary.attributes.values() for cue in a.cues if len(cue) > 1}
    taken: dict[str, int] = {}
    for group in vocabulary.synonyms:
        taken[group[0]] = taken.get(group[0], 0) + 1
        concept = group[0] if taken[group[0]] == 1 else f"{group[0]}{taken[group[0]]}"
        for word in group:
            if len(word) == 2 or not any(part in cues for part in _inside(word)):
                yield word, Role.CONCEPT, concept


def _inside(word: str) -> Iterator[str]:
    """The parts of a word that are shorter than itself."""
    for length in range(2, len(word)):
        yield from (word[i : i + length] for i in range(len(word) - length + 1))


def elsewhere(source: Source, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """The well-known names that the source does not speak of, each with its kind."""
    for name, kind in vocabulary.kinds.items():
        yield from ((known, name) for known in kind.well_known if known not in source.everything)


def own_phrases(
    entities: Iterable[Entity], parts: tuple[Part, ...], vocabulary: Vocabulary
) -> Iterator[Entry]:
    """The names and the short values that the files hold."""
    entities = tuple(entities)
    yield from _named(entities)
    yield from _addressed(entities, vocabulary)
    yield from _literals(parts, vocabulary)


def _named(entities: Iterable[Entity]) -> Iterator[Entry]:
    for entity in entities:
        for name in (*entity.names, *entity.shared_names):
            yield name, Role.ENTITY, entity.name


def _addressed(entities: Iterable[Entity], vocabulary: Vocabulary) -> Iterator[Entry]:
    """老甲, 小甲: how people speak of whoever is named 甲某."""
    for entity in entities:
        if vocabulary.plays(entity.kind, "person") and len(entity.name) in _PERSONAL:
            yield from ((mark + entity.name[0], Role.ENTITY, entity.name) for mark in _ADDRESSING)


def _literals(parts: tuple[Part, ...], vocabulary: Vocabulary) -> Iterator[Entry]:
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


@dataclass(frozen=True, slots=True)
class Content:
    """The words of the source and of the topics: what a mistyped word of a question may mean."""

    text: str
    words: tuple[str, ...]

    @staticmethod
    def of(
        source: Source, parts: tuple[Part, ...], segmenter: Segmenter, normalizer: Normalizer,
        before: "Content | None",
    ) -> "Content":  # fmt: skip
        """What the files say now; nothing is cut anew where that is what they said before."""
        topics = (t for part in parts for s in part.record.statements for t in s.topic)
        text = "\n".join((source.everything, *topics))
        if before is not None and before.text == text:
            return before
        found = (word.text for word in segmenter(_normalized(text, normalizer)))
        return Content(text, tuple(w for w in dict.fromkeys(found) if _tells(w, segmenter)))


def _tells(word: str, segmenter: Segmenter) -> bool:
    return len(word) > 1 and segmenter.known(word) and not word.isdigit()


def _normalized(text: str, normalizer: Normalizer) -> str:
    """A long text normalised line by line (a question's length limit does not apply)."""
    return "\n".join(normalizer(line[i : i + 400]).text for line in text.splitlines()
                     for i in range(0, len(line), 400))  # fmt: skip
