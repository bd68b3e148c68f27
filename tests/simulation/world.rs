//! The world: the objects of people and conversations, and a clock that only this file advances.
//!
//! It does what the edge's shell does on workerd: gives an actor one event, delivers its frames,
//! and makes its outbound calls.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use dormouse::chat::attention::WakeLevel;
use dormouse::chat::bucket::Rate;
use dormouse::chat::{
    ConversationId, Handle, ID_LETTERS, Millis, Person, Profile, Seq, SessionId, UserId,
};
use dormouse::objects::actor::{CallResult, OutboundCall};
use dormouse::objects::conversation::ConversationActor;
use dormouse::objects::host::SocketId;
use dormouse::objects::user::UserActor;
use dormouse::store::d1::groups::DirectoryEntry;

use crate::client::{Client, Wire};
use crate::dice::Dice;
use crate::faults::Faults;
use crate::host::SimHost;
use crate::ledger::Ledger;
use crate::network::Report;
use crate::object::Object;

pub const NOON: Millis = 1_790_000_000_000;
/// After this many events in one run, the world counts as endless.
const ENDLESS: u64 = 400_000;

/// An object, by the index of its person or conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObjectRef {
    User(usize),
    Conversation(usize),
}

/// What happens at a time in the queue.
pub enum Due {
    Ring(ObjectRef),
    Flush(ObjectRef, u32),
    Call {
        from: ObjectRef,
        life: u32,
        outbound: Rc<OutboundCall>,
        report: Report,
    },
    Result {
        from: ObjectRef,
        life: u32,
        outbound: Rc<OutboundCall>,
        result: CallResult,
    },
    Up {
        socket: SocketId,
        text: String,
    },
    Down(SocketId),
    Gone {
        socket: SocketId,
        clean: bool,
    },
    Reconnect(usize),
    Doubt {
        client: usize,
        pending: u64,
    },
    SignOut {
        person: usize,
        session: SessionId,
    },
}

pub struct Account {
    pub person: Person,
    pub sessions: Vec<SessionId>,
    pub ended: BTreeSet<SessionId>,
    /// Those ended sessions of which only D1 knows the end.
    pub lapsed: BTreeSet<SessionId>,
    /// When D1 last noted that a session is in use.
    pub used: BTreeMap<SessionId, Millis>,
}

pub struct SimConversation {
    pub id: ConversationId,
    pub object: Object<ConversationActor<SimHost>>,
    pub ledger: Ledger,
    /// The members and the head after the last event, and how many rows had changed by then.
    pub members: BTreeSet<UserId>,
    pub head: Seq,
    pub changes: u64,
}

pub struct World {
    pub now: Millis,
    pub dice: Dice,
    pub chaos: bool,
    /// The instance may end after this event is stored and before any of its frames is sent.
    pub may_die: bool,
    /// The first group is so busy that its object sends messages in batches.
    pub crowded: bool,
    pub faults: Faults,
    pub accounts: Vec<Account>,
    pub users: Vec<Object<UserActor<SimHost>>>,
    pub conversations: Vec<SimConversation>,
    pub conversation_indices: BTreeMap<ConversationId, usize>,
    pub clients: Vec<Client>,
    pub wires: BTreeMap<SocketId, Wire>,
    /// D1: the directory of groups, and the presence mark of each person.
    pub directory: BTreeMap<ConversationId, DirectoryEntry>,
    pub marks: BTreeMap<UserId, (bool, Millis)>,
    /// D1: the profile of each person who ever set one.
    pub profiles: BTreeMap<UserId, Profile>,
    /// D1 answers no call before this time.
    pub d1_down_until: Millis,
    /// Calls between objects so far, by kind.
    pub calls: BTreeMap<&'static str, u64>,
    /// Inbox updates so far, by the person who got them.
    pub inbox_updates: BTreeMap<UserId, u64>,
    /// How fast members may post.
    pub rate: Rate,
    /// The wake level that every person's object states.
    pub wake: WakeLevel,
    /// The read cursor of each person, as each object last showed it.
    pub reads: BTreeMap<(ObjectRef, ConversationId, UserId), Seq>,
    /// How many client ids were made so far.
    pub client_ids: u64,
    queue: BTreeMap<(Millis, u64), Due>,
    turns: u64,
}

