//! Members sorted by handle. The order is computed once, and again after a member comes or goes.
//!
//! After a deploy everyone opens the conversation at once, and each `welcome` has the first
//! members.

use std::rc::Rc;

use crate::chat::UserId;
use crate::chat::conversation::{Conversation, Membership};
use crate::chat::frames::Member;

/// See the module's documentation. It is right while the members stay the same. [`Self::forget`]
/// must follow each change.
#[derive(Default)]
pub struct Roster(Option<Rc<[UserId]>>);

impl Roster {
    /// Members may have changed.
    pub fn forget(&mut self) {
        self.0 = None;
    }

    /// Up to `limit` members whose handles come after `after`, and the number of all members. The
    /// empty text comes before every handle.
    pub fn page(
        &mut self,
        conversation: &Conversation,
        after: &str,
        limit: usize,
    ) -> (Vec<Member>, usize) {
        let order = Rc::clone(self.0.get_or_insert_with(|| in_order(conversation)));
        let handle = |user: &UserId| conversation.people.get(user).map(|one| one.handle.as_str());
        let from = order.partition_point(|user| handle(user) <= Some(after));
        let page = order.iter().skip(from).take(limit);
        let members = page.filter_map(|user| conversation.member(user)).collect();
        (members, order.len())
    }
}

fn in_order(conversation: &Conversation) -> Rc<[UserId]> {
    let is_in = |(_, one): &(&UserId, &Membership)| one.role.is_some();
    let mut members: Vec<_> = conversation.people.iter().filter(is_in).collect();
    members.sort_unstable_by(|(_, one), (_, other)| one.handle.cmp(&other.handle));
    members.into_iter().map(|(user, _)| user.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{Creation, Handle, ID_LETTERS, Person, Principal, SessionId, Visibility};

    fn person(id: char, handle: &str) -> Person {
        let id = UserId::parse(&format!("u{}", id.to_string().repeat(20))).expect("an id");
        let handle = Handle::parse(handle).expect("a handle");
        Person { id, handle }
    }

    fn by(person: &Person) -> Principal {
        Principal::Person {
            person: person.clone(),
            session: SessionId::from_random(&[0; ID_LETTERS]),
            profile: None,
        }
    }

    fn handles((members, count): (Vec<Member>, usize)) -> (Vec<String>, usize) {
        let handles = members.iter().map(|member| member.handle.to_string());
        (handles.collect(), count)
    }

    #[test]
    fn pages_have_the_members_sorted_by_handle_and_nobody_who_left() {
        let (anna, ben, cleo) = (person('c', "anna"), person('b', "ben"), person('a', "cleo"));
        let what = Creation {
            title: "Nest".to_owned(),
            topic: String::new(),
            visibility: Visibility::Public,
        };
        let id =
            crate::chat::ConversationId::parse(&format!("g{}", "0".repeat(20))).expect("an id");
        let created = Conversation::create_group(id, "e".to_owned(), &by(&cleo), &what, 1)
            .expect("a good name");
        let mut it = created.conversation;
        created
            .outcome
            .store
            .iter()
            .for_each(|event| it.apply(event));
        for person in [&ben, &anna] {
            let joined = it.join(&by(person), 2).expect("open to all");
            joined.store.iter().for_each(|event| it.apply(event));
        }
        let mut roster = Roster::default();
        let page =
            |roster: &mut Roster, it: &_, after, limit| handles(roster.page(it, after, limit));
        assert_eq!(
            page(&mut roster, &it, "", 2),
            (vec!["anna".to_owned(), "ben".to_owned()], 3)
        );
        assert_eq!(
            page(&mut roster, &it, "ben", 2),
            (vec!["cleo".to_owned()], 3)
        );
        assert_eq!(page(&mut roster, &it, "cleo", 2), (vec![], 3));
        let left = it.leave(&by(&ben), 3).expect("anyone may");
        left.store.iter().for_each(|event| it.apply(event));
        roster.forget();
        assert_eq!(
            page(&mut roster, &it, "a", 9),
            (vec!["anna".to_owned(), "cleo".to_owned()], 2)
        );
    }
}
