//! What arrives together is stored together and leaves together, and what comes alone leaves at
//! once.
//!
//! A lone post is stored and sent in the event that brought it. Then the event loop turns: posts
//! that arrive until it is back wait, and are stored and sent as one batch. After a batch, the next
//! post first waits one turn for each post of that batch (at most [`YIELDS_MAX`]), and posts that
//! arrive meanwhile join it. If none does, posts are sent at once again. No clock decides when:
//! under load batches grow by themselves, and a lone message waits for nothing.

use std::rc::Rc;

use crate::chat::limits::{YIELD_MAX, YIELDS_MAX};
use crate::chat::{Draft, Millis, Principal};
use crate::objects::host::{Host, SocketId};

/// A post that is not stored yet. If its object is lost now, its sender hears no echo and sends it
/// again.
pub(super) struct WaitingPost {
    pub socket: SocketId,
    pub principal: Rc<Principal>,
    pub draft: Draft,
}

/// The posts that wait, and what is known of how busy it is.
#[derive(Default)]
pub(super) struct Batch {
    posts: Vec<WaitingPost>,
    /// Since when the event loop turns. It comes back within milliseconds; should it never, nobody
    /// waits for longer than [`YIELD_MAX`].
    yielding_since: Option<Millis>,
    /// How many posts the last batch had, if several, and when it left.
    last: Option<(usize, Millis)>,
}

impl Batch {
    /// Adds a post. True when it, and all that waits, is to be handled now.
    pub fn add(&mut self, host: &impl Host, post: WaitingPost, worth_waiting: bool) -> bool {
        let now = host.now();
        self.posts.push(post);
        if self.is_yielding(host) {
            host.flush_when_back();
            return false;
        }
        let fresh = |(_, at): &(usize, Millis)| (*at..at + YIELD_MAX).contains(&now);
        let Some((posts, _)) = self.last.filter(fresh).filter(|_| worth_waiting) else {
            return true;
        };
        self.yield_turns(host, posts);
        host.flush_when_back();
        false
    }

    /// Takes all that waits.
    pub fn take(&mut self) -> Vec<WaitingPost> {
        std::mem::take(&mut self.posts)
    }

    /// Posts were stored and sent together: what comes next waits accordingly.
    pub fn left(&mut self, host: &impl Host, posts: usize, worth_waiting: bool) {
        self.last = (posts > 1).then_some((posts, host.now()));
        if posts == 1 && worth_waiting && !self.is_yielding(host) {
            self.yield_turns(host, 1);
        }
    }

    /// Whether posts wait for turns that never came back.
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
