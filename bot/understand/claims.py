"""What a question says of an attribute's values, checked against the facts.

A value of the right kind is a claim: true where the facts hold it, false where they do not. A
question word asks; a claim asserts (论坛是甲大学主办的吧) or presupposes (为什么由甲大学主办).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.knowledge.algebra import Described, Outcome, belongs, evaluate, is_post, mentions_entity
from bot.knowledge.index import Knowledge
from bot.knowledge.vocabulary import Attribute
from bot.model import Role, Token
from bot.text.numbers import agree, rounds_in
from bot.understand.explain import word_degree
from bot.understand.form import Form
from bot.understand.interpretation import Claim
from bot.understand.read import Reading

_SLICING = ("head", "tail", "first", "last", "over", "under")
COUNTED = "#"  # begins the key of a claim about how many values there are


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of a question, and the tokens that make them."""

    all: tuple[Claim, ...]
    tokens: frozenset[int]
    true_tokens: frozenset[int]

    @property
    def only_false(self) -> bool:
        """Whether there are claims and the facts bear out none."""
        return bool(self.all) and not any(claim.true for claim in self.all)

    def with_false(self, false: Mapping[int, Claim]) -> "Claims":
        """Beside something true, what is claimed wrongly of it (token → claim)."""
        if not self.true_tokens:
            return self
        tokens = self.tokens | false.keys()
        return Claims((*self.all, *false.values()), tokens, self.true_tokens)

    def shared(self, each: Iterable["Claims"]) -> "Claims":
        """Only those true that are true of each of several things."""
        true = [{claim.text for claim in claims.all if claim.true} for claims in each]
        checked = tuple(
            replace(claim, true=all(claim.text in texts for texts in true)) for claim in self.all
        )
        kept = self.true_tokens if all(claim.true for claim in checked) else frozenset[int]()
        return Claims(checked, self.tokens, kept)


