//! What a relay stands on: a host for its sockets, the little that stays when its memory is lost, and errands.
//!
//! Unlike a conversation a relay must ask and wait. It leaves errands, and hears of each by an event of its own.

use std::cell::{RefCell, RefMut};
use std::collections::BTreeMap;
use std::rc::Rc;

use dormouse::chat::{Millis, Refusal, Seq, SessionId};
use dormouse::objects::calls::ToConversation;
use dormouse::objects::host::SocketId;

use crate::host::SimHost;

/// What outlives a relay's memory: on workerd two rows, a row per session that ended lately, and the sockets' attachments.
#[derive(Default)]
pub struct Stay {
    /// Every going up to here has been acted upon. Written every half minute, not with each frame.
    pub cursor: Option<Seq>,
    pub epoch: Option<String>,
    /// It went to rest: every seat has everything up to `cursor`, and nothing more.
    pub exact: bool,
    /// Sessions that ended lately: one that was let through the door just before must not come in.
    pub over: Vec<(SessionId, Millis)>,
    /// What is attached to each socket, beside whose it is.
    pub attached: BTreeMap<SocketId, Attached>,
}

/// See [`super::seat::Seat`]'s fields of the same names.
#[derive(Clone, Copy)]
pub struct Attached {
    pub fence: Seq,
    pub bereft: bool,
}

/// Whose question an answer belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Look(SocketId),
    Admit(SocketId),
    Page(SocketId),
    Post(SocketId),
    Seen(SocketId),
}

/// What is left for the driver to do once the event is over.
pub enum Errand {
    /// The socket is let in; it is on the host already.
    Accept(SocketId),
    Refuse(SocketId, Refusal),
    /// Open a socket to whom this relay follows.
    Follow {
        wait: Millis,
        since: Option<Seq>,
        epoch: Option<String>,
    },
    /// Close it.
    Unfollow,
    /// Say something on it.
    Say(String),
    /// Ask the conversation's object.
    Ask {
        wait: Millis,
        of: Asked,
        call: Box<ToConversation>,
    },
}

/// Cloned freely: it is one ground.
#[derive(Clone)]
pub struct Ground {
    pub host: SimHost,
    stay: Rc<RefCell<Stay>>,
    errands: Rc<RefCell<Vec<Errand>>>,
}

impl Ground {
    pub fn new(host: SimHost) -> Self {
        Self {
            host,
            stay: Rc::default(),
            errands: Rc::default(),
        }
    }

    pub fn stay(&self) -> RefMut<'_, Stay> {
        self.stay.borrow_mut()
    }

    pub fn errand(&self, errand: Errand) {
        self.errands.borrow_mut().push(errand);
    }

    pub fn take_errands(&self) -> Vec<Errand> {
        self.errands.take()
    }
}
