//! The codes with which the server closes a socket.

/// A close code that this code chooses. The runtime also sends codes by itself.
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

    #[test]
    fn every_close_code_is_one_that_may_be_sent_and_is_in_the_protocol() {
        use CloseCode::*;
        let protocol = include_str!("../../docs/protocol.md");
        for code in [TooLarge, Restart, SignedOut, NotAMember, TooFast, TooSlow] {
            assert!(code.reason().len() <= 123, "{code:?}");
            assert!(
                protocol.contains(&format!("| {} |", code.number())),
                "{code:?} is not in docs/protocol.md"
            );
        }
    }
}
