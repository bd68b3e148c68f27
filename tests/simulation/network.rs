//! Calls between objects: delayed, lost, repeated, late, and reported wrongly.

use std::rc::Rc;

use dormouse::chat::Refusal;
use dormouse::chat::{ConversationId, Millis, UserId};
use dormouse::objects::actor::{CallResult, OutboundCall, Request};
use dormouse::objects::call::Call;
use serde_json::value::RawValue;

use crate::world::{Due, ObjectRef, World};

/// What the caller learns about its call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    Honest,
    Late,
    Failed,
    /// Nothing: it has a result already.
    None,
}

impl World {
    /// A network delay: mostly some milliseconds, sometimes seconds.
    pub fn delay(&mut self) -> Millis {
        if self.chaos && self.dice.one_in(20) {
            self.dice.below(3_000)
        } else {
            1 + self.dice.below(20)
        }
    }

    /// Puts an outbound call on the network.
    pub fn send(&mut self, from: ObjectRef, outbound: OutboundCall) {
        let kind = match &outbound {
            OutboundCall::UpdateInbox(..) => "update inbox",
            OutboundCall::UpdateDirectory(_) => "update directory",
            OutboundCall::CloseSessions { .. } => "close sessions",
            OutboundCall::CheckSessions { .. } => "check sessions",
            OutboundCall::CatchUp { .. } => "catch up",
            OutboundCall::MarkPresence { .. } => "mark presence",
            OutboundCall::DeleteFile { .. } => "delete file",
            OutboundCall::ChangeProfile(..) => "change profile",
            OutboundCall::ListProfile(_) => "list profile",
        };
        *self.calls.entry(kind).or_default() += 1;
        if let OutboundCall::UpdateInbox(user, _) = &outbound {
            *self.inbox_updates.entry(user.clone()).or_default() += 1;
        }
        let life = self.life(from);
        // D1 is one database, so presence marks arrive in the order in which they were sent.
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
            result: Err(Refusal::Busy),
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

    /// A call arrives at its receiver.
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
                    result: heard.unwrap_or(Err(Refusal::Busy)),
                },
            );
        }
    }

    pub fn report_result(
        &mut self,
        from: ObjectRef,
        life: u32,
        outbound: &OutboundCall,
        result: &CallResult,
    ) {
        let now = self.now;
        match from {
            ObjectRef::User(nth) => self.users[nth].report_result(now, life, outbound, result),
            ObjectRef::Conversation(nth) => {
                let object = &mut self.conversations[nth].object;
                object.report_result(now, life, outbound, result);
            }
        }
        self.follow(from, Vec::new());
    }

    /// Makes an outbound call. `None`: it did not get through.
    pub fn make_call(&mut self, outbound: &OutboundCall) -> Option<CallResult> {
        if let Some(request) = outbound.request().expect("calls can be spelled") {
            let answer = self.deliver_request(&request)?;
            let answer = answer.replace(r#""wake":"nothing""#, &self.wake_word());
            Some(serde_json::from_str(&answer).expect("answers can be read"))
        } else if self.d1_down_until > self.now {
            None
        } else {
            let reply = self.ask_d1(outbound);
            Some(Ok(RawValue::from_string(reply).expect("JSON")))
        }
    }

    /// The wake level of this world's people, as their objects state it.
    fn wake_word(&self) -> String {
        let wake = serde_json::to_string(&self.wake).expect("a word");
        format!(r#""wake":{wake}"#)
    }

    /// D1's reply as JSON.
    fn ask_d1(&mut self, outbound: &OutboundCall) -> String {
        if let OutboundCall::UpdateDirectory(entry) = outbound {
            let known = self.directory.get(&entry.id).map(|known| known.seq);
            if known.is_none_or(|known| known < entry.seq) {
                self.directory.insert(entry.id.clone(), entry.clone());
            }
        }
        if let OutboundCall::ListProfile(profile) = outbound {
            self.list_profile(profile);
        }
        if let OutboundCall::MarkPresence { user, online, at } = outbound {
            self.marks.insert(user.clone(), (*online, *at));
        }
        if let OutboundCall::CheckSessions { user, sessions, at } = outbound {
            let good = self.renew_sessions(user, sessions, *at);
            return serde_json::to_string(&good).expect("ids can be spelled");
        }
        "null".to_owned()
    }

    /// Delivers a request to its object. `None`: the object cannot be reached.
    fn deliver_request(&mut self, request: &Request) -> Option<String> {
        if let Some(id) = ConversationId::parse(&request.to) {
            let nth = self.conversation_index(&id);
            return self.deliver_request_at(ObjectRef::Conversation(nth), request);
        }
        let user = UserId::parse(&request.to).expect("a person or a conversation");
        let nth = self.person_of(&user);
        self.deliver_request_at(ObjectRef::User(nth), request)
    }

    fn deliver_request_at(&mut self, place: ObjectRef, request: &Request) -> Option<String> {
        let unreachable_until = match place {
            ObjectRef::User(nth) => self.users[nth].unreachable_until,
            ObjectRef::Conversation(nth) => self.conversations[nth].object.unreachable_until,
        };
        if unreachable_until > self.now {
            return None;
        }
        let answer = self.event(place, |actor| actor.on_call(request.call, &request.body));
        Some(match answer {
            Ok(answer) => answer,
            // The edge answers a refusal in this form.
            Err(refusal) => serde_json::to_string(&Err::<(), _>(refusal)).expect("spelled"),
        })
    }

    /// Asks a person's object. `None`: it cannot be reached.
    pub fn ask_user<C: Call<To = UserId>>(
        &mut self,
        user: &UserId,
        call: &C,
    ) -> Option<Result<C::Reply, Refusal>> {
        let request = Request::new(user, call).expect("calls can be spelled");
        let answer = self.deliver_request(&request)?;
        Some(serde_json::from_str(&answer).expect("answers can be read"))
    }

    /// A conversation's answer as JSON text. `None`: its object cannot be reached.
    pub fn call_conversation<C: Call<To = ConversationId>>(
        &mut self,
        id: &ConversationId,
        call: &C,
    ) -> Option<String> {
        let request = Request::new(id, call).expect("calls can be spelled");
        self.deliver_request(&request)
    }

    /// Asks a conversation's object. `None`: it cannot be reached.
    pub fn ask_conversation<C: Call<To = ConversationId>>(
        &mut self,
        id: &ConversationId,
        call: &C,
    ) -> Option<Result<C::Reply, Refusal>> {
        let answer = self.call_conversation(id, call)?;
        Some(serde_json::from_str(&answer).expect("answers can be read"))
    }
}
