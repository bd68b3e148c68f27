//! Rest: while nothing happens, no object calls another, no alarm fires, and no absent person
//! counts as online.

use std::collections::BTreeMap;

use dormouse::objects::user::calls::Online;

use crate::world::{ObjectRef, World};

impl World {
    /// Alarms stop: with people connected only the sweeps go on; without them, nothing does.
    pub fn check_rest(&mut self) {
        // Except that each object asks D1 about its sessions once an hour.
        self.calls.remove("check sessions");
        let calls: u64 = self.calls.values().sum();
        let before = self.rings();
        self.run_for(400_000);
        self.calls.remove("check sessions");
        assert_eq!(
            self.calls.values().sum::<u64>(),
            calls,
            "objects make calls while nothing happens: {:?}",
            self.calls
        );
        for (place, rings) in self.rings() {
            let rang = rings - before[&place];
            assert!(
                rang <= 12,
                "{place:?}: {rang} alarms in 400 s; a sweep is due every 40 s"
            );
        }
        for nth in 0..self.clients.len() {
            self.clients[nth].over = true;
            self.close_cleanly(nth);
        }
        self.run_for(200_000);
        self.check_nobody_is_online();
        // Objects check for stale sockets less and less often. In the end no alarm is left.
        self.run_for(3 * 3_600_000);
        let before = self.rings();
        self.run_for(24 * 3_600_000);
        assert_eq!(
            self.rings(),
            before,
            "an alarm fires while everyone is away"
        );
    }

    /// An object detects its stale sockets when somebody asks it whether the person is online.
    fn check_nobody_is_online(&mut self) {
        for nth in 0..self.accounts.len() {
            let user = self.person(nth).id.clone();
            let answer = self.ask_user(&user, &Online { user: user.clone() });
            assert!(
                matches!(&answer, Some(Ok(presence)) if !presence.online),
                "online by a stale socket: {answer:?}"
            );
        }
        self.run_for(60_000);
        let listed = self.marks.values().filter(|(online, _)| *online).count();
        assert_eq!(listed, 0, "a person who is away is listed as online");
    }

    pub fn rings(&self) -> BTreeMap<ObjectRef, u64> {
        let users = self
            .users
            .iter()
            .enumerate()
            .map(|(nth, object)| (ObjectRef::User(nth), object.rings));
        let conversations = self
            .conversations
            .iter()
            .enumerate()
            .map(|(nth, conversation)| (ObjectRef::Conversation(nth), conversation.object.rings));
        users.chain(conversations).collect()
    }
}
