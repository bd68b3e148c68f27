//! What is stored of an event is read again, also by newer code.

use super::*;

const STORED: [&str; 15] = [
    r#"{"kind":"message","client_id":"a1","body":"hi"}"#,
    r#"{"kind":"created","title":"Owls","topic":"","visibility":"public"}"#,
    r#"{"kind":"joined"}"#,
    r#"{"kind":"left"}"#,
    r#"{"kind":"admitted","user":"u00000000000000000000","user_handle":"ben"}"#,
    r#"{"kind":"removed","user":"u00000000000000000000","user_handle":"ben"}"#,
    concat!(
        r#"{"kind":"role_changed","user":"u00000000000000000000","#,
        r#""user_handle":"ben","role":"admin"}"#,
    ),
    r#"{"kind":"renamed","title":"Larks","topic":"At dawn"}"#,
    r#"{"kind":"edited","message":7,"newly":["u00000000000000000000"]}"#,
    r#"{"kind":"deleted","message":7}"#,
    r#"{"kind":"reacted","message":7,"emoji":"👍"}"#,
    r#"{"kind":"unreacted","message":7,"emoji":"👍"}"#,
    r#"{"kind":"pinned","message":7}"#,
    r#"{"kind":"unpinned","message":7}"#,
    r#"{"kind":"profile_changed"}"#,
];

#[test]
fn a_kind_is_read_as_it_was_written() {
    for stored in STORED {
        let kind = EventKind::read(stored).expect(stored);
        assert_ne!(kind, EventKind::Unknown, "{stored}");
        assert_eq!(serde_json::to_string(&kind).expect("plain"), stored);
        assert_eq!(serde_json::from_str::<EventKind>(stored).ok(), Some(kind));
    }
}

#[test]
fn the_kind_founded_of_the_first_versions_is_read_as_created() {
    let old = STORED[1].replace("created", "founded");
    assert_eq!(EventKind::read(&old).ok(), EventKind::read(STORED[1]).ok());
    assert_eq!(
        serde_json::from_str::<EventKind>(&old).ok(),
        EventKind::read(STORED[1]).ok()
    );
}

#[test]
fn a_kind_that_only_newer_code_knows_is_unknown_whatever_it_carries() {
    for newer in [
        r#"{"kind":"guest_invited","role":"guest"}"#,
        r#"{"body":{"html":"<p>"},"client_id":7,"kind":"starred","user":null}"#,
    ] {
        assert_eq!(
            EventKind::read(newer).ok(),
            Some(EventKind::Unknown),
            "{newer}"
        );
    }
}

#[test]
fn a_kind_with_a_missing_field_is_an_error() {
    for broken in [
        r#"{"kind":"admitted","user":7}"#,
        r#"{"kind":"renamed","title":"Larks"}"#,
        r#"{"role":"guest"}"#,
        "left",
    ] {
        assert!(EventKind::read(broken).is_err(), "{broken}");
    }
}
