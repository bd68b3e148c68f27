//! Where a request came from, as throttling counts it. Pure.

use std::net::{IpAddr, Ipv6Addr};

/// Whoever cannot be told apart counts as one.
const UNKNOWN: &str = "unknown";

/// The name of an address's gate. Only what Cloudflare itself says counts (`CF-Connecting-IP`, which it overwrites);
/// an IPv6 subscriber has a whole /64, so that counts as one.
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
    fn an_address_is_one_however_it_is_written() {
        assert_eq!(gate(Some("203.0.113.7")), "address:203.0.113.7");
        assert_eq!(gate(Some("::ffff:203.0.113.7")), "address:203.0.113.7");
        assert_eq!(
            gate(Some("2001:db8:1:2:3:4:5:6")),
            gate(Some("2001:0DB8:1:2::1"))
        );
        assert_ne!(gate(Some("2001:db8:1:2::1")), gate(Some("2001:db8:1:3::1")));
    }

    #[test]
    fn what_is_no_address_counts_as_one() {
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
