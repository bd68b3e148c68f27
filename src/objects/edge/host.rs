//! The platform, as a [`Host`] for actors.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::{Array, Date, JsString, Map};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use worker::{State, WebSocket, console_error};

use super::bindings::{self, Turns};
use super::stream::StreamWriter;
use crate::chat::json::read_object;
use crate::chat::{CloseCode, ID_LETTERS, Millis};
use crate::objects::host::{Attachment, Host, SocketId};
use crate::store::edge::EdgeSql;
use crate::store::sql::{Fault, Sql};

/// The connection to a client.
pub(super) enum Transport {
    Socket(WebSocket),
    Stream(StreamWriter),
}

/// See the module's documentation. All clones are the same host.
#[derive(Clone)]
pub struct EdgeHost(Rc<Inner>);

struct Inner {
    state: Rc<State>,
    sql: EdgeSql,
    transports: RefCell<BTreeMap<SocketId, Transport>>,
    /// All WebSockets among the transports, as an array for JavaScript. None until a broadcast
    /// needs it, and none again when the transports change.
    everyone: RefCell<Option<Array>>,
    /// The time of this event. It is asked for once, because asking crosses into JavaScript, and it
    /// stands still within an event.
    now: Cell<Option<Millis>>,
    /// The number of streams among the transports.
    streams: Cell<usize>,
    /// The name of each WebSocket. The platform hands over the WebSocket with each message. Reading
    /// its attachment for the name would cost as much as storing the message.
    names: Map,
    /// The turns of the event loop that posts wait for. None until the actor exists.
    turns: RefCell<Option<Turns>>,
}

impl EdgeHost {
    /// A host with the sockets that stayed while the object slept.
    pub(super) fn new(state: Rc<State>, metered: bool) -> (Self, Vec<Attachment>) {
        let (mut transports, names) = (BTreeMap::new(), Map::new());
        let mut stayed = Vec::new();
        for socket in state.get_websockets() {
            // No version of ours wrote an unreadable attachment, except to a closed socket. The
            // client reconnects.
            if let Some(attachment) = attachment(&socket) {
                name(&names, attachment.socket, &socket);
                transports.insert(attachment.socket, Transport::Socket(socket));
                stayed.push(attachment);
            } else {
                // An error means that it is closed already.
                let _ = socket.close(Some(1012), Some("reconnect"));
            }
        }
        (
            Self(Rc::new(Inner {
                sql: EdgeSql::new(&state, metered),
                state,
                transports: RefCell::new(transports),
                everyone: RefCell::new(None),
                now: Cell::new(None),
                streams: Cell::new(0),
                names,
                turns: RefCell::new(None),
            })),
            stayed,
        )
    }

    /// Sets what happens after turns that posts waited for. JavaScript frees the closure with the
    /// object.
    pub(super) fn on_flush(&self, flush: impl Fn() + 'static) {
        let flush = Closure::<dyn FnMut()>::new(flush).into_js_value();
        *self.0.turns.borrow_mut() = Some(Turns::new(flush.unchecked_ref()));
    }

    /// Begins an event. Each event has its own time.
    pub(super) fn begin_event(&self) {
        self.0.now.set(None);
    }

    pub(super) fn add(&self, socket: SocketId, transport: Transport) {
        match &transport {
            Transport::Socket(raw) => name(&self.0.names, socket, raw),
            Transport::Stream(_) => self.0.streams.set(self.0.streams.get() + 1),
        }
        self.0.everyone.take();
        self.0.transports.borrow_mut().insert(socket, transport);
    }

    /// The name of a socket. None after we closed it.
    pub(super) fn named(&self, socket: &JsValue) -> Option<SocketId> {
        let name = self.0.names.get(socket).as_f64()?;
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "put there by `name`"
        )]
        Some(SocketId(name as u64))
    }

    pub(super) fn forget(&self, socket: SocketId) -> Option<Transport> {
        let transport = self.0.transports.borrow_mut().remove(&socket)?;
        match &transport {
            Transport::Socket(raw) => {
                self.0.names.delete(raw.as_ref());
            }
            Transport::Stream(_) => self.0.streams.set(self.0.streams.get() - 1),
        }
        self.0.everyone.take();
        Some(transport)
    }

    /// Rows read and written since the last call.
    pub(super) fn take_rows(&self) -> (usize, usize) {
        self.0.sql.take_rows()
    }
}

fn sockets<'a>(transports: impl Iterator<Item = &'a Transport>) -> Array {
    transports
        .filter_map(|transport| match transport {
            Transport::Socket(socket) => Some(socket.as_ref()),
            Transport::Stream(_) => None,
        })
        .collect()
}

