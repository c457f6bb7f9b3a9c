"""The reference of the API at «/docs», written from its OpenAPI document: no script, nothing from elsewhere."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from assistant.domain import Frozen
from assistant.web.layout import page

Schema = Mapping[str, Any]  # a node of an OpenAPI document


class Field(Frozen):
    """A parameter or a field of a body."""

    name: str
    kind: str
    required: bool
    place: str


class Operation(Frozen):
    """An address and a method, with what it takes and an example."""

    anchor: str
    method: str
    path: str
    tag: str
    summary: str
    fields: tuple[Field, ...]
    example: str


def mount(app: FastAPI) -> None:
    """Add the reference at «/docs»."""

    @app.get("/docs", response_class=HTMLResponse, include_in_schema=False)
    def reference() -> HTMLResponse:
        return page_of(app.openapi())


def page_of(document: Schema) -> HTMLResponse:
    """The page of an OpenAPI document."""
    operations = sorted(_operations(document), key=lambda operation: operation.tag)
    return page("reference.html.j2", {"info": document["info"], "operations": operations})


def _operations(document: Schema) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            body = _body(told, document)
            example = next(iter(body.get("examples", ())), None)
            yield Operation(
                anchor=told["operationId"],
                method=method.upper(),
                path=path,
                tag=next(iter(told.get("tags", ())), ""),
                summary=told["summary"],
                fields=(*_parameters(told), *_properties(body, document)),
                example=json.dumps(example, ensure_ascii=False, indent=2) if example else "",
            )


def _body(told: Schema, document: Schema) -> Schema:
    content = told.get("requestBody", {}).get("content", {})
    schema: Schema = content.get("application/json", {}).get("schema", {})
    return _resolved(schema, document)


def _resolved(schema: Schema, document: Schema) -> Schema:
    reference = schema.get("$ref")
    if reference is None:
        return schema
    found: Schema = document["components"]["schemas"][reference.rpartition("/")[2]]
    return found


def _parameters(told: Schema) -> Iterator[Field]:
    for parameter in told.get("parameters", ()):
        yield Field(
            name=parameter["name"],
            kind=_kind(parameter["schema"]),
            required=parameter.get("required", False),
            place="adresse" if parameter["in"] == "path" else "requête",
        )


def _properties(body: Schema, document: Schema) -> Iterator[Field]:
    for name, schema in body.get("properties", {}).items():
        yield Field(
            name=name,
            kind=_kind(schema, document),
            required=name in body.get("required", ()),
            place="corps",
        )


KINDS = {
    "string": "texte",
    "integer": "nombre entier",
    "number": "nombre",
    "boolean": "oui ou non",
    "object": "objet",
    "array": "liste",
    "null": "",
}


def _kind(schema: Schema, document: Schema | None = None) -> str:
    """The type of a value in French, with its choices and its bounds."""
    resolved = _resolved(schema, document) if document else schema
    if "enum" in resolved:
        return ", ".join(map(str, resolved["enum"]))
    alternatives = [_kind(one, document) for one in resolved.get("anyOf", ())]
    kind = " ou ".join(filter(None, alternatives)) or KINDS.get(resolved.get("type", ""), "")
    bounds = [f"{word} {resolved[key]}" for key, word in (("minimum", "de"), ("maximum", "à")) if key in resolved]
    return " ".join((kind, *bounds))
