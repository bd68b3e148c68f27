//! House rules that the compiler does not check: what may be named where, and how long lines and
//! files may be. Each test states what must appear nowhere, or only in one place.

#[path = "support/files.rs"]
mod files;

use files::{File, code, extension, files, is, without};

/// Where lines of prose and code end, in characters.
const COLUMNS: usize = 100;

#[test]
fn the_chat_core_never_names_the_platform() {
    nowhere(
        &code("src/chat/"),
        &["worker::", "use worker", "js_sys", "wasm_bindgen"],
    );
}

#[test]
fn only_the_store_has_sql() {
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
fn no_input_can_panic_the_instance() {
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
fn json_is_typed_and_markup_is_never_built_from_text() {
    nowhere(&code("src/"), &["json!("]);
    let markup = [
        "innerHTML",
        "dangerouslySetInnerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
    ];
    nowhere(&code("public/"), &markup);
}

#[test]
fn only_the_edge_reads_the_clock_or_makes_randomness() {
    let edge = [
        "src/objects/edge/",
        "src/objects/gate/",
        "src/objects/file/",
        "src/http/",
    ];
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
fn the_store_never_names_the_objects() {
    nowhere(&code("src/store/"), &["objects::"]);
}

/// A [`dormouse::chat::Principal`] is proof that a session was checked. This is where it is
/// checked. Patterns that take one apart end in `=>` or `= `.
#[test]
fn only_the_check_of_a_session_makes_a_person_the_principal() {
    let others = without(code("src/"), &["src/http/session.rs"]);
    let mut places = Vec::new();
    for file in &others {
        for (start, _) in file.text.match_indices("Principal::Person {") {
            let after = &file.text[start..];
            let end = after.find('}').map_or(after.len(), |at| at + 1);
            if !is_pattern(&after[end..]) {
                let number = file.text[..start].lines().count();
                places.push(format!("{}:{number}", file.path));
            }
        }
    }
    assert_eq!(places, Vec::<String>::new());
}

/// Whether braces are followed by what follows a pattern and never a value.
fn is_pattern(after: &str) -> bool {
    let after = after.trim_start_matches([')', ',', ' ', '\n']);
    ["=>", "= ", "| ", "if "]
        .iter()
        .any(|mark| after.starts_with(mark))
}

#[test]
fn no_file_refers_to_a_document_outside_the_repository() {
    let files = without(files(), &["tests/tidy.rs"]);
    nowhere(&files, &["DESIGN", "PLATFORM", "PROMISES", "STYLE §"]);
}

/// The extensions of files whose lines are measured.
const MEASURED: [&str; 7] = ["rs", "md", "js", "mjs", "ts", "tsx", "css"];

/// Exempt are lines that cannot be broken: code blocks, tables, links, and lines with string
/// literals.
#[test]
fn no_line_is_too_long() {
    let mut long = Vec::new();
    for file in files()
        .iter()
        .filter(|file| MEASURED.contains(&extension(file)))
    {
        let is_prose = is(file, "md");
        let mut in_block = false;
        for (line, number) in file.text.lines().zip(1..) {
            let fence = is_prose && line.trim_start().starts_with("```");
            in_block ^= fence;
            let is_long = line.chars().count() > COLUMNS;
            if is_long && !in_block && !is_unbreakable(line, is_prose) {
                long.push(format!("{}:{number}", file.path));
            }
        }
    }
    assert_eq!(long, Vec::<String>::new());
}

fn is_unbreakable(line: &str, is_prose: bool) -> bool {
    let line = line.trim_start();
    let is_comment = ["//", "*", "/*"].iter().any(|mark| line.starts_with(mark));
    let is_literal = !is_prose && !is_comment && line.contains(['"', '\'', '`']);
    let is_table = is_prose && line.starts_with('|');
    let is_link = line.contains("](") || line.contains("://");
    is_literal || is_table || is_link
}

#[test]
fn no_test_sleeps_or_is_ignored() {
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
            // Generated.
            _ if file.path == "public/wire.ts" => usize::MAX,
            ("rs" | "mjs", _) | ("js" | "ts" | "tsx", false) => 300,
            // One statement or declaration takes several lines here.
            ("js" | "ts" | "tsx", true) => 200,
            ("css", _) => 250,
            _ => usize::MAX,
        };
        if lines > most {
            long.push(format!("{}: {lines} lines, at most {most}", file.path));
        }
    }
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn every_file_begins_with_what_it_is() {
    let mut mute = Vec::new();
    for file in files() {
        let first = file
            .text
            .lines()
            .find(|line| !line.starts_with("#!"))
            .unwrap_or_default();
        let says = match extension(&file) {
            "rs" => first.starts_with("//!"),
            "js" | "mjs" | "ts" | "tsx" => first.starts_with("//") || first.starts_with("/*"),
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
fn no_line_ends_with_blanks_and_every_file_ends_with_one_newline() {
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
fn no_file_names_the_machine_it_was_written_on() {
    let files = without(files(), &["tests/tidy.rs"]);
    nowhere(
        &files,
        &["/home/", "/Users/", "C:\\Users", "\"resolved\": \"http"],
    );
}

/// Fails with every place that has one of the words.
#[track_caller]
fn nowhere(files: &[File], words: &[&str]) {
    assert!(!files.is_empty(), "no file was checked");
    let mut places = Vec::new();
    for file in files {
        for (line, number) in file.text.lines().zip(1..) {
            places.extend(
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
    assert_eq!(places, Vec::<String>::new());
}
