//! Performing outbound calls: those that leave an object.

use serde_json::value::RawValue;
use worker::{Env, console_error};

use crate::chat::Refusal;
use crate::objects::actor::{CallResult, OutboundCall};
use crate::objects::ask;
use crate::store::d1::{self, groups, people};

/// Performs one.
pub(super) async fn perform(env: &Env, call: &OutboundCall) -> CallResult {
    if let Some(request) = call.request()? {
        return ask::perform(env, &request).await;
    }
    tell_d1(env, call).await.map_err(|error| {
        console_error!("dormouse: a call is put off: {error}");
        Refusal::Busy
    })?;
    RawValue::from_string("null".to_owned()).map_err(|_| Refusal::Internal)
}

async fn tell_d1(env: &Env, call: &OutboundCall) -> worker::Result<()> {
    let db = d1::open(env).await?;
    match call {
        OutboundCall::UpdateDirectory(entry) => groups::put(&db, entry).await,
        OutboundCall::MarkPresence { user, online, at } => {
            people::mark(&db, user, *online, *at).await
        }
        // Objects are told of these.
        OutboundCall::UpdateInbox(..)
        | OutboundCall::CloseSessions { .. }
        | OutboundCall::CatchUp { .. } => Ok(()),
    }
}
