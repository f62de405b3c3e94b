"""Prepared examples -> batches of tensors, of roughly equal cost, in a seeded order."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from examples import Example
from sayso.reading.heads.relations import relations


@dataclass
class Batch:
    """Windows padded to one length; their labels are those of the examples, in the same order."""

    examples: list[Example]
    ids: Tensor
    mask: Tensor
    first: Tensor
    heads: Tensor
    tags: Tensor
    deps: Tensor
    words: Tensor  # (B, W) 1 where a word stands


def collate(examples: Sequence[Example]) -> Batch:
    """Pad a few windows to the longest of them."""
    size = len(examples)
    pieces = max(len(e.window.ids) for e in examples)
    width = max(len(e.window) for e in examples)
    ids, mask = (torch.zeros(size, pieces, dtype=torch.long) for _ in range(2))
    first, heads, tags, deps, words = (torch.zeros(size, width, dtype=torch.long) for _ in range(5))
    for row, example in enumerate(examples):
        window = example.window
        p, w = len(window.ids), len(window)
        ids[row, :p] = torch.from_numpy(window.ids)
        mask[row, :p] = 1
        first[row, :w] = torch.from_numpy(window.first_piece)
        heads[row, :w] = torch.from_numpy(window.heads)
        tags[row, :w] = torch.from_numpy(window.tags)
        deps[row, :w] = torch.from_numpy(window.dependencies)
        words[row, :w] = 1
    return Batch(list(examples), ids, mask, first, heads, tags, deps, words)


def batches(
    examples: Sequence[Example], pieces: int, order: random.Random
) -> Iterator[list[Example]]:
    """One round through the examples in batches of about as many pieces, windows of like length.

    Sorted by length with some noise, then cut, then shuffled.
    """
    noisy = sorted(examples, key=lambda e: len(e.window.ids) * order.uniform(0.85, 1.15))
    groups: list[list[Example]] = [[]]
    longest = 0
    for example in noisy:
        longest = max(longest, len(example.window.ids))
        if groups[-1] and longest * (len(groups[-1]) + 1) > pieces:
            groups.append([])
            longest = len(example.window.ids)
        groups[-1].append(example)
    order.shuffle(groups)
    yield from groups


def relation_tensor(example: Example, word: int, width: int) -> np.ndarray:
    """The relations of all words of a window to one of them, padded to a width."""
    found = relations(example.window, word)
    return np.pad(found, ((0, 0), (0, width - found.shape[1])))
