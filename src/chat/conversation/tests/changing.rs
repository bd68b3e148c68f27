//! Editing, deleting, reacting and pinning.

use super::*;
use crate::chat::refusal::{Denied, ReactionRule};
use crate::chat::{Act, Edit, ReactionChange, Target};

pub(super) type StoredMessage = Stored<u64>;

impl Play {
    /// Posts a message and returns it as it is stored.
    pub(super) fn stored(&mut self, who: &Person, client_id: &str, body: &str) -> StoredMessage {
        let (event, _) = self.says(who, client_id, body).expect("they may speak");
        let EventKind::Message(message) = event.kind.clone() else {
            panic!("not a message: {event:?}");
        };
        Stored {
            seq: event.seq,
            author: event.author(),
            message,
            thread_root: event.seq,
            given: Vec::new(),
        }
    }

    pub(super) fn edit(
        &self,
        who: &Person,
        it: &StoredMessage,
        body: &str,
    ) -> Result<Option<Event>, Refusal> {
        self.now.edit(&by(who), it, body, &nobody, self.clock)
    }

    pub(super) fn delete(
        &self,
        who: &Person,
        it: &StoredMessage,
    ) -> Result<Option<Event>, Refusal> {
        self.now.delete(&by(who), it, self.clock)
    }

    pub(super) fn pin(
        &self,
        who: &Person,
        it: &StoredMessage,
        on: bool,
    ) -> Result<Option<Event>, Refusal> {
        self.now.pin(&by(who), it, on, self.clock)
    }

    pub(super) fn react(
        &self,
        who: &Person,
        it: &mut StoredMessage,
        emoji: &str,
        on: bool,
    ) -> Result<Option<Event>, Refusal> {
        let named = |_: &u64| None;
        let number = u64::from(who.handle.as_str().as_bytes()[0]);
        self.now
            .react((&by(who), number), it, (emoji, on), named, self.clock)
    }
}

fn gone(mut it: StoredMessage) -> StoredMessage {
    it.message.deleted = Some(Box::new(crate::chat::Deletion {
        at: NOON,
        removed_by: None,
    }));
    it
}

/// Anna owns the group, cleo is an admin, ben and dora are members.
pub(super) fn group() -> Play {
    Play::public().with(&[
        (ben(), Role::Member),
        (cleo(), Role::Admin),
        (dora(), Role::Member),
    ])
}

#[test]
fn every_act_on_a_message_is_allowed_to_whom_the_table_says() {
    let mut play = group();
    let bens = play.stored(&ben(), "b1", "tea?");
    let (finn, former) = (person(6, "finn"), person(7, "gus"));
    play.must(|it, now| it.join(&by(&former), now));
    play.must(|it, now| it.leave(&by(&former), now));
    let (yes, no) = (Ok(true), |denied| Err(Refusal::NotAllowed(denied)));
    let nothing = || Err(Refusal::NotFound);
    let table = [
        (
            ben(),
            [yes.clone(), yes.clone(), yes.clone(), no(Denied::Pin)],
        ),
        (
            dora(),
            [
                no(Denied::Edit),
                no(Denied::Delete),
                yes.clone(),
                no(Denied::Pin),
            ],
        ),
        (
            cleo(),
            [no(Denied::Edit), yes.clone(), yes.clone(), yes.clone()],
        ),
        (
            anna(),
            [no(Denied::Edit), yes.clone(), yes.clone(), yes.clone()],
        ),
        (finn, [nothing(), nothing(), nothing(), nothing()]),
        (former, [nothing(), nothing(), nothing(), nothing()]),
    ];
    let mut cells = 0;
    for (who, expected) in table {
        let answers = [
            play.edit(&who, &bens, "coffee?"),
            play.delete(&who, &bens),
            play.react(&who, &mut bens.clone(), "👍", true),
            play.pin(&who, &bens, true),
        ];
        for (answer, expected) in answers.into_iter().zip(expected) {
            assert_eq!(
                answer.map(|event| event.is_some()),
                expected,
                "{}",
                who.handle
            );
            cells += 1;
        }
    }
    assert_eq!(cells, 24);
}

#[test]
fn the_roles_of_the_new_acts_are_those_of_the_table() {
    use Role::{Admin, Member, Owner};
    let table = [
        (Act::Edit { mine: true }, [true, true, true]),
        (Act::Edit { mine: false }, [false, false, false]),
        (Act::Delete { mine: true }, [true, true, true]),
        (Act::Delete { mine: false }, [false, true, true]),
        (Act::React, [true, true, true]),
        (Act::Pin { is_direct: false }, [false, true, true]),
        (Act::Pin { is_direct: true }, [true, true, true]),
        (Act::MentionAll { is_large: false }, [true, true, true]),
        (Act::MentionAll { is_large: true }, [false, true, true]),
    ];
    for (act, may) in table {
        let roles = [Member, Admin, Owner].map(|role| act.denied_to(role).is_none());
        assert_eq!(roles, may, "{act:?}");
        assert!(
            !act.is_for_groups(),
            "direct conversations have it too: {act:?}"
        );
    }
}

