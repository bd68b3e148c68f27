//! The log over HTTP: the events after a cursor.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::limits::PAGE_EVENTS_MAX;
use crate::chat::{ConversationId, Event, Principal, Profile, Refusal, Seq};
use crate::objects::call::{Handle, call};
use crate::store::conversation::log;

/// `principal` asks for the first events after an entry.
#[derive(Debug, Serialize, Deserialize)]
pub struct Events {
    pub principal: Principal,
    pub after: Seq,
    /// The most events wanted. A page may hold fewer, because its bytes are bounded too.
    pub limit: u32,
}
call!(Events, "events", ConversationId, EventsPage);

/// Events in order, and where the log ends.
#[derive(Debug, Serialize, Deserialize)]
pub struct EventsPage {
    pub events: Vec<Event>,
    pub head: Seq,
    /// How the people whom the events name are shown. Those without a profile are left out.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub profiles: Vec<Profile>,
}

impl<H: Host> Handle<Events> for ConversationActor<H> {
    fn handle(&mut self, call: Events) -> Result<EventsPage, Refusal> {
        let Events {
            principal,
            after,
            limit,
        } = call;
        self.authorize_page(&principal)?;
        let limit = limit.clamp(1, PAGE_EVENTS_MAX);
        self.read(|sql, loaded| {
            let events = log::after(sql, &loaded.authors, after, limit)?;
            Ok(EventsPage {
                profiles: loaded.conversation.profiles_in(&events),
                events,
                head: loaded.conversation.head,
            })
        })
    }
}
