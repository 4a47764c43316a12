"""The body of news pages against trafilatura and resiliparse: ``python bench/pages_zyte.py [FOLDER]``.

Pages and true bodies are those of Zyte's article extraction benchmark (scrapinghub/article-extraction-benchmark, MIT).
The figure is theirs: runs of four words, precision and recall per page, F of the two means. Rules were tuned on the
pages of even index (in the order of their ids) and checked on the odd ones; both halves are printed. Times are the
processor time of this process, the best of the rounds, with all readers alternating on each page.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

from resiliparse.extract.html2text import extract_plain_text
from trafilatura import extract  # type: ignore[import-not-found,unused-ignore]  # an extra of the benches

from onrecord.documents import read_report, skim_report

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "bench" / "zyte"
RUN = 4
_WORD = re.compile(r"\w+")

Reader = Callable[[str], str]

READERS: dict[str, Reader] = {
    "trafilatura": lambda page: extract(page) or "",
    "trafilatura, fast": lambda page: extract(page, fast=True, include_comments=False) or "",
    "resiliparse": lambda page: str(extract_plain_text(page, main_content=True)),
    "onrecord, quick": lambda page: skim_report(page).text,
    "onrecord": lambda page: read_report(page).text,
}
"""What is compared: ``onrecord`` gives title, outlet, date, byline and origins in the same time too."""


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words of ``text``, one shorter run where it has fewer words."""
    words = _WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1)))


def measured(true: str, found: str) -> tuple[float, float]:
    """Return precision and recall of one page."""
    wanted, given = shingles(true), shingles(found)
    shared = (wanted & given).total()
    if not wanted and not given:
        return 1.0, 1.0
    return (shared / given.total() if given else 0.0), (shared / wanted.total() if wanted else 0.0)


def f_measure(pairs: Sequence[tuple[float, float]]) -> float:
    """Return F of the mean precision and the mean recall."""
    precision = sum(p for p, _ in pairs) / len(pairs)
    recall = sum(r for _, r in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def load_pages(folder: Path = FOLDER) -> dict[str, tuple[str, str]]:
    """Return page and true body of each article, in the order of their ids."""
    true = json.loads(folder.joinpath("ground-truth.json").read_text("utf-8"))
    packed = {name: folder.joinpath("html", f"{name}.html.gz").read_bytes() for name in sorted(true)}
    return {name: (gzip.decompress(page).decode(), true[name]["articleBody"]) for name, page in packed.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print F of all pages and of both halves, the time, and its ratio to trafilatura's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--rounds", type=int, default=3, help="how often each page is read; the best time counts")
    asked = parser.parse_args(arguments)
    pages = load_pages(asked.folder)
    seconds = dict.fromkeys(READERS, 0.0)
    scores: dict[str, list[tuple[float, float]]] = {name: [] for name in READERS}
    for read in READERS.values():
        read(next(iter(pages.values()))[0])
    for page, true in pages.values():
        for name, read in READERS.items():
            best, text = float("inf"), ""
            for _ in range(asked.rounds):
                started = process_time()
                text = read(page)
                best = min(best, process_time() - started)
            seconds[name] += best
            scores[name].append(measured(true, text))
    print(f"{len(pages)} pages{'':17} F    even     odd   ms/page   times trafilatura's speed")
    for name, pairs in scores.items():
        shown = "   ".join(f"{f_measure(half):.4f}" for half in (pairs, pairs[::2], pairs[1::2]))
        speed = seconds["trafilatura"] / seconds[name]
        print(f"{name:20} {shown}   {1000 * seconds[name] / len(pages):6.1f}   {speed:6.2f}")


if __name__ == "__main__":
    main()
