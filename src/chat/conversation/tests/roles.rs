//! Every role with every act, in real conversations.

use super::*;

const ROLES: [Role; 3] = [Role::Member, Role::Admin, Role::Owner];

/// Anna owns the group. Ben has the role `mine` and acts. Cleo has the role `theirs`, and ben acts
/// on her.
fn play(mine: Role, theirs: Role) -> Play {
    Play::private().with(&[(ben(), mine), (cleo(), theirs)])
}

#[test]
fn owners_and_admins_admit_and_rename_and_members_do_not() {
    for (role, may) in [
        (Role::Member, false),
        (Role::Admin, true),
        (Role::Owner, true),
    ] {
        let admitted = play(role, Role::Member).does(|it, now| it.admit(&by(&ben()), &dora(), now));
        assert_eq!(
            (admitted.is_ok(), is_not_allowed(&admitted)),
            (may, !may),
            "admit as {role:?}"
        );
        let renamed = play(role, Role::Member)
            .does(|it, now| it.rename(&by(&ben()), Some("Larks"), None, now));
        assert_eq!(
            (renamed.is_ok(), is_not_allowed(&renamed)),
            (may, !may),
            "rename as {role:?}"
        );
    }
}

#[test]
fn a_member_is_only_removed_by_an_admin_or_owner_of_a_higher_role() {
    // Rows: who removes. Columns: a member, an admin, an owner.
    let table = [
        (Role::Member, [false, false, false]),
        (Role::Admin, [true, false, false]),
        (Role::Owner, [true, true, false]),
    ];
    for (mine, row) in table {
        for (theirs, may) in ROLES.into_iter().zip(row) {
            let mut play = play(mine, theirs);
            let removed = play.does(|it, now| it.remove(&by(&ben()), &cleo().id, now));
            assert_eq!(
                (removed.is_ok(), is_not_allowed(&removed)),
                (may, !may),
                "{mine:?} removes {theirs:?}"
            );
            assert_eq!(
                play.role(&cleo()).is_none(),
                may,
                "{mine:?} removes {theirs:?}"
            );
        }
    }
}

#[test]
fn only_owners_change_roles_and_not_those_of_other_owners() {
    for mine in ROLES {
        for theirs in ROLES {
            for role in ROLES {
                let mut play = play(mine, theirs);
                let changed =
                    play.does(|it, now| it.set_role_of(&by(&ben()), &cleo().id, role, now));
                let cell = format!("{mine:?} makes {theirs:?} {role:?}");
                if theirs == role {
                    assert_eq!(changed, Ok(Outcome::default()), "{cell}: nothing to change");
                    continue;
                }
                let may = mine == Role::Owner && theirs != Role::Owner;
                assert_eq!(
                    (changed.is_ok(), is_not_allowed(&changed)),
                    (may, !may),
                    "{cell}"
                );
                assert_eq!(
                    play.role(&cleo()),
                    Some(if may { role } else { theirs }),
                    "{cell}"
                );
            }
        }
    }
}

#[test]
fn people_may_step_down_but_nobody_raises_themself() {
    for mine in ROLES {
        for role in ROLES.into_iter().filter(|role| *role != mine) {
            let stepped = play(mine, Role::Member)
                .does(|it, now| it.set_role_of(&by(&ben()), &ben().id, role, now));
            assert_eq!(
                stepped.is_ok(),
                role < mine,
                "{mine:?} makes themself {role:?}"
            );
        }
    }
}

#[test]
fn the_last_owner_cannot_step_down_before_handing_over() {
    let mut play = Play::private().with(&[(ben(), Role::Admin)]);
    let alone = play.does(|it, now| it.set_role_of(&by(&anna()), &anna().id, Role::Member, now));
    assert!(is_not_allowed(&alone));
    play.must(|it, now| it.set_role_of(&by(&anna()), &ben().id, Role::Owner, now));
    play.must(|it, now| it.set_role_of(&by(&anna()), &anna().id, Role::Member, now));
    assert_eq!(
        (play.role(&anna()), play.role(&ben())),
        (Some(Role::Member), Some(Role::Owner))
    );
}

#[test]
fn a_role_change_is_an_event_and_sends_the_person_a_summary() {
    let mut play = Play::private().with(&[(ben(), Role::Member)]);
    let outcome = play.must(|it, now| it.set_role_of(&by(&anna()), &ben().id, Role::Admin, now));
    assert_eq!(outcome.then, [Effect::UpdateInbox(ben().id)]);
    let handle = ben().handle;
    assert_eq!(
        play.last(),
        Some(&EventKind::RoleChanged(RoleChange {
            user: ben().id,
            user_handle: handle,
            role: Role::Admin
        }))
    );
}

#[test]
fn an_owner_admits_a_person_and_gives_them_a_role_at_once() {
    let mut play = Play::private();
    let outcome = play.must(|it, now| it.set_member(&by(&anna()), &ben(), Some(Role::Admin), now));
    assert_eq!(
        (outcome.store.len(), play.role(&ben())),
        (2, Some(Role::Admin))
    );
    let again = play.must(|it, now| it.set_member(&by(&anna()), &ben(), Some(Role::Admin), now));
    assert_eq!(again, Outcome::default());
}

#[test]
fn a_refused_role_admits_nobody() {
    let mut play = Play::private().with(&[(ben(), Role::Admin)]);
    let tried = play.does(|it, now| it.set_member(&by(&ben()), &cleo(), Some(Role::Admin), now));
    assert!(is_not_allowed(&tried));
    assert_eq!(play.role(&cleo()), None);
    play.must(|it, now| it.set_member(&by(&ben()), &cleo(), Some(Role::Member), now));
    assert_eq!(play.role(&cleo()), Some(Role::Member));
}
