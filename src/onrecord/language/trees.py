"""Trees: what keeps the relations of a parse a tree, whatever the mends of an adapter have made of them.

Each mend rewrites the heads of a few words by what it sees there; two of them in one sentence may hang a word on what
hangs on it. Whoever climbs from such a word to its root never arrives.
"""

from collections.abc import Sequence

from onrecord.language.universal import Word

_NEW, _ABOVE, _DONE = 0, 1, 2


def untangle(words: Sequence[Word]) -> int:
    """Cut each circle of heads in ``words`` at its verb, else at its first word, which then hangs on the root of its
    sentence or, where there is none, is the root. Return how many circles there were."""
    states = [_NEW] * len(words)
    cut = 0
    for start in range(len(words)):
        line, i = [], start
        while states[i] == _NEW:
            states[i] = _ABOVE
            line.append(i)
            i = words[i].head
        if states[i] == _ABOVE and words[i].head != i:
            _cut(words, line[line.index(i) :])
            cut += 1
        for j in line:
            states[j] = _DONE
    return cut


def _cut(words: Sequence[Word], circle: list[int]) -> None:
    loose = min(circle, key=lambda i: (words[i].pos not in ("VERB", "AUX"), i))
    start = next((i for i in range(loose, 0, -1) if words[i].first), 0)
    end = next((i for i in range(loose + 1, len(words)) if words[i].first), len(words))
    root = next((i for i in range(start, end) if words[i].head == i), loose)
    words[loose].head, words[loose].rel = root, "root" if root == loose else "dep"
