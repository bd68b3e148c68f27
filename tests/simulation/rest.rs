//! Rest: when nothing happens nothing is called, nothing rings, and nobody is taken for present.

use std::collections::BTreeMap;

use dormouse::objects::user::calls::Online;

use crate::world::{ObjectRef, World};

impl World {
    /// Nothing rings for ever: with people connected only sweeps do; without them, nothing.
    pub fn check_rest(&mut self) {
        // But for asking D1 about sessions once an hour.
        self.calls.remove("check sessions");
        let calls: u64 = self.calls.values().sum();
        let before = self.rings();
        self.run_for(400_000);
        self.calls.remove("check sessions");
        assert_eq!(
            self.calls.values().sum::<u64>(),
            calls,
            "calls are made though nothing happens: {:?}",
            self.calls
        );
        for (place, rings) in self.rings() {
            let rang = rings - before[&place];
            assert!(
                rang <= 12,
                "{place:?} rang {rang} times in 400 s, though it sweeps every 40"
            );
        }
        for nth in 0..self.clients.len() {
            self.clients[nth].over = true;
            self.close_cleanly(nth);
        }
        self.run_for(200_000);
        self.check_nobody_is_online();
        // Ghosts are looked for more and more seldom; then there is nothing left to ring for.
        self.run_for(3 * 3_600_000);
        let before = self.rings();
        self.run_for(24 * 3_600_000);
        assert_eq!(
            self.rings(),
            before,
            "something rings though everyone is gone"
        );
    }

    /// Ghosts are found when somebody asks.
    fn check_nobody_is_online(&mut self) {
        for nth in 0..self.accounts.len() {
            let user = self.person(nth).id.clone();
            let answer = self.ask_user(&user, &Online { user: user.clone() });
            assert!(
                matches!(&answer, Some(Ok(presence)) if !presence.online),
                "a ghost: {answer:?}"
            );
        }
        self.run_for(60_000);
        let listed = self.marks.values().filter(|(online, _)| *online).count();
        assert_eq!(listed, 0, "gone and listed as online");
    }

    pub fn rings(&self) -> BTreeMap<ObjectRef, u64> {
        let users = self
            .users
            .iter()
            .enumerate()
            .map(|(nth, user_actor)| (ObjectRef::User(nth), user_actor.rings));
        let conversations = self
            .conversations
            .iter()
            .enumerate()
            .map(|(nth, home)| (ObjectRef::Conversation(nth), home.object.rings));
        users.chain(conversations).collect()
    }
}
