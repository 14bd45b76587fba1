#!/usr/bin/env python3
"""Writes src/org/standard.bin, the table of standard objects, fields and actions, from the schema folder.

    scripts/make-symbols.py SCHEMA            write the table
    scripts/make-symbols.py SCHEMA --check    fail if the committed table is not what SCHEMA gives

SCHEMA holds standard-objects.json and standard-actions.json. The layout is described in src/org/standard.rs.
The same input always gives the same bytes.
"""

import argparse
import json
import pathlib
import re
import struct
import sys

TARGET = pathlib.Path(__file__).resolve().parent.parent / "src" / "org" / "standard.bin"
MAGIC = b"ctiorg1\n"
LARGEST = 1 << 20
NONE = 0xFFFF
API_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")

# Positions in `FIELD_TYPES` and `DATA_TYPES` of src/org/standard.rs.
FIELD_TYPES = {
    "id": 0, "reference": 1, "string": 2, "textarea": 3, "email": 5, "phone": 6, "url": 7, "picklist": 9,
    "multipicklist": 10, "combobox": 11, "boolean": 12, "double": 13, "int": 13, "long": 13, "currency": 14,
    "percent": 15, "date": 16, "datetime": 17, "time": 18, "address": 19, "location": 20, "encryptedstring": 21,
    "anytype": 22, "base64": 22, "complexvalue": 22, "json": 22, "datacategorygroupreference": 22,
}
LONG_TEXT_AREA, LONGEST_TEXT_AREA = 4, 255
WHOLE_NUMBERS = {"int", "long"}
DECIMALS = {"double", "currency", "percent"}
DATA_TYPES = {
    "string": 0, "text": 0, "textarea": 0, "id": 0, "reference": 0, "picklist": 0, "json": 0, "list": 0,
    "collection": 0, "number": 1, "integer": 1, "boolean": 2, "datetime": 3, "sobject": 4, "apex": 5,
    "aicopilot.genaicitationoutput": 5,
}
COLLECTIONS = {"list", "collection"}
REQUIRED, COLLECTION = 1, 2


def label_of(name):
    """The label that src/org/label.rs makes from an API name: it needs no bytes."""
    words = name.replace("_", " ")
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", words)
    words = re.sub(r"(?<=[A-Z])(?=[A-Z][a-z])", " ", words)
    return re.sub(r"\bId\b", "ID", words)


def own_label(name, field):
    """The label that the source gives, unless it gives none that means anything or the one made from the name."""
    label = field["label"]
    return None if label in ("", "ID", label_of(name)) else label


def references(field):
    """What a reference refers to; nothing where the source cut the list short or ran it into prose."""
    names = field.get("refersTo", [])
    whole = len(set(names)) == len(names) and all(API_NAME.fullmatch(name) for name in names)
    return tuple(sorted(names)) if whole else ()


def field_type(field):
    """The position of the field's type in `FIELD_TYPES`."""
    if field["type"] == "textarea" and field.get("length", 0) > LONGEST_TEXT_AREA:
        return LONG_TEXT_AREA
    return FIELD_TYPES[field["type"]]


def digits(field):
    """(precision, scale), 255 where not known."""
    if field["type"] in WHOLE_NUMBERS:
        return field.get("digits") or 255, 0
    if field["type"] in DECIMALS and field.get("precision"):
        return field["precision"], field.get("scale", 255)
    return 255, 255


def flags(field):
    """Bit 0: the other bits are known; then create, update, filter, nillable, defaulted; bit 6: restricted."""
    bits = 64 if field.get("restricted") else 0
    if "create" in field:
        keys = ("create", "update", "filter", "nillable", "defaultedOnCreate")
        bits |= 1 | sum(2 << at for at, key in enumerate(keys) if field[key])
    return bits


def shape(field):
    """All that is known of a field apart from its name and label."""
    return (field_type(field), *digits(field), flags(field), field.get("length", 0), references(field))


class Strings:
    """Every string once, sorted by its bytes, so that the order of ids is the order of names."""

    def __init__(self, strings):
        self.sorted = sorted(set(strings), key=str.encode)
        self.ids = {string: at for at, string in enumerate(self.sorted)}
        if len(self.sorted) >= NONE:
            sys.exit("more strings than a 16 bit id can name")

    def sections(self):
        offsets, data = bytearray(), bytearray()
        for string in self.sorted:
            offsets += len(data).to_bytes(3, "little")
            data += string.encode()
        offsets += len(data).to_bytes(3, "little")
        return len(self.sorted), bytes(offsets), bytes(data)


def read_objects(path):
    """Objects with their fields, without the sample fields (`…__c`) that the mirror caught in its demonstration org."""
    objects = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: {field: facts for field, facts in value["fields"].items() if not field.endswith("__c")}
        for name, value in objects.items()
    }


