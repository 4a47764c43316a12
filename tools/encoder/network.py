"""The encoder as a network of PyTorch: a transformer (Vaswani et al. 2017; Devlin et al. 2019) with four heads.

The heads read, per word: its type, the stage of the act that it names (with two flags), and the vectors whose product
says how one word stands to another's act (a biaffine reading of roles, after Dozat and Manning 2017).
"""

import math

import numpy as np
import torch
from base import HEADS, INNER, LAYERS, WIDTH, Floats
from torch import Tensor, nn

from onrecord.meaning.events.pieces import FILLER
from onrecord.meaning.events.sensing import ROLES, STAGES, TYPES

POSITIONS = 512
ROLE_WIDTH = 96
_MASKED = -30_000.0


class Layer(nn.Module):
    """One layer: attention, then a feed-forward net, each normalised after its sum."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.ao = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.fi, self.fo = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.aln, self.oln = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the next states of ``x``; ``mask`` is added to the scores of attention."""
        rows, length, _ = x.shape
        width = WIDTH // HEADS
        q, k, v = (f(x).view(rows, length, HEADS, width).transpose(1, 2) for f in (self.q, self.k, self.v))
        heed = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(width) + mask, -1).to(x.dtype)
        seen = self.ao((heed @ v).transpose(1, 2).reshape(rows, length, WIDTH))
        x = self.aln(x + self.drop(seen))
        return self.oln(x + self.drop(self.fo(nn.functional.gelu(self.fi(x)))))


class Encoder(nn.Module):
    """The whole network; the embeddings stay as they are."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.word, self.place = nn.Embedding(rows, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)
        self.types = nn.Linear(WIDTH, 1 + len(TYPES))
        self.stages = nn.Sequential(nn.Linear(WIDTH, 128), nn.GELU(), nn.Linear(128, len(STAGES) + 2))
        self.acts, self.words = (nn.Linear(WIDTH, len(ROLES) * ROLE_WIDTH) for _ in range(2))
        self.bias = nn.Parameter(torch.full((len(ROLES),), -3.0))
        for fixed in (self.word.weight, self.place.weight, self.kind):
            fixed.requires_grad = False

    def start(self, base: dict[str, Floats]) -> None:
        """Take over the weights of the base model."""
        own = {"emb.word": self.word.weight, "emb.pos": self.place.weight}
        own |= {"emb.ln.w": self.norm.weight, "emb.ln.b": self.norm.bias}
        for n, layer in enumerate(self.layers):
            for name, part in layer.named_children():
                if name != "drop":
                    own |= {f"l{n}.{name}.w": part.weight, f"l{n}.{name}.b": part.bias}
        with torch.no_grad():
            for name, weight in own.items():
                weight.copy_(torch.from_numpy(np.ascontiguousarray(base[name])).view(weight.shape))
            self.kind.copy_(torch.from_numpy(base["emb.type"][:WIDTH].copy()))

    def read(self, ids: Tensor) -> Tensor:
        """Return the states of pieces: rows by length by width."""
        x = self.word(ids)
        x = self.drop(self.norm(x + self.place.weight[: ids.shape[1]] + self.kind))
        mask = torch.where(ids != FILLER, 0.0, _MASKED)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def roles(self, acts: Tensor, words: Tensor) -> Tensor:
        """Return the scores of ``words`` for the roles of ``acts``: acts by roles by words."""
        a = self.acts(acts).view(-1, len(ROLES), ROLE_WIDTH)
        w = self.words(words).view(-1, len(ROLES), ROLE_WIDTH)
        return torch.einsum("erd,wrd->erw", a, w) / math.sqrt(ROLE_WIDTH) + self.bias[None, :, None]
