//! Pinning messages.

use super::changing::group;
use super::*;
use crate::chat::limits::PINS;

impl Play {
    /// Pins or unpins a message, and applies the event. True if there was one.
    fn pins(&mut self, who: &Person, it: &Stored<u64>, on: bool) -> Result<bool, Refusal> {
        let event = self.pin(who, it, on)?;
        if let Some(event) = &event {
            self.now.apply(event);
            self.log.push(event.clone());
        }
        Ok(event.is_some())
    }
}

#[test]
fn both_people_of_a_direct_conversation_pin_messages() {
    let mut play = Play::direct();
    let it = play.stored(&anna(), "a1", "tea at five");
    assert_eq!(play.pins(&ben(), &it, true), Ok(true));
    assert_eq!(play.now.pins, [it.seq]);
    assert_eq!(play.pins(&anna(), &it, false), Ok(true));
    assert!(play.now.pins.is_empty());
}

#[test]
fn what_is_pinned_already_changes_nothing() {
    let mut play = group();
    let it = play.stored(&ben(), "b1", "tea?");
    assert_eq!(play.pins(&cleo(), &it, false), Ok(false));
    assert_eq!(play.pins(&cleo(), &it, true), Ok(true));
    assert_eq!(play.pins(&anna(), &it, true), Ok(false));
    assert_eq!(play.folded().pins, [it.seq]);
}

#[test]
fn a_deleted_message_is_not_pinned_any_more_and_never_again() {
    let mut play = group();
    let mut it = play.stored(&ben(), "b1", "tea?");
    assert_eq!(play.pins(&cleo(), &it, true), Ok(true));
    let deleted = play.delete(&ben(), &it).expect("it is his");
    let deleted = deleted.expect("it was not deleted yet");
    play.now.apply(&deleted);
    assert!(play.now.pins.is_empty());
    it.message.deleted = Some(Box::new(crate::chat::Deletion {
        at: NOON,
        removed_by: None,
    }));
    assert_eq!(play.pins(&cleo(), &it, true), Err(Refusal::MessageDeleted));
    assert_eq!(play.pins(&cleo(), &it, false), Ok(false));
}

#[test]
fn a_conversation_has_so_many_pins_and_no_more() {
    let mut play = group();
    let all: Vec<_> = (0..=PINS)
        .map(|nth| play.stored(&ben(), &format!("b{nth}"), "tea?"))
        .collect();
    for it in &all[..PINS] {
        assert_eq!(play.pins(&anna(), it, true), Ok(true));
    }
    assert_eq!(
        play.pins(&anna(), &all[PINS], true),
        Err(Refusal::TooManyPins)
    );
    assert_eq!(play.pins(&anna(), &all[7], false), Ok(true));
    assert_eq!(play.pins(&anna(), &all[PINS], true), Ok(true));
    assert_eq!(play.now.pins.last(), Some(&all[PINS].seq));
}
