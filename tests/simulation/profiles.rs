//! Names that people take, and who must know them in the end: everyone who shows them.

use std::collections::{BTreeMap, BTreeSet};

use dormouse::chat::{DisplayName, Profile, Refusal, UserId, Visibility};
use dormouse::objects::user::calls::SetName;
use dormouse::store::profile;

use crate::finale::Truth;
use crate::world::{ObjectRef, World};

/// What a client knows of the people whom it has seen.
#[derive(Default)]
pub struct Names {
    seen: BTreeSet<UserId>,
    known: BTreeMap<UserId, Profile>,
}

impl Names {
    /// It has seen these people, with the profiles that came beside them.
    pub fn seen<'a>(&mut self, people: impl IntoIterator<Item = &'a UserId>, profiles: &[Profile]) {
        self.seen.extend(people.into_iter().cloned());
        for profile in profiles {
            if profile.is_news(self.known.get(&profile.user)) {
                self.known.insert(profile.user.clone(), profile.clone());
            }
        }
    }
}

impl World {
    /// A person takes another name, or none.
    pub fn take_some_name(&mut self, person: usize) {
        let names = ["Änne", "李小龍", "Anna von Berg", ""];
        let name = self.dice.pick(&names).copied().unwrap_or_default();
        self.take_name(person, name);
    }

    pub fn take_name(&mut self, person: usize, name: &str) -> Option<Profile> {
        let principal = self.principal(person)?;
        let (user, name) = (principal.user().clone(), DisplayName::parse(name).ok());
        match self.ask_user(&user, &SetName { principal, name })? {
            Ok(profile) => {
                if let Some(profile) = &profile {
                    self.list_profile(profile);
                }
                profile
            }
            Err(Refusal::TooFast(_)) => {
                self.faults.count("name refused as too fast");
                None
            }
            Err(other) => {
                let failed = self.users[person].host.body().sql.failures() > 0;
                assert!(failed, "no name without a fault: {other:?}");
                None
            }
        }
    }

    /// D1 takes a profile.
    pub fn list_profile(&mut self, profile: &Profile) {
        if profile.is_news(self.profiles.get(&profile.user)) {
            self.profiles.insert(profile.user.clone(), profile.clone());
        }
    }

    /// Every conversation knows how its members are shown, and so does everyone who looks at it.
    pub fn check_profiles(&self, conversation: usize, truth: &Truth) {
        let handle = |user: &UserId| &self.accounts[self.person_of(user)].person.handle;
        let known: BTreeMap<_, _> = truth
            .people
            .iter()
            .map(|row| (row.user.clone(), row.membership.profile.as_ref()))
            .collect();
        for row in truth
            .people
            .iter()
            .filter(|row| row.membership.role.is_some())
        {
            assert_eq!(
                row.membership.profile.as_ref(),
                self.profiles.get(&row.user),
                "{} is shown by an old name",
                row.membership.handle
            );
        }
        let place = ObjectRef::Conversation(conversation);
        for client in self
            .clients
            .iter()
            .filter(|it| it.place == place && it.socket.is_some())
        {
            for user in &client.tab.names.seen {
                assert_eq!(
                    client.tab.names.known.get(user),
                    known.get(user).copied().flatten(),
                    "a tab shows {} by an old name",
                    handle(user)
                );
            }
        }
    }

    /// The list of people and each person's own pages show what their object has.
    pub fn check_own_profiles(&self) {
        for (person, account) in self.accounts.iter().enumerate() {
            let has_tables = !self.users[person]
                .host
                .body()
                .sql
                .query("SELECT 1 FROM sqlite_master WHERE name = 'profile'")
                .is_empty();
            let own = if has_tables {
                profile::get(self.sql(ObjectRef::User(person))).expect("readable")
            } else {
                None
            };
            let (user, handle) = (&account.person.id, &account.person.handle);
            let profile = own.as_ref().map(|own| &own.profile);
            assert_eq!(
                profile,
                self.profiles.get(user),
                "{handle} in the list of people"
            );
            assert!(
                own.as_ref().is_none_or(|own| own.told >= own.profile.at),
                "{handle} still tells"
            );
            let inboxes = self
                .clients
                .iter()
                .filter(|it| it.place == ObjectRef::User(person));
            for client in inboxes.filter(|it| it.socket.is_some()) {
                assert_eq!(client.own_profile.as_ref(), profile, "{handle}'s own page");
            }
        }
    }
}

#[test]
fn a_new_name_costs_one_call_and_two_rows_for_each_conversation() {
    let mut world = World::new(1, 2);
    let groups: Vec<_> = (0..200)
        .filter_map(|_| world.create(0, Visibility::Private))
        .collect();
    world.run_for(60_000);
    let rows = |world: &World| -> u64 {
        let of = |place| world.host(place).body().sql.changes();
        groups
            .iter()
            .map(|nth| of(ObjectRef::Conversation(*nth)))
            .sum()
    };
    world.calls.clear();
    let (before, own) = (rows(&world), world.users[0].host.body().sql.changes());
    world.take_name(0, "\u{c4}nne").expect("a good name");
    world.run_for(60_000);
    assert_eq!(world.calls.get("change profile"), Some(&200));
    assert_eq!(world.calls.get("list profile"), Some(&1));
    assert_eq!(
        world.calls.get("update inbox"),
        None,
        "a group's inbox entry shows no name"
    );
    assert_eq!(rows(&world) - before, 400);
    // One for each conversation, and those of the profile itself and of the presence mark.
    let own = world.users[0].host.body().sql.changes() - own;
    assert!((203..=206).contains(&own), "{own}");
    world.take_name(0, "\u{c4}nne").expect("it is so already");
    world.run_for(60_000);
    assert_eq!(
        world.calls.get("change profile"),
        Some(&200),
        "and costs nothing then"
    );
}
