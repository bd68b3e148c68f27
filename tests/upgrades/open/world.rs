//! A small world: the real objects of people and conversations over SQLite, which call each other.
//!
//! Calls arrive at once, and fail only to an unreachable conversation. The simulation has the rest.

use std::collections::{BTreeMap, BTreeSet};

use dormouse::chat::bucket::Rate;
use dormouse::chat::{Millis, UserId};
use dormouse::objects::actor::{Actor, Call, CallResult, OutboundCall};
use dormouse::objects::answers::{ConversationAnswer, UserAnswer};
use dormouse::objects::calls::{
    Caller, FromConversation, FromUser, Opening, ToConversation, ToUser,
};
use dormouse::objects::conversation::ConversationActor;
use dormouse::objects::host::{Attachment, SocketId};
use dormouse::objects::user::UserActor;

use super::names::{NOON, conversation, person, session};
use crate::host::{SimHost, SimSocket};
use crate::object::Object;
use crate::sqlite::Sqlite;

/// As fast as anybody likes.
const RATE: Rate = Rate {
    burst: 1e6,
    per_second: 1e6,
};

pub struct World {
    pub now: Millis,
    /// Conversations that calls do not reach.
    pub unreachable: BTreeSet<String>,
    /// Objects call nobody.
    pub silent: bool,
    users: BTreeMap<String, Object<UserActor<SimHost>>>,
    conversations: BTreeMap<String, Object<ConversationActor<SimHost>>>,
    sockets: u64,
}

#[derive(Clone)]
enum Place {
    User(String),
    Conversation(String),
}

impl World {
    pub fn new() -> Self {
        Self {
            now: NOON,
            unreachable: BTreeSet::new(),
            silent: false,
            users: BTreeMap::new(),
            conversations: BTreeMap::new(),
            sockets: 0,
        }
    }

    /// Gives a conversation the database of a dump. Its alarm is not in there, and is due.
    pub fn adopt_conversation(&mut self, id: &str, dump: &str) {
        let (now, object) = (self.now, self.conversation(id));
        object.host.body().sql.load(dump);
        object.host.body().alarm.set(Some(now));
    }

    /// The same for a person.
    pub fn adopt_user(&mut self, id: &str, dump: &str) {
        let (now, object) = (self.now, self.user(id));
        object.host.body().sql.load(dump);
        object.host.body().alarm.set(Some(now));
    }

    pub fn of_conversation<T>(&mut self, id: &str, look: impl FnOnce(&Sqlite) -> T) -> T {
        look(&self.conversation(id).host.body().sql)
    }

    pub fn of_user<T>(&mut self, id: &str, look: impl FnOnce(&Sqlite) -> T) -> T {
        look(&self.user(id).host.body().sql)
    }

    /// The name of a person's object.
    pub fn user_id(who: &str) -> String {
        person(who).id.to_string()
    }

    /// All objects lose their memory.
    pub fn sleep(&mut self) {
        self.users.values_mut().for_each(Object::forget);
        self.conversations.values_mut().for_each(Object::forget);
    }

    /// Lets seconds pass, and every alarm ring that is due.
    pub fn wait(&mut self, seconds: u64) {
        for _ in 0..seconds {
            self.now += 1_000;
            let now = self.now;
            let users = self
                .users
                .iter_mut()
                .filter_map(|(id, object)| object.take_ring(now).then(|| Place::User(id.clone())));
            let conversations = self.conversations.iter_mut().filter_map(|(id, object)| {
                object
                    .take_ring(now)
                    .then(|| Place::Conversation(id.clone()))
            });
            for place in users.chain(conversations).collect::<Vec<_>>() {
                self.event(&place, |actor| actor.on_alarm());
            }
        }
    }

    /// A person opens their inbox. Returns their socket.
    pub fn comes_home(&mut self, who: &str) -> u64 {
        self.sockets += 1;
        let (socket, place) = (SocketId(self.sockets), Place::User(Self::user_id(who)));
        let opening = Opening {
            caller: caller(who),
            since: None,
            epoch: None,
            stream: false,
        };
        let attachment = Attachment {
            socket,
            caller: caller(who),
            opened_at: self.now,
            focused: false,
            behind: None,
        };
        let line = SimSocket {
            attachment: attachment.clone(),
            died_at: None,
        };
        // As on the edge, the object is awake before the socket is accepted.
        let let_in = self.event(&place, |actor| actor.may_open(&opening));
        assert_eq!(let_in, Ok(()), "{who} may come home");
        let object = self.user(&Self::user_id(who));
        object.host.body().lines.borrow_mut().insert(socket, line);
        let opened = self.event(&place, |actor| actor.on_open(attachment, &opening));
        opened.expect("a socket that is let in");
        self.sockets
    }

