//! A generated history: people join, post, rename and leave. It is stored as in an object.

use std::collections::BTreeMap;

use dormouse::chat::conversation::{Conversation, Outcome};
use dormouse::chat::timeline::Page;
use dormouse::chat::{
    ClientId, ConversationId, Creation, DisplayName, Draft, Event, EventKind, File, FileId, Handle,
    ID_LETTERS, Millis, Person, Principal, Profile, Refusal, Role, Seq, SessionId, UserId,
    Visibility,
};
use dormouse::store::conversation::log::{self, Authors};
use dormouse::store::conversation::people::PersonNumber;
use dormouse::store::conversation::schema;
use dormouse::store::conversation::search::Index;
use dormouse::store::conversation::timeline::Place;

use crate::sqlite::Sqlite;

pub const NOON: Millis = 1_790_000_000_000;

/// Every kind of event.
pub const KINDS: [&str; 15] = [
    "message",
    "edited",
    "deleted",
    "reacted",
    "unreacted",
    "pinned",
    "unpinned",
    "created",
    "joined",
    "left",
    "admitted",
    "removed",
    "role_changed",
    "renamed",
    "profile_changed",
];

/// The kind's name. A new kind fails to compile until it is here and in [`KINDS`].
pub fn kind_of(kind: &EventKind) -> &'static str {
    match kind {
        EventKind::Message(_) => "message",
        EventKind::Edited(_) => "edited",
        EventKind::Deleted(_) => "deleted",
        EventKind::Reacted(_) => "reacted",
        EventKind::Unreacted(_) => "unreacted",
        EventKind::Pinned(_) => "pinned",
        EventKind::Unpinned(_) => "unpinned",
        EventKind::Created(_) => "created",
        EventKind::Joined => "joined",
        EventKind::Left => "left",
        EventKind::Admitted(_) => "admitted",
        EventKind::Removed(_) => "removed",
        EventKind::RoleChanged(_) => "role_changed",
        EventKind::Renamed(_) => "renamed",
        EventKind::ProfileChanged => "profile_changed",
        EventKind::Unknown => "unknown",
    }
}

pub struct History {
    pub sql: Sqlite,
    pub authors: Authors,
    pub log: Vec<Event>,
    /// The profiles that were sent beside each event.
    pub sent: Vec<Vec<Profile>>,
    pub people: Vec<Principal>,
    pub state: Conversation,
    /// The search index, once there is one.
    pub index: Option<Index>,
    random: u64,
}

impl History {
    pub fn new(seed: u64) -> Self {
        let people: Vec<_> = ["anna", "ben", "cleo", "dora"]
            .into_iter()
            .zip(1..)
            .map(person)
            .collect();
        let authors: BTreeMap<_, _> = people
            .iter()
            .zip(1..)
            .map(|(who, number)| (PersonNumber(number), who.person().clone()))
            .collect();
        let creation = Creation {
            title: "Night owls".to_owned(),
            topic: String::new(),
            visibility: Visibility::Public,
        };
        let (id, epoch) = (ConversationId::group(&[9; ID_LETTERS]), "epoch".to_owned());
        let begun = Conversation::create_group(id, epoch, &people[0], &creation, NOON);
        let begun = begun.expect("a good group");
        let sql = Sqlite::new();
        schema::migrate(&sql).expect("tables can be made");
        let mut history = Self {
            sql,
            authors,
            log: Vec::new(),
            sent: Vec::new(),
            people,
            state: begun.conversation,
            index: None,
            random: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
        };
        history.take(begun.outcome);
        history
    }

    /// Adds a few more events. Returns the head after them.
    pub fn go_on(&mut self) -> Seq {
        // Now and then it adds far more events than fit into a page.
        let most = if self.below(20) == 0 { 150 } else { 12 };
        for _ in 0..=self.below(most) {
            // A refused action changes nothing.
            if self.below(3) == 0 {
                self.change();
            } else if let Ok(outcome) = self.act() {
                self.take(outcome);
            }
        }
        self.state.head
    }

