//! Creating a group, opening a direct conversation, and renaming.

use super::*;

fn creation(title: &str, topic: &str) -> Creation {
    Creation {
        title: title.to_owned(),
        topic: topic.to_owned(),
        visibility: Visibility::Public,
    }
}

fn create(title: &str, topic: &str) -> Result<Beginning, Refusal> {
    let (who, epoch) = (by(&anna()), "epoch".to_owned());
    Conversation::create_group(owls(), epoch, &who, &creation(title, topic), NOON)
}

#[test]
fn a_group_needs_a_valid_title_and_topic() {
    for title in ["", "   ", "two\nlines", "hid\u{200b}den", &"x".repeat(81)] {
        assert_eq!(
            create(title, "").map(|_| ()),
            Err(Refusal::BadTitle),
            "{title:?}"
        );
    }
    for topic in ["two\nlines", &"x".repeat(251)] {
        assert_eq!(
            create("Owls", topic).map(|_| ()),
            Err(Refusal::BadTopic),
            "{topic:?}"
        );
    }
}

#[test]
fn a_group_is_not_created_under_a_direct_conversations_id() {
    let id = ConversationId::direct(&anna().id, &ben().id).expect("two people");
    let created = Conversation::create_group(
        id,
        "epoch".to_owned(),
        &by(&anna()),
        &creation("Owls", ""),
        NOON,
    );
    assert_eq!(created.map(|_| ()), Err(Refusal::NotFound));
}

#[test]
fn the_creator_of_a_group_owns_it() {
    let play = Play::public();
    assert_eq!(play.role(&anna()), Some(Role::Owner));
    assert_eq!((play.now.head, play.now.member_count()), (Seq(1), 1));
    let created = create(" Owls ", "").expect("a valid group").outcome;
    assert_eq!(
        created.then,
        [Effect::UpdateInbox(anna().id), Effect::UpdateDirectory]
    );
    let title = created
        .store
        .iter()
        .map(|event| &event.kind)
        .collect::<Vec<_>>();
    assert_eq!(title, [&EventKind::Created(creation("Owls", ""))]);
}

#[test]
fn only_its_two_people_open_a_direct_conversation() {
    let id = ConversationId::direct(&anna().id, &ben().id).expect("two people");
    let open = |who: &Person, other: &Person| {
        Conversation::open_direct(id.clone(), "epoch".to_owned(), &by(who), other)
            .map(|beginning| beginning.outcome)
    };
    assert_eq!(open(&anna(), &cleo()), Err(Refusal::NotFound));
    assert_eq!(open(&cleo(), &ben()), Err(Refusal::NotFound));
    assert_eq!(open(&anna(), &anna()), Err(Refusal::NotFound));
    let opened = open(&ben(), &anna()).expect("it is ben's conversation");
    assert_eq!(
        (opened.store.len(), opened.then),
        (0, vec![Effect::UpdateInbox(ben().id)]),
        "anna learns of it from the first message"
    );
}

#[test]
fn a_direct_conversation_has_the_other_persons_name() {
    let it = Play::direct().now;
    assert_eq!(
        (it.title_for(&anna().id), it.title_for(&ben().id)),
        ("ben".to_owned(), "anna".to_owned())
    );
    assert_eq!(
        it.about_for(&anna().id)
            .map(|about| (about.title, about.kind)),
        Ok(("ben".to_owned(), Kind::Direct))
    );
}

#[test]
fn a_rename_updates_every_inbox_and_keeps_what_is_not_given() {
    let mut play = Play::public();
    let renamed = play.must(|it, now| it.rename(&by(&anna()), Some(" Larks "), None, now));
    assert_eq!(
        renamed.then,
        [Effect::UpdateAllInboxes, Effect::UpdateDirectory]
    );
    assert_eq!(
        (play.now.title.as_str(), play.now.topic.as_str()),
        ("Larks", "After dark")
    );
    play.must(|it, now| it.rename(&by(&anna()), None, Some(""), now));
    assert_eq!(
        (play.now.title.as_str(), play.now.topic.as_str()),
        ("Larks", "")
    );
}

#[test]
fn the_same_name_again_changes_nothing_and_a_bad_one_is_refused() {
    let mut play = Play::public();
    assert_eq!(
        play.does(|it, now| it.rename(&by(&anna()), Some("Night owls"), None, now)),
        Ok(Outcome::default())
    );
    assert_eq!(
        play.does(|it, now| it.rename(&by(&anna()), None, None, now)),
        Ok(Outcome::default())
    );
    assert_eq!(
        play.does(|it, now| it.rename(&by(&anna()), Some(""), None, now)),
        Err(Refusal::BadTitle)
    );
    assert_eq!(
        play.does(|it, now| it.rename(&by(&anna()), None, Some("a\nb"), now)),
        Err(Refusal::BadTopic)
    );
}
