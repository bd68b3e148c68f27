//! Texts, checked against samples. `tests/page-unit` and `tests/worker` read the same files, so the
//! page, this build and the deployed one agree on what a character is.
//!
//! A sample's text is a string, or a list of strings and repetitions (`{times, of}`).

use std::fs;
use std::path::Path;

use dormouse::chat::{Refusal, text};
use serde::{Deserialize, de::DeserializeOwned};

#[derive(Deserialize)]
#[serde(untagged)]
enum Text {
    One(String),
    Repeated { times: usize, of: Box<Text> },
    Parts(Vec<Text>),
}

impl Text {
    fn spelled(&self) -> String {
        match self {
            Self::One(text) => text.clone(),
            Self::Repeated { times, of } => of.spelled().repeat(*times),
            Self::Parts(parts) => parts.iter().map(Self::spelled).collect(),
        }
    }
}

#[derive(Deserialize)]
struct Sample {
    what: String,
    text: Text,
}

#[derive(Deserialize)]
struct Titles {
    accepted: Vec<Sample>,
    refused: Vec<Sample>,
}

#[derive(Deserialize)]
struct Previewed {
    what: String,
    body: Text,
    preview: Text,
}

fn samples<T: DeserializeOwned>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/text")
        .join(name);
    let text = fs::read_to_string(path).expect("a file of samples");
    serde_json::from_str(&text).expect("samples of this form")
}

#[test]
fn invisible_text_is_no_message_and_no_title() {
    for Sample { what, text } in samples::<Vec<Sample>>("nothing.json") {
        let text = text.spelled();
        assert!(
            matches!(text::message(&text), Err(Refusal::BadMessage(_))),
            "{what}"
        );
        assert_eq!(text::title(&text), Err(Refusal::BadTitle), "{what}");
    }
}

#[test]
fn a_title_has_at_most_80_characters_as_people_see_them_and_hides_nothing() {
    let Titles { accepted, refused } = samples("titles.json");
    for Sample { what, text } in refused {
        assert_eq!(
            text::title(&text.spelled()),
            Err(Refusal::BadTitle),
            "{what}"
        );
    }
    for Sample { what, text } in accepted {
        let text = text.spelled();
        assert_eq!(text::title(&text).as_ref(), Ok(&text), "{what}");
        assert_eq!(text::topic(&text).as_ref(), Ok(&text), "{what}");
        assert_eq!(text::message(&text).as_ref(), Ok(&text), "{what}");
    }
}

#[test]
fn a_preview_is_the_first_120_characters_and_never_part_of_one() {
    for Previewed {
        what,
        body,
        preview,
    } in samples::<Vec<Previewed>>("previews.json")
    {
        assert_eq!(text::preview(&body.spelled()), preview.spelled(), "{what}");
    }
}
