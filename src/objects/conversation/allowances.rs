//! How much each person may do here: token buckets, in memory only. Ten idle seconds fill them, so
//! losing them to sleep gives nothing away.

use std::collections::BTreeMap;

use super::{ConversationActor, Host};
use crate::chat::bucket::{Bucket, Rate};
use crate::chat::{Millis, Principal, Refusal, UserId};

/// Frames other than posts: enough for forty tabs, too few to wear out a disk.
const FRAMES: Rate = Rate {
    burst: 60.0,
    per_second: 10.0,
};
/// Pages and reconnections. A budget of its own: reading back never costs a voice.
const PAGES: Rate = Rate {
    burst: 120.0,
    per_second: 20.0,
};

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Allowed {
    Post,
    /// Any frame but a post.
    Frame,
    Page,
    /// A join, leave, rename or role. Everyone hears of each and some objects besides, so it is a
    /// few dozen at once, and then a quarter of the pace of posts.
    Change,
}

/// The buckets of everyone who did anything since the object woke.
pub(super) struct Allowances {
    posts: Rate,
    left: BTreeMap<UserId, [Bucket; 4]>,
}

impl Allowances {
    /// `posts` is what one member may post.
    pub fn new(posts: Rate) -> Self {
        Self {
            posts,
            left: BTreeMap::new(),
        }
    }

    /// Takes one.
    ///
    /// # Errors
    /// [`Refusal::TooFast`].
    pub fn take(&mut self, user: &UserId, what: Allowed, now: Millis) -> Result<(), Refusal> {
        let rates = [
            Allowed::Post,
            Allowed::Frame,
            Allowed::Page,
            Allowed::Change,
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
            Allowed::Change => Rate {
                burst: self.posts.burst * 1.5,
                per_second: self.posts.per_second / 4.0,
            },
        }
    }
}

impl<H: Host> ConversationActor<H> {
    /// Takes one page or reconnection of somebody's allowance.
    ///
    /// # Errors
    /// [`Refusal::TooFast`].
    pub(super) fn take_page_allowance(&mut self, who: &Principal) -> Result<(), Refusal> {
        let now = self.host.now();
        self.allowances.take(who.user(), Allowed::Page, now)
    }
}
