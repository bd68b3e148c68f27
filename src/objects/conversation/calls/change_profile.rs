//! From a user object: a member is shown in another way.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::{ConversationId, Profile, Refusal};
use crate::objects::call::{Handle, call};

/// This is how the person is shown now. It may arrive late, out of order or twice.
#[derive(Debug, Serialize, Deserialize)]
pub struct ChangeProfile {
    pub profile: Profile,
}
call!(ChangeProfile, "change_profile", ConversationId, ());

impl<H: Host> Handle<ChangeProfile> for ConversationActor<H> {
    fn handle(&mut self, ChangeProfile { profile }: ChangeProfile) -> Result<(), Refusal> {
        match self.take_profile(&profile) {
            // The conversation does not exist. A user object that tells it anyway must not do so
            // for ever.
            Err(Refusal::NotFound) => Ok(()),
            taken => taken,
        }
    }
}
