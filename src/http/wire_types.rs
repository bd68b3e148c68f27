//! The types of the wire for the page: writes `public/wire.ts` from the Rust types of the frames
//! and of the HTTP bodies, and notices when the file is out of date. Only tests compile it.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};

use ts_rs::{Config, TS, TypeVisitor};

use super::{
    accounts, conversations, files, groups, live, members, messages, people, posts, profile,
    search, sessions,
};
use crate::chat::client_frames::FromClient;
use crate::chat::frames::{ToClient, ToUserClient};
use crate::chat::{EventKind, NewFile};
use crate::objects::conversation::calls::{
    MemberSet, MembersPage, Overview, PinsPage, Polled, SearchPage, TimelinePage,
};
use crate::objects::file::calls::Upload;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/public/wire.ts");
/// What brings the file up to date.
const COMMAND: &str = "WIRE=write cargo test wire_types && npx prettier --write public/wire.ts";

/// Declarations by name, of types and of all types that they are made of.
struct Declarations {
    config: Config,
    visited: HashSet<TypeId>,
    found: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only a type of our own has a file to go to. Numbers, text and lists have none.
        if !self.visited.insert(TypeId::of::<T>()) || T::output_path().is_none() {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        let text = format!("{docs}export {}\n", T::decl(&self.config));
        let other = self.found.insert(T::ident(&self.config), text);
        assert!(
            other.is_none(),
            "two types are called {}",
            T::ident(&self.config)
        );
        T::visit_dependencies(self);
    }
}

fn generated() -> String {
    let mut all = Declarations {
        // No number of the wire is above 2^53.
        config: Config::new().with_large_int("number"),
        visited: HashSet::new(),
        found: BTreeMap::new(),
    };
    all.visit::<ToClient>();
    all.visit::<ToUserClient>();
    all.visit::<FromClient>();
    all.visit::<EventKind>();

    all.visit::<accounts::Credentials>();
    all.visit::<conversations::With>();
    all.visit::<conversations::NewName>();
    all.visit::<groups::NewGroup>();
    all.visit::<members::NewMembership>();
    all.visit::<posts::UpTo>();
    all.visit::<messages::NewBody>();
    all.visit::<NewFile>();
    all.visit::<profile::NewProfile>();

    all.visit::<accounts::SignedIn<'static>>();
    all.visit::<sessions::Current<'static>>();
    all.visit::<profile::OwnProfile<'static>>();
    all.visit::<sessions::Sessions>();
    all.visit::<people::People>();
    all.visit::<groups::Groups>();
    all.visit::<live::WholeInbox>();
    all.visit::<posts::Shown>();
    all.visit::<Overview>();
    all.visit::<MembersPage>();
    all.visit::<MemberSet>();
    all.visit::<TimelinePage>();
    all.visit::<PinsPage>();
    all.visit::<Polled>();
    all.visit::<Upload>();
    all.visit::<files::Finished>();
    all.visit::<files::Room>();
    all.visit::<SearchPage>();
    all.visit::<search::FoundEverywhere>();

    let head = format!(
        "// The types of the wire: frames, HTTP bodies, and what they are made of. Generated from \
         the\n// Rust types by src/http/wire_types.rs; do not edit. To bring it up to date:\n\
         // {COMMAND}\n\n"
    );
    let declarations: Vec<String> = all.found.into_values().collect();
    head + &declarations.join("\n")
}

/// The text without what Prettier may change: blanks, quotes, separators and brackets around types.
fn without_layout(text: &str) -> String {
    let is_layout = |c: char| c.is_whitespace() || ",;\"|()".contains(c);
    text.chars().filter(|&c| !is_layout(c)).collect()
}

#[test]
fn wire_types_are_up_to_date() -> std::io::Result<()> {
    let generated = generated();
    if std::env::var("WIRE").is_ok_and(|what| what == "write") {
        std::fs::write(FILE, &generated)?;
    }
    let file = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(
        without_layout(&file) == without_layout(&generated),
        "public/wire.ts does not fit the Rust types. This writes it anew: {COMMAND}"
    );
    Ok(())
}
