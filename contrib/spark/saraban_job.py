#!/usr/bin/env python3
"""Reads letters on Spark: runs the release binary of saraban over a folder or a table, partition by partition.

  spark-submit saraban_job.py FOLDER --out OUT --saraban /opt/saraban
  spark-submit saraban_job.py TABLE.parquet --format parquet --id id --text body --out OUT
  spark-submit saraban_job.py texts.jsonl --format json --out OUT

Writes OUT/letters (Parquet; a row a letter: path, index, some columns to search by, and the whole letter as JSON) and
OUT/failures (path, reason). A partition goes through `saraban extract --jsonl -` in pieces. When the program dies over
a piece, the piece is halved until the text that it dies over is found; after some tries that text alone is a failure.
"""
import argparse
import base64
import json
import os
import subprocess
import sys
from urllib.parse import unquote

# the program and Spark's workers take the same time for it
PIECE_TEXTS, PIECE_BYTES = 500, 16_000_000
COLUMNS = ("kind", "number", "date", "agency", "subject")
SCHEMA = "path string, index int, kind string, number string, date string, agency string, subject string, letter string, failure string"


class Died(Exception):
    """The program ended in a way that is none of its own."""


def run(command, lines):
    """Letters and failures of some lines, as the program writes them."""
    done = subprocess.run(command, input=b"".join(lines), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1):
        raise Died(f"saraban ended with {done.returncode}: {done.stderr.decode(errors='replace')[-500:].strip()}")
    return done.stdout.decode().split("\n")[:-1]


def row(line):
    """A row of the result; the letter keeps its bytes."""
    value = json.loads(line)
    failure = value.get("failure")
    if failure:
        return (failure["id"], None, *[None] * len(COLUMNS), None, failure["reason"])
    source = value["source"]
    return (source["path"], source["index"], *[value[c] for c in COLUMNS], line, None)


def read(command, texts, tries):
    """Rows of some texts, each an id and a line of input. Nothing is kept of a run that died."""
    for _ in range(tries if len(texts) == 1 else 1):
        try:
            return [row(line) for line in run(command, [line for _, line in texts])]
        except Died as e:
            reason = str(e)
    if len(texts) == 1:
        return [(texts[0][0], None, *[None] * len(COLUMNS), None, reason)]
    half = len(texts) // 2
    return read(command, texts[:half], tries) + read(command, texts[half:], tries)


def pieces(texts):
    """Texts in pieces of bounded size."""
    piece, size = [], 0
    for text in texts:
        piece.append(text)
        size += len(text[1])
        if len(piece) == PIECE_TEXTS or size > PIECE_BYTES:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def reader(command, tries):
    """Reads one partition."""

    def partition(rows):
        for piece in pieces(rows):
            yield from read(command, piece, tries)

    return partition


def line(key, **text):
    return key, (json.dumps({"id": key, **text}, ensure_ascii=False) + "\n").encode()


def folder(spark, path, partitions):
    """The files of a folder with the paths that `saraban extract FOLDER` gives them."""
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").option("pathGlobFilter", "*.{txt,md,text}").load(path)
    given = path.rstrip("/")
    # the paths that Spark gives are whole
    whole = spark._jvm.org.apache.hadoop.fs.Path(path)
    whole = whole.getFileSystem(spark._jsc.hadoopConfiguration()).makeQualified(whole).toString().rstrip("/") + "/"

    def plain(path):
        # file:/a and file:///a are one
        return path.replace(":///", ":/")

    def text(path, content):
        return line(given + "/" + plain(path).removeprefix(plain(whole)), base64=base64.b64encode(content).decode())

    # Spark passes over empty files; they are failures that must be named
    held = {plain(r.path) for r in files.select("path").toLocalIterator()}
    empty = [path for path in map(unquote, files.inputFiles()) if plain(path) not in held]
    return (
        files.select("path", "content")
        .repartition(partitions)
        .rdd.map(lambda r: text(r.path, r.content))
        .union(spark.sparkContext.parallelize([text(path, b"") for path in empty], 1))
    )


def table(spark, path, form, key, text, partitions):
    rows = spark.read.format(form).load(path).select(key, text).repartition(partitions)
    return rows.rdd.map(lambda r: line(str(r[0]), text=r[1] or ""))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("input", help="a folder of .txt, .md and .text files, or a table")
    ap.add_argument("--format", default="folder", help="folder (default), parquet, json or another source that Spark knows")
    ap.add_argument("--id", default="id", help="column of a table that names a text")
    ap.add_argument("--text", default="text", help="column of a table that holds it")
    ap.add_argument("--out", required=True, help="folder for letters and failures; replaced when it is there")
    ap.add_argument("--saraban", default="saraban", help="the program, at the same path on every worker")
    ap.add_argument("--option", action="append", default=[], help="an option of saraban extract, such as --option=--repair=off")
    ap.add_argument("--partitions", type=int, default=200)
    ap.add_argument("--tries", type=int, default=3, help="tries for a text over which the program dies")
    a = ap.parse_args()

    from pyspark import StorageLevel
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("saraban").getOrCreate()
    command = [a.saraban, "extract", "--jsonl", "-", "--quiet", "--threads", "1", *a.option]
    if a.format == "folder":
        texts = folder(spark, a.input, a.partitions)
    else:
        texts = table(spark, a.input, a.format, a.id, a.text, a.partitions)
    read_all = texts.mapPartitions(reader(command, a.tries)).persist(StorageLevel.DISK_ONLY)
    rows = spark.createDataFrame(read_all, SCHEMA)
    rows.where("failure is null").drop("failure").write.mode("overwrite").parquet(os.path.join(a.out, "letters"))
    rows.where("failure is not null").selectExpr("path", "failure as reason").write.mode("overwrite").parquet(os.path.join(a.out, "failures"))
    spark.stop()


if __name__ == "__main__":
    sys.exit(main())
