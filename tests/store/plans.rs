//! Query plans: every statement on the log must find its rows by key, in SQLite's own plan.

use std::cell::RefCell;

use dormouse::chat::{ClientId, Seq, SessionId};
use dormouse::store::conversation::log;
use dormouse::store::conversation::timeline::{self, Place};
use dormouse::store::sql::{Row, Sql, Stored, Value};
use dormouse::store::{ended, inbox};

use super::*;

/// Runs statements and collects SQLite's plan for each.
struct Planned<'a> {
    sql: &'a Sqlite,
    plans: RefCell<Vec<(String, String)>>,
}

impl Sql for Planned<'_> {
    fn run(&self, statement: &str, values: &[Value]) -> Stored<Vec<Row>> {
        for row in self
            .sql
            .run(&format!("EXPLAIN QUERY PLAN {statement}"), values)?
        {
            self.plans
                .borrow_mut()
                .push((statement.to_owned(), row.text(3)?.to_owned()));
        }
        self.sql.run(statement, values)
    }

    fn change(&self, statement: &str, values: &[Value]) -> Stored<bool> {
        self.run(statement, values)?;
        Ok(true)
    }

    fn atomically(&self, change: &mut dyn FnMut() -> Stored<()>) -> Stored<()> {
        self.sql.atomically(change)
    }
}

/// The steps that scan the log, each with its statement.
fn scans(sql: &Sqlite, run: impl Fn(&dyn Sql)) -> Vec<(String, String)> {
    let planned = Planned {
        sql,
        plans: RefCell::default(),
    };
    run(&planned);
    let mut plans = planned.plans.into_inner();
    assert!(!plans.is_empty(), "no statement ran");
    // Reading from the end of a key with LIMIT 1 is a scan in name only: it stops at the first row.
    plans.retain(|(statement, step)| {
        let scan = step.starts_with("SCAN messages") || step.starts_with("SCAN events");
        scan && !statement.ends_with("ORDER BY seq DESC LIMIT 1")
    });
    plans
}

#[test]
fn no_statement_scans_the_log() {
    let (sql, _) = filled(500);
    let name = ClientId::parse("m7").expect("a good client id");
    let scans = scans(&sql, |sql| {
        log::end(sql).expect("an end");
        log::earlier(sql, &authors(), ANNA, &name).expect("found or not");
        log::after(sql, &authors(), Seq(10), 50).expect("a page");
        log::authors_after(sql, Seq(400)).expect("readable");
        for place in [
            Place::Before(Seq(400)),
            Place::After(Seq(90)),
            Place::Around(Seq(200)),
        ] {
            timeline::page(sql, &authors(), Seq(500), Place::At(NOON + 70), 50).expect("a page");
            timeline::page(sql, &authors(), Seq(500), place, 50).expect("a page");
        }
        log::last_message_until(sql, Seq(400), NOON + 200).expect("found or not");
        log::append(sql, &message(501, "new"), ANNA, 400).expect("a new entry");
    });
    assert_eq!(scans, []);
}

#[test]
fn the_original_of_a_repeated_post_is_found_by_its_unique_index() {
    let (sql, _) = filled(10);
    let name = ClientId::parse("m7").expect("a good client id");
    let planned = Planned {
        sql: &sql,
        plans: RefCell::default(),
    };
    log::earlier(&planned, &authors(), ANNA, &name).expect("found");
    let plans = planned.plans.into_inner();
    assert!(
        plans
            .iter()
            .all(|(_, step)| step.starts_with("SEARCH ") && step.contains(" USING ")),
        "{plans:?}"
    );
}

#[test]
fn a_summary_is_found_by_its_key() {
    let sql = Sqlite::new();
    inbox::migrate(&sql).expect("tables can be made");
    let planned = Planned {
        sql: &sql,
        plans: RefCell::default(),
    };
    inbox::get(&planned, &owls()).expect("readable");
    let plans = planned.plans.into_inner();
    assert!(
        plans
            .iter()
            .all(|(_, step)| step.starts_with("SEARCH inbox USING PRIMARY KEY")),
        "{plans:?}"
    );
}

#[test]
fn ended_sessions_and_the_conversations_to_tell_are_found_by_index() {
    let sql = super::inbox::user_database();
    let planned = Planned {
        sql: &sql,
        plans: RefCell::default(),
    };
    let session = SessionId::from_random(&[1; ID_LETTERS]);
    ended::end(&planned, std::slice::from_ref(&session), NOON, 0).expect("noted");
    ended::end_all(&planned, NOON, 0).expect("noted");
    ended::has_ended(&planned, Some(&session), NOON).expect("readable");
    ended::untold(&planned, 40).expect("readable");
    ended::after(&planned, 0, 100).expect("readable");
    ended::told(&planned, &owls(), NOON).expect("noted");
    ended::set_cursor(&planned, &owls(), None).expect("noted");
    let mut plans = planned.plans.into_inner();
    assert!(plans.len() >= 7, "{plans:?}");
    plans.retain(|(_, step)| step.contains("SCAN") || step.contains("B-TREE"));
    assert_eq!(plans, []);
}
