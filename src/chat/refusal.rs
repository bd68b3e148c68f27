//! Every way in which a request is refused: one variant, one stable code, one sentence.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{ClientId, frames::ErrorBody};

/// A refusal. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The request is not of the form it should have; the text says what was expected.
    BadRequest(String),
    BadHandle,
    WeakPassword(Cow<'static, str>),
    BadTitle,
    BadTopic,
    BadMessage(Cow<'static, str>),
    NotSignedIn,
    /// Wrong password or no such account: one answer, so that nobody learns which handles exist.
    WrongPassword,
    NotAllowed(Cow<'static, str>),
    WrongOrigin,
    RegistrationClosed,
    /// No such thing, or not yours: one answer, so that nobody learns which exist.
    NotFound,
    MethodNotAllowed,
    Taken,
    ClientIdReused,
    Direct,
    StreamGone,
    Full,
    TooLarge,
    NotUpgrade,
    /// Seconds after which trying again may succeed.
    TooFast(u64),
    Busy,
    Internal,
}

impl Refusal {
    /// The code a client may rely on, and the HTTP status it travels with.
    #[must_use]
    pub fn code(&self) -> (&'static str, u16) {
        match self {
            Self::BadRequest(_) => ("bad_request", 400),
            Self::BadHandle => ("bad_handle", 400),
            Self::WeakPassword(_) => ("weak_password", 400),
            Self::BadTitle => ("bad_title", 400),
            Self::BadTopic => ("bad_topic", 400),
            Self::BadMessage(_) => ("bad_message", 400),
            Self::NotSignedIn => ("not_signed_in", 401),
            Self::WrongPassword => ("wrong_password", 401),
            Self::NotAllowed(_) => ("not_allowed", 403),
            Self::WrongOrigin => ("wrong_origin", 403),
            Self::RegistrationClosed => ("registration_closed", 403),
            Self::NotFound => ("not_found", 404),
            Self::MethodNotAllowed => ("method_not_allowed", 405),
            Self::Taken => ("taken", 409),
            Self::ClientIdReused => ("client_id_reused", 409),
            Self::Direct => ("direct", 409),
            Self::Full => ("full", 409),
            Self::StreamGone => ("stream_gone", 410),
            Self::TooLarge => ("too_large", 413),
            Self::NotUpgrade => ("not_upgrade", 426),
            Self::TooFast(_) => ("too_fast", 429),
            Self::Busy => ("busy", 503),
            Self::Internal => ("internal", 500),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::BadRequest(expected) => return format!("That request cannot be understood: {expected}"),
            Self::BadHandle => {
                "A name has 2 to 32 letters, digits, dots, dashes or underscores, and begins and ends with a letter or digit."
            }
            Self::WeakPassword(why) | Self::BadMessage(why) | Self::NotAllowed(why) => why.as_ref(),
            Self::BadTitle => "A group's name has 1 to 80 characters on one line.",
            Self::BadTopic => "A topic has at most 250 characters on one line.",
            Self::NotSignedIn => "Sign in first.",
            Self::WrongPassword => "That name and password do not go together.",
            Self::WrongOrigin => "This request did not come from the chat's own page.",
            Self::RegistrationClosed => "This chat takes no new accounts.",
            Self::NotFound => "There is no such thing here, or it is not yours to see.",
            Self::MethodNotAllowed => "This address does not take that method.",
            Self::Taken => "That name, or one that looks just like it, is taken.",
            Self::ClientIdReused => "You have used this client_id for another message.",
            Self::Direct => "A direct conversation has exactly two people and no name of its own.",
            Self::StreamGone => "This stream has ended; open a new one.",
            Self::Full => "This group is full.",
            Self::TooLarge => "That is too large.",
            Self::NotUpgrade => "This address speaks WebSocket.",
            Self::TooFast(_) => "Slow down a little and try again.",
            Self::Busy => "The chat is busy; try again in a moment.",
            Self::Internal => "Something went wrong on our side; try again.",
        }
        .to_owned()
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
            client_id,
            retry_after,
        }
    }
}

/// How the server ends a socket, beside 1000 and what the runtime sends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseCode {
    TooLarge = 1009,
    Restart = 1012,
    SignedOut = 4001,
    NotAMember = 4003,
    TooFast = 4008,
    TooSlow = 4009,
}

