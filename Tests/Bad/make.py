"""Writes the bad pictures of this folder: every one must be refused, none may crash or fill the memory.

Run in this folder: python3 make.py (needs numpy and Pillow). The good pictures it spoils are those of RasterTests.
"""

import struct
import zlib
from pathlib import Path

good = Path("../RasterTests/Pictures")
signature = b"\x89PNG\r\n\x1a\n"


def chunk(kind, data, crc=None):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) if crc is None else crc)


def header(width, height, depth=8, color=2, interlace=0, compression=0, filtering=0):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, compression, filtering, interlace))


def pixels(data):
    return chunk(b"IDAT", zlib.compress(data))


end = chunk(b"IEND", b"")
plain = pixels((b"\0" + b"\x55" * 9) * 3)  # 3 x 3 RGB


def write(name, data):
    Path(name).write_bytes(data)


# Not pictures
write("empty.png", b"")
write("text.png", b"This is no picture, whatever its name says.\n")
write("text.jpg", b"Nor is this one.\n")
write("zeros.png", bytes(64))
write("picture.gif", b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;")
write("picture.webp", b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0/\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0")
write("ascii-transfer.png", (signature + header(3, 3) + plain + end).replace(b"\r\n", b"\n"))

# PNG: cut short
for source in ("rgba8.png", "palette4-interlaced.png"):
    data = (good / source).read_bytes()
    for offset in (1, 4, 7, 8, 12, 20, 33, 40, len(data) // 2, len(data) - 13, len(data) - 12, len(data) - 4, len(data) - 1):
        write(f"cut-at-{offset}-{source}", data[:offset])
write("no-pixels.png", signature + header(3, 3) + end)
write("no-end.png", signature + header(3, 3) + plain)
write("too-few-pixels.png", signature + header(3, 3) + pixels((b"\0" + b"\x55" * 9) * 2) + end)

# PNG: lies in the header
write("width-0.png", signature + header(0, 3) + plain + end)
write("height-0.png", signature + header(3, 0) + plain + end)
write("width-negative.png", signature + header(0xFFFFFFFF, 3) + plain + end)
write("width-huge.png", signature + header(0x7FFFFFFF, 1) + plain + end)
write("bomb.png", signature + header(60000, 60000) + plain + end)
write("bomb-within-limits.png", signature + header(10000, 10000) + plain + end)
write("bomb-16-bit.png", signature + header(9000, 9000, depth=16, color=6) + pixels(bytes(1 << 20)) + end)
write("depth-3.png", signature + header(3, 3, depth=3) + plain + end)
write("depth-4-rgb.png", signature + header(3, 3, depth=4) + plain + end)
write("color-type-5.png", signature + header(3, 3, color=5) + plain + end)
write("interlace-2.png", signature + header(3, 3, interlace=2) + plain + end)
write("compression-1.png", signature + header(3, 3, compression=1) + plain + end)
write("filter-method-1.png", signature + header(3, 3, filtering=1) + plain + end)
write("header-twice.png", signature + header(3, 3) + header(9, 9) + plain + end)
write("header-missing.png", signature + plain + end)
write("header-short.png", signature + chunk(b"IHDR", b"\0\0\0\3\0\0\0\3") + plain + end)

# PNG: spoiled data
write("header-crc.png", signature + chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 3, 8, 2, 0, 0, 0), 1) + plain + end)
raw = zlib.compress((b"\0" + b"\x55" * 9) * 3)
write("pixels-crc.png", signature + header(3, 3) + chunk(b"IDAT", raw, 1) + end)
write("pixels-not-deflate.png", signature + header(3, 3) + chunk(b"IDAT", b"\xff" * 30) + end)
write("pixels-checksum.png", signature + header(3, 3) + chunk(b"IDAT", raw[:8] + b"\xff\xff" + raw[10:]) + end)
write("row-filter-9.png", signature + header(3, 3) + pixels((b"\x09" + b"\x55" * 9) * 3) + end)
write("chunk-length.png", signature + header(3, 3) + b"\x7f\xff\xff\xff" + plain[4:] + end)
write("unknown-critical-chunk.png", signature + header(3, 3) + chunk(b"ABCD", b"?") + plain + end)
palette = chunk(b"PLTE", b"\1\2\3\4\5\6")
write("palette-missing.png", signature + header(3, 3, color=3) + pixels(b"\0\0\1\0" * 3) + end)
write("palette-index.png", signature + header(3, 3, color=3) + palette + pixels(b"\0\0\1\7" * 3) + end)
write("palette-ragged.png", signature + header(3, 3, color=3) + chunk(b"PLTE", b"\1\2\3\4") + pixels(b"\0\0\1\0" * 3) + end)

# JPEG: cut short, spoiled, lying
for source in ("baseline-420.jpg", "progressive.jpg"):
    data = (good / source).read_bytes()
    scan = data.index(b"\xff\xda")
    for offset in (2, 3, 10, 100, 200, scan, scan + 4, scan + 20, len(data) // 2 + scan // 2, len(data) - 30, len(data) - 2, len(data) - 1):
        write(f"cut-at-{offset}-{source}", data[:offset])
data = (good / "baseline-420.jpg").read_bytes()
frame = data.index(b"\xff\xc0")
scan = data.index(b"\xff\xda")


def with_size(height, width):
    return data[: frame + 5] + struct.pack(">HH", height, width) + data[frame + 9 :]


write("width-0.jpg", with_size(20, 0))
write("height-0.jpg", with_size(0, 28))
write("bomb.jpg", with_size(65000, 65000))
write("too-tall.jpg", with_size(2000, 28))
write("twelve-bit.jpg", data[: frame + 4] + b"\x0c" + data[frame + 5 :])
write("lossless.jpg", data[: frame + 1] + b"\xc3" + data[frame + 2 :])
write("five-components.jpg", data[: frame + 9] + b"\x05" + data[frame + 10 :])
write("no-tables.jpg", data[:2] + data[frame:])
write("no-scan.jpg", data[:scan] + b"\xff\xd9")
write("no-end.jpg", data[:-2])
write("spoiled-scan.jpg", data[: scan + 24] + b"\xff\x00" * 60 + data[-2:])
write("markers-only.jpg", b"\xff\xd8\xff\xd9")
