"""What is taken over from the knowledge before is what would have been built anew."""

import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from bot.knowledge.index import Knowledge
from bot.knowledge.load import load
from bot.model import Senses
from bot.preview.answers import questions_of
from bot.rehearse import opened
from bot.text.tokenize import Segmenter

CHANGES = {
    "an alias": "entities:\n- {name: 甲馆, kind: 机构, aliases: [甲甲馆]}\n",
    "an alias that is a common word": "entities:\n- {name: 甲馆, kind: 机构, aliases: [读者]}\n",
    "an alias that ends in a particle": "entities:\n- {name: 甲馆, kind: 机构, aliases: [主办的]}\n",
    "a name that the source holds": "entities:\n- {name: 少儿阅览区, kind: 地点}\n",
    "a synonym": "vocabulary:\n  synonyms:\n  - 图书 典籍 书册\n",
    "an attribute": (
        "vocabulary:\n  attributes:\n    吉祥物:\n      of: [活动]\n      value: 文本\n"
        "      cues: [吉祥物, 仪式]\n      sentence: '{subject}的吉祥物是{values}。'\n"
    ),
    "a question": "unknown:\n- {ask: [有没有停车场], reply: 文中没有提到停车场。}\n",
    "a reply": "replies:\n  refused_lost: 没有写。\n",
    "nothing": "",
}


_EVERY = 20  # of the phrases, one in so many is looked up by its sound


def plain(value: object) -> object:
    """A value in terms that can be compared, whatever its classes say of equality."""
    if isinstance(value, Senses):
        return list(value)
    if isinstance(value, str | frozenset) or value is None:
        return value
    if isinstance(value, Mapping):
        return [(key, plain(one)) for key, one in value.items()]
    if isinstance(value, Iterable):
        return [plain(one) for one in value]
    if dataclasses.is_dataclass(value):
        return [plain(getattr(value, field.name)) for field in dataclasses.fields(value)]
    return value


def content(knowledge: Knowledge) -> list[object]:
    lexicon = knowledge.lattice.lexicon
    terms = (
        knowledge.entities, knowledge.facts, knowledge.statements, knowledge.faqs,
        knowledge.passages, knowledge.tests, knowledge.version, knowledge.vocabulary.replies,
    )  # fmt: skip
    texts = dict.fromkeys(questions_of(knowledge))
    some = [phrase for phrase in lexicon.phrases if len(phrase) > 2][::_EVERY]
    sounding = {phrase: tuple(lexicon.by_sound(phrase[:-1] + "得", frozenset(range(len(phrase)))))
                for phrase in some}  # fmt: skip
    replies = [opened(text, knowledge)[0] for text in texts]
    return [*map(plain, terms), plain(lexicon.phrases), sounding, plain(replies)]


def test_after_every_change(folder: Path, segmenter: Segmenter) -> None:
    before = load(folder, segmenter)
    anew: dict[str, list[object]] = {}
    for change in (*CHANGES.values(), *list(reversed(CHANGES.values()))[1:]):
        (folder / "more.yaml").write_text(change, encoding="utf-8")
        before = load(folder, segmenter, before)
        anew[change] = anew.get(change) or content(load(folder, segmenter))
        assert content(before) == anew[change]


@pytest.mark.parametrize(("old", "new"), [("2024", "2022"), ("临江市图书馆", "临江市书馆")])
def test_after_a_change_of_every_file(
    folder: Path, segmenter: Segmenter, old: str, new: str
) -> None:
    before = load(folder, segmenter)
    for path in folder.iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert content(load(folder, segmenter, before)) == content(load(folder, segmenter))


def test_what_did_not_change_is_the_same(folder: Path, segmenter: Segmenter) -> None:
    before = load(folder, segmenter)
    assert load(folder, segmenter, before) is before
    (folder / "more.yaml").write_text(CHANGES["a question"], encoding="utf-8")
    after = load(folder, segmenter, before)
    assert after.passages[0].support is before.passages[0].support
    assert after.stock.general is before.stock.general
    assert after.stock.parts[0] is before.stock.parts[0]
