//! Absence: who is not home costs one call however much is said, and whoever comes home learns all of it.

use dormouse::chat::Role;
use dormouse::chat::frames::InboxEntry;
use dormouse::chat::limits::LEASE;
use dormouse::objects::calls::ToConversation;
use dormouse::store::inbox;

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

#[test]
fn two_hours_of_talk_cost_an_absent_member_one_call_and_their_homecoming_another() {
    let mut world = World::group_of(3);
    let bens = world.open_inbox(BEN, world.session(BEN));
    let (cleos, before) = (
        world.open_inbox(CLEO, world.session(CLEO)),
        world.caught_up(),
    );
    world.run_for(1_000);
    world.go(cleos);
    world.tells.clear();
    for _ in 0..1_440 {
        world.say_by_request(ANNA, 5);
        world.run_for(5_000);
    }
    assert_eq!(
        world.told(CLEO),
        1,
        "nobody is home at Cleo's, and then the group knows"
    );
    assert!(
        (100..=130).contains(&world.told(BEN)),
        "Ben is home: {}",
        world.told(BEN)
    );
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.run_for(1_000);
    assert_eq!(world.shown(cleos).map(|entry| entry.unread), Some(1_440));
    assert_eq!((world.told(CLEO), world.caught_up() - before), (1, 1));
    world.say_by_request(ANNA, 5);
    world.run_for(61_000);
    for client in [bens, cleos] {
        let unread = world.shown(client).map(|entry| entry.unread);
        assert_eq!(unread, Some(1_441), "whoever is home is told again");
    }
}

#[test]
fn nobody_waits_for_what_happened_before_they_were_away() {
    let mut world = World::group_of(3);
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.run_for(1_000);
    let asked = world.caught_up();
    for _ in 0..20 {
        let more = world.open_inbox(CLEO, world.session(CLEO));
        world.go(more);
    }
    assert_eq!(
        world.caught_up(),
        asked,
        "who is home already missed nothing"
    );
    world.go(cleos);
    for _ in 0..20 {
        let again = world.open_inbox(CLEO, world.session(CLEO));
        world.go(again);
    }
    assert_eq!(
        world.caught_up(),
        asked,
        "who was told of everything does not ask"
    );
}

#[test]
fn a_change_of_membership_and_a_name_reach_who_is_not_home() {
    let mut world = World::group_of(3);
    let (caller, cleo) = (
        world.caller(ANNA).expect("anna"),
        world.person(CLEO).clone(),
    );
    let (user, role) = (cleo.clone(), Some(Role::Admin));
    world.request(ANNA, 0, &ToConversation::SetMember { caller, user, role });
    let caller = world.caller(ANNA).expect("anna");
    let title = Some("Night owls".to_owned());
    world.request(
        ANNA,
        0,
        &ToConversation::Rename {
            caller,
            title,
            topic: None,
        },
    );
    world.run_for(1_000);
    let known = |world: &World| {
        let known = inbox::get(world.sql(ObjectRef::User(CLEO)), &world.conversations[0].id);
        known
            .expect("readable")
            .map(|line| (line.summary.role, line.summary.title))
    };
    assert_eq!(
        known(&world),
        Some((Some(Role::Admin), "Night owls".to_owned()))
    );
    let (caller, user) = (world.caller(ANNA).expect("anna"), cleo.id);
    world.request(ANNA, 0, &ToConversation::Remove { caller, user });
    world.run_for(1_000);
    assert_eq!(known(&world).map(|(role, _)| role), Some(None));
}

#[test]
fn a_direct_conversation_begins_in_both_inboxes_though_nobody_is_home_and_then_is_quiet() {
    let mut world = World::new(1, 2);
    let conversation = world.open_direct(ANNA, BEN).expect("a conversation");
    world.run_for(60_000);
    world.tells.clear();
    for _ in 0..50 {
        let name = world.new_name();
        world.post_by_request(ANNA, conversation, name, "hello".to_owned());
        world.run_for(5_000);
    }
    let truth = world.truth(conversation).expect("a conversation");
    world.check_inboxes(conversation, &truth);
    for person in [ANNA, BEN] {
        let latest = inbox::latest(world.sql(ObjectRef::User(person)), 10).expect("readable");
        assert_eq!((latest.len(), world.told(person)), (1, 1));
    }
}

#[test]
fn whose_last_socket_died_without_a_word_is_away_once_its_lease_is_over_and_learns_all_when_back() {
    let mut world = World::group_of(3);
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.run_for(1_000);
    let (socket, host) = (
        world.clients[cleos].socket.expect("open"),
        world.host(ObjectRef::User(CLEO)).clone(),
    );
    host.body()
        .lines
        .borrow_mut()
        .get_mut(&socket)
        .expect("open")
        .died_at = Some(world.now);
    world.drop_wire(cleos);
    world.run_for(LEASE + 30_000);
    world.tells.clear();
    for _ in 0..360 {
        world.say_by_request(ANNA, 5);
        world.run_for(10_000);
    }
    assert_eq!(world.told(CLEO), 1);
    world.connect(cleos);
    world.run_for(1_000);
    assert_eq!(world.shown(cleos).map(|entry| entry.unread), Some(360));
}

#[test]
fn who_only_asks_over_http_is_right_a_moment_after_asking_and_costs_at_most_two_calls_each_time() {
    let mut world = World::group_of(3);
    world.tells.clear();
    for hour in 1..=5 {
        for _ in 0..60 {
            world.say_by_request(ANNA, 5);
            world.run_for(60_000);
        }
        assert_eq!(
            world.ask_for_inbox(CLEO),
            Some(true),
            "some of it is being asked for"
        );
        world.run_for(100);
        assert_eq!(world.ask_for_inbox(CLEO), Some(false));
        let entries = inbox::latest(world.sql(ObjectRef::User(CLEO)), 10).expect("readable");
        let unread: Vec<_> = entries
            .iter()
            .filter_map(inbox::entry)
            .map(|entry| entry.unread)
            .collect();
        assert_eq!(unread, [hour * 60]);
        assert_eq!(
            world.told(CLEO) + world.caught_up(),
            2 * hour - 1,
            "one to find nobody, one to ask"
        );
    }
}
