"""Edits of what facts are about: entities, their names, their facts."""

from dataclasses import dataclass

from bot.admin import find
from bot.admin.entries import appended, filled, one_or_more, operated, put
from bot.admin.errors import EditError
from bot.admin.operation import Delete, Put
from bot.knowledge.folder import State
from bot.phrases import phrase

_LIST = "、"


@dataclass(frozen=True, slots=True)
class AddEntity:
    """A new person, organisation, school …"""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    file: str = ""

    @property
    def what(self) -> str:
        """What is added."""
        return phrase("edit.add_entity", name=self.name)

    def after(self, files: State) -> State:
        """The files with the entity beside the first of its kind."""
        entry = filled(name=self.name, kind=self.kind, aliases=list(self.aliases))
        alike = (spot.file for spot in find.entries(files, "entities")
                 if spot.content.get("kind") == self.kind)  # fmt: skip
        return appended(files, "entities", entry, self.file or next(alike, ""))


@dataclass(frozen=True, slots=True)
class AddAlias:
    """More names for an entity."""

    entity: str
    aliases: tuple[str, ...]

    @property
    def what(self) -> str:
        """What is added."""
        return phrase("edit.add_alias", name=self.entity, aliases=_LIST.join(self.aliases))

    def after(self, files: State) -> State:
        """The files with the aliases."""
        spot = find.entity(files, self.entity)
        known = find.texts(spot.content.get("aliases"))
        new = [alias for alias in dict.fromkeys(self.aliases) if alias not in known]
        if not new:
            raise EditError(phrase("edit.known_alias", name=self.entity))
        return put(files, spot, "aliases", [*known, *new], before="facts")


@dataclass(frozen=True, slots=True)
class SetFact:
    """One fact about an entity, new or in place of what was there."""

    subject: str
    attribute: str
    values: tuple[str, ...]
    quotes: tuple[str, ...]
    answer: str = ""

    @property
    def what(self) -> str:
        """What is set."""
        return phrase("edit.set_fact", subject=self.subject, attribute=self.attribute)

    def after(self, files: State) -> State:
        """The files with the fact."""
        spot = find.entity(files, self.subject)
        fact = filled(value=one_or_more(self.values), answer=self.answer,
                      quote=one_or_more(self.quotes))  # fmt: skip
        facts = spot.content.get("facts")
        if not isinstance(facts, dict) or not facts:
            return put(files, spot, "facts", {self.attribute: fact})
        if isinstance(facts.get(self.attribute), list):
            raise EditError(phrase("edit.several_facts", attribute=self.attribute))
        return operated(files, spot.file, Put((*spot.path, "facts", self.attribute), fact))


@dataclass(frozen=True, slots=True)
class Remove:
    """Take an entity away, or one fact or alias of it."""

    entity: str
    attribute: str = ""
    alias: str = ""

    @property
    def what(self) -> str:
        """What is removed."""
        part = self.attribute or self.alias
        key = "edit.remove_part" if part else "edit.remove_entity"
        return phrase(key, name=self.entity, part=part)

    def after(self, files: State) -> State:
        """The files without it."""
        spot = find.entity(files, self.entity)
        if self.attribute:
            facts = spot.content.get("facts") or {}
            if self.attribute not in facts:
                raise EditError(phrase("edit.no_part", name=self.entity, part=self.attribute))
            path = (self.attribute,) if len(facts) > 1 else ()
            return operated(files, spot.file, Delete((*spot.path, "facts", *path)))
        if self.alias:
            known = find.texts(spot.content.get("aliases"))
            if self.alias not in known:
                raise EditError(phrase("edit.no_part", name=self.entity, part=self.alias))
            return put(files, spot, "aliases", [alias for alias in known if alias != self.alias])
        return operated(files, spot.file, Delete(spot.path))
