"""Makes a screenshot's PNG a third of its size: 256 colours are enough for a page."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import numpy as np
from numba import njit

SIGNATURE = b"\x89PNG\r\n\x1a\n"
FREQUENT, COLOURS = 128, 256


def small_png(png: bytes) -> bytes:
    """The same picture with a palette: the frequent colours, then those furthest from them."""
    pixels = decoded(png)
    codes = pixels.astype(np.uint32) @ np.array([65536, 256, 1], dtype=np.uint32)
    colours, where, counts = np.unique(codes, return_inverse=True, return_counts=True)
    rgb = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1).astype(np.int32)
    palette, nearest = chosen(rgb, counts)
    indexes = nearest[where].reshape(codes.shape).astype(np.uint8)
    return encoded(indexes, rgb[palette].astype(np.uint8))


def chosen(rgb: np.ndarray, counts: np.ndarray) -> tuple[list[int], np.ndarray]:
    """Which colours stay, and for every colour the number of the one that stands for it."""
    palette = [int(n) for n in np.argsort(-counts, kind="stable")[:FREQUENT]]
    nearest = np.zeros(len(rgb), dtype=np.int64)
    distance = np.full(len(rgb), np.iinfo(np.int64).max)
    for number in range(min(COLOURS, len(rgb))):
        if number == len(palette):
            palette.append(int(np.argmax(distance * counts)))
        away = ((rgb - rgb[palette[number]]) ** 2).sum(axis=1)
        nearest = np.where(away < distance, number, nearest)
        distance = np.minimum(distance, away)
    return palette, nearest


def decoded(png: bytes) -> np.ndarray:
    """Rows of red, green and blue; for what a browser writes: 8 bits, not interlaced."""
    at, data, header = len(SIGNATURE), b"", b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            header = body
        elif kind == b"IDAT":
            data += body
        at += length + 12
    width, height, _depth, colour = struct.unpack(">IIBB", header[:10])
    channels = {2: 3, 6: 4}[colour]
    raw = np.frombuffer(zlib.decompress(data), dtype=np.uint8).reshape(height, -1)
    rows = unfiltered(raw[:, 0], raw[:, 1:].copy(), channels)
    return rows.reshape(height, width, channels)[:, :, :3]


@njit(cache=False)
def unfiltered(kinds: Any, rows: Any, step: int) -> Any:
    """Undo the five filters of PNG, in place (ISO/IEC 15948, section 9)."""
    for y in range(rows.shape[0]):
        for x in range(rows.shape[1]):
            left = int(rows[y, x - step]) if x >= step else 0
            up = int(rows[y - 1, x]) if y else 0
            corner = int(rows[y - 1, x - step]) if y and x >= step else 0
            add = 0
            if kinds[y] == 1:
                add = left
            elif kinds[y] == 2:
                add = up
            elif kinds[y] == 3:
                add = (left + up) // 2
            elif kinds[y] == 4:
                guess = left + up - corner
                far_left, far_up = abs(guess - left), abs(guess - up)
                far_corner = abs(guess - corner)
                if far_left <= far_up and far_left <= far_corner:
                    add = left
                elif far_up <= far_corner:
                    add = up
                else:
                    add = corner
            rows[y, x] = (int(rows[y, x]) + add) & 255
    return rows


def encoded(indexes: np.ndarray, palette: np.ndarray) -> bytes:
    height, width = indexes.shape
    rows = np.zeros((height, width + 1), dtype=np.uint8)  # each row begins with filter 0
    rows[:, 1:] = indexes
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = {
        b"IHDR": header,
        b"PLTE": palette.tobytes(),
        b"IDAT": zlib.compress(rows.tobytes(), 9),
        b"IEND": b"",
    }
    return SIGNATURE + b"".join(chunk(kind, body) for kind, body in parts.items())


def chunk(kind: bytes, body: bytes) -> bytes:
    checked = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", checked)
