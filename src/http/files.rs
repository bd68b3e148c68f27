//! Files: declaring an upload, sending its chunks, finishing it, giving it up, and reading a file.
//!
//! A file is uploaded before it is posted. Its own object has the upload, and the conversation
//! decides who may upload and who may read.

use serde::Serialize;
use worker::{Response, ResponseBody, ResponseBuilder};

use super::answer::{Answer, ApiError, Reply};
use super::config;
use super::context::RequestContext;
use super::conversations::asked;
use super::file_answer::{self, Part, Wanted};
use super::session::{self, random};
use crate::chat::limits::{CHUNK_BYTES, FILES_MAX};
use crate::chat::{ConversationId, File, FileId, NewFile, Principal, Refusal};
use crate::objects::ask::{ask, read_bytes, send_bytes};
use crate::objects::conversation::calls::{DiscardFile, MayUpload, ReadFile, TakeFile};
use crate::objects::file::bytes::{Pieces, has_bucket};
use crate::objects::file::calls::{Cancel, ChunkHead, Declare, Finish, GetUpload, Range, Whose};
use crate::store::d1::{self, files};

/// The answer to a finished upload.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "FinishedFile"))]
pub(super) struct Finished {
    file: File,
}

/// The room for files, in bytes.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "FileRoom"))]
pub(super) struct Room {
    /// The largest file.
    file_bytes: u64,
    /// The most files of one message.
    files_per_message: usize,
    yours: Share,
    everyone: Share,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "FileShare"))]
pub(super) struct Share {
    taken: u64,
    limit: u64,
}

/// `GET /api/files`.
///
/// # Errors
/// [`Refusal::NotSignedIn`].
pub async fn room(context: RequestContext) -> Result<Reply, ApiError> {
    let principal = session::principal(&context).await?;
    let limits = config::file_limits(&context.env);
    let db = d1::open(&context.env).await?;
    let taken = files::room(&db, principal.user()).await?;
    let share = |taken, limit| Share { taken, limit };
    Ok(Answer::ok(&Room {
        file_bytes: limits.file,
        files_per_message: FILES_MAX,
        yours: share(taken.person, limits.person),
        everyone: share(taken.everyone, limits.everyone),
    })?
    .into())
}

/// `POST /api/conversations/{id}/files`. Nothing is stored before the conversation lets the person
/// in and there is room.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::BadRequest`], [`Refusal::BadFile`], [`Refusal::TooLarge`],
/// [`Refusal::Quota`], [`Refusal::TooFast`], and what the conversation refuses.
pub async fn declare(mut context: RequestContext) -> Result<Reply, ApiError> {
    let (conversation, principal) = asked(&context).await?;
    let file = context.body::<NewFile>().await?.checked()?;
    let limits = config::file_limits(&context.env);
    if file.size > limits.file {
        return Err(Refusal::TooLarge(limits.file).into());
    }
    let may = MayUpload {
        principal: principal.clone(),
    };
    ask(&context.env, &conversation, &may).await?;
    let id = FileId::from_random(&random()?, has_bucket(&context.env));
    let db = d1::open(&context.env).await?;
    let owner = principal.user().clone();
    // The file's object takes the room. This refuses most of what it would refuse, and writes
    // nothing.
    files::judge(&db, &owner, file.size, &limits, context.now).await??;
    let call = Declare {
        whose: Whose {
            owner,
            conversation,
        },
        file,
        limits,
        keep: config::upload_kept(&context.env),
    };
    Ok(Answer::created(&ask(&context.env, &id, &call).await?)?.into())
}

/// `GET /api/conversations/{id}/files/{file}/upload`.
///
/// # Errors
/// [`Refusal::NotSignedIn`]; [`Refusal::NotFound`] for everybody but the uploader.
pub async fn upload(context: RequestContext) -> Result<Reply, ApiError> {
    let (file, whose, _) = asked_for_upload(&context).await?;
    let upload = ask(&context.env, &file, &GetUpload { whose }).await?;
    Ok(Answer::ok(&upload)?.into())
}