    /// They close it.
    pub fn goes(&mut self, who: &str, socket: u64) {
        let (id, socket) = (Self::user_id(who), SocketId(socket));
        self.user(&id)
            .host
            .body()
            .lines
            .borrow_mut()
            .remove(&socket);
        self.event(&Place::User(id), |actor| actor.on_close(socket, true));
    }

    /// A person signs out on their second device.
    pub fn signs_out(&mut self, who: &str) {
        let (user, sessions) = (person(who).id, vec![session(who, 2)]);
        self.ask_user(who, &ToUser::EndSessions { user, sessions });
    }

    pub(super) fn ask_user(&mut self, who: &str, call: &ToUser) -> FromUser {
        let answer = self.answer(&Place::User(Self::user_id(who)), &spelled(call));
        serde_json::from_str(&answer).expect("answers can be read")
    }

    /// Asks a conversation. A refusal is its code.
    pub(super) fn ask(
        &mut self,
        who: &str,
        id: &str,
        call: impl FnOnce(Caller) -> ToConversation,
    ) -> Result<FromConversation, &'static str> {
        let call = spelled(&call(caller(who)));
        let answer = self.answer(&Place::Conversation(id.to_owned()), &call);
        match serde_json::from_str(&answer).expect("answers can be read") {
            FromConversation::Refused { refusal } => Err(refusal.code().0),
            answer => Ok(answer),
        }
    }

    fn answer(&mut self, place: &Place, call: &str) -> String {
        let answer = self.event(place, |actor| actor.on_call(call));
        answer.expect("calls can be read")
    }

    fn event<T>(&mut self, place: &Place, event: impl FnOnce(&mut dyn Actor) -> T) -> T {
        let now = self.now;
        let (came, outbound) = match place {
            Place::User(id) => self.user(id).event(now, |actor| event(actor)),
            Place::Conversation(id) => self.conversation(id).event(now, |actor| event(actor)),
        };
        for call in outbound.iter().filter(|_| !self.silent).collect::<Vec<_>>() {
            self.perform(place, call);
        }
        came
    }

    fn perform(&mut self, from: &Place, outbound: &OutboundCall) {
        let result = match outbound.call() {
            Some(Call::User(user, call)) => {
                let answer = self.answer(&Place::User(user.to_string()), &spelled(&call));
                serde_json::from_str::<UserAnswer>(&answer).map(CallResult::from)
            }
            Some(Call::Conversation(id, _)) if self.unreachable.contains(id.as_str()) => {
                Ok(CallResult::Failed)
            }
            Some(Call::Conversation(id, call)) => {
                let answer = self.answer(&Place::Conversation(id.to_string()), &spelled(&call));
                serde_json::from_str::<ConversationAnswer>(&answer).map(CallResult::from)
            }
            None => Ok(CallResult::Done),
        };
        let (now, result) = (self.now, result.expect("answers can be read"));
        match from {
            Place::User(id) => {
                let object = self.user(id);
                object.report_result(now, object.life, outbound, result);
            }
            Place::Conversation(id) => {
                let object = self.conversation(id);
                object.report_result(now, object.life, outbound, result);
            }
        }
        self.event(from, |_| ());
    }

    fn user(&mut self, id: &str) -> &mut Object<UserActor<SimHost>> {
        let (name, now) = (UserId::parse(id).expect("a user id"), self.now);
        let make = move |host, kept| UserActor::new(host, name.clone(), kept);
        let object = self.users.entry(id.to_owned());
        object.or_insert_with(|| Object::new(SimHost::new(seed(id), now), make))
    }

    fn conversation(&mut self, id: &str) -> &mut Object<ConversationActor<SimHost>> {
        let (name, now) = (conversation(id), self.now);
        let make = move |host, kept| ConversationActor::new(host, name.clone(), RATE, kept);
        let object = self.conversations.entry(id.to_owned());
        object.or_insert_with(|| Object::new(SimHost::new(seed(id), now), make))
    }
}

pub(super) fn caller(who: &str) -> Caller {
    Caller {
        person: person(who),
        session: session(who, 1),
    }
}

fn spelled(call: &impl serde::Serialize) -> String {
    serde_json::to_string(call).expect("calls can be spelled")
}

/// Chance that is another one for each object, and the same every time.
fn seed(id: &str) -> u64 {
    id.bytes().map(u64::from).sum()
}
