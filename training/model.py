"""The network: one encoder, and four heads that read its vectors.

Shapes: B windows, P pieces, W words, D the width of a word vector, A chosen words (anchors), N
pairs of parties. Everything a head needs besides the vectors are small numbers made by
:mod:`sayso.reading.heads`, so that training and reading see the same.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from sayso.reading.heads.relations import DEPENDENCIES, SIZES

TAGS = 64
"""Room for the tagger's labels."""

WIDTH = 256
"""D: width of a word vector."""

PAIR = 128
"""Width of the layer in which a word meets an anchor."""

ROLES = ("none", "source", "cue", "content")


class Words(nn.Module):
    """Pieces -> a vector for each word: its first piece, its head's, its tag and dependency."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.own = nn.Linear(config.hidden_size, WIDTH)
        self.head = nn.Linear(config.hidden_size, WIDTH, bias=False)
        self.tag = nn.Embedding(TAGS, WIDTH)
        self.dependency = nn.Embedding(DEPENDENCIES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.drop = nn.Dropout(0.1)
        for table in (self.tag, self.dependency):
            nn.init.normal_(table.weight, std=0.02)

    def forward(
        self, ids: Tensor, mask: Tensor, first: Tensor, heads: Tensor, tags: Tensor, deps: Tensor
    ) -> Tensor:
        """``ids, mask`` (B, P); the others (B, W) -> (B, W, D)."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        own = hidden.gather(1, first.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
        above = own.gather(1, heads.unsqueeze(-1).expand(-1, -1, own.shape[-1]))
        mixed = self.own(own) + self.head(above) + self.tag(tags) + self.dependency(deps)
        return self.drop(nn.functional.gelu(self.norm(mixed)))


class Tokens(nn.Module):
    """Word vectors -> what is asked of every word: is it a cue, is it loaded, is this opinion."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Linear(WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, 3)

    def forward(self, words: Tensor) -> Tensor:
        """(B, W, D) -> (B, W, 3): logits of cue, loaded, opinion."""
        return self.out(nn.functional.gelu(self.inner(words)))


class Related(nn.Module):
    """The sum of the learned vectors of a word's relations to a chosen word."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.tables = nn.ModuleList(nn.Embedding(size, width) for size in SIZES)
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, relations: Tensor) -> Tensor:
        """(A, 5, W) -> (A, W, width)."""
        return sum(table(relations[:, i]) for i, table in enumerate(self.tables))


class Linker(nn.Module):
    """A cue and the words around it -> which of them are its source, the cue, its content."""

    def __init__(self) -> None:
        super().__init__()
        self.anchor = nn.Linear(WIDTH, PAIR)
        self.word = nn.Linear(WIDTH, PAIR, bias=False)
        self.gate = nn.Linear(WIDTH, PAIR)
        self.related = Related(PAIR)
        self.norm = nn.LayerNorm(PAIR)
        self.inner = nn.Linear(PAIR, PAIR)
        self.out = nn.Linear(PAIR, len(ROLES))

    def forward(self, anchors: Tensor, words: Tensor, relations: Tensor) -> Tensor:
        """(A, D), (A, W, D), (A, 5, W) -> (A, W, 4) logits of the roles."""
        theirs = self.word(words)
        mixed = (
            self.anchor(anchors).unsqueeze(1)
            + theirs * (1 + torch.tanh(self.gate(anchors)).unsqueeze(1))
            + self.related(relations)
        )
        mixed = nn.functional.gelu(self.norm(mixed))
        return self.out(mixed + nn.functional.gelu(self.inner(mixed)))


class Factuality(nn.Module):
    """A predicate's vector and its grammar -> value and label, one answer a convention."""

    def __init__(self, factors: int, conventions: int) -> None:
        super().__init__()
        self.conventions = conventions
        self.word = nn.Linear(WIDTH, 128)
        self.grammar = nn.Linear(factors, 128)
        self.inner = nn.Linear(128, 128)
        self.out = nn.Linear(128, conventions * 6)
        self.drop = nn.Dropout(0.1)

    def forward(self, words: Tensor, factors: Tensor) -> Tensor:
        """(N, D), (N, factors) -> (N, conventions, 6): the value, then logits of five labels."""
        mixed = nn.functional.gelu(self.word(words) + self.grammar(factors))
        mixed = self.drop(nn.functional.gelu(self.inner(mixed)) + mixed)
        return self.out(mixed).view(-1, self.conventions, 6)


class Events(nn.Module):
    """Two parties and the words around them -> the PLOVER type of what the one does to the other.

    Several attentions, each guided by both parties and by how a word stands to them in the tree,
    gather the words that matter; what the predicate table knows of each word is added.
    """

    def __init__(self, types: int, lexicon: int, looks: int = 4) -> None:
        super().__init__()
        self.looks = looks
        self.parties = nn.Linear(2 * WIDTH, PAIR)
        self.key = nn.Linear(WIDTH, PAIR)
        self.known = nn.Linear(lexicon, PAIR, bias=False)
        self.to_actor = Related(PAIR)
        self.to_recipient = Related(PAIR)
        self.score = nn.Linear(PAIR, looks)
        self.value = nn.Linear(WIDTH, PAIR)
        self.known_value = nn.Linear(lexicon, PAIR, bias=False)
        self.inner = nn.Linear(2 * WIDTH + looks * PAIR, PAIR)
        self.drop = nn.Dropout(0.2)
        self.out = nn.Linear(PAIR, types)

    def forward(
        self,
        actors: Tensor,
        recipients: Tensor,
        words: Tensor,
        mask: Tensor,
        lexicon: Tensor,
        to_actor: Tensor,
        to_recipient: Tensor,
    ) -> Tensor:
        """(N, D) twice, (N, W, D), (N, W), (N, W, lexicon), (N, 5, W) twice -> (N, types)."""
        both = torch.cat([actors, recipients], -1)
        keys = (
            self.parties(both).unsqueeze(1)
            + self.key(words)
            + self.known(lexicon)
            + self.to_actor(to_actor)
            + self.to_recipient(to_recipient)
        )
        scores = self.score(torch.tanh(keys)) + (mask.unsqueeze(-1) - 1.0) * 1e4
        weights = scores.softmax(1)  # (N, W, looks)
        values = self.value(words) + self.known_value(lexicon)
        seen = torch.einsum("nwl,nwd->nld", weights, values).flatten(1)
        mixed = nn.functional.gelu(self.inner(self.drop(torch.cat([both, seen], -1))))
        return self.out(self.drop(mixed))
