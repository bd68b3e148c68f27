//! Performing outbound calls, which leave an object.

use serde_json::value::RawValue;
use worker::{Env, console_error};

use crate::chat::Refusal;
use crate::objects::actor::{CallResult, OutboundCall};
use crate::objects::ask;
use crate::store::d1::{self, groups, people, sessions};

/// Performs one call.
pub(super) async fn perform(env: &Env, call: &OutboundCall) -> CallResult {
    if let Some(request) = call.request()? {
        return ask::perform(env, &request).await;
    }
    let reply = ask_d1(env, call).await.map_err(|error| {
        console_error!("dormouse: a call to D1 failed and is due again later: {error}");
        Refusal::Busy
    })?;
    RawValue::from_string(reply).map_err(|_| Refusal::Internal)
}

/// The JSON of D1's reply.
async fn ask_d1(env: &Env, call: &OutboundCall) -> worker::Result<String> {
    let db = d1::open(env).await?;
    match call {
        OutboundCall::UpdateDirectory(entry) => groups::put(&db, entry).await?,
        OutboundCall::ListProfile(profile) => people::set_profile(&db, profile).await?,
        OutboundCall::MarkPresence { user, online, at } => {
            people::mark(&db, user, *online, *at).await?;
        }
        OutboundCall::CheckSessions { user, sessions, at } => {
            let good = sessions::renew(&db, user, sessions, *at).await?;
            return Ok(serde_json::to_string(&good)?);
        }
        // These calls go to objects.
        OutboundCall::UpdateInbox(..)
        | OutboundCall::ChangeProfile(..)
        | OutboundCall::CloseSessions { .. }
        | OutboundCall::CatchUp { .. }
        | OutboundCall::DeleteFile { .. } => {}
    }
    Ok("null".to_owned())
}
