//! The timeline of a conversation of any schema. Old notices count as notices, although they are
//! older than the column that marks them.

use crate::conversation::{log_of, of_every_schema};
use crate::open::contents::page_before;

/// More than the number of messages.
const ALL: u32 = 100;

/// The lines that a timeline shows: all but events that change a message or a profile, and those
/// that only newer code knows.
fn shown(lines: &[String]) -> Vec<&String> {
    let known = |line: &&String| !line.ends_with("does what only newer code knows");
    let changes = [
        ": edits ",
        ": deletes ",
        ": pins ",
        " is shown in another way",
    ];
    let is_item = |line: &&String| !changes.iter().any(|it| line.contains(it));
    lines.iter().filter(known).filter(is_item).collect()
}

#[test]
fn a_page_holds_every_message_and_notice_of_an_old_log() {
    for sample in ["group", "direct", "opened"] {
        for (it, mut world) in of_every_schema(sample) {
            let log = log_of(it);
            let all = (log.len() as u64 + 1, ALL);
            let (from, items) = page_before(&mut world, "cleo", &it.object, all);
            assert_eq!((from, shown(&items)), (1, shown(&log)), "{}", it.name);
        }
    }
}

#[test]
fn reading_back_in_small_pages_finds_every_item_once() {
    for (it, mut world) in of_every_schema("group") {
        let (log, mut read) = (log_of(it), Vec::new());
        let mut next = log.len() as u64 + 1;
        while next > 1 {
            let (from, items) = page_before(&mut world, "cleo", &it.object, (next, 3));
            assert!(from < next, "{}: {from} is not before {next}", it.name);
            read.splice(0..0, items);
            next = from;
        }
        assert_eq!(shown(&read), shown(&log), "{}", it.name);
    }
}

#[test]
fn new_items_follow_the_old_ones() {
    for (it, mut world) in of_every_schema("group") {
        let (id, log) = (it.object.as_str(), log_of(it));
        world.joins("hugo", id).expect("the group is public");
        world.says("hugo", id, "1", "Hello").expect("he is in it");
        world.sleep();
        let all = (log.len() as u64 + 3, ALL);
        let (_, items) = page_before(&mut world, "hugo", id, all);
        let items = shown(&items);
        let (old, new) = items.split_at(items.len() - 2);
        assert_eq!(old, shown(&log), "{}", it.name);
        assert!(new[0].ends_with("hugo: comes in"), "{}: {new:?}", it.name);
        let said = "hugo: says 1: \"Hello\"";
        assert!(new[1].ends_with(said), "{}: {new:?}", it.name);
    }
}
