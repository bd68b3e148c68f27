//! The project's own text files, for rules about all of them.

use std::fs;
use std::path::{Path, PathBuf};

const FOLDERS: [&str; 7] = [
    "src",
    "tests",
    "public",
    "scripts",
    "migrations",
    "docs",
    "bench",
];

/// A text file of the project.
pub struct File {
    /// The path from the root, with forward slashes.
    pub path: String,
    pub text: String,
}

/// The files under a folder without their comments and, in Rust, their unit tests.
pub fn code(folder: &str) -> Vec<File> {
    let under = files()
        .into_iter()
        .filter(|file| file.path.starts_with(folder));
    let tests = |file: &File| file.path.contains("/tests/") || file.path.ends_with("/tests.rs");
    under
        .filter(|file| !tests(file))
        .map(without_comments)
        .collect()
}

fn without_comments(file: File) -> File {
    let until = file
        .text
        .find("#[cfg(test)]\nmod tests {")
        .unwrap_or(file.text.len());
    let lines = file.text[..until].lines().map(|line| {
        let comment = ["//", "*", "/*"]
            .iter()
            .any(|mark| line.trim_start().starts_with(mark));
        if comment { "" } else { line }
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    File { text, ..file }
}

pub fn without(files: Vec<File>, folders: &[&str]) -> Vec<File> {
    let is_outside = |file: &File| !folders.iter().any(|folder| file.path.starts_with(folder));
    files.into_iter().filter(is_outside).collect()
}

pub fn is(file: &File, wanted: &str) -> bool {
    extension(file) == wanted
}

pub fn extension(file: &File) -> &str {
    Path::new(&file.path)
        .extension()
        .and_then(|it| it.to_str())
        .unwrap_or_default()
}

/// Every text file that people write.
pub fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in FOLDERS {
        walk(&root.join(folder), &mut paths);
    }
    let written = [
        "rs", "js", "mjs", "ts", "tsx", "css", "html", "sql", "md", "json", "toml",
    ];
    paths.retain(|path| {
        path.extension()
            .and_then(|it| it.to_str())
            .is_some_and(|it| written.contains(&it))
    });
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a text file");
        let path = path
            .strip_prefix(root)
            .expect("it is under the root")
            .to_string_lossy()
            .replace('\\', "/");
        File { path, text }
    };
    paths.into_iter().map(read).collect()
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    // A checkout may lack a folder.
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.expect("a folder that was just opened").path();
        if path.is_dir() {
            if !path.ends_with("node_modules") {
                walk(&path, paths);
            }
        } else {
            paths.push(path);
        }
    }
}
