"""One sentence, cut where its clauses end: several questions in a row, or one with a preamble."""

from collections.abc import Iterator
from itertools import islice, pairwise, product

from bot.model import Role, Senses, Token
from bot.text.split import MAX_QUESTIONS
from bot.understand.form import SPECIFIC, ends_with_negation
from bot.understand.link import DONE
from bot.understand.read import CLAUSE_ENDS

Tokens = tuple[Token, ...]
_WH = SPECIFIC | {"what", "which", "name", "aspect"}
_PLAIN = frozenset(("who", "when", "where"))  # ask enough of what was just spoken of
_WHETHER = frozenset(("yes_no",))
_TOPICAL = (Role.ENTITY, Role.LITERAL, Role.FOREIGN, Role.DATE, Role.ATTRIBUTE, Role.ORDINAL,
            Role.GROUP, Role.TITLE)  # fmt: skip
_NAMING = (Role.ENTITY, Role.LITERAL, Role.FOREIGN, Role.GROUP)

_LONG = 40  # tokens of a preamble that may be dropped whatever it speaks of
_MOST_CORES = 4
_MOST_RUN_ON, _MOST_WAYS = 3, 20  # questions without a mark, and ways to cut them apart


def questions_in(tokens: Tokens) -> tuple[Tokens, ...]:
    """The questions that follow one another in a sentence; () where there is only one.

    Each ends with a clause that asks, and says something beside its question word; one after
    another may also ask no more than where, when or who, or only name what is wanted.
    """
    questions: list[Tokens] = []
    open_clauses: Tokens = ()
    for clause in _clauses(tokens):
        open_clauses += clause
        whether = _asks_whether(clause, alone=not questions)
        if _asks(clause) or whether or (questions and _adds(clause)):
            questions.append(open_clauses)
            open_clauses = ()
    if not 1 < len(questions) <= MAX_QUESTIONS or not _tells(questions[0]):
        return ()
    if not all(_tells(question) or _asks(question, _PLAIN) for question in questions):
        return ()
    return (*questions[:-1], questions[-1] + open_clauses)


def essential(tokens: Tokens) -> Tokens:
    """The sentence without the clauses that set something aside, or that tell of the asker after
    the question, where the rest asks."""
    clauses = _clauses(tokens)
    asking = next((i for i, c in enumerate(clauses) if _asks_anything(c)), len(clauses))
    kept = [
        c
        for i, c in enumerate(clauses)
        if not any(t.has(Role.OPERATOR, "aside") for t in c)
        and not (i > asking and _of_the_asker(c) and not _asks_anything(c))
    ]
    rest = tuple(token for clause in kept for token in clause)
    return rest if len(kept) < len(clauses) and _asks_anything(rest) else tokens


def beside_asker(tokens: Tokens) -> Tokens:
    """The sentence without the clauses in which the asker tells of himself."""
    told = (clause for clause in _clauses(tokens) if not _of_the_asker(clause))
    return tuple(token for clause in told for token in clause)


def run_on(tokens: Tokens) -> Iterator[tuple[Tokens, ...]]:
    """Ways to cut questions apart that follow one another without a mark, long first ones first.

    Each says something beside names.
    """
    asking = [i for i, token in enumerate(tokens) if _asks((token,))]
    if len(tokens) > _LONG or not 1 < len(asking) <= _MOST_RUN_ON:
        return
    gaps = [range(second, first, -1) for first, second in pairwise(asking)]
    for cuts in islice(product(*gaps), _MOST_WAYS):
        ends = (0, *cuts, len(tokens))
        questions = tuple(tokens[start:end] for start, end in pairwise(ends))
        if all(map(says_more, questions)):
            yield questions


def cores(tokens: Tokens) -> Iterator[Tokens]:
    """The sentence without its first clauses, longest first, where those hold nothing to ask about.

    What the asker tells of himself is nothing to ask about, nor what the question names again;
    a question that names nothing may lean on what he tells.
    After a long preamble anything may have been said: only the question at its end counts.
    """
    clauses = _clauses(tokens)
    for cut in range(1, min(len(clauses), _MOST_CORES + 1)):
        core = tuple(token for clause in clauses[cut:] for token in clause)
        named = {token.senses for token in core}
        leans = not any(token.has(role) for token in core for role in _NAMING)
        if not all(
            _leads_up(clause, named) or (leans and _of_the_asker(clause))
            for clause in clauses[:cut]
        ):
            break
        if _tells(core):
            yield core
    if clauses and len(tokens) - len(clauses[-1]) > _LONG:
        yield clauses[-1]


def _leads_up(clause: Tokens, named: set[Senses]) -> bool:
    """Whether a clause holds nothing to ask about beside what is named again after it."""
    topical = _NAMING if _of_the_asker(clause) else _TOPICAL
    return not any(
        token.has(role) and token.senses not in named for token in clause for role in topical
    )


def _of_the_asker(clause: Tokens) -> bool:
    """我是……, 孩子今年……: a clause that begins with the asker or somebody of his, and does not
    say what he wants to know (我要问的是……)."""
    spoken = (token for token in clause if not token.has(Role.MARK))
    first = next((t for t in spoken if t.weight > 0 or t.has(Role.OPERATOR, "asker")), None)
    wanting = any(token.has(Role.OPERATOR, "want") for token in clause)
    return first is not None and first.has(Role.OPERATOR, "asker") and not wanting


def _clauses(tokens: Tokens) -> list[Tokens]:
    clauses: list[list[Token]] = [[]]
    for token in tokens:
        if token.apart or token.has(Role.OPERATOR, "further"):
            clauses.append([])
        clauses[-1].append(token)
        if token.has(Role.MARK) and token.text in CLAUSE_ENDS:
            clauses.append([])
    return [tuple(clause) for clause in clauses if any(not t.has(Role.MARK) for t in clause)]


def _asks(clause: Tokens, words: frozenset[str] = _WH) -> bool:
    return any(name in words for token in clause for name in token.refs(Role.ASK))


def _asks_anything(clause: Tokens) -> bool:
    told = any(
        token.has(Role.ASK) or token.has(Role.OPERATOR, "tell") or token.text == "？"
        for token in clause
    )
    return told or ends_with_negation(clause)


def _asks_whether(clause: Tokens, *, alone: bool) -> bool:
    """是否……, ……了没; after a question not 乙榜没有, which rather says more of what is asked."""
    spoken = [token for token in clause if not token.has(Role.MARK)]
    done = alone or any(token.text in DONE for token in spoken[-3:])
    tagged = done and ends_with_negation(clause)
    return _tells(clause) and (_asks(clause, _WHETHER) or tagged)


def _adds(clause: Tokens) -> bool:
    """Whether a clause after a question only names one more thing that is wanted."""
    telling = [token for token in clause if token.weight > 0]
    if any(token.has(Role.OPERATOR, "further") for token in clause):
        return bool(telling)
    wanted = [token.has(Role.ATTRIBUTE) for token in telling]
    return any(wanted) and all(
        w or t.has(Role.ENTITY) for w, t in zip(wanted, telling, strict=True)
    )


def says_more(question: Tokens) -> bool:
    """Whether a question says something beside names."""
    return any(token.weight > 0 and not token.has(Role.ENTITY) for token in question)


def _tells(question: Tokens) -> bool:
    return any(token.weight > 0 for token in question)
