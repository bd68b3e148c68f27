//! A conversation of any schema goes on as if nothing had happened.

use crate::fixtures::{Fixture, fixtures};
use crate::open::contents;
use crate::open::world::World;
use crate::story::{EDITED, ODD};

/// One day, in s.
const A_DAY: u64 = 86_400;

/// Every fixture of this sample, each in its own world, a day later.
pub fn of_every_schema(sample: &str) -> impl Iterator<Item = (&'static Fixture, World)> {
    let chosen = fixtures().filter(move |it| it.kind == "conversation" && it.sample == sample);
    chosen.map(|it| {
        let mut world = World::new();
        world.now += A_DAY * 1_000;
        world.adopt_conversation(&it.object, &it.dump);
        (it, world)
    })
}

/// The entries of a fixture's log, as its contents list them.
pub fn log_of(it: &Fixture) -> Vec<String> {
    let is_entry = |line: &&String| line.contains(" at noon + ") && line.contains(": ");
    let lines = it
        .contents
        .iter()
        .skip_while(|line| !line.starts_with("shown: "));
    lines.filter(is_entry).cloned().collect()
}

/// The entries after those of the fixture, without `seq` and time.
#[track_caller]
fn news(it: &Fixture, world: &mut World, who: &str) -> Vec<String> {
    world.sleep();
    let (then, now) = (log_of(it), contents::events(world, who, &it.object, 0));
    assert_eq!(now[..then.len()], then, "{}", it.name);
    let new = now[then.len()..].iter();
    new.filter_map(|line| line.split_once(", "))
        .map(|(_, what)| what.to_owned())
        .collect()
}

#[test]
fn a_group_goes_on_posts_joins_reading_and_a_rename() {
    for (it, mut world) in of_every_schema("group") {
        let (id, head) = (it.object.as_str(), log_of(it).len() as u64);
        let said = world.says("anna", id, "today", "Good morning");
        assert_eq!(said, Ok((head + 1, false)), "{}", it.name);
        world.joins("hugo", id).expect("the group is public");
        world.has_read("cleo", id, head + 1).expect("she is in it");
        world
            .renames("ben", id, "Owls", None)
            .expect("he is an admin");
        world.leaves("gina", id).expect("anyone may go");
        let new = [
            "anna: says today: \"Good morning\"",
            "hugo: comes in",
            "ben: calls it \"Owls\", topic \"F\\u{fc}r wer \\'sp\\u{e4}t\\' noch wach ist\"",
            "gina: goes",
        ];
        assert_eq!(news(it, &mut world, "hugo"), new, "{}", it.name);
        let now = contents::conversation(&mut world, id);
        let shown = now
            .iter()
            .find(|line| line.starts_with("shown: "))
            .expect("members");
        assert!(
            shown.contains(&format!("cleo (member, read {})", head + 1)),
            "{}: {shown}",
            it.name
        );
        assert!(shown.contains("hugo (member"), "{}: {shown}", it.name);
    }
}

#[test]
fn a_post_repeated_after_the_upgrade_is_the_same_message() {
    for (it, mut world) in of_every_schema("group") {
        let (id, name) = (it.object.as_str(), "n0.1:2_3-4");
        let then = log_of(it);
        let line = then
            .iter()
            .find(|line| line.contains(name))
            .expect("it was said");
        let seq = line.split(' ').next().and_then(|seq| seq.parse().ok());
        let body = ODD
            .iter()
            .find(|(_, this, _)| *this == name)
            .map_or("", |(.., body)| body);
        let again = world.says("ben", id, name, body).expect("he is in it");
        assert_eq!((Some(again.0), again.1), (seq, true), "{}", it.name);
        assert_eq!(
            news(it, &mut world, "ben"),
            Vec::<String>::new(),
            "{}",
            it.name
        );
    }
}

#[test]
fn a_late_retry_is_still_the_same_message_after_an_edit() {
    let [who, name, first, later] = EDITED;
    let mut edited = 0;
    for (it, mut world) in of_every_schema("group") {
        let id = it.object.as_str();
        let line = |words| format!("{who}: says {name}: \"{words}\"");
        if log_of(it).iter().any(|entry| entry.ends_with(&line(later))) {
            edited += 1;
        } else {
            // The message is older than edits, and is edited after the upgrade.
            world.edits(who, id, name, later).expect("it is theirs");
        }
        let then = contents::events(&mut world, who, id, 0);
        let entry = then.iter().find(|entry| entry.ends_with(&line(later)));
        let seq = entry.and_then(|entry| entry.split(' ').next()?.parse().ok());
        let again = world.says(who, id, name, first).expect("it is a retry");
        assert_eq!((Some(again.0), again.1), (seq, true), "{}", it.name);
        let other = world.says(who, id, name, later);
        assert_eq!(other, Err("client_id_reused"), "{}", it.name);
        let now = contents::events(&mut world, who, id, 0);
        assert_eq!(now, then, "{}", it.name);
    }
    assert!(edited > 0, "a fixture has an edited message");
}