def read_actions(path):
    """Actions: (inputs, outputs), each a sorted list of (name, type, flags, most characters)."""
    def parameters(rows):
        return [
            (name, DATA_TYPES[row["type"]],
             (REQUIRED if row["required"] else 0) | (COLLECTION if row["type"] in COLLECTIONS else 0),
             row.get("max", 0))
            for name, row in sorted(rows.items(), key=lambda item: item[0].encode())
        ]
    actions = json.loads(path.read_text(encoding="utf-8"))
    return {name: (parameters(value["inputs"]), parameters(value["outputs"])) for name, value in actions.items()}


def all_strings(objects, actions):
    """Every string of the table."""
    for name, fields in objects.items():
        yield name
        for field, facts in fields.items():
            yield field
            yield from references(facts)
            if own_label(field, facts):
                yield own_label(field, facts)
    for name, (inputs, outputs) in actions.items():
        yield name
        yield from (row[0] for row in inputs + outputs)


def field_sections(objects, strings):
    """Lists, shapes, fields, objects and members."""
    lists = sorted({references(field) for fields in objects.values() for field in fields.values()})
    shapes = sorted({shape(field) for fields in objects.values() for field in fields.values()})
    shape_ids = {row: at for at, row in enumerate(shapes)}

    def key(name, facts):
        label = own_label(name, facts)
        return strings.ids[name], strings.ids[label] if label else NONE, shape_ids[shape(facts)]

    fields = sorted({key(name, facts) for members in objects.values() for name, facts in members.items()})
    field_ids = {row: at for at, row in enumerate(fields)}
    if len(fields) > NONE or len(shapes) > NONE:
        sys.exit("more fields than a 16 bit id can name")

    list_offsets, list_entries = [0], []
    for row in lists:
        list_entries += [strings.ids[name] for name in row]
        list_offsets.append(len(list_entries))
    object_rows, members = bytearray(), []
    for name in sorted(objects, key=str.encode):
        object_rows += struct.pack("<HI", strings.ids[name], len(members))
        members += sorted(field_ids[key(field, facts)] for field, facts in objects[name].items())
    object_rows += struct.pack("<HI", NONE, len(members))
    shape_rows = b"".join(
        struct.pack("<BBBBI", *row[:5]) + struct.pack("<H", lists.index(row[5])) for row in shapes
    )
    return [
        (len(lists), struct.pack(f"<{len(list_offsets)}H", *list_offsets)),
        (len(list_entries), struct.pack(f"<{len(list_entries)}H", *list_entries)),
        (len(shapes), shape_rows),
        (len(fields), b"".join(struct.pack("<HHH", *row) for row in fields)),
        (len(objects), bytes(object_rows)),
        (len(members), struct.pack(f"<{len(members)}H", *members)),
    ]


def action_sections(actions, strings):
    """Actions and their parameters."""
    rows, parameters = bytearray(), bytearray()
    count = 0
    for name in sorted(actions, key=str.encode):
        inputs, outputs = actions[name]
        rows += struct.pack("<HHBB", strings.ids[name], count, len(inputs), len(outputs))
        for parameter, data_type, bits, most in inputs + outputs:
            parameters += struct.pack("<HBBH", strings.ids[parameter], data_type, bits, most)
            count += 1
    return [(len(actions), bytes(rows)), (count, bytes(parameters))]


def table(schema):
    """The whole file."""
    objects = read_objects(schema / "standard-objects.json")
    actions = read_actions(schema / "standard-actions.json")
    strings = Strings(all_strings(objects, actions))
    count, offsets, data = strings.sections()
    sections = [(count, offsets), (len(data), data)]
    sections += field_sections(objects, strings) + action_sections(actions, strings)
    header, body = bytearray(MAGIC), bytearray()
    start = len(MAGIC) + 8 * len(sections)
    for count, content in sections:
        header += struct.pack("<II", start + len(body), count)
        body += content
    return bytes(header + body), [count for count, _ in sections]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("schema", type=pathlib.Path, help="the folder with standard-objects.json and standard-actions.json")
    parser.add_argument("--check", action="store_true", help="compare with the committed table, write nothing")
    arguments = parser.parse_args()
    content, counts = table(arguments.schema)
    if len(content) > LARGEST:
        sys.exit(f"{len(content)} bytes are more than {LARGEST}")
    names = ["strings", "string bytes", "lists", "list entries", "shapes", "fields", "objects", "members",
             "actions", "parameters"]
    print(f"{len(content)} bytes: " + ", ".join(f"{count} {name}" for name, count in zip(names, counts)))
    if not arguments.check:
        TARGET.write_bytes(content)
    elif TARGET.read_bytes() != content:
        sys.exit(f"{TARGET} is stale: run scripts/make-symbols.py {arguments.schema}")


if __name__ == "__main__":
    main()
