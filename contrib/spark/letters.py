#!/usr/bin/env python3
"""Writes the letters of a job as JSON lines to standard output, in the order in which saraban reads a folder.

  spark-submit letters.py OUT | saraban tables - --out tables
"""
import os
import sys

from pyspark.sql import SparkSession, functions as f


def main():
    spark = SparkSession.builder.appName("saraban letters").getOrCreate()
    letters = spark.read.parquet(os.path.join(sys.argv[1], "letters"))
    # folder by folder: a slash comes before every other character
    order = f.translate("path", "/", "\x01").cast("binary")
    for row in letters.orderBy(order, "index").select("letter").toLocalIterator():
        sys.stdout.buffer.write(row.letter.encode() + b"\n")
    sys.stdout.flush()
    spark.stop()


if __name__ == "__main__":
    main()
