//! Unicode's compatibility form, in which letters that are the same are spelled the same (NFKC, RFC 8265).
//!
//! By the platform, which has the tables anyway: carrying our own was 70 KB of the deployed bundle (gzip).

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
