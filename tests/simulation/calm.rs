//! Worlds in which nothing fails: what must be cheap, bounded or quick is measured here.

use dormouse::chat::client_frames::FromClient;
use dormouse::chat::limits::{LAG_MAX, WINDOW_BYTES};
use dormouse::chat::{SessionId, Visibility};
use dormouse::objects::conversation::calls::{Get, Join, Leave};
use dormouse::store::inbox;

use crate::world::{ObjectRef, World};

/// Bytes of the longest message's frame.
const LONGEST: usize = 8_400;

impl World {
    /// So many people in one public group, the first of them its owner.
    pub fn group_of(people: usize) -> Self {
        let mut world = Self::new(1, people);
        world.create(0, Visibility::Public);
        for person in 1..people {
            world.join(person);
        }
        world.run_for(60_000);
        world
    }

    pub fn join(&mut self, person: usize) {
        let principal = self.principal(person).expect("signed in");
        self.request(person, 0, &Join { principal });
    }

    pub fn leave(&mut self, person: usize) {
        let principal = self.principal(person).expect("signed in");
        self.request(person, 0, &Leave { principal });
    }

    pub fn session(&self, person: usize) -> SessionId {
        self.accounts[person].sessions[0].clone()
    }

    /// Opens the group for somebody, and waits until it is live.
    pub fn tab(&mut self, person: usize) -> usize {
        let tab = self.new_client(person, self.session(person), ObjectRef::Conversation(0));
        self.connect(tab);
        self.run_for(1_000);
        assert!(self.clients[tab].tab.is_live());
        tab
    }

    pub fn say_by_request(&mut self, person: usize, chars: usize) {
        let name = self.new_name();
        self.post_by_request(person, 0, name, "x".repeat(chars));
    }

    fn focus(&mut self, tab: usize) {
        self.say_frame(tab, &FromClient::Focus { focused: true });
    }

    fn alarms_set(&self) -> u64 {
        self.conversations
            .iter()
            .map(|home| home.object.host.body().alarms_set.get())
            .sum()
    }

    fn is_served(&self, tab: usize) -> bool {
        let lines = self.conversations[0].object.host.body().lines.borrow();
        self.clients[tab]
            .socket
            .is_some_and(|socket| lines.contains_key(&socket))
    }
}

#[test]
fn a_reader_who_stalls_costs_at_most_the_window_and_catches_up_in_full() {
    let mut world = World::group_of(3);
    let (bens, cleos) = (world.tab(1), world.tab(2));
    world.clients[bens].stalled = true;
    for _ in 0..1_500 {
        world.say_by_request(0, 8_000);
        world.run_for(20);
        let most = usize::try_from(WINDOW_BYTES).expect("a few MiB") + LONGEST;
        assert!(
            world.unread_bytes(bens) <= most,
            "{} bytes wait for one reader",
            world.unread_bytes(bens)
        );
    }
    let head = world.conversations[0].head.0;
    assert_eq!(
        world.clients[cleos].tab.last,
        Some(head),
        "others are not held up"
    );
    world.unstall(bens);
    world.run_for(10_000);
    assert_eq!(
        (world.clients[bens].tab.last, world.clients[bens].tab.lags),
        (Some(head), 1)
    );
    assert!(world.clients[bens].tab.is_live());
}

#[test]
fn a_reader_who_lags_while_the_object_sleeps_goes_on_where_they_were() {
    let mut world = World::group_of(2);
    let bens = world.tab(1);
    world.clients[bens].stalled = true;
    for _ in 0..700 {
        world.say_by_request(0, 8_000);
    }
    world.run_for(20_000);
    world.sleep(ObjectRef::Conversation(0));
    assert!(!world.is_awake(ObjectRef::Conversation(0)));
    world.unstall(bens);
    world.run_for(10_000);
    assert_eq!(
        world.clients[bens].tab.last,
        Some(world.conversations[0].head.0)
    );
}

#[test]
fn a_reader_who_stays_stalled_is_closed_and_resumes_where_they_were() {
    let mut world = World::group_of(2);
    let bens = world.tab(1);
    world.clients[bens].stalled = true;
    for _ in 0..600 {
        world.say_by_request(0, 8_000);
    }
    world.run_for(LAG_MAX - 5_000);
    assert!(world.is_served(bens), "too soon");
    world.run_for(10_000);
    assert!(!world.is_served(bens), "it lagged for longer than it may");
    world.unstall(bens);
    world.run_for(10_000);
    assert_eq!(
        world.clients[bens].tab.last,
        Some(world.conversations[0].head.0)
    );
}

