//! Every way in which a request is refused. A refusal is data: one variant, one stable code, and
//! the parameters that its sentence needs. The sentences are in [`super::sentences`].

use serde::{Deserialize, Serialize};

pub use super::file_rule::{FileRule, Room};
use super::limits::{
    BODY_CHARS, NAME_CHARS, NAME_MARKS, PINS, REACTIONS, REACTIONS_OF_ONE, SEARCH_CHARS,
    TITLE_CHARS, TOPIC_CHARS,
};
pub use super::rules::{Denied, MessageRule, NameRule, PasswordRule, ReactionRule, SearchRule};
use super::{ClientId, frames::ErrorBody};

/// A refusal. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The request does not have the form it should have. The text says what was expected, for
    /// developers of clients.
    BadRequest(String),
    BadHandle,
    BadName(NameRule),
    WeakPassword(PasswordRule),
    BadTitle,
    BadTopic,
    BadMessage(MessageRule),
    BadSearch(SearchRule),
    /// Not one emoji of the list, or not spelled as there.
    BadEmoji,
    NotSignedIn,
    /// Wrong password or no such account. Both have one answer, so that nobody learns which handles
    /// exist.
    WrongPassword,
    NotAllowed(Denied),
    WrongOrigin,
    HttpsRequired,
    RegistrationClosed,
    /// No such thing, or the person may not see it. Both have one answer, so that nobody learns
    /// which exist.
    NotFound,
    /// The conversation has no message with this `seq`.
    NoSuchMessage,
    MethodNotAllowed,
    Taken,
    ClientIdReused,
    Direct,
    TooManyReactions(ReactionRule),
    /// The conversation has [`PINS`] pins.
    TooManyPins,
    StreamGone,
    /// The message was deleted.
    MessageDeleted,
    Full,
    /// More bytes than this.
    TooLarge(u64),
    /// There is no room for this file.
    Quota(Room),
    BadFile(FileRule),
    NotUpgrade,
    /// Seconds after which a retry may succeed.
    TooFast(u64),
    Busy,
    Internal,
}

/// The named parameters of a refusal, beside `retry_after`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct Params {
    /// Which rule of several was broken, or which act is not allowed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rule: Option<String>,
    /// The number that the rule sets: characters, bytes or members.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub limit: Option<u64>,
    /// What was expected instead, for developers of clients.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expected: Option<String>,
}

/// The most characters of what a parser says about a text. It may quote the text.
const EXPECTED_CHARS: usize = 200;

impl Params {
    fn limited(rule: Option<&str>, limit: u64) -> Self {
        Self {
            rule: rule.map(str::to_owned),
            limit: Some(limit),
            expected: None,
        }
    }
}

impl Refusal {
    /// The refusal of a text that cannot be read, for what a parser says about it.
    #[must_use]
    pub fn unreadable(error: &impl std::fmt::Display) -> Self {
        Self::BadRequest(error.to_string().chars().take(EXPECTED_CHARS).collect())
    }

    /// The code that a client may rely on, and the HTTP status.
    #[must_use]
    pub fn code(&self) -> (&'static str, u16) {
        match self {
            Self::BadRequest(_) => ("bad_request", 400),
            Self::BadHandle => ("bad_handle", 400),
            Self::BadName(_) => ("bad_name", 400),
            Self::WeakPassword(_) => ("weak_password", 400),
            Self::BadTitle => ("bad_title", 400),
            Self::BadTopic => ("bad_topic", 400),
            Self::BadMessage(_) => ("bad_message", 400),
            Self::BadSearch(_) => ("bad_search", 400),
            Self::BadEmoji => ("bad_emoji", 400),
            Self::NotSignedIn => ("not_signed_in", 401),
            Self::WrongPassword => ("wrong_password", 401),
            Self::NotAllowed(_) => ("not_allowed", 403),
            Self::WrongOrigin => ("wrong_origin", 403),
            Self::HttpsRequired => ("https_required", 403),
            Self::RegistrationClosed => ("registration_closed", 403),
            Self::NotFound => ("not_found", 404),
            Self::NoSuchMessage => ("no_such_message", 404),
            Self::MethodNotAllowed => ("method_not_allowed", 405),
            Self::Taken => ("taken", 409),
            Self::ClientIdReused => ("client_id_reused", 409),
            Self::Direct => ("direct", 409),
            Self::TooManyReactions(_) => ("too_many_reactions", 409),
            Self::TooManyPins => ("too_many_pins", 409),
            Self::Full => ("full", 409),
            Self::StreamGone => ("stream_gone", 410),
            Self::MessageDeleted => ("message_deleted", 410),
            Self::TooLarge(_) => ("too_large", 413),
            Self::Quota(_) => ("quota", 409),
            Self::BadFile(_) => ("bad_file", 400),
            Self::NotUpgrade => ("not_upgrade", 426),
            Self::TooFast(_) => ("too_fast", 429),
            Self::Busy => ("busy", 503),
            Self::Internal => ("internal", 500),
        }
    }

