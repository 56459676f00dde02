"""The article itself: `source.md`, front matter and text, cut into sentences."""

import re
from dataclasses import dataclass
from pathlib import Path

from bot.errors import KnowledgeError, Problem
from bot.knowledge.document import parse_document

SOURCE_NAME = "source.md"
_SENTENCE = re.compile(r"[^。！？!?\n]+(?:[。！？!?]+[”’」』]?|$|(?=\n))")
_LONGEST_QUOTE = 160  # characters; longer sentences are cut at semicolons and full clauses


@dataclass(frozen=True, slots=True)
class Source:
    """An article: `text` holds its body, word for word, `title`, `published`, `views` its head."""

    title: str
    published: str
    views: str
    text: str

    @property
    def everything(self) -> str:
        """All that a quote may be taken from: the head's values and the body."""
        return "\n".join((self.title, self.published, self.views, self.text))

    def sentences(self) -> tuple[str, ...]:
        """The body's sentences in order; headings and list lines count as sentences."""
        found = (match[0].strip() for match in _SENTENCE.finditer(self.text))
        return tuple(sentence for sentence in found if len(sentence) > 1)


def read_source(folder: Path) -> Source:
    """Read `source.md` in a knowledge folder.

    Raises KnowledgeError where it is missing, not UTF-8 or has no title.
    """
    path = folder / SOURCE_NAME
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise _error(1, "没有找到原文", "把文章全文放进知识库目录下的 source.md。") from None
    except UnicodeDecodeError:
        raise _error(1, "文件不是 UTF-8 编码", "用编辑器另存为 UTF-8。") from None
    except OSError as error:
        raise _error(1, f"读不了文件：{error.strerror}", "检查文件和权限。") from None
    head, body = _front_matter(text)
    document, problems = parse_document(head, SOURCE_NAME)
    if problems:
        raise KnowledgeError(problems)
    content = document.content if isinstance(document.content, dict) else {}
    title = content.get("title")
    if not isinstance(title, str):
        raise _error(1, "文件开头没有 title", "开头写：---、title: 文章标题、---。")
    return Source(
        title, str(content.get("published") or ""), str(content.get("views") or ""), body.strip()
    )


def _front_matter(text: str) -> tuple[str, str]:
    match = re.match(r"---[ \t]*\r?\n(.*?)\r?\n---[ \t]*\r?\n", text, re.DOTALL)
    return (match[1], text[match.end() :]) if match else ("", text)


def _error(line: int, message: str, remedy: str) -> KnowledgeError:
    return KnowledgeError((Problem(SOURCE_NAME, line, 1, "", message, remedy),))
