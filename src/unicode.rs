//! What takes Unicode's tables: the compatibility form, in which letters that are the same are spelled the same (NFKC, RFC 8265),
//! and small letters.
//!
//! By the platform, which has the tables anyway: carrying our own was 78 KB of the deployed bundle (gzip).

use worker::js_sys::JsString;

/// `text` in NFKC.
#[must_use]
pub fn nfkc(text: &str) -> String {
    // ASCII is in NFKC already, and so is almost every name and password.
    if text.is_ascii() {
        return text.to_owned();
    }
    JsString::from(text).normalize("NFKC").into()
}

/// `text` in small letters, for comparing. There is one small sigma: which of the two is written depends on what follows, and
/// of a name's beginning nothing does yet.
#[must_use]
pub fn small(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let small: String = JsString::from(text).to_lower_case().into();
    small.replace('ς', "σ")
}
