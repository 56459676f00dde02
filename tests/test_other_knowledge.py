"""Another article's folder works with the same code, and the code knows nothing of any article."""

import re
from pathlib import Path

import pytest

from bot.config import Thresholds
from bot.engine import ask
from bot.knowledge.index import Knowledge
from bot.rehearse import rehearse
from bot.session import Session
from tests.conftest import ROOT

BOT = ROOT / "bot"


def test_the_library_passes_its_own_tests(library: Knowledge) -> None:
    assert rehearse(library) == ()


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("谁承办的", "临江市图书馆"),
        ("图书榜有几本", "5"),
        ("红楼梦上榜了吗", "没有"),
        ("副市长叫什么", "高树声"),
        ("榜单是凭什么评的", "借阅次数"),
        ("新馆面积多大", "3.2万平方米"),
        ("高树声说了什么", "公共文化空间"),
        ("论坛是谁主办的", "没有"),
    ],
)
def test_questions_on_another_article(library: Knowledge, question: str, wanted: str) -> None:
    reply, _ = ask(question, Session(), library, Thresholds())
    assert wanted in reply.text


@pytest.mark.parametrize(
    ("question", "status", "wanted", "unwanted"),
    [
        ("吴双出席通车仪式了吗", "refused", "文中点到名的有孙明、周亮，没有提到吴双", "不是"),
        ("出席通车仪式的是吴双还是丁建工", "refused", "没有提到吴双", "不是"),
        ("孙明和吴双都出席通车仪式了吗", "answered", "孙明、周亮，没有提到吴双", "不是"),
        ("孙明出席通车仪式了吗", "answered", "是的", "没有提到"),
        ("有5个人出席通车仪式吗", "answered", "点到名的有2位", "不是"),
        ("大桥是丙集团建的吗", "refused", "没有提到丙集团", "不是"),
        ("建设单位有几家", "answered", "点到名的有2家", "一共"),
    ],
)
def test_who_is_not_named_is_not_denied_where_there_are_others(
    bridge: Knowledge, question: str, status: str, wanted: str, unwanted: str
) -> None:
    reply, _ = ask(question, Session(), bridge, Thresholds())
    assert (reply.status, wanted in reply.text, unwanted in reply.text) == (status, True, False)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("文章说堵车会怎样", "二桥建成后，两岸车程将缩短到十分钟。"),
        ("通行费多少", "甲江大桥的通行费按车型计费，小客车每次15元。"),
        ("大桥的总投资是多少元", "甲江大桥总投资12亿元。"),
        ("大桥多少钱建的", "甲江大桥总投资12亿元。"),
        ("消防车免费吗", "是的。甲江大桥的免费车辆有消防车。"),
        ("大桥修了多久", "甲江大桥的工期是三年。"),
        ("丁建工干了什么", "甲江大桥由丁建工集团、戊路桥公司等5家单位参与建设。"),
    ],
)
def test_answers_on_things_of_own_kinds(bridge: Knowledge, question: str, wanted: str) -> None:
    reply, _ = ask(question, Session(), bridge, Thresholds())
    assert reply.text == wanted


@pytest.mark.parametrize("question", ["消防车的车程", "大桥多少钱", "孙明的会期多长"])
def test_what_cannot_be_had_is_not_missed(bridge: Knowledge, question: str) -> None:
    reply, _ = ask(question, Session(), bridge, Thresholds())
    assert reply.status == "refused"
    assert not any(word in reply.text for word in ("交通", "经费", "持续时间", "多少钱"))


def test_no_word_of_the_article_stands_in_the_code(knowledge: Knowledge) -> None:
    """Names, titles and longer texts of the knowledge; common words that serve as aliases do not
    count."""
    words = {
        name
        for entity in knowledge.entities.values()
        for name in (entity.name, *entity.names)
        if len(name) >= 3 and name not in _COMMON
    }
    words |= {
        value.text
        for fact in knowledge.facts
        for value in fact.values
        if len(value.text) >= 6 and not value.entity
    }
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for path in BOT.rglob("*")
        if path.suffix in (".py", ".yaml")
    )
    assert sorted(word for word in words if word in text) == []


# aliases that are plain Chinese, which any article may use
_COMMON = frozenset(
    ("论坛", "会见", "会面", "会谈", "微博", "总书记", "展厅", "大讲堂", "教育部", "新闻办", "新闻办公室",
     "新平台", "本次论坛", "此次论坛", "这个论坛", "该论坛", "这次论坛", "论坛活动", "原则要求", "会见活动")
)  # fmt: skip


def test_chinese_for_users_stands_in_yaml_only() -> None:
    """No string of the code holds Chinese, apart from docstrings, comments and character sets."""
    chinese = re.compile(r'"[^"]*[\u4e00-\u9fff][^"]*"')
    found = []
    for path in sorted(BOT.rglob("*.py")):
        code = re.sub(r'""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for line in code.splitlines():
            if path.name not in _CHARACTERS:
                found += [(path.name, text) for text in chinese.findall(line.split("  #")[0])]
    assert found == []


# modules of which the subject is characters: numerals, punctuation, particles
_CHARACTERS = frozenset(
    ("numbers.py", "enumeration.py", "normalize.py", "lattice.py", "lexicon.py", "read.py", "link.py", "senses.py",
     "wording.py")
)  # fmt: skip


def test_package_has_no_leftover_files() -> None:
    assert not list(Path(BOT).rglob("*.orig"))
