"""The article itself: `source.md`, front matter and text, cut into sentences."""

import re
from dataclasses import dataclass
from pathlib import Path

from bot.errors import KnowledgeError, problem
from bot.knowledge.document import parse_document

SOURCE_NAME = "source.md"
_SENTENCE = re.compile(r"[^。！？!?\n]+(?:[。！？!?]+[”’」』]?|$|(?=\n))")


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
    try:
        text = (folder / SOURCE_NAME).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise KnowledgeError((problem("RW005", SOURCE_NAME),)) from None
    except UnicodeDecodeError:
        raise KnowledgeError((problem("RW004", SOURCE_NAME),)) from None
    except OSError as error:
        raise KnowledgeError((problem("RW002", SOURCE_NAME, reason=error.strerror),)) from None
    head, body = _front_matter(text)
    document, problems = parse_document(head, SOURCE_NAME)
    content = document.content if isinstance(document.content, dict) else {}
    title = content.get("title")
    if not problems and not isinstance(title, str):
        problems = (problem("RW006", SOURCE_NAME),)
    if not problems and not body.strip():
        problems = (problem("RW007", SOURCE_NAME),)
    if problems:
        raise KnowledgeError(problems)
    published, views = (str(content.get(name) or "") for name in ("published", "views"))
    return Source(str(title), published, views, body.strip())


def _front_matter(text: str) -> tuple[str, str]:
    match = re.match(r"---[ \t]*\r?\n(.*?)\r?\n---[ \t]*\r?\n", text, re.DOTALL)
    return (match[1], text[match.end() :]) if match else ("", text)
