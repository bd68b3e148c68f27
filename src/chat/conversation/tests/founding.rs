//! Beginnings and names: creation a group, opening a direct conversation, renaming.

use super::*;

fn found(title: &str, topic: &str) -> Result<Creation, Refusal> {
    Conversation::create_group(
        owls(),
        "epoch".to_owned(),
        &anna(),
        (title, topic, Visibility::Public),
        NOON,
    )
}

#[test]
fn a_group_needs_an_honest_title_and_topic() {
    for title in ["", "   ", "two\nlines", "hid\u{200b}den", &"x".repeat(81)] {
        assert_eq!(
            found(title, "").map(|_| ()),
            Err(Refusal::BadTitle),
            "{title:?}"
        );
    }
    for topic in ["two\nlines", &"x".repeat(251)] {
        assert_eq!(
            found("Owls", topic).map(|_| ()),
            Err(Refusal::BadTopic),
            "{topic:?}"
        );
    }
}

#[test]
fn a_group_is_not_founded_under_a_direct_conversations_id() {
    let id = ConversationId::direct(&anna().id, &ben().id).expect("two people");
    let what = ("Owls", "", Visibility::Public);
    let founded = Conversation::create_group(id, "epoch".to_owned(), &anna(), what, NOON);
    assert_eq!(founded.map(|_| ()), Err(Refusal::NotFound));
}

#[test]
fn who_founds_a_group_owns_it() {
    let play = Play::public();
    assert_eq!(play.role(&anna()), Some(Role::Owner));
    assert_eq!((play.now.head, play.now.member_count()), (Seq(1), 1));
    let founded = found(" Owls ", "").expect("a good group").outcome;
    assert_eq!(
        founded.then,
        [Effect::UpdateInbox(anna().id), Effect::UpdateDirectory]
    );
    let title = founded
        .store
        .iter()
        .map(|event| &event.kind)
        .collect::<Vec<_>>();
    let (title_stored, topic) = ("Owls".to_owned(), String::new());
    assert_eq!(
        title,
        [&EventKind::Created {
            title: title_stored,
            topic,
            visibility: Visibility::Public
        }]
    );
}

#[test]
fn a_direct_conversation_is_opened_by_its_own_two_people_only() {
    let id = ConversationId::direct(&anna().id, &ben().id).expect("two people");
    let open = |who: &Person, other: &Person| {
        Conversation::open_direct(id.clone(), "epoch".to_owned(), who, other)
            .map(|creation| creation.outcome)
    };
    assert_eq!(open(&anna(), &cleo()), Err(Refusal::NotFound));
    assert_eq!(open(&cleo(), &ben()), Err(Refusal::NotFound));
    assert_eq!(open(&anna(), &anna()), Err(Refusal::NotFound));
    let opened = open(&ben(), &anna()).expect("ben's own");
    assert_eq!(
        (opened.store.len(), opened.then),
        (0, vec![Effect::UpdateInbox(ben().id)]),
        "anna learns with a message"
    );
}

#[test]
fn a_direct_conversation_bears_the_other_ones_name() {
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
fn a_new_name_is_told_to_everyone_and_what_is_not_given_stays() {
    let mut play = Play::public();
    let renamed = play.must(|it, now| it.rename(&anna(), Some(" Larks "), None, now));
    assert_eq!(
        renamed.then,
        [Effect::UpdateAllInboxes, Effect::UpdateDirectory]
    );
    assert_eq!(
        (play.now.title.as_str(), play.now.topic.as_str()),
        ("Larks", "After dark")
    );
    play.must(|it, now| it.rename(&anna(), None, Some(""), now));
    assert_eq!(
        (play.now.title.as_str(), play.now.topic.as_str()),
        ("Larks", "")
    );
}

#[test]
fn the_same_name_again_changes_nothing_and_a_bad_one_is_refused() {
    let mut play = Play::public();
    assert_eq!(
        play.does(|it, now| it.rename(&anna(), Some("Night owls"), None, now)),
        Ok(Outcome::default())
    );
    assert_eq!(
        play.does(|it, now| it.rename(&anna(), None, None, now)),
        Ok(Outcome::default())
    );
    assert_eq!(
        play.does(|it, now| it.rename(&anna(), Some(""), None, now)),
        Err(Refusal::BadTitle)
    );
    assert_eq!(
        play.does(|it, now| it.rename(&anna(), None, Some("a\nb"), now)),
        Err(Refusal::BadTopic)
    );
}
