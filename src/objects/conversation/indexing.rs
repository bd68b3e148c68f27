//! Filling the search index, in batches and never while a post waits.
//!
//! The alarm brings messages in once enough have come, and a search brings in what is missing.
//! Older messages that were never brought in follow a search, newest first, so many a day.

use super::{ConversationActor, Host};
use crate::chat::limits::{
    INDEX_AFTER, INDEX_BATCH, INDEX_NEXT, INDEX_OLDER_A_DAY, INDEX_SOON, INDEX_WAIT,
};
use crate::chat::{Millis, Refusal, Seq};
use crate::objects::host::random_id;
use crate::store::conversation::search::{self, Index};
use crate::store::sql::{Sql, Stored};

const DAY: Millis = 86_400_000;

/// The search index as the object knows it.
#[derive(Debug, Default)]
pub(super) struct Indexing {
    /// None before the first messages came in.
    pub index: Option<Index>,
    /// When the alarm brings in the next batch.
    next_at: Option<Millis>,
    /// A search has asked for older messages than the index has.
    wants_older: bool,
}

impl Indexing {
    pub fn load(sql: &dyn Sql) -> Stored<Self> {
        Ok(Self {
            index: search::index(sql)?,
            ..Self::default()
        })
    }

    /// How many of so many messages are not in the index yet, without older ones.
    fn missing(&self, posts: u64) -> u64 {
        posts.saturating_sub(self.index.map_or(0, |index| index.posts))
    }

    /// An edit or a deletion was stored.
    pub fn renew(&self, sql: &dyn Sql, message: Seq) -> Stored<()> {
        match &self.index {
            Some(index) => search::renew(sql, index, message),
            None => Ok(()),
        }
    }

    /// Brings in up to `most` messages: newer ones first, then older ones. Returns how many came.
    fn fill(
        &mut self,
        sql: &dyn Sql,
        head: (Seq, u64),
        key: u64,
        now: Millis,
        most: usize,
    ) -> Stored<usize> {
        let today = now / DAY;
        let mut index = if let Some(index) = self.index {
            index
        } else {
            let index = begun(head, key, today);
            sql.atomically(&mut || search::create(sql, &index))?;
            self.wants_older = true;
            index
        };
        if index.day != today {
            (index.day, index.older) = (today, 0);
        }
        let newer = search::take_newer(sql, &mut index, most);
        self.index = Some(index);
        let newer = newer?;
        let room = usize::try_from(INDEX_OLDER_A_DAY.saturating_sub(index.older)).unwrap_or(most);
        let room = room.min(most - newer.min(most));
        if !self.wants_older || index.first <= Seq(1) || room == 0 {
            return Ok(newer);
        }
        let older = search::take_older(sql, &mut index, room);
        self.index = Some(index);
        let older = older?;
        if index.first <= Seq(1) || index.older >= INDEX_OLDER_A_DAY {
            self.wants_older = false;
        }
        Ok(newer + older)
    }
}

/// An index without messages. All of the log counts as older.
fn begun((head, posts): (Seq, u64), key: u64, day: u64) -> Index {
    Index {
        key,
        first: head.next(),
        last: head,
        posts,
        day,
        older: 0,
    }
}

impl<H: Host> ConversationActor<H> {
    /// A message was stored. If enough are missing in the index, the alarm will bring them in.
    pub(super) fn note_unindexed(&mut self) {
        let Some(loaded) = &mut self.loaded else {
            return;
        };
        let indexing = &mut loaded.indexing;
        let wait = match indexing.missing(loaded.conversation.posts) {
            ..INDEX_AFTER => return,
            INDEX_AFTER..INDEX_SOON => INDEX_WAIT,
            INDEX_SOON.. => INDEX_NEXT,
        };
        let at = self.host.now() + wait;
        if indexing.next_at.is_none_or(|next| at < next) {
            indexing.next_at = Some(at);
            self.wake_by(at);
        }
    }

    /// Brings a batch into the index, if it is time. The next batch sets the alarm.
    pub(super) fn index_if_due(&mut self) {
        let now = self.host.now();
        let Some(loaded) = &mut self.loaded else {
            return;
        };
        let indexing = &loaded.indexing;
        let is_wanted =
            indexing.wants_older || indexing.missing(loaded.conversation.posts) >= INDEX_AFTER;
        if !is_wanted {
            loaded.indexing.next_at = None;
            return;
        }
        if let Some(at) = indexing.next_at.filter(|at| *at > now) {
            return self.wake_by(at);
        }
        // A fault was logged, and memory is dropped. The alarm after it tries again.
        let Ok(filled) = self.fill_index(INDEX_BATCH) else {
            return;
        };
        let Some(loaded) = &mut self.loaded else {
            return;
        };
        let goes_on = filled >= INDEX_BATCH;
        loaded.indexing.next_at = goes_on.then_some(now + INDEX_NEXT);
        if goes_on {
            self.wake_by(now + INDEX_NEXT);
        }
    }

    /// A search found that the index lacks older messages. The alarm brings them in.
    pub(super) fn index_older(&mut self) {
        let at = self.host.now() + INDEX_NEXT;
        let Some(loaded) = &mut self.loaded else {
            return;
        };
        let indexing = &mut loaded.indexing;
        let day = at / DAY;
        let is_spent = indexing
            .index
            .is_some_and(|it| it.day == day && it.older >= INDEX_OLDER_A_DAY);
        if is_spent {
            return;
        }
        indexing.wants_older = true;
        if indexing.next_at.is_none() {
            indexing.next_at = Some(at);
            self.wake_by(at);
        }
    }

    /// Brings up to `most` messages into the index.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Internal`].
    pub(super) fn fill_index(&mut self, most: usize) -> Result<usize, Refusal> {
        let now = self.host.now();
        let key = random_id(&self.host).0;
        let Some(loaded) = &mut self.loaded else {
            return Err(Refusal::NotFound);
        };
        let head = (loaded.conversation.head, loaded.conversation.posts);
        let filled = loaded.indexing.fill(self.host.sql(), head, key, now, most);
        self.checked(filled)
    }
}