#[test]
fn what_is_so_already_changes_nothing() {
    let mut play = group();
    let mut it = play.stored(&ben(), "b1", "tea?");
    assert_eq!(play.edit(&ben(), &it, "tea?"), Ok(None));
    assert!(matches!(
        play.react(&ben(), &mut it, "👍", true),
        Ok(Some(_))
    ));
    assert_eq!(play.react(&ben(), &mut it, "👍", true), Ok(None));
    assert_eq!(play.react(&dora(), &mut it, "👍", false), Ok(None));
    assert_eq!(play.delete(&ben(), &gone(it.clone())), Ok(None));
}

#[test]
fn nothing_brings_back_a_deleted_message() {
    let mut play = group();
    let it = play.stored(&ben(), "b1", "tea?");
    let mut it = gone(it);
    assert_eq!(play.edit(&ben(), &it, "tea!"), Err(Refusal::MessageDeleted));
    assert_eq!(
        play.react(&dora(), &mut it, "👍", true),
        Err(Refusal::MessageDeleted)
    );
    assert_eq!(play.react(&dora(), &mut it, "👍", false), Ok(None));
}

#[test]
fn a_bad_body_and_a_bad_emoji_are_refused() {
    let mut play = group();
    let mut it = play.stored(&ben(), "b1", "tea?");
    let blank = play.edit(&ben(), &it, " ");
    assert!(matches!(blank, Err(Refusal::BadMessage(_))), "{blank:?}");
    let bad = play.react(&ben(), &mut it, "ok", true);
    assert_eq!(bad, Err(Refusal::BadEmoji));
    let flag = |nth: u32| -> Option<String> {
        // Not each pair of letters is a flag.
        let letters = [0x1f1e6 + nth / 26, 0x1f1e6 + nth % 26];
        letters.map(char::from_u32).into_iter().collect()
    };
    let flags = (0..676)
        .filter_map(flag)
        .filter(|it| crate::chat::emoji::is_emoji(it));
    for emoji in flags.take(20) {
        assert!(play.react(&ben(), &mut it, &emoji, true).is_ok(), "{emoji}");
    }
    let one_more = play.react(&ben(), &mut it, "👍", true);
    assert_eq!(
        one_more,
        Err(Refusal::TooManyReactions(ReactionRule::Yours))
    );
}

#[test]
fn the_events_say_what_was_changed() {
    let mut play = group();
    let mut it = play.stored(&ben(), "b1", "tea?");
    let edited = play
        .edit(&ben(), &it, "tea, @dora?")
        .expect("allowed")
        .expect("new");
    let EventKind::Edited(Edit {
        message,
        body,
        mentions,
        newly,
    }) = edited.kind
    else {
        panic!("not an edit");
    };
    assert_eq!((message, body.as_deref()), (it.seq, Some("tea, @dora?")));
    assert_eq!(mentions.map(|it| it.people), Some(vec![dora()]));
    assert_eq!(newly, Some(vec![dora().id]));
    let deleted = play.delete(&cleo(), &it).expect("allowed").expect("new");
    assert_eq!(deleted.kind, EventKind::Deleted(Target { message: it.seq }));
    let reacted = play.react(&dora(), &mut it, "👍", true).expect("allowed");
    let EventKind::Reacted(ReactionChange { reaction, .. }) = reacted.expect("new").kind else {
        panic!("not a reaction");
    };
    assert_eq!(reaction.map(|it| it.count), Some(1));
}

#[test]
fn nobody_is_mentioned_anew_who_was_named_by_everyone_or_answered() {
    let mut play = group();
    let all = play.stored(&ben(), "b1", "tea, @everyone?");
    let newly = |edited: Option<Event>| match edited.expect("new").kind {
        EventKind::Edited(edit) => edit.newly,
        kind => panic!("{kind:?} is not an edit"),
    };
    let edited = play.edit(&ben(), &all, "tea, @dora?").expect("allowed");
    assert_eq!(newly(edited), None);
    let mut answer = play.stored(&ben(), "b2", "yes");
    answer.message.quote = Some(Box::new(crate::chat::Quote {
        message: all.seq,
        thread_root: all.seq,
        author: dora().id,
        handle: dora().handle,
        preview: "tea?".to_owned(),
        deleted: false,
    }));
    let edited = play.edit(&ben(), &answer, "yes, @dora").expect("allowed");
    assert_eq!(newly(edited), None);
}