@dataclass(frozen=True, slots=True)
class Facts:
    """What claims are checked against: the values of an attribute, as far as they are known."""

    outcome: Outcome
    attribute: str
    spec: Attribute
    knowledge: Knowledge

    def claims(self, reading: Reading, used: frozenset[int]) -> Claims:
        """What the tokens that are not yet used claim about the values."""
        checked = ((i, self._claim(i, reading)) for i in reading.content
                   if i not in used)  # fmt: skip
        found = {i: claim for i, claim in checked if claim is not None}
        found |= dict(self._persons_told_by_post(reading, found.keys() | used))
        found |= dict(self._quoted(reading, found.keys() | used))
        none = Claim("", COUNTED + "0", not self.outcome.items)
        found |= dict.fromkeys(reading.operators.get("none", ()), none)
        true = frozenset(i for i, claim in found.items() if claim.true)
        return Claims(tuple(found.values()), frozenset(found), true)

    def _claim(self, i: int, reading: Reading) -> Claim | None:
        """What one token says of the values; None where it says nothing of that kind."""
        token = reading.tokens[i]
        for ref in (*token.refs(Role.ENTITY), *token.refs(Role.LITERAL)):
            if ref in self.outcome.keys:
                return Claim(token.text, ref, True)
        if (
            token.has(Role.DATE)
            and not reading.asserts
            and reading.asks.intersection(self.spec.ask)
        ):
            return None  # 2024年的在几月: what is asked for does not claim itself
        if i in reading.sites and not self.spec.posts:
            return self._place(token)
        tests = (self._name, self._literal, self._date, self._part, self._owner)
        claims = (claim for test in tests if (claim := test(token)) is not None)
        placed = (self._title, self._round, self._number)
        return next(claims, None) or next(
            (claim for test in placed if (claim := test(i, reading)) is not None), None
        )

    def _name(self, token: Token) -> Claim | None:
        """A name of the right kind that is none of the values."""
        if self.knowledge.vocabulary.kinds[self.spec.value].value:
            return None
        for kind in token.refs(Role.FOREIGN):
            if not kind or self.knowledge.vocabulary.is_a(kind, self.spec.value):
                return Claim(token.text, token.text, False)
        names = [n for n in token.refs(Role.ENTITY) if self.knowledge.is_kind(n, self.spec.values)]
        if not names or any(self._qualifies(name) for name in names):
            return None
        return Claim(token.text, names[0], False)

    def _place(self, token: Token) -> Claim | None:
        """在甲处举办: where something is done, whatever kind of thing that is."""
        if not self.knowledge.vocabulary.plays(self.spec.value, "place"):
            return None
        names = token.refs(Role.ENTITY) or (token.text,)
        true = any(belongs(key, names, self.knowledge) for key in self.outcome.keys)
        return Claim(token.text, names[0], true)

    def _qualifies(self, name: str) -> bool:
        """Whether values belong to the named entity, so that it rather qualifies them."""
        return any(name in self.knowledge.related.get(key, ()) for key in self.outcome.keys)

    def _literal(self, token: Token) -> Claim | None:
        """A value that the facts give to another subject."""
        attributes = {fact.attribute for fact in self.outcome.facts}
        for literal in token.refs(Role.LITERAL):
            others = self.knowledge.by_value.get(literal, ())
            if len(literal) > 3 and any(fact.attribute in attributes for fact in others):
                return Claim(token.text, literal, False)
        return None

    def _date(self, token: Token) -> Claim | None:
        if not self.knowledge.vocabulary.plays(self.spec.value, "date"):
            return None
        known = [f for v in self.outcome.items for f in v.support.figures if f.count("-") == 2]
        for asked in token.refs(Role.DATE):
            return Claim(token.text, token.text, any(agree(asked, date) for date in known))
        return None

    def _part(self, token: Token) -> Claim | None:
        """上午 beside a date that says 下午."""
        parts = self.knowledge.vocabulary.kinds[self.spec.value].parts
        if token.phrase not in parts:
            return None
        items = self.outcome.items
        telling = [item for item in items if any(part in item.text for part in parts)]
        true = any(word_degree(token, item.support) for item in telling)
        return Claim(token.text, token.text, true) if telling else None

    def _round(self, i: int, reading: Reading) -> Claim | None:
        """第二批 beside a value that says 首批."""
        token = reading.tokens[i]
        if not (token.has(Role.ORDINAL) and reading.follows(i, "rounds")):
            return None
        of = reading.tokens[i + 1].text
        said = [n for item in self.outcome.items for n, unit in rounds_in(item.text) if unit == of]
        true = int(token.refs(Role.ORDINAL)[0]) in said
        return Claim(token.text + of, token.text, true) if said else None

    def _number(self, i: int, reading: Reading) -> Claim | None:
        """A number claims the value itself where it is one, and else how many values there are."""
        token = reading.tokens[i]
        numbers = token.refs(Role.NUMBER)
        if not numbers:
            return None
        if reading.form is Form.VERIFY and self.knowledge.vocabulary.plays(
            self.spec.value, "number"
        ):
            known = [f for v in self.outcome.items for f in v.support.figures if "-" not in f]
            true = any(_holds(float(figure), float(numbers[0]), reading) for figure in known)
            return Claim(token.text, token.text, true)
        size = len(self.outcome.items)
        named = [n for n in reading.mentioned if self.knowledge.is_kind(n, self.spec.values)]
        if float(numbers[0]) == len(named):
            return None  # 甲、乙这两所
        if (
            reading.form is Form.COUNT
            or size < 2
            or float(numbers[0]) < 2
            or not self._counts(i, reading)
        ):
            return None
        return Claim(token.text, COUNTED + numbers[0], float(numbers[0]) == size)

    def _counts(self, i: int, reading: Reading) -> bool:
        """那20所学校都有谁: a number of things of the kind that the values are."""
        following = reading.tokens[i + 1 : i + 3]
        kinds = [kind for token in following for kind in token.refs(Role.KIND)]
        kinds += self.knowledge.vocabulary.kinds_counted(following[0].text) if following else ()
        taken = (
            any(reading.tokens[i - 1].has(Role.OPERATOR, name) for name in _SLICING) if i else False
        )
        named = any(token.has(Role.ATTRIBUTE, self.attribute) for token in following)
        return not taken and (
            named or any(self.knowledge.vocabulary.is_a(kind, self.spec.value) for kind in kinds)
        )

    def _title(self, i: int, reading: Reading) -> Claim | None:
        """A post that the subject has or has not (only where the values are posts), at the
        organisation that stands right before it, if one does and the subject is there at all."""
        token = reading.tokens[i]
        titles = token.refs(Role.TITLE)
        items = self.outcome.items
        if not titles or not any(item.support.titles for item in items):
            return None
        at = reading.noun_before(i)
        owner = self._owner(reading.tokens[at]) if at is not None else None
        owners = reading.tokens[at].refs(Role.ENTITY) if at is not None and owner else ()
        known = owners if owner is not None and owner.true else ()
        true = any(is_post(item, titles, known, self.knowledge) for item in items)
        return Claim(token.text, titles[0], true)

    def _owner(self, token: Token) -> Claim | None:
        """An organisation that the subject belongs to or not (only where the values are posts)."""
        if not self.spec.posts:
            return None
        for name in (*token.refs(Role.ENTITY), *token.refs(Role.FOREIGN)):
            if token.has(Role.FOREIGN) or self.knowledge.plays(name, "organisation"):
                items = self.outcome.items
                true = any(mentions_entity(item, name, self.knowledge) for item in items)
                return Claim(token.text, name, true)
        return None

    def _quoted(
        self, reading: Reading, taken: frozenset[int] | set[int]
    ) -> Iterator[tuple[int, Claim]]:
        """主题是“某某”吗: what stands in quotation marks, beside values that are titles."""
        if not (reading.asserts and self.knowledge.vocabulary.plays(self.spec.value, "title")):
            return
        for span in reading.quotations():
            if not taken.isdisjoint(span):
                continue
            text = "".join(reading.tokens[i].text for i in span)
            true = any(_bare(text) in _bare(value.text.lower()) for value in self.outcome.items)
            yield from ((i, Claim(text, text, true)) for i in span)

    def _persons_told_by_post(
        self, reading: Reading, taken: frozenset[int] | set[int]
    ) -> Iterator[tuple[int, Claim]]:
        """甲大学校长 among values that are persons: whoever has that post is claimed."""
        if not self.knowledge.vocabulary.plays(self.spec.value, "person"):
            return
        if any(self.knowledge.plays(name, "person") for name in reading.mentioned):
            return  # the post is that of the person who is named
        for i in reading.tokens_with(Role.TITLE):
            if i in taken or not self.outcome.items:
                continue
            before = reading.tokens[i - 1] if i else None
            owners = before.refs(Role.ENTITY) if before is not None else ()
            text = reading.tokens[i].text
            if before is not None and owners:
                text = before.text + text
                if i - 1 not in taken:
                    yield i - 1, Claim(before.text, owners[0], True)
            yield i, Claim(text, text, self._holds_post(reading.tokens[i], owners))

    def _holds_post(self, title: Token, owners: tuple[str, ...]) -> bool:
        titles = frozenset(title.refs(Role.TITLE))
        return any(
            holder in self.outcome.keys
            for attribute in self.knowledge.titled
            for holder in evaluate(
                Described(attribute, titles, frozenset(owners)), self.knowledge
            ).keys
        )


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _holds(known: float, asked: float, reading: Reading) -> bool:
    """Whether a known number is as the question says: the same, over or under the one it names."""
    if "over" in reading.operators:
        return known > asked
    return known < asked if "under" in reading.operators else known == asked
