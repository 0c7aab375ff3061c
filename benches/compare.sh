#!/usr/bin/env bash
# Speed of `saraban extract` against the plain script benches/peer.py, on the same letters in the same run.
#
#   benches/compare.sh [MB] [ROUNDS]          # default: 20 MB, 3 rounds
#
# Makes MB of letters from corpus/letters, each a copy with other digits, runs the two in turn, and prints for each
# the bytes it read per second of processor time (user and system, all threads; the middle one of the rounds).
set -euo pipefail
cd "$(dirname "$0")/.."
mb=${1:-20} rounds=${2:-3}
cargo build --release --quiet
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 - "$work/letters" "$mb" <<'PY'
import pathlib, random, re, sys

out, size = pathlib.Path(sys.argv[1]), int(float(sys.argv[2]) * 1e6)
seeds = []
for path in sorted(pathlib.Path("corpus/letters").rglob("*")):
    if path.suffix in (".txt", ".md", ".text"):
        data = path.read_bytes()
        for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp874"):
            try:
                seeds.append((path.stem, data.decode(encoding)))
                break
            except UnicodeDecodeError:
                pass
rng, made, n = random.Random(2568), 0, 0
# the last digits of a run change, so that days, months and years stay likely
last = re.compile(r"(?<=[0-9๐-๙./])[0-9๐-๙](?![0-9๐-๙])")
other = lambda m: rng.choice("0123456789" if m[0] < "๐" else "๐๑๒๓๔๕๖๗๘๙")
while made < size:
    name, text = seeds[n % len(seeds)]
    folder = out / f"{n // 500:04}"
    folder.mkdir(parents=True, exist_ok=True)
    data = last.sub(other, text).encode()
    (folder / f"{n:06}-{name}.txt").write_bytes(data)
    made, n = made + len(data), n + 1
print(f"{n} files, {made / 1e6:.1f} MB")
PY

python3 - "$work" "$rounds" <<'PY'
import os, pathlib, resource, statistics, subprocess, sys, time

work, rounds = pathlib.Path(sys.argv[1]), int(sys.argv[2])
size = sum(p.stat().st_size for p in (work / "letters").rglob("*.txt"))
target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", "target"))
commands = {
    "saraban extract": [str(target / "release/saraban"), "extract", str(work / "letters"), "--out", str(work / "out")],
    "peer.py": [sys.executable, "benches/peer.py", str(work / "letters"), str(work / "peer.csv")],
}
times = {name: [] for name in commands}
for _ in range(rounds):
    for name, command in commands.items():
        before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - clock
        cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        times[name].append((cpu, clock))
rate = {}
for name, all in times.items():
    cpu, clock = (statistics.median(t) for t in zip(*all))
    rate[name] = size / 1e6 / cpu
    print(f"{name:16} {rate[name]:8.2f} MB per CPU second   {cpu:7.2f} s CPU   {clock:7.2f} s by the clock")
print(f"ratio            {rate['saraban extract'] / rate['peer.py']:8.2f}   (saraban to peer.py)")
PY
