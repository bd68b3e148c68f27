//! What people do in the world. Each is a call that the Worker makes for them.

use dormouse::chat::{ClientId, Role, Seq, Visibility};
use dormouse::objects::calls::{FromConversation, ToConversation as To};

use super::names::{direct, person};
use super::world::World;

/// A refusal is its code.
pub type Done<T = ()> = Result<T, &'static str>;

impl World {
    pub fn creates(&mut self, who: &str, id: &str, title: &str, topic: &str, public: bool) -> Done {
        let (title, topic) = (title.to_owned(), topic.to_owned());
        let visibility = if public {
            Visibility::Public
        } else {
            Visibility::Private
        };
        let call = |caller| To::CreateGroup {
            caller,
            title,
            topic,
            visibility,
        };
        self.ask(who, id, call).map(drop)
    }

    /// Opens a direct conversation. Returns its id.
    pub fn opens(&mut self, who: &str, whom: &str) -> Done<String> {
        let (id, other) = (direct(who, whom), person(whom));
        self.ask(who, &id, |caller| To::OpenDirect { caller, other })?;
        Ok(id)
    }

    pub fn joins(&mut self, who: &str, id: &str) -> Done {
        self.ask(who, id, |caller| To::Join { caller }).map(drop)
    }

    pub fn leaves(&mut self, who: &str, id: &str) -> Done {
        self.ask(who, id, |caller| To::Leave { caller }).map(drop)
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
        let call = |caller| To::SetMember { caller, user, role };
        self.ask(who, id, call).map(drop)
    }

    pub fn removes(&mut self, who: &str, id: &str, whom: &str) -> Done {
        let user = person(whom).id;
        let call = |caller| To::Remove { caller, user };
        self.ask(who, id, call).map(drop)
    }

    pub fn renames(&mut self, who: &str, id: &str, title: &str, topic: Option<&str>) -> Done {
        let (title, topic) = (Some(title.to_owned()), topic.map(str::to_owned));
        let call = |caller| To::Rename {
            caller,
            title,
            topic,
        };
        self.ask(who, id, call).map(drop)
    }

    /// Posts a message. Returns its `seq`, and whether it is a repetition.
    pub fn says(&mut self, who: &str, id: &str, name: &str, body: &str) -> Done<(u64, bool)> {
        let client_id = ClientId::parse(name).expect("names in tests are good ones");
        let body = body.to_owned();
        let call = |caller| To::Post {
            caller,
            client_id,
            body,
        };
        match self.ask(who, id, call)? {
            FromConversation::Posted { event, repeated } => Ok((event.seq.0, repeated)),
            other => panic!("a post is answered {other:?}"),
        }
    }

    pub fn has_read(&mut self, who: &str, id: &str, seq: u64) -> Done {
        let call = |caller| To::Seen {
            caller,
            seq: Seq(seq),
        };
        self.ask(who, id, call).map(drop)
    }

    /// Newer code ran for a while and stored an event of a kind that today's does not know.
    pub fn newer_code_writes(&mut self, id: &str) {
        self.sleep();
        let statement = r#"INSERT INTO events (seq, at, author, what)
            SELECT max(seq) + 1, max(at), 1,
              '{"kind":"of_the_future","role":{"of":["guests"]},"title":7,"user":null}'
            FROM (SELECT seq, at FROM messages UNION ALL SELECT seq, at FROM events)"#;
        self.of_conversation(id, |sql| super::run(sql, statement));
    }
}
