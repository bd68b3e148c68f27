//! The address that a request was sent to. Pure.
//!
//! The platform has parsed and normalised it, so separators are enough to find its parts. A parser
//! for URLs would bring Unicode's tables for domain names, which are already ASCII here. That would
//! be 83 KB of the deployed bundle (gzip).

/// An absolute http(s) address as `Request.url` spells it: a lower-case scheme and host, the host
/// in ASCII, no default port, no fragment, and always a path.
#[derive(Debug)]
pub struct Url(String);

impl Url {
    #[must_use]
    pub fn new(spelled: String) -> Self {
        Self(spelled)
    }

    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// Scheme, host and port, as browsers write them into `Origin`.
    #[must_use]
    pub fn origin(&self) -> &str {
        // The third slash begins the path.
        let path = self.0.match_indices('/').nth(2);
        let end = path.map_or(self.0.len(), |(at, _)| at);
        self.0.get(..end).unwrap_or_default()
    }

    /// Whether the host is this machine. Plain http to it stays on the machine (RFC 6761 §6.3).
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let host = self.origin().split_once("://").map_or("", |(_, host)| host);
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host,
        };
        // The platform has turned each host that ends in a number into four numbers.
        let is_number = |byte: u8| byte.is_ascii_digit() || byte == b'.';
        let is_address = name.starts_with("127.") && name.bytes().all(is_number);
        is_address || matches!(name, "localhost" | "[::1]") || name.ends_with(".localhost")
    }

    /// The query, without the question mark.
    #[must_use]
    pub fn query(&self) -> &str {
        self.0.split_once('?').map_or("", |(_, query)| query)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(spelled: &str, origin: &str, query: &str, is_secure: bool) {
        let url = Url::new(spelled.to_owned());
        assert_eq!(
            (url.origin(), url.query(), url.is_secure()),
            (origin, query, is_secure)
        );
    }

    #[test]
    fn an_address_has_an_origin_and_a_query() {
        check("https://chat.example/", "https://chat.example", "", true);
        check(
            "http://localhost:8787/api/people?prefix=a%26b&after=",
            "http://localhost:8787",
            "prefix=a%26b&after=",
            false,
        );
        check(
            "http://[::1]:8787/a//b?c?d=/e?f",
            "http://[::1]:8787",
            "c?d=/e?f",
            false,
        );
        check(
            "https://xn--mnchen-3ya.example/x",
            "https://xn--mnchen-3ya.example",
            "",
            true,
        );
    }

    #[test]
    fn only_the_names_of_this_machine_are_loopback() {
        let is_loopback = |host: &str| Url::new(format!("http://{host}/api/me")).is_loopback();
        for here in [
            "localhost",
            "chat.localhost",
            "127.0.0.1",
            "127.8.9.10",
            "[::1]",
        ] {
            assert!(
                is_loopback(here) && is_loopback(&format!("{here}:8787")),
                "{here}"
            );
        }
        let elsewhere = [
            "chat.example",
            "localhost.example",
            "notlocalhost",
            "127.0.0.1.example",
            "10.0.0.1",
            "192.168.1.2:8787",
            "0.0.0.0",
            "[::]",
            "[2001:db8::1]:8787",
            "localhost@evil.example",
            "localhost.",
            "",
            "128.0.0.1",
            "[::ffff:127.0.0.1]",
        ];
        for host in elsewhere {
            assert!(!is_loopback(host), "{host}");
        }
        assert!(!Url::new("http://evil.example/localhost".to_owned()).is_loopback());
    }

    #[test]
    fn a_text_that_is_no_address_is_not_secure() {
        check("", "", "", false);
        check("about:blank", "about:blank", "", false);
    }
}
