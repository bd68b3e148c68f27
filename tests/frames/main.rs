//! The wire, pinned by samples: one file per frame and form. Rust (here) and JavaScript
//! (`tests/page-unit`) both read them, so neither side can change a frame alone.
//!
//! Not here: what a frame causes.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::path::Path;

use dormouse::chat::client_frames::FromClient;
use dormouse::chat::frames::{ResetReason, ToClient, ToUserClient};
use dormouse::chat::{Event, EventKind};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Names an enum's variants twice: as a list, and as a `match` that fails to compile when a variant
/// is new.
macro_rules! variants {
    ($names:ident, $name_of:ident, $type:ty, { $($pattern:pat => $name:literal),* $(,)? }) => {
        const $names: &[&str] = &[$($name),*];

        fn $name_of(it: &$type) -> &'static str {
            match it { $($pattern => $name),* }
        }
    };
}

variants!(FROM_CLIENT, from_client, FromClient, {
    FromClient::Post(_) => "post",
    FromClient::Edit { .. } => "edit",
    FromClient::Delete { .. } => "delete",
    FromClient::React { .. } => "react",
    FromClient::Pin { .. } => "pin",
    FromClient::Seen { .. } => "seen",
    FromClient::Focus { .. } => "focus",
    FromClient::Typing => "typing",
    FromClient::Ack { .. } => "ack",
});

variants!(TO_CLIENT, to_client, ToClient, {
    ToClient::Welcome(_) => "welcome",
    ToClient::Page(_) => "page",
    ToClient::Mine { .. } => "mine",
    ToClient::Events { .. } => "events",
    ToClient::Live { .. } => "live",
    ToClient::Reset { .. } => "reset",
    ToClient::Posted { .. } => "posted",
    ToClient::Done { .. } => "done",
    ToClient::Read { .. } => "read",
    ToClient::Typing { .. } => "typing",
    ToClient::Presence { .. } => "presence",
    ToClient::Lagging { .. } => "lagging",
    ToClient::Error(_) => "error",
});

variants!(TO_USER_CLIENT, to_user_client, ToUserClient, {
    ToUserClient::Welcome { .. } => "welcome",
    ToUserClient::Inbox { .. } => "inbox",
    ToUserClient::Gone { .. } => "gone",
    ToUserClient::Profile(_) => "profile",
    ToUserClient::Error(_) => "error",
});

variants!(KINDS, kind, EventKind, {
    EventKind::Message(_) => "message",
    EventKind::Edited(_) => "edited",
    EventKind::Deleted(_) => "deleted",
    EventKind::Reacted(_) => "reacted",
    EventKind::Unreacted(_) => "unreacted",
    EventKind::Pinned(_) => "pinned",
    EventKind::Unpinned(_) => "unpinned",
    EventKind::Created(_) => "created",
    EventKind::Joined => "joined",
    EventKind::Left => "left",
    EventKind::Admitted(_) => "admitted",
    EventKind::Removed(_) => "removed",
    EventKind::RoleChanged(_) => "role_changed",
    EventKind::Renamed(_) => "renamed",
    EventKind::ProfileChanged => "profile_changed",
    EventKind::Unknown => "unknown",
});

variants!(REASONS, reason, ResetReason, {
    ResetReason::Future => "future",
    ResetReason::Epoch => "epoch",
    ResetReason::Garbage => "garbage",
    ResetReason::TooFar => "too_far",
});

#[test]
fn every_client_frame_decodes_and_encodes_as_its_sample() {
    let read = |text: &str| FromClient::read(text).map_err(|error| format!("{error:?}"));
    let frames = check_samples_by("from_client", read);
    check_all_seen(FROM_CLIENT, frames.iter().map(from_client));
}

#[test]
fn every_conversation_frame_decodes_and_encodes_as_its_sample() {
    let frames: Vec<ToClient> = check_samples("to_client");
    check_all_seen(TO_CLIENT, frames.iter().map(to_client));
}

#[test]
fn every_inbox_frame_decodes_and_encodes_as_its_sample() {
    let frames: Vec<ToUserClient> = check_samples("to_user_client");
    check_all_seen(TO_USER_CLIENT, frames.iter().map(to_user_client));
}

#[test]
fn every_kind_of_event_and_every_reason_for_a_reset_has_a_sample() {
    let frames: Vec<ToClient> = check_samples("to_client");
    check_all_seen(KINDS, events(&frames).map(|event| kind(&event.kind)));
    let reasons = frames.iter().filter_map(|frame| match frame {
        ToClient::Reset { reason } => Some(self::reason(reason)),
        _ => None,
    });
    check_all_seen(REASONS, reasons);
}

