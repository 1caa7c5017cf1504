"""Writes the small pictures of this folder, and expected.txt with the pixels a decoder must find in them.

PNG is written here, chunk by chunk, because image libraries cannot write every kind; JPEG comes from Pillow.
Run in this folder: python3 make.py (needs numpy and Pillow).
"""

import io
import struct
import zlib

import numpy as np
from PIL import Image, ImageCms

expected = []


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed(row, depth):
    """Bytes of one row of samples, the first sample in the highest bits."""
    if depth == 16:
        return b"".join(struct.pack(">H", int(value)) for value in row)
    bits = "".join(format(int(value), f"0{depth}b") for value in row)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))


ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png(samples, depth, color, interlaced=False, chunks=()):
    """samples: height x width x channels."""
    height, width, _ = samples.shape
    passes = ADAM7 if interlaced else [(0, 0, 1, 1)]
    data = b""
    for x, y, dx, dy in passes:
        part = samples[y::dy, x::dx]
        if part.size:
            data += b"".join(b"\0" + packed(row.reshape(-1), depth) for row in part)
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, int(interlaced))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + b"".join(chunk(kind, value) for kind, value in chunks)
        + chunk(b"IDAT", zlib.compress(data, 9))
        + chunk(b"IEND", b"")
    )


def keep(name, file, pixels, grey=False, alpha=False):
    """pixels: height x width x 4, 8 or 16 bits."""
    open(name, "wb").write(file)
    digits = 4 if pixels.dtype == np.uint16 else 2
    flags = "".join(["g" if grey else "", "a" if alpha else "", "d" if digits == 4 else ""]) or "-"
    height, width, _ = pixels.shape
    expected.append(f"{name} {width} {height} {flags} " + "".join(f"{v:0{digits}x}" for v in pixels.reshape(-1)))


def rgba(color, alpha, depth):
    top = 65535 if depth == 16 else 255
    kind = np.uint16 if depth == 16 else np.uint8
    if color.shape[2] == 1:
        color = np.repeat(color, 3, axis=2)
    if alpha is None:
        alpha = np.full(color.shape[:2] + (1,), top)
    return np.concatenate([color, alpha], axis=2).astype(kind)


random = np.random.default_rng(7)
H, W = 5, 7


def noise(depth, channels):
    return random.integers(0, 1 << depth, (H, W, channels))


# Grey of every depth, plain and interlaced, and with a colour key.
for depth in (1, 2, 4, 8, 16):
    samples = noise(depth, 1)
    seen = samples if depth >= 8 else samples * 255 // ((1 << depth) - 1)
    for interlaced in (False, True):
        suffix = "-interlaced" if interlaced else ""
        keep(f"grey{depth}{suffix}.png", png(samples, depth, 0, interlaced), rgba(seen, None, depth), grey=True)
    key = int(samples[2, 3, 0])
    top = 65535 if depth == 16 else 255
    keep(
        f"grey{depth}-key.png",
        png(samples, depth, 0, chunks=[(b"tRNS", struct.pack(">H", key))]),
        rgba(seen, np.where(samples == key, 0, top), depth),
        grey=True,
        alpha=True,
    )

for depth in (8, 16):
    grey, color = noise(depth, 2), noise(depth, 4)
    for interlaced in (False, True):
        suffix = "-interlaced" if interlaced else ""
        keep(
            f"grey-alpha{depth}{suffix}.png",
            png(grey, depth, 4, interlaced),
            rgba(grey[..., :1], grey[..., 1:], depth),
            grey=True,
            alpha=True,
        )
        keep(f"rgb{depth}{suffix}.png", png(color[..., :3], depth, 2, interlaced), rgba(color[..., :3], None, depth))
        keep(
            f"rgba{depth}{suffix}.png",
            png(color, depth, 6, interlaced),
            rgba(color[..., :3], color[..., 3:], depth),
            alpha=True,
        )
    key = color[2, 3, :3]
    keep(
        f"rgb{depth}-key.png",
        png(color[..., :3], depth, 2, chunks=[(b"tRNS", struct.pack(">3H", *key))]),
        rgba(color[..., :3], np.where((color[..., :3] == key).all(2, keepdims=True), 0, (1 << depth) - 1), depth),
        alpha=True,
    )

