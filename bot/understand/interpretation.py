"""The ways in which a question can be meant, each with its evidence and score."""

from dataclasses import dataclass, field

from bot.knowledge.algebra import Expression
from bot.knowledge.terms import Faq, Passage, Statement, Support
from bot.understand.form import Form
from bot.understand.premise import Premise


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that the question takes for true or asks about; `key` as in `Value.key`."""

    text: str
    key: str
    true: bool


@dataclass(frozen=True, slots=True)
class Relation:
    """A question about an attribute: its values, their holders, or a set built from them.

    `subject` is empty where the question is asked about every subject at once.
    """

    attribute: str
    subject: str
    query: Expression
    form: Form
    claims: tuple[Claim, ...] = ()
    inverse: bool = False
    items: tuple[str, ...] = ()  # whose positions are asked or claimed
    denied: bool = False  # whether the question denies the claims
    rightful: Expression | None = None  # of whom what is falsely claimed is true


@dataclass(frozen=True, slots=True)
class Sayings:
    """A question about what somebody said, or who said it."""

    statements: tuple[Statement, ...]
    asked_speaker: bool = False
    claims: tuple[Claim, ...] = ()
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Description:
    """A question of who or what an entity is."""

    entity: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A faq entry, or a declared unknown."""

    faq: Faq


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of the source that answers."""

    passage: Passage


@dataclass(frozen=True, slots=True)
class Absent:
    """An attribute that the source does not state (of this subject, if one is named)."""

    attribute: str
    subject: str
    label: str


@dataclass(frozen=True, slots=True)
class Several:
    """Several meanings answered together."""

    parts: tuple["Interpretation", ...]


Meaning = Relation | Sayings | Description | Cited | Quoted | Absent | Several


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One way to understand a question.

    `used` are the tokens that the meaning itself accounts for; `fit` (0–1) how well the form fits;
    `explained` (0–1) the share of the question's meaning that is accounted for; `score` (0–1)
    their product. `unexplained` are the tokens that nothing accounts for; `notes` say why.
    """

    intent: str
    meaning: Meaning
    used: frozenset[int]
    fit: float
    support: Support = field(repr=False)
    explained: float = 0.0
    score: float = 0.0
    unexplained: tuple[int, ...] = ()
    borne: float = 0.0  # the weight of the words, names apart, that it explains
    prior: float = 0.0  # the fit before what is unexplained was counted against it
    notes: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()  # what is to be confirmed beside that; the answer may tell it
    premises: tuple[Premise, ...] = ()  # what the question wrongly takes for granted
