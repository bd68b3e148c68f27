//! Marks in messages, against samples (`fixture.json`) and generated bodies. `tests/page-unit`
//! reads the same samples, and the trees that this build made of generated bodies. So the page and
//! the server agree on what a mark is.

#[expect(dead_code, reason = "the simulation uses more of it")]
#[path = "../simulation/dice.rs"]
mod dice;
mod generated;
mod tree;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use dormouse::chat::limits::BODY_CHARS;
use dormouse::chat::markup::{Block, mentioned, parse, plain};
use dormouse::chat::text;
use serde::Deserialize;
use serde_json::{Value, json};

use dice::Dice;

/// The most time for one body of the greatest length: the best of several, because other tests run
/// beside this one.
const PATIENCE: Duration = Duration::from_millis(20);
const TRIES: usize = 5;

fn bodies() -> u64 {
    number("BODIES", 100_000)
}

/// How many bodies the tests of the page's model read.
fn written() -> u64 {
    number("TREES", 20_000)
}

/// A number from the environment, or the usual one.
fn number(name: &str, usual: u64) -> u64 {
    let wanted = std::env::var(name).ok();
    wanted
        .and_then(|wanted| wanted.parse().ok())
        .unwrap_or(usual)
}

#[derive(Deserialize)]
struct Rule {
    what: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    source: String,
    tree: Value,
    plain: String,
}

#[test]
fn each_sample_has_its_tree_and_its_plain_text() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markup/fixture.json");
    let text = fs::read_to_string(path).expect("the samples");
    let rules: Vec<Rule> = serde_json::from_str(&text).expect("samples of this form");
    let mut cases = 0;
    for Rule {
        what,
        cases: of_rule,
    } in rules
    {
        for Case {
            source,
            tree,
            plain: expected,
        } in of_rule
        {
            let blocks = parse(&source);
            assert_eq!(tree::of_blocks(&blocks), tree, "{what}: {source:?}");
            assert_eq!(plain(&blocks), expected, "{what}: {source:?}");
            cases += 1;
        }
    }
    assert!(cases >= 400, "{cases} samples");
}

/// Every character of the tree is one of the body, in its order, but for the bullets.
fn is_of_body(plain: &str, body: &str) -> bool {
    let mut letters = body.chars();
    let mut shown = plain.chars().filter(|it| !it.is_whitespace() && *it != '•');
    shown.all(|it| letters.any(|letter| letter == it))
}

#[test]
fn any_body_is_read_and_what_it_says_is_kept_in_order() {
    for seed in 0..bodies() {
        let body = generated::body(&mut Dice::new(seed));
        let blocks = parse(&body);
        let text = plain(&blocks);
        assert!(is_of_body(&text, &body), "seed {seed}: {body:?} → {text:?}");
        assert!(depth(&blocks) <= 5, "seed {seed}: {body:?}");
        let letters = |text: &str| text.chars().filter(|it| it.is_alphabetic()).count();
        let languages: usize = languages(&blocks).iter().map(|it| letters(it)).sum();
        assert_eq!(
            letters(&text) + languages,
            letters(&body),
            "seed {seed}: {body:?}"
        );
        let found = mentioned(&body);
        let named = found.handles.iter().all(|handle| {
            let name = format!("@{handle}");
            text.to_ascii_lowercase().contains(&name)
        });
        assert!(named, "seed {seed}: {body:?}");
    }
    println!("{} generated bodies", bodies());
}

fn depth(blocks: &[Block]) -> usize {
    let quotes = blocks.iter().map(|block| match block {
        Block::Quote(blocks) => depth(blocks),
        _ => 0,
    });
    1 + quotes.max().unwrap_or(0)
}

/// Languages are in the body and not in its plain text.
fn languages<'a>(blocks: &[Block<'a>]) -> Vec<&'a str> {
    blocks
        .iter()
        .flat_map(|block| match block {
            Block::Code { language, .. } => vec![*language],
            Block::Quote(blocks) => languages(blocks),
            _ => Vec::new(),
        })
        .collect()
}

fn time_of(body: &str) -> Duration {
    let start = Instant::now();
    let text = plain(&parse(body));
    let found = mentioned(body);
    assert!(text.len() + found.handles.len() > 0 || body.trim().is_empty());
    start.elapsed()
}

#[test]
fn the_longest_bodies_cost_little_time() {
    let mut worst = (Duration::ZERO, String::new());
    for body in generated::hostile(BODY_CHARS) {
        let text = plain(&parse(&body));
        let took = (0..TRIES).map(|_| time_of(&body)).min().unwrap_or_default();
        assert!(text.len() <= 2 * body.len() + 8);
        assert!(took < PATIENCE, "{took:?}: {:?}", body.get(..40));
        let begins = body.chars().take(24).collect();
        worst = worst.max((took, begins));
    }
    println!("the slowest took {worst:?}");
}

#[test]
fn a_preview_shows_no_marks() {
    #[track_caller]
    fn check(body: &str, expected: &str) {
        assert_eq!(text::preview(body), expected, "{body:?}");
    }
    check("**Hi**, @anna! See `x`.", "Hi, @anna! See x.");
    check("> quoted\n\nand *so* on", "quoted and so on");
    check("```rust\nfn main() {}\n```", "fn main() {}");
    check("To buy:\n- milk\n- ~~bread~~", "To buy: • milk • bread");
    check("snake_case and 2*3*4", "snake_case and 2*3*4");
    let long = format!("**{}** *x*", "a".repeat(130));
    check(&long, &"a".repeat(120));
}

/// For the tests of the page's parser: generated bodies, and what this build reads in them.
#[test]
fn trees_are_written_to_a_file_for_the_page() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/markup");
    fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(format!("trees.{}.jsonl", std::process::id()));
    let mut file = std::io::BufWriter::new(fs::File::create(&path).expect("a file"));
    let hostile = generated::hostile(500).into_iter();
    let many = (0..written()).map(|seed| generated::body(&mut Dice::new(seed)));
    for source in hostile.chain(many) {
        let blocks = parse(&source);
        let tree = tree::of_blocks(&blocks);
        let line = json!({"source": source, "tree": tree, "plain": plain(&blocks)});
        writeln!(file, "{line}").expect("space on the disk");
    }
    file.flush().expect("space on the disk");
    drop(file);
    // Rename the file when it is complete, because the page's tests may read it at any time.
    fs::rename(path, folder.join("trees.jsonl")).expect("the same folder");
}
