//! The files of a conversation. `files` says which message has a file. `uploads` has the files that
//! are in no message: finished uploads, and files that must be deleted.
//!
//! **Only a file in `files` can be read.** A file leaves `files` before its bytes are deleted.

use super::people::PersonNumber;
use crate::chat::{File, FileId, Millis, Seq};
use crate::store::sql::{Fault, Row, Sql, Stored, Value, unreadable};

/// A finished upload that is in no message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    pub owner: PersonNumber,
    pub file: File,
}

/// The `until` of a file whose bytes must be deleted at once. Nobody can attach it any more. It is
/// a time long past that takes as many bytes as one of today, so the row is overwritten in its
/// place.
const DISCARDED: Millis = 1 << 40;
/// Overwrites what somebody wrote, in its place. SQLite leaves the bytes of a deleted or shortened
/// row where they are.
const BLANK: &str = "UPDATE uploads SET what = printf('%*s', octet_length(what), '')";

const DELETE: &str = "DELETE FROM uploads WHERE n = ? AND id = ?";

/// How a row of `uploads` is found: by its number, and then by its id.
fn key(id: &FileId) -> [Value; 2] {
    [id.number().into(), id.as_str().into()]
}

/// The files of a message in their stored form. None if it has none.
pub(super) fn spelled(files: &[File]) -> Stored<Option<String>> {
    let some = (!files.is_empty()).then(|| serde_json::to_string(files));
    some.transpose().map_err(|error| Fault(error.to_string()))
}

/// Reads what [`spelled`] wrote, from a column of `messages`. Blanks are left of files that were
/// taken out.
pub(super) fn read(row: &Row, column: usize) -> Stored<Vec<File>> {
    let text = if row.is_null(column) {
        ""
    } else {
        row.text(column)?.trim_start()
    };
    if text.is_empty() {
        return Ok(Vec::new());
    }
    serde_json::from_str(text).map_err(|error| unreadable(&error))
}

/// Stores a finished upload. Storing it twice is storing it once. A file that is in a message, or
/// that is being deleted, stays as it is.
pub fn add(sql: &dyn Sql, upload: &Upload, until: Millis) -> Stored<()> {
    let id = upload.file.id.as_str();
    let what = serde_json::to_string(&upload.file).map_err(|error| Fault(error.to_string()))?;
    let values = [
        upload.file.id.number().into(),
        id.into(),
        upload.owner.0.into(),
        until.into(),
        what.as_str().into(),
        id.into(),
    ];
    sql.run(
        "INSERT INTO uploads (n, id, owner, until, what) SELECT ?, ?, ?, ?, ?
         WHERE NOT EXISTS (SELECT 1 FROM files WHERE id = ?) ON CONFLICT (n) DO NOTHING",
        &values,
    )
    .map(drop)
}

/// A person's upload, if it is finished, in no message, and not discarded.
pub fn upload(sql: &dyn Sql, owner: PersonNumber, id: &FileId) -> Stored<Option<File>> {
    let statement = "SELECT what FROM uploads WHERE n = ? AND id = ? AND owner = ? AND until <> ?";
    let [n, id] = key(id);
    let values = [n, id, owner.0.into(), DISCARDED.into()];
    let rows = sql.run(statement, &values)?;
    let what = rows.first().map(|row| row.text(0)).transpose()?;
    let file = what.map(serde_json::from_str).transpose();
    file.map_err(|error| unreadable(&error))
}

/// Puts uploads into the message `seq`. The caller does this in the transaction that stores it.
pub fn attach(sql: &dyn Sql, seq: Seq, files: &[File]) -> Stored<()> {
    let blank = format!("{BLANK} WHERE n = ? AND id = ?");
    for file in files {
        sql.run(&blank, &key(&file.id))?;
        // A fault here rolls the message back: no file is in two messages.
        if !sql.change(DELETE, &key(&file.id))? {
            return Err(Fault("a file of a message is no upload".to_owned()));
        }
        let values = [file.id.as_str().into(), seq.0.into()];
        sql.run("INSERT INTO files (id, seq) VALUES (?, ?)", &values)?;
    }
    Ok(())
}

