"""Components: which of the things found so far hang together, and how many hang together with one.

A search that walks from what is new has to end somewhere. Where one count stood for all that is reached together, the
ends depended on what else came at once; counted by component, each is walked to its own end, or cut at its own size.
"""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Components:
    """Things by id, joined two by two (union by size, Tarjan 1975)."""

    above: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def join(self, one: str, other: str) -> None:
        """Learn that two hang together."""
        left, right = self.root(one), self.root(other)
        if left == right:
            return
        if self.size(left) < self.size(right):
            left, right = right, left
        self.above[right] = left
        self.sizes[left] = self.size(left) + self.size(right)

    def size(self, key: str) -> int:
        """Return how many hang together with ``key``, itself included."""
        return self.sizes.get(self.root(key), 1)

    def root(self, key: str) -> str:
        """Return the one that stands for all that hang together with ``key``."""
        while (up := self.above.get(key, key)) != key:
            self.above[key] = self.above.get(up, up)
            key = up
        return key
