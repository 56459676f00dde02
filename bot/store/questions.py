"""What was asked and answered, what was thought of it, and the end of remembering it."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, exists, or_, select

from bot.model import Reply, Status
from bot.store.database import run, upsert
from bot.store.schema import feedback, questions

UP, DOWN, WORDS = "up", "down", "words"
_OPEN = (Status.REFUSED.value, Status.CLARIFY.value)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, the reply to it, and the chain that explains the reply."""

    id: str
    at: float
    asker: str
    question: str
    status: str
    intent: str
    score: float
    answer: str
    explanation: str
    version: str

    @classmethod
    def of(
        cls, reply: Reply, question: str, asker: str, at: float, *, key: str, version: str
    ) -> "Asked":
        """A question and its reply as they are kept."""
        return cls(key, at, asker, question, reply.status.value, reply.intent, reply.score,
                   reply.text, "\n".join(reply.explanation), version)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody thinks of a reply, or of the bot where `about` is empty."""

    asker: str
    about: str
    verdict: str
    at: float
    words: str = ""


def record(connection: Connection, asked: Asked) -> None:
    """Keep a question; one that is asked again under the same id takes the place of the first."""
    run(connection, upsert(connection.dialect.name, questions, "id"), asdict(asked))


def say(connection: Connection, opinion: Opinion) -> None:
    """Keep an opinion: of thumbs up and down the latest counts, of words all are kept."""
    values = asdict(opinion)
    same = (feedback.c.asker == opinion.asker, feedback.c.about == opinion.about)
    if opinion.verdict in (UP, DOWN):
        connection.execute(delete(feedback).where(*same, feedback.c.verdict.in_((UP, DOWN))))
        connection.execute(feedback.insert().values(values))
        return
    earlier = connection.scalar(
        select(feedback.c.words).where(*same, feedback.c.verdict == opinion.verdict)
    )
    if earlier:
        values["words"] = f"{earlier}\n{opinion.words}"
    keys = ("asker", "about", "verdict")
    connection.execute(upsert(connection.dialect.name, feedback, *keys), values)


def unanswered(connection: Connection, since: float = 0.0) -> tuple[tuple[Asked, str], ...]:
    """The questions that were refused, asked back or disliked, oldest first, with what was said
    about their replies."""
    disliked = exists().where(feedback.c.about == questions.c.id, feedback.c.verdict != UP)
    rows = connection.execute(
        select(questions)
        .where(questions.c.at >= since, or_(questions.c.status.in_(_OPEN), disliked))
        .order_by(questions.c.at)
    ).all()
    said = _said(connection, since)
    return tuple((Asked(*row), said.get(row.id, "")) for row in rows)


def _said(connection: Connection, since: float) -> dict[str, str]:
    rows = connection.execute(
        select(feedback.c.about, feedback.c.words)
        .where(feedback.c.at >= since, feedback.c.about != "", feedback.c.words != "")
        .order_by(feedback.c.at)
    )
    said: dict[str, str] = {}
    for about, words in rows:
        said[about] = f"{said[about]}\n{words}" if about in said else words
    return said


def opinions(connection: Connection, since: float = 0.0) -> tuple[Opinion, ...]:
    """All feedback since a time, oldest first."""
    columns = (feedback.c.asker, feedback.c.about, feedback.c.verdict, feedback.c.at,
               feedback.c.words)  # fmt: skip
    rows = connection.execute(
        select(*columns).where(feedback.c.at >= since).order_by(feedback.c.at)
    )
    return tuple(Opinion(*row) for row in rows)


def latest(connection: Connection, count: int) -> tuple[str, ...]:
    """The last different questions that people asked, newest first: for previews of a change."""
    newest = (
        select(questions.c.question)
        .where(questions.c.status != Status.SMALLTALK.value)
        .order_by(questions.c.at.desc())
        .limit(count * 5)
    )
    return tuple(dict.fromkeys(connection.scalars(newest)))[:count]


def forget(connection: Connection, asker: str) -> int:
    """Delete all that is kept of one person; gives how many entries that were."""
    found = (connection.execute(delete(table).where(table.c.asker == asker)).rowcount
             for table in (questions, feedback))  # fmt: skip
    return sum(found)


def expire(connection: Connection, before: float) -> int:
    """Delete what is older than the retention; gives how many entries that were."""
    found = (connection.execute(delete(table).where(table.c.at < before)).rowcount
             for table in (questions, feedback))  # fmt: skip
    return sum(found)
