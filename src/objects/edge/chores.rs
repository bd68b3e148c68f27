//! Performing chores: the calls that leave an object.

use worker::{Env, console_error};

use crate::chat::Refusal;
use crate::objects::actor::{Call, Chore, Upshot};
use crate::objects::ask::{ask_conversation, ask_user};
use crate::store::d1::{self, groups, people};

/// Performs one.
pub(super) async fn perform(env: &Env, chore: &Chore) -> Upshot {
    let done = match chore.call() {
        Some(Call::User(user, call)) => ask_user(env, user, &call).await.map(Upshot::from),
        Some(Call::Conversation(id, call)) => ask_conversation(env, id, &call).await.map(Upshot::from),
        None => tell_d1(env, chore).await.map_err(|error| failed(&error)),
    };
    done.unwrap_or(Upshot::Failed)
}

async fn tell_d1(env: &Env, chore: &Chore) -> worker::Result<Upshot> {
    let db = d1::open(env).await?;
    match chore {
        Chore::List(entry) => groups::put(&db, entry).await?,
        Chore::Mark { user, online, at } => people::mark(&db, user, *online, *at).await?,
        Chore::Tell(..) | Chore::EndSessions { .. } | Chore::CatchUp { .. } => {}
    }
    Ok(Upshot::Done)
}

fn failed(error: &worker::Error) -> Refusal {
    console_error!("dormouse: a chore is put off: {error}");
    Refusal::Busy
}
