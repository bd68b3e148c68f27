//! The end of a world: all faults end and everything comes to rest. Then all sides must agree on
//! what happened.

use std::collections::BTreeMap;

use dormouse::chat::conversation::Conversation;
use dormouse::chat::limits::SESSION_CHECK;
use dormouse::chat::{ConversationSummary, Draft, Event, Kind, Person, Seq, UserId, Visibility};
use dormouse::objects::conversation::calls::Post;
use dormouse::store::conversation::people::PersonRow;
use dormouse::store::conversation::{about, log, people, schema};
use dormouse::store::inbox::{self, InboxRow};

use crate::entries::{check_counts, check_preview};
use crate::world::{ObjectRef, World};

/// The stored conversation: its rows, its log, and the state that its log folds to.
pub struct Truth {
    pub people: Vec<PersonRow>,
    pub log: Vec<Event>,
    pub state: Conversation,
}

impl World {
    pub fn finish(&mut self) {
        self.heal();
        // Longer than the longest retry delay. The session check runs hourly, so wait for two
        // checks.
        self.run_for(2 * SESSION_CHECK + 1_200_000);
        self.post_everywhere();
        self.run_for(180_000);
        for conversation in 0..self.conversations.len() {
            if let Some(truth) = self.truth(conversation) {
                self.check_conversation(conversation, &truth);
                self.check_inboxes(conversation, &truth);
                self.check_directory(conversation, &truth);
                self.check_profiles(conversation, &truth);
            }
        }
        self.bring_everyone_online();
        self.check_clients();
        self.check_own_profiles();
        self.check_sessions();
        self.check_rest();
        self.check_absence_costs();
    }

    /// Posts once more in every conversation: clients that missed frames when memory was lost see a
    /// gap.
    fn post_everywhere(&mut self) {
        for conversation in 0..self.conversations.len() {
            let member = self.conversations[conversation].members.first().cloned();
            let Some(person) = member.map(|user| self.person_of(&user)) else {
                continue;
            };
            let (client_id, body) = (self.new_client_id(), "good morning".to_owned());
            if let Some(principal) = self.principal(person) {
                let draft = Draft::new(client_id, body);
                self.request(person, conversation, &Post { principal, draft });
            }
        }
    }

    pub fn truth(&self, conversation: usize) -> Option<Truth> {
        let (sql, id) = (
            self.sql(ObjectRef::Conversation(conversation)),
            self.conversations[conversation].id.clone(),
        );
        if !schema::exists(sql).expect("readable") {
            return None;
        }
        let about = about::get(sql).expect("readable")?;
        let people = people::all(sql).expect("readable");
        let name = |row: &PersonRow| Person {
            id: row.user.clone(),
            handle: row.membership.handle.clone(),
        };
        let names = people.iter().map(|row| (row.number, name(row))).collect();
        let log = log::after(sql, &names, Seq::START, 100_000).expect("readable");
        let mut state = Conversation {
            everyone: Vec::new(),
            pins: Vec::new(),
            id,
            title: String::new(),
            topic: String::new(),
            visibility: Visibility::Private,
            epoch: about.epoch.clone(),
            head: Seq::START,
            last_at: 0,
            posts: 0,
            people: BTreeMap::new(),
        };
        if state.kind() == Kind::Direct {
            state.people = people
                .iter()
                .map(|row| (row.user.clone(), row.membership.clone()))
                .collect();
        }
        for event in &log {
            state.apply(event);
        }
        assert_eq!(
            (&about.title, &about.topic, &about.pins),
            (&state.title, &state.topic, &state.pins),
            "state = fold(events)"
        );
        Some(Truth { people, log, state })
    }

    fn check_conversation(&self, conversation: usize, truth: &Truth) {
        self.conversations[conversation].ledger.check(&truth.log);
        let head = truth.state.head;
        for row in &truth.people {
            let folded = truth
                .state
                .people
                .get(&row.user)
                .expect("every person in the rows entered by an event");
            let stored = &row.membership;
            assert_eq!(
                (stored.role, stored.joined),
                (folded.role, folded.joined),
                "state = fold(events)"
            );
            assert!(stored.read <= head, "read <= head");
            let read = truth
                .log
                .iter()
                .filter(|event| event.is_message() && event.seq <= stored.read);
            assert_eq!(
                stored.read_posts,
                read.count() as u64,
                "messages up to the read cursor of {}",
                stored.handle
            );
        }
    }

