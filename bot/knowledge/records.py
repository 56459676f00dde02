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

    value: Texts = Field(description="值：事物的名称，或一段文字；可以是列表")
    quote: Texts = Field(description="原文中的依据，一字不差；可以是几段")
    answer: Text | None = Field(None, description="想换一种说法时，完整的回答")
    order: Text | None = Field(None, description="列表的先后有意义时，说明先后的含义")


class EntityRecord(BaseModel):
    """A person, organisation, event, ranking … with its facts by attribute."""

    model_config = _STRICT

    name: Text = Field(description="正式名称；别处用它来引用")
    kind: Text = Field(description="种类，例如 人物、学校、机构、活动、地点、榜单、平台、概念")
    short: Text | None = Field(None, description="回答里用的简称；不写就用正式名称")
    aliases: MaybeTexts = Field((), description="别名、简称、俗称")
    shared_aliases: MaybeTexts = Field((), description="与别的事物共用的简称，被问到时会反问")
    part_of: Text | None = Field(None, description="上级单位或所属事物的名称")
    main: bool = Field(False, description="问句没有主语时，先当作在问它")
    facts: dict[str, FactRecord | list[FactRecord]] = Field(
        default_factory=dict, description="属性 → 事实"
    )


class StatementRecord(BaseModel):
    """Something that somebody said, wrote or proposed."""

    model_config = _STRICT

    speaker: Text = Field(description="说话的人（或机构）的名称")
    occasion: Text | None = Field(None, description="场合：活动或分享的名称")
    verb: Text | None = Field(None, description="表示、认为、呼吁、建议……")
    topic: MaybeTexts = Field((), description="话题词：提问者可能用的其他说法")
    text: Text | None = Field(None, description="回答的文字；不写就用 quote")
    quote: Texts = Field(description="原文中的依据，一字不差")


class FaqRecord(BaseModel):
    """A question in a few wordings and its answer, for what no fact expresses."""

    model_config = _STRICT

    ask: Texts = Field(max_length=6, description="几种问法，最多六种")
    answer: Text = Field(description="回答")
    quote: Texts = Field(description="原文中的依据，一字不差")


class UnknownRecord(BaseModel):
    """A near question that the source leaves open, and the honest reply to it."""

    model_config = _STRICT

    ask: Texts = Field(max_length=8, description="几种问法")
    reply: Text = Field(description="如实的回答，例如“文中没有列出……”")


class TestTurn(BaseModel):
    """One question of a test and what its reply must be."""

    model_config = _STRICT

    ask: Text
    answer: MaybeTexts = Field((), description="回答里必须出现的文字；“甲|乙”表示其一")
    without: MaybeTexts = Field((), description="回答里不许出现的文字")
    status: Literal["answered", "refused", "clarify", "smalltalk"] = "answered"


class TestRecord(TestTurn):
    """A question with what it must answer; `then` continues the conversation."""

    then: tuple[TestTurn, ...] = Field((), description="接着问的问题")


class VocabularyRecord(BaseModel):
    """The domain's own words, added to the general ones."""

    model_config = _STRICT

    kinds: dict[str, Kind] = Field(default_factory=dict, description="新的事物种类")
    attributes: dict[str, Attribute] = Field(default_factory=dict, description="新的属性")
    synonyms: tuple[Text, ...] = Field((), description="近义词，一行一组，用空格隔开")
    words: tuple[Text, ...] = Field((), description="应当作为整体的词")


class KnowledgeRecord(BaseModel):
    """One knowledge file; every section is optional."""

    model_config = _STRICT

    entities: tuple[EntityRecord, ...] = Field((), description="人物、机构、活动、榜单……和它们的事实")
    statements: tuple[StatementRecord, ...] = Field((), description="谁在什么场合说了什么")
    faq: tuple[FaqRecord, ...] = Field((), description="事实表达不了的问答")
    unknown: tuple[UnknownRecord, ...] = Field((), description="原文没有回答的相关问题")
    vocabulary: VocabularyRecord = Field(
        default_factory=VocabularyRecord, description="本领域的词语"
    )
    replies: dict[str, Text] = Field(default_factory=dict, description="改写机器人的套话")
    tests: tuple[TestRecord, ...] = Field((), description="知识自带的测试")
