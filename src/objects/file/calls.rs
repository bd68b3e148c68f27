//! What the Worker and the conversations ask of a file's object.
//!
//! Bytes do not fit into a typed call. A chunk comes with `PUT`, and the Worker names its number
//! and the owner in headers. Bytes go out with `GET`, and a header names their range. Only a
//! binding can send such a request.

use serde::{Deserialize, Serialize};

use crate::chat::{ConversationId, File, FileId, Millis, NewFile, UserId};
use crate::objects::call::call;
use crate::store::d1::files::FileLimits;

/// The header that carries a [`ChunkHead`] or a [`Range`].
pub const BYTES_HEADER: &str = "x-dormouse-bytes";

/// Whose upload a request is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whose {
    pub owner: UserId,
    pub conversation: ConversationId,
}

/// A person declares the file.
#[derive(Debug, Serialize, Deserialize)]
pub struct Declare {
    pub whose: Whose,
    pub file: NewFile,
    pub limits: FileLimits,
    /// How long the upload may take, in ms.
    pub keep: Millis,
}
call!(Declare, "declare", FileId, Upload);

/// Which chunks are missing?
#[derive(Debug, Serialize, Deserialize)]
pub struct GetUpload {
    pub whose: Whose,
}
call!(GetUpload, "get_upload", FileId, Upload);

/// An upload, and what it lacks.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Upload {
    pub file: FileId,
    pub size: u64,
    /// Bytes of each chunk but the last.
    pub chunk_bytes: u64,
    /// The chunks that have not arrived, by number from 0.
    pub missing: Vec<u64>,
}

/// All chunks are there. Checks the bytes, and replies with the file as messages show it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Finish {
    pub whose: Whose,
}
call!(Finish, "finish", FileId, File);

/// The person gives up an upload that is not finished.
#[derive(Debug, Serialize, Deserialize)]
pub struct Cancel {
    pub whose: Whose,
}
call!(Cancel, "cancel", FileId, ());

/// From the conversation: the file is in no message. Deletes everything.
#[derive(Debug, Serialize, Deserialize)]
pub struct DeleteFile {}
call!(DeleteFile, "delete_file", FileId, ());

/// What comes before the bytes of a chunk.
#[derive(Debug, Serialize, Deserialize)]
pub struct ChunkHead {
    pub whose: Whose,
    pub chunk: u64,
}

/// The bytes from `from` to before `to`. The conversation has let the reader in.
#[derive(Debug, Serialize, Deserialize)]
pub struct Range {
    pub from: u64,
    pub to: u64,
}
