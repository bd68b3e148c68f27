//! Where the bytes of a file are kept: in its object's own rows, or in the bucket. `bytes.mjs`
//! moves them, so that they never enter WASM.

use js_sys::Uint8Array;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use worker::worker_sys::web_sys::ReadableStream;
use worker::{Env, Error, Result};

use crate::chat::FileId;
use crate::chat::limits::{CHUNK_BYTES, CHUNK_MAX};
use crate::store::edge::EdgeSql;
use crate::store::file::{GET_PIECE, PUT_PIECE};

#[wasm_bindgen(module = "/src/objects/file/bytes.mjs")]
extern "C" {
    type Rows;

    #[wasm_bindgen(constructor)]
    fn new(sql: &JsValue, put: &str, get: &str) -> Rows;

    type Bucket;

    #[wasm_bindgen(constructor)]
    fn new(bucket: &JsValue, file: &str) -> Bucket;

    #[wasm_bindgen(js_name = bucketOf)]
    fn bucket_of(env: &JsValue) -> JsValue;

    #[wasm_bindgen(catch)]
    async fn receive(
        pieces: &JsValue,
        n: f64,
        body: &ReadableStream,
        size: f64,
        ms: f64,
    ) -> std::result::Result<JsValue, JsValue>;

    fn stream(pieces: &JsValue, from: f64, to: f64) -> ReadableStream;

    #[wasm_bindgen(catch)]
    async fn digest(pieces: &JsValue, size: f64) -> std::result::Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    async fn beginning(pieces: &JsValue, length: f64) -> std::result::Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    async fn remove(pieces: &JsValue, count: f64) -> std::result::Result<JsValue, JsValue>;
}

/// The size of a row, as in `bytes.mjs`.
const ROW_BYTES: u64 = 1024 * 1024;

/// The pieces of one file. All pieces but the last have the same size, and a chunk is a whole
/// number of them.
pub struct Pieces {
    raw: JsValue,
    piece_bytes: u64,
}

/// Whether this deployment has a bucket for files.
#[must_use]
pub fn has_bucket(env: &Env) -> bool {
    !bucket_of(env.as_ref()).is_undefined()
}

impl Pieces {
    /// Pieces that are rows of an object's own database.
    #[must_use]
    pub fn in_rows(sql: &EdgeSql) -> Self {
        let rows = Rows::new(sql.raw(), PUT_PIECE, GET_PIECE);
        Self {
            raw: rows.into(),
            piece_bytes: ROW_BYTES,
        }
    }

    /// Pieces in the bucket.
    ///
    /// # Errors
    /// The deployment has no bucket any more.
    pub fn in_bucket(env: &Env, file: &FileId) -> Result<Self> {
        let bucket = bucket_of(env.as_ref());
        if bucket.is_undefined() {
            return Err(Error::RustError("FILE_BUCKET is not bound".to_owned()));
        }
        Ok(Self {
            raw: Bucket::new(&bucket, file.as_str()).into(),
            piece_bytes: CHUNK_BYTES,
        })
    }

    /// How many pieces so many bytes have.
    #[must_use]
    pub fn count(&self, bytes: u64) -> u64 {
        bytes.div_ceil(self.piece_bytes)
    }

    /// The chunks of a file that lack a piece. `stored` are the numbers of its pieces, in order.
    #[must_use]
    pub fn missing_chunks(&self, size: u64, stored: &[u64]) -> Vec<u64> {
        let per_chunk = CHUNK_BYTES / self.piece_bytes;
        let is_missing = |piece: &u64| stored.binary_search(piece).is_err();
        let lacking = (0..self.count(size)).filter(is_missing);
        let mut chunks: Vec<u64> = lacking.map(|piece| piece / per_chunk).collect();
        chunks.dedup();
        chunks
    }

    /// Stores a chunk. False if the body had another length, or took too long.
    ///
    /// # Errors
    /// The platform's exception.
    pub async fn receive(&self, chunk: u64, body: &ReadableStream, size: u64) -> Result<bool> {
        let first = number(chunk * (CHUNK_BYTES / self.piece_bytes));
        let stored = receive(&self.raw, first, body, number(size), number(CHUNK_MAX)).await?;
        Ok(stored.is_truthy())
    }

    /// The bytes from `from` to before `to`.
    #[must_use]
    pub fn stream(&self, from: u64, to: u64) -> ReadableStream {
        stream(&self.raw, number(from), number(to))
    }

    /// The SHA-256 of all bytes, in hexadecimal digits.
    ///
    /// # Errors
    /// A piece is missing, or the platform's exception.
    pub async fn digest(&self, size: u64) -> Result<String> {
        let digest = digest(&self.raw, number(size)).await?;
        Ok(digest.as_string().unwrap_or_default())
    }

    /// The first bytes.
    ///
    /// # Errors
    /// As [`Self::digest`].
    pub async fn beginning(&self, length: u64) -> Result<Vec<u8>> {
        let bytes = beginning(&self.raw, number(length)).await?;
        Ok(Uint8Array::new(&bytes).to_vec())
    }

    /// Deletes all pieces of a file of this size.
    ///
    /// # Errors
    /// The platform's exception.
    pub async fn remove(&self, size: u64) -> Result<()> {
        remove(&self.raw, number(self.count(size))).await?;
        Ok(())
    }
}

#[allow(clippy::cast_precision_loss, reason = "sizes and times are below 2^53")]
fn number(value: u64) -> f64 {
    value as f64
}
