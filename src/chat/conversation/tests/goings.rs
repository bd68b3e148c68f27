//! Going: leaving, being removed, and who inherits a group.

use super::*;

#[test]
fn a_member_who_leaves_loses_their_sockets_and_gets_a_summary() {
    let mut play = Play::public().with(&[(ben(), Role::Member)]);
    let left = play.must(|it, now| it.leave(&by(&ben()), now));
    assert_eq!(play.role(&ben()), None);
    assert_eq!(left.store.len(), 1);
    assert_eq!(
        left.then,
        [
            Effect::CloseSockets(ben().id),
            Effect::UpdateInbox(ben().id),
            Effect::UpdateDirectory
        ]
    );
    assert_eq!(
        play.does(|it, now| it.leave(&by(&ben()), now)),
        Err(Refusal::NotFound),
        "a second leave is refused"
    );
}

#[test]
fn a_removed_member_loses_their_sockets_and_gets_a_summary() {
    let mut play = Play::public().with(&[(ben(), Role::Member)]);
    let removed = play.must(|it, now| it.remove(&by(&anna()), &ben().id, now));
    assert_eq!(
        removed.then,
        [
            Effect::CloseSockets(ben().id),
            Effect::UpdateInbox(ben().id),
            Effect::UpdateDirectory
        ]
    );
    assert_eq!(
        play.last(),
        Some(&EventKind::Removed(Subject {
            user: ben().id,
            user_handle: ben().handle
        }))
    );
}

#[test]
fn removing_oneself_is_leaving() {
    let mut play = Play::public().with(&[(ben(), Role::Member)]);
    play.must(|it, now| it.remove(&by(&ben()), &ben().id, now));
    assert_eq!(play.last(), Some(&EventKind::Left));
}

/// Anna, the owner, leaves a group with these people. Returns who owns it afterwards.
fn heirs(people: &[(Person, Role)]) -> Vec<UserId> {
    let mut play = Play::private().with(people);
    play.must(|it, now| it.leave(&by(&anna()), now));
    let owners = play
        .now
        .people
        .iter()
        .filter(|(_, one)| one.role == Some(Role::Owner));
    owners.map(|(user, _)| user.clone()).collect()
}

#[test]
fn another_owner_stays_the_owner() {
    assert_eq!(
        heirs(&[(ben(), Role::Admin), (cleo(), Role::Owner)]),
        [cleo().id]
    );
}

#[test]
fn the_admin_who_has_been_in_longest_inherits() {
    assert_eq!(
        heirs(&[
            (dora(), Role::Member),
            (cleo(), Role::Admin),
            (ben(), Role::Admin)
        ]),
        [cleo().id]
    );
}

#[test]
fn without_admins_the_member_who_has_been_in_longest_inherits() {
    assert_eq!(
        heirs(&[(dora(), Role::Member), (ben(), Role::Member)]),
        [dora().id]
    );
}

#[test]
fn nobody_inherits_an_empty_group() {
    assert_eq!(heirs(&[]), Vec::<UserId>::new());
}

#[test]
fn the_heir_becomes_owner_before_the_last_owner_leaves() {
    let mut play = Play::private().with(&[(ben(), Role::Member)]);
    let left = play.must(|it, now| it.leave(&by(&anna()), now));
    let kinds: Vec<_> = left.store.iter().map(|event| &event.kind).collect();
    let heir = EventKind::RoleChanged(RoleChange {
        user: ben().id,
        user_handle: ben().handle,
        role: Role::Owner,
    });
    assert_eq!(kinds, [&heir, &EventKind::Left]);
    assert_eq!(
        left.store
            .iter()
            .map(|event| event.seq.0)
            .collect::<Vec<_>>(),
        [3, 4]
    );
    let then = [
        Effect::UpdateInbox(ben().id),
        Effect::CloseSockets(anna().id),
        Effect::UpdateInbox(anna().id),
        Effect::UpdateDirectory,
    ];
    assert_eq!(left.then, then);
}

#[test]
fn a_leaving_member_hands_nothing_over() {
    let mut play = Play::private().with(&[(ben(), Role::Admin), (cleo(), Role::Member)]);
    play.must(|it, now| it.leave(&by(&ben()), now));
    assert_eq!(
        (play.role(&anna()), play.role(&cleo())),
        (Some(Role::Owner), Some(Role::Member))
    );
}

#[test]
fn a_former_member_does_not_inherit() {
    let mut play = Play::private().with(&[(ben(), Role::Admin), (cleo(), Role::Member)]);
    play.must(|it, now| it.leave(&by(&ben()), now));
    play.must(|it, now| it.leave(&by(&anna()), now));
    assert_eq!(
        (play.role(&ben()), play.role(&cleo())),
        (None, Some(Role::Owner))
    );
}
