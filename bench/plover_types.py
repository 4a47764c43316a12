"""Event types on the sentences of PLOVER's codebook: python bench/plover_types.py [SHARED] [--errors]

SHARED is the folder that holds ``bench/plover`` (default: beside the checkout). A sentence counts as right where an
event of the gold type, or of that strict PLOVER code, is found; printed are the share of right sentences, that share by
type, and the confusions. No actors are given. Rules may be tuned on the sentences with odd numbers only: the figures of
both halves stand apart, and only errors of the odd half are listed.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from onrecord.meaning.events import find_events
from onrecord.meaning.events.plover import plover_type

RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}


def cases(shared: Path) -> list[tuple[str, str, bool]]:
    """Return the sentences with their type in today's names, and whether they belong to the half to tune on."""
    rows = json.loads((shared / "bench" / "plover" / "PLOVER_GSR_CAMEO.json").read_text("utf-8"))
    return [
        (row["text"], RENAMED.get(row["event"], row["event"]), int(row["id"].rpartition("-")[2]) % 2 == 1)
        for row in rows
        if row.get("text")
    ]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(__file__).resolve().parents[2] / "shared"
    parser.add_argument("shared", nargs="?", type=Path, default=default)
    parser.add_argument("--errors", action="store_true", help="list the tuned ones that came out wrong")
    arguments = parser.parse_args()
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    halves: Counter[tuple[bool, bool]] = Counter()
    for text, kind, tuned in cases(arguments.shared):
        events = find_events(text, language="en", published="2000-01-01", domestic=True)
        # The sentences carry PLOVER's strict code, in which promised help is AGREE
        found = [code for e in events for code in dict.fromkeys((plover_type(e), e.type))]
        asked[kind] += 1
        right[kind] += kind in found
        halves[tuned, kind in found] += 1
        if kind not in found:
            taken[f"{kind} -> {found[0] if found else 'none'}"] += 1
            if arguments.errors and tuned:
                print(f"{kind:10} {','.join(found) or 'none':24} {text}")
    print(f"type right {right.total() / asked.total():.3f}   {right.total()}/{asked.total()}")
    for tuned, name in ((True, "tuned on"), (False, "check")):
        total = halves[tuned, True] + halves[tuned, False]
        print(f"  {name:10} {halves[tuned, True] / total:.3f}   {halves[tuned, True]}/{total}")
    for kind, count in sorted(asked.items()):
        print(f"  {kind:10} {right[kind] / count:.2f}   {right[kind]}/{count}")
    print("most frequent confusions:", ", ".join(f"{pair} {n}" for pair, n in taken.most_common(12)))


if __name__ == "__main__":
    main()
