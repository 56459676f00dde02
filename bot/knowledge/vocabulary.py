"""General Chinese, read from the package's YAML: question words, kinds, attributes, synonyms.

A knowledge folder may add its own words in its `vocabulary` section; `Vocabulary.extended` merges
them into a new vocabulary: an entry of a known name adds to it (see `layers`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field

from bot.knowledge.layers import layered
from bot.text.normalize import Rewrites

# BaseLoader: every scalar is a string, as in the knowledge files
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NONE = frozenset[str]()
_FEW_KINDS = 2  # a counter that counts more kinds than this tells none
_DEFINING = frozenset(("of", "value"))  # who gives both defines an attribute anew
_Model = TypeVar("_Model", bound=BaseModel)


# Kinds that the engine treats in a way of their own; their names are the vocabulary's business.
Role = Literal[
    "", "person", "organisation", "place", "event", "article", "date", "number", "title"
]


class Kind(BaseModel):
    """A kind of thing: what it is called, counted and referred to by."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    parent: str = Field("", alias="is")
    words: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    well_known: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    plural_pronouns: tuple[str, ...] = ()
    describe: tuple[str, ...] = ()
    default: str = ""
    parts: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    value: bool = False
    role: Role = ""


class Attribute(BaseModel):
    """A property that facts can state and questions can ask for.

    `value` is empty only where a folder's entry adds to a known attribute.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    of: tuple[str, ...] = ()
    value: str = ""
    also: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    head: Literal["", "title", "published", "views"] = ""
    posts: bool = False
    gathers: bool = False
    open: bool = False
    texts: bool = False
    sentence: str = ""
    inverse: str = ""
    question: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """All kinds that a value may be of."""
        return (self.value, *self.also)


@dataclass(frozen=True, slots=True)
class Ask:
    """A class of question words, and the kinds of answer it asks for (empty: any)."""

    name: str
    asks: tuple[str, ...]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Smalltalk:
    """Small talk of one sort and the reply to it."""

    name: str
    reply: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All general words; frozen, shared by every question.

    `lineages` are the kinds that each kind is of, itself and all above it; `roles` those of them.
    """

    kinds: Mapping[str, Kind]
    lineages: Mapping[str, frozenset[str]]
    roles: Mapping[str, frozenset[str]]
    attributes: Mapping[str, Attribute]
    asks: Mapping[str, Ask]
    operators: Mapping[str, tuple[str, ...]]
    fillers: frozenset[str]
    shells: frozenset[str]
    article_words: frozenset[str]
    titles: Mapping[str, str]
    title_classes: Mapping[str, frozenset[str]]
    title_marks: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]
    rewrites: Rewrites
    smalltalk: tuple[Smalltalk, ...]
    padding: frozenset[str]
    replies: Mapping[str, str]
    counted: Mapping[str, tuple[str, ...]]
    readings: Mapping[str, tuple[str, ...]]
    generate: tuple[str, ...]

    def is_a(self, kind: str, ancestor: str) -> bool:
        """Whether `kind` is `ancestor` or lies below it."""
        return ancestor in self.lineages.get(kind, ())

    def plays(self, kind: str, role: Role) -> bool:
        """Whether `kind`, or a kind above it, has this role."""
        return role in self.roles.get(kind, ())

    def kind_of_role(self, role: Role) -> str:
        """The kind that has a role."""
        return next(name for name, kind in self.kinds.items() if kind.role == role)

    def titles_like(self, title: str, *, anywhere: bool) -> frozenset[str]:
        """The titles that end in one (运营总监 in 总监), but for another rank (副总监); or all that
        hold it anywhere."""
        return frozenset((title,)).union(
            other
            for other in self.titles.values()
            if (anywhere and title in other)
            or (other.endswith(title) and not other.startswith(self.title_marks))
        )

    def kinds_counted(self, counter: str) -> tuple[str, ...]:
        """The kinds that a counter tells: 所 → 学校; none for one that counts most things."""
        return self.counted.get(counter, ())

    def fits(self, kind: str, wanted: tuple[str, ...]) -> bool:
        """Whether a thing of `kind` is one of the `wanted` kinds (none wanted: anything is)."""
        return not wanted or not self.lineages.get(kind, _NONE).isdisjoint(wanted)

    def reply(self, name: str, /, **slots: object) -> str:
        """One of the bot's own sentences, with its slots filled."""
        text = self.replies[name]
        for slot, value in slots.items():
            text = text.replace("{" + slot + "}", str(value))
        return text

    def extended(
        self,
        kinds: Iterable[Mapping[str, Kind]],
        attributes: Iterable[Mapping[str, Attribute]],
        synonyms: tuple[tuple[str, ...], ...],
        words: tuple[str, ...],
        replies: Mapping[str, str],
    ) -> "Vocabulary":
        """This vocabulary with what the files of a knowledge folder add, each over the others."""
        all_kinds = layered(self.kinds, kinds, frozenset())
        return replace(
            self,
            kinds=all_kinds,
            lineages=_lineages(all_kinds),
            roles=_roles(all_kinds),
            counted=_counted(all_kinds),
            attributes=layered(self.attributes, attributes, _DEFINING),
            synonyms=self.synonyms + synonyms,
            words=self.words + words,
            replies=MappingProxyType({**self.replies, **replies}),
        )


