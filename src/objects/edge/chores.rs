//! Performing chores: the calls that leave an object.

use worker::{Env, console_error};

use crate::chat::Refusal;
use crate::objects::actor::{Chore, Upshot};
use crate::objects::ask::{ask_conversation, ask_user};
use crate::objects::calls::{ToConversation, ToUser};
use crate::objects::conversation::Listing;
use crate::store::d1::{self, groups, people};

/// Performs one.
pub(super) async fn perform(env: &Env, chore: &Chore) -> Upshot {
    let done = match chore {
        Chore::Tell(user, standing) => {
            let call = ToUser::Standing {
                user: user.clone(),
                standing: standing.as_ref().clone(),
            };
            ask_user(env, user, &call).await.map(Upshot::from)
        }
        Chore::EndSessions {
            conversation,
            user,
            sessions,
        } => {
            let call = ToConversation::EndSessions {
                user: user.clone(),
                sessions: sessions.clone(),
            };
            ask_conversation(env, conversation, &call).await.map(Upshot::from)
        }
        Chore::CatchUp {
            conversation,
            user,
            absence,
        } => {
            let call = ToConversation::CatchUp {
                user: user.clone(),
                absence: *absence,
            };
            ask_conversation(env, conversation, &call).await.map(Upshot::from)
        }
        Chore::List(listing) => list(env, listing).await.map(|()| Upshot::Done),
        Chore::Mark { user, online, at } => match d1::open(env).await {
            Ok(db) => people::mark(&db, user, *online, *at)
                .await
                .map(|()| Upshot::Done)
                .map_err(|error| failed(&error)),
            Err(error) => Err(failed(&error)),
        },
    };
    done.unwrap_or(Upshot::Failed)
}

async fn list(env: &Env, listing: &Listing) -> Result<(), Refusal> {
    let db = d1::open(env).await.map_err(|error| failed(&error))?;
    let entry = groups::DirectoryEntry {
        id: listing.id.clone(),
        title: listing.title.clone(),
        topic: listing.topic.clone(),
        members: listing.members,
        seq: listing.seq,
        listed: listing.listed,
    };
    groups::put(&db, &entry).await.map_err(|error| failed(&error))
}

fn failed(error: &worker::Error) -> Refusal {
    console_error!("dormouse: a chore is put off: {error}");
    Refusal::Busy
}
