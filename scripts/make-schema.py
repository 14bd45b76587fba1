#!/usr/bin/env python3
"""Make src/schema/table.rs from the official Metadata API schema.

    make-schema.py SCHEMA.json > src/schema/table.rs

SCHEMA.json holds {"apiVersion", "types": {name: {"kind": "complex", "base", "fields": [{"name", "type", "min", "max"}]}
or {"kind": "enum", "values"}}}: the types of the WSDL as they are declared.
"""
import json
import sys

schema = json.load(open(sys.argv[1], encoding="utf-8"))
types = schema["types"]


def fields(name):
    """The fields of a type in effective order, the inherited first, each name once."""
    declaration = types[name]
    inherited = fields(declaration["base"]) if declaration.get("base") else []
    own = {field["name"] for field in inherited}
    return inherited + [field for field in declaration["fields"] if field["name"] not in own]


def short(name):
    return name.removeprefix("xsd:")


kinds = {name: ([], declaration["values"]) if declaration["kind"] == "enum" else (fields(name), [])
         for name, declaration in types.items()}
for children, _ in list(kinds.values()):
    for child in children:
        kinds.setdefault(short(child["type"]), ([], []))
index = {name: at for at, name in enumerate(sorted(kinds))}


def often(child):
    """How often a child stands."""
    if child["max"] != "1":
        return "many"
    return "must" if child["min"] == 1 else "one"


def row(name):
    children, values = kinds[name]
    listed = ", ".join(f'{often(child)}("{child["name"]}", {index[short(child["type"])]})' for child in children)
    quoted = ", ".join(f'"{value}"' for value in values)
    return f'    Kind {{ name: "{name}", children: &[{listed}], values: &[{quoted}] }},'


print(f"""\
//! The types of the Metadata API {schema["apiVersion"]}, sorted by name: made by `scripts/make-schema.py`, never edited.

use super::{{Kind, many, must, one}};

/// The API version of the schema.
pub const API_VERSION: &str = "{schema["apiVersion"]}";

#[rustfmt::skip]
pub(super) static KINDS: &[Kind] = &[""")
for name in sorted(kinds):
    print(row(name))
print("];")
