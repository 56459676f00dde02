"""The JSON Schema of the knowledge files, generated from the records, for editors."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import yaml

from bot.knowledge.records import KnowledgeRecord
from bot.knowledge.vocabulary import Vocabulary

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def json_schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """The schema of one knowledge file: fields with their meaning, known kinds and attributes."""
    schema = KnowledgeRecord.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    models = {**schema["$defs"], "KnowledgeRecord": schema}
    descriptions = _descriptions()
    for name, model in models.items():
        model.pop("description", None)  # the class's docstring, meant for developers
        for field, text in (descriptions.get(name) or {}).items():
            if field in model["properties"]:
                model["properties"][field]["description"] = text
        for field, content in model["properties"].items():
            model["properties"][field] = _or_text(content)
    entity = models["EntityRecord"]["properties"]
    entity["kind"]["examples"] = [n for n, kind in vocabulary.kinds.items() if not kind.value]
    facts = entity["facts"]
    facts["properties"] = {name: facts["additionalProperties"] for name in vocabulary.attributes}
    return schema


def _or_text(content: Mapping[str, Any]) -> dict[str, Any]:
    """A list of texts may also be written as one text."""
    if content.get("type") != "array" or content.get("items", {}).get("type") != "string":
        return dict(content)
    rest = {k: v for k, v in content.items() if k in ("description", "title", "default")}
    array = {k: v for k, v in content.items() if k not in rest}
    return {**rest, "anyOf": [dict(content["items"]), array]}


def _descriptions() -> Mapping[str, Mapping[str, str]]:
    text = (files("bot") / "vocabulary" / "schema.yaml").read_text(encoding="utf-8")
    content: Mapping[str, Mapping[str, str]] = yaml.load(text, Loader=_LOADER)  # noqa: S506
    return content
