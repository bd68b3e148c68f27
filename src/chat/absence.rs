//! Whether nobody is home at a person's, as their own object and a conversation's agree on it however their calls are
//! delayed, doubled or lost.
//!
//! Each end keeps one number per person and conversation. The person's object numbers its answers “nobody home”, and says the
//! number again when somebody comes home. **Whenever the conversation counts the person as away, their object does so too, under
//! the same or a later number**: so whoever comes home asks every conversation that has stopped telling.

/// Positive: away since the answer of this number. Negative: home again after it. Zero: never away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Absence(i64);

impl Absence {
    /// What was stored.
    #[must_use]
    pub const fn stored(number: i64) -> Self {
        Self(number)
    }

    /// What is to be stored.
    #[must_use]
    pub const fn to_store(self) -> i64 {
        self.0
    }

    #[must_use]
    pub const fn is_away(self) -> bool {
        self.0 > 0
    }

    /// The number of the last answer “nobody home”.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0.unsigned_abs()
    }

    /// The person's object answers “nobody home” once more. A number of its own lets the conversation tell it from an answer that
    /// was on its way while somebody came home.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_abs().saturating_add(1))
    }

    /// The conversation hears that answer. One from before somebody came home says nothing of now.
    #[must_use]
    pub fn heard(self, number: u64) -> Self {
        if number > self.number() {
            Self(i64::try_from(number).unwrap_or(i64::MAX))
        } else {
            self
        }
    }

    /// Somebody came home after the answer of this number: the conversation is asked, or has answered. If the person's object
    /// has said “nobody home” again since, they are away all the same.
    #[must_use]
    pub fn ended(self, number: u64) -> Self {
        if number >= self.number() {
            Self(-i64::try_from(number).unwrap_or(i64::MAX))
        } else {
            self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_answer_that_was_overtaken_by_the_homecoming_says_nothing() {
        let answered = Absence::default().next();
        let asked = Absence::default().ended(answered.number());
        assert!(!asked.heard(answered.number()).is_away());
        assert!(
            asked.heard(answered.next().number()).is_away(),
            "but the next one does"
        );
    }

    #[test]
    fn who_left_again_is_not_home_because_an_earlier_question_is_answered() {
        let first = Absence::default().next();
        let second = first.next();
        assert!(second.ended(first.number()).is_away());
        assert!(!second.ended(second.number()).is_away());
    }

    #[test]
    fn it_comes_back_as_it_was_stored() {
        for absence in [
            Absence::default(),
            Absence::default().next(),
            Absence::default().next().ended(1),
        ] {
            assert_eq!(Absence::stored(absence.to_store()), absence);
        }
    }

    proptest! {
        /// The two ends, and every message between them at any time, any number of times, or never.
        #[test]
        fn whom_the_conversation_counts_as_away_their_object_does_too(fates in prop::collection::vec((0_u8..5, any::<prop::sample::Index>()), 0..200)) {
            let (mut desk, mut room) = (Absence::default(), Absence::default());
            let (mut answers, mut questions, mut replies) = (vec![0], vec![0], vec![0]);
            for (fate, which) in fates {
                match fate {
                    0 => {
                        desk = desk.next();
                        answers.push(desk.number());
                    }
                    1 => room = room.heard(*which.get(&answers)),
                    2 => questions.push(if desk.is_away() { desk.number() } else { 0 }),
                    3 => {
                        let asked = *which.get(&questions);
                        room = room.ended(asked);
                        replies.push(asked);
                    }
                    _ => desk = desk.ended(*which.get(&replies)),
                }
                prop_assert!(!room.is_away() || (desk.is_away() && desk.number() >= room.number()));
            }
        }
    }
}
