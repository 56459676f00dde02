"""What must never crash, hang or get in: one problem with its place, within five seconds."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LIBRARY, Load
from tests.knowledge.test_check import problems_of

LONGEST = 5.0  # seconds
Make = Callable[[Path], object]


def text(content: str, encoding: str = "utf-8") -> Make:
    return lambda path: path.write_bytes(content.encode(encoding))


def raw(content: bytes) -> Make:
    return lambda path: path.write_bytes(content)


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50_000_000)


def link_out(path: Path) -> None:
    outside = path.parent.parent / "outside.yaml"
    outside.write_text("faq:\n", encoding="utf-8")
    path.symlink_to(outside)


FACTS = "entities:\n- name: 书展\n  kind: 活动\n  facts:\n    主办方:\n"
STATEMENT = "- {speaker: 无人, quote: 没有这句话}\n"

HOSTILE: list[tuple[str, str, int, Make]] = [
    ("a directory", "RW009", 1, lambda path: path.mkdir()),
    ("a pipe", "RW009", 1, lambda path: os.mkfifo(path)),
    ("a device", "RW008", 1, lambda path: path.symlink_to("/dev/zero")),
    ("a link out of the folder", "RW008", 1, link_out),
    ("a link to nothing", "RW002", 1, lambda path: path.symlink_to("nothing.yaml")),
    ("a link to itself", "RW002", 1, lambda path: path.symlink_to(path.name)),
    ("50 MB", "RW003", 1, huge),
    ("GBK", "RW004", 2, text("faq:\n- ask: 谁主持的\n", "gbk")),
    ("UTF-16", "RW004", 1, text("faq:\n- ask: 谁主持的\n", "utf-16")),
    ("half a character", "RW004", 3, raw("faq:\n- ask: 谁\n  answer: 谁".encode()[:-1])),
    ("binary", "RW016", 1, raw(bytes(range(8)) * 100)),
    ("a NUL", "RW016", 2, text("faq:\n- ask: 谁\x00主持\n")),
    ("a BOM and a mistake", "RW103", 2, text("\ufefffaq:\nfaqs: x\n")),
    ("CRLF and a mistake", "RW103", 3, text("faq:\r\n\r\nfaqs: x\r\n")),
    ("a million brackets", "RW024", 1, text("a: " + "[" * 1_900_000)),
    ("a million braces", "RW024", 1, text("{a: " * 400_000)),
    ("a million dashes", "RW024", 1, text("- " * 900_000)),
    ("a million question marks", "RW024", 1, text("? " * 900_000)),
    ("three hundred thousand wrong entries", "RW106", 2, text("entities:\n" + "- x\n" * 300_000)),
    ("unknown sections without end", "RW103", 1, text("".join(f"k{i}: 1\n" for i in range(150_000)))),
    ("anchors without end", "RW011", 1, text("".join(f"k{i}: &a{i} x\n" for i in range(100_000)))),
    ("colons", "RW012", 1, text("a:" * 900_000 + ": b: c")),
    ("unknown speakers without end", "RW205", 2, text("statements:\n" + STATEMENT * 40_000)),
    ("entities without kind", "RW203", 2, text(
        "entities:\n" + "".join(f"- {{name: 甲{i}, kind: 乙{i}}}\n" for i in range(50_000)))),
    ("facts without end", "RW205", 5, text(
        FACTS + "".join(f"    - {{value: 无{i}, quote: 没有这句话}}\n" for i in range(40_000)))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "line", "make"), [case[1:] for case in HOSTILE],
                         ids=[case[0] for case in HOSTILE])  # fmt: skip
def test_hostile_files(
    tmp_path: Path, loaded: Load, code: str, line: int, make: Make
) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(LIBRARY, folder)
    make(folder / "hostile.yaml")
    start = time.process_time()
    found = problems_of(folder, loaded)
    assert time.process_time() - start < LONGEST
    assert {problem.file for problem in found} == {"hostile.yaml"}
    first = next(problem for problem in found if problem.code != "RW025")
    assert (first.code, first.line) == (code, line), first
    assert {problem.code for problem in found} <= {code, "RW025"}
    assert len(found) <= 101
    assert all(problem.message and problem.remedy for problem in found)


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("RW009", lambda path: path.mkdir()),
        ("RW009", lambda path: os.mkfifo(path)),
        ("RW008", link_out),
        ("RW003", huge),
        ("RW004", text("---\ntitle: 甲\n---\n正文", "gb18030")),
        ("RW016", text("---\ntitle: 甲\n---\n正\x00文")),
        ("RW023", text("---\ntitle: !!python/name:os.system\n---\n正文")),
        ("RW024", text("---\ntitle: " + "[" * 900_000 + "\n---\n正文")),
    ],
)
def test_hostile_sources(tmp_path: Path, loaded: Load, code: str, make: Make) -> None:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    make(folder / "source.md")
    found = problems_of(folder, loaded)
    assert [(problem.file, problem.code) for problem in found] == [("source.md", code)]


@pytest.mark.parametrize("name", ["bom", "crlf", "directory.txt", "hidden", "inner link"])
def test_harmless_files(tmp_path: Path, loaded: Load, name: str) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(LIBRARY, folder)
    content = "faq:\n\nunknown:\n"
    match name:
        case "bom":
            text("\ufeff" + content)(folder / "a.yaml")
        case "crlf":
            text(content.replace("\n", "\r\n"))(folder / "a.yaml")
        case "hidden":
            text("{{{")(folder / ".a.yaml")
        case "inner link":
            (folder / "files").mkdir()
            text(content)(folder / "files" / "a.yaml")
            (folder / "a.yaml").symlink_to("files/a.yaml")
        case _:
            (folder / name).mkdir()
    assert problems_of(folder, loaded) == ()