impl World {
    pub fn new(seed: u64, people: usize) -> Self {
        let mut world = Self {
            now: NOON,
            dice: Dice::new(seed),
            chaos: false,
            may_die: false,
            crowded: false,
            faults: Faults::default(),
            accounts: Vec::new(),
            users: Vec::new(),
            conversations: Vec::new(),
            conversation_indices: BTreeMap::new(),
            clients: Vec::new(),
            wires: BTreeMap::new(),
            directory: BTreeMap::new(),
            marks: BTreeMap::new(),
            profiles: BTreeMap::new(),
            d1_down_until: 0,
            calls: BTreeMap::new(),
            inbox_updates: BTreeMap::new(),
            rate: Rate {
                burst: 1e6,
                per_second: 1e6,
            },
            wake: WakeLevel::Nothing,
            reads: BTreeMap::new(),
            client_ids: 0,
            queue: BTreeMap::new(),
            turns: 0,
        };
        (0..people).for_each(|nth| world.register(nth));
        world
    }

    fn register(&mut self, nth: usize) {
        let handle = [
            "anna", "ben", "cleo", "dora", "emil", "finn", "gina", "hugo",
        ]
        .get(nth);
        let handle = handle.map_or_else(|| format!("guest{nth}"), ToString::to_string);
        let handle = Handle::parse(&handle).expect("a good handle");
        let id = UserId::from_random(&self.dice.bytes::<ID_LETTERS>());
        let host = SimHost::new(self.dice.roll(), self.now);
        let user = id.clone();
        self.users.push(Object::new(host, move |host, attachments| {
            UserActor::new(host, user.clone(), attachments)
        }));
        let sessions = (0..2).map(|_| self.new_session()).collect();
        self.accounts.push(Account {
            person: Person { id, handle },
            sessions,
            ended: BTreeSet::new(),
            lapsed: BTreeSet::new(),
            used: BTreeMap::new(),
        });
    }

    /// A new person, who is not a member of anything.
    pub fn guest(&mut self) -> usize {
        self.register(self.accounts.len());
        self.accounts.len() - 1
    }

    pub fn new_session(&mut self) -> SessionId {
        SessionId::from_random(&self.dice.bytes::<ID_LETTERS>())
    }

    /// The index of a conversation. Its object is made when first named, as on the platform.
    pub fn conversation_index(&mut self, id: &ConversationId) -> usize {
        if let Some(number) = self.conversation_indices.get(id) {
            return *number;
        }
        let host = SimHost::new(self.dice.roll(), self.now);
        let (name, rate) = (id.clone(), self.rate);
        let object = Object::new(host, move |host, attachments| {
            ConversationActor::new(host, name.clone(), rate, attachments)
        });
        let (id, ledger, members) = (id.clone(), Ledger::default(), BTreeSet::new());
        self.conversation_indices
            .insert(id.clone(), self.conversations.len());
        self.conversations.push(SimConversation {
            id,
            object,
            ledger,
            members,
            head: Seq::START,
            changes: 0,
        });
        self.conversations.len() - 1
    }

    pub fn person(&self, nth: usize) -> &Person {
        &self.accounts[nth].person
    }

    pub fn person_of(&self, user: &UserId) -> usize {
        let found = self
            .accounts
            .iter()
            .position(|account| account.person.id == *user);
        found.expect("every user id belongs to a person of this world")
    }

    pub fn is_member(&self, person: usize, conversation: usize) -> bool {
        self.conversations[conversation]
            .members
            .contains(&self.accounts[person].person.id)
    }

    pub fn later(&mut self, at: Millis, due: Due) {
        self.turns += 1;
        self.queue.insert((at.max(self.now), self.turns), due);
    }

    pub fn in_ms(&mut self, wait: Millis, due: Due) {
        self.later(self.now + wait, due);
    }

    /// Advances the clock and runs everything that is due by then.
    pub fn run_for(&mut self, wait: Millis) {
        let until = self.now + wait;
        let mut events = 0;
        while let Some(first) = self
            .queue
            .first_entry()
            .filter(|first| first.key().0 <= until)
        {
            let ((at, _), due) = first.remove_entry();
            self.now = at;
            self.happen(due);
            events += 1;
            assert!(events < ENDLESS, "the world never comes to rest");
        }
        self.now = until;
    }

    fn happen(&mut self, due: Due) {
        match due {
            Due::Ring(place) => self.ring(place),
            Due::Flush(place, life) => self.flush(place, life),
            Due::Call {
                from,
                life,
                outbound,
                report,
            } => self.deliver_call(from, life, &outbound, report),
            Due::Result {
                from,
                life,
                outbound,
                result,
            } => self.report_result(from, life, &outbound, &result),
            Due::Up { socket, text } => self.arrive(socket, &text),
            Due::Down(socket) => self.read_next(socket),
            Due::Gone { socket, clean } => self.notice_gone(socket, clean),
            Due::Reconnect(client) => self.connect(client),
            Due::Doubt { client, pending } => self.doubt(client, pending),
            Due::SignOut { person, session } => self.sign_out(person, &session),
        }
    }
}
