#!/usr/bin/env python3
"""Writes the letters of a job as JSON lines to standard output, in the order in which saraban reads a folder.

  spark-submit letters.py OUT | saraban tables - --out tables
"""
import os
import sys


def write(spark, out, to):
    """The letters of the job that wrote `out`, to a binary stream."""
    from pyspark.sql import functions as f

    # folder by folder: a slash comes before every other character
    order = f.translate("path", "/", "\x01").cast("binary")
    for row in spark.read.parquet(os.path.join(out, "letters")).orderBy(order, "index").select("letter").toLocalIterator():
        to.write(row.letter.encode() + b"\n")
    to.flush()


if __name__ == "__main__":
    from pyspark.sql import SparkSession

    write(SparkSession.builder.appName("saraban letters").getOrCreate(), sys.argv[1], sys.stdout.buffer)
