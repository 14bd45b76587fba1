#!/usr/bin/env python3
"""Makes src/docs/text/widths.rs: the advance widths of DejaVu Sans, the widest of the fonts that pages are shown in.

    scripts/make-widths.py /usr/share/fonts/truetype/dejavu > src/docs/text/widths.rs
"""

import struct
import sys
from pathlib import Path

BLOCKS = [(0x20, 0x7E), (0xA0, 0x17F), (0x386, 0x3CE), (0x400, 0x45F), (0x2010, 0x2027), (0x2190, 0x2193)]


def advances(path):
    data = Path(path).read_bytes()
    tables = {}
    for at in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * at)
        tables[tag.decode()] = offset
    units = struct.unpack_from(">H", data, tables["head"] + 18)[0]
    count = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]
    glyphs = characters(data, tables["cmap"])

    def advance(character):
        glyph = min(glyphs.get(character, 0), count - 1)
        width = struct.unpack_from(">H", data, tables["hmtx"] + 4 * glyph)[0]
        return -(-width * 1000 // units)

    return advance


def characters(data, cmap):
    """The glyph of each character, by the table of format 4."""
    for at in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        table = cmap + struct.unpack_from(">I", data, cmap + 4 + 8 * at + 4)[0]
        if struct.unpack_from(">H", data, table)[0] == 4:
            break
    segments = struct.unpack_from(">H", data, table + 6)[0] // 2
    read = lambda part, at: struct.unpack_from(">H", data, table + 14 + part + 2 * at)[0]
    size, glyphs = 2 * segments, {}
    for at in range(segments):
        end, start = read(0, at), read(size + 2, at)
        delta, offset = read(2 * size + 2, at), read(3 * size + 2, at)
        for character in range(start, min(end, 0xFFFE) + 1):
            if offset == 0:
                glyph = (character + delta) & 0xFFFF
            else:
                place = table + 14 + 3 * size + 2 + 2 * at + offset + 2 * (character - start)
                glyph = struct.unpack_from(">H", data, place)[0]
                glyph = (glyph + delta) & 0xFFFF if glyph else 0
            glyphs[character] = glyph
    return glyphs


def rows(name, comment, advance):
    print(f"\n/// {comment}\n#[rustfmt::skip]\npub(super) static {name}: &[(u32, &[u16])] = &[")
    for first, last in BLOCKS:
        widths = [str(advance(each)) for each in range(first, last + 1)]
        print(f"    (0x{first:x}, &[")
        for at in range(0, len(widths), 24):
            print(f"        {', '.join(widths[at:at + 24])},")
        print("    ]),")
    print("];")


folder = Path(sys.argv[1])
print("//! Advance widths in thousandths of the font's size: blocks of characters by their first one.")
print("//!\n//! Made by `scripts/make-widths.py` from DejaVu Sans.")
rows("REGULAR", "The regular weight.", advances(folder / "DejaVuSans.ttf"))
rows("BOLD", "The bold weight.", advances(folder / "DejaVuSans-Bold.ttf"))
