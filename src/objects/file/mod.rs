//! The file object: one per file. It takes the bytes in, checks them, and gives them out, so that
//! moving a picture never delays a conversation.
//!
//! **An object keeps bytes only while their size is counted in D1**: room is taken before the first
//! byte arrives, and given back after the last one is deleted.
//!
//! In scope: an upload and its bytes. Out of scope: who may read a file, which its conversation
//! decides each time.

pub mod bytes;
pub mod calls;
mod uploading;

use std::cell::Cell;
use std::time::Duration;

use worker::{
    DurableObject, Env, Request, Response, ResponseBuilder, Result, State, console_error,
    console_log, durable_object, wasm_bindgen,
};

use super::ask;
use super::call::{Call, spell};
use super::conversation::calls::FileKnown;
use crate::chat::json::read_object;
use crate::chat::{FileId, Refusal};
use crate::store::d1::{self, files as rooms};
use crate::store::edge::EdgeSql;
use crate::store::file::{self, Kept};
use crate::store::sql::{Fault, Stored};
use bytes::Pieces;
use calls::{BYTES_HEADER, Cancel, Declare, DeleteFile, Finish, GetUpload, Range};

/// How long after an upload had to be finished its object asks the conversation about it.
const GRACE: Duration = Duration::from_hours(1);
/// How soon the object tries again when that failed.
const AGAIN: Duration = Duration::from_hours(1);

/// See the module's documentation. It has calls and an alarm, and no sockets.
#[durable_object(alarm)]
pub struct FileObject {
    state: State,
    env: Env,
    sql: EdgeSql,
    migrated: Cell<bool>,
    /// Whether the cost of each request is logged, as in the other objects.
    meter: bool,
}

/// Why a request got no reply.
enum FileError {
    Refused(Refusal),
    Fault(String),
}

type Answered<T> = std::result::Result<T, FileError>;

impl DurableObject for FileObject {
    fn new(state: State, env: Env) -> Self {
        let meter = env.var("METER").is_ok_and(|set| set.to_string() == "on");
        let sql = EdgeSql::new(&state, meter);
        Self {
            state,
            env,
            sql,
            migrated: Cell::new(false),
            meter,
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let path = request.path();
        let name = path.trim_start_matches('/');
        if let Some(head) = request.headers().get(BYTES_HEADER)? {
            let answer = if name.is_empty() {
                self.read(&head)
            } else {
                self.take_chunk(&head, &request).await
            };
            return Ok(answer.unwrap_or_else(refused));
        }
        let body = request.text().await?;
        let answer = match name {
            Declare::NAME => answer(&body, |call| self.declare(call)).await,
            GetUpload::NAME => {
                answer(
                    &body,
                    |call: GetUpload| async move { self.get_upload(&call) },
                )
                .await
            }
            Finish::NAME => answer(&body, |call| self.finish(call)).await,
            Cancel::NAME => answer(&body, |call| self.cancel(call)).await,
            DeleteFile::NAME => answer(&body, |_: DeleteFile| self.delete()).await,
            _ => Err(Refusal::Internal),
        };
        self.log_cost();
        match answer {
            Ok(answer) => Ok(ResponseBuilder::new().fixed(answer.into_bytes())),
            Err(refusal) => Ok(refused(refusal.into())),
        }
    }

    /// The time for the upload is over. If the conversation does not know the file, everything is
    /// deleted. From then on only the conversation decides how long the file stays.
    async fn alarm(&self) -> Result<Response> {
        if let Err(error) = self.delete_if_given_up().await {
            log(error);
            self.state.storage().set_alarm(AGAIN).await?;
        }
        self.log_cost();
        Response::empty()
    }
}

impl FileObject {
    fn id(&self) -> Answered<FileId> {
        let name = self.state.id().name().unwrap_or_default();
        FileId::parse(&name).ok_or_else(|| Refusal::NotFound.into())
    }

