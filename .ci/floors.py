#!/usr/bin/env python3
"""Compares the figures of a binary with their floors.

  floors.py BINARY SHARED FLOORS.TSV           fails when a figure is below its floor
  floors.py BINARY SHARED FLOORS.TSV --set     writes the floors anew, a little under the figures of now

SHARED holds score/ (score.py, trust.py) and the sets (seeds, real, dev), each with text/ and gold/, some with truth/.
FLOORS.TSV has the columns set, group, figure, floor. `group` is `all` or a channel of the gold. Every figure is one of
which more is better."""
import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HEADER = "set\tgroup\tfigure\tfloor"
MARGIN = {"unharmed": 0.001}  # other figures: 0.005


def tool(script, *args):
    """What a scoring script says, as JSON."""
    done = subprocess.run([sys.executable, str(script), *map(str, args), "--json"], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{script} ended with {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


def figures(binary, shared, name, work):
    """{(group, figure): value} of one set."""
    base, out = shared / name, Path(work) / name
    done = subprocess.run([str(binary), "extract", str(base / "text"), "--out", str(out), "--quiet"])
    if done.returncode:
        sys.exit(f"extract on {name} ended with {done.returncode}")
    truth = ["--text-truth", base / "truth", "--input", base / "text"] if (base / "truth").is_dir() else []
    scores = tool(shared / "score" / "score.py", base / "gold", out, "--by", "channel", *truth)["groups"]
    trust = tool(shared / "score" / "trust.py", base / "gold", out, base / "text")
    found = {}
    for group, r in scores.items():
        text, warnings = r.get("text") or {}, r.get("warnings") or {}
        harm = text.get("harm")
        found.update({
            (group, "micro_f1"): r["overall"]["f1"],
            (group, "soft_f1"): r["overall_soft"]["f1"],
            (group, "macro_f1"): r["macro_f1"],
            (group, "exact_share"): r["letters"]["exact_share"],
            (group, "warning_recall"): warnings.get("recall"),
            (group, "warning_precision"): warnings.get("precision"),
            (group, "unharmed"): None if harm is None else round(1 - harm, 4),
            (group, "letter_error_reduction"): text.get("letter_error_reduction"),
        })
    for group, fields in trust.items():
        total = fields.get("TOTAL") or {}
        for figure in ("recall_readable", "precision_accepted", "coverage"):
            found[group, figure] = total.get(figure)
    return found


def read(path):
    """[(set, group, figure, floor)], and the comments before them."""
    rows, comments = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            comments.append(line)
        elif line and line != HEADER:
            cells = line.split("\t")
            try:
                name, group, figure, floor = cells
                rows.append((name, group, figure, float(floor)))
            except ValueError:
                sys.exit(f"{path}:{number}: four columns are needed, the last a number")
    return rows, comments


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("binary", type=Path)
    ap.add_argument("shared", type=Path)
    ap.add_argument("floors", type=Path)
    ap.add_argument("--set", action="store_true", help="write the floors anew")
    a = ap.parse_args()
    rows, comments = read(a.floors)
    found, below = {}, 0
    with tempfile.TemporaryDirectory() as work:
        for name in dict.fromkeys(r[0] for r in rows):
            found[name] = figures(a.binary.resolve(), a.shared.resolve(), name, work)
    print(f"{'set':8}{'group':12}{'figure':24}{'value':>8}{'floor':>8}")
    lines = []
    for name, group, figure, floor in rows:
        value = found[name].get((group, figure))
        bad = value is None or value < floor
        below += bad
        shown = "none" if value is None else f"{value:.4f}"
        print(f"{name:8}{group:12}{figure:24}{shown:>8}{floor:8.4f}{'   BELOW' if bad else ''}")
        new = floor if value is None else value - MARGIN.get(figure, 0.005)
        lines.append(f"{name}\t{group}\t{figure}\t{new:.4f}")
    if a.set:
        a.floors.write_text("\n".join([*comments, HEADER, *lines]) + "\n", encoding="utf-8")
        print(f"{len(lines)} floors written to {a.floors}")
    elif below:
        sys.exit(f"{below} of {len(rows)} figures are below their floors")
    else:
        print(f"all {len(rows)} figures hold")


if __name__ == "__main__":
    main()
