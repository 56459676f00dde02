from bot.config import Thresholds
from bot.knowledge.index import Knowledge
from bot.model import Reply, Source, Status
from bot.telegram.live import View
from bot.telegram.message import MAX_UNITS, Setting, messages, payload_of, units


def test_text_is_escaped_and_sources_are_folded(knowledge: Knowledge) -> None:
    reply = Reply(Status.ANSWERED, "甲 < 乙 & 丙", sources=(Source("原文 <b>"),))
    (message,) = messages(reply, knowledge)
    assert message.text.startswith("甲 &lt; 乙 &amp; 丙")
    assert "原文 &lt;b&gt;</blockquote>" in message.text


def test_long_texts_are_split_at_telegrams_limit(knowledge: Knowledge) -> None:
    reply = Reply(Status.ANSWERED, "字😀\n" * 3000, choices=("甲",))
    parts = messages(reply, knowledge)
    assert len(parts) > 1
    assert all(units(part.plain) <= MAX_UNITS for part in parts)
    assert "\n".join(part.text for part in parts) + "\n" == reply.text
    assert [bool(part.rows) for part in parts] == [False] * (len(parts) - 1) + [True]


def test_sources_are_cut_or_left_out_where_there_is_no_room(knowledge: Knowledge) -> None:
    (cut,) = messages(Reply(Status.ANSWERED, "字" * 3900, sources=(Source("长" * 500),)), knowledge)
    assert "长…</blockquote>" in cut.text
    assert units(cut.plain) + cut.text.count("长") <= MAX_UNITS
    (bare,) = messages(
        Reply(Status.ANSWERED, "字" * 4090, sources=(Source("长" * 500),)), knowledge
    )
    assert "blockquote" not in bare.text


def test_long_lists_are_numbered(knowledge: Knowledge) -> None:
    items = tuple(f"第{n}" for n in "甲乙丙丁戊")
    reply = Reply(Status.ANSWERED, f"共5所：{'、'.join(items)}。（按先后）")
    (message,) = messages(reply, knowledge, Setting(items=items))
    assert message.plain == "共5所：\n1. 第甲\n2. 第乙\n3. 第丙\n4. 第丁\n5. 第戊\n（按先后）"


def test_payloads_fit_and_lead_back(knowledge: Knowledge) -> None:
    view = View(knowledge, Thresholds())
    offered = view.pickable
    entries = [entry for topic in view.topics for entry in topic.entries]
    for question in (*knowledge.questions, *knowledge.entities, *entries):
        assert offered[payload_of(question)] == question
        assert len(payload_of(question).encode()) <= 64
    assert len(set(offered)) == len(set(offered.values()))


def test_the_buttons_name_the_difference(knowledge: Knowledge) -> None:
    names = tuple(name for name in knowledge.entities if name.endswith("榜单"))[:2]
    (message,) = messages(Reply(Status.CLARIFY, "哪一个？", choices=names), knowledge)
    labels = [row[0].label for row in message.rows]
    assert labels == [knowledge.short(name) for name in names]
