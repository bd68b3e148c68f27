//! Sockets that died without a goodbye, and sockets that are open while nothing happens.

use dormouse::chat::limits::{LEASE, SWEEP};
use dormouse::objects::conversation::calls::{CloseSessions, Get};
use dormouse::objects::host::SocketId;

use crate::world::{ObjectRef, World};

const GROUP: ObjectRef = ObjectRef::Conversation(0);
const MINUTE: u64 = 60_000;

impl World {
    /// The client of this tab is gone, and nothing tells the object. Returns its socket.
    pub fn die(&mut self, tab: usize) -> SocketId {
        let (socket, place) = (
            self.clients[tab].socket.expect("open"),
            self.clients[tab].place,
        );
        let host = self.host(place).clone();
        let mut sockets = host.body().sockets.borrow_mut();
        sockets.get_mut(&socket).expect("open").died_at = Some(self.now);
        self.drop_wire(tab);
        socket
    }

    /// Whether the group has this socket.
    fn has(&self, socket: SocketId) -> bool {
        let sockets = self.conversations[0].object.host.body().sockets.borrow();
        sockets.contains_key(&socket)
    }

    fn read_of(&mut self, person: usize) -> u64 {
        let principal = self.principal(person).expect("signed in");
        let id = self.conversations[0].id.clone();
        let overview = self.ask_conversation(&id, &Get { principal });
        let you = overview.and_then(Result::ok).and_then(|it| it.you);
        you.expect("a member").read.0
    }
}

#[test]
fn a_stale_socket_is_closed_in_time_however_often_people_post_and_the_object_sleeps() {
    for pause in [5_000, 12_000, 30_000, 70_000] {
        let mut world = World::group_of(3);
        let (annas, bens) = (world.tab(0), world.tab(1));
        world.focus(annas);
        world.focus(bens);
        world.run_for(MINUTE);
        let socket = world.die(bens);
        let died_at = world.now;
        while world.has(socket) && world.now < died_at + 10 * MINUTE {
            world.post(annas, "hello".to_owned());
            world.run_for(pause);
            world.sleep(GROUP);
        }
        let after = world.now - died_at;
        assert!(
            after <= LEASE + SWEEP + pause,
            "with a pause of {pause} ms it was closed after {after} ms"
        );
    }
}

#[test]
fn two_idle_tabs_cost_five_alarms_an_hour_also_when_the_object_sleeps() {
    let mut world = World::group_of(2);
    let _tabs = (world.tab(0), world.tab(1));
    world.run_for(30 * MINUTE);
    let before = world.alarms_set();
    for _ in 0..4 * 60 * 4 {
        world.run_for(MINUTE / 4);
        world.sleep(GROUP);
    }
    let alarms = world.alarms_set() - before;
    assert!(alarms <= 4 * 5, "{alarms} alarms in four hours");
}

#[test]
fn a_socket_that_died_has_read_nothing_more_when_its_session_ends() {
    let mut world = World::group_of(2);
    let bens = world.tab(1);
    world.focus(bens);
    world.run_for(MINUTE);
    let socket = world.die(bens);
    let read = world.read_of(1);
    world.run_for(50);
    world.say_by_request(0, 5);
    // The socket is just stale, and no sweep has found it yet.
    world.run_for(LEASE - 49);
    assert!(world.has(socket));
    let (user, session) = (world.accounts[1].person.id.clone(), world.session(1));
    let id = world.conversations[0].id.clone();
    let close = CloseSessions {
        user,
        sessions: vec![session],
        all_until: None,
    };
    assert_eq!(world.ask_conversation(&id, &close), Some(Ok(())));
    assert!(!world.has(socket));
    assert_eq!(world.read_of(1), read);
}

#[test]
fn a_read_cursor_stays_where_it_is_while_others_join_and_the_object_sleeps() {
    let mut world = World::new(1, 80);
    world.create(0, dormouse::chat::Visibility::Public);
    world.join(1);
    world.say_by_request(0, 5);
    world.say_by_request(1, 5);
    world.run_for(MINUTE);
    let read = world.read_of(1);
    for person in 2..80 {
        world.join(person);
        world.run_for(2_000);
    }
    world.run_for(MINUTE);
    world.sleep(GROUP);
    assert!(!world.is_awake(GROUP));
    assert_eq!(world.read_of(1), read);
}
