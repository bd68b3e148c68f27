//! Opening a direct conversation.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host, Overview};
use crate::chat::conversation::Conversation;
use crate::chat::{ConversationId, Person, Principal, Profile, Refusal};
use crate::objects::call::{Handle, call};

/// Opens the direct conversation that this object is named after. `other` is the other person.
#[derive(Debug, Serialize, Deserialize)]
pub struct OpenDirect {
    pub principal: Principal,
    pub other: Person,
    /// The profile of `other`, if they have one.
    #[serde(default)]
    pub profile: Option<Profile>,
}
call!(OpenDirect, "open_direct", ConversationId, Overview);

impl<H: Host> Handle<OpenDirect> for ConversationActor<H> {
    fn handle(&mut self, call: OpenDirect) -> Result<Overview, Refusal> {
        let OpenDirect {
            principal,
            other,
            profile,
        } = call;
        self.begin(|id, epoch, _| {
            let mut beginning = Conversation::open_direct(id, epoch, &principal, &other)?;
            for profile in principal.profile().into_iter().chain(&profile) {
                beginning.conversation.note_profile(profile);
            }
            Ok(beginning)
        })?;
        self.learn_profile(&principal)?;
        self.make_known(principal.user())?;
        self.overview(&principal)
    }
}