    fn act(&mut self) -> Result<Outcome, Refusal> {
        let (who, whom) = (self.some_person(), self.some_person());
        let (whom, now) = (whom.person(), NOON + self.state.head.0 * 1_000);
        match self.below(22) {
            0..=9 => {
                let name = format!("m{}", self.state.head);
                let client_id = ClientId::parse(&name).expect("a good client id");
                let mention = ["", "", " @ben", " @everyone"][self.some(4)];
                let files = self.some_files();
                let body = if files.len() == 2 {
                    String::new()
                } else {
                    format!("words of {}{mention}", who.person().handle)
                };
                let draft = Draft {
                    files: files.iter().map(|file| file.id.clone()).collect(),
                    ..Draft::new(client_id, body)
                };
                let mut outcome = self.state.post(&who, draft, files, &Vec::new, now)?;
                if let Some(answered) = self.some_message().filter(|_| now % 3 == 0) {
                    Self::quote(&mut outcome.store[0], &answered);
                }
                Ok(outcome)
            }
            10..=12 => self.state.join(&who, now),
            13 => self.state.leave(&who, now),
            14 | 15 => self.state.admit(&who, whom, now),
            16 => self.state.remove(&who, &whom.id, now),
            17 => {
                let roles = [Role::Member, Role::Admin, Role::Owner];
                let role = roles[usize::try_from(self.below(3)).unwrap_or(0)];
                self.state.set_role_of(&who, &whom.id, role, now)
            }
            18 | 19 => {
                let name = DisplayName::parse(["Änne", "李小龍", "B. von Berg"][self.some(3)]);
                let profile = Profile {
                    user: who.user().clone(),
                    handle: who.person().handle.clone(),
                    name: name.ok().filter(|_| self.below(4) > 0),
                    at: now,
                };
                Ok(self.state.change_profile(&profile, now))
            }
            _ => {
                let title = format!("Title {}", self.below(9));
                self.state.rename(&who, Some(&title), None, now)
            }
        }
    }

    /// Most messages have no files.
    fn some_files(&mut self) -> Vec<File> {
        let count = self.some(8).saturating_sub(5);
        let head = self.state.head.0;
        let file = |nth| {
            let digit = |place: u32| u8::try_from((head >> (5 * place)) & 31).unwrap_or(0);
            let id = [nth, digit(0), digit(1), digit(2), digit(3)];
            let mut random = [0; ID_LETTERS];
            random[..id.len()].copy_from_slice(&id);
            File {
                id: FileId::from_random(&random, false),
                name: format!("owl {head}.{nth}.png"),
                media_type: "image/png".to_owned(),
                size: 1_000,
                sha256: "0".repeat(64),
                inline: true,
                width: None,
                height: None,
                duration: None,
                alt: None,
                preview_of: None,
            }
        };
        (1..).take(count).map(file).collect()
    }

    fn take(&mut self, outcome: Outcome) {
        for profile in &outcome.profiles {
            self.state.note_profile(profile);
        }
        for event in outcome.store {
            self.state.apply(&event);
            let author = self.number(&event.author);
            let mentions = match &event.kind {
                EventKind::Message(message) => message.mentions.as_ref(),
                _ => None,
            };
            let mentions = mentions.map(|it| self.mentions(it));
            let (sql, posts) = (&self.sql, self.state.posts);
            log::append_mentioning(sql, &event, author, posts, mentions.as_deref())
                .expect("a new entry");
            self.note(event);
        }
    }

    /// Notes an event as it is sent.
    pub fn note(&mut self, event: Event) {
        self.sent
            .push(self.state.profiles_in(std::slice::from_ref(&event)));
        self.log.push(event);
    }

    /// Pages of all kinds at this head.
    pub fn pages(&mut self, head: Seq) -> Vec<(Place, u32, Page)> {
        let mut pages = Vec::new();
        for nth in 0..4 {
            let seq = Seq(self.below(head.0 + 2));
            let place = match nth {
                0 => Place::Before(head.next()),
                1 => Place::Before(seq),
                2 => Place::After(seq),
                _ => Place::Around(seq),
            };
            let limit = 1 + u32::try_from(self.below(8)).unwrap_or(0);
            pages.push((place, limit, self.page(head, place, limit)));
        }
        pages
    }

    /// The events after an entry as they are read now, for somebody who resumes.
    pub fn resumed(&self, after: Seq) -> Vec<Event> {
        let mut events: Vec<Event> = Vec::new();
        loop {
            let last = events.last().map_or(after, |event| event.seq);
            let page = log::after(&self.sql, &self.authors, last, 100).expect("readable");
            if page.is_empty() {
                return events;
            }
            events.extend(page);
        }
    }

    /// The profiles that were sent beside these events.
    pub fn sent_between(&self, after: Seq, to: Seq) -> Vec<Profile> {
        let sent = self.log.iter().zip(&self.sent);
        let between = sent.filter(|(event, _)| after < event.seq && event.seq <= to);
        between.flat_map(|(_, profiles)| profiles.clone()).collect()
    }

    pub fn events_between(&self, after: Seq, to: Seq) -> Vec<Event> {
        let between = |event: &&Event| after < event.seq && event.seq <= to;
        self.log.iter().filter(between).cloned().collect()
    }

    pub fn some_person(&mut self) -> Principal {
        let nth = usize::try_from(self.below(self.people.len() as u64)).unwrap_or(0);
        self.people[nth].clone()
    }

    /// Xorshift (Marsaglia, 2003): one seed determines a whole history.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random % bound.max(1)
    }
}

fn person((handle, nth): (&str, u8)) -> Principal {
    Principal::Person {
        person: Person {
            id: UserId::from_random(&[nth; ID_LETTERS]),
            handle: Handle::parse(handle).expect("handles in tests are good ones"),
        },
        session: SessionId::from_random(&[nth; ID_LETTERS]),
        profile: None,
    }
}