impl CloseCode {
    #[must_use]
    pub fn number(self) -> u16 {
        self as u16
    }

    /// The close frame's reason: at most 123 bytes (RFC 6455 §5.5.1).
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::TooLarge => "frame too large",
            Self::Restart => "restarting",
            Self::SignedOut => "signed out",
            Self::NotAMember => "no longer a member",
            Self::TooFast => "too fast",
            Self::TooSlow => "too slow",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of each; a new variant stops this from compiling until it is here.
    fn each() -> Vec<Refusal> {
        use Refusal::*;
        let next = |refusal: &Refusal| match refusal {
            BadRequest(_) => Some(BadHandle),
            BadHandle => Some(WeakPassword("A password has at least 8 characters.".into())),
            WeakPassword(_) => Some(BadTitle),
            BadTitle => Some(BadTopic),
            BadTopic => Some(BadMessage("A message needs something to read.".into())),
            BadMessage(_) => Some(NotSignedIn),
            NotSignedIn => Some(WrongPassword),
            WrongPassword => Some(NotAllowed("Only owners and admins let people in.".into())),
            NotAllowed(_) => Some(WrongOrigin),
            WrongOrigin => Some(RegistrationClosed),
            RegistrationClosed => Some(NotFound),
            NotFound => Some(MethodNotAllowed),
            MethodNotAllowed => Some(Taken),
            Taken => Some(ClientIdReused),
            ClientIdReused => Some(Direct),
            Direct => Some(StreamGone),
            StreamGone => Some(Full),
            Full => Some(TooLarge),
            TooLarge => Some(NotUpgrade),
            NotUpgrade => Some(TooFast(3)),
            TooFast(_) => Some(Busy),
            Busy => Some(Internal),
            Internal => None,
        };
        std::iter::successors(Some(BadRequest("a frame was expected.".into())), next).collect()
    }

    #[test]
    fn every_refusal_has_a_code_of_its_own_and_a_sentence_for_people() {
        let bodies: Vec<_> = each()
            .iter()
            .map(|refusal| refusal.error_body(None))
            .collect();
        let codes: std::collections::BTreeSet<_> = bodies.iter().map(|body| &body.code).collect();
        assert_eq!(codes.len(), bodies.len());
        for ErrorBody { code, message, .. } in bodies {
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
    fn every_code_and_status_is_in_the_protocol() {
        let protocol = include_str!("../../docs/protocol.md");
        for refusal in each() {
            let (code, status) = refusal.code();
            let told = |line: &&str| {
                line.contains(&format!("`{code}`")) && line.contains(&format!("| {status} |"))
            };
            assert!(
                protocol.lines().any(|line| told(&line)),
                "{code} {status} is not told"
            );
        }
    }

    #[test]
    fn who_is_too_fast_learns_when_to_try_again_and_which_post_was_meant() {
        let client_id = ClientId::parse("a1");
        let body = Refusal::TooFast(3).error_body(client_id.clone());
        assert_eq!((body.retry_after, body.client_id), (Some(3), client_id));
        assert_eq!(Refusal::NotFound.error_body(None).retry_after, None);
    }

    #[test]
    fn every_close_code_is_one_that_may_be_sent_and_is_in_the_protocol() {
        use CloseCode::*;
        let protocol = include_str!("../../docs/protocol.md");
        for code in [TooLarge, Restart, SignedOut, NotAMember, TooFast, TooSlow] {
            assert!(code.reason().len() <= 123, "{code:?}");
            assert!(
                protocol.contains(&format!("| {} |", code.number())),
                "{code:?} is not told"
            );
        }
    }
}
