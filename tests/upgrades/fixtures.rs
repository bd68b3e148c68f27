//! The folder of fixtures: what must be in it, what must not change, and how to add one.
//!
//! `landed.txt` holds the SHA-256 of every step and dump that has landed. It only grows.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use crate::open::{self, Kind};
use crate::story;

const UPDATE: &str = "UPDATE_FIXTURES=1 cargo test --test upgrades";
const LANDED: &str = "landed.txt";

/// A database as it was once dumped.
pub struct Fixture {
    /// The file name without extension: kind, steps, sample.
    pub name: String,
    pub kind: String,
    pub sample: String,
    /// How many steps its schema has.
    pub steps: usize,
    /// The name of the object that the database belongs to.
    pub object: String,
    pub dump: String,
    /// What today's code must read from it ([`open::contents`]).
    pub contents: Vec<String>,
}

/// All fixtures of the project. With `UPDATE_FIXTURES` set, it writes the missing ones first.
pub fn fixtures() -> impl Iterator<Item = &'static Fixture> {
    static ALL: LazyLock<Vec<Fixture>> = LazyLock::new(|| read(&folder()));
    ALL.iter()
}

/// The folder of the fixtures.
pub fn folder() -> PathBuf {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/upgrades/databases");
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            fill(&folder, &open::kinds());
        }
        folder
    });
    FOLDER.clone()
}

/// Writes what is missing: fixtures of today's schemas, the contents of each dump, and lines of
/// `landed.txt`. It overwrites nothing.
pub fn fill(folder: &Path, kinds: &[Kind]) {
    for made in story::databases() {
        let kind = kinds.iter().find(|kind| kind.name == made.kind);
        let steps = kind.map_or(0, |kind| kind.steps.len());
        let name = format!("{}-{steps}-{}", made.kind, made.sample);
        let samples = kind.map_or(&[][..], |kind| kind.samples).iter();
        let what = samples
            .filter(|(sample, _)| *sample == made.sample)
            .map(|(_, what)| *what);
        let what = what.collect::<String>();
        let (object, rows) = (&made.object, &made.dump);
        let head = format!("-- {name}: {what}. Written once, never edited.");
        let dump = format!("{head}\n-- Object: {object}\n{rows}");
        write_new(&folder.join(format!("{name}.sql")), &dump);
    }
    for (name, dump) in dumps(folder) {
        let kind = name.split('-').next().unwrap_or_default();
        let contents = open::contents(kind, object_of(&dump), &dump);
        let contents = serde_json::to_string_pretty(&contents).expect("lines can be spelled");
        write_new(
            &folder.join(format!("{name}.json")),
            &format!("{contents}\n"),
        );
    }
    let (mut lines, known) = (landed_text(folder), landed(folder));
    for (name, digest) in everything(folder, kinds) {
        if !known.contains_key(&name) {
            writeln!(lines, "{digest}  {name}").expect("a text only grows");
        }
    }
    fs::write(folder.join(LANDED), lines).expect("the folder can be written");
}

fn write_new(path: &Path, text: &str) {
    if !path.exists() {
        fs::write(path, text).expect("the folder can be written");
    }
}

