"""The frozen terms of a knowledge: entities, facts, statements, faqs, passages, and what each says."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.model import Role, Token

BY_SYNONYM, BY_PARTS = 0.9, 0.6  # how far a word is explained other than as written
TURNING = ("not", "except", "outside", "more")  # operators that turn a meaning into another
SHORT = 3  # characters; shorter words are not explained by their parts


@dataclass(frozen=True, slots=True)
class Place:
    """Where an administrator wrote something."""

    file: str
    line: int
    column: int
    trail: str


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """What a text says, in the terms in which the words of a question are explained."""

    text: str
    phrases: frozenset[str] = frozenset()
    concepts: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()

    def explains(self, phrase: str, concepts: Iterable[str]) -> float:
        """How far it explains a word: 1 as written, less by a synonym or by its parts, 0 not."""
        if phrase in self.text:
            return 1.0
        if any(concept in self.concepts for concept in concepts):
            return BY_SYNONYM
        pairs = [phrase[i : i + 2] for i in range(len(phrase) - 1)]
        if len(phrase) > SHORT and sum(pair in self.text for pair in pairs) * 2 >= len(pairs):
            return BY_PARTS
        return 0.0

    @staticmethod
    def union(supports: Iterable["Support"]) -> "Support":
        """All that any of them says."""
        parts = tuple(dict.fromkeys(supports))
        if len(parts) == 1:
            return parts[0]
        return Support(
            "\n".join(part.text for part in parts),
            frozenset().union(*(part.phrases for part in parts)),
            frozenset().union(*(part.concepts for part in parts)),
            frozenset().union(*(part.entities for part in parts)),
            frozenset().union(*(part.titles for part in parts)),
            frozenset().union(*(part.figures for part in parts)),
        )

    @staticmethod
    def of(text: str, tokens: Iterable[Token], year: str) -> "Support":
        """The support that a normalised text and its tokens give.

        A date without a year is of the `year` in which the source was published.
        """
        tokens = tuple(tokens)
        return Support(
            text,
            frozenset(token.phrase for token in tokens),
            frozenset(ref for token in tokens for ref in token.refs(Role.CONCEPT)),
            frozenset(ref for token in tokens for ref in token.refs(Role.ENTITY)),
            frozenset(ref for token in tokens for ref in token.refs(Role.TITLE)),
            frozenset(
                year + ref[1:] if ref.startswith("?") and year else ref
                for token in tokens
                for role in (Role.NUMBER, Role.DATE, Role.ORDINAL)
                for ref in token.refs(role)
            ),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """A thing that facts are about; `names` starts with the official name."""

    name: str
    kind: str
    names: tuple[str, ...]
    shared_names: tuple[str, ...]
    part_of: str
    main: bool
    short: str
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """One value of a fact: an entity, or a text of its own."""

    text: str
    entity: str
    support: Support

    @property
    def key(self) -> str:
        """What makes two values the same."""
        return self.entity or self.text


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """What the source says: `subject`'s `attribute` has these values.

    `support` is all that the fact says, `evidence` what its quotes alone say. A fact is `open`
    where the source names only some of the values that there are.
    """

    subject: str
    attribute: str
    values: tuple[Value, ...]
    quotes: tuple[str, ...]
    answer: str
    order: str
    open: bool
    support: Support
    evidence: Support
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """What somebody said; `text` is what the answer shows."""

    number: int
    speaker: str
    occasion: str
    verb: str
    text: str
    quotes: tuple[str, ...]
    verbatim: bool
    support: Support
    evidence: Support
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """One wording of a faq or unknown entry: what its telling tokens weigh and have in common
    with tokens that mean the same, and what they weigh together; the words that turn its meaning
    (not, except); what it asks."""

    text: str
    parts: tuple[tuple[float, frozenset[str]], ...]
    keys: frozenset[str]  # those of all parts
    weight: float
    turns: frozenset[str]
    asks: frozenset[str]

    @staticmethod
    def of(text: str, tokens: tuple[Token, ...]) -> "Wording":
        """The wording with this text and its tokens."""
        parts = tuple((token.weight, token.meanings()) for token in tokens if token.weight > 0)
        turns = frozenset(n for n in TURNING for t in tokens if t.has(Role.OPERATOR, n))
        asks = frozenset(ref for token in tokens for ref in token.refs(Role.ASK))
        keys = frozenset().union(*(keys for _, keys in parts))
        return Wording(text, parts, keys, sum(weight for weight, _ in parts), turns, asks)


@dataclass(frozen=True, slots=True, eq=False)
class Faq:
    """An answer to a question that no fact expresses; without quotes it is an honest refusal."""

    wordings: tuple[Wording, ...]
    answer: str
    quotes: tuple[str, ...]
    known: bool
    support: Support
    evidence: Support
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One sentence of the source."""

    number: int
    text: str
    support: Support
