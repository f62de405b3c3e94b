"""A batch through the network -> the loss of every head that the batch has labels for."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig

from batches import Batch, collate, relation_tensor
from examples import Example
from model import Events, Factuality, Linker, Tokens, Words

CUE, LOADED, OPINION = range(3)


class Network(nn.Module):
    """The encoder and its heads."""

    def __init__(
        self, config: BertConfig, factors: int, conventions: int, types: int, lexicon: int
    ) -> None:
        super().__init__()
        self.words = Words(config)
        self.tokens = Tokens()
        self.linker = Linker()
        self.factuality = Factuality(factors, conventions)
        self.events = Events(types, lexicon)

    def encode(self, batch: Batch) -> Tensor:
        """The vectors of all words of a batch."""
        return self.words(batch.ids, batch.mask, batch.first, batch.heads, batch.tags, batch.deps)


def losses(network: Network, examples: list[Example]) -> dict[str, Tensor]:
    """The loss of each head on these windows."""
    batch = collate(examples)
    words = network.encode(batch)
    logits = network.tokens(words)
    found: dict[str, Tensor] = {}
    if any(e.roles is not None and e.document >= 0 for e in examples):
        found |= _attribution(network, batch, words, logits)
    if any(e.facts for e in examples):
        found["factuality"] = _factuality(network, batch, words)
    if any(e.pairs for e in examples):
        found["events"] = _events(network, batch, words)
    if any(e.loaded is not None for e in examples):
        found |= _wording(batch, logits)
    return found


def _attribution(
    network: Network, batch: Batch, words: Tensor, logits: Tensor
) -> dict[str, Tensor]:
    width = words.shape[1]
    is_cue = torch.zeros(words.shape[:2])
    rows, anchors, related, roles = [], [], [], []
    for row, example in enumerate(batch.examples):
        for role in example.roles or ():
            is_cue[row, role.anchor] = 1
            rows.append(row)
            anchors.append(role.anchor)
            related.append(relation_tensor(example, role.anchor, width))
            roles.append(np.pad(role.roles, (0, width - len(role.roles)), constant_values=-100))
    cues = functional.binary_cross_entropy_with_logits(logits[..., CUE], is_cue, reduction="none")
    found = {"cues": 10 * (cues * batch.words).sum() / batch.words.sum()}
    if rows:
        at = torch.tensor(rows)
        links = network.linker(
            words[at, torch.tensor(anchors)],
            words[at],
            torch.from_numpy(np.stack(related)),
        )
        gold = torch.from_numpy(np.stack(roles))
        near = torch.from_numpy(np.stack(related))[:, 3]  # other paragraphs are easy: count less
        weight = torch.where((near >= 7) | (near == 0) | (near == 6), 0.3, 1.0)
        loss = functional.cross_entropy(
            links.flatten(0, 1), gold.flatten(), ignore_index=-100, reduction="none"
        )
        weight = weight.flatten() * (gold.flatten() >= 0)
        found["links"] = 4 * (loss * weight).sum() / weight.sum()
    return found


def _factuality(network: Network, batch: Batch, words: Tensor) -> Tensor:
    facts = [(row, fact) for row, e in enumerate(batch.examples) for fact in e.facts]
    at = torch.tensor([row for row, _ in facts])
    word = torch.tensor([fact.word for _, fact in facts])
    factors = torch.from_numpy(np.stack([fact.factors for _, fact in facts]))
    out = network.factuality(words[at, word], factors)
    convention = torch.tensor([fact.convention for _, fact in facts])
    own = out[torch.arange(len(facts)), convention]
    value = torch.tensor([fact.value for _, fact in facts], dtype=torch.float32)
    label = torch.tensor([fact.label for _, fact in facts])
    regression = functional.smooth_l1_loss(own[:, 0], value, beta=0.5, reduction="none")
    labels = functional.cross_entropy(own[:, 1:], label, reduction="none")
    return (regression + 0.5 * labels).mean()


def _events(network: Network, batch: Batch, words: Tensor) -> Tensor:
    """Minus the log of the probability that the allowed types have together."""
    rows = [(row, pair) for row, example in enumerate(batch.examples) for pair in example.pairs]
    logs = event_logits(network, batch, words, rows).float().log_softmax(-1)
    allowed = torch.full_like(logs, -1e4)
    for i, (_, pair) in enumerate(rows):
        allowed[i, list(pair.types)] = 0
    right = (logs + allowed).logsumexp(-1)
    return -(0.95 * right + 0.05 * logs.mean(-1)).mean()


def event_logits(network: Network, batch: Batch, words: Tensor, rows: list) -> Tensor:
    """Logits of the types of some pairs, each given with its row in the batch."""
    width = words.shape[1]
    at = torch.tensor([row for row, _ in rows])
    spans = {
        "actor": [pair.actor for _, pair in rows],
        "recipient": [pair.recipient for _, pair in rows],
    }
    pooled, related = {}, {}
    for name, places in spans.items():
        weights = torch.zeros(len(rows), width)
        for i, (start, end) in enumerate(places):
            weights[i, start:end] = 1.0 / (end - start)
        pooled[name] = torch.einsum("nw,nwd->nd", weights, words[at])
        related[name] = torch.from_numpy(
            np.stack(
                [
                    relation_tensor(batch.examples[row], head_of(batch.examples[row], place), width)
                    for (row, _), place in zip(rows, places, strict=True)
                ]
            )
        )
    lexicon = torch.from_numpy(
        np.stack([np.pad(p.lexicon, ((0, width - len(p.lexicon)), (0, 0))) for _, p in rows])
    )
    return network.events(
        pooled["actor"],
        pooled["recipient"],
        words[at],
        batch.words[at].float(),
        lexicon,
        related["actor"],
        related["recipient"],
    )


def head_of(example: Example, place: tuple[int, int]) -> int:
    """The word of a span whose head is outside it."""
    heads = example.window.heads
    start, end = place
    for word in range(start, end):
        if not start <= heads[word] < end or heads[word] == word:
            return word
    return end - 1


def _wording(batch: Batch, logits: Tensor) -> dict[str, Tensor]:
    rows = [row for row, e in enumerate(batch.examples) if e.loaded is not None]
    width = logits.shape[1]
    gold = torch.from_numpy(
        np.stack(
            [
                np.pad(batch.examples[r].loaded, (0, width - len(batch.examples[r].loaded)))
                for r in rows
            ]
        )
    ).float()
    at = torch.tensor(rows)
    present = batch.words[at].float()
    loss = functional.binary_cross_entropy_with_logits(
        logits[at, :, LOADED], gold, reduction="none"
    )
    found = {"loaded": 5 * (loss * present).sum() / present.sum()}
    marked = [(i, r) for i, r in enumerate(rows) if batch.examples[r].opinion is not None]
    if marked:
        pick = torch.tensor([i for i, _ in marked])
        mean = (logits[at, :, OPINION] * present).sum(1) / present.sum(1)
        opinion = torch.tensor([float(batch.examples[r].opinion) for _, r in marked])
        found["opinion"] = 0.5 * functional.binary_cross_entropy_with_logits(mean[pick], opinion)
    return found
