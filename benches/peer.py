#!/usr/bin/env python3
"""The plain script to compare with: finds document numbers, Thai dates and telephone numbers in a folder of texts.

It does what a short script with regular expressions does: no repair, no splitting, no fields, no evidence.

    peer.py FOLDER OUT.csv
"""

import csv
import pathlib
import re
import sys

MONTHS = {
    "มกราคม": 1, "ม.ค.": 1, "กุมภาพันธ์": 2, "ก.พ.": 2, "มีนาคม": 3, "มี.ค.": 3, "เมษายน": 4, "เม.ย.": 4,
    "พฤษภาคม": 5, "พ.ค.": 5, "มิถุนายน": 6, "มิ.ย.": 6, "กรกฎาคม": 7, "ก.ค.": 7, "สิงหาคม": 8, "ส.ค.": 8,
    "กันยายน": 9, "ก.ย.": 9, "ตุลาคม": 10, "ต.ค.": 10, "พฤศจิกายน": 11, "พ.ย.": 11, "ธันวาคม": 12, "ธ.ค.": 12,
}
DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
NUMBER = re.compile(r"ที่\s+([ก-ฮ]{1,4}(?:\s*\([ก-ฮ.]+\))?)\s*(\d[\d.]*)/\s*(ว\s*)?(\d+)")
DATE = re.compile(r"(\d{1,2})\s*(" + "|".join(map(re.escape, MONTHS)) + r")\s*(?:พ\.ศ\.\s*)?(25\d\d|\d\d)\b")
PHONE = re.compile(r"(?:โทร(?:ศัพท์|สาร)?\.?\s*)(0[\d\s-]{7,12}\d)")


def text_of(path):
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "cp874"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    return data.decode("utf-8", "replace")


def rows(text):
    text = text.translate(DIGITS)
    for m in NUMBER.finditer(text):
        prefix, code, circular, run = m.groups()
        yield "number", f"{prefix} {code}/{'ว ' if circular else ''}{run}"
    for m in DATE.finditer(text):
        day, month, year = int(m[1]), MONTHS[m[2]], int(m[3])
        year = (year if year > 99 else year + 2500) - 543
        yield "date", f"{year:04}-{month:02}-{day:02}"
    for m in PHONE.finditer(text):
        yield "phone", re.sub(r"\D", "", m[1])


def main():
    folder, out = pathlib.Path(sys.argv[1]), sys.argv[2]
    with open(out, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["path", "kind", "value"])
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".txt", ".md", ".text")):
            for kind, value in rows(text_of(path)):
                table.writerow([path, kind, value])


if __name__ == "__main__":
    main()
