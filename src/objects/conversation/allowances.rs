//! How much each person may do in this conversation: token buckets, in memory only. An object
//! sleeps after ten idle seconds. With the default rates that fills the buckets for posts, frames
//! and pages. The bucket for changes takes a minute, so sleep refills it early.

use std::collections::BTreeMap;

use super::{ConversationActor, Host};
use crate::chat::bucket::{Bucket, Rate};
use crate::chat::{Act, Millis, Principal, Refusal, UserId};

/// Frames other than posts: enough for forty tabs, and too few to wear out a disk.
const FRAMES: Rate = Rate {
    burst: 60.0,
    per_second: 10.0,
};
/// Pages and reconnections. They have a bucket of their own, so reading back never delays a post.
const PAGES: Rate = Rate {
    burst: 120.0,
    per_second: 20.0,
};

/// Files and parts of files. A page of messages may show a hundred pictures, and a player asks for
/// many parts.
const FILES: Rate = Rate {
    burst: 300.0,
    per_second: 20.0,
};
/// Searches in this conversation. One reads up to 400 messages.
const SEARCHES: Rate = Rate {
    burst: 30.0,
    per_second: 0.2,
};

/// What a person wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Allowed {
    Post,
    /// Any frame but a post.
    Frame,
    Page,
    /// Reading a file, or a part of one.
    File,
    /// A join, leave, rename or change of role. Every member and several objects learn of each one.
    /// So the burst is 1.5 times that of posts, and the pace a quarter.
    Change,
    Search,
}

/// The buckets of everyone who did anything since the object woke.
pub(super) struct Allowances {
    posts: Rate,
    left: BTreeMap<UserId, [Bucket; 6]>,
}

impl Allowances {
    /// Full buckets. `posts` is the rate of posts for one member.
    pub fn new(posts: Rate) -> Self {
        Self {
            posts,
            left: BTreeMap::new(),
        }
    }

    /// Takes one token from the person's bucket.
    ///
    /// # Errors
    /// [`Refusal::TooFast`].
    pub fn take(&mut self, user: &UserId, what: Allowed, now: Millis) -> Result<(), Refusal> {
        let rates = [
            Allowed::Post,
            Allowed::Frame,
            Allowed::Page,
            Allowed::File,
            Allowed::Change,
            Allowed::Search,
        ]
        .map(|what| self.rate(what));
        let rate = self.rate(what);
        if !self.left.contains_key(user) {
            let full = rates.map(|rate| Bucket::full(rate, now));
            self.left.insert(user.clone(), full);
        }
        let buckets = self.left.get_mut(user);
        let bucket = buckets.and_then(|buckets| buckets.get_mut(what as usize));
        bucket.map_or(Ok(()), |bucket| {
            bucket.take(rate, now).map_err(Refusal::TooFast)
        })
    }

    fn rate(&self, what: Allowed) -> Rate {
        match what {
            Allowed::Post => self.posts,
            Allowed::Frame => FRAMES,
            Allowed::Page => PAGES,
            Allowed::File => FILES,
            Allowed::Search => SEARCHES,
            Allowed::Change => Rate {
                burst: self.posts.burst * 1.5,
                per_second: self.posts.per_second / 4.0,
            },
        }
    }
}

impl<H: Host> ConversationActor<H> {
    /// Whether the principal may read the conversation, and may ask for one more page or open it
    /// once more.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::TooFast`], [`Refusal::Internal`].
    pub(super) fn authorize_page(&mut self, who: &Principal) -> Result<(), Refusal> {
        self.loaded()?.conversation.authorize(who, Act::Read)?;
        let now = self.host.now();
        self.allowances.take(who.user(), Allowed::Page, now)
    }
}
