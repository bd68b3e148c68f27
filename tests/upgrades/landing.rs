//! What has landed stays, and no schema lands without fixtures.

use std::fs;
use std::path::{Path, PathBuf};

use crate::fixtures::{fill, folder, problems};
use crate::open::{Kind, kinds};

/// A folder of the test's own with today's fixtures.
fn filled(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("upgrades")
        .join(name);
    // An earlier run may have left the folder.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a place for files");
    let kinds = kinds().map(|kind| of_one_step(&kind));
    fill(&folder, &kinds);
    assert_eq!(problems(&folder, &kinds), Vec::<String>::new());
    folder
}

/// The kind with all its steps merged into one, as if they had landed together.
fn of_one_step(kind: &Kind) -> Kind {
    Kind {
        steps: vec![kind.steps.join(";\n")],
        ..kind.clone()
    }
}

/// The kinds of [`filled`] after a change to the steps of the first.
fn changed(change: impl FnOnce(&mut Vec<String>)) -> Vec<Kind> {
    let mut kinds: Vec<_> = kinds().iter().map(of_one_step).collect();
    change(&mut kinds[0].steps);
    kinds
}

#[track_caller]
fn check(folder: &Path, kinds: &[Kind], says: &[&str]) {
    let problems = problems(folder, kinds);
    let said = |wanted: &&str| problems.iter().any(|problem| problem.contains(wanted));
    assert!(says.iter().all(said), "{problems:#?}");
    assert_eq!(says.is_empty(), problems.is_empty(), "{problems:#?}");
}

#[test]
fn every_step_has_its_fixtures_and_nothing_that_landed_was_edited() {
    assert_eq!(problems(&folder(), &kinds()), Vec::<String>::new());
}

#[test]
fn a_new_step_without_fixtures_fails() {
    let folder = filled("missed");
    let kinds = changed(|steps| steps.push("ALTER TABLE people ADD COLUMN tea TEXT".to_owned()));
    let says = [
        "“conversation” has 2 steps and there is no conversation-2-group.sql of it: run",
        "conversation step 2 is new: run `UPDATE",
    ];
    check(&folder, &kinds, &says);
    fill(&folder, &kinds);
    check(&folder, &kinds, &[]);
}

#[test]
fn an_edited_step_fails_and_a_reformatted_one_does_not() {
    let folder = filled("edited");
    let wider = changed(|steps| steps[0] = steps[0].replace("\n  ", " -- \n\n    "));
    check(&folder, &wider, &["steps only add"]);
    let wrapped = changed(|steps| steps[0] = format!("-- Tea.\n{}", steps[0].replace(' ', "\n ")));
    check(&folder, &wrapped, &[]);
    let edited = changed(|steps| steps[0] = steps[0].replace("nudges", "nods"));
    check(
        &folder,
        &edited,
        &["conversation step 1 has landed", "steps only add"],
    );
    let gone = changed(Vec::clear);
    check(
        &folder,
        &gone,
        &["conversation step 1 has landed and is gone"],
    );
}

#[test]
fn a_fixture_is_never_overwritten_and_an_edited_one_fails() {
    let folder = filled("again");
    let path = folder.join("conversation-1-group.sql");
    let dump = fs::read_to_string(&path).expect("it was just written");
    fs::write(&path, dump.replace("Who is up?", "Who is down?")).expect("a file can be changed");
    let kinds = changed(|_| ());
    fill(&folder, &kinds);
    check(
        &folder,
        &kinds,
        &["conversation-1-group.sql is a database as it once was"],
    );
    fs::remove_file(&path).expect("a file can be removed");
    check(
        &folder,
        &kinds,
        &["conversation-1-group has landed and is gone"],
    );
}
