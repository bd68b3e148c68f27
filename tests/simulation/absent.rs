//! Absence: who is not home costs one call however much is said, and whoever comes home learns all of it.

use dormouse::chat::frames::InboxEntry;

use crate::world::{ObjectRef, World};

impl World {
    /// Whom a conversation counts as away, their object counts as missing it: so it will ask. At any time.
    pub fn check_absences(&self) {
        for (conversation, home) in self.conversations.iter().enumerate() {
            let away = self.sql_of(
                ObjectRef::Conversation(conversation),
                "SELECT user, away FROM people WHERE away > 0",
            );
            for row in &away {
                let user = row.text(0).expect("a user");
                let nth = self
                    .accounts
                    .iter()
                    .position(|it| it.person.id.as_str() == user);
                let user_actor = ObjectRef::User(nth.expect("one of this world"));
                let known = format!(
                    "SELECT away FROM inbox WHERE conversation = '{}'",
                    home.id.as_str()
                );
                let known = self.sql_of(user_actor, &known);
                let theirs = known
                    .first()
                    .map_or(0, |row| row.signed(0).expect("a number"));
                assert!(
                    theirs >= row.signed(1).expect("a number"),
                    "{user} is told nothing and does not know"
                );
            }
        }
    }

    fn sql_of(&self, place: ObjectRef, statement: &str) -> Vec<dormouse::store::sql::Row> {
        self.host(place).body().sql.query(statement)
    }

    /// Half of the people open their inboxes, the others ask for them over HTTP: all must be right soon after.
    pub fn all_come_home(&mut self) {
        for person in 0..self.accounts.len() {
            if person % 2 == 0 {
                self.open_inbox(person, self.session(person));
            } else if !self.is_home(person) {
                self.ask_for_inbox(person);
            }
        }
        self.run_for(20_000);
        for conversation in 0..self.conversations.len() {
            let Some(truth) = self.truth(conversation) else {
                continue;
            };
            self.check_inboxes(conversation, &truth);
            for row in &truth.people {
                let handle = &row.membership.handle;
                assert!(
                    !row.delivered.absence.is_away(),
                    "{handle} asked and is told nothing"
                );
            }
        }
        for person in 0..self.accounts.len() {
            let missed = self.sql_of(
                ObjectRef::User(person),
                "SELECT * FROM inbox WHERE away > 0",
            );
            assert!(
                missed.is_empty(),
                "person {person} asked and was not answered: {missed:?}"
            );
        }
    }

    /// Everyone is gone, and programs talk for an hour: each object is called once about each conversation.
    pub fn check_night(&mut self) {
        for conversation in 0..self.conversations.len() {
            let members: Vec<_> = self.conversations[conversation]
                .members
                .iter()
                .cloned()
                .collect();
            let Some(speaker) = members.first().map(|user| self.person_of(user)) else {
                continue;
            };
            self.tells.clear();
            for _ in 0..20 {
                let name = self.new_name();
                self.post_by_request(speaker, conversation, name, "a word at night".to_owned());
                self.run_for(180_000);
            }
            for (user, times) in &self.tells {
                assert_eq!(*times, 1, "{user} is away and was told {times} times");
            }
        }
        self.check_absences();
    }
}

pub const ANNA: usize = 0;
pub const BEN: usize = 1;
pub const CLEO: usize = 2;

impl World {
    pub fn told(&self, person: usize) -> u64 {
        self.tells
            .get(&self.person(person).id)
            .copied()
            .unwrap_or(0)
    }

    pub fn caught_up(&self) -> u64 {
        self.calls.get("catch up").copied().unwrap_or(0)
    }

    /// What one of the person's own sockets shows of the group.
    pub fn shown(&self, client: usize) -> Option<&InboxEntry> {
        self.clients[client].inbox.get(&self.conversations[0].id)
    }

    /// Closes somebody's inbox.
    pub fn go(&mut self, client: usize) {
        self.close_cleanly(client);
        self.clients[client].over = true;
        self.run_for(1_000);
    }
}
