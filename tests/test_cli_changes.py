"""The commands that change the knowledge, as an administrator runs them."""

from pathlib import Path

import pytest

from tests.conftest import Run

NAME = "临江市图书馆"


def test_a_change_is_previewed_applied_kept_and_taken_back(folder: Path, run_here: Run) -> None:
    knowledge = ("--knowledge", str(folder))
    before = (folder / "library.yaml").read_bytes()
    done = run_here("alias", NAME, "临图", *knowledge, "--yes", "--who", "甲", "--why", "常用")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "aliases" in done.stdout
    assert "第 1 次改动" in done.stdout
    assert "临图" in (folder / "library.yaml").read_text(encoding="utf-8")
    listed = run_here("history", *knowledge).stdout
    assert "甲" in listed
    assert "常用" in listed
    assert "条目：" in run_here("history", "1", *knowledge).stdout
    assert run_here("rollback", "0", *knowledge, "--yes").returncode == 0
    assert (folder / "library.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "status", "said"), [("y\n", 0, "已应用"), ("n\n", 1, "没有应用"), ("", 1, "没有应用")]
)
def test_a_change_is_asked_about(
    folder: Path, run_here: Run, typed: str, status: int, said: str
) -> None:
    done = run_here("alias", NAME, "临图", "--knowledge", str(folder), stdin=typed)
    assert done.returncode == status
    assert said in done.stdout
    assert ("临图" in (folder / "library.yaml").read_text(encoding="utf-8")) is (status == 0)


def test_a_preview_changes_nothing(folder: Path, run_here: Run) -> None:
    done = run_here("alias", NAME, "临图", "--knowledge", str(folder), "--preview")
    assert done.returncode == 0
    assert "条目：" in done.stdout
    assert not (folder / ".history").exists()


def test_what_breaks_tests_needs_force(folder: Path, run_here: Run) -> None:
    change = ("remove", "临江市图书馆新馆开馆仪式", "主持人", "--knowledge", str(folder), "--yes")
    done = run_here(*change)
    assert done.returncode == 1
    assert "--force" in done.stdout
    assert run_here(*change, "--force").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (("add", "有猫吗", "猫呢", "--answer", "没写。", "--test", "没写"), "- ask: [有猫吗, 猫呢]"),
        (("fact", NAME, "理念", "--value", "阅读", "--quote", "不在原文里"), None),
        (("remove", "没有这个", "--question"), None),
        (("remove", "library.yaml", "--file"), None),
        (("remove", "source.md", "--file"), None),
        (("replace", "nowhere.yaml"), None),
        (("answer", "没有这个问法", "--answer", "好"), None),
        (("rollback", "7"), None),
    ],
)  # fmt: skip
def test_each_command(
    folder: Path, run_here: Run, arguments: tuple[str, ...], written: str | None
) -> None:
    done = run_here(*arguments, "--knowledge", str(folder), "--yes")
    assert "Traceback" not in done.stderr
    if written is None:
        assert done.returncode == 1
        assert not (folder / ".history").exists()
    else:
        assert done.returncode == 0, done.stdout + done.stderr
        texts = "".join(p.read_text(encoding="utf-8") for p in folder.glob("*.yaml"))
        assert written in texts


def test_a_whole_file_can_be_replaced(folder: Path, tmp_path: Path, run_here: Run) -> None:
    new = tmp_path / "draft.yaml"
    new.write_text("tests:\n- {ask: 你好, status: smalltalk}\n", encoding="utf-8")
    done = run_here(
        "replace", str(new), "--name", "extra.yaml", "--knowledge", str(folder), "--yes"
    )
    assert done.returncode == 0, done.stdout
    assert (folder / "extra.yaml").read_bytes() == new.read_bytes()


def test_a_missing_folder_is_told(tmp_path: Path, run_here: Run) -> None:
    done = run_here("alias", "甲", "乙", "--knowledge", str(tmp_path / "nowhere"), "--yes")
    assert done.returncode == 1
    assert "没有这个目录" in done.stderr