fn name(names: &Map, socket: SocketId, raw: &WebSocket) {
    #[allow(
        clippy::cast_precision_loss,
        reason = "a socket's number is below 2^53"
    )]
    names.set(raw.as_ref(), &JsValue::from_f64(socket.0 as f64));
}

/// The attachment of a socket, if it can be read.
fn attachment(socket: &WebSocket) -> Option<Attachment> {
    let text: String = socket.deserialize_attachment().ok()??;
    read_object(&text).ok()
}

impl Host for EdgeHost {
    fn sql(&self) -> &dyn Sql {
        &self.0.sql
    }

    fn now(&self) -> Millis {
        if let Some(now) = self.0.now.get() {
            return now;
        }
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a time since 1970 in ms"
        )]
        let now = Date::now() as Millis;
        self.0.now.set(Some(now));
        now
    }

    fn random(&self) -> [u8; ID_LETTERS] {
        let mut bytes = [0; ID_LETTERS];
        if let Err(error) = getrandom::fill(&mut bytes) {
            console_error!("dormouse: no randomness: {error}");
        }
        bytes
    }

    fn send(&self, to: &[SocketId], frame: &str) {
        // All sockets get the same string, because creating it is the expensive part.
        let text = JsString::from(frame);
        let transports = self.0.transports.borrow();
        // Recipients are distinct, so equal counts mean a broadcast: reuse the cached array.
        if to.len() == transports.len() {
            let mut everyone = self.0.everyone.borrow_mut();
            let everyone = everyone.get_or_insert_with(|| sockets(transports.values()));
            bindings::send_to_all(everyone, &text);
        } else {
            bindings::send_to_all(
                &sockets(to.iter().filter_map(|socket| transports.get(socket))),
                &text,
            );
        }
        if self.0.streams.get() > 0 {
            for stream in to.iter().filter_map(|socket| match transports.get(socket) {
                Some(Transport::Stream(stream)) => Some(stream),
                _ => None,
            }) {
                stream.frame(frame);
            }
        }
    }

    fn close(&self, socket: SocketId, code: CloseCode) {
        match self.forget(socket) {
            Some(Transport::Socket(socket)) => {
                // The runtime holds a socket until its client answers the close frame, which a
                // thief's client never does. Without an attachment the socket is ignored: its
                // messages are not read, and it does not come back when the object wakes.
                if let Err(error) = socket.serialize_attachment("") {
                    console_error!(
                        "dormouse: the attachment of a closed socket was not removed: {error}"
                    );
                }
                // An error means that it is closed already.
                let _ = socket.close(Some(code.number()), Some(code.reason()));
            }
            Some(Transport::Stream(stream)) => stream.close(code),
            None => {}
        }
    }

    fn set_attachment(&self, attachment: &Attachment) {
        let Some(Transport::Socket(socket)) = self
            .0
            .transports
            .borrow()
            .get(&attachment.socket)
            .map(|transport| match transport {
                Transport::Socket(socket) => Transport::Socket(socket.clone()),
                Transport::Stream(stream) => Transport::Stream(stream.clone()),
            })
        else {
            return;
        };
        let text = serde_json::to_string(attachment).unwrap_or_default();
        if let Err(error) = socket.serialize_attachment(text) {
            console_error!("dormouse: an attachment was not stored: {error}");
        }
    }

    fn last_pong(&self, socket: SocketId) -> Option<Millis> {
        match self.0.transports.borrow().get(&socket)? {
            Transport::Socket(socket) => bindings::last_pong(&self.0.state, socket),
            // A stream has no pings. Its client is alive if it takes what is written.
            Transport::Stream(stream) => {
                (stream.is_open() && stream.is_drained()).then(|| self.now())
            }
        }
    }

    fn wake_at(&self, at: Millis) {
        if let Err(error) = bindings::set_alarm(&self.0.state, at) {
            console_error!("dormouse: the alarm was not set: {error:?}");
        }
    }

    fn yield_turns(&self, turns: usize) {
        if let Some(running) = &*self.0.turns.borrow() {
            running.start(u32::try_from(turns).unwrap_or(1));
        }
    }

    fn is_yielding(&self) -> bool {
        self.0
            .turns
            .borrow()
            .as_ref()
            .is_some_and(Turns::is_running)
    }

    fn flush_when_back(&self) {
        if let Some(running) = &*self.0.turns.borrow() {
            running.want();
        }
    }

    fn log(&self, fault: &Fault) {
        console_error!("dormouse: {fault}");
    }
}
