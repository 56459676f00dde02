"""One applied change as administrators look it up: who, when, what, why, what it did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.knowledge.journal import Entry


@dataclass(frozen=True, slots=True)
class Version:
    """A change of the past; `report` is its preview, `files` are those that it touched."""

    number: int
    at: datetime
    who: str
    what: str
    why: str
    report: str
    files: tuple[str, ...]

    @staticmethod
    def of(entry: Entry) -> "Version":
        """The version that a journal entry keeps."""
        note = entry.note
        at = datetime.fromisoformat(note["at"])
        told = (note["who"], note["what"], note["why"], note["report"])
        return Version(entry.number, at, *told, files=entry.touched)

    @staticmethod
    def note(at: datetime, who: str, what: str, why: str, report: str) -> Mapping[str, str]:
        """What the journal keeps of a version."""
        return {"at": at.isoformat(), "who": who, "what": what, "why": why, "report": report}
