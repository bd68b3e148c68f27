//! Whether a request that a browser sent with our cookie came from our own page. Pure.
//!
//! A browser attaches a cookie to every request, from any page; it does not attach a bearer token.
//! So only requests with a cookie are judged. `Origin` and `Sec-Fetch-Site` decide: browsers send
//! them, and pages cannot forge them.

/// What a request with the cookie does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Reads. A page of another site cannot see the answer, because we send no CORS headers. So a
    /// request without `Origin` may read: it can come from the address bar of an old browser.
    Reads,
    /// Changes something, or opens a WebSocket, which CORS does not guard. Such a request must name
    /// our own origin.
    Acts,
}

/// Whether the request came from our own page. `own` is the origin that the request was sent to.
#[must_use]
pub fn is_own(reach: Reach, own: &str, origin: Option<&str>, fetch_site: Option<&str>) -> bool {
    // `none` means the address bar or a bookmark. `same-site` is a sibling site, and not ours.
    let is_near = fetch_site.is_none_or(|site| site == "same-origin" || site == "none");
    let is_named = origin.map_or(reach == Reach::Reads, |origin| origin == own);
    is_near && is_named
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "https://chat.example";

    /// Origins that are almost ours.
    const NOT_OURS: [&str; 14] = [
        "",
        "null",
        "http://chat.example",
        "https://chat.example:444",
        "https://chat.example:443",
        "https://chat.example.",
        "https://chat.example/",
        "https://CHAT.example",
        "https://evil.example",
        "https://www.chat.example",
        "https://chat.example.evil.example",
        "https://evil-chat.example",
        "https://chat.example@evil.example",
        "https://chat.example, https://evil.example",
    ];

    #[test]
    fn only_a_request_from_the_very_same_origin_acts() {
        assert!(is_own(Reach::Acts, OWN, Some(OWN), None));
        assert!(is_own(Reach::Acts, OWN, Some(OWN), Some("same-origin")));
        for origin in NOT_OURS {
            assert!(!is_own(Reach::Acts, OWN, Some(origin), None), "{origin}");
            assert!(!is_own(Reach::Reads, OWN, Some(origin), None), "{origin}");
        }
    }

    #[test]
    fn a_request_without_an_origin_may_only_read() {
        assert!(!is_own(Reach::Acts, OWN, None, None));
        assert!(!is_own(Reach::Acts, OWN, None, Some("same-origin")));
        assert!(is_own(Reach::Reads, OWN, None, None));
    }

    #[test]
    fn a_browser_that_says_cross_site_is_believed() {
        for site in ["cross-site", "same-site", "anything"] {
            for reach in [Reach::Acts, Reach::Reads] {
                assert!(!is_own(reach, OWN, Some(OWN), Some(site)), "{site}");
                assert!(!is_own(reach, OWN, None, Some(site)), "{site}");
            }
        }
        for site in ["same-origin", "none"] {
            assert!(is_own(Reach::Reads, OWN, None, Some(site)), "{site}");
        }
    }
}
