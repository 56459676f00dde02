"""The values that pass between the stages: the glossary of this project.

An *utterance* is what the asker typed, normalised. *Tokens* are its parts; each token has one or
several *senses* (an entity, an attribute, a question word …). A *reading* sums up what the tokens
ask for. An *interpretation* is one way to answer it from the knowledge, with its evidence and a
score in 0–1. The *decision* chooses among interpretations, the *answer* holds the facts, and the
*reply* is what the asker sees.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What part a phrase can play in a question."""

    __hash__ = str.__hash__  # Enum's own is Python code; roles are looked up all the time

    ENTITY = "entity"  # ref: entity name
    LITERAL = "literal"  # ref: the text of a value that is no entity
    ATTRIBUTE = "attribute"  # ref: attribute; names the attribute by itself
    VERB = "verb"  # ref: attribute; fits it when the question word does
    KIND = "kind"  # ref: kind of entity
    GROUP = "group"  # ref: kind; all entities of it together (两个榜)
    TITLE = "title"  # ref: canonical post title
    ASK = "ask"  # ref: what is asked: who, when, where …
    OPERATOR = "operator"  # ref: both, only, not, nth …
    PRONOUN = "pronoun"  # ref: kind of entity it stands for
    CONCEPT = "concept"  # ref: synonym group
    FILLER = "filler"  # carries nothing
    SHELL = "shell"  # a noun that stands for any (方面, 事项): carries little
    NUMBER = "number"  # ref: decimal number
    ORDINAL = "ordinal"  # ref: position, negative from the end
    DATE = "date"  # ref: yyyy-mm-dd with ? for what is not said
    FOREIGN = "foreign"  # ref: kind; a name that the knowledge does not hold
    WORD = "word"  # any other word
    MARK = "mark"  # punctuation


class Status(StrEnum):
    """The outcome that the asker gets; part of the contract of `ask --jsonl`."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    REFUSED = "refused"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One message: `text` is normalised, `offsets[i]` is where its i-th character stands in `raw`.

    `offsets` has one entry more than `text` has characters: the end. `apart` holds the places in
    `text` before which a space was typed.
    """

    raw: str
    text: str
    offsets: tuple[int, ...]
    traditional: bool = False
    apart: frozenset[int] = frozenset()

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of `raw` that `text[start:end]` came from."""
        return self.offsets[start], self.offsets[end] if end > start else self.offsets[start]


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a phrase."""

    role: Role
    ref: str


class Senses:
    """All meanings of a phrase: role → what it refers to in that role. Frozen, shared by tokens."""

    __slots__ = ("_shared", "by_role", "roles")

    def __init__(self, senses: Iterable[Sense]) -> None:
        refs: dict[Role, tuple[str, ...]] = {}
        for sense in dict.fromkeys(senses):
            refs[sense.role] = (*refs.get(sense.role, ()), sense.ref)
        self.by_role: Mapping[Role, tuple[str, ...]] = refs
        self.roles = frozenset(refs)
        self._shared: frozenset[str] | None = None

    def and_(self, other: "Senses") -> "Senses":
        """These meanings and those of another."""
        return Senses((*self, *other))

    def same(self, other: "Senses | None") -> bool:
        """Whether the other has the same meanings."""
        return self is other or (other is not None and self.by_role == other.by_role)

    def __iter__(self) -> Iterator[Sense]:
        return (Sense(role, ref) for role, refs in self.by_role.items() for ref in refs)

    def refs(self, role: Role) -> tuple[str, ...]:
        """What the phrase refers to in a role; empty where it cannot play it."""
        return self.by_role.get(role, ())

    def shared(self) -> frozenset[str]:
        """What two phrases that mean the same have in common (see `Token.meanings`)."""
        if self._shared is None:  # few phrases of many are ever asked for
            self._shared = frozenset(
                f"{role}:{ref}" for role in _MEANING for ref in self.by_role.get(role, ())
            )
        return self._shared


_MEANING = (Role.ENTITY, Role.TITLE, Role.ATTRIBUTE, Role.CONCEPT, Role.KIND)


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the question and what it may mean.

    `phrase` is the known phrase that was recognised (the text itself where it is exact), `score`
    how sure that is, `method` how it was found (exact, sound, slip, word), `weight` how much
    meaning it carries: 0 for particles, about 1 for a rare word or a name. A token is `apart`
    where the asker typed a space before it.
    """

    start: int
    end: int
    text: str
    phrase: str
    senses: Senses
    score: float
    method: str
    weight: float
    apart: bool = False

    def refs(self, role: Role) -> tuple[str, ...]:
        """What the token refers to in that role."""
        return self.senses.by_role.get(role, ())

    def has(self, role: Role, ref: str | None = None) -> bool:
        """Whether the token can play that role (for that ref)."""
        by_role = self.senses.by_role
        return role in by_role if ref is None else ref in by_role.get(role, ())

    def has_any(self, roles: Iterable[Role]) -> bool:
        """Whether the token can play one of these roles."""
        return not self.senses.roles.isdisjoint(roles)

    def meanings(self) -> frozenset[str]:
        """What it has in common with any token that means the same."""
        return self.senses.shared() | {self.phrase}


@dataclass(frozen=True, slots=True)
class Mention:
    """A token read as an entity; `borrowed` when an earlier turn supplied it."""

    token: int
    entity: str
    score: float
    method: str
    text: str
    borrowed: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer comes from: the article's own words."""

    quote: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a front end shows: plain text, the sources beside it, choices to pick from.

    `choices` answer a question that was asked back; `suggestions` are questions worth asking next;
    `traditional` tells that the asker writes traditional characters (the text is simplified).
    `explanation` is the chain of how the reply came about, one line a step.
    """

    status: Status
    text: str
    intent: str = ""
    score: float = 0.0
    sources: tuple[Source, ...] = ()
    choices: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    traditional: bool = False
    explanation: tuple[str, ...] = field(default=(), repr=False)
