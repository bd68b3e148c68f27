//! What is found, and what hostile texts do. `tests/search/fixture.json` is also played on real
//! workerd.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::chat::Refusal;
use crate::chat::refusal::SearchRule;

#[derive(Deserialize)]
struct Sample {
    body: String,
    /// Queries, and what is shown of the body. Hits are in brackets.
    finds: BTreeMap<String, String>,
    misses: Vec<String>,
}

/// What is shown of a body, with brackets around hits. None if it does not fit.
fn shown(body: &str, query: &str) -> Option<String> {
    let query = Query::parse(query, 0).ok()?;
    let text = searchable(body);
    if query.link && !markup::has_address(&text) {
        return None;
    }
    let places = query.places(&tokens(&text))?;
    let mark = |part: SnippetPart| {
        if part.hit {
            format!("[{}]", part.text)
        } else {
            part.text
        }
    };
    Some(snippet(&text, &places).into_iter().map(mark).collect())
}

#[test]
fn what_the_fixture_says_is_found() {
    let samples = include_str!("../../../tests/search/fixture.json");
    let samples: Vec<Sample> = serde_json::from_str(samples).expect("a good file");
    let mut wrong = Vec::new();
    for sample in &samples {
        for (query, wanted) in &sample.finds {
            let found = shown(&sample.body, query);
            if !found.as_ref().is_some_and(|it| it.contains(wanted)) {
                wrong.push(format!("{query} → {found:?}, not {wanted}"));
            }
        }
        for query in &sample.misses {
            if let Some(found) = shown(&sample.body, query) {
                wrong.push(format!("{query} → {found:?}, and should miss"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[track_caller]
fn refused(query: &str, rule: SearchRule) {
    assert_eq!(
        Query::parse(query, 0),
        Err(Refusal::BadSearch(rule)),
        "{query}"
    );
}

#[test]
fn a_query_without_anything_to_look_for_or_with_a_bad_filter_is_refused() {
    for nothing in [
        "", " \n", "\0", "\"\"", "*", "( )", "in:owls", "from:", "has: ", "\u{200d}",
    ] {
        refused(nothing, SearchRule::Empty);
    }
    refused(&"x".repeat(201), SearchRule::TooLong);
    refused(&"x ".repeat(25), SearchRule::TooLong);
    refused("before:tomorrow", SearchRule::Date);
    refused("on:2026-02-30", SearchRule::Date);
    refused("has:owl", SearchRule::Has);
    assert!(Query::parse(&"ä".repeat(200), 0).is_ok());
}

#[test]
fn filters_are_read_beside_words() {
    let text = "Eagle FROM:@Anna in:\"Night owls\" after:2026-11-01 before:2026-12-01 has:link owl";
    let query = Query::parse(text, 60).expect("a good query");
    let words: Vec<_> = query
        .terms
        .iter()
        .map(|it| (it.tokens.join(" "), it.prefix))
        .collect();
    assert_eq!(
        words,
        [("eagle".to_owned(), false), ("owl".to_owned(), true)]
    );
    assert_eq!(query.from, ["anna"]);
    assert_eq!((query.link, query.reaction), (true, false));
    assert!(query.is_within("The NIGHT-OWLS of Berlin") && !query.is_within("Night shift"));
    let hour = 3_600_000;
    let november = 1_793_491_200_000;
    let day = 24 * hour;
    assert_eq!(query.since, Some(november + day - hour));
    assert_eq!(query.until, Some(november + 30 * day - hour));
    let on = Query::parse("on:2026-11-01", 0).expect("a good query");
    assert_eq!((on.since, on.until), (Some(november), Some(november + day)));
    let unknown = Query::parse("note:this http://x.org", 0).expect("words");
    assert_eq!(unknown.terms.len(), 2);
}

#[test]
fn a_snippet_is_around_the_first_hit() {
    let body = format!("{}needle {}", "hay ".repeat(200), "straw ".repeat(200));
    let found = shown(&body, "needle").expect("it is there");
    assert!(found.contains("hay [needle] straw"), "{found}");
    assert!(
        found.starts_with("…hay") && found.ends_with("straw…"),
        "{found}"
    );
    assert!(found.chars().count() < 260, "{found}");
    assert_eq!(
        shown("a\nneedle\tb", "needle").as_deref(),
        Some("a [needle] b")
    );
}

#[test]
fn the_code_of_a_prefix_is_a_prefix_of_the_code() {
    for key in [0, 1, (1 << 53) - 1] {
        for word in ["owl", "über", "東京", "a9", "🎉"] {
            let letters: Vec<char> = word.chars().collect();
            for end in 0..=letters.len() {
                let prefix: String = letters.iter().take(end).collect();
                assert!(
                    code(key, word).starts_with(&code(key, &prefix)),
                    "{word} {end}"
                );
            }
            assert!(!code(key, word).contains(word));
        }
    }
    assert_ne!(code(1, "owl"), code(2, "owl"));
    let words: Vec<String> = ('a'..='z').map(|it| code(7, &format!("ow{it}"))).collect();
    let distinct: std::collections::BTreeSet<_> = words.iter().collect();
    assert_eq!(distinct.len(), 26);
}

fn texts() -> impl Strategy<Value = String> {
    let odd = "[a-cA-C_'ßüé🎉東京都가\u{301}\u{3099}\u{200d}\u{202e}\0\n\" :(*.-]{0,24}";
    prop_oneof![odd, any::<String>()]
}

proptest! {
    #[test]
    fn every_token_lies_in_its_text_and_has_a_code(text in texts()) {
        let tokens = tokens(&text);
        for token in &tokens {
            let place = text.get(token.start..token.end);
            prop_assert!(place.is_some_and(|place| !place.is_empty()), "{token:?}");
            prop_assert!(text.is_char_boundary(token.first_end));
            prop_assert!(!token.text.is_empty() && !token.text.contains(' '));
            let code = code(9, &token.text);
            let is_safe = code.chars().all(|it| it.is_ascii_alphanumeric() || it >= '\u{100}');
            prop_assert!(is_safe);
        }
        for extra in extras(&tokens) {
            prop_assert!(text.get(extra.start..extra.end).is_some());
        }
    }

    #[test]
    fn every_word_of_a_text_finds_it(text in texts()) {
        for word in text.split(|it: char| it.is_whitespace() || it.is_control() || it == '"') {
            let Ok(query) = Query::parse(&format!("\"{word}\""), 0) else { continue };
            prop_assert!(query.places(&tokens(&text)).is_some(), "{word:?} in {text:?}");
        }
    }

    #[test]
    fn no_query_and_no_body_makes_a_panic(query in texts(), body in texts(), offset: i64) {
        if let Ok(query) = Query::parse(&query, offset) {
            let text = searchable(&body);
            if let Some(places) = query.places(&tokens(&text)) {
                let shown: String = snippet(&text, &places).into_iter().map(|it| it.text).collect();
                prop_assert!(shown.len() <= text.len() + 6);
            }
        }
    }
}
