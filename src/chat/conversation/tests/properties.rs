//! What is true after any commands, in any order, with any clock.

use proptest::prelude::*;

use super::*;

/// A command that a person tries. The numbers stand for people.
#[derive(Debug, Clone)]
enum Attempt {
    Join(usize),
    Leave(usize),
    Admit(usize, usize),
    Remove(usize, usize),
    SetRole(usize, usize, Role),
    Rename(usize, String),
    Say(usize, u8, String),
    Read(usize, u64),
    /// The clock jumps by so many seconds.
    Jump(i32),
}

fn crowd() -> [Person; 5] {
    [anna(), ben(), cleo(), dora(), person(5, "emil")]
}

fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    let one = || 0..5_usize;
    let role = prop_oneof![Just(Role::Member), Just(Role::Admin), Just(Role::Owner)];
    let attempt = prop_oneof![
        3 => one().prop_map(Attempt::Join),
        2 => one().prop_map(Attempt::Leave),
        2 => (one(), one()).prop_map(|(who, whom)| Attempt::Admit(who, whom)),
        2 => (one(), one()).prop_map(|(who, whom)| Attempt::Remove(who, whom)),
        3 => (one(), one(), role).prop_map(|(who, whom, role)| Attempt::SetRole(who, whom, role)),
        1 => (one(), "[a-z]{0,3}").prop_map(|(who, title)| Attempt::Rename(who, title)),
        4 => (one(), 0..6_u8, "[ab]{0,2}").prop_map(|(who, name, body)| {
            Attempt::Say(who, name, body)
        }),
        1 => (one(), 0..40_u64).prop_map(|(who, seq)| Attempt::Read(who, seq)),
        1 => (-100..100_i32).prop_map(Attempt::Jump),
    ];
    prop::collection::vec(attempt, 0..80)
}

impl Play {
    fn attempt(&mut self, attempt: Attempt) {
        let people = crowd();
        // About half of the attempts are refused. The state after a refusal is checked too.
        let _ = match attempt {
            Attempt::Join(who) => self.does(|it, now| it.join(&by(&people[who]), now)),
            Attempt::Leave(who) => self.does(|it, now| it.leave(&by(&people[who]), now)),
            Attempt::Admit(who, whom) => {
                self.does(|it, now| it.admit(&by(&people[who]), &people[whom], now))
            }
            Attempt::Remove(who, whom) => {
                self.does(|it, now| it.remove(&by(&people[who]), &people[whom].id, now))
            }
            Attempt::SetRole(who, whom, role) => {
                self.does(|it, now| it.set_role_of(&by(&people[who]), &people[whom].id, role, now))
            }
            Attempt::Rename(who, title) => {
                self.does(|it, now| it.rename(&by(&people[who]), Some(&title), None, now))
            }
            Attempt::Say(who, name, body) => self
                .says(&people[who], &format!("n{name}"), &body)
                .map(|_| Outcome::default()),
            Attempt::Read(who, seq) => {
                let messages = self
                    .log
                    .iter()
                    .filter(|event| event.is_message() && event.seq.0 <= seq)
                    .count();
                self.now.read(&people[who].id, Seq(seq), messages as u64);
                Ok(Outcome::default())
            }
            Attempt::Jump(seconds) => {
                self.clock = self.clock.saturating_add_signed(i64::from(seconds) * 1_000);
                Ok(Outcome::default())
            }
        };
    }

    #[track_caller]
    fn check(&self) {
        let seqs = self.log.iter().map(|event| event.seq.0);
        assert!(seqs.eq(1..=self.now.head.0), "the log has no gaps");
        assert!(
            self.log.is_sorted_by_key(|event| event.at),
            "times never go back"
        );
        let roles: Vec<_> = self
            .now
            .people
            .values()
            .filter_map(|one| one.role)
            .collect();
        assert_eq!(
            roles.contains(&Role::Owner),
            !roles.is_empty(),
            "an open group has an owner"
        );
        assert_eq!(self.now.is_closed(), roles.is_empty());
        let posts = self.log.iter().filter(|event| event.is_message()).count() as u64;
        assert_eq!(self.now.posts, posts);
        for one in self.now.people.values() {
            assert!(
                one.read <= self.now.head && one.read_posts <= posts,
                "read <= head"
            );
            let read_posts = self
                .log
                .iter()
                .filter(|event| event.is_message() && event.seq <= one.read)
                .count();
            assert_eq!(
                one.read_posts, read_posts as u64,
                "read_posts counts the messages up to read"
            );
        }
    }

    /// The state without cursors. Reading moves cursors without an event, so a fold does not know
    /// it.
    fn without_cursors(mut state: Conversation) -> Conversation {
        state
            .people
            .values_mut()
            .for_each(|one| (one.read, one.read_posts) = (Seq::START, 0));
        state
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn after_any_commands_the_log_is_whole_and_the_group_has_an_owner(
        public: bool,
        attempts in attempts(),
    ) {
        let mut play = if public { Play::public() } else { Play::private() };
        for attempt in attempts {
            play.attempt(attempt);
            play.check();
        }
        prop_assert_eq!(Play::without_cursors(play.folded()), Play::without_cursors(play.now));
    }

    #[test]
    fn a_former_member_of_a_private_group_gets_the_answers_of_a_stranger(attempts in attempts()) {
        let mut play = Play::private();
        let stranger = person(6, "finn");
        for attempt in attempts {
            play.attempt(attempt);
        }
        for former in crowd().iter().filter(|one| play.role(one).is_none()) {
            let asked = |who: &Person| {
                let it = &play.now;
                [
                    it.join(&by(who), NOON).map(|_| ()),
                    it.leave(&by(who), NOON).map(|_| ()),
                    it.admit(&by(who), &anna(), NOON).map(|_| ()),
                    it.remove(&by(who), &anna().id, NOON).map(|_| ()),
                    it.set_role_of(&by(who), &anna().id, Role::Owner, NOON).map(|_| ()),
                    it.rename(&by(who), Some("Larks"), None, NOON).map(|_| ()),
                    it.about_for(&who.id).map(|_| ()),
                    it.post(&by(who), draft("x", "hello"), Vec::new(), &nobody, NOON).map(|_| ()),
                ]
            };
            prop_assert_eq!(asked(former), asked(&stranger));
        }
    }
}