/// The file, if it is in a message.
pub fn find(sql: &dyn Sql, id: &FileId) -> Stored<Option<File>> {
    let statement = "SELECT messages.files FROM files JOIN messages ON messages.seq = files.seq
                     WHERE files.id = ?";
    let rows = sql.run(statement, &[id.as_str().into()])?;
    let files = rows.first().map_or(Ok(Vec::new()), |row| read(row, 0))?;
    Ok(files.into_iter().find(|file| file.id == *id))
}

/// Whether the conversation knows the file: as an upload, in a message, or as one to delete.
pub fn knows(sql: &dyn Sql, id: &FileId) -> Stored<bool> {
    let statement = "SELECT 1 FROM files WHERE id = ?
                     UNION ALL SELECT 1 FROM uploads WHERE n = ? AND id = ?";
    let [n, id] = key(id);
    let rows = sql.run(statement, &[id.clone(), n, id])?;
    Ok(!rows.is_empty())
}

/// Takes all files out of the message `seq`, and notes that their bytes must be deleted. True if it
/// had any. The caller does this in the transaction that deletes the message.
pub fn detach(sql: &dyn Sql, seq: Seq) -> Stored<bool> {
    let seq = seq.0;
    let rows = sql.run("SELECT files FROM messages WHERE seq = ?", &[seq.into()])?;
    let files = rows.first().map_or(Ok(Vec::new()), |row| read(row, 0))?;
    for file in &files {
        let [n, id] = key(&file.id);
        sql.run("DELETE FROM files WHERE id = ?", std::slice::from_ref(&id))?;
        let values = [n, id, DISCARDED.into()];
        sql.run(
            "INSERT INTO uploads (n, id, owner, until, what) VALUES (?, ?, 0, ?, '')",
            &values,
        )?;
    }
    if !files.is_empty() {
        // Names and descriptions are overwritten, for the reason of `BLANK`. The blanks stay, so
        // that the row keeps its size.
        let blank = "UPDATE messages SET files = printf('%*s', octet_length(files), '')
                     WHERE seq = ?";
        sql.run(blank, &[seq.into()])?;
    }
    Ok(!files.is_empty())
}

/// Notes that a person gives up an upload, so its bytes must be deleted. False if it is not theirs,
/// or in a message.
pub fn discard(sql: &dyn Sql, owner: PersonNumber, id: &FileId) -> Stored<bool> {
    let discard = format!("{BLANK}, until = ? WHERE n = ? AND id = ? AND owner = ?");
    let [n, id] = key(id);
    let values = [DISCARDED.into(), n, id, owner.0.into()];
    sql.change(&discard, &values)
}

/// Discards the uploads that nobody attached in time.
pub fn expire(sql: &dyn Sql, now: Millis) -> Stored<()> {
    let expire = format!("{BLANK}, until = ? WHERE until <= ? AND until <> ?");
    let values = [DISCARDED.into(), now.into(), DISCARDED.into()];
    sql.run(&expire, &values).map(drop)
}

/// The first files whose bytes must be deleted.
pub fn discarded(sql: &dyn Sql, limit: u32) -> Stored<Vec<FileId>> {
    let statement = "SELECT id FROM uploads WHERE until = ? LIMIT ?";
    let rows = sql.run(statement, &[DISCARDED.into(), u64::from(limit).into()])?;
    rows.iter()
        .map(|row| row.parsed(0, FileId::parse))
        .collect()
}

/// When the next file must be deleted. None if there is none.
pub fn next_due(sql: &dyn Sql) -> Stored<Option<Millis>> {
    let rows = sql.run("SELECT min(until) FROM uploads", &[])?;
    let row = rows.first().filter(|row| !row.is_null(0));
    row.map(|row| row.number(0)).transpose()
}

/// Forgets a file whose bytes are deleted.
pub fn forget(sql: &dyn Sql, id: &FileId) -> Stored<()> {
    sql.run(DELETE, &key(id)).map(drop)
}
