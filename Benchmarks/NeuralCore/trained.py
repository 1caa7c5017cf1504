"""The trained networks that every machine can get: PP-OCR from the `rapidocr` wheel and the registry's detector."""

import os
from pathlib import Path

import numpy as np

DETECTOR_FED = "Preprocessor/sub"
DETECTOR_FETCHED = ("Squeeze", "concat_1")
# What i2e is told: the shape fed, and both outputs.
DETECTOR_ARGUMENTS = (
    "--feed", f"{DETECTOR_FED}=1,300,300,3", "--fetch", DETECTOR_FETCHED[0], "--fetch", DETECTOR_FETCHED[1],
)  # fmt: skip


def ocr_model(kind):
    """The file of PP-OCR's `det`, `rec` or `cls` network."""
    import rapidocr

    folder = Path(rapidocr.__file__).parent / "models"
    files = sorted(path for path in folder.glob("*.onnx") if f"_{kind}_" in path.name)
    if len(files) != 1:
        raise FileNotFoundError(f"{folder} has {len(files)} networks named *_{kind}_*.onnx instead of one")
    return files[0]


def detector_model():
    """The frozen graph, where `i2e models pull coco-detector` puts it; None where it is not installed."""
    home, cache = os.environ.get("I2E_HOME"), os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))
    folder = Path(home) / "models" if home else Path(cache) / "i2e/models"
    path = folder / "ssd_mobilenet_v2_coco_2018_03_29.pb"
    return path if path.exists() else None


def page(height, width, batch=1):
    """Lines of print on a shaded page as PP-OCR is fed: batch x 3 x height x width, -1...1."""
    import cv2

    images = []
    for index in range(batch):
        shade = np.linspace(200, 250, width, dtype=np.float32)[None, :, None]
        image = np.ascontiguousarray(np.broadcast_to(shade, (height, width, 3)).astype(np.uint8))
        scale = min(height, 96) / 48
        for row, baseline in enumerate(range(int(34 * scale), height, int(48 * scale))):
            text = f"{index}{row} move the cup left, 2026"
            cv2.putText(
                image, text, (4, baseline), cv2.FONT_HERSHEY_SIMPLEX, scale, (40, 20, 90), max(1, int(2 * scale))
            )
        images.append(image)
    return {"x": (np.stack(images).transpose(0, 3, 1, 2) / 127.5 - 1).astype(np.float32)}


def detector_picture():
    """A picture as the detector's preprocessor leaves it: 1 x 300 x 300 x 3, -1...1."""
    values = page(300, 300)["x"].transpose(0, 2, 3, 1)
    return {DETECTOR_FED: np.ascontiguousarray(values)}
