//! A conversation's files: in one message, in an upload, or to be deleted.

use dormouse::chat::conversation::Conversation;
use dormouse::chat::limits::SENT_BYTES;
use dormouse::chat::{File, FileId, Quote, Seq};
use dormouse::store::conversation::files::{self, Upload};
use dormouse::store::conversation::timeline::{self, Place};
use dormouse::store::conversation::{log, messages, wordings};

use super::*;

const DAY: u64 = 86_400_000;

fn file(nth: u8) -> File {
    File {
        id: FileId::from_random(&[nth; ID_LETTERS], false),
        name: format!("owl {nth} of the \u{1f989}s.png"),
        media_type: "image/png".to_owned(),
        size: 1_000,
        sha256: "0".repeat(64),
        inline: true,
        width: Some(10),
        height: Some(20),
        duration: None,
        alt: Some("An \"owl\"\nthat sleeps".to_owned()),
        preview_of: None,
    }
}

fn uploads(sql: &Sqlite, owner: PersonNumber, all: &[File]) {
    for file in all {
        let file = file.clone();
        files::add(sql, &Upload { owner, file }, NOON + DAY).expect("an upload is stored");
    }
}

/// Stores Anna's message with these files, as her object does.
fn posts(sql: &Sqlite, seq: u64, all: &[File]) -> Event {
    says(sql, seq, &format!("this is {seq}"), all)
}

fn says(sql: &Sqlite, seq: u64, body: &str, all: &[File]) -> Event {
    let client_id = ClientId::parse(&format!("m{seq}")).expect("a good client id");
    let message = Message {
        files: all.to_vec(),
        ..Message::new(client_id, body.to_owned())
    };
    let event = event(seq, &anna(), EventKind::Message(message));
    log::append(sql, &event, ANNA, seq).expect("a new message");
    files::attach(sql, Seq(seq), all).expect("her uploads");
    event
}

fn is_readable(sql: &Sqlite, file: &File) -> bool {
    let found = files::find(sql, &file.id).expect("a sound database");
    assert!(found.is_none() || found.as_ref() == Some(file));
    found.is_some()
}

#[test]
fn a_file_can_be_read_from_when_it_is_in_a_message_until_it_is_not() {
    let (sql, all) = (conversation(), [file(1), file(2)]);
    uploads(&sql, ANNA, &all);
    assert!(!is_readable(&sql, &all[0]), "an upload is nobody's to read");
    let event = posts(&sql, 1, &all);
    assert!(all.iter().all(|file| is_readable(&sql, file)));
    let page = timeline::page(&sql, &authors(), Seq(1), Place::Before(Seq(2)), 9);
    assert_eq!(page.expect("a page").items, [event]);
    assert_eq!(files::detach(&sql, Seq(1)), Ok(true));
    assert!(!all.iter().any(|file| is_readable(&sql, file)));
    assert_eq!(files::detach(&sql, Seq(1)), Ok(false));
}

#[test]
fn only_its_owner_can_attach_an_upload_and_only_once() {
    let (sql, owl) = (conversation(), file(1));
    uploads(&sql, ANNA, std::slice::from_ref(&owl));
    let upload = |owner| files::upload(&sql, owner, &owl.id).expect("a sound database");
    assert_eq!((upload(ANNA), upload(BEN)), (Some(owl.clone()), None));
    posts(&sql, 1, std::slice::from_ref(&owl));
    assert_eq!(upload(ANNA), None);
    assert!(files::attach(&sql, Seq(2), std::slice::from_ref(&owl)).is_err());
    uploads(&sql, ANNA, std::slice::from_ref(&owl));
    assert_eq!(
        upload(ANNA),
        None,
        "a late repeat of the call changes nothing"
    );
}

#[test]
fn bytes_are_owed_a_deletion_until_they_are_gone() {
    let (sql, all) = (conversation(), [file(1), file(2), file(3)]);
    uploads(&sql, ANNA, &all);
    posts(&sql, 1, &all[..1]);
    assert_eq!(files::next_due(&sql), Ok(Some(NOON + DAY)));
    files::expire(&sql, NOON + DAY - 1).expect("a sound database");
    assert_eq!(files::discarded(&sql, 9), Ok(vec![]));
    assert_eq!(files::discard(&sql, BEN, &all[1].id), Ok(false));
    assert_eq!(
        files::discard(&sql, ANNA, &all[0].id),
        Ok(false),
        "it is in a message"
    );
    assert_eq!(files::discard(&sql, ANNA, &all[1].id), Ok(true));
    let next_due = files::next_due(&sql).expect("a sound database");
    assert!(next_due.is_some_and(|at| at < NOON), "at once");
    assert_eq!(files::discarded(&sql, 9), Ok(vec![all[1].id.clone()]));
    files::expire(&sql, NOON + DAY).expect("a sound database");
    files::detach(&sql, Seq(1)).expect("a sound database");
    assert_eq!(files::discarded(&sql, 9).map(|all| all.len()), Ok(3));
    for file in &all {
        assert_eq!(
            files::upload(&sql, ANNA, &file.id),
            Ok(None),
            "it cannot come back"
        );
        assert_eq!(files::knows(&sql, &file.id), Ok(true), "its object may ask");
        files::forget(&sql, &file.id).expect("a sound database");
        assert_eq!(files::knows(&sql, &file.id), Ok(false));
    }
    assert_eq!(files::next_due(&sql), Ok(None));
}

