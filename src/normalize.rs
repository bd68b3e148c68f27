//! Normal forms and lower case, as the platform has them. Native builds exist only for tests, and
//! use a crate.

/// `text` in NFKC: equal letters have equal spelling (RFC 8264).
#[must_use]
pub fn nfkc(text: &str) -> String {
    // ASCII is in NFKC already, and so are almost all names and passwords.
    if text.is_ascii() {
        return text.to_owned();
    }
    platform::normal_form(text, "NFKC")
}

/// `text` in lower case, for comparison.
///
/// Greek has two small sigmas, and the letter that follows decides which one is written. A search
/// prefix does not have that letter yet, so both become one.
#[must_use]
pub fn small(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    platform::small(text).replace('ς', "σ")
}

/// `text` as look-alike names are compared: in lower case, without accents, `ß` as `ss`. A search
/// of messages compares letter by letter and keeps their places ([`crate::unicode::folded`]).
#[must_use]
pub fn without_accents(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut letters = platform::normal_form(text, "NFKD");
    letters.retain(|letter| !is_accent(letter));
    nfkc(&small(&letters)).replace('ß', "ss")
}

/// The marks that the eye overlooks: those of Latin, Greek and Cyrillic, and the
/// points of Hebrew and Arabic. Other scripts spell with their marks.
fn is_accent(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

#[cfg(target_arch = "wasm32")]
mod platform {
    use worker::js_sys::JsString;

    pub fn normal_form(text: &str, form: &str) -> String {
        JsString::from(text).normalize(form).into()
    }

    pub fn small(text: &str) -> String {
        JsString::from(text).to_lower_case().into()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod platform {
    use unicode_normalization::UnicodeNormalization;

    pub fn normal_form(text: &str, form: &str) -> String {
        if form == "NFKC" {
            text.nfkc().collect()
        } else {
            text.nfkd().collect()
        }
    }

    pub fn small(text: &str) -> String {
        text.to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_case_and_accents_are_left_out() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(without_accents(text), expected, "{text}");
        }
        check("Anna", "anna");
        check("Zoë Müller", "zoe muller");
        check("STRAẞE straße", "strasse strasse");
        check("Ἀθήνα", "αθηνα");
        check("ΟΔΟΣ", "οδοσ");
        check("Ёлка", "елка");
        check("ﬁancée", "fiancee");
        check("हिन्दी", "हिन्दी");
        check("がぎ", "がぎ");
        check("김", "김");
        check("שָׁלוֹם", "שלום");
    }
}
