//! A gate of any schema goes on counting.

use crate::dump::{columns, dump, tables};
use crate::fixtures::{Fixture, fixtures};
use crate::open::{contents, count_on, migrate, newer_code_migrates_a_gate};
use crate::sqlite::Sqlite;

/// The unopened database of every gate among the fixtures.
fn of_every_schema() -> impl Iterator<Item = (&'static Fixture, Sqlite)> {
    fixtures().filter(|it| it.kind == "gate").map(|it| {
        let sql = Sqlite::new();
        sql.load(&it.dump);
        (it, sql)
    })
}

#[test]
fn a_gate_goes_on_counting_and_clears_a_count_when_asked() {
    for (it, sql) in of_every_schema().filter(|(it, _)| it.sample == "counts") {
        migrate("gate", &sql);
        count_on(&sql).expect("counted");
        let now = contents("gate", &it.object, &dump(&sql));
        let wanted = [
            "wrong passwords: 8, at noon + 1001",
            "sign-ins: 0, at 0",
            "registrations: 3, at noon + 90000",
            "last at noon + 90000",
        ];
        assert_eq!(now, wanted, "{}", it.name);
    }
}

#[test]
fn every_gate_notes_its_steps_once_it_is_opened() {
    let notes = |sql: &Sqlite| tables(sql).contains(&"schema".to_owned());
    let (old, newer): (Vec<_>, Vec<_>) = of_every_schema().partition(|(_, sql)| !notes(sql));
    assert!(
        !old.is_empty() && !newer.is_empty(),
        "fixtures with and without noted steps exist"
    );
    for (it, sql) in old.into_iter().chain(newer) {
        migrate("gate", &sql);
        assert!(notes(&sql), "{}", it.name);
        let now = contents("gate", &it.object, &dump(&sql));
        assert_eq!(now, it.contents, "{}", it.name);
    }
}

#[test]
fn a_new_step_runs_once_on_every_gate_even_without_noted_steps() {
    for (it, sql) in of_every_schema() {
        let had = columns(&sql, "counts");
        let step = ["ALTER TABLE counts ADD COLUMN tea TEXT"];
        for _ in 0..2 {
            newer_code_migrates_a_gate(&sql, &step).expect("a step that fits");
        }
        let has = columns(&sql, "counts");
        let new = has.strip_prefix(had.as_slice());
        assert_eq!(new, Some(&["tea".to_owned()][..]), "{}", it.name);
        // Today's code opens the result too, because a deploy can be undone.
        let now = contents("gate", &it.object, &dump(&sql));
        assert_eq!(now, it.contents, "{}", it.name);
    }
}
