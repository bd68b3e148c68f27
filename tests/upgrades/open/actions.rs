//! What people do in the world. Each action is a call that the Worker makes for them.

use dormouse::chat::attention::WakeLevel;
use dormouse::chat::{ClientId, Creation, Draft, Role, Seq, Visibility};
use dormouse::objects::conversation::calls::{
    CreateGroup, EditMessage, Join, Leave, OpenDirect, Post, Remove, Rename, Seen, SetMember,
};

use super::names::{direct, person};
use super::world::World;

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
        self.ask(who, &id, |principal| OpenDirect { principal, other })?;
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

    pub fn has_read(&mut self, who: &str, id: &str, seq: u64) -> Done {
        let seq = Seq(seq);
        self.ask(who, id, |principal| Seen { principal, seq })
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
        let user = Self::user_id(who);
        let rows = self.of_conversation(id, |sql| {
            super::migrate("conversation", sql);
            sql.query(&format!(
                "SELECT seq FROM messages, people
                 WHERE author = n AND user = '{user}' AND client_id = '{name}'"
            ))
        });
        let message = rows.first().and_then(|row| row.number(0).ok());
        let (message, body) = (Seq(message.expect("they said it")), words.to_owned());
        self.ask(who, id, |principal| EditMessage {
            principal,
            message,
            body,
        })
    }
}
