//! Posts that arrive together are stored and sent together. A lone post is sent at once.
//!
//! A lone post is stored and sent in the event that brought it. Then the event loop turns. Posts
//! that arrive before the turn is over wait, and are stored and sent as one batch. They would have
//! left with the lone post if that had waited, so the batch counts it too. After a batch, the next
//! post waits one turn for each post of that batch (at most [`YIELDS_MAX`]). Posts that arrive
//! meanwhile join it. If none does, posts are sent at once again. No clock decides when: batches
//! grow by themselves under load, and a lone post does not wait.

use std::rc::Rc;

use crate::chat::limits::{YIELD_MAX, YIELDS_MAX};
use crate::chat::{Draft, Millis, Principal};
use crate::objects::host::{Host, SocketId};

/// A post that is not stored yet. If the object is lost now, the sender gets no echo and sends it
/// again.
pub(super) struct WaitingPost {
    pub socket: SocketId,
    pub principal: Rc<Principal>,
    pub draft: Draft,
}

/// The posts that wait, and what is known about the load.
#[derive(Default)]
pub(super) struct Batch {
    posts: Vec<WaitingPost>,
    /// When the turns of the event loop began. They take milliseconds. If they never end, the
    /// posts leave with the next event after [`YIELD_MAX`].
    yielding_since: Option<Millis>,
    /// Whether the turns began after a lone post.
    after_lone: bool,
    /// How many posts arrived together last, if there were several, and when they were sent.
    last: Option<(usize, Millis)>,
}

impl Batch {
    /// Adds a post. Returns true when all waiting posts must be stored now.
    pub fn add(&mut self, host: &impl Host, post: WaitingPost, worth_waiting: bool) -> bool {
        let now = host.now();
        self.posts.push(post);
        if self.is_yielding(host) {
            host.flush_when_back();
            return false;
        }
        self.after_lone = false;
        let fresh = |(_, at): &(usize, Millis)| (*at..at + YIELD_MAX).contains(&now);
        let Some((posts, _)) = self.last.filter(fresh).filter(|_| worth_waiting) else {
            return true;
        };
        self.yield_turns(host, posts);
        host.flush_when_back();
        false
    }

    /// Takes all waiting posts.
    pub fn take(&mut self) -> Vec<WaitingPost> {
        std::mem::take(&mut self.posts)
    }

    /// Notes that posts were stored and sent together. Their number decides how long the next post
    /// waits.
    pub fn left(&mut self, host: &impl Host, posts: usize, worth_waiting: bool) {
        let together = posts + usize::from(std::mem::take(&mut self.after_lone));
        self.last = (together > 1).then_some((together, host.now()));
        if together == 1 && worth_waiting && !self.is_yielding(host) {
            self.yield_turns(host, 1);
            self.after_lone = true;
        }
    }

    /// Whether posts wait for turns that did not end in time.
    pub fn is_stuck(&self, host: &impl Host) -> bool {
        !self.posts.is_empty() && !self.is_yielding(host)
    }

    fn is_yielding(&self, host: &impl Host) -> bool {
        let now = host.now();
        host.is_yielding()
            && self
                .yielding_since
                .is_some_and(|since| (since..since + YIELD_MAX).contains(&now))
    }

    fn yield_turns(&mut self, host: &impl Host, turns: usize) {
        self.yielding_since = Some(host.now());
        host.yield_turns(turns.min(YIELDS_MAX));
    }
}
