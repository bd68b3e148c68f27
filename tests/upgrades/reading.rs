//! Read cursors survive an upgrade, even those that only the log implies.

use crate::conversation::{log_of, of_every_schema};
use crate::open::contents::members_line;
use crate::open::world::World;

/// More messages than the part of the log that an object reads when it loads.
const MANY: u32 = 70;

/// Anna posts so much that nobody's earlier message is near the end of the log. Then the object
/// loads again.
fn anna_posts_much_and_the_object_sleeps(world: &mut World, id: &str) {
    for nth in 1..=MANY {
        let said = world.says("anna", id, &format!("much-{nth}"), "And another thing");
        said.expect("she is in it");
    }
    world.sleep();
}

#[track_caller]
fn check_read(world: &mut World, id: &str, bens: u64, name: &str) {
    let shown = members_line(world, "cleo", id);
    let wanted = format!("ben (admin, read {bens})");
    assert!(shown.contains(&wanted), "{name}: {shown} has no {wanted}");
}

#[test]
fn a_member_who_posts_while_away_keeps_their_read_cursor() {
    for (it, mut world) in of_every_schema("group") {
        let id = it.object.as_str();
        let (own, _) = world
            .says("ben", id, "today", "Just passing")
            .expect("he is in it");
        anna_posts_much_and_the_object_sleeps(&mut world, id);
        check_read(&mut world, id, own, &it.name);
    }
}

#[test]
fn a_member_who_posted_before_the_upgrade_keeps_their_read_cursor() {
    for (it, mut world) in of_every_schema("group") {
        let id = it.object.as_str();
        let log = log_of(it);
        let last = log.iter().rfind(|line| line.contains("ben: says "));
        let own = last.and_then(|line| line.split(' ').next()?.parse().ok());
        anna_posts_much_and_the_object_sleeps(&mut world, id);
        check_read(&mut world, id, own.expect("he said something"), &it.name);
    }
}
