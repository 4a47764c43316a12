"""How often the cast of a report gives a gold actor's country and sector, and a gold speaker's name and country.

python bench/entities_gold.py [--errors] [GOLD_FOLDER]: the gold texts are the reports' bodies, so that only the
resolving is measured. Errors are listed for the tuning reports alone.
"""

import argparse
import json
import re
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.core.parse import Parse
from onrecord.core.spans import Span
from onrecord.language.parsing import parse_text
from onrecord.meaning.entities.cast import Cast, build_cast

TUNE = {f"{i:03}" for first, last in ((0, 5), (10, 15), (20, 25), (30, 35), (40, 44)) for i in range(first, last)}


def words(text: str | None) -> list[str]:
    """Return the folded words of ``text`` as score.py does."""
    folded = unicodedata.normalize("NFKD", text or "").lower()
    return re.findall(r"\w+", "".join(c for c in folded if not unicodedata.combining(c)))


def same_name(left: str | None, right: str | None) -> bool:
    """Whether two names are one by score.py's rule."""
    a, b = words(left), words(right)
    return bool(a and b) and (a == b or set(a) <= set(b) or set(b) <= set(a) or a[-1] == b[-1])


def find(text: str, part: str, start: int = 0) -> Span | None:
    """Return where ``part`` stands in ``text`` from ``start`` on, white space and quotes folded; None if nowhere."""
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(p) for p in part.split()) + r"(?!\w)"
    match = re.compile(pattern).search(text, start)
    return Span(*match.span()) if match else None


def reports(folder: Path) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Yield each gold report with its statements and events."""
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines() if line.strip()]
    by_report: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["kind"] in ("statement", "event"):
            by_report[row["report"]].append(row)
    for row in rows:
        if row["kind"] == "report":
            yield row, by_report[row["report"]]


def locate(parse: Parse, within: str, part: str) -> Span | None:
    """Return the place of ``part`` inside the words ``within`` of the text, else the last one before them."""
    text = parse.text
    area = find(text, within)
    if area is None:
        return find(text, part)
    inside = find(text, part, area.start)
    if inside is not None and inside.end <= area.end:
        return inside
    last, at = None, find(text, part)
    while at is not None and at.start < area.start:
        last, at = at, find(text, part, at.start + 1)
    return last or at


def nearest(text: str, part: str, to: Span) -> Span | None:
    """Return the place of ``part`` in ``text`` nearest to the span ``to``."""
    places = []
    at = find(text, part)
    while at is not None:
        places.append(at)
        at = find(text, part, at.start + 1)
    return min(places, key=lambda s: max(s.start - to.end, to.start - s.end, 0), default=None)


def countries(value: str | None) -> set[str]:
    """Return the codes joined in ``value``."""
    return set((value or "").split("+")) - {""}


def said(cast: Cast, parse: Parse, span: Span) -> tuple[set[str], str | None, str | None]:
    """Return what the cast gives for the words ``span``: countries, sector and name."""
    head = parse.head_of(span) or next((t for t in parse.tokens if t.start < span.end <= t.end), None)
    if head is None:
        return set(), None, None
    parties = [p for p in cast.parties(head.i) if p.span.start < span.end] or list(cast.parties(head.i))
    codes = {c for p in parties for c in countries(p.country)}
    return codes, parties[0].sector if parties else None, cast.name(head.i)


def measure_report(
    report: dict[str, Any], rows: list[dict[str, Any]], tally: Counter[str], errors: list[str], clock: Counter[str]
) -> None:
    """Add one report's figures to ``tally`` and what went wrong to ``errors``."""
    text = "\n\n".join(report["body"])
    start = time.perf_counter()
    parse = parse_text(text, report["language"])
    middle = time.perf_counter()
    cast = build_cast(parse, title=report.get("title"))
    clock["parse"] += int((middle - start) * 1e6)
    clock["cast"] += int((time.perf_counter() - middle) * 1e6)
    where = report["report"][:3]
    for row in (r for r in rows if r["kind"] == "statement"):
        content, cue = find(text, row["content"]), row.get("speaker_text")
        near = nearest(text, cue, content) if cue and content else None
        head = (parse.head_of(near) or next((t for t in parse.tokens if t.end == near.end), None)) if near else None
        if content and head:
            cast.hear(content, head.i)
        if near is None:
            continue
        codes, _, name = said(cast, parse, near)
        tally["speaker.asked"] += 1
        tally["speaker.name"] += same_name(row["speaker"], name)
        tally["speaker.country"] += codes == countries(row.get("country"))
        if not same_name(row["speaker"], name) or codes != countries(row.get("country")):
            errors.append(f"{where} speaker {cue!r}: gold {row['speaker']} {row.get('country')}, said {name} {codes}")
    for row in (r for r in rows if r["kind"] == "event"):
        for side in ("actors", "recipients"):
            for party in row.get(side) or []:
                place = locate(parse, row["evidence"], party["text"])
                if place is None:
                    tally["party.lost"] += 1
                    continue
                codes, sector, _ = said(cast, parse, place)
                gold = countries(party.get("country"))
                tally["party.asked"] += 1
                tally["party.country"] += codes == gold
                tally["party.wrong"] += bool(codes - gold)
                tally["party.sector"] += sector == party.get("sector")
                if codes != gold or sector != party.get("sector"):
                    context = text[max(place.start - 40, 0) : place.end + 30].replace("\n", " ")
                    wanted = f"gold {gold} {party.get('sector')}"
                    errors.append(f"{where} {party['text']!r}: {wanted}, said {codes} {sector} | {context}")


def main() -> int:
    """Print the figures of the tuning and the check reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[2] / "shared" / "gold")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    groups: dict[str, Counter[str]] = {"tune": Counter(), "check": Counter()}
    clock: Counter[str] = Counter()
    parse_text("Ready.", "en")
    build_cast(parse_text("Ready.", "en"))
    parse_text("Prêt.", "fr")
    build_cast(parse_text("Prêt.", "fr"))
    for corpus in ("seeds", "dev"):
        for report, rows in reports(args.folder / corpus):
            tune = corpus == "seeds" or report["report"][:3] in TUNE
            errors: list[str] = []
            measure_report(report, rows, groups["tune" if tune else "check"], errors, clock)
            if args.errors and tune:
                print(*(f"{corpus} {e}" for e in errors), sep="\n")
    for name, tally in groups.items():
        for kind, keys in (("party", ("country", "sector")), ("speaker", ("name", "country"))):
            asked = tally[f"{kind}.asked"] or 1
            figures = "  ".join(f"{k} {tally[f'{kind}.{k}'] / asked:.3f}" for k in keys)
            print(
                f"{name:6} {kind:8} {asked:4}  {figures}  wrong {tally[f'{kind}.wrong']}  lost {tally[f'{kind}.lost']}"
            )
    print(f"cast / parse time: {clock['cast'] / max(clock['parse'], 1):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
