//! The content of a message before it is stored.

use serde::{Deserialize, Serialize};

use super::limits::{FILES_MAX, PREVIEWS_MAX};
use super::refusal::FileRule;
use super::{ClientId, File, FileId, Message, Refusal, Seq, text};

/// The content of a message as its sender sends it, and the sender's own id for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct Draft {
    /// Together with the sender it names one message for ever. When the sender sees it in an event,
    /// their message is stored.
    pub client_id: ClientId,
    /// 1 to 8,000 code points. With files it may be empty.
    pub body: String,
    /// The message that it replies to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reply_to: Option<Seq>,
    /// Uploads of the sender's that go into the message: up to 10, and their previews.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<Vec<FileId>>"))]
    pub files: Vec<FileId>,
}

impl Draft {
    /// A draft that answers no other message and has no files.
    #[must_use]
    pub fn new(client_id: ClientId, body: String) -> Self {
        Self {
            client_id,
            body,
            reply_to: None,
            files: Vec::new(),
        }
    }

    /// The draft in the form in which it is stored.
    ///
    /// # Errors
    /// [`Refusal::BadMessage`] or [`Refusal::BadFile`], with the rule that was broken.
    pub fn checked(self) -> Result<Self, Refusal> {
        let files = &self.files;
        if files.len() > FILES_MAX * (1 + PREVIEWS_MAX) {
            return Err(Refusal::BadFile(FileRule::TooMany(FILES_MAX)));
        }
        let is_named_twice =
            |(nth, file): (usize, &FileId)| files.iter().take(nth).any(|it| it == file);
        if files.iter().enumerate().any(is_named_twice) {
            return Err(Refusal::BadFile(FileRule::NotUploaded));
        }
        if self.body.is_empty() && !files.is_empty() {
            return Ok(self);
        }
        let body = text::message(&self.body)?;
        Ok(Self { body, ..self })
    }

    /// The message that the draft becomes, without its mentions and its quote. `files` are the
    /// uploads that it names, in its order.
    ///
    /// # Errors
    /// [`Refusal::BadFile`]: a file is missing, there are too many, or a preview is without the
    /// file that it shows.
    pub fn into_message(self, files: Vec<File>) -> Result<Message, Refusal> {
        let are_all = self.files.iter().eq(files.iter().map(|file| &file.id));
        if !are_all {
            return Err(Refusal::BadFile(FileRule::NotUploaded));
        }
        let shown = |file: &&File| file.preview_of.is_none();
        if files.iter().filter(shown).count() > FILES_MAX {
            return Err(Refusal::BadFile(FileRule::TooMany(FILES_MAX)));
        }
        let is_here = |of: &FileId| files.iter().filter(shown).any(|file| file.id == *of);
        let count = |of: &FileId| {
            let previews = files
                .iter()
                .filter(|file| file.preview_of.as_ref() == Some(of));
            previews.count()
        };
        let mut previewed = files.iter().filter_map(|file| file.preview_of.as_ref());
        if previewed.any(|of| !is_here(of) || count(of) > PREVIEWS_MAX) {
            return Err(Refusal::BadFile(FileRule::Preview));
        }
        Ok(Message {
            files,
            ..Message::new(self.client_id, self.body)
        })
    }
}

impl From<&Message> for Draft {
    fn from(message: &Message) -> Self {
        Self {
            client_id: message.client_id.clone(),
            body: message.body.clone(),
            reply_to: message.quote.as_ref().map(|quote| quote.message),
            files: message.files.iter().map(|file| file.id.clone()).collect(),
        }
    }
}
