"""The knowledge files as administrators write them: one model for each kind of entry.

These models check the form of a file and generate its JSON Schema; what must hold across entries
(references, quotes, tests) is checked in `check`.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.knowledge.vocabulary import Attribute, Kind

MAX_TEXT = 2000
_STRICT = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _as_list(value: Any) -> Any:  # noqa: ANN401  (whatever the file holds)
    """One text may stand where a list of texts may."""
    return [value] if isinstance(value, str) else value


Text = Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list), Field(min_length=1)]
MaybeTexts = Annotated[tuple[Text, ...], BeforeValidator(_as_list)]


class FactRecord(BaseModel):
    """One fact: a value of an attribute, with the words of the source that say so."""

    model_config = _STRICT

    value: Texts
    quote: Texts
    answer: Text | None = None
    order: Text | None = None


class EntityRecord(BaseModel):
    """A person, organisation, event, ranking … with its facts by attribute."""

    model_config = _STRICT

    name: Text
    kind: Text
    short: Text | None = None
    aliases: MaybeTexts = ()
    shared_aliases: MaybeTexts = ()
    part_of: Text | None = None
    main: bool = False
    facts: dict[str, FactRecord | list[FactRecord]] = Field(default_factory=dict)


class StatementRecord(BaseModel):
    """Something that somebody said, wrote or proposed."""

    model_config = _STRICT

    speaker: Text
    occasion: Text | None = None
    verb: Text | None = None
    topic: MaybeTexts = ()
    text: Text | None = None
    quote: Texts


class FaqRecord(BaseModel):
    """A question in a few wordings and its answer, for what no fact expresses."""

    model_config = _STRICT

    ask: Texts = Field(max_length=6)
    answer: Text
    quote: Texts


class UnknownRecord(BaseModel):
    """A near question that the source leaves open, and the honest reply to it."""

    model_config = _STRICT

    ask: Texts = Field(max_length=8)
    reply: Text


class RehearsalTurn(BaseModel):
    """One question of a test and what its reply must be."""

    model_config = _STRICT

    ask: Text
    answer: MaybeTexts = ()
    without: MaybeTexts = ()
    status: Literal["answered", "refused", "clarify", "smalltalk"] = "answered"


class RehearsalRecord(RehearsalTurn):
    """A question with what it must answer; `then` continues the conversation."""

    then: tuple[RehearsalTurn, ...] = ()


class VocabularyRecord(BaseModel):
    """The domain's own words, added to the general ones."""

    model_config = _STRICT

    kinds: dict[str, Kind] = Field(default_factory=dict)
    attributes: dict[str, Attribute] = Field(default_factory=dict)
    synonyms: tuple[Text, ...] = ()
    words: tuple[Text, ...] = ()


class AcceptRecord(BaseModel):
    """What a lint rule points out and the administrator has decided to leave as it is."""

    model_config = _STRICT

    rule: Text
    of: MaybeTexts = ()
    because: Text


class KnowledgeRecord(BaseModel):
    """One knowledge file; every section is optional."""

    model_config = _STRICT

    entities: tuple[EntityRecord, ...] = ()
    statements: tuple[StatementRecord, ...] = ()
    faq: tuple[FaqRecord, ...] = ()
    unknown: tuple[UnknownRecord, ...] = ()
    vocabulary: VocabularyRecord = Field(default_factory=VocabularyRecord)
    replies: dict[str, Text] = Field(default_factory=dict)
    tests: tuple[RehearsalRecord, ...] = ()
    accept: tuple[AcceptRecord, ...] = ()
