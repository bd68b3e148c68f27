//! The world: one conversation, its relays and the people who watch, over a clock that only this file moves.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use dormouse::chat::{
    ConversationId, Event, Handle, ID_LETTERS, Millis, Person, Refusal, Seq, SessionId, UserId,
};
use dormouse::objects::calls::{FromConversation, Opening, ToConversation};
use dormouse::objects::conversation::Room;
use dormouse::objects::host::SocketId;

use crate::dice::Dice;
use crate::faults::Faults;
use crate::host::SimHost;
use crate::ledger::Ledger;
use crate::object::Object;
use crate::relay::Asked;
use crate::stations::Station;
use crate::viewer::Viewer;
use crate::wires::{Lower, Wire};

pub const NOON: Millis = 1_790_000_000_000;
/// Events after which a run is taken for endless.
const ENDLESS: u64 = 300_000;

/// What holds sockets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Room,
    Relay(usize),
}

/// What happens next. `life` is whose memory it belongs to.
pub enum Due {
    Alarm(Place),
    Flush(u32),
    /// The conversation rings a relay that sleeps.
    Ring(usize),
    Follow {
        relay: usize,
        life: u32,
        since: Option<Seq>,
        epoch: Option<String>,
    },
    /// A relay's attempt to follow came to nothing.
    NoHop {
        relay: usize,
        life: u32,
    },
    Ask {
        relay: usize,
        life: u32,
        of: Asked,
        call: Rc<ToConversation>,
    },
    Answer {
        relay: usize,
        life: u32,
        of: Asked,
        answer: Option<FromConversation>,
    },
    /// A call that its caller has given up arrives after all.
    Late(Rc<ToConversation>),
    Knock {
        relay: usize,
        socket: SocketId,
        opening: Box<Opening>,
    },
    Refused {
        socket: SocketId,
        refusal: Refusal,
    },
    Up {
        socket: SocketId,
        text: String,
    },
    Down(SocketId),
    /// The upper end is told that a socket is gone.
    Gone(SocketId),
    /// The lower end is told.
    Lost(SocketId),
    Connect(usize),
    /// A viewer has waited long enough for the answer to its knock or to its post.
    Doubt {
        viewer: usize,
        knock: Option<SocketId>,
        posts: u64,
    },
    EndSession {
        person: usize,
        session: SessionId,
        left: Vec<Place>,
    },
}

/// What this world knows of a socket's right to hear, by watching what the conversation answers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Vouched {
    pub as_it_opened: Seq,
    pub last: Seq,
}

pub struct Account {
    pub person: Person,
    pub session: SessionId,
}

