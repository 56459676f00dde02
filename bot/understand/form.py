"""What form of answer a question asks for, and what kinds of thing: told by its question words."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import pairwise, takewhile

from bot.knowledge.vocabulary import Vocabulary
from bot.model import Role, Token
from bot.understand.link import OF

ANYTHING = "*"  # among the kinds asked for: 哪个 without a word that says what kind
THINGS = "things"  # 什么: anything but people
_TELLING = 0.3  # weight of a number that is more than part of the language
_FEWEST = 2  # words of content in a statement
_KINDRED = ("which", "what", "who", "how_many")  # asks that the next word may make precise
_COUNTED = ("which", "how_many", "who")  # asks that end in a counter
_NAMING = ("which", "name")  # asks that the word right before may make precise
SPECIFIC = frozenset(("who", "when", "where", "how_many", "how_long", "why", "how", "position"))
_WH = frozenset(
    (
        "who",
        "name",
        "when",
        "where",
        "how_many",
        "how_long",
        "what",
        "aspect",
        "which",
        "why",
        "how",
        "position",
    )
)


class Form(StrEnum):
    """The form of the answer that a question asks for."""

    OPEN = "open"  # a value, a list, a description
    COUNT = "count"
    POSITION = "position"
    VERIFY = "verify"
    CHOICE = "choice"
    COMPARE = "compare"
    MORE = "more"  # which of several lists is the longest
    FEWER = "fewer"  # … the shortest
    SUMMARY = "summary"


def form_of(
    tokens: tuple[Token, ...], asks: frozenset[str], operators: Mapping[str, tuple[int, ...]]
) -> Form:
    """The form of answer that question words and operators ask for together."""
    wh = asks & _WH
    if "compare" in operators:
        return Form.COMPARE
    if "choice" in asks and _between(tokens):
        return Form.CHOICE
    if "position" in asks and not _of_rounds(tokens):
        return Form.POSITION
    counting = "how_many" in wh and wh <= {"how_many", "name", "which"}
    if counting and "enumerate" not in operators:
        return Form.COUNT
    if "yes_no" in asks and not wh:
        return Form.VERIFY
    if not wh and ends_with_negation(tokens):
        return Form.VERIFY
    if not asks and _ends_open(tokens):
        return Form.VERIFY
    if "summary" in operators:
        return Form.SUMMARY
    if "count" in operators and not wh and _ends_with(tokens, operators["count"]):
        return Form.COUNT
    return Form.OPEN


def _of_rounds(tokens: tuple[Token, ...]) -> bool:
    """第几期, 第几届: no place in a list."""
    return any(
        token.has(Role.ASK, "position") and following.has(Role.OPERATOR, "rounds")
        for token, following in pairwise(tokens)
    )


def _ends_open(tokens: tuple[Token, ...]) -> bool:
    """甲是乙的？: a statement with a question mark, that does not end in what is wanted; an
    attribute's name is no end where the statement gives a figure (500是甲的人数？) or denies."""
    content = [token for token in tokens if token.weight > 0]
    marked = any(token.text == "？" for token in tokens[-2:])
    if not marked or len(content) < _FEWEST:
        return False
    said = [token for token in tokens if not token.has(Role.MARK)]
    figure = any(token.has(Role.NUMBER) and token.weight >= _TELLING for token in content)
    stated = figure or any(token.has(Role.OPERATOR, "not") for token in tokens)
    ending = (Role.ORDINAL, Role.KIND) if stated else (Role.ATTRIBUTE, Role.ORDINAL, Role.KIND)
    return said[-1].text == OF or (said[-1] is content[-1] and not said[-1].has_any(ending))


def _between(tokens: tuple[Token, ...]) -> bool:
    """A word for 'or' with something that carries meaning on both sides."""
    places = [i for i, token in enumerate(tokens) if token.has(Role.ASK, "choice")]
    return any(
        any(t.weight > 0 for t in tokens[:i]) and any(t.weight > 0 for t in tokens[i + 1 :])
        for i in places
    )


def ends_with_negation(tokens: tuple[Token, ...]) -> bool:
    """…了没, …没有啊: the negation that asks."""
    spoken = [token for token in tokens if not token.has(Role.MARK)]
    while spoken and spoken[-1].has(Role.FILLER) and not spoken[-1].has(Role.OPERATOR):
        spoken.pop()
    return len(spoken) > 1 and may_tag(tuple(spoken), len(spoken) - 1)


def may_tag(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a negation can ask at a sentence's end: 上榜了没, 上没上; but not 落榜."""
    token = tokens[i]
    repeated = i > 0 and token.has(Role.OPERATOR, "not") and token.text[1:] == tokens[i - 1].text
    return token.has(Role.OPERATOR, "tag") or repeated


def _ends_with(tokens: tuple[Token, ...], places: tuple[int, ...]) -> bool:
    return all(token.weight == 0 for token in tokens[places[-1] + 1 :])


def asked_kinds(tokens: tuple[Token, ...], vocabulary: Vocabulary) -> Iterator[str]:
    """The kinds asked for: by the question word, its counter (几所), the word after it."""
    for i, token in enumerate(tokens):
        for name in token.refs(Role.ASK):
            if name not in _WH:
                continue
            following = tuple(_kinds_after(tokens, i)) if name in _KINDRED else ()
            following = following or tuple(_kinds_before(tokens, i, name, vocabulary))
            counted = _counted(token.phrase, vocabulary) if name in _COUNTED else ()
            anything = ANYTHING if name in ("which", "name") else THINGS
            own = vocabulary.asks[name].asks
            loose = name == "who" and not any(vocabulary.fits(kind, own) for kind in following)
            told = (*following, *counted, *(own if loose else ()))
            yield from told or own or (anything,)


def _counted(phrase: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """几所, 哪位: the kinds that the counter at the end tells; 单位 ends in none."""
    words = (word for kind in vocabulary.kinds.values() for word in kind.words if len(word) > 1)
    if any(phrase.endswith(word) for word in words):
        return ()
    return vocabulary.kinds_counted(phrase[-1:])


def _kinds_before(
    tokens: tuple[Token, ...], at: int, name: str, vocabulary: Vocabulary
) -> Iterator[str]:
    """来的人有哪些, 甲校的校长叫什么: the kind named right before a question word that ends the
    question; whoever has a post is a person."""
    clause = takewhile(lambda token: not token.has(Role.MARK), tokens[at + 1 :])
    if name not in _NAMING or any(token.weight > 0 for token in clause):
        return
    before = next(
        (token for token in reversed(tokens[:at]) if not token.has(Role.OPERATOR, "each")), None
    )
    if before is None:
        return
    yield from before.refs(Role.KIND)
    if name == "name" and before.has(Role.TITLE):
        yield vocabulary.kind_of_role("person")


def _kinds_after(tokens: tuple[Token, ...], at: int) -> Iterator[str]:
    """哪个平台, 哪些上榜学校, 什么地方: the kind named after the question word."""
    for token in tokens[at + 1 : at + 3]:
        if token.has(Role.KIND) and not token.has(Role.ATTRIBUTE):
            yield from token.refs(Role.KIND)
            return
        if token.weight > 0 or token.has(Role.MARK):
            return
