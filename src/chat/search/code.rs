//! Tokens as the index has them: coded, so that no word stands in the database a second time.
//!
//! SQLite leaves bytes of removed entries in the file, and an index moves its entries when it
//! grows. So a deleted word would stay there for a while. The code keeps prefixes: **the code of a
//! prefix is a prefix of the code.** Each letter is replaced by another one, which depends on the
//! key of the conversation and on the letters before it.
//!
//! The code is not encryption: whoever has the whole database has the key, too.

/// Letters that replace small letters and digits, one each.
const PLAIN: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
/// Where the letters begin that replace all others, and how many there are. They take two bytes
/// each. Two letters may be replaced by the same one: the index then proposes a message that does
/// not fit.
const OTHERS: (u64, u64) = (0x100, 0x700);

/// The code of a token.
#[must_use]
pub fn code(key: u64, token: &str) -> String {
    let mut state = mixed(key);
    let mut code = String::with_capacity(token.len());
    for letter in token.chars() {
        let number = u64::from(letter);
        let plain = PLAIN.iter().position(|it| u64::from(*it) == number);
        let replaced = if let Some(at) = plain {
            let shifted = (at as u64 + state % 36) % 36;
            let at = usize::try_from(shifted).unwrap_or_default();
            PLAIN.get(at).copied().map(char::from)
        } else {
            let (first, count) = OTHERS;
            let other = first + mixed(state ^ number) % count;
            u32::try_from(other).ok().and_then(char::from_u32)
        };
        code.extend(replaced);
        state = mixed(state ^ number);
    }
    code
}

/// The finalizer of `SplitMix64` (Steele, Lea and Flood, 2014).
fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
