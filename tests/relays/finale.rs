//! The end of a world: all heals, one more message is said, and everyone must have everything.

use dormouse::chat::ClientId;
use dormouse::objects::calls::ToConversation;

use crate::relay::Relay;
use crate::world::{Due, World};

impl World {
    pub fn finish(&mut self) {
        self.heal();
        for nth in 0..self.viewers.len() {
            self.in_ms(10, Due::Connect(nth));
        }
        self.run_for(120_000);
        let caller = self.caller(0);
        let client_id = ClientId::parse("the-last-word").expect("a good client id");
        let body = "Good night".to_owned();
        let call = ToConversation::Post {
            caller,
            client_id,
            body,
        };
        assert!(self.ask_room(&call).is_some(), "it can be reached");
        self.run_for(60_000);
        self.ledger.check(&self.log);
        self.check_viewers();
        self.check_seats();
        (0..self.stations.len()).for_each(|nth| self.check_rests(nth));
    }

    /// Whoever watches has the whole log, and an answer to everything they said.
    fn check_viewers(&self) {
        for viewer in self.viewers.iter().filter(|viewer| !viewer.over) {
            let handle = &self.people[viewer.person].person.handle;
            assert!(self.is_member(viewer.person), "{handle} went and watches on");
            assert!(
                viewer.wire.is_some() && viewer.is_live(),
                "{handle} did not come back"
            );
            assert_eq!(
                viewer.last,
                Some(self.head().0),
                "{handle} has not got everything"
            );
            assert!(viewer.pending.is_empty(), "{handle}'s posts are unanswered");
        }
    }

    /// Nobody sits at a relay who has gone, or in a session that is over.
    fn check_seats(&self) {
        for kept in self
            .stations
            .iter()
            .flat_map(|station| station.ground.host.kept())
        {
            let handle = &kept.caller.person.handle;
            let person = self
                .people
                .iter()
                .position(|it| it.person == kept.caller.person)
                .expect("of this world");
            assert!(self.is_member(person), "{handle} went and has a seat");
            assert!(
                !self.ended.contains(&kept.caller.session),
                "an ended session has a seat"
            );
        }
    }

    /// A quiet relay can let go: nothing is under way for ever.
    fn check_rests(&mut self, nth: usize) {
        if self.stations[nth].is_awake() {
            let rests = self.relay_event(nth, Relay::rest);
            assert!(rests, "relay {nth} finds no rest");
            self.lose_memory(nth);
        }
    }
}
