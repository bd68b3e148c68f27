//! What people do in the world. Each action is a call that the Worker makes for them.

use dormouse::chat::attention::WakeLevel;
use dormouse::chat::limits::UPLOAD_KEPT;
use dormouse::chat::{
    ClientId, Creation, Draft, File, FileId, ID_LETTERS, NewFile, Role, Seq, Visibility,
};
use dormouse::objects::conversation::calls::{
    CreateGroup, DeleteMessage, EditMessage, Join, Leave, OpenDirect, Pin, Post, Remove, Rename,
    Search, Seen, SetMember, TakeFile,
};
use dormouse::store::file::{self as file_store, Kept};
use dormouse::store::sql::Stored;

use super::names::{conversation as id_of, direct, group, person};
use super::world::World;
use crate::sqlite::Sqlite;

/// The result of an action; a refusal is given by its code.
pub type Done<T = ()> = Result<T, &'static str>;

impl World {
    pub fn creates(&mut self, who: &str, id: &str, title: &str, topic: &str, public: bool) -> Done {
        let visibility = if public {
            Visibility::Public
        } else {
            Visibility::Private
        };
        let creation = Creation {
            title: title.to_owned(),
            topic: topic.to_owned(),
            visibility,
        };
        let call = |principal| CreateGroup {
            principal,
            creation,
        };
        self.ask(who, id, call).map(drop)
    }

    /// Opens a direct conversation. Returns its id.
    pub fn opens(&mut self, who: &str, whom: &str) -> Done<String> {
        let (id, other) = (direct(who, whom), person(whom));
        self.ask(who, &id, |principal| OpenDirect {
            principal,
            other,
            profile: None,
        })?;
        Ok(id)
    }

    pub fn joins(&mut self, who: &str, id: &str) -> Done {
        let call = |principal| Join { principal };
        self.ask(who, id, call).map(drop)
    }

    pub fn leaves(&mut self, who: &str, id: &str) -> Done {
        self.ask(who, id, |principal| Leave { principal })
    }

    pub fn admits(&mut self, who: &str, id: &str, whom: &str) -> Done {
        self.set_member(who, id, whom, None)
    }

    pub fn makes_admin(&mut self, who: &str, id: &str, whom: &str) -> Done {
        self.set_member(who, id, whom, Some(Role::Admin))
    }

    pub fn makes_member(&mut self, who: &str, id: &str, whom: &str) -> Done {
        self.set_member(who, id, whom, Some(Role::Member))
    }

    fn set_member(&mut self, who: &str, id: &str, whom: &str, role: Option<Role>) -> Done {
        let user = person(whom);
        let call = |principal| SetMember {
            principal,
            user,
            role,
            profile: None,
        };
        self.ask(who, id, call).map(drop)
    }

    pub fn removes(&mut self, who: &str, id: &str, whom: &str) -> Done {
        let user = person(whom).id;
        self.ask(who, id, |principal| Remove { principal, user })
    }

    pub fn renames(&mut self, who: &str, id: &str, title: &str, topic: Option<&str>) -> Done {
        let (title, topic) = (Some(title.to_owned()), topic.map(str::to_owned));
        let call = |principal| Rename {
            principal,
            title,
            topic,
        };
        self.ask(who, id, call).map(drop)
    }

    /// Posts a message. Returns its `seq`, and whether it is a repetition.
    pub fn says(&mut self, who: &str, id: &str, name: &str, body: &str) -> Done<(u64, bool)> {
        let client_id = ClientId::parse(name).expect("names in tests are good ones");
        let body = body.to_owned();
        let draft = Draft::new(client_id, body);
        let posted = self.ask(who, id, |principal| Post { principal, draft })?;
        Ok((posted.event.seq.0, posted.repeated))
    }

    /// Finishes an upload.
    pub fn uploads(&mut self, who: &str, id: &str, nth: u8) -> Done<FileId> {
        let file = file(nth);
        let (named, keep) = (file.id.clone(), UPLOAD_KEPT);
        let call = |principal| TakeFile {
            principal,
            file,
            keep,
        };
        self.ask(who, id, call)?;
        Ok(named)
    }

    /// Posts a message with a file and no words.
    pub fn shares(&mut self, who: &str, id: &str, name: &str, nth: u8) -> Done {
        let files = vec![self.uploads(who, id, nth)?];
        let client_id = ClientId::parse(name).expect("names in tests are good ones");
        let draft = Draft {
            files,
            ..Draft::new(client_id, String::new())
        };
        self.ask(who, id, |principal| Post { principal, draft })
            .map(drop)
    }

