"""A folder's entry of a known name adds its words; whoever gives `of` and `value` defines anew."""

from pathlib import Path

from bot.config import Thresholds
from bot.engine import ask
from bot.knowledge.index import Knowledge
from bot.knowledge.vocabulary import general_vocabulary
from bot.session import Session
from tests.conftest import Load

GENERAL = general_vocabulary()


def extended(folder: Path, loaded: Load, **files: str) -> Knowledge:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text("vocabulary:\n" + text, encoding="utf-8")
    return loaded(folder)


def test_words_are_added_to_a_known_attribute(folder: Path, loaded: Load) -> None:
    own = "  attributes:\n    主持人: {cues: [掌舵], question: '{subject}谁掌舵？'}\n"
    knowledge = extended(folder, loaded, own=own)
    spec, general = knowledge.vocabulary.attributes["主持人"], GENERAL.attributes["主持人"]
    assert spec.cues == ("掌舵", *general.cues)
    assert spec.question == "{subject}谁掌舵？"
    assert (spec.value, spec.of, spec.sentence) == (general.value, general.of, general.sentence)
    reply, _ = ask("开馆仪式谁掌舵", Session(), knowledge, Thresholds())
    assert "沈若梅" in reply.text
    assert GENERAL.attributes["主持人"] == general, "the general vocabulary stays as it is"


def test_an_attribute_may_be_given_to_more_kinds(folder: Path, loaded: Load) -> None:
    own = "  attributes:\n    主持人: {of: [机构]}\n"
    assert extended(folder, loaded, own=own).vocabulary.attributes["主持人"].of == ("机构", "活动")


def test_of_and_value_define_it_anew(folder: Path, loaded: Load) -> None:
    own = "  attributes:\n    主持人: {of: [活动], value: 人物, cues: [掌舵]}\n"
    spec = extended(folder, loaded, own=own).vocabulary.attributes["主持人"]
    assert spec.cues == ("掌舵",)
    assert spec.sentence == ""


def test_words_are_added_to_a_known_kind(folder: Path, loaded: Load) -> None:
    own = "  kinds:\n    活动: {words: [赛事], counters: [轮]}\n"
    kind, general = extended(folder, loaded, own=own).vocabulary.kinds["活动"], GENERAL.kinds["活动"]
    assert kind.words == ("赛事", *general.words)
    assert kind.counters[0] == "轮", "the folder's own counter is the one that answers use"
    assert kind.describe == general.describe


def test_several_files_add_to_the_same_one(folder: Path, loaded: Load) -> None:
    files = {
        "a": "  attributes:\n    奖金额: {of: [活动], value: 金额, cues: [奖金额]}\n",
        "b": "  attributes:\n    奖金额: {cues: [奖金总额]}\n",
    }
    knowledge = extended(folder, loaded, **files)
    assert knowledge.vocabulary.attributes["奖金额"].cues == ("奖金总额", "奖金额")
