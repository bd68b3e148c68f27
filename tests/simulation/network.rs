//! Calls between objects: delayed, lost, doubled, late, and reported wrongly.

use std::rc::Rc;

use dormouse::chat::{ConversationId, Millis, UserId};
use dormouse::objects::actor::{Call, CallResult, OutboundCall};
use dormouse::objects::answers::{ConversationAnswer, UserAnswer};
use dormouse::objects::calls::{FromConversation, FromUser, ToConversation, ToUser};
use serde::de::DeserializeOwned;

use crate::world::{Due, ObjectRef, World};

/// What the caller will hear of its call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    Honest,
    Late,
    Failed,
    /// It heard already.
    None,
}

impl World {
    /// Mostly some milliseconds, now and then seconds.
    pub fn delay(&mut self) -> Millis {
        if self.chaos && self.dice.one_in(20) {
            self.dice.below(3_000)
        } else {
            1 + self.dice.below(20)
        }
    }

    /// Puts a chore on the network.
    pub fn send(&mut self, from: ObjectRef, outbound: OutboundCall) {
        let kind = match &outbound {
            OutboundCall::TellUser(..) => "tell",
            OutboundCall::TellDirectory(_) => "list",
            OutboundCall::EndSessions { .. } => "end sessions",
            OutboundCall::CatchUp { .. } => "catch up",
            OutboundCall::MarkPresence { .. } => "mark",
        };
        *self.calls.entry(kind).or_default() += 1;
        if let OutboundCall::TellUser(user, _) = &outbound {
            *self.tells.entry(user.clone()).or_default() += 1;
        }
        let life = self.life(from);
        // D1 is one database: what it was told and then told otherwise arrives in that order.
        let fates = if matches!(outbound, OutboundCall::MarkPresence { .. }) {
            10
        } else {
            15
        };
        let fate = if self.chaos {
            self.dice.below(fates)
        } else {
            0
        };
        let outbound = Rc::new(outbound);
        let call = |report| Due::Call {
            from,
            life,
            outbound: Rc::clone(&outbound),
            report,
        };
        let failed = Due::Result {
            from,
            life,
            outbound: Rc::clone(&outbound),
            result: CallResult::Failed,
        };
        let (soon, later) = (self.delay(), self.delay());
        match fate {
            0..=7 => self.in_ms(soon, call(Report::Honest)),
            8 => {
                self.faults.count("call failed undelivered");
                self.in_ms(soon, failed);
            }
            9 => {
                self.faults.count("call failed although delivered");
                self.in_ms(soon, call(Report::Failed));
            }
            10 | 11 => {
                self.faults.count("call delivered twice");
                self.in_ms(soon, call(Report::Honest));
                self.in_ms(later, call(Report::None));
            }
            12 => {
                self.faults.count("answer delivered late");
                self.in_ms(soon, call(Report::Late));
            }
            _ => {
                self.faults.count("call delivered late");
                let late = self.dice.below(90_000);
                self.in_ms(soon, failed);
                self.in_ms(soon + late, call(Report::None));
            }
        }
    }

    pub fn life(&self, place: ObjectRef) -> u32 {
        match place {
            ObjectRef::User(nth) => self.users[nth].life,
            ObjectRef::Conversation(nth) => self.conversations[nth].object.life,
        }
    }

    /// A call arrives where it was sent.
    pub fn deliver_call(
        &mut self,
        from: ObjectRef,
        life: u32,
        outbound: &Rc<OutboundCall>,
        report: Report,
    ) {
        let answer = self.make_call(outbound);
        if report != Report::None {
            let heard = answer.filter(|_| report != Report::Failed);
            let wait = match report {
                Report::Late => self.dice.below(20_000),
                _ => self.delay(),
            };
            self.in_ms(
                wait,
                Due::Result {
                    from,
                    life,
                    outbound: Rc::clone(outbound),
                    result: heard.unwrap_or(CallResult::Failed),
                },
            );
        }
    }

    pub fn report_result(
        &mut self,
        from: ObjectRef,
        life: u32,
        outbound: &OutboundCall,
        result: CallResult,
    ) {
        let now = self.now;
        match from {
            ObjectRef::User(nth) => self.users[nth].report_result(now, life, outbound, result),
            ObjectRef::Conversation(nth) => self.conversations[nth]
                .object
                .report_result(now, life, outbound, result),
        }
        self.follow(from, Vec::new());
    }

    /// What comes of a chore's call, if it gets through.
    pub fn make_call(&mut self, outbound: &OutboundCall) -> Option<CallResult> {
        match outbound.call() {
            Some(Call::User(user, call)) => self
                .answer_of_user(user, &call)
                .map(|it| read::<UserAnswer>(&it).into()),
            Some(Call::Conversation(id, call)) => self
                .answer_of_conversation(id, &call)
                .map(|it| read::<ConversationAnswer>(&it).into()),
            None => Some(self.tell_d1(outbound)),
        }
    }

    fn tell_d1(&mut self, outbound: &OutboundCall) -> CallResult {
        if let OutboundCall::TellDirectory(entry) = outbound {
            let known = self.directory.get(&entry.id).map(|known| known.seq);
            if known.is_none_or(|known| known < entry.seq) {
                self.directory.insert(entry.id.clone(), entry.clone());
            }
        }
        if let OutboundCall::MarkPresence { user, online, at } = outbound {
            self.marks.insert(user.clone(), (*online, *at));
        }
        CallResult::Done
    }

    /// Asks a person's object; nothing when it cannot be reached.
    pub fn ask_user(&mut self, user: &UserId, call: &ToUser) -> Option<FromUser> {
        self.answer_of_user(user, call).map(|answer| read(&answer))
    }

    fn answer_of_user(&mut self, user: &UserId, call: &ToUser) -> Option<String> {
        let nth = self.person_of(user);
        if self.users[nth].unreachable_until > self.now {
            return None;
        }
        let call = serde_json::to_string(call).expect("calls can be spelled");
        let answer = self.event(ObjectRef::User(nth), |actor| actor.on_call(&call));
        Some(answer.expect("calls can be read"))
    }

    /// Asks a conversation's object; nothing when it cannot be reached.
    pub fn ask_conversation(
        &mut self,
        id: &ConversationId,
        call: &ToConversation,
    ) -> Option<FromConversation> {
        let answer = self.answer_of_conversation(id, call)?;
        // The Worker reads less of it.
        read::<ConversationAnswer>(&answer);
        Some(read(&answer))
    }

    fn answer_of_conversation(
        &mut self,
        id: &ConversationId,
        call: &ToConversation,
    ) -> Option<String> {
        let nth = self.conversation(id);
        if self.conversations[nth].object.unreachable_until > self.now {
            return None;
        }
        let call = serde_json::to_string(call).expect("calls can be spelled");
        let answer = self.event(ObjectRef::Conversation(nth), |actor| actor.on_call(&call));
        Some(answer.expect("calls can be read"))
    }

    /// A session is over: its person's object is told until it has understood.
    pub fn sign_out(&mut self, person: usize, session: &dormouse::chat::SessionId) {
        let user = self.person(person).id.clone();
        let call = ToUser::EndSessions {
            user: user.clone(),
            sessions: vec![session.clone()],
        };
        if self.ask_user(&user, &call) != Some(FromUser::Done { absence: None }) {
            self.in_ms(
                2_000,
                Due::SignOut {
                    person,
                    session: session.clone(),
                },
            );
        }
    }
}

fn read<A: DeserializeOwned>(answer: &str) -> A {
    serde_json::from_str(answer).expect("answers can be read")
}
