//! Reactions as they are stored: for each emoji everyone who has reacted with it. `P` stands for a
//! person.

use super::limits::{REACTION_PEOPLE, REACTIONS, REACTIONS_OF_ONE};
use super::refusal::ReactionRule;
use super::{Person, Reaction, Refusal, Seq};

/// One emoji on a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given<P> {
    pub emoji: String,
    /// The event since which somebody has reacted with it.
    pub since: Seq,
    /// Everyone who has, in the order in which they did. It is never empty.
    pub people: Vec<P>,
}

/// From the event `at` on, the reaction of `who` is there (`on`) or is not. Returns whether that
/// changes anything.
///
/// # Errors
/// [`Refusal::TooManyReactions`].
pub fn set<P: PartialEq>(
    all: &mut Vec<Given<P>>,
    emoji: &str,
    who: P,
    on: bool,
    at: Seq,
) -> Result<bool, Refusal> {
    let place = all.iter().position(|it| it.emoji == emoji);
    let given = place.and_then(|place| all.get_mut(place));
    let has = given.as_ref().is_some_and(|it| it.people.contains(&who));
    if has == on {
        return Ok(false);
    }
    if !on {
        if let Some(given) = given {
            given.people.retain(|one| *one != who);
        }
        all.retain(|it| !it.people.is_empty());
        return Ok(true);
    }
    let is_new = given.is_none();
    let theirs = all.iter().filter(|it| it.people.contains(&who)).count();
    if theirs >= REACTIONS_OF_ONE {
        return Err(Refusal::TooManyReactions(ReactionRule::Yours));
    }
    if is_new && all.len() >= REACTIONS {
        return Err(Refusal::TooManyReactions(ReactionRule::All));
    }
    match place.and_then(|place| all.get_mut(place)) {
        Some(given) => given.people.push(who),
        None => all.push(Given {
            emoji: emoji.to_owned(),
            since: at,
            people: vec![who],
        }),
    }
    Ok(true)
}

impl<P> Given<P> {
    /// What a message shows of it. `named` finds a person.
    pub fn shown<'a>(&self, named: impl Fn(&P) -> Option<&'a Person>) -> Reaction {
        let first = self.people.iter().filter_map(named).take(REACTION_PEOPLE);
        Reaction {
            emoji: self.emoji.clone(),
            count: self.people.len() as u64,
            since: self.since,
            people: first.cloned().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn give(all: &mut Vec<Given<u64>>, emoji: &str, who: u64, at: u64) {
        assert_eq!(set(all, emoji, who, true, Seq(at)), Ok(true));
    }

    #[test]
    fn adding_twice_is_adding_once_and_taking_back_nothing_is_nothing() {
        let mut all = Vec::new();
        give(&mut all, "👍", 1, 5);
        assert_eq!(set(&mut all, "👍", 1, true, Seq(6)), Ok(false));
        assert_eq!(set(&mut all, "👍", 2, false, Seq(7)), Ok(false));
        assert_eq!(set(&mut all, "🍪", 1, false, Seq(8)), Ok(false));
        assert_eq!((all.len(), all[0].since), (1, Seq(5)));
        assert_eq!(set(&mut all, "👍", 1, false, Seq(9)), Ok(true));
        assert_eq!(all, []);
    }

    #[test]
    fn an_emoji_stays_in_its_place_while_somebody_has_it() {
        let mut all = Vec::new();
        give(&mut all, "👍", 1, 1);
        give(&mut all, "🍪", 2, 2);
        give(&mut all, "👍", 3, 3);
        assert_eq!(set(&mut all, "👍", 1, false, Seq(4)), Ok(true));
        assert_eq!((all[0].since, all[0].people.clone()), (Seq(1), vec![3]));
        assert_eq!(set(&mut all, "👍", 3, false, Seq(5)), Ok(true));
        give(&mut all, "👍", 1, 6);
        assert_eq!((all[1].emoji.as_str(), all[1].since), ("👍", Seq(6)));
    }

    #[test]
    fn a_person_and_a_message_have_only_so_many() {
        let named = |nth: usize| format!("emoji {nth}");
        let mut all = Vec::new();
        for nth in 0..REACTIONS {
            let who = (nth / REACTIONS_OF_ONE) as u64;
            give(&mut all, &named(nth), who, nth as u64 + 1);
        }
        let refused = |all: &mut Vec<_>, emoji: &str, who| {
            let refusal = set(all, emoji, who, true, Seq(99)).expect_err("too many");
            refusal.params().and_then(|params| params.rule)
        };
        assert_eq!(refused(&mut all, "more", 9).as_deref(), Some("all"));
        assert_eq!(refused(&mut all, &named(49), 0).as_deref(), Some("yours"));
        give(&mut all, &named(0), 9, 100);
        assert_eq!(set(&mut all, &named(0), 0, false, Seq(101)), Ok(true));
        give(&mut all, &named(49), 0, 102);
    }

    #[test]
    fn a_reaction_names_the_first_five() {
        let people: Vec<u64> = (1..=9).collect();
        let given = Given {
            emoji: "👍".to_owned(),
            since: Seq(3),
            people,
        };
        let anna = Person {
            id: super::super::UserId::from_random(&[1; 20]),
            handle: super::super::Handle::parse("anna").expect("a good handle"),
        };
        let shown = given.shown(|_| Some(&anna));
        assert_eq!((shown.count, shown.people.len()), (9, REACTION_PEOPLE));
    }
}