#[test]
fn messages_from_before_the_upgrade_are_found() {
    for (it, mut world) in of_every_schema("group") {
        let id = it.object.as_str();
        let seq = |line: &String| line.split(' ').next()?.parse::<u64>().ok();
        let lines = log_of(it);
        let said = lines.iter().filter(|line| line.contains(", ben: says "));
        let mut said: Vec<_> = said.filter_map(seq).collect();
        assert!(!said.is_empty(), "{}", it.name);
        said.reverse();
        let found = world.finds("anna", id, "from:ben");
        assert_eq!(found, Ok(said), "{}", it.name);
        let (new, _) = world
            .says("anna", id, "today", "Good morning")
            .expect("she is in it");
        assert_eq!(
            world.finds("ben", id, "good morn"),
            Ok(vec![new]),
            "{}",
            it.name
        );
        assert_eq!(
            world.finds("dora", id, "good"),
            Err("not_found"),
            "{}",
            it.name
        );
    }
}

#[test]
fn an_absent_member_gets_updates_if_they_wanted_them_before_the_upgrade() {
    let of = |it: &Fixture, who: &str, level: &str| {
        let mut lines = it.contents.iter();
        lines.any(|line| line.contains(&format!(" {who}, ")) && line.ends_with(level))
    };
    let both = |it: &Fixture| of(it, "gina", "woken by all") && of(it, "ben", "woken by mentions");
    let mut both_levels = of_every_schema("group")
        .filter(|(it, _)| both(it))
        .peekable();
    assert!(both_levels.peek().is_some(), "a fixture has both");
    for (it, mut world) in both_levels {
        let said = world.says("anna", &it.object, "today", "Good morning");
        said.expect("she is in it");
        world.wait(90);
        let ginas = contents::shown(&mut world, "gina");
        let is_told = ginas.iter().any(|line| line.ends_with("\"Good morning\""));
        assert!(is_told, "{}: {ginas:?}", it.name);
        let bens = contents::shown(&mut world, "ben");
        assert_eq!(bens, Vec::<String>::new(), "{}", it.name);
    }
}

#[test]
fn those_who_left_stay_out_until_they_join_again() {
    for (it, mut world) in of_every_schema("group") {
        let id = it.object.as_str();
        assert_eq!(
            world.says("dora", id, "d", "?"),
            Err("not_found"),
            "{}",
            it.name
        );
        assert_eq!(
            world.renames("cleo", id, "Mine", None),
            Err("not_allowed"),
            "{}",
            it.name
        );
        world.joins("dora", id).expect("the group is public");
        world
            .says("dora", id, "d", "Back again")
            .expect("she is in it");
        let new = ["dora: comes in", "dora: says d: \"Back again\""];
        assert_eq!(news(it, &mut world, "dora"), new, "{}", it.name);
    }
}

#[test]
fn a_direct_conversation_goes_on() {
    for (it, mut world) in of_every_schema("direct") {
        let (id, head) = (it.object.as_str(), log_of(it).len() as u64);
        assert_eq!(
            world.opens("cleo", "anna").as_deref(),
            Ok(id),
            "{}",
            it.name
        );
        let said = world.says("cleo", id, "today", "Good morning");
        assert_eq!(said, Ok((head + 1, false)), "{}", it.name);
        world.has_read("anna", id, head + 1).expect("she is in it");
        assert_eq!(world.joins("ben", id), Err("not_found"), "{}", it.name);
        assert_eq!(
            world.renames("anna", id, "Us", None),
            Err("direct"),
            "{}",
            it.name
        );
        let new = ["cleo: says today: \"Good morning\""];
        assert_eq!(news(it, &mut world, "anna"), new, "{}", it.name);
    }
}

#[test]
fn a_direct_conversation_enters_both_inboxes_with_its_first_message() {
    for (it, mut world) in of_every_schema("opened") {
        let id = it.object.as_str();
        assert_eq!(log_of(it), Vec::<String>::new(), "{}", it.name);
        assert_eq!(
            world.says("ben", id, "1", "Hello"),
            Ok((1, false)),
            "{}",
            it.name
        );
        world.wait(60);
        for who in ["ben", "cleo"] {
            let shown = contents::shown(&mut world, who);
            assert!(
                shown.len() == 1 && shown[0].ends_with("\"Hello\""),
                "{}: {shown:?}",
                it.name
            );
        }
    }
}

#[test]
fn a_closed_group_stays_closed() {
    for (it, mut world) in of_every_schema("closed") {
        let id = it.object.as_str();
        for who in ["finn", "anna"] {
            assert_eq!(world.joins(who, id), Err("not_found"), "{}", it.name);
        }
        let again = world.creates("finn", id, "Dawn", "", true);
        assert_eq!(again, Err("not_found"), "{}", it.name);
    }
}