    /// The file that is kept here. An object that was never told of one writes nothing.
    fn kept(&self) -> Answered<Kept> {
        if !self.migrated.get() {
            if !file::exists(&self.sql)? {
                return Err(Refusal::NotFound.into());
            }
            self.migrate()?;
        }
        file::get(&self.sql)?.ok_or_else(|| Refusal::NotFound.into())
    }

    fn migrate(&self) -> Stored<()> {
        if !self.migrated.get() {
            file::migrate(&self.sql)?;
            self.migrated.set(true);
        }
        Ok(())
    }

    fn pieces(&self) -> Answered<Pieces> {
        let id = self.id()?;
        Ok(if id.is_in_bucket() {
            Pieces::in_bucket(&self.env, &id)?
        } else {
            Pieces::in_rows(&self.sql)
        })
    }

    /// A part of the bytes.
    fn read(&self, head: &str) -> Answered<Response> {
        let Range { from, to } = read_object(head).map_err(|_| Refusal::Internal)?;
        let size = self.kept()?.declared.size;
        if from >= to || to > size {
            return Err(Refusal::Internal.into());
        }
        let stream = self.pieces()?.stream(from, to);
        Ok(ResponseBuilder::new().body(worker::ResponseBody::Stream(stream)))
    }

    /// Deletes everything: the bytes, then what is counted of them, then what is known. If it is
    /// cut off, the next call goes on.
    async fn delete(&self) -> Answered<()> {
        let kept = match self.kept() {
            Ok(kept) => kept,
            // Everything was deleted before.
            Err(FileError::Refused(Refusal::NotFound)) => return Ok(()),
            Err(error) => return Err(error),
        };
        self.pieces()?.remove(kept.declared.size).await?;
        let db = d1::open(&self.env).await?;
        rooms::give_back(&db, &self.id()?).await?;
        // This deletes the alarm too.
        self.state.storage().delete_all().await?;
        // Another request may have found the tables a moment ago.
        self.migrated.set(false);
        Ok(())
    }

    async fn delete_if_given_up(&self) -> Answered<()> {
        let kept = match self.kept() {
            Ok(kept) => kept,
            Err(FileError::Refused(Refusal::NotFound)) => return Ok(()),
            Err(error) => return Err(error),
        };
        let file = self.id()?;
        let is_known = kept.finished.is_some()
            && ask::ask(&self.env, &kept.conversation, &FileKnown { file }).await?;
        if is_known {
            Ok(())
        } else {
            self.delete().await
        }
    }

    fn log_cost(&self) {
        if self.meter {
            let (read, written) = self.sql.take_rows();
            console_log!("meter FileObject read {read} written {written} calls 0");
        }
    }
}

impl From<Refusal> for FileError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Fault> for FileError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault.to_string())
    }
}

impl From<worker::Error> for FileError {
    fn from(error: worker::Error) -> Self {
        Self::Fault(error.to_string())
    }
}

/// The refusal that a client gets. A fault is logged once, with its cause.
fn log(error: FileError) -> Refusal {
    match error {
        FileError::Refused(refusal) => refusal,
        FileError::Fault(cause) => {
            console_error!("dormouse: file: {cause}");
            Refusal::Internal
        }
    }
}

/// A refusal in the form that the Worker reads.
fn refused(error: FileError) -> Response {
    let refusal = log(error);
    let status = refusal.code().1;
    let text = spell::<()>(&Err(refusal)).unwrap_or_default();
    ResponseBuilder::new()
        .with_status(status)
        .fixed(text.into_bytes())
}

/// Parses a call, has it answered, and returns the reply as JSON.
async fn answer<C: Call, F: Future<Output = Answered<C::Reply>>>(
    body: &str,
    handle: impl FnOnce(C) -> F,
) -> std::result::Result<String, Refusal> {
    let call = read_object(body).map_err(|_| Refusal::Internal)?;
    spell(&handle(call).await.map_err(log))
}
