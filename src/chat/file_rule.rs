//! Why a file is refused.

use serde::{Deserialize, Serialize};

use super::limits::{ALT_CHARS, FILE_NAME_CHARS};
use super::sentences::thousands;

/// The room that a file does not fit into. The number is its size in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Room {
    /// That of one person.
    Yours(u64),
    /// That of the whole deployment.
    Everyone(u64),
}

/// The rule that a file, or a message with files, breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileRule {
    /// It has no bytes.
    Empty,
    /// Its name is not one visible line, is too long, or has a slash.
    Name,
    /// Its media type does not have the form `type/subtype`.
    MediaType,
    /// Its SHA-256 is not spelled as 64 hexadecimal digits.
    Hash,
    /// Its width, height or duration makes no sense.
    Measure,
    /// Its description is too long, or has control characters.
    Alt,
    /// A chunk has another number of bytes than it must have.
    ChunkSize,
    /// Chunks are missing.
    Incomplete,
    /// The bytes do not have the SHA-256 that was declared. They are deleted.
    Differs,
    /// A message has more files than this.
    TooMany(usize),
    /// It is not an upload of the sender's that is finished and in no message yet.
    NotUploaded,
    /// It is a preview of a file that is not in the same message.
    Preview,
}

impl Room {
    /// Its name on the wire, and its size.
    pub(super) fn params(self) -> (&'static str, u64) {
        match self {
            Self::Yours(limit) => ("yours", limit),
            Self::Everyone(limit) => ("everyone", limit),
        }
    }

    pub(super) fn sentence(self) -> String {
        match self {
            Self::Yours(limit) => format!("Your files fill the {} that you have.", size(limit)),
            Self::Everyone(limit) => format!("Files fill the {} that this chat has.", size(limit)),
        }
    }
}

impl FileRule {
    /// Its name on the wire, and the number that it sets.
    pub(super) fn params(self) -> (Option<&'static str>, Option<usize>) {
        match self {
            Self::Empty => (Some("empty"), None),
            Self::Name => (Some("name"), Some(FILE_NAME_CHARS)),
            Self::MediaType => (Some("media_type"), None),
            Self::Hash => (Some("hash"), None),
            Self::Measure => (Some("measure"), None),
            Self::Alt => (Some("alt"), Some(ALT_CHARS)),
            Self::ChunkSize => (Some("chunk_size"), None),
            Self::Incomplete => (Some("incomplete"), None),
            Self::Differs => (Some("differs"), None),
            Self::TooMany(limit) => (Some("too_many"), Some(limit)),
            Self::NotUploaded => (Some("not_uploaded"), None),
            Self::Preview => (Some("preview"), None),
        }
    }

    pub(super) fn sentence(self) -> String {
        match self {
            Self::TooMany(limit) => return format!("A message has at most {limit} files."),
            Self::Name => {
                return format!(
                    "A file's name has 1 to {FILE_NAME_CHARS} visible characters on one line, \
                     without a slash."
                );
            }
            Self::Alt => {
                let limit = thousands(ALT_CHARS);
                return format!("A description has at most {limit} characters.");
            }
            Self::Empty => "A file needs at least one byte.",
            Self::MediaType => "A file's type has the form of a media type, such as image/png.",
            Self::Hash => "A file's SHA-256 is 64 hexadecimal digits.",
            Self::Measure => "The file's width, height or duration makes no sense.",
            Self::ChunkSize => "A part of a file arrived with the wrong length; send it again.",
            Self::Incomplete => "Parts of the file are missing; send them first.",
            Self::Differs => "The file arrived damaged; upload it again.",
            Self::NotUploaded => "One of the files is no longer there; upload it again.",
            Self::Preview => "A preview goes with its file, in the same message.",
        }
        .to_owned()
    }
}

/// Bytes as people say them.
pub(super) fn size(bytes: u64) -> String {
    const KIB: u64 = 1024;
    const MIB: u64 = 1024 * KIB;
    if bytes >= MIB {
        format!("{} MiB", bytes / MIB)
    } else {
        format!("{} KiB", bytes / KIB)
    }
}