/// `PUT /api/conversations/{id}/files/{file}/chunks/{chunk}`. The Worker does not read the bytes.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::TooLarge`], [`Refusal::BadFile`]; [`Refusal::NotFound`] for
/// everybody but the uploader.
pub async fn put_chunk(context: RequestContext) -> Result<Reply, ApiError> {
    let (file, whose, _) = asked_for_upload(&context).await?;
    let chunk = context.piece(2).parse().map_err(|_| Refusal::NotFound)?;
    let body = context.stream(CHUNK_BYTES)?;
    let head = ChunkHead { whose, chunk };
    send_bytes(&context.env, &file, &head, body.as_ref()).await?;
    Ok(Answer::done().into())
}

/// `POST /api/conversations/{id}/files/{file}/finish`. Finishing twice is finishing once.
///
/// # Errors
/// [`Refusal::NotSignedIn`], [`Refusal::BadFile`]; [`Refusal::NotFound`] for everybody but the
/// uploader.
pub async fn finish(context: RequestContext) -> Result<Reply, ApiError> {
    let (id, whose, principal) = asked_for_upload(&context).await?;
    let conversation = whose.conversation.clone();
    let file = ask(&context.env, &id, &Finish { whose }).await?;
    let taking = TakeFile {
        principal,
        file: file.clone(),
        keep: config::upload_kept(&context.env),
    };
    ask(&context.env, &conversation, &taking).await?;
    Ok(Answer::ok(&Finished { file })?.into())
}

/// `DELETE /api/conversations/{id}/files/{file}`: gives up an upload that is in no message.
///
/// # Errors
/// [`Refusal::NotSignedIn`]; [`Refusal::NotFound`] for everybody but the uploader, and for a file
/// in a message.
pub async fn discard(context: RequestContext) -> Result<Reply, ApiError> {
    let (file, whose, principal) = asked_for_upload(&context).await?;
    let call = DiscardFile {
        principal,
        file: file.clone(),
    };
    if !ask(&context.env, &whose.conversation, &call).await? {
        ask(&context.env, &file, &Cancel { whose }).await?;
    }
    Ok(Answer::done().into())
}

/// `GET /api/conversations/{id}/files/{file}`. The conversation is asked before anything else.
///
/// # Errors
/// [`Refusal::NotSignedIn`]; [`Refusal::NotFound`] for everybody who is not in the conversation.
pub async fn read(context: RequestContext) -> Result<Reply, ApiError> {
    let (conversation, principal) = asked(&context).await?;
    let file = context.file()?;
    let call = ReadFile { principal, file };
    let file = ask(&context.env, &conversation, &call).await?;
    let header = |name| context.header(name);
    let wanted = file_answer::wanted(
        &file,
        header("if-none-match").as_deref(),
        header("if-range").as_deref(),
        header("range").as_deref(),
    );
    let response = match &wanted {
        Wanted::Bytes(part) if !context.is_head() => bytes(&context, &file, part).await?,
        // The runtime leaves out the body of an answer to HEAD, and keeps its length.
        _ => ResponseBuilder::new().empty(),
    };
    let headers = worker::Headers::new();
    for (name, value) in file_answer::headers(&file, &wanted) {
        headers.set(name, &value)?;
    }
    let response = response.with_status(wanted.status());
    Ok(Reply::File(response.with_headers(headers)))
}

async fn bytes(context: &RequestContext, file: &File, part: &Part) -> Result<Response, ApiError> {
    let Part { from, to, .. } = *part;
    if file.id.is_in_bucket() {
        // The bucket is as near to the Worker as to the object, which can go on sleeping.
        let stream = Pieces::in_bucket(&context.env, &file.id)?.stream(from, to);
        return Ok(ResponseBuilder::new().body(ResponseBody::Stream(stream)));
    }
    Ok(read_bytes(&context.env, &file.id, &Range { from, to }).await?)
}

/// The file and the upload that the request is about.
async fn asked_for_upload(
    context: &RequestContext,
) -> Result<(FileId, Whose, Principal), ApiError> {
    let (conversation, principal): (ConversationId, Principal) = asked(context).await?;
    let whose = Whose {
        owner: principal.user().clone(),
        conversation,
    };
    Ok((context.file()?, whose, principal))
}
