#!/usr/bin/env python3
"""Make src/schema/table.rs from the official Metadata API schema.

    scripts/make-schema.py SCHEMA.json            write the table
    scripts/make-schema.py SCHEMA.json --check    fail if the committed table is not what SCHEMA.json gives

SCHEMA.json holds {"apiVersion", "types": {name: {"kind": "complex", "base", "fields": [{"name", "type", "min", "max"}]}
or {"kind": "enum", "values"}}}: the types of the WSDL as they are declared.
"""
import argparse
import json
import pathlib
import sys

TARGET = pathlib.Path(__file__).resolve().parent.parent / "src/schema/table.rs"


def fields(types, name):
    """The fields of a type in effective order, the inherited first, each name once."""
    declaration = types[name]
    inherited = fields(types, declaration["base"]) if declaration.get("base") else []
    own = {field["name"] for field in inherited}
    return inherited + [field for field in declaration["fields"] if field["name"] not in own]


def short(name):
    return name.removeprefix("xsd:")


def all_kinds(types):
    """Children and values of every type, by name; those that are only referred to have neither."""
    kinds = {name: ([], declaration["values"]) if declaration["kind"] == "enum" else (fields(types, name), [])
             for name, declaration in types.items()}
    for children, _ in list(kinds.values()):
        for child in children:
            kinds.setdefault(short(child["type"]), ([], []))
    return kinds


def often(child):
    """How often a child stands."""
    if child["max"] != "1":
        return "many"
    return "must" if child["min"] == 1 else "one"


def table(schema):
    """The whole file."""
    kinds = all_kinds(schema["types"])
    index = {name: at for at, name in enumerate(sorted(kinds))}

    def row(name):
        children, values = kinds[name]
        listed = ", ".join(f'{often(child)}("{child["name"]}", {index[short(child["type"])]})' for child in children)
        quoted = ", ".join(f'"{value}"' for value in values)
        return f'    Kind {{ name: "{name}", children: &[{listed}], values: &[{quoted}] }},\n'

    return f"""\
//! The types of the Metadata API {schema["apiVersion"]}, sorted by name: made by `scripts/make-schema.py`, never edited.

use super::{{Kind, many, must, one}};

/// The API version of the schema.
pub const API_VERSION: &str = "{schema["apiVersion"]}";

#[rustfmt::skip]
pub(super) static KINDS: &[Kind] = &[
""" + "".join(row(name) for name in sorted(kinds)) + "];\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("schema", type=pathlib.Path, help="the types of the Metadata API as JSON")
    parser.add_argument("--check", action="store_true", help="compare with the committed table, write nothing")
    arguments = parser.parse_args()
    content = table(json.loads(arguments.schema.read_text(encoding="utf-8"))).encode()
    print(f"{len(content)} bytes")
    if not arguments.check:
        TARGET.write_bytes(content)
    elif TARGET.read_bytes() != content:
        sys.exit(f"{TARGET} is stale: run scripts/make-schema.py {arguments.schema}")


if __name__ == "__main__":
    main()
