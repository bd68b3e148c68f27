//! The sentence of each refusal in English, made from its code and its parameters. A client in
//! another language does not need these.

use super::Refusal;
use super::file_rule::size;
use super::limits::{
    BODY_CHARS, GROUP_MEMBERS, NAME_CHARS, NAME_MARKS, PINS, REACTIONS, REACTIONS_OF_ONE,
    SEARCH_CHARS, TITLE_CHARS, TOPIC_CHARS,
};
use super::refusal::{Denied, MessageRule, NameRule, PasswordRule, ReactionRule, SearchRule};

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
            Self::BadName(NameRule::TooLong) => {
                return format!("A name has at most {NAME_CHARS} characters.");
            }
            Self::BadName(NameRule::Marks) => {
                return format!("A letter of a name has at most {NAME_MARKS} marks.");
            }
            Self::BadSearch(SearchRule::TooLong) => {
                return format!("A search has at most {SEARCH_CHARS} characters and 24 words.");
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
            Self::TooManyPins => {
                return format!("A conversation has at most {PINS} pinned messages.");
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
            Self::BadName(NameRule::Blank) => "A name needs something visible.",
            Self::BadName(NameRule::Reserved) => {
                "That name means something else here; choose another."
            }
            Self::BadName(_) => {
                "A name cannot hold characters that are invisible or turn the text around."
            }
            Self::BadSearch(SearchRule::Empty) => "A search needs something to look for.",
            Self::BadSearch(SearchRule::Date) => "A date in a search looks like 2026-11-28.",
            Self::BadSearch(_) => "A search can ask for has:link and has:reaction.",
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
            Self::NotAllowed(Denied::Pin) => "Only owners and admins pin messages.",
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
mod tests;
