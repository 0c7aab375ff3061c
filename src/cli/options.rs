//! Options that several commands share: which rules, which profile, how far repair may go.

use anyhow::{Context, Result};
use saraban::rules::{Files, Lang, Mending, RuleError, Rules};
use std::borrow::Cow;
use std::path::PathBuf;

/// How letters are read and mended.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// How far misread words are mended: not at all, where it is sure, or where it is likely
    #[arg(long, value_name = "HOW", default_value = "sure", value_parser = ["off", "sure", "likely"])]
    repair: String,
    /// What the recogniser does to letters: a file that `saraban learn` wrote, or tesseract, vlm or
    /// textlayer; without this the text itself tells
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// Take rule files from this folder in place of the built-in ones
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

/// In which language warnings are written.
#[derive(Debug, clap::Args)]
pub struct Language {
    /// Language of the warnings
    #[arg(long = "lang", value_name = "LANG", default_value = "th", value_parser = ["th", "en"])]
    pub name: String,
}

impl Language {
    /// The language that a command asks for.
    pub fn get(&self) -> Lang {
        if self.name == "en" { Lang::English } else { Lang::Thai }
    }
}

impl Options {
    /// The rules that a command asks for.
    pub fn load(&self) -> Result<Rules> {
        let files = self.files()?;
        let mut rules = Rules::read(&files).map_err(|mut e| {
            files.locate(&mut e);
            e
        })?;
        rules.mending = match self.repair.as_str() {
            "off" => Mending::Off,
            "sure" => Mending::Sure,
            _ => Mending::Likely,
        };
        if let Some(name) = self.profile() {
            rules.repairer.use_profile(&self.profile_text(&files)?).with_context(|| format!("cannot use the profile {name}"))?;
        }
        Ok(rules)
    }

    /// A fingerprint of the rule files and the profile.
    pub fn fingerprint(&self) -> Result<String> {
        let files = self.files()?;
        Ok(blake3::hash((files.fingerprint() + &self.profile_text(&files)?).as_bytes()).to_hex().to_string())
    }

    /// What changes the letters besides the rules, in words.
    pub fn describe(&self) -> String {
        format!("repair {}", self.repair)
    }

    fn files(&self) -> Result<Files, RuleError> {
        self.rules.as_ref().map_or_else(|| Ok(Files::embedded()), |dir| Files::from_dir(dir))
    }

    fn profile(&self) -> Option<Cow<'_, str>> {
        self.profile.as_ref().map(|p| p.to_string_lossy())
    }

    fn profile_text<'f>(&self, files: &'f Files) -> Result<Cow<'f, str>> {
        let Some(name) = self.profile() else { return Ok(Cow::Borrowed("")) };
        match saraban::repair::shipped_profile(files, &name) {
            Some(toml) => Ok(Cow::Borrowed(toml)),
            None => Ok(Cow::Owned(std::fs::read_to_string(&*name).with_context(|| format!("cannot read the profile {name}"))?)),
        }
    }
}
