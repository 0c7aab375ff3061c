#!/usr/bin/env bash
# Reads corpus/ by the job on a local Spark of two workers and directly: the same letters, byte for byte, and the same
# failures; and once more with a program that dies over some texts. Needs Java 17 and python3 with pyspark; takes a
# minute or two on an idle machine.
#
#   python3 -m venv venv && venv/bin/pip install pyspark && PATH=$PWD/venv/bin:$PATH contrib/spark/test.sh [SARABAN]
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -n "${1:-}" ] || cargo build --release --quiet
saraban=$(realpath "${1:-${CARGO_TARGET_DIR:-target}/release/saraban}")
job=$PWD/contrib/spark
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PYSPARK_PYTHON=${PYSPARK_PYTHON:-python3} SPARK_LOCAL_IP=127.0.0.1 PYTHONDONTWRITEBYTECODE=1
export SPARK_HOME=${SPARK_HOME:-$(python3 -c 'import pyspark, pathlib; print(pathlib.Path(pyspark.__file__).parent)')}

mkdir "$work/in"
cp -r corpus/letters corpus/hostile "$work/in"
cd "$work"
code=0
"$saraban" extract in --out direct --quiet 2>direct.log || code=$?
[ "$code" -le 1 ]

# a program that dies over two of the files, whatever else it is given
cat >dies <<SH
#!/usr/bin/env bash
input=\$(cat)
case \$input in *five-letters-one-file.txt*|*stamp-after-footer.md*) kill -9 \$\$ ;; esac
exec "$saraban" "\$@" <<<"\$input"
SH
chmod +x dies

read_by() { # PROGRAM OUT
  "$SPARK_HOME/bin/spark-submit" --master "local-cluster[2,1,1024]" --conf spark.ui.enabled=false --conf spark.task.maxFailures=4 \
    "$job/saraban_job.py" in --out "$2" --saraban "$1" --partitions 4 2>>spark.log || { tail -40 spark.log >&2; return 1; }
  echo "read by two workers: $2"
}
read_by "$saraban" all
read_by "$work/dies" rest

PYTHONPATH=$job python3 - 2>>spark.log <<'PY' || { tail -20 spark.log >&2; exit 1; }
import csv
import letters
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
with open("direct/failures.csv", newline="") as f:
    want = sorted((path, reason) for path, reason in list(csv.reader(f))[1:])
for out, dead in (("all", []), ("rest", ["in/letters/multi-letter/five-letters-one-file.txt", "in/letters/stamps/stamp-after-footer.md"])):
    with open(f"{out}.jsonl", "wb") as f:
        letters.write(spark, out, f)
    got = sorted((r.path, r.reason) for r in spark.read.parquet(f"{out}/failures").collect())
    assert [path for path, reason in got if "ended with" in reason] == dead, got
    assert [r for r in got if r[0] not in dead] == want, (got, want)
    print(f"{out}: the same {len(want)} failures, and {len(dead)} texts over which the program died")
PY
"$saraban" tables all.jsonl --out tables --quiet
for file in direct/*; do
  name=$(basename "$file")
  [ "$name" = failures.csv ] || cmp "$file" "tables/$name"
done
echo "$(wc -l <all.jsonl) letters are the same, byte for byte"
grep -v -e five-letters-one-file.txt -e stamp-after-footer.md all.jsonl | cmp - rest.jsonl
echo "when the program dies over two files, the letters of all others are the same, byte for byte"
