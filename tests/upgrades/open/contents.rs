//! What today's code reads from a database, one fact a line. The words belong to this test, so they
//! survive renames in the crate.

use dormouse::chat::attention::WakeLevel;
use dormouse::chat::{ConversationSummary, Role, Seq, SessionId, Visibility};
use dormouse::objects::conversation::calls::{Events, Get, Members, Pins, Timeline};
use dormouse::objects::user::calls::Inbox;
use dormouse::store::conversation::people::{self, PersonRow};
use dormouse::store::conversation::timeline::Place;
use dormouse::store::ended;
use dormouse::store::file;
use dormouse::store::gate::{self, Counted};
use dormouse::store::inbox;

use super::events::event_line;
use super::names::{conversation as id_of, person, quoted, time};
use super::world::World;
use crate::sqlite::Sqlite;

/// A limit above the number of entries, so that one page holds all.
const ALL: u32 = 100;

/// The first `seq` of a page of the timeline, and its lines.
pub type Page = (u64, Vec<String>);

/// What a conversation is, its present and former members, and its log.
pub fn conversation(world: &mut World, id: &str) -> Vec<String> {
    world.silent = true;
    let rows = |sql: &Sqlite| {
        super::migrate("conversation", sql);
        people::all(sql).expect("people can be read")
    };
    let rows = world.of_conversation(id, rows);
    let mut lines: Vec<_> = rows.iter().map(person_line).collect();
    let member = rows.iter().find(|row| row.membership.role.is_some());
    if let Some(member) = member.map(|row| row.membership.handle.to_string()) {
        lines.splice(0..0, [about_line(world, &member, id)]);
        lines.push(members_line(world, &member, id));
        lines.extend(pins_line(world, &member, id));
        lines.extend(events(world, &member, id, 0));
    }
    world.sleep();
    world.silent = false;
    lines
}

/// The events after an entry, as a member sees them.
pub fn events(world: &mut World, who: &str, id: &str, after: u64) -> Vec<String> {
    let (after, limit) = (Seq(after), ALL);
    let call = |principal| Events {
        principal,
        after,
        limit,
    };
    let page = world.ask(who, id, call).expect("they may read it");
    page.events.iter().map(event_line).collect()
}

/// A page of this many messages before an entry: the first `seq` that it covers, and its lines.
pub fn page_before(world: &mut World, who: &str, id: &str, (next, limit): (u64, u32)) -> Page {
    let place = Place::Before(Seq(next));
    let call = |principal| Timeline {
        principal,
        place,
        limit,
    };
    let page = world.ask(who, id, call).expect("they may read it").page;
    (page.from.0, page.items.iter().map(event_line).collect())
}

fn about_line(world: &mut World, who: &str, id: &str) -> String {
    let overview = world.ask(who, id, |principal| Get { principal });
    let overview = overview.expect("they are in it");
    let (about, member_count) = (overview.about, overview.member_count);
    let (title, topic) = (quoted(&about.title), quoted(&about.topic));
    let public = about.visibility == Visibility::Public;
    let public = if public { "public" } else { "private" };
    let epoch = about.epoch;
    format!("{title}, topic {topic}, {public}, epoch {epoch}, members: {member_count}")
}

/// The members of a conversation, as one of them sees them.
pub fn members_line(world: &mut World, who: &str, id: &str) -> String {
    let after = None;
    let page = world.ask(who, id, |principal| Members { principal, after });
    let page = page.expect("they are in it");
    let members = page.members.iter().map(|one| {
        let (handle, role, read) = (&one.handle, role(Some(one.role)), one.read.0);
        format!("{handle} ({role}, read {read})")
    });
    format!("shown: {}", members.collect::<Vec<_>>().join(", "))
}

/// The pinned messages, if there are any.
fn pins_line(world: &mut World, who: &str, id: &str) -> Option<String> {
    let page = world.ask(who, id, |principal| Pins { principal });
    let pins = page.expect("they are in it").pins;
    let pins = pins
        .iter()
        .map(|it| format!("{} {}", it.message.0, quoted(&it.preview)));
    let pins: Vec<_> = pins.collect();
    (!pins.is_empty()).then(|| format!("pinned: {}", pins.join(", ")))
}

fn person_line(row: &PersonRow) -> String {
    let (one, delivered) = (&row.membership, &row.delivered);
    assert_eq!(
        row.user,
        person(one.handle.as_str()).id,
        "ids are made of handles"
    );
    let wake = match delivered.wake {
        WakeLevel::Nothing => "",
        WakeLevel::Mentions => ", woken by mentions",
        WakeLevel::All => ", woken by all",
    };
    let name = one.profile.as_ref().map(|it| it.name.as_ref());
    let name = name.map(|name| quoted(name.map_or("", |name| name.as_str())));
    let name = name.map_or_else(String::new, |name| format!(", shown as {name}"));
    format!(
        "{} {}, {} since {}, read {} and {} messages; delivered {} and read {}, owed {}, \
         nudges {}, next {}, absence {}{wake}{name}",
        row.number.0,
        one.handle,
        role(one.role),
        one.joined.0,
        one.read.0,
        one.read_posts,
        delivered.head,
        delivered.read.0,
        delivered.owed,
        delivered.nudges,
        time(delivered.next_at),
        delivered.absence.to_store(),
    )
}

