//! How a file is answered: which part of it, and under which headers. Pure.
//!
//! A file comes from this origin, so it must never act on it. It is shown in place only if its
//! first bytes have a type of the safe list. Anything else is a download of unnamed bytes, so that
//! no browser takes it for a script, a style or a page. On top of that the answer is in a sandbox
//! of its own, and other sites cannot embed it.

use super::range;
use crate::chat::File;

/// What of a file is answered.
#[derive(Debug, PartialEq, Eq)]
pub enum Wanted {
    Bytes(Part),
    /// The client has it already.
    NotModified,
    /// No byte is in the wanted range.
    NoSuchRange,
}

/// The bytes from `from` to before `to`.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    pub from: u64,
    pub to: u64,
    /// Whether the client asked for a range.
    pub is_range: bool,
}

impl Wanted {
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Bytes(Part { is_range: true, .. }) => 206,
            Self::Bytes(_) => 200,
            Self::NotModified => 304,
            Self::NoSuchRange => 416,
        }
    }
}

/// What is wanted, by the headers of the request (RFC 9110 §13.2.2).
#[must_use]
pub fn wanted(
    file: &File,
    if_none_match: Option<&str>,
    if_range: Option<&str>,
    range: Option<&str>,
) -> Wanted {
    let tag = tag(file);
    let is_ours = |text: &str| text.trim().trim_start_matches("W/") == tag;
    if if_none_match.is_some_and(|tags| tags.trim() == "*" || tags.split(',').any(is_ours)) {
        return Wanted::NotModified;
    }
    let whole = Part {
        from: 0,
        to: file.size,
        is_range: false,
    };
    // A weak tag does not match here, and a date never does.
    let range = range.filter(|_| if_range.is_none_or(|theirs| theirs.trim() == tag));
    match range.map(|range| range::part(range, file.size)) {
        Some(Ok(Some((from, to)))) => Wanted::Bytes(Part {
            from,
            to,
            is_range: true,
        }),
        Some(Err(())) => Wanted::NoSuchRange,
        None | Some(Ok(None)) => Wanted::Bytes(whole),
    }
}

/// The headers of an answer, beside those that every answer has.
#[must_use]
pub fn headers(file: &File, wanted: &Wanted) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("etag", tag(file)),
        // A browser may keep the bytes, but it asks each time. So a person who was removed is
        // refused, whatever their browser has.
        ("cache-control", "private, no-cache".to_owned()),
        ("vary", "authorization, cookie".to_owned()),
        (
            "content-security-policy",
            "sandbox; default-src 'none'; frame-ancestors 'none'".to_owned(),
        ),
        ("accept-ranges", "bytes".to_owned()),
    ];
    let Wanted::Bytes(part) = wanted else {
        if *wanted == Wanted::NoSuchRange {
            headers.push(("content-range", format!("bytes */{}", file.size)));
        }
        return headers;
    };
    let (media_type, disposition) = if file.inline {
        (file.media_type.as_str(), "inline")
    } else {
        ("application/octet-stream", "attachment")
    };
    headers.extend([
        ("content-type", media_type.to_owned()),
        ("content-length", (part.to - part.from).to_string()),
        (
            "content-disposition",
            format!("{disposition}; filename*=UTF-8''{}", encoded(&file.name)),
        ),
    ]);
    if part.is_range {
        let (last, size) = (part.to.saturating_sub(1), file.size);
        headers.push((
            "content-range",
            format!("bytes {}-{last}/{size}", part.from),
        ));
    }
    headers
}

fn tag(file: &File) -> String {
    format!("\"{}\"", file.sha256)
}

/// A name in the form of RFC 8187: all bytes but letters, digits and a few marks as `%XX`.
fn encoded(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push('%');
            text.push_str(&crate::chat::hex(std::iter::once(&byte)).to_ascii_uppercase());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{FileId, ID_LETTERS};

    const SIZE: u64 = 1_000;

    fn file(inline: bool) -> File {
        File {
            id: FileId::from_random(&[0; ID_LETTERS], false),
            name: "a b\u{fc}\"';\u{1f42d}.png".to_owned(),
            media_type: if inline { "image/png" } else { "text/html" }.to_owned(),
            size: SIZE,
            sha256: "ab".repeat(32),
            inline,
            width: None,
            height: None,
            duration: None,
            alt: None,
            preview_of: None,
        }
    }

    #[test]
    fn a_client_that_has_the_file_gets_no_bytes_and_one_that_has_another_gets_all() {
        let file = file(true);
        let tag = tag(&file);
        for tags in [
            tag.clone(),
            format!("W/{tag}"),
            format!("\"x\", {tag}"),
            "*".to_owned(),
        ] {
            assert_eq!(
                wanted(&file, Some(&tags), None, Some("bytes=0-1")).status(),
                304,
                "{tags}"
            );
        }
        assert_eq!(wanted(&file, Some("\"x\""), None, None).status(), 200);
        let part = |if_range: &str| wanted(&file, None, Some(if_range), Some("bytes=0-1")).status();
        assert_eq!(part(&tag), 206);
        for other in [
            "\"x\"",
            &format!("W/{tag}"),
            "Wed, 21 Oct 2026 07:28:00 GMT",
        ] {
            assert_eq!(part(other), 200, "{other}");
        }
    }

    #[test]
    fn only_a_file_of_the_safe_list_has_its_type_and_is_shown_in_place() {
        let said = |inline: bool, name: &str| {
            let file = file(inline);
            let headers = headers(&file, &wanted(&file, None, None, None));
            let mut found = headers.into_iter().filter(|(header, _)| *header == name);
            found.next().map(|(_, value)| value).unwrap_or_default()
        };
        let name = "filename*=UTF-8''a%20b%C3%BC%22%27%3B%F0%9F%90%AD.png";
        assert_eq!(said(true, "content-type"), "image/png");
        assert_eq!(said(true, "content-disposition"), format!("inline; {name}"));
        assert_eq!(said(false, "content-type"), "application/octet-stream");
        assert_eq!(
            said(false, "content-disposition"),
            format!("attachment; {name}")
        );
        for inline in [true, false] {
            assert!(
                said(inline, "content-security-policy").starts_with("sandbox; default-src 'none'")
            );
            assert_eq!(said(inline, "cache-control"), "private, no-cache");
        }
    }
}
