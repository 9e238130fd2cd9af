"""JSON from outside: read within bounds, and held against a schema with what is wrong said in words.

Of JSON Schema only what an answer of ours needs: type, enum, pattern, properties, required, items, maxItems, maxLength.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

DEEPEST = 40  # levels: a document that nests deeper is no answer
TYPES: Mapping[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool,
    "null": type(None),
}  # fmt: skip


def read_json(text: str) -> Any:
    """The JSON object in a text, which may stand between words or in a code fence.

    Raises ValueError, with a sentence, if there is none.

    >>> read_json('Here it is: {"a": [1]} Done.')
    {'a': [1]}
    """
    last = "it holds no object { ... }"
    for part in (text, text[text.find("{") : text.rfind("}") + 1]):
        try:
            value = json.loads(part, parse_constant=_no_number)
        except RecursionError:
            last = f"it nests deeper than {DEEPEST} levels"
        except ValueError as why:
            last = str(why)
        else:
            if isinstance(value, dict):
                if _depth(value) > DEEPEST:
                    raise ValueError(f"The answer is no JSON object: it nests deeper than {DEEPEST} levels.")
                return value
            last = "it is another kind of value"
    raise ValueError(f"The answer is no JSON object: {last}.")


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _depth(value: Any) -> int:
    level, deepest = [value], 0
    while level:
        deepest += 1
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
    return deepest


def faults(value: Any, schema: Mapping[str, Any], where: str) -> list[str]:
    """What in a value breaks a schema, a sentence each with the place; empty if nothing."""
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(_is(value, kind) for kind in kinds):
        return [f"{where} must be {' or '.join(kinds)}, not {_short(value)}."]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{where} must be one of {', '.join(map(str, schema['enum']))}, not {_short(value)}."]
    found: list[str] = []
    if isinstance(value, str):
        if any("\ud800" <= sign <= "\udfff" for sign in value):
            found.append(f"{where} holds half a character.")
        if "pattern" in schema and not re.search(schema["pattern"], value):
            found.append(f"{where} must look like {schema['pattern']}, not {_short(value)}.")
        if len(value) > schema.get("maxLength", len(value)):
            found.append(f"{where} must have at most {schema['maxLength']} characters.")
    if isinstance(value, list):
        if len(value) > schema.get("maxItems", len(value)):
            return [f"{where} must have at most {schema['maxItems']} items."]
        for place, each in enumerate(value):
            found += faults(each, schema["items"], f"{where}[{place}]")
    if isinstance(value, dict):
        found += [f"{where} lacks {name}." for name in schema.get("required", ()) if name not in value]
        for name, inner in schema.get("properties", {}).items():
            if name in value:
                found += faults(value[name], inner, f"{where}.{name}")
    return found


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, TYPES[kind])


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "..."
