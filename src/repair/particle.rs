//! The `ที่` between a cited body and its letter code, which engines read as almost anything (`N กค 0216`).

use crate::rules::Rules;
use crate::rules::patterns::PatternId as P;
use crate::text::{Change, TextSpan};

/// What stands for `ที่` before a known letter code, mended.
pub fn changes(text: &str, rules: &Rules) -> Vec<Change> {
    let found = rules.patterns.get(P::CitedParticle).captures_iter(text).filter_map(|c| {
        let (particle, prefix) = (c.name("particle")?, c.name("prefix")?);
        let wrong = particle.as_str() != "ที่" && rules.gazetteer.is_prefix(prefix.as_str());
        let at = TextSpan::new(particle.start(), particle.end());
        wrong.then(|| Change { at, after: "ที่".into(), rule: "cited-particle", confidence: 0.97 })
    });
    found.collect()
}