/// Stores Ben's reply to a message, as his object does. Returns the quote.
fn quoted(sql: &Sqlite, message: u64) -> Quote {
    let all = authors();
    let answered = messages::get(sql, &all, Seq(message)).expect("a sound database");
    let quote = Conversation::quote(&answered.expect("it is there"));
    let client_id = ClientId::parse("reply").expect("a good client id");
    let reply = Message {
        quote: Some(Box::new(quote.clone())),
        ..Message::new(client_id, "nice".to_owned())
    };
    let event = event(message + 1, &ben(), EventKind::Message(reply));
    log::append(sql, &event, BEN, message + 1).expect("a new message");
    assert_eq!(quote_now(sql), quote);
    quote
}

/// The quote of the last message as it is now.
fn quote_now(sql: &Sqlite) -> Quote {
    let last = log::last_message(sql, &authors()).expect("a sound database");
    let EventKind::Message(reply) = last.expect("it is there").kind else {
        panic!("it is a message");
    };
    *reply.quote.expect("it is a reply")
}

#[test]
fn a_message_without_words_is_quoted_by_the_name_of_its_first_file_until_it_is_deleted() {
    let all = [file(1), file(2)];
    let sql = conversation();
    uploads(&sql, ANNA, &all);
    says(&sql, 1, "two owls", &all);
    assert_eq!(quoted(&sql, 1).preview, "two owls");
    let sql = conversation();
    uploads(&sql, ANNA, &all);
    says(&sql, 1, "", &all);
    assert_eq!(quoted(&sql, 1).preview, all[0].name);
    wordings::delete(&sql, Seq(1), NOON, None).expect("deleted");
    assert_eq!(files::detach(&sql, Seq(1)), Ok(true));
    let now = quote_now(&sql);
    assert_eq!((now.preview.as_str(), now.deleted), ("", true));
    let items = timeline::page(&sql, &authors(), Seq(2), Place::Before(Seq(3)), 9);
    let items = items.expect("a page").items;
    assert!(matches!(&items[0].kind, EventKind::Message(it) if it.files.is_empty()));
    let log = log::after(&sql, &authors(), Seq::START, 9).expect("a page");
    assert!(matches!(&log[0].kind, EventKind::Message(it) if it.files.is_empty()));
}

#[test]
fn a_page_is_bounded_by_the_bytes_of_its_files_too() {
    let sql = conversation();
    for seq in 1..=30 {
        let of = |nth| {
            let mut random = [nth; ID_LETTERS];
            random[0] = seq;
            let id = FileId::from_random(&random, false);
            let alt = Some("\"\u{1f989}\"".repeat(300));
            File {
                id,
                alt,
                ..file(nth)
            }
        };
        let all: Vec<_> = (1..=10).map(of).collect();
        uploads(&sql, ANNA, &all);
        posts(&sql, u64::from(seq), &all);
    }
    let (mut after, mut pages) = (Seq::START, 0);
    while after < Seq(30) {
        let events = log::after(&sql, &authors(), after, 100).expect("a page");
        let bytes = serde_json::to_string(&events).expect("spelled").len();
        assert!(bytes <= SENT_BYTES, "{bytes} bytes");
        after = events.last().expect("at least one entry").seq;
        pages += 1;
    }
    assert!(pages > 1);
}

/// SQLite keeps the bytes of a deleted row until something overwrites them.
#[test]
fn no_name_and_no_description_stays_in_the_database() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join("files-overwritten.sqlite");
    // An earlier run may have left it.
    let _ = std::fs::remove_file(&path);
    let sql = Sqlite::at(&path);
    schema::migrate(&sql).expect("tables can be made");
    let all = [file(1), file(2), file(3)];
    uploads(&sql, ANNA, &all);
    posts(&sql, 1, &all[..2]);
    files::detach(&sql, Seq(1)).expect("a sound database");
    files::discard(&sql, ANNA, &all[2].id).expect("a sound database");
    for file in &all {
        files::forget(&sql, &file.id).expect("a sound database");
    }
    let bytes = std::fs::read(&path).expect("the database is a file");
    let has = |text: &[u8]| bytes.windows(text.len()).any(|part| part == text);
    assert!(has(b"this is 1"), "the message itself stays");
    assert!(!has(b"of the") && !has(b"that sleeps"));
}
