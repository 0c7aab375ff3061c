#!/usr/bin/env bash
# What `saraban sync` costs over a folder in which nothing changed, beyond walking it and asking for sizes and times.
#
#   benches/sync.sh [FILES] [ROUNDS]          # default: 1000000 files, 3 rounds; needs 5 GB and as many inodes
#
# Makes FILES short letters in folders of a thousand, syncs them once, and then measures in turn a run in which nothing
# changed and `find`, which does nothing but walk and stat. Prints the middle one of the rounds.
set -euo pipefail
cd "$(dirname "$0")/.."
files=${1:-1000000} rounds=${2:-3}
[ -n "${SARABAN:-}" ] || cargo build --release --quiet
saraban=${SARABAN:-${CARGO_TARGET_DIR:-target}/release/saraban}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 - "$saraban" "$work" "$files" "$rounds" <<'PY'
import json, os, pathlib, resource, statistics, subprocess, sys, time

saraban, work, files, rounds = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
letters = work / "letters"
for n in range(files):
    if n % 1000 == 0:
        folder = letters / f"{n // 1000:04}"
        folder.mkdir(parents=True)
    (folder / f"{n:07}.txt").write_text(f"ที่ นร 0505/{n}\nเรื่อง ขอส่งรายงาน\nเรียน อธิบดีกรมตัวอย่าง\n", encoding="utf-8")
print(f"{files} files made")

def timed(name, command):
    before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - clock
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    print(f"{name:24} {clock:8.2f} s by the clock {cpu:8.2f} s CPU", flush=True)
    return clock, cpu

sync = [saraban, "sync", str(letters), "--store", str(work / "store"), "--quiet"]
timed("first run", sync)
time.sleep(4)  # files written so lately would be hashed again
times = {"find (walk and stat)": [], "sync, nothing changed": []}
for _ in range(rounds):
    times["find (walk and stat)"].append(timed("find", ["find", str(letters), "-type", "f", "-size", "+0", "-printf", ""]))
    times["sync, nothing changed"].append(timed("sync", sync))
    report = json.loads((work / "store/report.json").read_text())
    assert report["files"]["unchanged"] == files and report["bytes"] == 0, report["files"]
(walk, walk_cpu), (all, all_cpu) = ([statistics.median(t) for t in zip(*rounds)] for rounds in times.values())
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(f"store {(work / 'store/saraban.sqlite').stat().st_size / 1e6:.0f} MB; largest peak of memory {peak:.0f} MiB")
print(f"beyond walk and stat     {all - walk:8.2f} s by the clock {all_cpu - walk_cpu:8.2f} s CPU for {files} unchanged files")
PY
