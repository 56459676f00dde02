"""Each broken file reports just the problems that its first line names: code and line."""

import re
import shutil
from pathlib import Path

import pytest

from bot.errors import KnowledgeError, Problem
from bot.rehearse import rehearse
from tests.conftest import LIBRARY, Load

BROKEN = Path(__file__).parent.parent / "broken_knowledge"


def problems_of(folder: Path, loaded: Load) -> tuple[Problem, ...]:
    try:
        return rehearse(loaded(folder))
    except KnowledgeError as error:
        return error.problems


@pytest.mark.parametrize("path", sorted(BROKEN.glob("*.yaml")), ids=lambda path: path.stem)
def test_broken_knowledge(path: Path, tmp_path: Path, loaded: Load) -> None:
    shutil.copy(path, tmp_path)
    shutil.copy(BROKEN / "source.md", tmp_path)
    expected = re.findall(r"(RW\d+):(\d+)", path.read_text(encoding="utf-8").splitlines()[0])
    found = problems_of(tmp_path, loaded)
    assert [(p.code, str(p.line)) for p in found] == expected, "\n".join(map(str, found))
    for problem in found:
        assert problem.file == path.name
        assert problem.column >= 1
        assert problem.message
        assert problem.remedy
        assert "{" not in str(problem)


def test_too_many_wordings_are_told_the_limit(tmp_path: Path, loaded: Load) -> None:
    for name in ("too_many_wordings.yaml", "source.md"):
        shutil.copy(BROKEN / name, tmp_path)
    assert "最多 6 项" in problems_of(tmp_path, loaded)[0].message


def test_an_unknown_attribute_is_told_what_to_write(tmp_path: Path, loaded: Load) -> None:
    shutil.copytree(LIBRARY, tmp_path, dirs_exist_ok=True)
    (tmp_path / "own.yaml").write_text(
        "entities:\n- name: 读书会\n  kind: 活动\n  facts:\n"
        "    东道主: {value: 滨江路, quote: 滨江路}\n    主办: {value: 滨江路, quote: 滨江路}\n"
        "    主持人: {value: 馆长, quote: 馆长}\n", encoding="utf-8"
    )  # fmt: skip
    told = list(map(str, problems_of(tmp_path, loaded)))
    assert len(told) == 3
    assert all("它是“主办方”的一种说法" in line and "rongwen attributes" in line for line in told[:2])
    assert "“主持人”的值要是事物（人物）" in told[2]


def test_what_may_be_written_instead_is_said(tmp_path: Path, loaded: Load) -> None:
    for name in ("wrong_status.yaml", "source.md"):
        shutil.copy(BROKEN / name, tmp_path)
    assert "answered、refused、clarify、smalltalk" in problems_of(tmp_path, loaded)[0].remedy
    (tmp_path / "wrong_status.yaml").unlink()
    shutil.copy(BROKEN / "unknown_reply.yaml", tmp_path)
    assert "refused_lost、" in problems_of(tmp_path, loaded)[0].remedy


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path, loaded: Load) -> None:
    for name in ("unknown_section.yaml", "missing_quote.yaml", "source.md"):
        shutil.copy(BROKEN / name, tmp_path)
    (tmp_path / "tab.yaml").write_text("faq:\n\t- x\n", encoding="utf-8")
    found = problems_of(tmp_path, loaded)
    assert {p.file for p in found} == {"unknown_section.yaml", "missing_quote.yaml", "tab.yaml"}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("source.md", "没有开头信息", "RW006"),
        ("source.md", "---\ntitle: 甲\n---\n", "RW007"),
        ("source.md", "---\ntitle: 甲\n---\n正文".encode("gbk"), "RW004"),
        ("bad.yaml", "实体".encode("gbk"), "RW004"),
        ("bad.yaml", b"\x00\x01\x02", "RW016"),
        ("big.yaml", "# " + "字" * 800_000, "RW003"),
    ],
)
def test_unreadable_files(
    tmp_path: Path, loaded: Load, name: str, content: str | bytes, code: str
) -> None:
    shutil.copytree(LIBRARY, tmp_path, dirs_exist_ok=True)
    raw = content.encode() if isinstance(content, str) else content
    (tmp_path / name).write_bytes(raw)
    assert code in {problem.code for problem in problems_of(tmp_path, loaded)}


def test_missing_folder_and_source(tmp_path: Path, loaded: Load) -> None:
    assert [p.code for p in problems_of(tmp_path / "nowhere", loaded)] == ["RW001"]
    assert [p.code for p in problems_of(tmp_path, loaded)] == ["RW005"]


def test_an_empty_file_is_no_problem(tmp_path: Path, loaded: Load) -> None:
    shutil.copytree(LIBRARY, tmp_path, dirs_exist_ok=True)
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
    (tmp_path / "sections.yaml").write_text("faq:\nentities:\n", encoding="utf-8")
    assert problems_of(tmp_path, loaded) == ()