pub struct World {
    pub now: Millis,
    pub dice: Dice,
    pub chaos: bool,
    pub faults: Faults,
    pub people: Vec<Account>,
    /// Sessions that D1 knows as ended, and those of which every object has been told.
    pub ended: BTreeSet<SessionId>,
    pub told: BTreeSet<SessionId>,
    pub room: Object<Room<SimHost>>,
    pub unreachable_until: Millis,
    /// Its instance is lost as soon as it has stored something, before what it says of it leaves.
    pub dies_storing: bool,
    /// The log as it is stored, and how many rows had changed when it was read.
    pub log: Vec<Event>,
    pub changes: u64,
    pub ledger: Ledger,
    /// The second tier's heads come first, then those that viewers sit at.
    pub stations: Vec<Station>,
    pub heads: usize,
    /// How many relays new viewers are spread over: a power of two.
    pub spread: usize,
    pub viewers: Vec<Viewer>,
    pub wires: BTreeMap<SocketId, Wire>,
    /// Who waits for an answer to a knock, and where.
    pub knocks: BTreeMap<SocketId, (Lower, Place)>,
    /// Where in the log the conversation has vouched for whoever knocked for, or holds, a socket.
    pub vouched: BTreeMap<SocketId, Vouched>,
    pub names: u64,
    /// Frames that left each object, counted once for each socket.
    pub frames: BTreeMap<Place, usize>,
    /// What relays asked of the conversation.
    pub asks: usize,
    queue: BTreeMap<(Millis, u64), Due>,
    turns: u64,
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let id = ConversationId::group(&dice.bytes());
        let room = crate::room::new(&mut dice, &id);
        let mut world = Self {
            now: NOON,
            dice,
            chaos: false,
            faults: Faults::default(),
            people: Vec::new(),
            ended: BTreeSet::new(),
            told: BTreeSet::new(),
            room,
            unreachable_until: 0,
            dies_storing: false,
            log: Vec::new(),
            changes: 0,
            ledger: Ledger::default(),
            stations: Vec::new(),
            heads: 0,
            spread: 1 << (seed % 3).min(1),
            viewers: Vec::new(),
            wires: BTreeMap::new(),
            knocks: BTreeMap::new(),
            vouched: BTreeMap::new(),
            names: 0,
            frames: BTreeMap::new(),
            asks: 0,
            queue: BTreeMap::new(),
            turns: 0,
        };
        for nth in 0..5 + usize::try_from(seed % 3).unwrap_or(0) {
            let handle = ["anna", "ben", "cleo", "dora", "emil", "finn", "gina"][nth];
            world.register(handle);
        }
        world.found();
        world.build(seed);
        world
    }

    pub fn register(&mut self, handle: &str) -> usize {
        let handle = Handle::parse(handle).expect("a good handle");
        let id = UserId::from_random(&self.dice.bytes::<ID_LETTERS>());
        let session = self.new_session();
        let person = Person { id, handle };
        self.people.push(Account { person, session });
        self.people.len() - 1
    }

    pub fn new_session(&mut self) -> SessionId {
        SessionId::from_random(&self.dice.bytes::<ID_LETTERS>())
    }

    /// Mostly some milliseconds, now and then seconds.
    pub fn delay(&mut self) -> Millis {
        if self.chaos && self.dice.one_in(20) {
            self.dice.below(3_000)
        } else {
            1 + self.dice.below(20)
        }
    }

    pub fn later(&mut self, at: Millis, due: Due) {
        self.turns += 1;
        self.queue.insert((at.max(self.now), self.turns), due);
    }

    pub fn in_ms(&mut self, wait: Millis, due: Due) {
        self.later(self.now + wait, due);
    }

    /// Lets time pass, and everything happen that was due by then.
    pub fn run_for(&mut self, wait: Millis) {
        let until = self.now + wait;
        let mut events = 0;
        while let Some(first) = self.queue.first_entry().filter(|first| first.key().0 <= until) {
            let ((at, _), due) = first.remove_entry();
            self.now = at;
            self.happen(due);
            events += 1;
            assert!(events < ENDLESS, "the world does not come to rest");
        }
        self.now = until;
    }

    fn happen(&mut self, due: Due) {
        match due {
            Due::Alarm(Place::Room) => self.room_rings(),
            Due::Alarm(Place::Relay(nth)) => self.relay_rings(nth),
            Due::Flush(life) => self.room_flushes(life),
            Due::Ring(nth) => self.ring(nth),
            Due::Follow {
                relay,
                life,
                since,
                epoch,
            } => self.open_hop(relay, life, since, epoch),
            Due::NoHop { relay, life } => self.no_hop(relay, life),
            Due::Ask {
                relay,
                life,
                of,
                call,
            } => self.carry_ask(relay, life, of, &call),
            Due::Answer {
                relay,
                life,
                of,
                answer,
            } => self.carry_answer(relay, life, of, answer),
            Due::Late(call) => drop(self.ask_room(&call)),
            Due::Knock {
                relay,
                socket,
                opening,
            } => self.relay_event(relay, |it| it.knock(socket, *opening)),
            Due::Refused { socket, refusal } => self.hear_refusal(socket, &refusal),
            Due::Up { socket, text } => self.arrive(socket, &text),
            Due::Down(socket) => self.hear(socket),
            Due::Gone(socket) => self.notice_gone(socket),
            Due::Lost(socket) => self.notice_lost(socket),
            Due::Connect(viewer) => self.connect(viewer),
            Due::Doubt { viewer, knock, posts } => self.doubt(viewer, knock, posts),
            Due::EndSession {
                person,
                session,
                left,
            } => self.end_session(person, session, left),
        }
    }
}
