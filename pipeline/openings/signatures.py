"""Signatures of texts: 128 minima over hashed 16-byte shingles, without the lines that an employer repeats.

Texts are taken in portions and hashed as one buffer in numpy; rensa takes the minima. Every second shingle is kept,
chosen by its hash and so the same in every text: half the time, the same estimate within its error (measured 2026-11).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

Words = NDArray[np.uint64]
MINIMA = 128
BANDS, ROWS = 32, 4  # bands of minima: two texts with J = 0.45 share one with probability 0.74, with 0.6 in 0.99
SHINGLE = 16  # bytes
LEAST_LINE = 30  # bytes: a shorter line is a heading or a bullet of few words, which says nothing of who wrote it
PORTION = 200  # texts hashed at once: some 5 MB of numbers, which the processor's cache still holds
SEED = 42

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xBF58476D1CE4E5B9)
_FOLDED = bytes(
    ord(chr(byte).lower()) if 65 <= byte <= 90 else byte if byte > 32 or byte == 10 else 32 for byte in range(256)
)
_PADDING = b"\n" * SHINGLE


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines and sentences of some texts, LEAST_LINE bytes at least."""

    text: NDArray[np.int64]  # which text, its place among those given
    start: NDArray[np.int64]  # in the joined buffer
    end: NDArray[np.int64]
    key: Words  # 64 bits of the line's content

    def only(self, chosen: NDArray[np.bool_]) -> Lines:
        """Those of the lines."""
        return Lines(self.text[chosen], self.start[chosen], self.end[chosen], self.key[chosen])


@dataclass(frozen=True, slots=True)
class Joined:
    """Some texts as one folded buffer, each followed by padding that no shingle enters."""

    buffer: bytes
    ends: NDArray[np.int64]  # of each text, padding excluded
    lengths: NDArray[np.int64]

    @property
    def starts(self) -> NDArray[np.int64]:
        """Where each text begins."""
        return self.ends - self.lengths


def joined(texts: Sequence[str]) -> Joined:
    """The texts as one buffer: ASCII letters in lower case, spaces and controls alike."""
    folded = [text.encode("utf-8", "replace").translate(_FOLDED) for text in texts]
    lengths = np.array([len(text) for text in folded], dtype=np.int64)
    ends = np.cumsum(lengths + SHINGLE) - SHINGLE
    return Joined(_PADDING.join(folded) + 2 * _PADDING, ends, lengths)


def lines(texts: Joined) -> Lines:
    """Every line of the texts; a sentence within a line counts as a line."""
    size = int(texts.ends[-1]) if texts.ends.size else 0
    bytes_ = np.frombuffer(texts.buffer, np.uint8, size + 1)
    breaks = bytes_ == 10
    stops = np.flatnonzero((bytes_[:-1] == 46) & (bytes_[1:] == 32)) + 1
    breaks[stops] = True
    at = np.flatnonzero(breaks)
    starts = np.concatenate([[0], at + 1])[: at.size]
    kept = at - starts >= LEAST_LINE
    starts, ends = starts[kept], at[kept]
    key = _content(texts.buffer, starts, ends)
    return Lines(np.searchsorted(texts.ends, starts, side="right"), starts, ends, key)


def minima(texts: Joined, without: Lines, least: int = 0) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The signatures (n x MINIMA each) of the texts without the given lines, and whole; all ones for an empty text.

    A text that keeps fewer than `least` shingles without those lines is taken whole.
    """
    size = int(texts.ends[-1]) if texts.ends.size else 0
    if size == 0:
        empty = np.full((texts.ends.size, MINIMA), 0xFFFFFFFF, dtype=np.uint32)
        return empty, empty
    hashes = _shingles(texts.buffer, size)
    chosen = (hashes & np.uint64(1)) == 0
    for offset in range(1 - SHINGLE, SHINGLE):  # no shingle reaches over the end of its text
        at = texts.ends + offset
        chosen[at[(at >= 0) & (at < size)]] = False
    places = np.flatnonzero(chosen)
    whole = _least(hashes, places, texts)[0]
    if without.start.size == 0:
        return whole, whole
    body, counts = _least(hashes, places[~_left_out(without, size)[places]], texts)
    few = counts < least
    body[few] = whole[few]
    return body, whole


def _least(hashes: Words, places: NDArray[np.int64], texts: Joined) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The minima of the shingles at the places, of each text, and how many it has."""
    bounds = np.append(np.searchsorted(places, texts.starts), places.size)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes[places], bounds.astype(np.uint64), MINIMA, SEED)
    return np.array(matrix.to_rows(), dtype=np.uint32).reshape(-1, MINIMA), np.diff(bounds)


def _shingles(buffer: bytes, size: int) -> Words:
    """64 bits of the SHINGLE bytes from every byte of the buffer on."""
    eights = np.ndarray((size + 8,), np.uint64, buffer, 0, (1,))
    hashes = eights[:size] * _MULTIPLIER
    hashes ^= hashes >> np.uint64(29)
    hashes += eights[8:]
    hashes *= _MIXER
    hashes ^= hashes >> np.uint64(32)
    return hashes


def band_keys(signatures: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """One number per text and band (n x BANDS): texts that share one are candidates."""
    parts = signatures.reshape(-1, BANDS, ROWS).astype(np.uint64)
    keys = np.arange(BANDS, dtype=np.uint64) * _MIXER
    for row in range(ROWS):
        keys = (keys ^ parts[:, :, row]) * _MULTIPLIER
        keys ^= keys >> np.uint64(31)
    return (keys >> np.uint64(16)).astype(np.uint32)


def short(signatures: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """The lowest byte of every minimum (n x MINIMA): enough to estimate J from, in a quarter of the room."""
    return (signatures & np.uint32(0xFF)).astype(np.uint8)


def similarity(left: NDArray[np.uint8], right: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Estimated Jaccard similarity of pairs of short signatures (n x MINIMA each), 0 to 1; its error is about 0.04."""
    equal = (left == right).mean(axis=1)
    by_chance = 1 / 256
    found: NDArray[np.float64] = np.clip((equal - by_chance) / (1 - by_chance), 0, 1).round(3)
    return found


def _left_out(spans: Lines, size: int) -> NDArray[np.bool_]:
    """Which bytes lie in the spans, which do not overlap."""
    steps = np.zeros(size + 1, dtype=np.int8)
    steps[spans.start] += 1
    steps[spans.end] -= 1
    found: NDArray[np.bool_] = np.cumsum(steps[:size], dtype=np.int8) > 0
    return found


def _content(buffer: bytes, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Words:
    """64 bits that stand for each span: its first, middle and last sixteen bytes and its length.

    Lines that differ only between (in a name, a city) are one line; so they are for an employer.
    """
    eights = np.ndarray((len(buffer) - 8,), np.uint64, buffer, 0, (1,))
    keys = (ends - starts).astype(np.uint64)
    for at in (starts, (starts + ends) // 2 - 8, ends - SHINGLE):
        for offset in (0, 8):
            keys = (keys ^ eights[at + offset]) * _MULTIPLIER
            keys ^= keys >> np.uint64(29)
    return keys