pub fn role(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::Owner) => "owner",
        Some(Role::Admin) => "admin",
        Some(Role::Member) => "member",
        None => "no longer in it",
    }
}

/// What a person's inbox shows, and what else their object knows.
pub fn user(world: &mut World, id: &str) -> Vec<String> {
    world.silent = true;
    let who = "cleo";
    assert_eq!(World::user_id(who), id, "every stored inbox is Cleo's");
    let mut lines = shown(world, who);
    lines.extend(world.of_user(id, |sql| {
        super::migrate("user", sql);
        known(sql)
    }));
    world.sleep();
    world.silent = false;
    lines
}

/// The inbox as its person sees it.
pub fn shown(world: &mut World, who: &str) -> Vec<String> {
    let principal = super::world::principal(who);
    let page = world.ask_user(who, &Inbox { principal });
    let inbox = page.expect("it is their own").inbox;
    let line = |entry: &dormouse::chat::frames::InboxEntry| {
        let last = entry.last.as_ref().map_or("nothing".to_owned(), |last| {
            format!(
                "{} {}: {}",
                last.handle,
                time(last.at),
                quoted(&last.preview)
            )
        });
        format!(
            "shown: {} as {}, {}, head {}, read {}, unread {}, {}, last {last}",
            quoted(&entry.title),
            role(Some(entry.role)),
            entry.conversation,
            entry.head.0,
            entry.read.0,
            entry.unread,
            time(entry.at),
        )
    };
    inbox.iter().map(line).collect()
}

fn known(sql: &Sqlite) -> Vec<String> {
    let texts = |statement| {
        let rows = sql.query(statement);
        let text = |row: &dormouse::store::sql::Row| row.text(0).expect("an id").to_owned();
        rows.iter().map(text).collect::<Vec<_>>()
    };
    let mut lines = Vec::new();
    for id in texts("SELECT conversation FROM inbox ORDER BY conversation") {
        let line = inbox::get(sql, &id_of(&id))
            .expect("readable")
            .expect("there");
        let (absence, now) = (line.absence.to_store(), summary_line(&line.summary));
        lines.push(format!("known: {id}: {now}, absence {absence}"));
    }
    for (id, number) in inbox::missed(sql).expect("readable") {
        lines.push(format!("missed: {id} since answer {number}"));
    }
    for (id, cursor) in ended::untold(sql, 100).expect("readable") {
        let ended = ended::after(sql, cursor, 100).expect("readable");
        for session in ended.after(cursor).0 {
            lines.push(format!("to end: {session} in {id}"));
        }
    }
    for session in texts("SELECT session FROM ended ORDER BY session") {
        let id = SessionId::parse(&session).expect("a session id");
        let is_over = ended::has_ended(sql, Some(&id), 0).expect("readable");
        lines.push(format!("over: {session} ({is_over})"));
    }
    let mark = inbox::mark(sql).expect("readable");
    lines.push(format!(
        "online: {:?}, seen {}",
        mark.online,
        time(mark.seen_at)
    ));
    lines
}

fn summary_line(it: &ConversationSummary) -> String {
    format!(
        "{}, {}, head {} with {} messages, read {} with {}",
        quoted(&it.title),
        role(it.role),
        it.head.0,
        it.posts,
        it.read.0,
        it.read_posts
    )
}

/// What a file's object keeps.
pub fn file(sql: &Sqlite) -> Vec<String> {
    let kept = file::get(sql).expect("readable").expect("a file");
    let declared = &kept.declared;
    let (owner, conversation) = (kept.owner, kept.conversation);
    let (name, size) = (quoted(&declared.name), declared.size);
    vec![
        format!("{owner} uploads to {conversation}: {name}, {size} bytes"),
        format!("type {}, hash {}", declared.media_type, declared.sha256),
        format!("is finished: {}", kept.finished.is_some()),
        format!("pieces {:?}", file::pieces(sql).expect("readable")),
    ]
}

/// What a gate has counted.
pub fn gate(sql: &Sqlite) -> Vec<String> {
    let counted = [
        ("wrong passwords", Counted::WrongPasswords),
        ("sign-ins", Counted::SignIns),
        ("registrations", Counted::Registrations),
    ];
    let line = |(name, what)| {
        let (count, at) = gate::get(sql, what).expect("readable");
        format!("{name}: {count}, {}", time(at))
    };
    let mut lines: Vec<_> = counted.map(line).into();
    let last_at = gate::last_at(sql).expect("readable");
    lines.push(format!("last {}", time(last_at)));
    lines
}
