//! The content of the fixtures: one evening of a few people, played on the real objects.
//!
//! A change here affects only the fixtures of later schemas. Existing fixtures stay as they are.

use crate::dump::dump;
use crate::open::world::World;
use crate::open::{
    count_at_a_gate, count_at_the_gate_of_an_address, d1, direct, fresh, group, keep_a_file,
};

/// A database made by today's code.
pub struct Database {
    pub kind: &'static str,
    pub sample: &'static str,
    pub object: String,
    pub dump: String,
}

/// Messages that a careless dump or migration would change.
pub const ODD: [(&str, &str, &str); 8] = [
    ("anna", "a-2", "two\nlines, a\ttab, and blanks at the end  "),
    (
        "ben",
        "b:2",
        "'); DROP TABLE messages; -- \\u0041 \\ \"quoted\" it''s %s ?1",
    ),
    (
        "cleo",
        "c.2",
        "e\u{301} is not \u{e9} here, nor is \u{212b} \u{c5}",
    ),
    (
        "anna",
        "a-3",
        "a family \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}, a flag \u{1f1e8}\u{1f1ed}",
    ),
    (
        "ben",
        "b:3",
        "turned \u{202e}thgil\u{202c} and hid\u{200b}den, \u{feff}\u{2028}\u{2029}",
    ),
    (
        "emil",
        "e_2",
        "the last there is: \u{10ffff}, and one that was lost: \u{fffd}",
    ),
    (
        "anna",
        "A",
        "\u{5e9}\u{5dc}\u{5d5}\u{5dd}, \u{645}\u{631}\u{62d}, \u{4f60}\u{597d}, z\u{335}\u{321}",
    ),
    (
        "ben",
        "n0.1:2_3-4",
        "<script>alert(1)</script> & &amp; {\"kind\":\"left\"}",
    ),
];

/// A message that newer code edits for its sender: the sender, its `client_id`, the original text,
/// the new text.
pub const EDITED: [&str; 4] = ["cleo", "c.1", "Me too", "Me too, as ever"];

/// The databases of every kind.
pub fn databases() -> Vec<Database> {
    let mut world = World::new();
    evening(&mut world).expect("everyone may do what they do");
    let ids = [
        ("group", group("owls")),
        ("direct", direct("anna", "cleo")),
        ("opened", direct("ben", "cleo")),
        ("closed", group("dusk")),
    ];
    let of = |kind, sample, object: &str, dump| Database {
        kind,
        sample,
        object: object.to_owned(),
        dump,
    };
    let conversation = |(sample, id): (_, String)| {
        let text = world.of_conversation(&id, dump);
        of("conversation", sample, &id, text)
    };
    let mut all: Vec<_> = ids.into_iter().map(conversation).collect();
    let (cleo, accounts) = (World::user_id("cleo"), fresh("d1"));
    let address = count_at_the_gate_of_an_address();
    d1::fill(&accounts);
    all.extend([
        of("user", "inbox", &cleo, world.of_user(&cleo, dump)),
        of("gate", "counts", "a.anna", dump(&count_at_a_gate())),
        of(
            "file",
            "upload",
            "b11111111111111111111",
            dump(&keep_a_file()),
        ),
        of("gate", "address", "address:192.0.2.1", dump(&address)),
        of("d1", "accounts", "DB", dump(&accounts)),
    ]);
    all
}

fn evening(world: &mut World) -> Result<(), &'static str> {
    world.is_woken_by_mentions("ben");
    world.is_woken_by_all("gina");
    world.comes_online("anna");
    let cleos = world.comes_online("cleo");
    owls_meet(world)?;
    // Ben and Cleo go offline, so their objects answer that they are away.
    let bens = world.comes_online("ben");
    world.wait(30);
    world.goes_offline("ben", bens);
    world.goes_offline("cleo", cleos);
    world.wait(90);
    elsewhere(world)?;
    // Cleo catches up, and misses only what the owls post after this.
    let cleos = world.comes_online("cleo");
    world.wait(30);
    world.goes_offline("cleo", cleos);
    world.wait(90);
    owls_go_on(world)?;
    world.takes_name("anna", "\u{c4}nne 'von' Berg \u{1f989}");
    world.takes_name("cleo", "\u{674e}\u{5c0f}\u{9f8d}");
    world.wait(120);
    world.comes_online("emil");
    world.wait(30);
    // Cleo's second device signs out while one of her groups is unreachable.
    world.unreachable.insert(group("owls"));
    world.signs_out("cleo");
    world.wait(3);
    Ok(())
}