    pub fn has_read(&mut self, who: &str, id: &str, seq: u64) -> Done {
        let seq = Seq(seq);
        self.ask(who, id, |principal| Seen { principal, seq })
    }

    /// Searches. Returns the `seq` of what was found.
    pub fn finds(&mut self, who: &str, id: &str, words: &str) -> Done<Vec<u64>> {
        let q = words.to_owned();
        let call = |principal| Search {
            principal,
            q,
            utc_offset: 0,
            before: None,
            limit: 20,
            is_part: false,
        };
        let page = self.ask(who, id, call)?;
        Ok(page.results.iter().map(|it| it.seq.0).collect())
    }

    /// Sets a person's wake level to messages that name them.
    pub fn is_woken_by_mentions(&mut self, who: &str) {
        self.wakes.insert(Self::user_id(who), WakeLevel::Mentions);
    }

    /// Sets a person's wake level to every message.
    pub fn is_woken_by_all(&mut self, who: &str) {
        self.wakes.insert(Self::user_id(who), WakeLevel::All);
    }

    /// Newer code ran for a while. It stored an event of a kind that today's code does not know,
    /// and an unknown wake level for those who left.
    pub fn newer_code_writes(&mut self, id: &str) {
        self.sleep();
        let event = r#"INSERT INTO events (seq, at, author, what, notice)
            SELECT max(seq) + 1, max(at), 1,
              '{"kind":"of_the_future","role":{"of":["guests"]},"title":7,"user":null}', 0
            FROM (SELECT seq, at FROM messages UNION ALL SELECT seq, at FROM events)"#;
        let wake = "UPDATE people SET wake = 7 WHERE role IS NULL";
        self.of_conversation(id, |sql| [event, wake].map(|it| super::run(sql, it)));
    }

    /// Edits the message that they posted under this name.
    pub fn edits(&mut self, who: &str, id: &str, name: &str, words: &str) -> Done {
        let (message, body) = (self.said(who, id, name), words.to_owned());
        self.ask(who, id, |principal| EditMessage {
            principal,
            message,
            body,
        })
    }

    /// Deletes the message that they posted under this name.
    pub fn deletes(&mut self, who: &str, id: &str, name: &str) -> Done {
        let message = self.said(who, id, name);
        self.ask(who, id, |principal| DeleteMessage { principal, message })
    }

    /// Pins the message that `author` posted under this name.
    pub fn pins(&mut self, who: &str, id: &str, (author, name): (&str, &str)) -> Done {
        let message = self.said(author, id, name);
        let on = true;
        self.ask(who, id, |principal| Pin {
            principal,
            message,
            on,
        })
    }

    fn said(&mut self, who: &str, id: &str, name: &str) -> Seq {
        let user = Self::user_id(who);
        let rows = self.of_conversation(id, |sql| {
            super::migrate("conversation", sql);
            sql.query(&format!(
                "SELECT seq FROM messages, people
                 WHERE author = n AND user = '{user}' AND client_id = '{name}'"
            ))
        });
        let message = rows.first().and_then(|row| row.number(0).ok());
        Seq(message.expect("they said it"))
    }
}

fn declared(nth: u8) -> NewFile {
    NewFile {
        name: format!("Eule {nth} \u{1f989} 'am Zaun'.png"),
        media_type: "image/png".to_owned(),
        size: 7_000_000,
        sha256: "0123456789abcdef".repeat(4),
        width: Some(2_000),
        height: Some(1_000),
        duration: None,
        alt: Some("An owl,\n\"asleep\"".to_owned()),
        preview_of: None,
    }
}

fn file(nth: u8) -> File {
    let id = FileId::from_random(&[nth; ID_LETTERS], true);
    declared(nth).into_file(id, b"\x89PNG\r\n\x1a\n")
}

/// Keeps a declared file of which the bucket has the second chunk.
pub fn keep(sql: &Sqlite) -> Stored<()> {
    let kept = Kept {
        owner: person("anna").id,
        conversation: id_of(&group("owls")),
        declared: declared(1),
        finished: None,
    };
    file_store::declare(sql, &kept)?;
    file_store::note_piece(sql, 1)
}
