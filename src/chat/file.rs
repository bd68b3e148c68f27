//! Files: what a person declares before they upload one, and how a message shows it.

use serde::{Deserialize, Serialize};

use super::limits::{ALT_CHARS, FILE_NAME_CHARS};
use super::refusal::FileRule;
use super::visible::{has_something_to_see, hides_nothing};
use super::{FileId, Refusal, sniff};

/// Hexadecimal digits of a SHA-256.
const HASH_DIGITS: usize = 64;
/// The most characters of a media type (RFC 6838 §4.2 allows 127 on each side).
const MEDIA_TYPE_CHARS: usize = 127;
/// The most points of a side of a picture. Browsers show no larger ones.
const SIDE_MAX: u32 = 100_000;
/// The longest duration, in ms: a day.
const DURATION_MAX: u32 = 24 * 60 * 60 * 1_000;

/// What a person declares of a file before they upload it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct NewFile {
    /// 1 to 255 code points on one line, without a slash.
    pub name: String,
    /// Such as `image/png`. Parameters are left out.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// In lower-case hexadecimal digits.
    pub sha256: String,
    /// Of a picture or video, in points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Of a recording, in ms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
    /// What it shows, for people who do not see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// The file that this one is a smaller picture of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview_of: Option<FileId>,
}

/// A file in a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct File {
    pub id: FileId,
    pub name: String,
    /// What its first bytes are, if `inline`. Otherwise what the sender declared.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    pub sha256: String,
    /// Whether a browser may show it in place. It is downloaded otherwise.
    pub inline: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview_of: Option<FileId>,
}

impl NewFile {
    /// The declaration in the form in which it is stored.
    ///
    /// # Errors
    /// [`Refusal::BadFile`] with the rule that was broken.
    pub fn checked(self) -> Result<Self, Refusal> {
        let broken = self.broken_rule();
        if let Some(rule) = broken {
            return Err(Refusal::BadFile(rule));
        }
        let media_type =
            media_type(&self.media_type).ok_or(Refusal::BadFile(FileRule::MediaType))?;
        let alt = self.alt.map(|alt| alt.trim().replace("\r\n", "\n"));
        Ok(Self {
            media_type,
            alt: alt.filter(|alt| !alt.is_empty()),
            ..self
        })
    }

    fn broken_rule(&self) -> Option<FileRule> {
        let is_odd = |letter: char| letter.is_control() || matches!(letter, '/' | '\\');
        let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let is_side = |side: Option<u32>| side.is_none_or(|side| (1..=SIDE_MAX).contains(&side));
        let name_chars = self.name.chars().count();
        let controls = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
        let alt = self.alt.as_deref().unwrap_or_default();
        if self.size == 0 {
            Some(FileRule::Empty)
        } else if name_chars > FILE_NAME_CHARS
            || self.name.chars().any(is_odd)
            || !has_something_to_see(&self.name)
            // A hidden turn of the writing direction could show another ending of the name.
            || !hides_nothing(&self.name)
        {
            Some(FileRule::Name)
        } else if self.sha256.len() != HASH_DIGITS || !self.sha256.bytes().all(is_hex) {
            Some(FileRule::Hash)
        } else if !is_side(self.width)
            || !is_side(self.height)
            || self.width.is_some() != self.height.is_some()
            || self
                .duration
                .is_some_and(|duration| duration > DURATION_MAX)
        {
            Some(FileRule::Measure)
        } else if alt.chars().count() > ALT_CHARS || alt.chars().any(controls) {
            Some(FileRule::Alt)
        } else {
            None
        }
    }

    /// The file as a message shows it. `beginning` is its first bytes.
    #[must_use]
    pub fn into_file(self, id: FileId, beginning: &[u8]) -> File {
        let sniffed = sniff::sniff(beginning, &self.media_type);
        File {
            id,
            name: self.name,
            media_type: sniffed.map_or(self.media_type, str::to_owned),
            size: self.size,
            sha256: self.sha256,
            inline: sniffed.is_some(),
            width: self.width,
            height: self.height,
            duration: self.duration,
            alt: self.alt,
            preview_of: self.preview_of,
        }
    }
}

/// A media type in lower case, without its parameters.
fn media_type(declared: &str) -> Option<String> {
    let essence = declared.split(';').next()?.trim().to_ascii_lowercase();
    let (kind, subtype) = essence.split_once('/')?;
    // The characters of RFC 6838 §4.2.
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
    let is_token = |part: &str| {
        let begins = part
            .bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_alphanumeric());
        begins && part.len() <= MEDIA_TYPE_CHARS && part.bytes().all(is_name)
    };
    (is_token(kind) && is_token(subtype)).then_some(essence)
}