fn owls_meet(world: &mut World) -> Result<(), &'static str> {
    let owls = &group("owls");
    world.creates("anna", owls, "Night owls", "For who is up late", true)?;
    for who in ["ben", "cleo", "dora"] {
        world.joins(who, owls)?;
        world.wait(1);
    }
    world.says("anna", owls, "a-1", "Who is up?")?;
    world.says("ben", owls, "b:1", "Me \u{1f989}")?;
    world.says("cleo", owls, "c.1", "Me too")?;
    world.wait(2);
    world.makes_admin("anna", owls, "ben")?;
    world.renames(
        "ben",
        owls,
        "N\u{e4}chtliche Eulen \u{1f989}",
        Some("F\u{fc}r wer 'sp\u{e4}t' noch wach ist"),
    )?;
    world.admits("ben", owls, "emil")?;
    world.says("emil", owls, "e_1", "Thank you for letting me in")?;
    world.removes("ben", owls, "emil")?;
    world.admits("anna", owls, "emil")?;
    world.leaves("dora", owls)
}

/// Cleo's other conversations.
fn elsewhere(world: &mut World) -> Result<(), &'static str> {
    let (larks, dawn, dusk) = (&group("larks"), &group("dawn"), &group("dusk"));
    let annas = &world.opens("anna", "cleo")?;
    world.opens("cleo", "ben")?;
    for nth in 1..=5 {
        world.says(
            "anna",
            annas,
            &format!("d-{nth}"),
            &format!("Only for you, {nth}"),
        )?;
        world.wait(1);
    }
    world.says("cleo", annas, "d-1", "The same name, another sender")?;
    world.has_read("anna", annas, 4)?;
    world.says("anna", annas, "d-6", "Good night \u{1f319}")?;
    world.shares("cleo", annas, "d-7", 1)?;
    world.uploads("anna", annas, 2)?;
    world.creates("cleo", larks, "Larks", "", false)?;
    world.admits("cleo", larks, "ben")?;
    world.says("ben", larks, "1", "Too early for me")?;
    world.creates("anna", dawn, "D\u{e4}mmerung", "", true)?;
    world.joins("cleo", dawn)?;
    world.leaves("cleo", dawn)?;
    world.creates("finn", dusk, "Dusk", "", true)?;
    world.says("finn", dusk, "1", "Nobody there?")?;
    world.leaves("finn", dusk)
}

fn owls_go_on(world: &mut World) -> Result<(), &'static str> {
    let owls = &group("owls");
    for (who, name, body) in ODD {
        world.says(who, owls, name, body)?;
        world.wait(1);
    }
    world.newer_code_writes(owls);
    let [who, name, _, words] = EDITED;
    world.edits(who, owls, name, words).expect("it is theirs");
    world.has_read("cleo", owls, 19)?;
    world.joins("gina", owls)?;
    world.makes_admin("anna", owls, "gina")?;
    world.makes_member("anna", owls, "gina")?;
    world.says("ben", owls, "b:4", "x".repeat(150).as_str())?;
    world.says("anna", owls, "a-9", "Only for a moment")?;
    for pinned in [("anna", "a-1"), ("anna", "a-9"), ("emil", "e_1")] {
        world.pins("ben", owls, pinned)?;
    }
    world.deletes("anna", owls, "a-9")?;
    world.says("anna", owls, "a-4", "Good night")?;
    Ok(())
}
