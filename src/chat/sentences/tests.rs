//! Every refusal has its sentence.

use super::*;
use crate::chat::ClientId;
use crate::chat::frames::ErrorBody;
use crate::chat::refusal::{FileRule, Room};

/// One refusal of each variant. A new variant does not compile until it is here.
fn each() -> Vec<Refusal> {
    use Refusal::*;
    let next = |refusal: &Refusal| match refusal {
        BadRequest(_) => Some(BadHandle),
        BadHandle => Some(BadName(NameRule::Blank)),
        BadName(_) => Some(WeakPassword(PasswordRule::TooShort(8))),
        WeakPassword(_) => Some(BadTitle),
        BadTitle => Some(BadTopic),
        BadTopic => Some(BadMessage(MessageRule::Blank)),
        BadMessage(_) => Some(BadSearch(SearchRule::Empty)),
        BadSearch(_) => Some(BadEmoji),
        BadEmoji => Some(NotSignedIn),
        NotSignedIn => Some(WrongPassword),
        WrongPassword => Some(NotAllowed(Denied::Admit)),
        NotAllowed(_) => Some(WrongOrigin),
        WrongOrigin => Some(HttpsRequired),
        HttpsRequired => Some(RegistrationClosed),
        RegistrationClosed => Some(NotFound),
        NotFound => Some(NoSuchMessage),
        NoSuchMessage => Some(MethodNotAllowed),
        MethodNotAllowed => Some(Taken),
        Taken => Some(ClientIdReused),
        ClientIdReused => Some(Direct),
        Direct => Some(TooManyReactions(ReactionRule::All)),
        TooManyReactions(_) => Some(TooManyPins),
        TooManyPins => Some(StreamGone),
        StreamGone => Some(MessageDeleted),
        MessageDeleted => Some(Full),
        Full => Some(TooLarge(65_536)),
        TooLarge(_) => Some(Quota(Room::Yours(1 << 30))),
        Quota(_) => Some(BadFile(FileRule::Empty)),
        BadFile(_) => Some(NotUpgrade),
        NotUpgrade => Some(TooFast(3)),
        TooFast(_) => Some(Busy),
        Busy => Some(Internal),
        Internal => None,
    };
    std::iter::successors(Some(BadRequest("a frame was expected.".into())), next).collect()
}

/// Every rule of those refusals that have several.
fn rules() -> Vec<Refusal> {
    let passwords = [
        PasswordRule::TooShort(8),
        PasswordRule::TooLong(1_024),
        PasswordRule::Common,
        PasswordRule::OwnName,
    ];
    let messages = [
        MessageRule::Blank,
        MessageRule::TooLong,
        MessageRule::ControlCharacter,
    ];
    let searches = [
        SearchRule::Empty,
        SearchRule::TooLong,
        SearchRule::Date,
        SearchRule::Has,
    ];
    let denied = [
        Denied::Admit,
        Denied::Remove,
        Denied::ChangeRole,
        Denied::Rename,
        Denied::Edit,
        Denied::Delete,
        Denied::Pin,
    ];
    let reactions = [ReactionRule::Yours, ReactionRule::All];
    let rooms = [Room::Yours(1 << 20), Room::Everyone(1 << 21)];
    let files = [
        FileRule::Empty,
        FileRule::Name,
        FileRule::MediaType,
        FileRule::Hash,
        FileRule::Measure,
        FileRule::Alt,
        FileRule::ChunkSize,
        FileRule::Incomplete,
        FileRule::Differs,
        FileRule::TooMany(10),
        FileRule::NotUploaded,
        FileRule::Preview,
    ];
    let names = [
        NameRule::Blank,
        NameRule::TooLong,
        NameRule::Hidden,
        NameRule::Marks,
        NameRule::Reserved,
    ];
    let passwords = passwords.map(Refusal::WeakPassword).into_iter();
    passwords
        .chain(names.map(Refusal::BadName))
        .chain(messages.map(Refusal::BadMessage))
        .chain(searches.map(Refusal::BadSearch))
        .chain(denied.map(Refusal::NotAllowed))
        .chain(reactions.map(Refusal::TooManyReactions))
        .chain(rooms.map(Refusal::Quota))
        .chain(files.map(Refusal::BadFile))
        .collect()
}

#[test]
fn every_refusal_has_a_code_of_its_own_and_a_sentence_for_people() {
    let bodies: Vec<_> = each()
        .iter()
        .map(|refusal| refusal.error_body(None))
        .collect();
    let codes: std::collections::BTreeSet<_> = bodies.iter().map(|body| &body.code).collect();
    assert_eq!(codes.len(), bodies.len());
    let rules = rules();
    let rules = rules.iter().map(|refusal| refusal.error_body(None));
    for ErrorBody { code, message, .. } in bodies.into_iter().chain(rules) {
        assert!(
            message.ends_with('.') && message.starts_with(char::is_uppercase),
            "{code}: {message}"
        );
        assert!(
            message.split(' ').count() > 2 && !message.contains("error"),
            "{code}: {message}"
        );
    }
}

#[test]
fn each_rule_has_a_sentence_and_a_parameter_of_its_own() {
    let rules = rules();
    let said: std::collections::BTreeSet<_> = rules
        .iter()
        .map(|refusal| refusal.error_body(None).message)
        .collect();
    assert_eq!(said.len(), rules.len());
    for refusal in &rules {
        assert!(
            refusal.params().is_some_and(|params| params.rule.is_some()),
            "{refusal:?}"
        );
    }
    let too_long = Refusal::BadMessage(MessageRule::TooLong);
    assert_eq!(
        too_long.params().and_then(|params| params.limit),
        Some(8_000)
    );
    assert_eq!(
        too_long.sentence(),
        "A message has at most 8,000 characters."
    );
}

#[test]
fn every_code_status_and_rule_is_in_the_protocol() {
    let protocol = include_str!("../../../docs/protocol.md");
    for refusal in each() {
        let (code, status) = refusal.code();
        let documents = |line: &&str| {
            line.contains(&format!("`{code}`")) && line.contains(&format!("| {status} |"))
        };
        assert!(
            protocol.lines().any(|line| documents(&line)),
            "{code} {status} is not in docs/protocol.md"
        );
    }
    for refusal in rules() {
        let rule = refusal
            .params()
            .and_then(|params| params.rule)
            .unwrap_or_default();
        assert!(
            protocol.contains(&format!("`{rule}`")),
            "{rule} is not in docs/protocol.md"
        );
    }
}

#[test]
fn a_too_fast_refusal_says_when_to_retry_and_names_the_post() {
    let client_id = ClientId::parse("a1");
    let body = Refusal::TooFast(3).error_body(client_id.clone());
    assert_eq!((body.retry_after, body.client_id), (Some(3), client_id));
    assert_eq!(Refusal::NotFound.error_body(None).retry_after, None);
}