    /// What a client needs to show the refusal in another language.
    #[must_use]
    pub fn params(&self) -> Option<Params> {
        let (rule, limit) = match self {
            Self::BadRequest(expected) => {
                let expected = Some(expected.clone());
                return Some(Params {
                    expected,
                    ..Params::default()
                });
            }
            Self::WeakPassword(rule) => match rule {
                PasswordRule::TooShort(limit) => (Some("too_short"), Some(*limit)),
                PasswordRule::TooLong(limit) => (Some("too_long"), Some(*limit)),
                PasswordRule::Common => (Some("common"), None),
                PasswordRule::OwnName => (Some("own_name"), None),
            },
            Self::BadName(rule) => match rule {
                NameRule::Blank => (Some("blank"), None),
                NameRule::TooLong => (Some("too_long"), Some(NAME_CHARS)),
                NameRule::Hidden => (Some("hidden"), None),
                NameRule::Marks => (Some("marks"), Some(NAME_MARKS)),
                NameRule::Reserved => (Some("reserved"), None),
            },
            Self::BadMessage(rule) => match rule {
                MessageRule::Blank => (Some("blank"), None),
                MessageRule::TooLong => (Some("too_long"), Some(BODY_CHARS)),
                MessageRule::ControlCharacter => (Some("control_character"), None),
            },
            Self::TooLarge(limit) => return Some(Params::limited(None, *limit)),
            Self::Quota(room) => {
                let (rule, limit) = room.params();
                return Some(Params::limited(Some(rule), limit));
            }
            Self::BadFile(rule) => rule.params(),
            Self::BadSearch(rule) => match rule {
                SearchRule::Empty => (Some("empty"), None),
                SearchRule::TooLong => (Some("too_long"), Some(SEARCH_CHARS)),
                SearchRule::Date => (Some("date"), None),
                SearchRule::Has => (Some("has"), None),
            },
            Self::NotAllowed(denied) => {
                let rule = match denied {
                    Denied::Admit => "admit",
                    Denied::Remove => "remove",
                    Denied::ChangeRole => "change_role",
                    Denied::Rename => "rename",
                    Denied::Edit => "edit",
                    Denied::Delete => "delete",
                    Denied::Pin => "pin",
                    Denied::MentionAll => "mention_all",
                };
                (Some(rule), None)
            }
            Self::TooManyReactions(rule) => match rule {
                ReactionRule::Yours => (Some("yours"), Some(REACTIONS_OF_ONE)),
                ReactionRule::All => (Some("all"), Some(REACTIONS)),
            },
            Self::TooManyPins => (None, Some(PINS)),
            Self::BadTitle => (None, Some(TITLE_CHARS)),
            Self::BadTopic => (None, Some(TOPIC_CHARS)),
            Self::Full => (None, Some(super::limits::GROUP_MEMBERS)),
            _ => return None,
        };
        Some(Params {
            rule: rule.map(str::to_owned),
            limit: limit.map(|limit| limit as u64),
            expected: None,
        })
    }

    /// The refusal as a client sees it.
    #[must_use]
    pub fn error_body(&self, client_id: Option<ClientId>) -> ErrorBody {
        let retry_after = match self {
            Self::TooFast(seconds) => Some(*seconds),
            Self::Busy => Some(1),
            _ => None,
        };
        ErrorBody {
            code: self.code().0.to_owned(),
            message: self.sentence(),
            params: self.params(),
            client_id,
            request: None,
            retry_after,
        }
    }
}
