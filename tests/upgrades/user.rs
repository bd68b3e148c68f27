//! An inbox of any schema takes new updates and catches up on the missed ones.

use crate::fixtures::{Fixture, fixtures};
use crate::open::contents;
use crate::open::world::World;
use crate::open::{direct, group};

/// Every inbox among the fixtures, a day later, with the conversations of its story. The
/// conversations have the same age where possible: only objects of one age agree on absences.
fn of_every_schema() -> impl Iterator<Item = (&'static Fixture, World)> {
    let conversations = || fixtures().filter(|it| it.kind == "conversation");
    let newest = conversations().map(|it| it.steps).max();
    fixtures().filter(|it| it.kind == "user").map(move |it| {
        let mut world = World::new();
        world.now += 86_400_000;
        world.adopt_user(&it.object, &it.dump);
        let is_of_its_time = conversations().any(|other| other.steps == it.steps);
        let steps = newest.filter(|_| !is_of_its_time).unwrap_or(it.steps);
        for other in conversations().filter(|other| other.steps == steps) {
            world.adopt_conversation(&other.object, &other.dump);
        }
        (it, world)
    })
}

/// The line that names this conversation.
fn line_of<'a>(lines: &'a [String], id: &str) -> &'a str {
    let line = lines.iter().find(|line| line.contains(id));
    line.map_or("", String::as_str)
}

#[test]
fn an_old_inbox_shows_new_messages() {
    for (it, mut world) in of_every_schema() {
        let (owls, id) = (group("owls"), it.object.as_str());
        world.comes_online("cleo");
        world
            .says("anna", &owls, "today", "Good morning")
            .expect("she is in it");
        world.wait(90);
        let shown = contents::shown(&mut world, "cleo");
        let first = shown.first().expect("a line");
        assert!(
            first.contains(&owls) && first.ends_with("\"Good morning\""),
            "{}: {first}",
            it.name
        );
        let new = world.opens("hugo", "cleo").expect("anyone may");
        world.says("hugo", &new, "1", "Hello").expect("he is in it");
        world.wait(90);
        let shown = contents::shown(&mut world, "cleo");
        assert!(
            line_of(&shown, &new).contains("unread 1"),
            "{}: {shown:?}",
            it.name
        );
        let known = contents::user(&mut world, id);
        assert!(
            known
                .iter()
                .any(|line| line.starts_with("online: Some(true)")),
            "{}",
            it.name
        );
    }
}

#[test]
fn a_member_who_comes_online_catches_up_on_what_they_missed_before_the_upgrade() {
    for (it, mut world) in of_every_schema() {
        world.comes_online("cleo");
        world.wait(90);
        let shown = contents::shown(&mut world, "cleo");
        for id in [group("owls"), direct("anna", "cleo")] {
            let there = contents::conversation(&mut world, &id);
            let head = there
                .last()
                .and_then(|line| line.split(' ').next())
                .unwrap_or_default();
            let line = line_of(&shown, &id);
            assert!(
                line.contains(&format!("head {head},")),
                "{}: {line}",
                it.name
            );
        }
        let known = contents::user(&mut world, &it.object);
        assert_eq!(line_of(&known, "missed: "), "", "{}", it.name);
    }
}

#[test]
fn a_pending_session_end_reaches_its_conversation() {
    for (it, mut world) in of_every_schema() {
        assert!(
            line_of(&it.contents, "to end: ").contains(&group("owls")),
            "{}",
            it.name
        );
        world
            .says("anna", &group("owls"), "today", "Good morning")
            .expect("she is in it");
        world.wait(120);
        let known = contents::user(&mut world, &it.object);
        assert_eq!(line_of(&known, "to end: "), "", "{}", it.name);
    }
}
