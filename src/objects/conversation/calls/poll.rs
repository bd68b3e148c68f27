//! Short polls, for clients that neither sockets nor streams reach. The answer has the frames that
//! a socket opened now would get.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{ConversationActor, Host};
use crate::chat::frames::ToClient;
use crate::chat::{ConversationId, Principal, Refusal};
use crate::objects::call::{Handle, Unread, call};
use crate::store::sql::Fault;

/// `principal` asks for what is new since a cursor.
#[derive(Debug, Serialize, Deserialize)]
pub struct Poll {
    pub principal: Principal,
    #[serde(default)]
    pub since: Option<String>,
    #[serde(default)]
    pub epoch: Option<String>,
}
call!(Poll, "poll", ConversationId, Polled);

/// The frames, in order. `live` comes last. Without it there is more, and the client polls again at
/// once.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Polled {
    #[cfg_attr(test, ts(as = "Vec<ToClient>"))]
    pub frames: Vec<Unread>,
}

impl<H: Host> Handle<Poll> for ConversationActor<H> {
    fn handle(&mut self, call: Poll) -> Result<Polled, Refusal> {
        let Poll {
            principal,
            since,
            epoch,
        } = call;
        self.authorize_opening(&principal)?;
        self.learn_profile(&principal)?;
        self.make_known(principal.user())?;
        let welcome = self.welcome(&principal)?;
        let opened = self.first_frames(welcome, since.as_deref(), epoch.as_deref())?;
        let mut frames = opened.frames;
        let page = self.page_after(opened.sent)?;
        let head = page.as_ref().map_or(opened.sent, |page| page.last);
        let is_live = page.as_ref().is_none_or(|page| page.last == page.head);
        frames.extend(page.map(|page| Rc::clone(&page.frame)));
        if is_live {
            frames.push(self.spell(&ToClient::Live { head })?);
        }
        let frames: Result<_, serde_json::Error> = frames
            .iter()
            .map(|frame| RawValue::from_string(frame.to_string()))
            .collect();
        let frames = self.checked(frames.map_err(|error| Fault(error.to_string())))?;
        Ok(Polled { frames })
    }
}
