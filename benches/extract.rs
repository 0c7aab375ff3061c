//! Bytes a second of normalising, splitting and the whole way, over the letters of the corpus.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use saraban::extract::extract;
use saraban::input::{Document, read};
use saraban::normalize::normalize;
use saraban::rules::Rules;
use saraban::split::{Layout, split};
use saraban::text::Text;
use std::hint::black_box;
use std::path::{Path, PathBuf};

/// Every letter of the corpus, decoded, in order.
fn corpus() -> Vec<Document> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/letters");
    let below = |dir: &Path| -> Vec<PathBuf> {
        let mut all: Vec<PathBuf> = std::fs::read_dir(dir).into_iter().flatten().flatten().map(|e| e.path()).collect();
        all.sort();
        all
    };
    below(&root).iter().filter(|p| p.is_dir()).flat_map(|d| below(d)).filter_map(|p| read(&p).ok()).collect()
}

fn stages(c: &mut Criterion) {
    let rules = Rules::embedded().expect("the rules of the program");
    let documents = corpus();
    let normal = |d: &Document| {
        let mut text = Text::new(d.text.clone());
        normalize(&mut text, &rules);
        text
    };
    let texts: Vec<Text> = documents.iter().map(normal).collect();
    let bytes: usize = documents.iter().map(|d| d.text.len()).sum();

    let mut group = c.benchmark_group("corpus");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(20);
    group.bench_function("normalize", |b| b.iter(|| documents.iter().map(|d| black_box(normal(d)).edits().len()).sum::<usize>()));
    group.bench_function("split", |b| {
        b.iter(|| texts.iter().map(|t| split(&Layout::new(black_box(t.current()), &rules), &rules).len()).sum::<usize>());
    });
    group.bench_function("extract", |b| b.iter(|| documents.iter().map(|d| extract(black_box(d.clone()), &rules).len()).sum::<usize>()));
    group.finish();

    // one long text, as a file of hundreds of letters
    let long: String = documents.iter().flat_map(|d| [d.text.as_str(), "\n\n"]).collect();
    let document = saraban::input::document(Path::new("all.txt"), long.as_bytes()).expect("a text");
    let mut group = c.benchmark_group("one-file");
    group.throughput(Throughput::Bytes(long.len() as u64)).sample_size(20);
    group.bench_function("extract", |b| b.iter(|| extract(black_box(document.clone()), &rules).len()));
    group.finish();
}

fn rules(c: &mut Criterion) {
    c.bench_function("rules/read", |b| b.iter(|| Rules::embedded().is_ok()));
}

criterion_group!(benches, stages, rules);
criterion_main!(benches);