/// What is wrong in the folder, each problem with its remedy.
pub fn problems(folder: &Path, kinds: &[Kind]) -> Vec<String> {
    let (mut problems, landed) = (Vec::new(), landed(folder));
    let now: BTreeMap<_, _> = everything(folder, kinds).into_iter().collect();
    for (name, digest) in &landed {
        match now.get(name) {
            Some(now) if now == digest => {}
            None => problems.push(format!("{name} has landed and is gone: bring it back.")),
            Some(_) if name.contains(" step ") => problems.push(format!(
                "{name} has landed, so there are databases that have it as it was: steps only \
                 add. Undo the edit, and put the change into a new step at the end."
            )),
            Some(_) => problems.push(format!(
                "{name}.sql is a database as it once was, and is never edited: undo the edit."
            )),
        }
    }
    for name in now.keys().filter(|name| !landed.contains_key(*name)) {
        problems.push(format!(
            "{name} is new: run `{UPDATE}` and commit what it writes."
        ));
    }
    for kind in kinds {
        let steps = kind.steps.len();
        let names = kind
            .samples
            .iter()
            .map(|(sample, _)| format!("{}-{steps}-{sample}", kind.name));
        for name in names.filter(|name| !now.contains_key(name)) {
            problems.push(format!(
                "The schema of kind “{}” has {steps} steps and there is no {name}.sql of \
                 it: run `{UPDATE}` and commit what it writes.",
                kind.name
            ));
        }
        for step in 1..steps {
            let of_step = format!("{}-{step}-", kind.name);
            if !now.keys().any(|name| name.starts_with(&of_step)) {
                problems.push(format!(
                    "No database of {of_step} is left: bring them back."
                ));
            }
        }
    }
    let has_contents = |name: &String| folder.join(format!("{name}.json")).exists();
    for (name, _) in dumps(folder).iter().filter(|(name, _)| !has_contents(name)) {
        problems.push(format!(
            "{name}.sql has no {name}.json: run `{UPDATE}`, read it, commit it."
        ));
    }
    problems
}

/// Every step and dump with its digest. Whitespace and comments in a step do not count.
fn everything(folder: &Path, kinds: &[Kind]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for kind in kinds {
        for (step, number) in kind.steps.iter().zip(1..) {
            let lines = step
                .lines()
                .filter(|line| !line.trim_start().starts_with("--"));
            let words = lines.flat_map(str::split_whitespace).collect::<Vec<_>>();
            all.push((
                format!("{} step {number}", kind.name),
                digest(&words.join(" ")),
            ));
        }
    }
    all.extend(
        dumps(folder)
            .into_iter()
            .map(|(name, dump)| (name, digest(&dump))),
    );
    all
}

/// The SHA-256 of a text, in hex.
pub fn digest(text: &str) -> String {
    let mut hex = String::new();
    for byte in Sha256::digest(text) {
        write!(hex, "{byte:02x}").expect("a text only grows");
    }
    hex
}

fn landed_text(folder: &Path) -> String {
    fs::read_to_string(folder.join(LANDED)).unwrap_or_default()
}

fn landed(folder: &Path) -> BTreeMap<String, String> {
    let text = landed_text(folder);
    let lines = text.lines().filter_map(|line| line.split_once("  "));
    lines
        .map(|(digest, name)| (name.to_owned(), digest.to_owned()))
        .collect()
}

/// The dumps in the folder, by name.
fn dumps(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("it was just opened").path());
    let dump = |path: PathBuf| {
        let name = path.file_stem()?.to_str()?.to_owned();
        let is_dump = path.extension().is_some_and(|it| it == "sql");
        is_dump.then(|| (name, fs::read_to_string(&path).expect("a text file")))
    };
    let mut dumps: Vec<_> = paths.filter_map(dump).collect();
    dumps.sort();
    dumps
}

fn object_of(dump: &str) -> &str {
    let second = dump.lines().nth(1).unwrap_or_default();
    second
        .strip_prefix("-- Object: ")
        .expect("a dump says what it is of")
}

fn read(folder: &Path) -> Vec<Fixture> {
    let fixture = |(name, dump): (String, String)| {
        let mut words = name.split('-').map(str::to_owned);
        let mut word = || words.next().expect("a name is kind-steps-sample");
        let (kind, steps, sample) = (word(), word(), word());
        let contents = fs::read_to_string(folder.join(format!("{name}.json")));
        let contents = contents
            .ok()
            .and_then(|lines| serde_json::from_str(&lines).ok());
        Fixture {
            steps: steps.parse().expect("a number of steps"),
            object: object_of(&dump).to_owned(),
            contents: contents.unwrap_or_default(),
            name,
            kind,
            sample,
            dump,
        }
    };
    dumps(folder).into_iter().map(fixture).collect()
}
