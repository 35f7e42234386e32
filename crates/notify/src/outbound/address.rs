//! Which addresses everybody on the internet can reach.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Blocks of IPv4 that lead to nobody in particular, to this machine or to a network of one's own (the registry of
/// special addresses, RFC 6890); among them 169.254.169.254, where clouds keep their secrets.
const SPECIAL_V4: [(Ipv4Addr, u32); 16] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    // Multicast, and everything above it.
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
    // A metadata service with an address that looks like any other.
    (Ipv4Addr::new(168, 63, 129, 16), 32),
];

/// Blocks within 2000::/3 that are no place of their own: tunnels that carry an IPv4 address (Teredo, 6to4), benchmarks,
/// hashes, documentation.
const SPECIAL_V6: [(Ipv6Addr, u32); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// Whether `address` is one that the whole internet can reach.
///
/// Of IPv6 only what is given out for that (2000::/3): loopback, link-local, private and multicast addresses lie outside,
/// and so does every form that an IPv4 address can take in IPv6.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !SPECIAL_V4.iter().any(|(block, bits)| {
            let mask = u32::MAX << (32 - bits);
            address.to_bits() & mask == block.to_bits()
        }),
        IpAddr::V6(address) => {
            let is_global = address.segments()[0] & 0xe000 == 0x2000;
            let is_special = SPECIAL_V6.iter().any(|(block, bits)| {
                let mask = u128::MAX << (128 - bits);
                address.to_bits() & mask == block.to_bits()
            });
            is_global && !is_special
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

    use super::*;

    fn judged(texts: &[&str], public: bool) {
        for text in texts {
            assert_eq!(is_public(text.parse().expect(text)), public, "{text}");
        }
    }

    #[test]
    fn sec_OUT_01_addresses_that_not_everybody_reaches_are_told_apart() {
        judged(
            &[
                "0.0.0.0",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.1.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "168.63.129.16",
            ],
            false,
        );
        judged(
            &["1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.0.1", "100.128.0.1", "172.32.0.1", "223.255.255.1"],
            true,
        );
    }

    #[test]
    fn sec_OUT_01_no_form_of_an_ipv4_address_in_ipv6_is_public() {
        judged(
            &[
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:8.8.8.8",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "2002:7f00:1::1",
                "2001:0:7f00:1::1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "100::1",
                "2001:db8::1",
                "2001:20::1",
                "3fff::1",
                "5f00::1",
                "4000::1",
            ],
            false,
        );
        judged(&["2606:4700:4700::1111", "2a00:1450:4001::1", "2001:4860:4860::8888", "2400::1"], true);
    }
}
