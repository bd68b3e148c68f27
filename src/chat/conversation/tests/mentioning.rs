//! Mentions: whom a body names, and how many of them are unread.

use super::changing::group;
use super::*;
use crate::chat::Message;

impl Play {
    fn mentions(&self, who: &Person) -> u64 {
        let read = self
            .now
            .people
            .get(&who.id)
            .map_or(Seq::START, |one| one.read);
        self.now.mentions_of(&who.id, read)
    }
}

#[test]
fn mentions_are_of_members_and_once_for_each_person() {
    let mut play = group();
    let named = |play: &mut Play, nth: u32, body: &str| -> Option<Vec<Person>> {
        let it = play.stored(&ben(), &format!("n{nth}"), body);
        it.message.mentions.map(|it| it.people)
    };
    assert_eq!(
        named(&mut play, 1, "@dora @Dora @cleo"),
        Some(vec![dora(), cleo()])
    );
    assert_eq!(named(&mut play, 2, "@finn @nobody me@dora `@cleo`"), None);
    play.must(|it, now| it.leave(&by(&dora()), now));
    assert_eq!(
        named(&mut play, 3, "@dora"),
        None,
        "she is not in it any more"
    );
}

#[test]
fn everyone_needs_an_admin_in_a_large_group() {
    let mut play = group();
    let all = |play: &mut Play, who: &Person, name: &str| {
        let it = play.stored(who, name, "@everyone");
        it.message.mentions.is_some_and(|it| it.everyone)
    };
    assert!(all(&mut play, &ben(), "small"));
    for nth in 0..17 {
        let one = person(40 + nth, &format!("guest{nth}"));
        play.must(|it, now| it.join(&by(&one), now));
    }
    assert_eq!(play.now.member_count(), 21);
    assert!(!all(&mut play, &ben(), "large"));
    assert!(all(&mut play, &cleo(), "admin") && all(&mut play, &anna(), "owner"));
}

#[test]
fn here_names_those_who_are_here_or_everyone_if_they_are_many() {
    let mut play = group();
    play.clock += 1;
    let post = |here: &dyn Fn() -> Vec<UserId>| {
        let outcome = play.now.post(
            &by(&ben()),
            draft("h", "@here"),
            Vec::new(),
            here,
            play.clock,
        );
        match outcome.expect("allowed").store[0].kind.clone() {
            EventKind::Message(Message { mentions, .. }) => *mentions.expect("some"),
            other => panic!("{other:?}"),
        }
    };
    let few = post(&|| vec![dora().id]);
    assert_eq!((few.here, few.everyone), (Some(vec![dora().id]), false));
    let many = post(&|| (0..101).map(|nth| person(nth, "anna").id).collect());
    assert_eq!((many.here, many.everyone), (None, true));
}

#[test]
fn unread_mentions_are_counted_until_they_are_read() {
    let mut play = group();
    play.stored(&ben(), "b1", "@dora?");
    play.stored(&ben(), "b2", "anybody?");
    play.stored(&anna(), "a1", "@everyone!");
    let it = play.stored(&anna(), "a2", "hm");
    assert_eq!((play.mentions(&dora()), play.mentions(&ben())), (2, 1));
    assert_eq!(play.mentions(&anna()), 0, "nobody mentions themself");
    let edited = play
        .edit(&anna(), &it, "hm, @dora and @ben")
        .expect("allowed");
    play.take(&Outcome {
        store: vec![edited.expect("new")],
        ..Outcome::default()
    });
    assert_eq!((play.mentions(&dora()), play.mentions(&ben())), (3, 2));
    play.now.read(&dora().id, it.seq, play.now.posts);
    assert_eq!(play.mentions(&dora()), 1, "the edit came after that");
    play.stored(&dora(), "d1", "here I am");
    assert_eq!(play.mentions(&dora()), 0, "who posts has read");
    assert_eq!(play.now, play.folded(), "the events alone say all of it");
}

#[test]
fn a_reply_counts_as_a_mention_for_the_one_who_is_answered() {
    let mut play = group();
    let it = play.stored(&ben(), "b1", "tea?");
    let mut outcome = play
        .now
        .post(
            &by(&dora()),
            draft("d1", "yes"),
            Vec::new(),
            &nobody,
            play.clock,
        )
        .expect("allowed");
    let EventKind::Message(reply) = &mut outcome.store[0].kind else {
        panic!("not a message");
    };
    reply.quote = Some(Box::new(Conversation::quote(&it)));
    play.take(&outcome);
    assert_eq!((play.mentions(&ben()), play.mentions(&anna())), (1, 0));
}
