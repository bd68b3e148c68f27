//! Files: attaching uploads to a message, and deleting the bytes of files that are in none.
//!
//! The conversation decides who may read a file. Its object only calls the file's own object to
//! have bytes deleted: **a file is in no message before its bytes are deleted**. A row says that
//! they must be deleted, until the call has succeeded.

use super::{ConversationActor, Host};
use crate::chat::limits::{CALL_MAX, DELETIONS_PER_EVENT};
use crate::chat::{Event, EventKind, File, FileId, Millis, Principal, Refusal};
use crate::objects::retry::Retry;
use crate::store::conversation::people::PersonNumber;
use crate::store::conversation::{files, log};
use crate::store::sql::{Sql, Stored};

/// What is known of the files to delete.
#[derive(Debug, Default)]
pub(super) struct Deletions {
    /// When the next file must be deleted. None if there is none.
    next_at: Option<Millis>,
    /// The files that are being deleted.
    calling: Vec<FileId>,
    retry: Retry,
}

impl Deletions {
    pub fn load(sql: &dyn Sql) -> Stored<Self> {
        Ok(Self {
            next_at: files::next_due(sql)?,
            ..Self::default()
        })
    }

    /// There may be a file to delete now.
    pub fn soon(&mut self) {
        self.by(0);
    }

    fn by(&mut self, at: Millis) {
        self.next_at = Some(self.next_at.map_or(at, |next| next.min(at)));
    }
}

/// Stores a message, together with its files if it has some, all or nothing. `mentions` are as they
/// are stored. False if its sender has used the `client_id` before.
pub(super) fn append_with_files(
    sql: &dyn Sql,
    event: &Event,
    author: PersonNumber,
    post: u64,
    mentions: Option<&str>,
) -> Stored<bool> {
    let append = || log::append_mentioning(sql, event, author, post, mentions);
    let files = match &event.kind {
        EventKind::Message(message) if !message.files.is_empty() => &message.files,
        _ => return append(),
    };
    let mut is_new = false;
    sql.atomically(&mut || {
        is_new = append()?;
        if is_new {
            files::attach(sql, event.seq, files)?;
        }
        Ok(())
    })?;
    Ok(is_new)
}

impl<H: Host> ConversationActor<H> {
    /// The principal's uploads with these ids. Those that do not exist are left out.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Internal`].
    pub(super) fn uploads(
        &mut self,
        who: &Principal,
        ids: &[FileId],
    ) -> Result<Vec<File>, Refusal> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.loaded()?;
        self.read(|sql, loaded| {
            let Some(delivery) = loaded.deliveries.get(who.user()) else {
                return Ok(Vec::new());
            };
            let upload = |id| files::upload(sql, delivery.number, id).transpose();
            ids.iter().filter_map(upload).collect()
        })
    }

    /// Sets the alarm for the next file to delete.
    pub(super) fn wake_for_deletions(&mut self) {
        let next_at = self.loaded.as_ref().and_then(|it| it.deletions.next_at);
        if let Some(at) = next_at {
            self.wake_by(at);
        }
    }

    /// The file must be deleted by then, unless it is attached.
    pub(super) fn delete_by(&mut self, at: Millis) {
        if let Some(loaded) = &mut self.loaded {
            loaded.deletions.by(at);
            self.wake_by(at);
        }
    }

    /// The files to delete now. The results go to [`Self::on_deletion_result`].
    pub(super) fn take_due_deletions(&mut self) -> Vec<FileId> {
        let now = self.host.now();
        let is_due = |at: Millis| at <= now;
        let next_at = self.loaded.as_ref().and_then(|it| it.deletions.next_at);
        if !next_at.is_some_and(is_due) {
            return Vec::new();
        }
        // An upload that has expired can no longer be attached while it is being deleted.
        let sql = self.host.sql();
        let found =
            files::expire(sql, now).and_then(|()| files::discarded(sql, DELETIONS_PER_EVENT));
        let Ok(found) = self.checked(found) else {
            // The alarm reloads what is due.
            return Vec::new();
        };
        if found.is_empty() {
            self.plan_deletions();
        } else if let Some(loaded) = &mut self.loaded {
            loaded.deletions.calling.clone_from(&found);
            // A call without an answer by then counts as lost.
            loaded.deletions.next_at = Some(now + CALL_MAX);
            self.wake_by(now + CALL_MAX);
        }
        found
    }

    /// The bytes of a file are deleted, or its object could not be reached.
    pub(super) fn on_deletion_result(&mut self, file: &FileId, is_deleted: bool) {
        let now = self.host.now();
        if is_deleted {
            let forgotten = files::forget(self.host.sql(), file);
            // `checked` logs a fault. The file is then deleted again, which changes nothing.
            let _ = self.checked(forgotten);
        }
        let Some(loaded) = &mut self.loaded else {
            return;
        };
        let deletions = &mut loaded.deletions;
        if is_deleted {
            deletions.retry = Retry::default();
        } else {
            deletions.retry.failed(now);
        }
        deletions.calling.retain(|it| it != file);
        if deletions.calling.is_empty() {
            self.plan_deletions();
        }
    }

    /// Finds out when the next file must be deleted.
    fn plan_deletions(&mut self) {
        let next = files::next_due(self.host.sql());
        let Ok(next) = self.checked(next) else {
            return;
        };
        if let Some(loaded) = &mut self.loaded {
            let not_before = loaded.deletions.retry.at;
            loaded.deletions.next_at = next.map(|at| at.max(not_before));
            self.wake_for_deletions();
        }
    }
}