#[test]
fn each_optional_field_has_a_sample_with_it_and_one_without() {
    let has = |folder: &str, holds: &dyn Fn(&Value) -> bool| {
        samples(folder).iter().any(|(_, sample)| holds(sample))
    };
    for (folder, kind, path) in [
        ("to_client", "welcome", "/stream"),
        ("to_client", "error", "/client_id"),
        ("to_client", "error", "/request"),
        ("to_client", "welcome", "/profiles"),
        ("to_client", "page", "/profiles"),
        ("to_client", "events", "/profiles"),
        ("to_client", "events", "/profiles/0/name"),
        ("to_user_client", "welcome", "/profile"),
        ("to_user_client", "profile", "/name"),
        ("to_user_client", "inbox", "/entries/0/handle"),
        ("to_user_client", "inbox", "/entries/0/last/name"),
        ("to_client", "page", "/items/0/quote"),
        ("to_client", "page", "/items/0/mentions"),
        ("to_client", "page", "/items/0/edited_at"),
        ("to_client", "page", "/items/0/deleted"),
        ("to_client", "page", "/items/0/deleted/removed_by"),
        ("to_client", "page", "/items/0/reactions"),
        ("to_client", "page", "/items/0/pinned"),
        ("to_client", "page", "/items/0/quote/deleted"),
        ("to_client", "page", "/items/0/mentions/everyone"),
        ("to_client", "page", "/items/0/mentions/here"),
        ("to_client", "events", "/events/0/body"),
        ("to_client", "events", "/events/0/mentions"),
        ("to_client", "events", "/events/0/newly"),
        ("to_client", "events", "/events/0/reaction"),
        ("to_user_client", "inbox", "/entries/0/last/deleted"),
        ("to_client", "error", "/retry_after"),
        ("to_user_client", "inbox", "/entries/0/last"),
        ("to_client", "error", "/params"),
    ] {
        let of_kind = |sample: &Value| sample["type"] == kind;
        assert!(
            has(folder, &|it| of_kind(it) && it.pointer(path).is_some()),
            "no {kind} with {path}"
        );
        assert!(
            has(folder, &|it| of_kind(it) && it.pointer(path).is_none()),
            "no {kind} without {path}"
        );
    }
}

#[test]
fn an_invalid_frame_is_refused() {
    for (name, sample) in samples("refused") {
        let read = FromClient::read(&sample.to_string());
        assert!(read.is_err(), "refused/{name} was read as {read:?}");
    }
}

#[test]
fn text_that_is_not_strict_json_is_refused() {
    for text in [
        "",
        " ",
        "ping",
        "{",
        r#"{"type":"typing"}{"type":"typing"}"#,
        r#"{"type":"typing"} and more"#,
        r#"{"type":"seen","seq":1,"seq":2}"#,
        r#"{"type":"seen","type":"ack","seq":1}"#,
        r#"{"type":"seen","seq":1e0}"#,
        r#"{"type":"seen","seq":NaN}"#,
        r#"{"type":"post","client_id":"a","body":"\ud800"}"#,
        "{\"type\":\"post\",\"client_id\":\"a\",\"body\":\"a\nb\"}",
    ] {
        let read = FromClient::read(text);
        assert!(read.is_err(), "{text:?} was read as {read:?}");
    }
    let deep = "[".repeat(100_000);
    assert!(
        FromClient::read(&deep).is_err(),
        "deep nesting must not exhaust the stack"
    );
}

/// Decodes every sample of a folder and checks that it encodes to the same JSON.
#[track_caller]
fn check_samples<F: Debug + Serialize + DeserializeOwned>(folder: &str) -> Vec<F> {
    let read = |text: &str| serde_json::from_str(text).map_err(|error| error.to_string());
    check_samples_by(folder, read)
}

#[track_caller]
fn check_samples_by<F: Debug + Serialize>(
    folder: &str,
    read: impl Fn(&str) -> Result<F, String>,
) -> Vec<F> {
    let check = |(name, sample): (String, Value)| {
        let frame = match read(&sample.to_string()) {
            Ok(frame) => frame,
            Err(error) => panic!("{folder}/{name}: {error}"),
        };
        assert_eq!(
            serde_json::to_value(&frame).ok(),
            Some(sample),
            "{folder}/{name}"
        );
        frame
    };
    samples(folder).into_iter().map(check).collect()
}

#[track_caller]
fn check_all_seen(names: &[&str], seen: impl Iterator<Item = &'static str>) {
    let wanted: BTreeSet<_> = names.iter().copied().collect();
    assert_eq!(seen.collect::<BTreeSet<_>>(), wanted, "each needs a sample");
}

fn events(frames: &[ToClient]) -> impl Iterator<Item = &Event> {
    frames.iter().flat_map(|frame| match frame {
        ToClient::Events { events, .. } => events.as_slice(),
        _ => &[],
    })
}

/// The samples of a folder, by name.
fn samples(folder: &str) -> Vec<(String, Value)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/frames")
        .join(folder);
    let files = fs::read_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut samples: Vec<_> = files
        .map(|file| {
            let path = file.expect("a folder that was just opened").path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
            let sample =
                serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, sample)
        })
        .collect();
    samples.sort_by(|(one, _), (other, _)| one.cmp(other));
    assert!(!samples.is_empty(), "{folder} is empty");
    samples
}
