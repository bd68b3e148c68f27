//! A small world: the real objects of people and conversations on SQLite, which call each other.
//!
//! Calls arrive at once and fail only for an unreachable conversation. The simulation covers other
//! faults.

use std::collections::{BTreeMap, BTreeSet};

use dormouse::chat::attention::WakeLevel;
use dormouse::chat::bucket::Rate;
use dormouse::chat::{ConversationId, DisplayName, Millis, Principal, Refusal, UserId};
use dormouse::objects::actor::{Actor, CallResult, OutboundCall, Request};
use dormouse::objects::call::{Call, Opening};
use dormouse::objects::conversation::ConversationActor;
use dormouse::objects::host::{Attachment, SocketId};
use dormouse::objects::user::UserActor;
use dormouse::objects::user::calls::{EndSessions, SetName};
use serde_json::value::RawValue;

use super::names::{NOON, conversation, person, session};
use crate::host::{SimHost, SimSocket};
use crate::object::Object;
use crate::sqlite::Sqlite;

/// A rate that limits nobody in these tests.
const RATE: Rate = Rate {
    burst: 1e6,
    per_second: 1e6,
};

pub struct World {
    pub now: Millis,
    /// Conversations that no call reaches.
    pub unreachable: BTreeSet<String>,
    /// While this is set, objects make no calls.
    pub silent: bool,
    /// The wake level of each person by id. Today's user objects do not state one yet.
    pub(super) wakes: BTreeMap<String, WakeLevel>,
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
            wakes: BTreeMap::new(),
            users: BTreeMap::new(),
            conversations: BTreeMap::new(),
            sockets: 0,
        }
    }

    /// Loads a dump into a conversation. A dump holds no alarm, so the alarm is set to now.
    pub fn adopt_conversation(&mut self, id: &str, dump: &str) {
        let (now, object) = (self.now, self.conversation(id));
        object.host.body().sql.load(dump);
        object.host.body().alarm.set(Some(now));
    }

    /// Loads a dump into a person's object.
    pub fn adopt_user(&mut self, id: &str, dump: &str) {
        let (now, object) = (self.now, self.user(id));
        object.host.body().sql.load(dump);
        object.host.body().alarm.set(Some(now));
    }

    pub fn of_conversation<T>(&mut self, id: &str, read: impl FnOnce(&Sqlite) -> T) -> T {
        read(&self.conversation(id).host.body().sql)
    }

    pub fn of_user<T>(&mut self, id: &str, read: impl FnOnce(&Sqlite) -> T) -> T {
        read(&self.user(id).host.body().sql)
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

    /// Advances the clock second by second and fires every alarm that is due.
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

    /// A person opens their inbox. Returns the socket.
    pub fn comes_online(&mut self, who: &str) -> u64 {
        self.sockets += 1;
        let (socket, place) = (SocketId(self.sockets), Place::User(Self::user_id(who)));
        let opening = Opening {
            principal: principal(who),
            since: None,
            epoch: None,
            stream: false,
        };
        let attachment = Attachment {
            socket,
            principal: principal(who).into(),
            opened_at: self.now,
            focused: false,
            behind: None,
            checked_at: None,
        };
        let sim_socket = SimSocket {
            attachment: attachment.clone(),
            died_at: None,
        };
        // As at the edge, the object approves before the socket is accepted.
        let let_in = self.event(&place, |actor| actor.may_open(&opening));
        assert_eq!(let_in, Ok(()), "{who} may come online");
        let object = self.user(&Self::user_id(who));
        object
            .host
            .body()
            .sockets
            .borrow_mut()
            .insert(socket, sim_socket);
        let opened = self.event(&place, |actor| actor.on_open(attachment, &opening));
        opened.expect("a socket that is let in");
        self.sockets
    }

    /// A person closes their inbox.
    pub fn goes_offline(&mut self, who: &str, socket: u64) {
        let (id, socket) = (Self::user_id(who), SocketId(socket));
        self.user(&id)
            .host
            .body()
            .sockets
            .borrow_mut()
            .remove(&socket);
        self.event(&Place::User(id), |actor| actor.on_close(socket, true));
    }

    /// A person takes a display name.
    pub fn takes_name(&mut self, who: &str, name: &str) {
        let name = DisplayName::parse(name).ok();
        let principal = principal(who);
        let call = SetName { principal, name };
        self.ask_user(who, &call).expect("it is a good name");
    }

    /// A person's second device signs out.
    pub fn signs_out(&mut self, who: &str) {
        let (user, sessions) = (person(who).id, vec![session(who, 2)]);
        let call = EndSessions { user, sessions };
        self.ask_user(who, &call).expect("an object ends sessions");
    }

    /// Asks a person's object. A refusal is given by its code.
    pub(super) fn ask_user<C: Call<To = UserId>>(
        &mut self,
        who: &str,
        call: &C,
    ) -> Result<C::Reply, &'static str> {
        self.ask_object(&person(who).id, call)
    }

    /// Asks a conversation on a person's behalf. A refusal is given by its code.
    pub(super) fn ask<C: Call<To = ConversationId>>(
        &mut self,
        who: &str,
        id: &str,
        call: impl FnOnce(Principal) -> C,
    ) -> Result<C::Reply, &'static str> {
        self.ask_object(&conversation(id), &call(principal(who)))
    }

    fn ask_object<C: Call>(&mut self, to: &C::To, call: &C) -> Result<C::Reply, &'static str> {
        let request = Request::new(to, call).expect("calls can be spelled");
        let answer = self.answer(&request);
        let answer: Result<C::Reply, Refusal> = serde_json::from_str(&answer).expect("an answer");
        answer.map_err(|refusal| refusal.code().0)
    }

    fn answer(&mut self, request: &Request) -> String {
        let place = match ConversationId::parse(&request.to) {
            Some(_) => Place::Conversation(request.to.clone()),
            None => Place::User(request.to.clone()),
        };
        let answer = self.event(&place, |actor| actor.on_call(request.call, &request.body));
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
        // The objects of files are not in this world.
        let is_here = !matches!(outbound, OutboundCall::DeleteFile { .. });
        let request = outbound.request().expect("calls can be spelled");
        let result: CallResult = match request.filter(|_| is_here) {
            Some(request) if self.unreachable.contains(&request.to) => Err(Refusal::Busy),
            Some(request) => {
                let answer = self.answer(&request);
                let level = self.wakes.get(&request.to).copied().unwrap_or_default();
                let answer = answer.replace(&wakes(WakeLevel::Nothing), &wakes(level));
                serde_json::from_str(&answer).expect("answers can be read")
            }
            // D1 or the file's object accepts the call.
            None => Ok(RawValue::from_string("null".to_owned()).expect("JSON")),
        };
        let now = self.now;
        match from {
            Place::User(id) => {
                let object = self.user(id);
                object.report_result(now, object.life, outbound, &result);
            }
            Place::Conversation(id) => {
                let object = self.conversation(id);
                object.report_result(now, object.life, outbound, &result);
            }
        }
        self.event(from, |_| ());
    }

    fn user(&mut self, id: &str) -> &mut Object<UserActor<SimHost>> {
        let (name, now) = (UserId::parse(id).expect("a user id"), self.now);
        let make = move |host, attachments| UserActor::new(host, name.clone(), attachments);
        let object = self.users.entry(id.to_owned());
        object.or_insert_with(|| Object::new(SimHost::new(seed(id), now), make))
    }

    fn conversation(&mut self, id: &str) -> &mut Object<ConversationActor<SimHost>> {
        let (name, now) = (conversation(id), self.now);
        let make =
            move |host, attachments| ConversationActor::new(host, name.clone(), RATE, attachments);
        let object = self.conversations.entry(id.to_owned());
        object.or_insert_with(|| Object::new(SimHost::new(seed(id), now), make))
    }
}

pub(super) fn principal(who: &str) -> Principal {
    Principal::Person {
        person: person(who),
        session: session(who, 1),
        profile: None,
    }
}

/// The wake level as an answer states it.
fn wakes(level: WakeLevel) -> String {
    let level = serde_json::to_string(&level).expect("a word");
    format!(r#""wake":{level}"#)
}

/// A seed for each object that is the same in every run.
fn seed(id: &str) -> u64 {
    id.bytes().map(u64::from).sum()
}
