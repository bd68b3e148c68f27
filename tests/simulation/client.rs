//! A client, and the wire between it and its object. Frames keep their order on the wire until it
//! is cut.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use dormouse::chat::frames::{InboxEntry, ToClient, ToUserClient};
use dormouse::chat::{CloseCode, ConversationId, Millis, Principal, Profile, Refusal, SessionId};
use dormouse::objects::call::Opening;
use dormouse::objects::host::{Attachment, Host, SocketId, random_id};

use crate::host::SimSocket;
use crate::tab::Tab;
use crate::world::{Due, ObjectRef, World};

/// One client of one person. It keeps its state over reconnects.
pub struct Client {
    pub person: usize,
    pub session: SessionId,
    pub place: ObjectRef,
    pub socket: Option<SocketId>,
    /// It reads nothing for now.
    pub stalled: bool,
    /// Its person closed it, or the server said that it must not come back.
    pub over: bool,
    pub tab: Tab,
    pub inbox: BTreeMap<ConversationId, InboxEntry>,
    pub own_profile: Option<Profile>,
}

pub struct Wire {
    pub client: usize,
    pub place: ObjectRef,
    /// When the last frame on its way arrives, in each direction.
    pub up_at: Millis,
    pub down_at: Millis,
    pub pipe: VecDeque<Down>,
    /// Nothing gets through any more.
    pub cut: bool,
}

pub enum Down {
    Frame(Rc<DecodedFrame>),
    Close(CloseCode),
}

/// A frame from the server. The world decodes it once, however many clients get it.
pub struct DecodedFrame {
    pub frame: Frame,
    pub bytes: usize,
}

pub enum Frame {
    Conversation(ToClient),
    User(ToUserClient),
}

impl World {
    pub fn new_client(&mut self, person: usize, session: SessionId, place: ObjectRef) -> usize {
        self.clients.push(Client {
            person,
            session,
            place,
            socket: None,
            stalled: false,
            over: false,
            tab: Tab::default(),
            inbox: BTreeMap::new(),
            own_profile: None,
        });
        self.clients.len() - 1
    }

    /// Opens a client's socket, as the Worker does for a signed-in client.
    pub fn connect(&mut self, nth: usize) {
        let client = &self.clients[nth];
        let (person, place) = (client.person, client.place);
        if client.socket.is_some() || client.over {
            return;
        }
        if self.accounts[person].ended.contains(&client.session) {
            self.clients[nth].over = true;
            return;
        }
        let principal = Principal::Person {
            person: self.person(person).clone(),
            session: client.session.clone(),
            profile: self.profiles.get(&self.person(person).id).cloned(),
        };
        let (since, epoch) = self.clients[nth].tab.cursor(&mut self.dice);
        let opening = Opening {
            principal: principal.clone(),
            since,
            epoch,
            stream: false,
        };
        match self.event(place, |actor| actor.may_open(&opening)) {
            Ok(()) => {}
            Err(Refusal::NotFound) => return self.check_locked_out(nth),
            // The session ended on the way here. The next attempt fails when the Worker
            // authenticates it.
            Err(Refusal::NotSignedIn)
                if self.accounts[person]
                    .ended
                    .contains(&self.clients[nth].session) =>
            {
                return self.reconnect(nth);
            }
            Err(Refusal::TooFast(_) | Refusal::Internal) => {
                return self.in_ms(5_000, Due::Reconnect(nth));
            }
            Err(refusal) => panic!("an opening was refused with {refusal:?}"),
        }
        let host = self.host(place).clone();
        let attachment = Attachment {
            socket: random_id(&host),
            principal: principal.into(),
            opened_at: host.now(),
            checked_at: None,
            focused: false,
            behind: None,
        };
        let socket = attachment.socket;
        host.body().sockets.borrow_mut().insert(
            socket,
            SimSocket {
                attachment: attachment.clone(),
                died_at: None,
            },
        );
        let (up_at, down_at, pipe) = (self.now, self.now, VecDeque::new());
        self.wires.insert(
            socket,
            Wire {
                client: nth,
                place,
                up_at,
                down_at,
                pipe,
                cut: false,
            },
        );
        self.clients[nth].socket = Some(socket);
        if self
            .event(place, |actor| actor.on_open(attachment, &opening))
            .is_err()
        {
            host.close(socket, CloseCode::Restart);
            self.event(place, |actor| actor.on_close(socket, false));
        }
    }

    /// A client sends text on its socket.
    pub fn send_text(&mut self, nth: usize, text: String) {
        let Some(socket) = self.clients[nth].socket else {
            return;
        };
        let delay = self.delay();
        let now = self.now;
        if let Some(wire) = self.wires.get_mut(&socket) {
            wire.up_at = wire.up_at.max(now + delay);
            let at = wire.up_at;
            self.later(at, Due::Up { socket, text });
        }
    }

    /// A client's frame arrives, if the wire and the object's socket still exist.
    pub fn arrive(&mut self, socket: SocketId, text: &str) {
        let Some(place) = self
            .wires
            .get(&socket)
            .filter(|wire| !wire.cut)
            .map(|wire| wire.place)
        else {
            return self.faults.count("frame lost on the way in");
        };
        if self
            .host(place)
            .body()
            .sockets
            .borrow()
            .contains_key(&socket)
        {
            self.may_die = matches!(place, ObjectRef::Conversation(_));
            self.event(place, |actor| actor.on_text(socket, text));
        }
    }

    /// Puts a frame or a close on the wire to a client.
    pub fn push_down(&mut self, socket: SocketId, down: Down) {
        let delay = self.delay();
        let now = self.now;
        let Some(wire) = self.wires.get_mut(&socket).filter(|wire| !wire.cut) else {
            return;
        };
        wire.pipe.push_back(down);
        wire.down_at = wire.down_at.max(now + delay);
        let at = wire.down_at;
        self.later(at, Due::Down(socket));
    }

    pub fn carry_close(&mut self, socket: SocketId, code: CloseCode) {
        self.push_down(socket, Down::Close(code));
    }

    /// A client reads the next frame on its wire.
    pub fn read_next(&mut self, socket: SocketId) {
        let Some(wire) = self.wires.get_mut(&socket).filter(|wire| !wire.cut) else {
            return;
        };
        let nth = wire.client;
        if self.clients[nth].stalled {
            return;
        }
        // A client that closed its socket reads nothing more.
        if self.clients[nth].socket != Some(socket) {
            return wire.pipe.clear();
        }
        match wire.pipe.pop_front() {
            Some(Down::Frame(decoded)) => self.read_frame(nth, &decoded),
            Some(Down::Close(code)) => self.read_close(nth, code),
            None => {}
        }
    }

    /// A stalled client reads on.
    pub fn unstall(&mut self, nth: usize) {
        self.clients[nth].stalled = false;
        let Some(socket) = self.clients[nth].socket else {
            return;
        };
        let waiting = self.wires.get(&socket).map_or(0, |wire| wire.pipe.len());
        (0..waiting).for_each(|_| self.in_ms(1, Due::Down(socket)));
    }

    /// The bytes on a client's wire that it has not read.
    pub fn unread_bytes(&self, nth: usize) -> usize {
        let wire = self.clients[nth]
            .socket
            .and_then(|socket| self.wires.get(&socket));
        let bytes = |down: &Down| {
            if let Down::Frame(decoded) = down {
                decoded.bytes
            } else {
                0
            }
        };
        wire.map_or(0, |wire| wire.pipe.iter().map(bytes).sum())
    }
}
