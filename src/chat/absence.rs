//! Whether a person is away, which means that none of their devices is connected. Their own object
//! and a conversation agree on it, however their calls are delayed, repeated or lost.
//!
//! Each side keeps one number per person and conversation. The person's object numbers each answer
//! “away”. It sends that number to the conversation when a device connects. **While the
//! conversation counts the person as away, their object does so too, with the same number or a
//! later one.** So the object of a person who connects asks every conversation that has stopped
//! sending summaries.

/// Positive: away since the answer with this number. Negative: back after that answer. Zero: never
/// away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Absence(i64);

impl Absence {
    /// The absence with this stored number.
    #[must_use]
    pub const fn stored(number: i64) -> Self {
        Self(number)
    }

    /// The number to store.
    #[must_use]
    pub const fn to_store(self) -> i64 {
        self.0
    }

    #[must_use]
    pub const fn is_away(self) -> bool {
        self.0 > 0
    }

    /// The number of the last answer “away”.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0.unsigned_abs()
    }

    /// The person's object answers “away” once more. The new number tells this answer from an
    /// older one that is still on its way.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_abs().saturating_add(1))
    }

    /// The conversation receives that answer. It ignores an answer from before the person came
    /// back.
    #[must_use]
    pub fn heard(self, number: u64) -> Self {
        if number > self.number() {
            Self(i64::try_from(number).unwrap_or(i64::MAX))
        } else {
            self
        }
    }

    /// The person came back after the answer with this number: the conversation was asked, or it
    /// has answered. If the person's object has answered “away” again since, they are still
    /// away.
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
    fn an_away_answer_from_before_the_return_is_ignored() {
        let answered = Absence::default().next();
        let asked = Absence::default().ended(answered.number());
        assert!(!asked.heard(answered.number()).is_away());
        assert!(
            asked.heard(answered.next().number()).is_away(),
            "a later answer counts"
        );
    }

    #[test]
    fn the_answer_to_an_old_question_does_not_end_a_newer_absence() {
        let first = Absence::default().next();
        let second = first.next();
        assert!(second.ended(first.number()).is_away());
        assert!(!second.ended(second.number()).is_away());
    }

    #[test]
    fn an_absence_is_read_as_it_was_stored() {
        for absence in [
            Absence::default(),
            Absence::default().next(),
            Absence::default().next().ended(1),
        ] {
            assert_eq!(Absence::stored(absence.to_store()), absence);
        }
    }

    proptest! {
        /// Each message between the two sides arrives at any time, any number of times, or never.
        #[test]
        fn a_person_away_for_the_conversation_is_away_for_their_own_object(
            fates in prop::collection::vec((0_u8..5, any::<prop::sample::Index>()), 0..200),
        ) {
            let (mut own, mut conversation) = (Absence::default(), Absence::default());
            let (mut answers, mut questions, mut replies) = (vec![0], vec![0], vec![0]);
            for (fate, which) in fates {
                match fate {
                    0 => {
                        own = own.next();
                        answers.push(own.number());
                    }
                    1 => conversation = conversation.heard(*which.get(&answers)),
                    2 => questions.push(if own.is_away() { own.number() } else { 0 }),
                    3 => {
                        let asked = *which.get(&questions);
                        conversation = conversation.ended(asked);
                        replies.push(asked);
                    }
                    _ => own = own.ended(*which.get(&replies)),
                }
                let own_is_later = own.is_away() && own.number() >= conversation.number();
                prop_assert!(!conversation.is_away() || own_is_later);
            }
        }
    }
}
