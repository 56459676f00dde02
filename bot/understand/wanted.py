"""What a question wants, by its place: the attribute beside its question word, the noun after."""

from functools import partial
from itertools import takewhile

from bot.model import Role, Token

_WANTING = ("what", "which", "aspect", "how_many", "who")
_OPEN = ("what", "which", "aspect")
_TELLING = 0.2  # weight from which a word can be what is wanted


def focus(tokens: tuple[Token, ...], asks: tuple[int, ...]) -> int | None:
    """The name of what is wanted: right before 是什么, right after 什么, or last of all."""
    asking = [i for i in asks if any(name in _OPEN for name in tokens[i].refs(Role.ASK))]
    for i in asking:
        if tokens[i].has(Role.ATTRIBUTE):
            return i  # 什么内容
        for steps in (range(i + 1, min(i + 3, len(tokens))), range(i - 1, max(i - 4, -1), -1)):
            for place in steps:
                if tokens[place].has(Role.ATTRIBUTE):
                    return place
                if tokens[place].weight > _TELLING or tokens[place].has(Role.MARK):
                    break
    telling = [i for i, token in enumerate(tokens) if token.weight > 0]
    if not asking and telling and tokens[telling[-1]].has(Role.ATTRIBUTE):
        return telling[-1]
    return None


def wanted(tokens: tuple[Token, ...], asks: tuple[int, ...]) -> int | None:
    """The noun that a question word asks for: 什么 [变化], 哪些 [效果], [费用] 多少."""
    for i in asks:
        if any(name in _WANTING for name in tokens[i].refs(Role.ASK)):
            for place in range(i + 1, min(i + 3, len(tokens))):
                if tokens[place].has(Role.MARK):
                    break
                if tokens[place].weight > _TELLING:
                    return place
    return next(filter(None, map(partial(_measured, tokens), asks)), None)


def _measured(tokens: tuple[Token, ...], at: int) -> int | None:
    """What a question word for an amount that ends its clause asks for: what stands before it."""
    ending = at + 1 == len(tokens) or tokens[at + 1].has(Role.MARK)
    if not ending or not tokens[at].has(Role.ASK, "how_many"):
        return None
    clause = takewhile(lambda i: not tokens[i].has(Role.MARK), range(at - 1, -1, -1))
    return next((i for i in clause if tokens[i].weight > _TELLING), None)
