//! How clients and sockets part: closed by either side, or cut.

use dormouse::chat::CloseCode;
use dormouse::objects::host::SocketId;

use crate::world::{Due, ObjectRef, World};

impl World {
    pub fn read_close(&mut self, nth: usize, code: CloseCode) {
        let (person, place) = (self.clients[nth].person, self.clients[nth].place);
        self.drop_wire(nth);
        match code {
            CloseCode::SignedOut => {
                let ended = &self.accounts[person].ended;
                assert!(
                    ended.contains(&self.clients[nth].session),
                    "closed as signed out, but is not"
                );
                self.clients[nth].over = true;
            }
            CloseCode::NotAMember => {
                assert!(matches!(place, ObjectRef::Conversation(_)));
                self.clients[nth].over = true;
            }
            CloseCode::Restart | CloseCode::TooFast | CloseCode::TooSlow => self.reconnect(nth),
            CloseCode::TooLarge => panic!("no client here says anything too large"),
        }
    }

    /// A client comes back by itself after a while.
    pub fn reconnect(&mut self, nth: usize) {
        let wait = 100 + self.dice.below(2_000);
        self.in_ms(wait, Due::Reconnect(nth));
    }

    /// A client's side of its connection is over.
    pub fn drop_wire(&mut self, nth: usize) {
        self.clients[nth].stalled = false;
        self.clients[nth].tab.disconnected();
        if let Some(wire) = self.clients[nth]
            .socket
            .take()
            .and_then(|socket| self.wires.get_mut(&socket))
        {
            wire.cut = true;
            wire.pipe.clear();
        }
    }

    /// A client closes with a goodbye, which arrives after what it said before.
    pub fn close_cleanly(&mut self, nth: usize) {
        let Some(socket) = self.clients[nth].socket else {
            return;
        };
        let Some(wire) = self.wires.get(&socket) else {
            return;
        };
        let at = wire.up_at + 1;
        self.later(
            at,
            Due::Gone {
                socket,
                clean: true,
            },
        );
        // What it said is still on its way; only what comes down is read by nobody.
        self.clients[nth].stalled = false;
        self.clients[nth].tab.disconnected();
        self.clients[nth].socket = None;
        if let Some(wire) = self.wires.get_mut(&socket) {
            wire.pipe.clear();
        }
    }

    /// A client's connection ends without a word; the server may notice soon, or only by the silence.
    pub fn cut(&mut self, nth: usize) {
        let Some(socket) = self.clients[nth].socket else {
            return;
        };
        let place = self.clients[nth].place;
        let host = self.host(place).clone();
        let clock = self.now.saturating_add_signed(self.ahead(place));
        if let Some(line) = host.body().lines.borrow_mut().get_mut(&socket) {
            line.died_at = Some(clock);
        }
        self.drop_wire(nth);
        if !self.dice.one_in(4) {
            let delay = self.dice.below(5_000);
            self.in_ms(
                delay,
                Due::Gone {
                    socket,
                    clean: false,
                },
            );
        }
    }

    /// The runtime tells an object that a socket is gone.
    pub fn notice_gone(&mut self, socket: SocketId, clean: bool) {
        let Some(wire) = self.wires.remove(&socket) else {
            return;
        };
        let gone = self
            .host(wire.place)
            .body()
            .lines
            .borrow_mut()
            .remove(&socket);
        if gone.is_some() {
            self.event(wire.place, |actor| actor.on_close(socket, clean));
        }
    }
}
