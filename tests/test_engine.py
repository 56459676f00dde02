"""The whole line: properties that hold for any text, and the contract of sessions."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import Thresholds
from bot.engine import answered, ask
from bot.knowledge.index import Knowledge
from bot.model import Reply, Status
from bot.session import Session

PIECES = (
    "论坛", "传播力榜", "影响力", "王巍", "西电", "他", "第三个", "两个榜", "谁", "是不是", "还是", "没有",
    "除了", "以外", "只", "都", "多少", "为什么", "2024年", "主办", "职务", "说", "呢", "？", "，", "\n",
    "《", "》", "“", "最后", "后面", "DROP TABLE", "{{7*7}}", "\u202e", "😀", "luntan", "what", "係", "\x00",
)  # fmt: skip
QUESTION = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=10).map("".join),
)


def sound(reply: Reply) -> bool:
    return bool(reply.text) and len(reply.text) <= 700 and 0 <= reply.score <= 1


@settings(max_examples=800, deadline=None)
@given(QUESTION)
def test_every_text_gets_a_reply(knowledge: Knowledge, text: str) -> None:
    reply, _ = ask(text, Session(), knowledge, Thresholds())
    assert sound(reply)


@settings(max_examples=300, deadline=None)
@given(st.lists(QUESTION, min_size=2, max_size=4))
def test_every_conversation_gets_replies(knowledge: Knowledge, texts: list[str]) -> None:
    session = Session()
    for text in texts:
        reply, session = ask(text, session, knowledge, Thresholds())
        assert sound(reply)


@settings(max_examples=300, deadline=None)
@given(QUESTION)
def test_an_answer_quotes_the_source(knowledge: Knowledge, text: str) -> None:
    reply, _ = ask(text, Session(), knowledge, Thresholds())
    if reply.status is Status.ANSWERED:
        assert reply.sources
        assert all(source.quote in knowledge.source.everything for source in reply.sources)


def test_the_same_question_gets_the_same_reply(knowledge: Knowledge) -> None:
    replies = {ask("论坛谁办的", Session(), knowledge, Thresholds())[0].text for _ in range(3)}
    assert len(replies) == 1


def test_a_long_silence_ends_the_context(knowledge: Knowledge) -> None:
    _, session = ask("传播力榜有哪些学校", Session(), knowledge, Thresholds(), at=0)
    soon, _ = ask("那影响力呢", session, knowledge, Thresholds(), at=60)
    assert "陕西中医药大学" in soon.text
    _, session = ask("他多大了", session.at_time(1e6), knowledge, Thresholds(), at=1e6)
    assert len(session.turns) == 1


def test_sessions_are_bounded(knowledge: Knowledge) -> None:
    session = Session()
    for _ in range(30):
        _, session = ask("论坛谁办的", session, knowledge, Thresholds())
    assert len(session.turns) <= 8


def test_three_thousand_characters_are_read_in_part(knowledge: Knowledge) -> None:
    reply, _ = ask("论坛谁主办的" * 500, Session(), knowledge, Thresholds())
    assert sound(reply)


def test_the_explanation_tells_the_chain(knowledge: Knowledge) -> None:
    reply, _ = ask("轮坛是谁主持的", Session(), knowledge, Thresholds())
    chain = "\n".join(reply.explanation)
    assert "sound" in chain
    assert "主持人" in chain
    assert "决定" in chain


BEFORE = (
    ("传播力榜有哪些学校", "那影响力呢"),
    ("论坛谁办的", "他是干嘛的"),
    ("荣命哲多大年纪",),
    ("王巍说了什么", "长安大学上了哪个榜"),
)


@settings(max_examples=200, deadline=None)
@given(QUESTION, st.sampled_from(BEFORE))
def test_what_stands_alone_is_answered_the_same_after_any_turns(
    knowledge: Knowledge, text: str, turns: tuple[str, ...]
) -> None:
    utterance, session = knowledge.normalizer(text), Session()
    alone = answered(utterance, session, knowledge, Thresholds())
    for turn in turns:
        _, session = ask(turn, session, knowledge, Thresholds())
    after = answered(utterance, session, knowledge, Thresholds())
    assert alone.alone() == after.alone()
    if alone.alone():
        assert alone.reply == after.reply
