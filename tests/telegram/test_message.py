from bot.knowledge.index import Knowledge
from bot.model import Reply, Source, Status
from bot.telegram.message import MAX_UNITS, messages, payload_of, pickable


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_text_is_escaped_and_sources_are_folded(knowledge: Knowledge) -> None:
    reply = Reply(Status.ANSWERED, "甲 < 乙 & 丙", sources=(Source("原文 <b>"),))
    (message,) = messages(reply, knowledge)
    assert message.text.startswith("甲 &lt; 乙 &amp; 丙")
    assert "原文 &lt;b&gt;</blockquote>" in message.text


def test_long_texts_are_split_at_telegrams_limit(knowledge: Knowledge) -> None:
    reply = Reply(Status.ANSWERED, "字😀\n" * 3000, choices=("甲",))
    parts = messages(reply, knowledge)
    assert len(parts) > 1
    assert all(units(part.text) <= MAX_UNITS for part in parts)
    assert "".join(part.text for part in parts) == reply.text
    assert [bool(part.buttons) for part in parts] == [False] * (len(parts) - 1) + [True]


def test_sources_that_do_not_fit_are_left_out(knowledge: Knowledge) -> None:
    reply = Reply(Status.ANSWERED, "字" * 4000, sources=(Source("长" * 500),))
    (message,) = messages(reply, knowledge)
    assert "blockquote" not in message.text


def test_payloads_fit_and_lead_back(knowledge: Knowledge) -> None:
    offered = pickable(knowledge)
    assert len(set(offered)) == len(offered)
    for question in (*knowledge.questions, *knowledge.entities):
        assert offered[payload_of(question)] == question
        assert len(payload_of(question).encode()) <= 64
