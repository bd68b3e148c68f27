//! The address a request came from, as the throttle counts it. Pure.

use std::net::{IpAddr, Ipv6Addr};

/// All requests without a readable address share one gate.
const UNKNOWN: &str = "unknown";

/// The name of an address's gate. Only `CF-Connecting-IP` counts, because Cloudflare overwrites it.
/// An IPv6 subscriber has a whole /64 network, so that counts as one address.
#[must_use]
pub fn gate(connecting_ip: Option<&str>) -> String {
    let address = connecting_ip.and_then(|text| text.trim().parse::<IpAddr>().ok());
    match address.map(|address| address.to_canonical()) {
        None => format!("address:{UNKNOWN}"),
        Some(IpAddr::V4(address)) => format!("address:{address}"),
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("address:{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_an_address_has_the_same_gate() {
        assert_eq!(gate(Some("203.0.113.7")), "address:203.0.113.7");
        assert_eq!(gate(Some("::ffff:203.0.113.7")), "address:203.0.113.7");
        assert_eq!(
            gate(Some("2001:db8:1:2:3:4:5:6")),
            gate(Some("2001:0DB8:1:2::1"))
        );
        assert_ne!(gate(Some("2001:db8:1:2::1")), gate(Some("2001:db8:1:3::1")));
    }

    #[test]
    fn everything_that_is_no_address_shares_one_gate() {
        for odd in [
            None,
            Some(""),
            Some("127.0.0.1, 10.0.0.1"),
            Some("account:anna"),
        ] {
            assert_eq!(gate(odd), "address:unknown");
        }
    }
}
