//! From the Worker: the person wants another display name.

use serde::{Deserialize, Serialize};

use super::{Host, UserActor};
use crate::chat::{DisplayName, Principal, Profile, Refusal, UserId};
use crate::objects::call::{Handle, call};

/// `principal` wants this name. Without one they are shown by their handle.
#[derive(Debug, Serialize, Deserialize)]
pub struct SetName {
    pub principal: Principal,
    pub name: Option<DisplayName>,
}
// The reply is the profile. None: the person never had a name, and wants none.
call!(SetName, "set_name", UserId, Option<Profile>);

impl<H: Host> Handle<SetName> for UserActor<H> {
    fn handle(&mut self, call: SetName) -> Result<Option<Profile>, Refusal> {
        self.is_mine(call.principal.user())?;
        self.set_name(call.principal.person().handle.clone(), call.name)
    }
}