#[test]
fn while_everyone_looks_a_message_costs_one_insert_and_nothing_else() {
    let mut world = World::group_of(5);
    for person in 0..5 {
        let tab = world.tab(person);
        world.focus(tab);
    }
    world.run_for(30_000);
    let places = |world: &World| {
        (0..5)
            .map(ObjectRef::User)
            .chain([ObjectRef::Conversation(0)])
            .flat_map(|place| world.host(place).body().sql.take_writes())
            .collect::<Vec<_>>()
    };
    places(&world);
    let (calls, alarms) = (world.calls.clone(), world.alarms_set());
    for _ in 0..20 {
        world.post(0, "hello".to_owned());
        world.run_for(100);
    }
    assert_eq!(places(&world), vec!["INSERT INTO messages"; 20]);
    assert_eq!(
        (&world.calls, world.alarms_set()),
        (&calls, alarms),
        "nobody is called and nothing is set to ring"
    );
}

#[test]
fn a_busy_conversation_tells_those_who_look_elsewhere_a_bounded_number_of_times() {
    let mut world = World::group_of(4);
    let annas = world.tab(0);
    world.focus(annas);
    world.open_inbox(1, world.session(1));
    world.run_for(30_000);
    world.tells.clear();
    // Anna talks on a tab she looks at, dora over HTTP, looking at nothing: 1,000 messages in a minute.
    for _ in 0..500 {
        world.post(annas, "hello".to_owned());
        world.run_for(60);
        world.say_by_request(3, 5);
        world.run_for(60);
    }
    let told = |world: &World, person: usize| {
        world
            .tells
            .get(&world.person(person).id)
            .copied()
            .unwrap_or(0)
    };
    // At once, then after 2, 4, 8 and 16 s: the next is due after 62 s.
    for (person, most) in [(0, 1), (1, 5), (2, 5), (3, 31)] {
        assert!(
            told(&world, person) <= most,
            "person {person} was told {} times",
            told(&world, person)
        );
    }
    world.run_for(120_000);
    let inbox = &world.clients.last().expect("ben's inbox").inbox;
    let unread: Vec<_> = inbox.values().map(|entry| entry.unread).collect();
    assert_eq!(unread, [1_000], "in the end ben knows of them all");
}

#[test]
fn who_talks_to_themself_alone_is_told_of_it_a_bounded_number_of_times() {
    let mut world = World::group_of(1);
    world.tells.clear();
    for _ in 0..1_000 {
        world.say_by_request(0, 5);
        world.run_for(60);
    }
    let told = world.tells.values().sum::<u64>();
    assert!(told <= 9, "told {told} times in a minute");
}

#[test]
fn reading_does_not_go_back_however_much_others_say_and_whatever_sleeps() {
    // Neither has a socket anywhere: programs that post over HTTP.
    let mut world = World::group_of(2);
    let read = |world: &mut World| {
        let principal = world.principal(0).expect("signed in");
        let id = world.conversations[0].id.clone();
        let overview = world.ask_conversation(&id, &Get { principal });
        overview
            .and_then(Result::ok)
            .and_then(|it| it.you)
            .expect("anna")
            .read
    };
    for _ in 0..100 {
        world.say_by_request(0, 5);
    }
    let own = read(&mut world);
    for nth in 0..170 {
        world.say_by_request(1, 5);
        if nth % 10 == 0 {
            world.forget(ObjectRef::Conversation(0));
        }
        assert_eq!(
            read(&mut world),
            own,
            "after {nth} messages of somebody else"
        );
    }
    world.run_for(60_000);
    world.ask_for_inbox(0);
    world.run_for(1_000);
    let known = inbox::get(world.sql(ObjectRef::User(0)), &world.conversations[0].id);
    let known = known.expect("readable").expect("known").summary;
    assert_eq!((known.read, known.posts - known.read_posts), (own, 170));
}

#[test]
fn a_fault_between_storing_and_sending_costs_no_socket_its_place_in_the_log() {
    let mut world = World::group_of(2);
    let (annas, bens) = (world.tab(0), world.tab(1));
    // Ben's last message is about to be too old to be found in the log's end.
    world.post(bens, "first".to_owned());
    for _ in 0..70 {
        world.run_for(600);
        for after in 0..3 {
            let conversation = world.host(ObjectRef::Conversation(0)).clone();
            conversation.body().sql.fail_after(after);
            world.post(annas, "more".to_owned());
            world.run_for(30);
            conversation.body().sql.heal();
        }
    }
    world.run_for(60_000);
    let head = world.conversations[0].head.0;
    for tab in [annas, bens] {
        assert_eq!(world.clients[tab].tab.last, Some(head));
        assert!(world.clients[tab].tab.is_live());
    }
}
