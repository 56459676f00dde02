"""One entry of a file, added or changed: what the edits of questions and entities share."""

from bot.admin import find
from bot.admin.errors import EditError
from bot.admin.operation import Append, Operation, Put
from bot.admin.round_trip import changed
from bot.knowledge.document import Plain, parse_document
from bot.knowledge.file import decoded
from bot.knowledge.folder import State, is_knowledge
from bot.phrases import phrase


def appended(files: State, section: str, entry: Plain, file: str = "") -> State:
    """The files with one more entry in a section."""
    name = file or find.file_with(files, section, f"{section}.yaml")
    text = decoded(files.get(name, b""), name)
    content = parse_document(text, name)[0].content if isinstance(text, str) else None
    begun = isinstance(content, dict) and content.get(section)
    return operated(files, name, Append((section,), entry) if begun else Put((section,), [entry]))


def put(files: State, spot: find.Spot, field: str, value: Plain, *, before: str = "") -> State:
    """The files with a field of an entry set; a new one stands before another, if that is there."""
    return operated(files, spot.file, Put((*spot.path, field), value, before))


def operated(files: State, name: str, operation: Operation) -> State:
    """The files with an operation done to one of them."""
    if not is_knowledge(name):
        raise EditError(phrase("edit.file_name", file=name))
    return {**files, name: changed(files.get(name, b""), operation)}


def filled(**fields: Plain) -> dict[str, Plain]:
    """The fields that have a value, in this order."""
    return {name: value for name, value in fields.items() if value}


def one_or_more(values: tuple[str, ...]) -> Plain:
    """A single text stands alone, several in a list."""
    return values[0] if len(values) == 1 else list(values)
