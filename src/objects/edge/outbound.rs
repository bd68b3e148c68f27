//! Performing chores: the calls that leave an object.

use worker::{Env, console_error};

use crate::chat::Refusal;
use crate::objects::actor::{Call, CallResult, OutboundCall};
use crate::objects::ask::{ask_conversation, ask_user};
use crate::store::d1::{self, groups, people};

/// Performs one.
pub(super) async fn perform(env: &Env, outbound: &OutboundCall) -> CallResult {
    let done = match outbound.call() {
        Some(Call::User(user, call)) => ask_user(env, user, &call).await.map(CallResult::from),
        Some(Call::Conversation(id, call)) => {
            ask_conversation(env, id, &call).await.map(CallResult::from)
        }
        None => tell_d1(env, outbound).await.map_err(|error| failed(&error)),
    };
    done.unwrap_or(CallResult::Failed)
}

async fn tell_d1(env: &Env, outbound: &OutboundCall) -> worker::Result<CallResult> {
    let db = d1::open(env).await?;
    match outbound {
        OutboundCall::TellDirectory(entry) => groups::put(&db, entry).await?,
        OutboundCall::MarkPresence { user, online, at } => {
            people::mark(&db, user, *online, *at).await?
        }
        OutboundCall::TellUser(..)
        | OutboundCall::EndSessions { .. }
        | OutboundCall::CatchUp { .. } => {}
    }
    Ok(CallResult::Done)
}

fn failed(error: &worker::Error) -> Refusal {
    console_error!("dormouse: a outbound is put off: {error}");
    Refusal::Busy
}
