//! Taking in how a conversation stands with the person.

use super::{Desk, Host};
use crate::chat::Refusal;
use crate::chat::frames::ToUserClient;
use crate::objects::calls::Standing;
use crate::store::inbox;

impl<H: Host> Desk<H> {
    /// Takes a standing in, early, late or again, and shows every device what changed.
    pub(super) fn take_standing(&mut self, told: Standing) -> Result<(), Refusal> {
        let known = inbox::get(self.host.sql(), &told.conversation);
        let known = self.sound(known)?;
        let was_in = known.as_ref().is_some_and(|known| known.role.is_some());
        let mut now = merge(known.clone(), told);
        if !was_in && now.role.is_some() {
            // Who just came in finds it on top, however long ago somebody spoke there.
            now.at = now.at.max(self.host.now());
        }
        if known.as_ref() == Some(&now) {
            return Ok(());
        }
        if !was_in && now.role.is_some() {
            // Somebody may have opened it before this arrived, on a session that ended before this arrived.
            let noted = inbox::end_sessions_in(self.host.sql(), &now.conversation);
            self.sound(noted)?;
        }
        let stored = inbox::put(self.host.sql(), &now);
        self.sound(stored)?;
        if let Some(entry) = inbox::entry(&now) {
            self.say_to_all(&ToUserClient::Inbox { entry });
        } else if was_in && now.role.is_none() {
            self.say_to_all(&ToUserClient::Gone {
                conversation: now.conversation,
            });
        }
        Ok(())
    }
}

/// The larger `head` decides what it is, the larger `read` how far it was read.
fn merge(known: Option<Standing>, told: Standing) -> Standing {
    let Some(known) = known else { return told };
    let (mut newer, older) = if told.head >= known.head {
        (told, known)
    } else {
        (known, told)
    };
    newer.at = newer.at.max(older.at);
    if older.read > newer.read {
        (newer.read, newer.read_posts) = (older.read, older.read_posts);
    }
    newer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{ConversationId, Kind, Role, Seq};

    fn standing(head: u64, read: u64, role: Option<Role>) -> Standing {
        Standing {
            conversation: ConversationId::group(&[7; 20]),
            kind: Kind::Group,
            title: format!("as of {head}"),
            role,
            head: Seq(head),
            posts: head,
            read: Seq(read),
            read_posts: read,
            at: head,
            last: None,
        }
    }

    #[test]
    fn standings_told_in_any_order_and_twice_come_to_the_same() {
        let told = [
            standing(1, 1, Some(Role::Member)),
            standing(5, 1, Some(Role::Member)),
            standing(5, 4, Some(Role::Member)),
            standing(6, 4, None),
            standing(9, 9, Some(Role::Admin)),
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
            Some(standing(8, 2, Some(Role::Member))),
            standing(6, 6, Some(Role::Member)),
        );
        assert_eq!((end.head, end.read), (Seq(8), Seq(6)));
    }
}
