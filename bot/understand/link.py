"""Tokens → mentions: which entities of the knowledge a question names, and which it does not know.

Neighbouring tokens that name one thing together become one token (最佳 + 榜单, 某校 + 的 + 中心),
and names that the knowledge does not hold (another university, a ministry) are marked FOREIGN, so
that nothing is answered about the wrong thing.
"""

from collections.abc import Iterable, Iterator, Mapping

from bot.knowledge.index import Knowledge
from bot.knowledge.vocabulary import Role as KindRole
from bot.model import Mention, Role, Sense, Senses, Token

OF = "的"
DONE = ("了", "过")  # particles of what has come about
_LETTERS = "letters"  # the method of a word put together from single characters
_ROLE_OF_TAG: Mapping[str, KindRole] = {
    "nr": "person",
    "ns": "place",
    "nt": "organisation",
    "nz": "",
    "j": "",
}  # jieba's tags for proper names → the kinds they name
_LONGEST_GROUP, _OF_MODIFIER = (
    6,
    0.35,
)  # tokens of 两份高校官方榜单; weight of what may stand inside
_NUMERALS = frozenset("一二两三四五六七八九十几多0123456789")
_CLOSED = (Role.ASK, Role.MARK, Role.OPERATOR, Role.PRONOUN, Role.NUMBER, Role.ORDINAL)


def link(tokens: tuple[Token, ...], knowledge: Knowledge) -> tuple[Token, ...]:
    """Merge tokens that name one thing, settle shared names, mark unknown names."""
    merged = _merge_surnames(_merge_letters(list(tokens), knowledge))
    merged = _merge_kinds(_merge_parts(merged, knowledge), knowledge)
    return tuple(_foreign(_merge_groups(merged, knowledge), knowledge))


def mentions(tokens: Iterable[Token]) -> tuple[Mention, ...]:
    """Every entity that some token may name; a shared name gives several."""
    return tuple(
        Mention(i, entity, token.score, token.method, token.text)
        for i, token in enumerate(tokens)
        for entity in token.refs(Role.ENTITY)
    )


def _merge_letters(tokens: list[Token], knowledge: Knowledge) -> list[Token]:
    """Neighbouring characters that are no words here are one unknown word."""
    merged: list[Token] = []
    for token in tokens:
        before = merged[-1] if merged else None
        if (
            before is not None
            and _is_letter(token)
            and (_is_letter(before) or before.method == _LETTERS)
        ):
            text = before.text + token.text
            weight = knowledge.lattice.weight(text, token.senses)
            merged[-1] = Token(before.start, token.end, text, text, token.senses, 1.0, _LETTERS,
                               weight)  # fmt: skip
        else:
            merged.append(token)
    return merged


def _is_letter(token: Token) -> bool:
    return len(token.text) == 1 and token.method == "word" and token.weight > 0


def _merge_surnames(tokens: list[Token]) -> list[Token]:
    """姓甲, 甲姓: the word and the name beside it are one token, whose phrase is the name."""
    merged: list[Token] = []
    for token in tokens:
        before = merged[-1] if merged else None
        pair = (before, token) if before is not None else ()
        word = next((t for t in pair if t.has(Role.OPERATOR, "surname")), None)
        name = next((t for t in pair if t is not word and _may_be_surname(t)), None)
        if before is None or word is None or name is None or before.end != token.start:
            merged.append(token)
            continue
        senses = Senses((Sense(Role.OPERATOR, "surname"),))
        merged[-1] = Token(before.start, token.end, before.text + token.text, name.text, senses,
                           1.0, "surname", 1.0)  # fmt: skip
    return merged


def _may_be_surname(token: Token) -> bool:
    closed = (Role.MARK, Role.ASK, Role.ENTITY, Role.OPERATOR)
    return len(token.text) == 1 and token.text != OF and not any(token.has(r) for r in closed)


def _merge_parts(tokens: list[Token], knowledge: Knowledge) -> list[Token]:
    """A whole before its part (甲大学 [的] 某中心) settles which part is meant."""
    merged: list[Token] = []
    for token in tokens:
        parts = token.refs(Role.ENTITY)
        gap = 1 if merged and merged[-1].text == OF else 0
        before = merged[-1 - gap] if len(merged) > gap else None
        wholes = set(before.refs(Role.ENTITY)) if before else set()
        inside = [part for part in parts if wholes & set(knowledge.whole_of(part))]
        if before is not None and inside and len(wholes) == 1:
            del merged[-1 - gap :]
            merged.append(_joined(before, token, inside))
        else:
            merged.append(token)
    return merged


def _merge_kinds(tokens: list[Token], knowledge: Knowledge) -> list[Token]:
    """A name and the word for its kind (某某 + 榜单, 某某 + 老师) are one mention."""
    merged: list[Token] = []
    for token in tokens:
        before = merged[-1] if merged else None
        named = before.refs(Role.ENTITY) if before else ()
        kinds = token.refs(Role.KIND)
        same = [name for name in named if any(knowledge.is_kind(name, (kind,)) for kind in kinds)]
        if before is not None and same and before.end == token.start:
            merged[-1] = _joined(before, token, same)
        else:
            merged.append(token)
    return merged


