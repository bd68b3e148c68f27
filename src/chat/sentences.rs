//! The sentence of each refusal in English, made from its code and its parameters. A client in
//! another language does not need these.

use super::Refusal;
use super::file_rule::size;
use super::limits::{
    BODY_CHARS, GROUP_MEMBERS, REACTIONS, REACTIONS_OF_ONE, TITLE_CHARS, TOPIC_CHARS,
};
use super::refusal::{Denied, MessageRule, PasswordRule, ReactionRule};

impl Refusal {
    /// One sentence that a person understands.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::BadRequest(expected) => {
                return format!("That request cannot be understood: {expected}");
            }
            Self::WeakPassword(PasswordRule::TooShort(limit)) => {
                return format!("A password has at least {limit} characters.");
            }
            Self::WeakPassword(PasswordRule::TooLong(limit)) => {
                return format!("A password has at most {} bytes.", thousands(*limit));
            }
            Self::BadMessage(MessageRule::TooLong) => {
                return format!(
                    "A message has at most {} characters.",
                    thousands(BODY_CHARS)
                );
            }
            Self::BadTitle => {
                return format!(
                    "A group's name has 1 to {TITLE_CHARS} visible characters on one line."
                );
            }
            Self::BadTopic => {
                return format!(
                    "A topic has at most {TOPIC_CHARS} visible characters on one line."
                );
            }
            Self::TooManyReactions(ReactionRule::Yours) => {
                return format!("You can react to a message with {REACTIONS_OF_ONE} emoji.");
            }
            Self::TooManyReactions(ReactionRule::All) => {
                return format!("A message can have {REACTIONS} different emoji.");
            }
            Self::Full => {
                return format!(
                    "This group has {} members, which is the most.",
                    thousands(GROUP_MEMBERS)
                );
            }
            Self::TooLarge(limit) => {
                return format!("That is too large: at most {}.", size(*limit));
            }
            Self::Quota(room) => return room.sentence(),
            Self::BadFile(rule) => return rule.sentence(),
            other => other.fixed_sentence(),
        }
        .to_owned()
    }

    fn fixed_sentence(&self) -> &'static str {
        match self {
            Self::BadHandle => {
                "A name has 2 to 32 letters, digits, dots, dashes or underscores. \
                 It begins and ends with a letter or digit."
            }
            Self::WeakPassword(PasswordRule::OwnName) => {
                "A password cannot be your own name; choose another."
            }
            Self::WeakPassword(_) => {
                "That password is among the first that anyone would try; choose another."
            }
            Self::BadMessage(MessageRule::Blank) => "A message needs something to read.",
            Self::BadMessage(_) => "A message cannot hold control characters.",
            Self::NotAllowed(Denied::Admit) => "Only owners and admins let people in.",
            Self::NotAllowed(Denied::Remove) => {
                "You can only remove people whose role is below yours."
            }
            Self::NotAllowed(Denied::ChangeRole) => {
                "Only owners change roles, and the last owner hands over first."
            }
            Self::NotAllowed(Denied::Rename) => "Only owners and admins rename a group.",
            Self::NotAllowed(Denied::Edit) => "Only its author edits a message.",
            Self::NotAllowed(Denied::Delete) => "Only owners and admins delete messages of others.",
            Self::NotAllowed(Denied::MentionAll) => {
                "Only owners and admins mention everyone in a large group."
            }
            Self::BadEmoji => "That is not an emoji of the list.",
            Self::NoSuchMessage => "There is no such message in this conversation.",
            Self::MessageDeleted => "That message was deleted.",
            Self::NotSignedIn => "Sign in first.",
            Self::WrongPassword => "That name and password do not go together.",
            Self::WrongOrigin => "This request did not come from the chat's own page.",
            Self::HttpsRequired => "This chat is only to be reached over https.",
            Self::RegistrationClosed => "This chat takes no new accounts.",
            Self::NotFound => "There is no such thing here, or it is not yours to see.",
            Self::MethodNotAllowed => "This address does not take that method.",
            Self::Taken => "That name, or one that looks just like it, is taken.",
            Self::ClientIdReused => "You have used this client_id for another message.",
            Self::Direct => "A direct conversation has exactly two people and no name of its own.",
            Self::StreamGone => "This stream has ended; open a new one.",
            Self::NotUpgrade => "This address speaks WebSocket.",
            Self::TooFast(_) => "Slow down a little and try again.",
            Self::Busy => "The chat is busy; try again in a moment.",
            _ => "Something went wrong on our side; try again.",
        }
    }
}

/// A number below a million, with a comma after the thousands.
pub(super) fn thousands(number: usize) -> String {
    if number < 1_000 {
        number.to_string()
    } else {
        format!("{},{:03}", number / 1_000, number % 1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::ClientId;
    use crate::chat::frames::ErrorBody;
    use crate::chat::refusal::{FileRule, Room};

    /// One refusal of each variant. A new variant does not compile until it is here.
    fn each() -> Vec<Refusal> {
        use Refusal::*;
        let next = |refusal: &Refusal| match refusal {
            BadRequest(_) => Some(BadHandle),
            BadHandle => Some(WeakPassword(PasswordRule::TooShort(8))),
            WeakPassword(_) => Some(BadTitle),
            BadTitle => Some(BadTopic),
            BadTopic => Some(BadMessage(MessageRule::Blank)),
            BadMessage(_) => Some(BadEmoji),
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
            TooManyReactions(_) => Some(StreamGone),
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
        let denied = [
            Denied::Admit,
            Denied::Remove,
            Denied::ChangeRole,
            Denied::Rename,
            Denied::Edit,
            Denied::Delete,
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
        let passwords = passwords.map(Refusal::WeakPassword).into_iter();
        passwords
            .chain(messages.map(Refusal::BadMessage))
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
        let protocol = include_str!("../../docs/protocol.md");
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
}