    /// Every inbox shows the truth: role, title, and each message as read or unread.
    pub fn check_inboxes(&self, conversation: usize, truth: &Truth) {
        let last_message = truth
            .log
            .iter()
            .rev()
            .find(|event| event.is_message())
            .map_or(Seq::START, |it| it.seq);
        for row in &truth.people {
            let person = self.person_of(&row.user);
            let sql = self.sql(ObjectRef::User(person));
            let has_inbox = !self.users[person]
                .host
                .body()
                .sql
                .query("SELECT 1 FROM sqlite_master WHERE name = 'inbox'")
                .is_empty();
            let known = if has_inbox {
                inbox::get(sql, &truth.state.id).expect("readable")
            } else {
                None
            };
            let handle = &row.membership.handle;
            let Some(InboxRow {
                summary: known,
                absence,
            }) = known
            else {
                let waits = truth.log.is_empty() && row.delivered.owed < 0;
                assert!(waits, "{handle}'s inbox never got {}", truth.state.id);
                continue;
            };
            assert_eq!(
                known.role, row.membership.role,
                "{handle}'s inbox is wrong about their role"
            );
            if known.role.is_some() && !truth.log.is_empty() {
                assert_eq!(
                    known.title,
                    truth.state.title_for(&row.user),
                    "{handle}'s inbox has a wrong title"
                );
                check_counts(&known, truth, handle.as_str());
                check_preview(&known, truth, handle.as_str());
                if absence.is_away() {
                    assert!(
                        !self.is_online(person),
                        "{handle} is online and counts as away"
                    );
                    continue;
                }
                let focused = self.is_focused(conversation, &row.user);
                assert!(
                    focused || known.head >= last_message,
                    "{handle}'s inbox lacks the last message"
                );
                assert!(
                    known.read >= row.membership.read,
                    "{handle} has read further than the inbox says"
                );
            }
        }
    }

    fn is_focused(&self, conversation: usize, user: &UserId) -> bool {
        let sockets = self.conversations[conversation]
            .object
            .host
            .body()
            .sockets
            .borrow();
        sockets
            .values()
            .any(|socket| socket.attachment.focused && socket.attachment.principal.user() == user)
    }

    fn check_directory(&self, conversation: usize, truth: &Truth) {
        let listed = self.directory.get(&self.conversations[conversation].id);
        if truth.state.kind() == Kind::Direct || truth.state.visibility == Visibility::Private {
            assert!(listed.is_none(), "a private conversation is listed");
            return;
        }
        let listed = listed.expect("public groups are listed");
        assert_eq!(listed.listed, !truth.state.is_closed());
        assert_eq!(listed.members as usize, truth.state.member_count());
        assert_eq!(
            (&listed.title, &listed.topic),
            (&truth.state.title, &truth.state.topic)
        );
    }

    fn check_clients(&self) {
        for client in &self.clients {
            let handle = &self.person(client.person).handle;
            if !client.over {
                assert!(
                    client.socket.is_some(),
                    "{handle}'s client did not come back"
                );
            }
            let Some(socket) = client.socket else {
                continue;
            };
            let host = self.host(client.place);
            assert!(
                host.body().sockets.borrow().contains_key(&socket),
                "{handle} holds a socket that its object does not know"
            );
            match client.place {
                ObjectRef::Conversation(conversation) => {
                    assert_eq!(
                        client.tab.last.unwrap_or(0),
                        self.conversations[conversation].head.0,
                        "{handle}'s tab lacks events"
                    );
                    assert!(
                        client.tab.is_live() && client.tab.pending.is_empty(),
                        "{handle}'s posts are unanswered"
                    );
                    assert!(
                        self.is_member(client.person, conversation),
                        "{handle} is no member and still connected"
                    );
                }
                ObjectRef::User(person) => {
                    let latest =
                        inbox::latest(self.sql(ObjectRef::User(person)), 500).expect("readable");
                    let entries = latest.iter().filter_map(ConversationSummary::inbox_entry);
                    let truth: BTreeMap<_, _> =
                        entries.map(|it| (it.conversation.clone(), it)).collect();
                    assert_eq!(client.inbox, truth, "{handle}'s page shows a wrong inbox");
                }
            }
        }
    }
}
