//! The fold: the one place where an event changes the state.

use super::{Conversation, Event, EventKind, Membership, Person, Role, Seq};
use crate::chat::Message;
use crate::chat::limits::MENTIONS_COUNTED;

impl Conversation {
    /// Applies the next event of the log to the state.
    pub fn apply(&mut self, event: &Event) {
        debug_assert_eq!(event.seq, self.head.next(), "the log has no gaps");
        self.head = event.seq;
        self.last_at = event.at;
        match &event.kind {
            EventKind::Message(message) => {
                self.posts += 1;
                self.note_mentions(event, message);
                // A member who posts has read what was posted before.
                let (head, posts) = (self.head, self.posts);
                if let Some(author) = self.people.get_mut(&event.author) {
                    (author.read, author.read_posts) = (head, posts);
                    author.mentions.clear();
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
            EventKind::Edited(edit) => {
                for user in edit.newly.iter().flatten() {
                    self.note_mention(user, event.seq);
                }
            }
            EventKind::Pinned(target) => self.pins.push(target.message),
            EventKind::Deleted(target) | EventKind::Unpinned(target) => {
                self.pins.retain(|seq| *seq != target.message);
            }
            EventKind::Reacted(_)
            | EventKind::Unreacted(_)
            | EventKind::ProfileChanged
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
                let read = one.read;
                one.mentions.retain(|seq| *seq > read);
                true
            }
            _ => false,
        }
    }

    /// How many messages after `read` mention the person, 100 at most.
    #[must_use]
    pub fn mentions_of(&self, user: &super::UserId, read: Seq) -> u64 {
        let own = self.people.get(user).map(|one| one.mentions.as_slice());
        let own = own.unwrap_or_default().iter().filter(|seq| **seq > read);
        // A message that mentions everyone and replies to them is one message.
        let all = self.everyone.iter().filter(|seq| **seq > read);
        let all = all.filter(|seq| own.clone().all(|it| it != *seq));
        (own.clone().count() + all.count()).min(MENTIONS_COUNTED) as u64
    }

    fn note_mentions(&mut self, event: &Event, message: &Message) {
        if let Some(mentions) = &message.mentions {
            let people = mentions.people.iter().map(|person| &person.id);
            for user in people.chain(mentions.here.iter().flatten()) {
                if *user != event.author {
                    self.note_mention(user, event.seq);
                }
            }
            if mentions.everyone {
                keep_latest(&mut self.everyone, event.seq);
            }
        }
        if let Some(quote) = message
            .quote
            .as_ref()
            .filter(|it| it.author != event.author)
        {
            self.note_mention(&quote.author, event.seq);
        }
    }

    /// An entry mentions one member.
    pub fn note_mention(&mut self, user: &super::UserId, seq: Seq) {
        let one = self.people.get_mut(user);
        if let Some(one) = one.filter(|one| one.role.is_some() && one.read < seq) {
            keep_latest(&mut one.mentions, seq);
        }
    }

    fn let_in(&mut self, person: Person, role: Role, joined: Seq) {
        let (read, read_posts) = (joined, self.posts);
        let earlier = self.people.get(&person.id);
        let membership = Membership {
            handle: person.handle,
            profile: earlier.and_then(|earlier| earlier.profile.clone()),
            role: Some(role),
            joined,
            read,
            read_posts,
            mentions: Vec::new(),
        };
        self.people.insert(person.id, membership);
    }

    fn set_role(&mut self, user: &super::UserId, role: Option<Role>) {
        if let Some(membership) = self.people.get_mut(user) {
            membership.role = role;
        }
    }
}

/// Adds a `seq` once, and keeps the latest ones.
fn keep_latest(all: &mut Vec<Seq>, seq: Seq) {
    if !all.contains(&seq) {
        all.push(seq);
    }
    if all.len() > MENTIONS_COUNTED {
        all.remove(0);
    }
}
