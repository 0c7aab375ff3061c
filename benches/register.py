#!/usr/bin/env python3
"""How many citations of letters of the run resolve, and how many to the right letter.

  register.py BINARY GOLD_DIR TEXT_DIR [--misses]

Files of several letters are cut apart where a letter begins, so that every letter is a file of its own, and read as one run.
cited      a number (and date) under `references` or `cited` of one gold letter that is number and date of another
readable   the figures of both stand in both texts, so the citation can be resolved from the texts alone
Prints recall on all and on the readable ones, and the precision of what resolved. A citation that names a letter with another
date on purpose (`planted`) need not resolve; that letter is the one that it means all the same."""
import argparse, collections, glob, json, os, re, subprocess, tempfile

THAI = str.maketrans('๐๑๒๓๔๕๖๗๘๙', '0123456789')


def decode(data, encoding):
    for name in (encoding, 'utf-8', 'cp874'):
        try:
            return data.decode(name).removeprefix('\ufeff') if name else data.decode('utf-8').removeprefix('\ufeff')
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode('utf-8', 'replace')


def number_stands(number, text):
    head, _, tail = number.rpartition('/')
    run = ' ?'.join(re.sub(r'\D', '', tail))
    return bool(re.search(rf'(?<!\d){run}(?!\d)', text)) and re.sub(r'[^\d.]', '', head).strip('.') in re.sub(r'[\s-]', '', text)


def day_stands(date, text):
    m = re.fullmatch(r'(\d{4})-(\d\d)-(\d\d)', date or '')
    if not m:
        return False
    year = int(m[1]) + 543
    years = f"(?:{' ?'.join(str(year))}|{' ?'.join(f'{year % 100:02d}')})(?!\\d)"
    day = rf"(?<!\d)0?{' ?'.join(str(int(m[3])))}"
    return bool(re.search(rf'{day}(?: ?[-./] ?0?{int(m[2])} ?[-./] ?|[^\d]{{2,24}}){years}', text))


def letters(out):
    files = collections.defaultdict(list)
    for line in open(os.path.join(out, 'letters.jsonl'), encoding='utf-8'):
        letter = json.loads(line)
        files[os.path.splitext(os.path.basename(letter['source']['path']))[0]].append(letter)
    return files


def cut(binary, gold_dir, text_dir, work):
    """Writes each letter as a file; gives its gold, planted dates and text by name."""
    subprocess.run([binary, 'extract', text_dir, '--out', f'{work}/whole', '--quiet'], check=True)
    found, parts = letters(f'{work}/whole'), {}
    os.mkdir(f'{work}/text')
    for path in sorted(glob.glob(os.path.join(gold_dir, '*.json'))):
        gold, stem = json.load(open(path, encoding='utf-8')), os.path.splitext(os.path.basename(path))[0]
        source, read = glob.glob(os.path.join(text_dir, stem + '.*')), found.get(stem, [])
        if not source or len(read) != len(gold['letters']):
            continue
        data, start = decode(open(source[0], 'rb').read(), gold.get('encoding')).encode(), 0
        planted = {(p['letter'], p.get('printed')) for p in gold.get('planted', [])}
        for n, letter in enumerate(read):
            text = data[start:letter['source']['end']].decode('utf-8', 'replace')
            start, name = letter['source']['end'], f'{stem}-{n}'
            open(f'{work}/text/{name}.txt', 'w', encoding='utf-8').write(text)
            odd = {printed for at, printed in planted if at == n}
            parts[name] = gold['letters'][n], odd, re.sub(r'\s+', ' ', text.translate(THAI))
    return parts


def known(values):
    return [v for v in values or [] if isinstance(v, dict)]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('binary'), ap.add_argument('gold'), ap.add_argument('text'), ap.add_argument('--misses', action='store_true')
    a = ap.parse_args()
    with tempfile.TemporaryDirectory() as work:
        parts = cut(a.binary, a.gold, a.text, work)
        subprocess.run([a.binary, 'extract', f'{work}/text', '--out', f'{work}/out', '--quiet'], check=True)
        read = letters(f'{work}/out')
    name_of = {letter['id']: name for name, all_of in read.items() for letter in all_of}
    resolved = {(name, name_of[c['resolved_id']]) for name, all_of in read.items() for letter in all_of
                for c in letter['references'] + letter['citations'] if c.get('resolved_id')}
    resolved = {(a, b) for a, b in resolved if a != b}
    by_number = collections.defaultdict(list)
    for name, (letter, _, _) in parts.items():
        by_number[letter.get('number')].append(name)
    cited, meant = {}, set()
    for name, (letter, odd, text) in parts.items():
        for c in known(letter.get('references')) + known(letter.get('cited')):
            for other in by_number.get(c.get('number'), []) if c.get('number') else []:
                date, own = c.get('date'), parts[other][0].get('date')
                if other == name or date not in (None, own) and date not in odd:
                    continue
                meant.add((name, other))
                if date in (None, own):
                    there = number_stands(c['number'], text) and (date is None or day_stands(date, text))
                    cited[name, other] = there and number_stands(c['number'], parts[other][2]) and day_stands(own, parts[other][2])
    hits, can = len(cited.keys() & resolved), [pair for pair, there in cited.items() if there]
    share = lambda n, of: f'{n} of {of}' + (f' ({n / of:.3f})' if of else '')
    print(f'letters {len(parts)}; citations of letters of the run resolved: {share(hits, len(cited))}')
    print(f'readable ones resolved: {share(sum(pair in resolved for pair in can), len(can))}')
    print(f'resolved to the letter that is meant: {share(len(resolved & meant), len(resolved))}')
    if a.misses:
        for pair in sorted(p for p in can if p not in resolved):
            print('not resolved', *pair)
        for pair in sorted(resolved - meant):
            print('wrongly resolved', *pair)


if __name__ == '__main__':
    main()
