#!/usr/bin/env python3
"""Writes texts of a million characters that are hard on a program that looks at a line, a mark or a list too often.

  hostile.py FOLDER"""
import pathlib
import sys

CHARACTERS = 1_000_000
PIECES = {
    "bracket": "(", "hash": "#", "hashes": "# ", "star": "*a ", "stars": "*", "pipe": "|", "tag": "<td>", "open-tag": "<", "dash": "-",
    "at": "@", "slash": "1/", "digit": "๑", "blank": " ", "line": "\n", "mark": "่", "label": "เรื่อง เรียน ที่ ", "labels": "ที่\n",
    "number": "ที่ นร 0505/1234 ลงวันที่ 1 มกราคม 2568 ", "date": "1 มกราคม 2568 ", "phone": "โทร. 0 2000 0000 ", "area": "(053) โทร. 0 ",
    "name": "(นายทดสอบ ตัวอย่าง) ผู้อำนวยการ ", "enclosure": "สิ่งที่ส่งมาด้วย 1. รายงาน จำนวน 1 ชุด ", "word": "สำนักงานคณะกรรมการ",
    "stamp": "เลขรับ 123\nวันที่ 1 ม.ค. 68\nเวลา 10.00 น.\n", "table": "| ก | ข |\n", "url": "http://a.b/c ", "memo": "บันทึกข้อความ\nส่วนราชการ ก\n",
    "misread": "ในเขตพื้นทีรับผิดชอบ", "signs": "ที่อุตสา2กรรมใน", "headless": "องผู้ว่าราชการจังหวัด", "parted": "สำ นั ก งาน ", "bracketed": "ทีในพื้นที(ก) ",
    "apart": "การ ประชุม และ ของ หน่วยงาน a. b. ", "joined": "เรื่อง ขอเชิญประชุม เรียน ผู้อำนวยการโรงเรียน ", "from-to": "จาก ก\nถึง ข\n",
    "signing": "(ลงชื่อ)........กรรมการ\n(ทดสอบ)\n", "receiver": "กองคลั\nรับที่ 5\n", "acting": "ปฏิบัติราช\nการแทน\n",
    "message": "กระดาษเขียนข่าว จาก ก หมู่วันเวลา 1 ถึง ข ที่ มท 1/1 วันที่ 1 ",
    "certificates": "หนังสือรับรองฉบับนี้ให้ไว้เพื่อรับรองว่า\n", "listed": "สิ่งที่ส่งมาด้วย\nรายงานการประชุม ครั้งที่ 1/2568\n",
    "heads": "ที่ นร 0101/5 กรมทดสอบ ถนนทดสอบ กทม. 10300 1 มกราคม 2568 ", "items": "สิ่งที่ส่งมาด้วย 1. ก 2. รายงานการประชุม 3. ข ",
    "rows": f"  {'|' * 16000}\n", "starred": f"{'*a' * 8000}\n", "quoted": ">", "bold": "__a", "command": "\\textbf{", "brace": "}",
    "phones-in-rows": "| ก | โทรศัพท์ |\n| ข | 0 2000 0000 |\n", "titles": "ประกาศ\nกรมทดสอบ\nเรื่อง ก\n", "far-stamps": " " * 40 + "เลขรับ 1\n",
    "stacked": "ที่\nเรื่อง\nเรียน\nก\nข\nค\n", "provinces": "จังหวัดนครราชสิมา จังหวัดนครราชสีมา ", "stamp-rows": "| กองคลัง | กองช่าง |\n| รับที่ 1 | รับที่ 2 |\n",
    "spread": "ท ี ส ร ๑ ๒ . ", "figures": "๑ ", "torn": "เะลา พื้นที ",
    "late": "จดัตั้งบรษิทั ", "late-joined": "จดัตั้งบรษิทั", "print": "ในจังหวัคชายแคน ", "twice": "เเรรื่ื่อองง ", "wrong-code": "¡ÃÐ·ÃÇ§ ",
    "wrong-bytes": "à¸—à¸µ ", "numbered": "&#3607;", "number-open": "&#", "coded": "\\u0e17", "line-ends": "\\n", "back": "\\",
}

# a long line of pieces between these
WITHIN = {"above-name": ("(ลงชื่อ) ", "1./ ", "\n(นายทดสอบ ตัวอย่าง)\nผู้อำนวยการ\n"), "subject": ("ที่ นร 0101/5\nเรื่อง ก ", "1./ ", "\nเรียน ข\n"),
    "counted": ("สิ่งที่ส่งมาด้วย 1 รายงานการประชุม ", "ก 2 ", "\n"), "chain": ("ที่ ", "ก.", " 1/2567\n")}

if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
    sys.exit(__doc__)
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, (before, piece, after) in ({name: ("ก", piece, "") for name, piece in PIECES.items()} | WITHIN).items():
    text = before + piece * (CHARACTERS // len(piece)) + after
    (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
