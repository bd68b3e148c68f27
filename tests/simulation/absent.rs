//! Absence: an absent member costs one call however much is posted, and learns all of it on return.

use dormouse::chat::frames::InboxEntry;

use crate::world::{ObjectRef, World};

impl World {
    /// Checks at any time: if a conversation counts a member as away, the member's object knows. So
    /// it will ask when they return.
    pub fn check_absences(&self) {
        for (conversation, it) in self.conversations.iter().enumerate() {
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
                let person = ObjectRef::User(nth.expect("one of this world"));
                let known = format!(
                    "SELECT away FROM inbox WHERE conversation = '{}'",
                    it.id.as_str()
                );
                let known = self.sql_of(person, &known);
                let theirs = known
                    .first()
                    .map_or(0, |row| row.signed(0).expect("a number"));
                assert!(
                    theirs >= row.signed(1).expect("a number"),
                    "{user} gets no updates and their object does not know"
                );
            }
        }
    }

    fn sql_of(&self, place: ObjectRef, statement: &str) -> Vec<dormouse::store::sql::Row> {
        self.host(place).body().sql.query(statement)
    }

    /// Half of the people open their inboxes, the others read them over HTTP. Soon after, every
    /// inbox must be right.
    pub fn bring_everyone_online(&mut self) {
        for person in 0..self.accounts.len() {
            if person % 2 == 0 {
                self.open_inbox(person, self.session(person));
            } else if !self.is_online(person) {
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
                    "{handle} came back and still counts as away"
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
                "person {person} asked and got no answer: {missed:?}"
            );
        }
    }

    /// While everyone is away, programs post for an hour. Each conversation calls each member's
    /// object once.
    pub fn check_absence_costs(&mut self) {
        for conversation in 0..self.conversations.len() {
            let members: Vec<_> = self.conversations[conversation]
                .members
                .iter()
                .cloned()
                .collect();
            let Some(speaker) = members.first().map(|user| self.person_of(user)) else {
                continue;
            };
            self.inbox_updates.clear();
            for _ in 0..20 {
                let name = self.new_client_id();
                self.post_by_request(speaker, conversation, name, "a word at night".to_owned());
                self.run_for(180_000);
            }
            for (user, times) in &self.inbox_updates {
                assert_eq!(*times, 1, "{user} is away and got {times} updates");
            }
        }
        self.check_absences();
    }
}

pub const ANNA: usize = 0;
pub const BEN: usize = 1;
pub const CLEO: usize = 2;

impl World {
    pub fn updates_to(&self, person: usize) -> u64 {
        self.inbox_updates
            .get(&self.person(person).id)
            .copied()
            .unwrap_or(0)
    }

    pub fn catch_ups(&self) -> u64 {
        self.calls.get("catch up").copied().unwrap_or(0)
    }

    /// The group's entry in the inbox that one client shows.
    pub fn shown(&self, client: usize) -> Option<&InboxEntry> {
        self.clients[client].inbox.get(&self.conversations[0].id)
    }

    /// Closes an inbox and waits until its object knows.
    pub fn close_inbox(&mut self, client: usize) {
        self.close_cleanly(client);
        self.clients[client].over = true;
        self.run_for(1_000);
    }
}