def _merge_groups(tokens: list[Token], knowledge: Knowledge) -> list[Token]:
    """两个榜, 两份, 双榜: as many as there are of the kind are all of them together."""
    merged: list[Token] = []
    at = 0
    while at < len(tokens):
        end, kind = _group(tokens, at, knowledge)
        if end > at:
            text = "".join(token.text for token in tokens[at:end])
            paired = tokens[at].has(Role.OPERATOR, "pair") and end < len(tokens)
            of_both = paired and tokens[end].has(Role.KIND)  # 双榜 [学校]
            both = (Sense(Role.OPERATOR, "both"),) if of_both else ()
            senses = Senses((Sense(Role.GROUP, kind), *both))
            merged.append(Token(tokens[at].start, tokens[end - 1].end, text, text, senses, 1.0,
                                "group", 1.0))  # fmt: skip
        else:
            merged.append(tokens[at])
        at = max(end, at + 1)
    return merged


def _group(tokens: list[Token], at: int, knowledge: Knowledge) -> tuple[int, str]:
    """The end and kind of a group that starts at `at`; (at, "") where none does."""
    number = _number(tokens[at])
    if number < 2:
        return at, ""
    for end in range(at + 1, min(len(tokens), at + _LONGEST_GROUP)):
        token = tokens[end]
        kinds = token.refs(Role.KIND)
        if not kinds and end == at + 1:
            kinds = _kinds_counted(tokens, end, knowledge)
        for kind in kinds:
            if len(knowledge.by_kind.get(kind, ())) == number:
                return end + 1, kind
        if token.weight > _OF_MODIFIER and not token.has(Role.ENTITY):
            break
    return at, ""


def _number(token: Token) -> int:
    if token.has(Role.OPERATOR, "pair"):
        return 2
    numbers = token.refs(Role.NUMBER)
    return int(float(numbers[0])) if numbers and float(numbers[0]) < 100 else 0


def _kinds_counted(tokens: list[Token], at: int, knowledge: Knowledge) -> tuple[str, ...]:
    """The kinds that a counter alone tells (两份), where no word for a kind follows."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is not None and following.has(Role.KIND):
        return ()
    return knowledge.vocabulary.kinds_counted(tokens[at].text)


def _joined(first: Token, last: Token, entities: list[str]) -> Token:
    score = min(first.score, last.score)
    method = first.method if first.score <= last.score else last.method
    text = first.text + last.text if first.end == last.start else f"{first.text}{OF}{last.text}"
    return Token(first.start, last.end, text, first.phrase, _named(entities), score, method, 1.0)


def _named(entities: list[str]) -> Senses:
    return Senses(Sense(Role.ENTITY, entity) for entity in entities)


def _foreign(tokens: list[Token], knowledge: Knowledge) -> Iterator[Token]:
    """Join what looks like a name that the knowledge does not hold."""
    at = 0
    while at < len(tokens):
        end, kind = _foreign_name(tokens, at, knowledge)
        if end > at:
            yield _unknown(tokens[at:end], kind)
            at = end
        else:
            yield tokens[at]
            at += 1


def _foreign_name(tokens: list[Token], at: int, knowledge: Knowledge) -> tuple[int, str]:
    """The end of an unknown name that starts at `at`, and its kind; (at, "") where none does.

    A proper name followed by words up to one that ends as names of some kind do (大学, 公司 …);
    a proper name alone; a word that ends so and that the source does not use.
    """
    first = tokens[at]
    found = (at, "")
    for end in range(at + 1, min(len(tokens), at + 6)) if _is_name(first, knowledge) else ():
        token = tokens[end]
        if token.start != tokens[end - 1].end or any(token.has(role) for role in _CLOSED):
            break
        kind = _kind_of_ending(token, knowledge)
        found = found if kind is None else (end + 1, kind)
        if kind is None and token.weight == 0:
            break
    if found[0] > at:
        return found
    if first.method != "word" or (first.text[0] in _NUMERALS and not _is_name(first, knowledge)):
        return at, ""
    kind = _kind_of_ending(first, knowledge) or _kind_of_tag(first, knowledge)
    return (at + 1, kind) if kind is not None else (at, "")


def _is_name(token: Token, knowledge: Knowledge) -> bool:
    """A dictionary name that is no name of the knowledge."""
    if any(token.has(role) for role in (Role.ENTITY, Role.TITLE, Role.ATTRIBUTE)):
        return False
    return knowledge.lattice.tag(token.text) in _ROLE_OF_TAG


def _kind_of_tag(token: Token, knowledge: Knowledge) -> str | None:
    role = _ROLE_OF_TAG.get(knowledge.lattice.tag(token.text))
    return knowledge.vocabulary.kind_of_role(role) if role else role


def _kind_of_ending(token: Token, knowledge: Knowledge) -> str | None:
    for name, kind in knowledge.vocabulary.kinds.items():
        for suffix in kind.suffixes:
            if token.text.endswith(suffix) and (len(suffix) > 1 or len(token.text) > 2):
                return name
    return None


def _unknown(tokens: list[Token], kind: str) -> Token:
    text = "".join(token.text for token in tokens)
    senses = Senses((Sense(Role.FOREIGN, kind),))
    return Token(tokens[0].start, tokens[-1].end, text, text, senses, 1.0, "name", 1.0)