for depth in (1, 2, 4, 8):
    count = min(1 << depth, 11)
    palette = random.integers(0, 256, (count, 3))
    opacity = random.integers(0, 256, (max(1, count // 2), 1))
    indices = random.integers(0, count, (H, W))
    plte = (b"PLTE", palette.astype(np.uint8).tobytes())
    for interlaced in (False, True):
        suffix = "-interlaced" if interlaced else ""
        keep(
            f"palette{depth}{suffix}.png",
            png(indices[..., None], depth, 3, interlaced, [plte]),
            rgba(palette[indices], None, 8),
        )
    full = np.full((count, 1), 255)
    full[: len(opacity)] = opacity
    keep(
        f"palette{depth}-alpha.png",
        png(indices[..., None], depth, 3, chunks=[plte, (b"tRNS", opacity.astype(np.uint8).tobytes())]),
        rgba(palette[indices], full[indices], 8),
        alpha=True,
    )

# One pixel, one row, one column; a gamma that must not be applied; bytes after the end.
one = np.array([[[1, 2, 3]]])
keep("one-pixel.png", png(one, 8, 2), rgba(one, None, 8))
row = noise(8, 3)[:1]
keep("one-row-interlaced.png", png(row, 8, 2, True), rgba(row, None, 8))
column = noise(8, 3)[:, :1]
keep("one-column.png", png(column, 8, 2), rgba(column, None, 8))
color = noise(8, 3)
keep("gamma.png", png(color, 8, 2, chunks=[(b"gAMA", struct.pack(">I", 100000))]), rgba(color, None, 8))
keep("trailing.png", png(color, 8, 2) + b"anything at all", rgba(color, None, 8))
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
iccp = (b"iCCP", b"sRGB\0\0" + zlib.compress(profile))
keep("profile.png", png(color, 8, 2, chunks=[iccp]), rgba(color, None, 8))
keep(
    "profile-corrupt.png",
    png(color, 8, 2, chunks=[(b"iCCP", b"sRGB\0\0" + zlib.compress(b"no profile at all"))]),
    rgba(color, None, 8),
)


def exif(orientation, order="<"):
    """A block with one tag in its directory and a thumbnail directory behind it."""
    mark = b"II" if order == "<" else b"MM"
    directory = struct.pack(order + "H", 1) + struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    return mark + struct.pack(order + "HI", 42, 8) + directory + struct.pack(order + "I", 26) + struct.pack(order + "HI", 0, 0)


keep("exif.png", png(color, 8, 2, chunks=[(b"eXIf", exif(6, ">"))]), rgba(np.rot90(color, -1), None, 8))
deep = noise(16, 3)
keep("exif16.png", png(deep, 16, 2, chunks=[(b"eXIf", exif(7))]), rgba(np.rot90(deep.swapaxes(0, 1), 2), None, 16))

# JPEG: smooth pictures, so that decoders differ by little.
y, x = np.mgrid[0:20, 0:28]
smooth = np.stack([x * 9, y * 12, 255 - x * 4 - y * 5], axis=2).astype(np.uint8)


def jpeg(pixels, mode="RGB", **options):
    buffer = io.BytesIO()
    Image.fromarray(pixels).convert(mode).save(buffer, "JPEG", **options)
    return buffer.getvalue()


def keep_jpeg(name, file, orientation=1, grey=False):
    image = Image.open(io.BytesIO(file))
    if image.mode == "CMYK":
        ink = np.asarray(image).astype(int)  # Pillow gives 255 for full ink
        light = 255 - ink
        color = (light[..., :3] * light[..., 3:] + 127) // 255
    else:
        color = np.asarray(image.convert("RGB"))
    turns = {
        1: lambda a: a,
        2: np.fliplr,
        3: lambda a: np.rot90(a, 2),
        4: np.flipud,
        5: lambda a: a.swapaxes(0, 1),
        6: lambda a: np.rot90(a, -1),
        7: lambda a: np.rot90(a.swapaxes(0, 1), 2),
        8: lambda a: np.rot90(a),
    }
    keep(name, file, rgba(turns[orientation](color), None, 8), grey=grey)


for name, sampling in (("444", 0), ("422", 1), ("420", 2)):
    keep_jpeg(f"baseline-{name}.jpg", jpeg(smooth, quality=90, subsampling=sampling))
keep_jpeg("progressive.jpg", jpeg(smooth, quality=90, progressive=True))
keep_jpeg("restart.jpg", jpeg(smooth, quality=90, restart_marker_rows=1))
keep_jpeg("grey.jpg", jpeg(smooth, "L", quality=90), grey=True)
keep_jpeg("grey-progressive.jpg", jpeg(smooth, "L", quality=90, progressive=True), grey=True)
keep_jpeg("cmyk.jpg", jpeg(smooth, "CMYK", quality=90))
keep_jpeg("trailing.jpg", jpeg(smooth, quality=90) + b"anything at all")
keep_jpeg("rgb.jpg", jpeg(smooth, quality=90, keep_rgb=True))
big = profile + bytes(random.integers(0, 256, 70000, dtype=np.uint8))
big = struct.pack(">I", len(big)) + big[4:]
keep_jpeg("profile.jpg", jpeg(smooth, quality=90, icc_profile=profile))
keep_jpeg("profile-in-two-segments.jpg", jpeg(smooth, quality=90, icc_profile=big))
for orientation in range(1, 9):
    order = "<>"[orientation % 2]
    keep_jpeg(f"exif{orientation}.jpg", jpeg(smooth, quality=90, exif=b"Exif\0\0" + exif(orientation, order)), orientation)

open("expected.txt", "w").write("\n".join(expected) + "\n")
open("profile.icc", "wb").write(profile)
