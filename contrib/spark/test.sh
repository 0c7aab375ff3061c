#!/usr/bin/env bash
# Reads corpus/ by the job on a local Spark of two workers and directly: the same letters, byte for byte, and the same
# failures; and once more with a program that dies over some texts. Needs Java 17 and python3 with pyspark.
#
#   python3 -m venv venv && venv/bin/pip install pyspark && PATH=$PWD/venv/bin:$PATH contrib/spark/test.sh [SARABAN]
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -n "${1:-}" ] || cargo build --release --quiet
saraban=$(realpath "${1:-${CARGO_TARGET_DIR:-target}/release/saraban}")
work=$(mktemp -d)
trap '[ -n "${KEEP:-}" ] || rm -rf "$work"' EXIT
export PYSPARK_PYTHON=${PYSPARK_PYTHON:-python3} SPARK_LOCAL_IP=127.0.0.1
export SPARK_HOME=${SPARK_HOME:-$(python3 -c 'import pyspark, pathlib; print(pathlib.Path(pyspark.__file__).parent)')}
spark() { "$SPARK_HOME/bin/spark-submit" --master "${MASTER:-local-cluster[2,1,1024]}" --conf spark.ui.enabled=false --conf spark.task.maxFailures=4 "$@" 2>>"$work/spark.log" || { tail -40 "$work/spark.log" >&2; return 1; }; }

mkdir "$work/in"
cp -r corpus/letters corpus/hostile "$work/in"
cd "$work"
code=0; "$saraban" extract in --out direct --quiet 2>direct.log || code=$?
[ "$code" -le 1 ]

job=$OLDPWD/contrib/spark
spark "$job/saraban_job.py" in --out out --saraban "$saraban" --partitions 8
spark "$job/letters.py" out >letters.jsonl
"$saraban" tables letters.jsonl --out tables --quiet
for file in direct/*; do
  name=$(basename "$file")
  [ "$name" = failures.csv ] || cmp "$file" "tables/$name"
done
failures() { python3 - "$1" <<'PY'
import csv, pathlib, sys
from pyspark.sql import SparkSession
spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
got = sorted((r.path, r.reason) for r in spark.read.parquet(f"{sys.argv[1]}/failures").collect())
want = sorted(tuple(r) for r in list(csv.reader(open("direct/failures.csv", newline="")))[1:])
dead = [r for r in got if "ended with" in r[1]]
assert [r for r in got if r not in dead] == want, (got, want)
print(f"{len(want)} failures of saraban, {len(dead)} texts over which it died: {[p for p, _ in dead]}")
PY
}
failures out 2>>spark.log
echo "$(wc -l <letters.jsonl) letters are the same, byte for byte"

# a program that dies over two of the files, whatever else it is given
cat >dies <<SH
#!/usr/bin/env bash
input=\$(cat)
case \$input in *five-letters-one-file.txt*|*stamp-after-footer.md*) kill -9 \$\$ ;; esac
exec "$saraban" "\$@" <<<"\$input"
SH
chmod +x dies
spark "$job/saraban_job.py" in --out dead --saraban "$work/dies" --partitions 4
failures dead 2>>spark.log | tee dead.txt
grep -q "2 texts over which it died" dead.txt
spark "$job/letters.py" dead >rest.jsonl
grep -v -e five-letters-one-file.txt -e stamp-after-footer.md letters.jsonl | cmp - rest.jsonl
echo "the letters of all other files are the same, byte for byte"
