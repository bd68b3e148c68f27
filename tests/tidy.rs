//! The house rules that a compiler does not know (DESIGN §5, STYLE): what may be named where, and how long a file may be.
//!
//! Read as absences: each test says what is nowhere, or only in one place.

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
struct File {
    /// From the root, with forward slashes.
    path: String,
    text: String,
}

#[test]
fn what_a_chat_is_never_names_the_platform() {
    nowhere(
        &code("src/chat/"),
        &["worker::", "use worker", "js_sys", "wasm_bindgen"],
    );
}

#[test]
fn only_the_store_speaks_sql() {
    let others = without(code("src/"), &["src/store/"]);
    nowhere(
        &others,
        &[
            "SELECT ",
            "INSERT ",
            "UPDATE ",
            "DELETE FROM",
            "CREATE TABLE",
        ],
    );
}

#[test]
fn nothing_that_came_from_outside_can_end_the_instance() {
    let panics = [
        ".unwrap()",
        ".expect(",
        "todo!(",
        "unimplemented!(",
        "panic!(",
        "unreachable!(",
        "dbg!(",
    ];
    nowhere(&code("src/"), &panics);
}

#[test]
fn json_is_typed_and_markup_is_never_made_of_text() {
    nowhere(&code("src/"), &["json!("]);
    let markup = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
    ];
    nowhere(&code("public/"), &markup);
}

#[test]
fn only_the_edge_asks_the_time_or_for_chance() {
    let edge = ["src/objects/edge/", "src/objects/gate/", "src/http/"];
    let others = without(code("src/"), &edge);
    nowhere(
        &others,
        &[
            "Date::now",
            "SystemTime",
            "Instant::now",
            "getrandom::",
            "Math::random",
        ],
    );
}

#[test]
fn no_test_sleeps_or_is_put_off() {
    let native = files()
        .into_iter()
        .filter(|file| file.path.starts_with("tests/") && is(file, "rs"));
    let native: Vec<_> = native.filter(|file| file.path != "tests/tidy.rs").collect();
    nowhere(&native, &["thread::sleep", "#[ignore"]);
}

#[test]
fn every_file_is_short_enough_to_read() {
    let mut long = Vec::new();
    for file in files() {
        let lines = file.text.lines().count();
        let most = match (extension(&file), file.path.starts_with("public/")) {
            ("rs" | "mjs", _) | ("js", false) => 300,
            ("js", true) => 150,
            ("css", _) => 200,
            _ => usize::MAX,
        };
        if lines > most {
            long.push(format!("{}: {lines} lines, at most {most}", file.path));
        }
    }
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn every_file_says_first_what_it_is() {
    let mut mute = Vec::new();
    for file in files() {
        let first = file
            .text
            .lines()
            .find(|line| !line.starts_with("#!"))
            .unwrap_or_default();
        let says = match extension(&file) {
            "rs" => first.starts_with("//!"),
            "js" | "mjs" => first.starts_with("//") || first.starts_with("/*"),
            "css" => first.starts_with("/*"),
            "sql" => first.starts_with("--"),
            _ => true,
        };
        if !says {
            mute.push(file.path);
        }
    }
    assert_eq!(mute, Vec::<String>::new());
}

#[test]
fn no_line_ends_in_blanks_and_every_file_ends_in_one_line_end() {
    let mut untidy = Vec::new();
    for file in files() {
        let blanks = file
            .text
            .lines()
            .any(|line| line.ends_with([' ', '\t', '\r']));
        if blanks || !file.text.ends_with('\n') || file.text.ends_with("\n\n") {
            untidy.push(file.path);
        }
    }
    assert_eq!(untidy, Vec::<String>::new());
}

#[test]
fn nothing_knows_the_machine_it_was_written_on() {
    let files = without(files(), &["tests/tidy.rs"]);
    nowhere(
        &files,
        &["/home/", "/Users/", "C:\\Users", "\"resolved\": \"http"],
    );
}

/// Fails with every place where one of the words is.
#[track_caller]
fn nowhere(files: &[File], words: &[&str]) {
    assert!(!files.is_empty(), "nothing was looked at");
    let mut found = Vec::new();
    for file in files {
        for (line, number) in file.text.lines().zip(1..) {
            found.extend(
                words
                    .iter()
                    .filter(|word| line.contains(**word))
                    .map(|word| {
                        let path = &file.path;
                        format!("{path}:{number} has {word}")
                    }),
            );
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

/// The files under a folder without their comments and, in Rust, their unit tests.
fn code(folder: &str) -> Vec<File> {
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

fn without(files: Vec<File>, folders: &[&str]) -> Vec<File> {
    let is_kept = |file: &File| !folders.iter().any(|folder| file.path.starts_with(folder));
    files.into_iter().filter(is_kept).collect()
}

fn is(file: &File, wanted: &str) -> bool {
    extension(file) == wanted
}

fn extension(file: &File) -> &str {
    Path::new(&file.path)
        .extension()
        .and_then(|it| it.to_str())
        .unwrap_or_default()
}

/// Every text file that people write.
fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in FOLDERS {
        walk(&root.join(folder), &mut paths);
    }
    let written = [
        "rs", "js", "mjs", "css", "html", "sql", "md", "json", "toml",
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
    // Not every folder is there yet.
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
