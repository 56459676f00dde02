"""The article itself: `source.md`, front matter and text, cut into sentences."""

import re
from dataclasses import dataclass
from pathlib import Path

from bot.errors import KnowledgeError, Problem, problem
from bot.knowledge.document import parse_document
from bot.knowledge.file import read_text

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

    Raises KnowledgeError where it is missing, cannot be read or has no title.
    """
    path = folder / SOURCE_NAME
    if not path.exists() and not path.is_symlink():
        raise KnowledgeError((problem("RW005", SOURCE_NAME),))
    text = read_text(path)
    if isinstance(text, Problem):
        raise KnowledgeError((text,))
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
    match = re.match(r"---[ \t]*\n(.*?)\n---[ \t]*\n", text, re.DOTALL)
    return (match[1], text[match.end() :]) if match else ("", text)
