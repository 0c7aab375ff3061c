#!/usr/bin/env python3
"""Speed of `saraban extract` against the plain script benches/peer.py, on the same letters in the same run.

    python3 benches/compare.py [MB] [ROUNDS]          # default: 20 MB, 3 rounds

Makes MB of letters from corpus/letters, no two alike: other digits, names and words, and in every third letter the
errors of an engine. Runs the programs in turn and prints the bytes each read per second of processor time (user and
system, all threads; the middle one of the rounds), what a second thread brings, what starting costs, and the most
memory. The clock says something of two threads only where two processors are free.
"""
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
DIGIT = re.compile(r"(?<=[0-9๐-๙./])[0-9๐-๙](?![0-9๐-๙])")
NAME = re.compile(r"(นายแพทย์|นางสาว|นาย|นาง)([ก-๎]{3,14}) ([ก-๎]{3,16})(?=[)\s])")
BLANK = re.compile(r"(?<=[ก-๎]{6}) (?=[ก-๎]{6})")
FIRST = ["สม", "วิ", "ประ", "อนุ", "พร", "ธี", "กิตติ", "ศิริ", "ชัย", "นภา", "มณี", "รัต"]
LAST = ["ชาย", "ศักดิ์", "พงษ์", "วัฒน์", "รักษ์", "ทอง", "เดช", "สุข", "งาม", "ดี", "นาถ", "กุล"]
# what engines lose and swap
ERRORS = {"่": "", "้": "", "์": "", "ี": "ิ", "ค": "ด", "ถ": "ก", "ผ": "ฝ", "น": "บ", "ช": "ซ", "ำ": "า"}


def seeds():
    """The texts of the corpus, with their names."""
    for path in sorted((ROOT / "corpus/letters").rglob("*")):
        if path.suffix in (".txt", ".md", ".text"):
            data = path.read_bytes()
            for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp874"):
                try:
                    yield path.stem, data.decode(encoding)
                    break
                except UnicodeDecodeError:
                    pass


def vary(text, rng, words, share):
    """The text with other last digits of each figure, other persons and some more words; `share` of its letters misread."""
    text = DIGIT.sub(lambda m: rng.choice("0123456789" if m[0] < "๐" else "๐๑๒๓๔๕๖๗๘๙"), text)
    person = lambda m: m[1] + rng.choice(FIRST) + rng.choice(LAST) + " " + rng.choice(FIRST) + rng.choice(FIRST) + rng.choice(LAST)
    text = NAME.sub(person, text)
    text = BLANK.sub(lambda m: f" {rng.choice(words)} " if rng.random() < 0.15 else " ", text)
    return "".join(ERRORS[c] if c in ERRORS and rng.random() < share else c for c in text) if share else text


def make(out, size):
    """Writes about `size` bytes of letters; says how many there are."""
    rng, made, n = random.Random(2568), 0, 0
    lines = (ROOT / "rules/repair/official.tsv").read_text(encoding="utf-8").splitlines()
    words = [w for w in (line.split("\t")[0] for line in lines[1:] if not line.startswith("#")) if len(w) > 5]
    all = list(seeds())
    while made < size:
        name, text = all[n % len(all)]
        folder = out / f"{n // 500:04}"
        folder.mkdir(parents=True, exist_ok=True)
        data = vary(text, rng, words, rng.choice([0, 0, 0.03])).encode()
        (folder / f"{n:06}-{name}.txt").write_bytes(data)
        made, n = made + len(data), n + 1
    return n, made


def run(command):
    """Processor seconds, seconds by the clock and MiB of memory of one process."""
    clock = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)}: exit status {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, time.perf_counter() - clock, used.ru_maxrss / 1024


def main():
    size, rounds = float(sys.argv[1]) if len(sys.argv) > 1 else 20, int(sys.argv[2]) if len(sys.argv) > 2 else 3
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
    saraban = str(pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release/saraban")
    with tempfile.TemporaryDirectory() as work:
        letters, out, one = (pathlib.Path(work) / name for name in ("letters", "out", "one.txt"))
        count, made = make(letters, size * 1e6)
        one.write_text("x", encoding="utf-8")
        print(f"{count} letters, {made / 1e6:.1f} MB")
        extract = lambda what, threads: [saraban, "extract", str(what), "--out", str(out), "--quiet", "--threads", str(threads)]
        commands = {
            "one thread": extract(letters, 1),
            "two threads": extract(letters, 2),
            "peer.py": [sys.executable, str(ROOT / "benches/peer.py"), str(letters), str(out) + ".csv"],
        }
        times = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                times[name].append(run(command))
        middle = {name: [statistics.median(column) for column in zip(*all)] for name, all in times.items()}
        for name, (cpu, clock, memory) in middle.items():
            rate = made / 1e6 / cpu
            print(f"{name:12} {rate:8.2f} MB per CPU second {cpu:8.2f} s CPU {clock:8.2f} s by the clock {memory:7.0f} MiB at most")
        print(f"{middle['peer.py'][0] / middle['one thread'][0]:.2f} times as fast as peer.py, by processor time")
        print(f"{middle['one thread'][1] / middle['two threads'][1]:.2f} times as fast with two threads as with one, by the clock")
        start = statistics.median(run(extract(one, 1))[0] for _ in range(15))
        print(f"{start * 1000:.0f} ms of processor time to start, read one character and end")


main()