@cache
def general_vocabulary() -> Vocabulary:
    """The package's own vocabulary, read once."""
    folder = files("bot") / "vocabulary"
    fillers = _read(folder / "fillers.yaml")
    titles = _read(folder / "titles.yaml")
    smalltalk = _read(folder / "smalltalk.yaml")
    padding = frozenset(smalltalk.pop("padding"))
    kinds = _models(folder / "kinds.yaml", Kind)
    return Vocabulary(
        kinds=kinds,
        lineages=_lineages(kinds),
        roles=_roles(kinds),
        counted=_counted(kinds),
        generate=tuple(_read(folder / "questions.yaml")["generate"]["phrases"]),
        readings={c: tuple(found) for c, found in _read(folder / "readings.yaml").items()},
        attributes=_models(folder / "attributes.yaml", Attribute),
        asks={
            name: Ask(name, tuple(ask["asks"]), tuple(ask["phrases"]))
            for name, ask in _read(folder / "questions.yaml").items()
            if name != "generate"
        },
        operators={
            name: tuple(words) for name, words in _read(folder / "operators.yaml").items()
        },
        fillers=frozenset(
            word
            for name, lines in fillers.items()
            if name not in ("article", "shells")
            for word in _words(lines)
        ),
        shells=frozenset(_words(fillers["shells"])),
        article_words=frozenset(_words(fillers["article"])),
        titles={
            word: line.split()[0] for line in titles["titles"] for word in line.split()
        },
        title_classes={
            name: frozenset(members) for name, members in titles["classes"].items()
        },
        title_marks=tuple(titles["marks"]),
        synonyms=tuple(
            tuple(line.split())
            for name in ("verbs", "nouns", "adjectives")
            for lines in _read(folder / "synonyms" / f"{name}.yaml").values()
            for line in lines
        ),
        words=(),
        rewrites=_rewrites(folder),
        smalltalk=tuple(
            Smalltalk(name, entry["reply"], tuple(entry["phrases"]))
            for name, entry in smalltalk.items()
        ),
        padding=padding,
        replies=_read(folder / "replies.yaml"),
    )


def _read(file: Traversable) -> dict:  # type: ignore[type-arg]
    return dict(yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER))  # noqa: S506


def _models(file: Traversable, model: type[_Model]) -> Mapping[str, _Model]:
    return {name: model.model_validate(entry or {}) for name, entry in _read(file).items()}


def _lineages(kinds: Mapping[str, Kind]) -> Mapping[str, frozenset[str]]:
    return {name: frozenset(_upwards(name, kinds)) for name in kinds}


def _roles(kinds: Mapping[str, Kind]) -> Mapping[str, frozenset[str]]:
    return {
        name: frozenset(kinds[above].role for above in _upwards(name, kinds) if above in kinds)
        for name in kinds
    }


def _upwards(kind: str, kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    """A kind and all above it, nearest first; one that is above itself is named once."""
    found: dict[str, None] = {}
    while kind and kind not in found:
        found[kind] = None
        kind = kinds[kind].parent if kind in kinds else ""
    return tuple(found)


def _counted(kinds: Mapping[str, Kind]) -> Mapping[str, tuple[str, ...]]:
    """Counter → the few kinds that it counts."""
    counted: dict[str, list[str]] = {}
    for name, kind in kinds.items():
        for counter in kind.counters:
            counted.setdefault(counter, []).append(name)
    return {c: tuple(names) for c, names in counted.items() if len(names) <= _FEW_KINDS}


def _words(lines: list[str]) -> list[str]:
    return [word for line in lines for word in line.split()]


def _rewrites(folder: Traversable) -> Rewrites:
    dialects = _read(folder / "dialects.yaml")
    return Rewrites.of(
        always=dialects["always"],
        marked=dialects["cantonese"],
        markers=tuple(dialects["markers"]),
        english=_read(folder / "english.yaml"),
    )
