//! Performing chores: the calls that leave an object.

use worker::{Env, console_error};

use crate::chat::Refusal;
use crate::objects::actor::Chore;
use crate::objects::ask::{ask_conversation, ask_user};
use crate::objects::calls::{ToConversation, ToUser};
use crate::objects::conversation::Listing;
use crate::store::d1::{self, groups, people};

/// Performs one; false when it is to be tried again.
pub(super) async fn perform(env: &Env, chore: &Chore) -> bool {
    let done = match chore {
        Chore::Tell(user, standing) => {
            let call = ToUser::Standing {
                user: user.clone(),
                standing: standing.as_ref().clone(),
            };
            ask_user(env, user, &call).await.map(|_| ())
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
            ask_conversation(env, conversation, &call).await.map(|_| ())
        }
        Chore::List(listing) => list(env, listing).await,
        Chore::Mark { user, online, at } => match d1::open(env).await {
            Ok(db) => people::mark(&db, user, *online, *at)
                .await
                .map_err(|error| failed(&error)),
            Err(error) => Err(failed(&error)),
        },
    };
    done.is_ok()
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
