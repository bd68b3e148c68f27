//! Taking a conversation's summary into the inbox.

use super::{Host, UserActor};
use crate::chat::absence::Absence;
use crate::chat::attention::WakeLevel;
use crate::chat::frames::ToUserClient;
use crate::chat::limits::ENDED_KEPT;
use crate::chat::{Away, ConversationId, ConversationSummary, Refusal, Taken};
use crate::store::ended;
use crate::store::inbox::{self, InboxRow};

impl<H: Host> UserActor<H> {
    /// Takes a summary, even late or repeated, and shows every device what changed. If no device is
    /// connected, the person is away, and the answer has a number. The conversation then waits
    /// until it is asked.
    pub(super) fn take_summary(&mut self, told: ConversationSummary) -> Result<Taken, Refusal> {
        // A stale socket must not count as online. It is closed, because an unclosed one could come
        // back to life and miss updates.
        self.close_stale_sockets()?;
        let known = self.known(&told.conversation)?;
        let absence = known
            .as_ref()
            .map(|known| known.absence)
            .unwrap_or_default();
        let now = self.merged(known.as_ref(), told);
        let changed = known.as_ref().is_none_or(|known| known.summary != now);
        let nobody = self.sockets.is_empty();
        let absence = if nobody && (changed || !absence.is_away()) {
            absence.next()
        } else {
            absence
        };
        self.take_in(known, now, absence)?;
        let away = Away {
            number: absence.number(),
            // Nothing can wake them yet.
            wake: WakeLevel::Nothing,
        };
        Ok(if nobody {
            Taken::Unseen(away)
        } else {
            Taken::Seen
        })
    }

    /// Takes the answer of a conversation that was asked after the absence of this number.
    pub(super) fn take_answer(
        &mut self,
        conversation: &ConversationId,
        absence: u64,
        told: Option<ConversationSummary>,
    ) -> Result<(), Refusal> {
        let Some(known) = self.known(conversation)? else {
            return Ok(());
        };
        let ended = known.absence.ended(absence);
        let now = match told.filter(|told| told.conversation == *conversation) {
            Some(told) => self.merged(Some(&known), told),
            None => known.summary.clone(),
        };
        self.take_in(Some(known), now, ended)
    }

    fn known(&mut self, conversation: &ConversationId) -> Result<Option<InboxRow>, Refusal> {
        let known = inbox::get(self.host.sql(), conversation);
        self.checked(known)
    }

    fn merged(&self, known: Option<&InboxRow>, told: ConversationSummary) -> ConversationSummary {
        let mut now = merge(known.map(|known| known.summary.clone()), told);
        if !was_in(known) && now.role.is_some() {
            // A conversation that the person has just joined comes first, however old its last
            // message is.
            now.at = now.at.max(self.host.now());
        }
        now
    }

    /// Stores a conversation's new state, in one row, and shows it to every device.
    fn take_in(
        &mut self,
        known: Option<InboxRow>,
        now: ConversationSummary,
        absence: Absence,
    ) -> Result<(), Refusal> {
        let was_in = was_in(known.as_ref());
        let (was, was_absent) = known.map(|known| (known.summary, known.absence)).unzip();
        let changed = was.as_ref() != Some(&now);
        if !changed && was_absent == Some(absence) {
            return Ok(());
        }
        // The person may have opened the conversation before this summary arrived, with a session
        // that has ended since. So the conversation must also learn of the sessions that ended
        // lately.
        let ended_told = self.host.now().saturating_sub(ENDED_KEPT);
        if was.is_some() && was_in != now.role.is_some() {
            let cursor = now.role.map(|_| ended_told);
            let set = ended::set_cursor(self.host.sql(), &now.conversation, cursor);
            self.checked(set)?;
        }
        let known = was.as_ref().and_then(|was| was.last.as_ref());
        let is_other_state = known
            .zip(now.last.as_ref())
            .is_some_and(|(known, last)| known.seq == last.seq && known.preview != last.preview);
        let sql = self.host.sql();
        let stored = if is_other_state {
            sql.atomically(&mut || {
                inbox::overwrite_last(sql, &now.conversation)?;
                inbox::put(sql, &now, absence, ended_told)
            })
        } else {
            inbox::put(sql, &now, absence, ended_told)
        };
        self.checked(stored)?;
        self.check_profile_of(&now)?;
        if !changed {
            return Ok(());
        }
        if let Some(entry) = now.inbox_entry() {
            self.send_to_all(&ToUserClient::Inbox {
                entries: vec![entry],
            });
        } else if was_in && now.role.is_none() {
            self.send_to_all(&ToUserClient::Gone {
                conversation: now.conversation,
            });
        }
        Ok(())
    }
}

fn was_in(known: Option<&InboxRow>) -> bool {
    known.is_some_and(|known| known.summary.role.is_some())
}

/// The larger `head` decides the summary. The larger `read` decides the read cursor.
fn merge(known: Option<ConversationSummary>, told: ConversationSummary) -> ConversationSummary {
    let Some(known) = known else { return told };
    let (mut newer, older) = if told.head >= known.head {
        (told, known)
    } else {
        (known, told)
    };
    newer.at = newer.at.max(older.at);
    newer.profile_at = newer.profile_at.max(older.profile_at);
    if older.read > newer.read {
        (newer.read, newer.read_posts) = (older.read, older.read_posts);
        // At most what is unread. The next summary has the exact number.
        let unread = newer.posts.saturating_sub(newer.read_posts);
        newer.mentions = newer.mentions.min(unread);
    }
    newer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{ConversationId, Kind, Role, Seq};

    fn summary(head: u64, read: u64, role: Option<Role>) -> ConversationSummary {
        ConversationSummary {
            conversation: ConversationId::group(&[7; 20]),
            kind: Kind::Group,
            title: format!("as of {head}"),
            handle: None,
            profile_at: 0,
            role,
            head: Seq(head),
            posts: head,
            read: Seq(read),
            read_posts: read,
            mentions: 0,
            at: head,
            last: None,
        }
    }

    #[test]
    fn summaries_in_any_order_and_repeated_give_the_same_result() {
        let told = [
            summary(1, 1, Some(Role::Member)),
            summary(5, 1, Some(Role::Member)),
            summary(5, 4, Some(Role::Member)),
            summary(6, 4, None),
            summary(9, 9, Some(Role::Admin)),
        ];
        let orders = [
            [0, 1, 2, 3, 4],
            [4, 3, 2, 1, 0],
            [2, 4, 0, 3, 1],
            [4, 4, 1, 0, 2],
            [3, 4, 3, 2, 0],
        ];
        for order in orders {
            let end = order
                .iter()
                .fold(None, |known, nth| Some(merge(known, told[*nth].clone())));
            assert_eq!(end, Some(told[4].clone()), "{order:?}");
        }
    }

    #[test]
    fn a_late_cursor_still_counts() {
        let end = merge(
            Some(summary(8, 2, Some(Role::Member))),
            summary(6, 6, Some(Role::Member)),
        );
        assert_eq!((end.head, end.read), (Seq(8), Seq(6)));
    }
}
