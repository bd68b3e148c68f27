//! How connections end: the client closes, the server closes, or the wire is cut.

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
                    "closed as signed out, but the session is good"
                );
                self.clients[nth].over = true;
            }
            CloseCode::NotAMember => {
                assert!(matches!(place, ObjectRef::Conversation(_)));
                self.clients[nth].over = true;
            }
            CloseCode::Restart | CloseCode::TooFast | CloseCode::TooSlow => self.reconnect(nth),
            CloseCode::TooLarge => panic!("no client here sends a frame that is too large"),
        }
    }

    /// A client connects again after a while.
    pub fn reconnect(&mut self, nth: usize) {
        let wait = 100 + self.dice.below(2_000);
        self.in_ms(wait, Due::Reconnect(nth));
    }

    /// Ends the client's side of its connection.
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

    /// A client closes its socket. The close arrives after the frames that the client sent before.
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
        // Frames from the client still arrive. Nobody reads the frames to the client.
        self.clients[nth].stalled = false;
        self.clients[nth].tab.disconnected();
        self.clients[nth].socket = None;
        if let Some(wire) = self.wires.get_mut(&socket) {
            wire.pipe.clear();
        }
    }

    /// A client's connection breaks. The server notices within seconds, or only by the missing
    /// pings.
    pub fn cut(&mut self, nth: usize) {
        let Some(socket) = self.clients[nth].socket else {
            return;
        };
        let place = self.clients[nth].place;
        let host = self.host(place).clone();
        let clock = self.now.saturating_add_signed(self.ahead(place));
        if let Some(sim_socket) = host.body().sockets.borrow_mut().get_mut(&socket) {
            sim_socket.died_at = Some(clock);
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

    /// The runtime reports to an object that a socket is gone.
    pub fn notice_gone(&mut self, socket: SocketId, clean: bool) {
        let Some(wire) = self.wires.remove(&socket) else {
            return;
        };
        let gone = self
            .host(wire.place)
            .body()
            .sockets
            .borrow_mut()
            .remove(&socket);
        if gone.is_some() {
            self.event(wire.place, |actor| actor.on_close(socket, clean));
        }
    }
}
