"""The command as a user runs it: a process of its own, its output and exit status."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.cli.arguments import commands
from bot.model import Reply, Status
from bot.phrases import phrase
from bot.store.database import open_store
from bot.store.questions import WORDS, Asked, Opinion, record, say
from tests.conftest import LIBRARY, ROOT, Run

CLEAN = {k: v for k, v in os.environ.items() if not k.startswith("RONGWEN_")}


def rongwen(
    *arguments: str, stdin: str = "", cwd: Path = ROOT, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  (our own command)
        [sys.executable, "-m", "bot", *arguments],
        input=stdin, capture_output=True, text=True, encoding="utf-8", cwd=cwd, timeout=60,
        env=CLEAN | {"PYTHONPATH": str(ROOT)} | (env or {}), check=False,
    )  # fmt: skip


def lines(*items: dict[str, str]) -> str:
    return "".join(json.dumps(item) + "\n" for item in items)


def test_ask_answers_with_its_source() -> None:
    done = rongwen("ask", "论坛是谁主办的")
    assert done.returncode == 0
    assert "西安交通大学" in done.stdout
    assert "〔原文〕" in done.stdout
    assert done.stderr == ""


def test_explain_shows_the_chain(run_here: Run) -> None:
    done = run_here("ask", "--explain", "论坛是谁主办的")
    assert "切分" in done.stdout
    assert "主办方" in done.stdout
    assert "决定" in done.stdout


def test_jsonl_keeps_the_contract() -> None:
    done = rongwen(
        "ask", "--jsonl",
        stdin=lines(
            {"id": "1", "conversation": "a", "question": "传播力榜有哪些学校"},
            {"id": "2", "conversation": "b", "question": "主持人是谁"},
            {"id": "3", "conversation": "a", "question": "那影响力呢"},
            {"id": "4", "conversation": "c", "question": "荣命哲多大"},
            {"id": "5", "conversation": "c", "question": "你好"},
        ) + "{broken\n[1]\n" + lines({"id": "6", "conversation": "d", "question": "论坛在哪办"}),
    )  # fmt: skip
    assert done.returncode == 0
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reply.get("id") for reply in replies] == ["1", "2", "3", "4", "5", None, None, "6"]
    assert "陕西中医药大学" in replies[2]["answer"]
    assert [r["status"] for r in replies[:5]] == [
        "answered", "answered", "answered", "refused", "smalltalk",
    ]  # fmt: skip
    assert set(replies[0]) == {
        "id", "conversation", "status", "answer", "intent", "score", "sources", "choices",
    }  # fmt: skip
    assert replies[0]["sources"][0]["quote"]
    assert "error" in replies[5]
    assert "error" in replies[6]


def test_plain_lines_are_questions_and_an_empty_one_begins_anew(run_here: Run) -> None:
    done = run_here("ask", stdin="传播力榜有哪些学校\n那影响力呢\n\n那第二个呢\n")
    assert done.returncode == 0
    first, second, third = done.stdout.rstrip("\n").split("\n\n")
    assert first.startswith("» 传播力榜有哪些学校\n传播力榜共列出10所")
    assert "陕西中医药大学" in second
    assert "影响力" not in third, "what was asked before the empty line is forgotten"
    assert "还可以问" not in done.stdout
    assert "切分" in run_here("ask", "--explain", stdin="谁主持的\n").stdout
    nothing = run_here("ask", stdin="\n")
    assert nothing.returncode == 1
    assert "rongwen ask < 问题.txt" in nothing.stderr


def test_many_hints_of_one_rule_never_bury_a_problem(tmp_path: Path, run_here: Run) -> None:
    shutil.copytree(LIBRARY, tmp_path, dirs_exist_ok=True)
    (tmp_path / "t.yaml").write_text(
        "tests:\n- {ask: 谁主持的, answer: 无名氏}\n", encoding="utf-8"
    )
    done = run_here("check", "--knowledge", str(tmp_path))
    assert done.stdout.count("[RW507]") == 3
    assert re.search(r"还有 \d+ 条 RW507 的提示，rongwen check --all", done.stdout)
    assert "[RW401]" in done.stdout.splitlines()[-3], "problems come last"
    whole = run_here("check", "--all", "--knowledge", str(tmp_path)).stdout
    assert whole.count("[RW507]") > 3
    assert whole.count("在 tests 里加一个问题") == 1
    assert "还有" not in whole


def test_check_is_silent_about_good_knowledge(run_here: Run) -> None:
    done = run_here("check")
    assert done.returncode == 0
    assert "没有问题" in done.stdout


def test_check_tells_every_problem(tmp_path: Path, run_here: Run) -> None:
    (tmp_path / "source.md").write_text("---\ntitle: 甲\n---\n正文。\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_text("entities:\n- name: 甲\n  kind: 乙\n", encoding="utf-8")
    done = run_here("check", "--knowledge", str(tmp_path))
    assert done.returncode == 1
    assert "a.yaml:3:9" in done.stdout
    assert "共 1 个问题" in done.stdout


def test_the_knowledge_tests_are_a_table_and_junit(tmp_path: Path, run_here: Run) -> None:
    done = run_here("test", "--coverage", "--junit", str(tmp_path / "junit.xml"))
    assert done.returncode == 0
    assert "✓ 对  tests.yaml:3" in done.stdout
    assert "错 0，反问 0，答不出 0" in done.stdout
    assert '<testsuite name="rongwen"' in (tmp_path / "junit.xml").read_text(encoding="utf-8")


def test_a_failing_test_fails_the_command(tmp_path: Path, run_here: Run) -> None:
    shutil.copytree(LIBRARY, tmp_path, dirs_exist_ok=True)
    (tmp_path / "t.yaml").write_text(
        "tests:\n- {ask: 谁主持的, answer: 无名氏}\n", encoding="utf-8"
    )
    done = run_here("test", "--knowledge", str(tmp_path), "--junit", str(tmp_path / "no" / "x.xml"))
    assert done.returncode == 1
    assert "✗ t.yaml:2 “谁主持的”：回答里没有“无名氏”" in done.stdout
    assert "写不了" in done.stderr


def test_a_check_lists_everything_at_once(folder: Path) -> None:
    own = (
        "entities:\n- {name: 江边, kind: 地点, facts: {简介: {value: 好看, quote: 没有这句}}}\n"
        "statements:\n- {speaker: 无名氏, quote: 临江市}\n"
        "vocabulary:\n  attributes:\n    吉祥物: {value: 文本, cues: [吉祥物], sentence: '{name}'}\n"
        "tests:\n- {ask: 谁承办的, answer: [别人]}\n- {ask: 谁说了临江市, status: refused}\n"
    )
    (folder / "own.yaml").write_text(own, encoding="utf-8")
    done = rongwen("check", "--knowledge", str(folder))
    assert done.returncode == 1
    assert not done.stderr
    for code in ("RW205", "RW214", "RW301", "RW401"):
        assert f"[{code}]" in done.stdout


def test_broken_knowledge_never_answers(tmp_path: Path) -> None:
    done = rongwen("ask", "--knowledge", str(tmp_path), "谁主办的")
    assert done.returncode == 1
    assert "source.md" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("way", ["argument", "before", "environment", "file"])
def test_the_knowledge_folder_can_be_set(way: str, tmp_path: Path) -> None:
    arguments = ["--knowledge", str(LIBRARY)] if way == "argument" else []
    env = {"RONGWEN_KNOWLEDGE": str(LIBRARY)} if way == "environment" else {}
    if way == "file":
        (tmp_path / "config.yaml").write_text(f"knowledge: {LIBRARY}\n", encoding="utf-8")
    before = ["--knowledge", str(LIBRARY)] if way == "before" else []
    done = rongwen(*before, "ask", *arguments, "谁主持的", cwd=tmp_path, env=env)
    assert "沈若梅" in done.stdout


def test_a_wrong_setting_is_told_in_chinese(tmp_path: Path, run_here: Run) -> None:
    (tmp_path / "config.yaml").write_text("telegram: {mode: pigeon}\n", encoding="utf-8")
    done = run_here("ask", "谁主持的", cwd=tmp_path)
    assert done.returncode == 1
    assert "配置有误" in done.stderr
    assert "telegram.mode" in done.stderr


def test_run_without_a_token_says_how_to_get_one() -> None:
    done = rongwen("run")
    assert done.returncode == 1
    assert "@BotFather" in done.stderr


def test_unanswered_lists_and_exports(
    tmp_path: Path, run_here: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/s.db"
    monkeypatch.setenv("RONGWEN_STORE", url)
    assert "没有这样的问题" in run_here("unanswered").stdout
    store = open_store(url)
    for number, question in enumerate(["=食堂在哪", "=食堂在哪啊", "校长电话"]):
        reply = Reply(Status.REFUSED, "没有提到", explanation=("切分　食堂",))
        asked = Asked.of(reply, question, "a", time.time(), key=str(number), version="v")
        store.do(lambda c, asked=asked: record(c, asked))
    store.do(lambda c: say(c, Opinion("a", "", WORDS, time.time(), "很好用")))
    store.close()
    listed = run_here("unanswered", "--explain").stdout
    assert "反馈：很好用" in listed
    assert listed.startswith("2 次（1 人）")
    assert "切分　食堂" in listed
    for name in ("out.csv", "out.jsonl"):
        file = tmp_path / name
        assert str(file) in run_here("unanswered", "--export", str(file)).stdout
        assert "校长电话" in file.read_text(encoding="utf-8")
    assert "'=食堂" in (tmp_path / "out.csv").read_text(encoding="utf-8"), "no formulas"
    assert run_here("unanswered", "--export", "x.doc").returncode == 1


def test_attributes_lists_what_can_be_used(run_here: Run) -> None:
    whole = run_here("attributes").stdout
    for shown in ("学校（属于 机构）", "when　什么时候", "主办方　活动 → 机构", "时间　只作值的种类",
                  "育人方式　机构 → 文本　【本目录】", "……"):  # fmt: skip
        assert shown in whole
    found = run_here("attributes", "东道主").stdout
    assert "主办方" in found
    assert "攒局" in found, "all of its words"
    assert "某活动是谁主办的？" in found
    assert "承办方" not in found
    nothing = run_here("attributes", "飞碟")
    assert nothing.returncode == 1
    assert "飞碟" in nothing.stdout


def test_attributes_serves_while_the_folder_is_unfinished(tmp_path: Path, run_here: Run) -> None:
    done = run_here("attributes", "主持", "--knowledge", str(tmp_path))
    assert "主持人　活动 → 人物" in done.stdout
    assert "rongwen check" in done.stderr


def test_schema_is_json(run_here: Run) -> None:
    assert json.loads(run_here("schema").stdout)["properties"]["entities"]


def test_help_teaches() -> None:
    done = rongwen("--help")
    assert "例子" in done.stdout
    for command in commands():
        assert re.search(
            rf"^    {command}\s+{phrase(f'cli.{command}.help')[:6]}", done.stdout, re.M
        )


def test_chat_talks_picks_and_explains() -> None:
    done = rongwen(
        "chat",
        stdin="1\n传播力榜有哪些学校\n那影响力呢\n/sources\n/explain\n/help\n/new\n/bad\n/quit\n",
    )
    assert done.returncode == 0
    for shown in ("论坛由西安交通大学和微博校园", "延安大学", "陕西中医药大学", "〔原文〕", "切分", "/sources",
                  "重新开始", "没有 /bad", "再见"):  # fmt: skip
        assert shown in done.stdout


def test_chat_ends_with_its_input() -> None:
    assert rongwen("chat", stdin="论坛在哪办").returncode == 0


def test_diff_tells_what_changes(tmp_path: Path, run_here: Run) -> None:
    new = tmp_path / "new"
    shutil.copytree(LIBRARY, new)
    file = new / "library.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("沈若梅", "沈若兰"), encoding="utf-8")
    source = new / "source.md"
    source.write_text(
        source.read_text(encoding="utf-8").replace("沈若梅", "沈若兰"), encoding="utf-8"
    )
    asked = tmp_path / "asked.jsonl"
    asked.write_text('{"question": "哪位是主持人"}\n谁来主持\n', encoding="utf-8")
    done = run_here("diff", str(LIBRARY), str(new), "--questions", str(asked))
    assert done.returncode == 0 or "个测试会失败" in done.stdout
    assert "沈若兰" in done.stdout
    assert "“谁来主持”" in done.stdout
    assert run_here("diff", str(LIBRARY), str(LIBRARY)).stdout.startswith("没有改动")
