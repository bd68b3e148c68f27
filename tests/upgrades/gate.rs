//! A gate of any schema counts on.

use crate::fixtures::fixtures;
use crate::open::{contents, count_on, migrate};
use crate::sqlite::Sqlite;

#[test]
fn a_gate_counts_on_from_where_it_was_and_forgets_when_asked() {
    for it in fixtures().filter(|it| it.kind == "gate") {
        let sql = Sqlite::new();
        sql.load(&it.dump);
        migrate("gate", &sql);
        count_on(&sql).expect("counted");
        let now = contents("gate", &it.object, &crate::dump::dump(&sql));
        let wanted = [
            "wrong passwords: 8, at noon + 1001",
            "sign-ins: 0, at 0",
            "registrations: 3, at noon + 90000",
            "last at noon + 90000",
        ];
        assert_eq!(now, wanted, "{}", it.name);
    }
}
