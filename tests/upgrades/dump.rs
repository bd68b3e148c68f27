//! A database as text: all of it as SQL, its schema, and the rows of one table.
//!
//! The SQL is plain ASCII: `unistr('…')` (SQLite 3.50) encodes what an editor could change.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use dormouse::store::sql::Value;

use crate::sqlite::Sqlite;

/// All tables and rows as SQL, one row a line. The CREATE statements are the ones that SQLite
/// stores.
pub fn dump(sql: &Sqlite) -> String {
    let mut text = String::new();
    for row in sql.query(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
         ORDER BY type = 'index', name",
    ) {
        let statement = row.text(0).expect("a statement");
        let lines = statement.lines().map(str::trim_end).collect::<Vec<_>>();
        writeln!(text, "{};", lines.join("\n")).expect("a text only grows");
    }
    for table in tables(sql) {
        let columns = columns(sql, &table);
        let rows = rows(sql, &table, &columns);
        if !rows.is_empty() {
            let (columns, rows) = (columns.join(", "), rows.join(",\n  "));
            writeln!(text, "INSERT INTO {table} ({columns}) VALUES\n  {rows};").expect("as above");
        }
    }
    text
}

/// The rows of a table as SQL literals, ordered by the first column.
pub fn rows(sql: &Sqlite, table: &str, columns: &[String]) -> Vec<String> {
    let rows = sql.query(&format!(
        "SELECT {} FROM {table} ORDER BY 1, 2",
        columns.join(", ")
    ));
    let line = |row: &dormouse::store::sql::Row| {
        let values = row.values.iter().map(spelled).collect::<Vec<_>>();
        format!("({})", values.join(", "))
    };
    rows.iter().map(line).collect()
}

/// The names of the tables, in order.
pub fn tables(sql: &Sqlite) -> Vec<String> {
    texts(
        sql,
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         ORDER BY name",
    )
}

/// The names of a table's columns, in order.
pub fn columns(sql: &Sqlite, table: &str) -> Vec<String> {
    texts(
        sql,
        &format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid"),
    )
}

/// For each table: its columns with types and defaults, its indexes, and its kind. The order in
/// which columns were added does not matter.
pub fn schema(sql: &Sqlite) -> BTreeMap<String, BTreeSet<String>> {
    let of_table = |table: String| {
        let column = format!(
            "SELECT 'column ' || name || ' ' || type || ' not null ' || \"notnull\" || ' default '
               || quote(dflt_value) || ' key ' || pk FROM pragma_table_info('{table}')"
        );
        let index = format!(
            "SELECT 'index ' || origin || ' unique ' || \"unique\" || ' partial ' || partial
               || ' on ' || (SELECT group_concat(name) FROM pragma_index_info(list.name))
             FROM pragma_index_list('{table}') AS list"
        );
        let sort = format!(
            "SELECT 'without rowid ' || wr || ' strict ' || strict FROM pragma_table_list
             WHERE name = '{table}'"
        );
        let all = [column, index, sort];
        let all = all.iter().flat_map(|asked| texts(sql, asked)).collect();
        (table, all)
    };
    tables(sql).into_iter().map(of_table).collect()
}

fn texts(sql: &Sqlite, statement: &str) -> Vec<String> {
    let rows = sql.query(statement);
    let text = |row: &dormouse::store::sql::Row| row.text(0).expect("a text").to_owned();
    rows.iter().map(text).collect()
}

fn spelled(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => spelled_text(text),
    }
}

fn spelled_text(text: &str) -> String {
    let is_plain = |letter: char| letter == ' ' || letter.is_ascii_graphic();
    if text.chars().all(is_plain) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let letter = |letter: char| match letter {
        '\'' => "''".to_owned(),
        '\\' => "\\\\".to_owned(),
        _ if is_plain(letter) => letter.to_string(),
        '\0'..='\u{ffff}' => format!("\\u{:04x}", u32::from(letter)),
        _ => format!("\\+{:06x}", u32::from(letter)),
    };
    format!("unistr('{}')", text.chars().map(letter).collect::<String>())
}

#[test]
fn a_loaded_dump_equals_its_database() {
    let odd = "it''s \\u0041 \\ '\u{202e}\u{10ffff}\u{fffd}e\u{301}\n\t \u{0} \u{1f989} ";
    let sql = Sqlite::new();
    sql.load("CREATE TABLE tea (cup INTEGER PRIMARY KEY, leaf TEXT, milk INTEGER DEFAULT 1)");
    for (cup, leaf) in [(1, odd), (2, "plain 'quoted' \\ text"), (3, "")] {
        let values = [Value::Integer(cup), Value::from(leaf)];
        let statement = "INSERT INTO tea (cup, leaf, milk) VALUES (?, ?, NULL)";
        dormouse::store::sql::Sql::run(&sql, statement, &values).expect("a row");
    }
    let (first, again) = (dump(&sql), Sqlite::new());
    again.load(&first);
    assert!(first.is_ascii(), "{first}");
    assert_eq!(dump(&again), first);
    assert_eq!(
        again.query("SELECT * FROM tea"),
        sql.query("SELECT * FROM tea")
    );
    assert_eq!(schema(&again), schema(&sql));
}
