//! An upload: declared, filled chunk by chunk in any order, and checked at the end.

use std::time::Duration;

use worker::{Date, Request, Response, ResponseBuilder};

use super::calls::{Cancel, ChunkHead, Declare, Finish, GetUpload, Upload, Whose};
use super::{Answered, FileObject, GRACE};
use crate::chat::json::read_object;
use crate::chat::limits::CHUNK_BYTES;
use crate::chat::refusal::FileRule;
use crate::chat::sniff::SNIFFED_BYTES;
use crate::chat::{File, Refusal};
use crate::objects::call::spell;
use crate::store::d1::{self, files as rooms};
use crate::store::file::{self, Kept};

impl FileObject {
    /// Keeps what is declared, and then takes room for it. The alarm deletes the upload if it is
    /// never finished. So room that was taken is always given back, even if this is cut off.
    pub(super) async fn declare(&self, call: Declare) -> Answered<Upload> {
        let Declare {
            whose,
            file,
            limits,
            keep,
        } = call;
        let (id, size) = (self.id()?, file.size);
        let is_repeated = file::exists(&self.sql)?;
        let kept = Kept {
            owner: whose.owner.clone(),
            conversation: whose.conversation.clone(),
            declared: file,
            finished: None,
        };
        self.migrate()?;
        file::declare(&self.sql, &kept)?;
        let over = Duration::from_millis(keep) + GRACE.min(Duration::from_millis(keep));
        self.state.storage().set_alarm(over).await?;
        let db = d1::open(&self.env).await?;
        if !(is_repeated && rooms::has(&db, &id).await?) {
            let now = Date::now().as_millis();
            let taken = rooms::take(&db, &whose.owner, (&id, size), &limits, now).await?;
            if let Err(refusal) = taken {
                self.delete().await?;
                return Err(refusal.into());
            }
        }
        self.upload(&self.theirs(&whose)?)
    }

    pub(super) fn get_upload(&self, call: &GetUpload) -> Answered<Upload> {
        self.upload(&self.theirs(&call.whose)?)
    }

    /// Takes a chunk in. A chunk that is there already is not read again.
    pub(super) async fn take_chunk(&self, head: &str, request: &Request) -> Answered<Response> {
        let ChunkHead { whose, chunk } = read_object(head).map_err(|_| Refusal::Internal)?;
        let kept = self.theirs(&whose)?;
        let size = kept.declared.size;
        if chunk >= size.div_ceil(CHUNK_BYTES) {
            return Err(Refusal::NotFound.into());
        }
        let pieces = self.pieces()?;
        let stored = file::pieces(&self.sql)?;
        let is_missing = pieces.missing_chunks(size, &stored).contains(&chunk);
        if kept.finished.is_none() && is_missing {
            let length = (size - chunk * CHUNK_BYTES).min(CHUNK_BYTES);
            let body = request.inner().body();
            let body = body.ok_or(Refusal::BadFile(FileRule::ChunkSize))?;
            if !pieces.receive(chunk, &body, length).await? {
                return Err(Refusal::BadFile(FileRule::ChunkSize).into());
            }
            // The upload may have been given up meanwhile.
            self.theirs(&whose)?;
            if self.id()?.is_in_bucket() {
                file::note_piece(&self.sql, chunk)?;
            }
        }
        let done = spell::<()>(&Ok(())).unwrap_or_default();
        Ok(ResponseBuilder::new().fixed(done.into_bytes()))
    }

    /// Checks the bytes as they are stored. An upload whose bytes differ from what was declared is
    /// deleted, because nobody can tell which part is wrong.
    pub(super) async fn finish(&self, call: Finish) -> Answered<File> {
        let kept = self.theirs(&call.whose)?;
        if let Some(file) = kept.finished {
            return Ok(file);
        }
        let (pieces, declared) = (self.pieces()?, kept.declared);
        let stored = file::pieces(&self.sql)?;
        if !pieces.missing_chunks(declared.size, &stored).is_empty() {
            return Err(Refusal::BadFile(FileRule::Incomplete).into());
        }
        if pieces.digest(declared.size).await? != declared.sha256 {
            self.delete().await?;
            return Err(Refusal::BadFile(FileRule::Differs).into());
        }
        let length = declared.size.min(SNIFFED_BYTES as u64);
        let beginning = pieces.beginning(length).await?;
        let file = declared.into_file(self.id()?, &beginning);
        // The upload may have been given up meanwhile.
        self.theirs(&call.whose)?;
        file::finish(&self.sql, &file)?;
        Ok(file)
    }

    /// Deletes an upload that its conversation has not got. A finished one is the conversation's.
    pub(super) async fn cancel(&self, call: Cancel) -> Answered<()> {
        let kept = self.theirs(&call.whose)?;
        if kept.finished.is_some() {
            return Err(Refusal::NotFound.into());
        }
        self.delete().await
    }

    /// The file, if it is this person's upload to this conversation. For everybody else there is
    /// none.
    fn theirs(&self, whose: &Whose) -> Answered<Kept> {
        let kept = self.kept()?;
        if kept.owner == whose.owner && kept.conversation == whose.conversation {
            Ok(kept)
        } else {
            Err(Refusal::NotFound.into())
        }
    }

    fn upload(&self, kept: &Kept) -> Answered<Upload> {
        let size = kept.declared.size;
        let stored = file::pieces(&self.sql)?;
        Ok(Upload {
            file: self.id()?,
            size,
            chunk_bytes: CHUNK_BYTES,
            missing: self.pieces()?.missing_chunks(size, &stored),
        })
    }
}
