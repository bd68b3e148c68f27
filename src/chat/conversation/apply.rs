//! The fold: the one place where an event changes the state.

use super::{Conversation, Event, EventKind, Membership, Person, Role, Seq};

impl Conversation {
    /// Applies the next event of the log to the state.
    pub fn apply(&mut self, event: &Event) {
        debug_assert_eq!(event.seq, self.head.next(), "the log has no gaps");
        self.head = event.seq;
        self.last_at = event.at;
        match &event.kind {
            EventKind::Message(_) => {
                self.posts += 1;
                // A member who posts has read what was posted before.
                let (head, posts) = (self.head, self.posts);
                if let Some(author) = self.people.get_mut(&event.author) {
                    (author.read, author.read_posts) = (head, posts);
                }
            }
            EventKind::Created(creation) => {
                self.title.clone_from(&creation.title);
                self.topic.clone_from(&creation.topic);
                self.visibility = creation.visibility;
                self.let_in(event.author(), Role::Owner, event.seq);
            }
            EventKind::Joined => self.let_in(event.author(), Role::Member, event.seq),
            EventKind::Admitted(subject) => {
                let person = Person {
                    id: subject.user.clone(),
                    handle: subject.user_handle.clone(),
                };
                self.let_in(person, Role::Member, event.seq);
            }
            EventKind::Left => self.set_role(&event.author, None),
            EventKind::Removed(subject) => self.set_role(&subject.user, None),
            EventKind::RoleChanged(change) => self.set_role(&change.user, Some(change.role)),
            EventKind::Edited(_)
            | EventKind::Deleted(_)
            | EventKind::Reacted(_)
            | EventKind::Unreacted(_)
            | EventKind::Unknown => {}
            EventKind::Renamed(names) => {
                self.title.clone_from(&names.title);
                self.topic.clone_from(&names.topic);
            }
        }
    }

    /// The person has read up to an entry, with `posts` messages up to it. True if their cursor
    /// moved, which never goes back.
    ///
    /// Reading is not an event, because a cursor concerns one person and is cheap to lose.
    pub fn read(&mut self, user: &super::UserId, seq: Seq, posts: u64) -> bool {
        let (head, all) = (self.head, self.posts);
        match self.people.get_mut(user) {
            Some(one) if one.role.is_some() && one.read < seq.min(head) => {
                (one.read, one.read_posts) = (seq.min(head), posts.min(all));
                true
            }
            _ => false,
        }
    }

    fn let_in(&mut self, person: Person, role: Role, joined: Seq) {
        let (read, read_posts) = (joined, self.posts);
        let membership = Membership {
            handle: person.handle,
            role: Some(role),
            joined,
            read,
            read_posts,
        };
        self.people.insert(person.id, membership);
    }

    fn set_role(&mut self, user: &super::UserId, role: Option<Role>) {
        if let Some(membership) = self.people.get_mut(user) {
            membership.role = role;
        }
    }
}
