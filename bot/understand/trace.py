"""How a question was understood, in lines that an administrator can read."""

from collections.abc import Iterator, Sequence

from bot.model import Role, Token
from bot.phrases import phrase
from bot.understand.choose import Decision
from bot.understand.interpretation import Interpretation

_MOST_SHOWN = 3
_ROLES = (Role.ENTITY, Role.LITERAL, Role.ATTRIBUTE, Role.VERB, Role.KIND, Role.GROUP, Role.TITLE,
          Role.FOREIGN, Role.PRONOUN, Role.ASK, Role.OPERATOR, Role.CONCEPT, Role.NUMBER,
          Role.ORDINAL, Role.DATE)  # fmt: skip


def trace(
    tokens: Sequence[Token],
    interpretations: Sequence[Interpretation],
    decision: Decision,
    note: str,
) -> tuple[str, ...]:
    """The chain from tokens to decision, one line a step."""
    return tuple(_lines(tokens, interpretations, decision, note))


def _lines(
    tokens: Sequence[Token],
    interpretations: Sequence[Interpretation],
    decision: Decision,
    note: str,
) -> Iterator[str]:
    shown = (token for token in tokens if not token.has(Role.MARK))
    yield phrase("trace.tokens", tokens=" ".join(_token(token) for token in shown))
    if note:
        yield phrase("trace.completed", note=note)
    for rank, one in enumerate(interpretations[:_MOST_SHOWN], 1):
        missing = "、".join(tokens[i].text for i in one.unexplained)
        yield phrase(
            "trace.interpretation", rank=rank, intent=one.intent, score=f"{one.score:.2f}",
            fit=f"{one.fit:.2f}", explained=f"{one.explained:.2f}", notes="；".join(one.notes),
            missing=phrase("trace.missing", words=missing) if missing else "",
        )  # fmt: skip
    yield phrase("trace.decision", status=phrase(f"status.{decision.status.value}"))


def _token(token: Token) -> str:
    """A token with its first telling sense, how it was found, and its weight."""
    role = next((role for role in _ROLES if role in token.senses.roles), None)
    found = token.phrase if token.phrase != token.text else ""
    sense = f"{role.value}:{token.refs(role)[0]}" if role else ""
    how = f"~{token.method} {token.score:.2f}" if token.method in ("sound", "slip") else ""
    inside = " ".join(part for part in (found, sense, how) if part)
    return f"{token.text}[{inside}]" if inside else token.text
