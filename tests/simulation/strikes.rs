//! Faults that happen to objects and connections between two events.

use dormouse::chat::{CloseCode, Millis};
use dormouse::objects::host::SocketId;

use crate::client::Down;
use crate::world::{Due, ObjectRef, World};

impl World {
    /// Injects a random fault, now and then.
    pub fn strike(&mut self) {
        let place = self.some_place();
        match self.dice.below(60) {
            0..=5 => self.sleep(place),
            6 | 7 => self.forget(place),
            8 => self.crash(place),
            9 => self.jump(place),
            10 => {
                let host = self.host(place).clone();
                host.body()
                    .sql
                    .fail_after(u32::try_from(self.dice.below(9)).unwrap_or(0));
            }
            11 => {
                self.faults.count("object unreachable");
                let until = self.now + self.dice.below(20_000);
                match place {
                    ObjectRef::User(nth) => self.users[nth].unreachable_until = until,
                    ObjectRef::Conversation(nth) => {
                        self.conversations[nth].object.unreachable_until = until;
                    }
                }
            }
            12 | 13 => {
                let connected = self.connected(|_| true);
                if let Some(nth) = self.dice.pick(&connected).copied() {
                    self.faults.count("connection broken");
                    self.cut(nth);
                    self.reconnect(nth);
                }
            }
            _ => {}
        }
    }

    fn some_place(&mut self) -> ObjectRef {
        let (users, conversations) = (self.users.len(), self.conversations.len());
        if self.dice.one_in(3) {
            ObjectRef::User(self.dice.index(users))
        } else {
            ObjectRef::Conversation(self.dice.index(conversations))
        }
    }

    /// Hibernation: happens only while nothing is under way. Sockets stay.
    pub fn sleep(&mut self, place: ObjectRef) {
        let idle = match place {
            ObjectRef::User(nth) => self.users[nth].is_idle(),
            ObjectRef::Conversation(nth) => self.conversations[nth].object.is_idle(),
        };
        if idle && self.is_awake(place) {
            self.faults.count("object slept");
            self.lose_memory(place);
        }
    }

    /// A panic somewhere in the isolate. Memory, timers and calls under way are lost; sockets stay.
    pub fn forget(&mut self, place: ObjectRef) {
        self.faults.count("object forgot everything");
        if self.host(place).body().turns.get().is_some() {
            self.faults.count("flush lost");
        }
        self.lose_memory(place);
    }

    /// The machine is gone, with its sockets. Only the database and the alarm come back.
    pub fn crash(&mut self, place: ObjectRef) {
        self.faults.count("object crashed");
        self.lose_memory(place);
        let host = self.host(place).clone();
        let sockets = std::mem::take(&mut *host.body().sockets.borrow_mut());
        for socket in sockets.into_keys() {
            self.break_off(socket);
        }
    }

    /// A client's connection ends without a close frame from the server.
    fn break_off(&mut self, socket: SocketId) {
        if let Some(nth) = self.wires.get(&socket).map(|wire| wire.client)
            && self.clients[nth].socket == Some(socket)
        {
            self.push_down(socket, Down::Close(CloseCode::Restart));
            self.unstall(nth);
        }
    }

    fn lose_memory(&mut self, place: ObjectRef) {
        match place {
            ObjectRef::User(nth) => self.users[nth].forget(),
            ObjectRef::Conversation(nth) => self.conversations[nth].object.forget(),
        }
    }

    fn jump(&mut self, place: ObjectRef) {
        let by = if self.dice.one_in(2) {
            self.faults.count("clock jumped back");
            -i64::try_from(self.dice.below(5_000)).unwrap_or(0)
        } else {
            self.faults.count("clock jumped ahead");
            i64::try_from(self.dice.below(120_000)).unwrap_or(0)
        };
        match place {
            ObjectRef::User(nth) => {
                let object = &mut self.users[nth];
                (object.ahead, object.ring_asked) = (object.ahead + by, None);
            }
            ObjectRef::Conversation(nth) => {
                let object = &mut self.conversations[nth].object;
                (object.ahead, object.ring_asked) = (object.ahead + by, None);
            }
        }
        self.ask_rings(place);
    }

    pub fn ahead(&self, place: ObjectRef) -> i64 {
        match place {
            ObjectRef::User(nth) => self.users[nth].ahead,
            ObjectRef::Conversation(nth) => self.conversations[nth].object.ahead,
        }
    }

    /// Ends all faults. Every client reads on and reconnects.
    pub fn heal(&mut self) {
        self.chaos = false;
        let places = (0..self.users.len())
            .map(ObjectRef::User)
            .chain((0..self.conversations.len()).map(ObjectRef::Conversation));
        for place in places.collect::<Vec<_>>() {
            let host = self.host(place).clone();
            host.body().sql.heal();
            for _ in 0..host.body().sql.failures() {
                self.faults.count("disk failed");
            }
            match place {
                ObjectRef::User(nth) => self.users[nth].unreachable_until = 0,
                ObjectRef::Conversation(nth) => {
                    self.conversations[nth].object.unreachable_until = 0;
                }
            }
        }
        for nth in 0..self.clients.len() {
            if self.clients[nth].stalled {
                self.unstall(nth);
            }
            if self.clients[nth].socket.is_none() && !self.clients[nth].over {
                self.in_ms(Millis::from(10_u32), Due::Reconnect(nth));
            }
        }
    }
}
