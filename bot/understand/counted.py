"""A noun counted as often as there are values: 哪三个轮子 where three things are told."""

from bot.model import Role, Token
from bot.text.numbers import figures
from bot.understand.form import Form
from bot.understand.read import Reading

_SEVERAL = 2
_NEAR = 3  # tokens from a number to the noun that it counts


def counted(reading: Reading, count: int) -> frozenset[int]:
    """The numbers that say how many values there are, each with the noun that is counted.

    None where it is asked how many there are.
    """
    if reading.form is Form.COUNT or count < _SEVERAL:
        return frozenset()
    found: set[int] = set()
    for i, token in enumerate(reading.tokens):
        if _number(token) == count:
            found.add(i)
            found.update(_noun(i, reading))
    return frozenset(found)


def wanted_count(reading: Reading) -> int:
    """How many things the question words ask for: 哪三个方面; 0 where they do not say."""
    said = (_number(token) for token in reading.tokens if token.has(Role.ASK))
    return next((number for number in said if number > 1), 0)


def _number(token: Token) -> int:
    """The number that a token says, alone or in a question word (哪三个); 0 for none."""
    if token.has(Role.NUMBER):
        return int(float(token.refs(Role.NUMBER)[0]))
    if not token.has(Role.ASK):
        return 0
    said = (figure for figure in figures(token.phrase) if figure.kind == "number")
    return int(float(next((figure.value for figure in said), 0)))


def _noun(number: int, reading: Reading) -> tuple[int, ...]:
    """The first word after a number, where it is nothing but a word."""
    for i in range(number + 1, min(number + 1 + _NEAR, len(reading.tokens))):
        token = reading.tokens[i]
        if token.has(Role.MARK) or token.has(Role.ASK):
            return ()
        if reading.weights[i] > 0:
            return (i,) if token.senses.roles <= {Role.WORD, Role.CONCEPT, Role.SHELL} else ()
    return ()
