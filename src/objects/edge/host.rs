//! The platform as an actor sees it: see [`Host`].

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::{Array, Date, Function, JsString, Map};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use worker::{State, WebSocket, console_error};

use super::bindings;
use super::stream::StreamWriter;
use crate::chat::{CloseCode, ID_LETTERS, Millis};
use crate::objects::host::{Host, Kept, SocketId};
use crate::store::edge::EdgeSql;
use crate::store::sql::{Fault, Sql};

/// How a client is reached.
pub(super) enum Line {
    Socket(WebSocket),
    Stream(StreamWriter),
}

/// See the module's documentation. Cloned freely: it is one host.
#[derive(Clone)]
pub struct EdgeHost(Rc<Inner>);

struct Inner {
    state: Rc<State>,
    sql: EdgeSql,
    lines: RefCell<BTreeMap<SocketId, Line>>,
    /// The sockets among the lines, once they have been wanted; none when the lines have changed since.
    everyone: RefCell<Option<Array>>,
    /// The time, once this event has wanted it: within one it stands still, and asking costs a call across.
    now: Cell<Option<Millis>>,
    /// How many of the lines are streams.
    streams: Cell<usize>,
    /// The sockets' names. Each message brings its socket, and reading what is attached to that costs as much as storing it.
    names: Map,
    /// Called at the end of each look round; set once the actor is there.
    looked: RefCell<Option<Function>>,
    /// Looks still to come before the actor's `flush`.
    looks: Cell<usize>,
    /// Whether the runtime is looking round: asked again meanwhile, it only looks as often as was asked last.
    looking: Cell<bool>,
}

impl EdgeHost {
    /// A host with the sockets that stayed while the object slept.
    pub(super) fn new(state: Rc<State>, metered: bool) -> (Self, Vec<Kept>) {
        let (mut lines, names) = (BTreeMap::new(), Map::new());
        let mut stayed = Vec::new();
        for socket in state.get_websockets() {
            // One whose attachment cannot be read is from no version of ours; its client will reconnect.
            if let Some(kept) = kept(&socket) {
                name(&names, kept.socket, &socket);
                lines.insert(kept.socket, Line::Socket(socket));
                stayed.push(kept);
            } else {
                let _ = socket.close(Some(1012), Some("reconnect"));
            }
        }
        (
            Self(Rc::new(Inner {
                sql: EdgeSql::new(&state, metered),
                state,
                lines: RefCell::new(lines),
                everyone: RefCell::new(None),
                now: Cell::new(None),
                streams: Cell::new(0),
                names,
                looked: RefCell::new(None),
                looks: Cell::new(0),
                looking: Cell::new(false),
            })),
            stayed,
        )
    }

    /// What `flush_after` leads to. The closure holds nothing of the host, and JavaScript frees it with the object.
    pub(super) fn on_flush(&self, flush: impl Fn() + 'static) {
        let host = Rc::downgrade(&self.0);
        let looked = move || {
            let Some(host) = host.upgrade().map(EdgeHost) else {
                return;
            };
            host.0.looking.set(false);
            match host.0.looks.get() {
                0 | 1 => flush(),
                more => host.flush_after(more - 1),
            }
        };
        let looked = Closure::<dyn FnMut()>::new(looked).into_js_value();
        *self.0.looked.borrow_mut() = Some(looked.unchecked_into());
    }

    /// An event begins: it has a time of its own.
    pub(super) fn begin_event(&self) {
        self.0.now.set(None);
    }

    pub(super) fn add(&self, socket: SocketId, line: Line) {
        match &line {
            Line::Socket(raw) => name(&self.0.names, socket, raw),
            Line::Stream(_) => self.0.streams.set(self.0.streams.get() + 1),
        }
        self.0.everyone.take();
        self.0.lines.borrow_mut().insert(socket, line);
    }

    /// Which socket of ours this is; none once we closed it.
    pub(super) fn named(&self, socket: &JsValue) -> Option<SocketId> {
        let name = self.0.names.get(socket).as_f64()?;
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "put there by `name`"
        )]
        Some(SocketId(name as u64))
    }

    pub(super) fn forget(&self, socket: SocketId) -> Option<Line> {
        let line = self.0.lines.borrow_mut().remove(&socket)?;
        match &line {
            Line::Socket(raw) => {
                self.0.names.delete(raw.as_ref());
            }
            Line::Stream(_) => self.0.streams.set(self.0.streams.get() - 1),
        }
        self.0.everyone.take();
        Some(line)
    }

    /// Rows read and written since this was last asked.
    pub(super) fn take_rows(&self) -> (usize, usize) {
        self.0.sql.take_rows()
    }
}

fn sockets<'a>(lines: impl Iterator<Item = &'a Line>) -> Array {
    lines
        .filter_map(|line| match line {
            Line::Socket(socket) => Some(socket.as_ref()),
            Line::Stream(_) => None,
        })
        .collect()
}

fn name(names: &Map, socket: SocketId, raw: &WebSocket) {
    #[allow(clippy::cast_precision_loss, reason = "a socket's number is below 2^53")]
    names.set(raw.as_ref(), &JsValue::from_f64(socket.0 as f64));
}

/// What was left on a socket.
fn kept(socket: &WebSocket) -> Option<Kept> {
    let text: String = socket.deserialize_attachment().ok()??;
    serde_json::from_str(&text).ok()
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
            console_error!("no randomness: {error}");
        }
        bytes
    }

    fn send(&self, to: &[SocketId], frame: &str) {
        // One string for all of them: making it is the dear part.
        let text = JsString::from(frame);
        let lines = self.0.lines.borrow();
        // Whom an actor speaks to is a line, and none twice: so as many as there are is everyone: most frames are for everyone, and that list stays as it is.
        if to.len() == lines.len() {
            let mut everyone = self.0.everyone.borrow_mut();
            let everyone = everyone.get_or_insert_with(|| sockets(lines.values()));
            bindings::send_to_all(everyone, &text);
        } else {
            bindings::send_to_all(&sockets(to.iter().filter_map(|socket| lines.get(socket))), &text);
        }
        if self.0.streams.get() > 0 {
            for stream in to.iter().filter_map(|socket| match lines.get(socket) {
                Some(Line::Stream(stream)) => Some(stream),
                _ => None,
            }) {
                stream.frame(frame);
            }
        }
    }

    fn close(&self, socket: SocketId, code: CloseCode) {
        match self.forget(socket) {
            Some(Line::Socket(socket)) => {
                // The runtime keeps a socket until its client answers the closing frame, which a thief's never does.
                // Without its attachment it is nobody's: not heard, and not seated again when the object wakes.
                if let Err(error) = socket.serialize_attachment("") {
                    console_error!("an attachment was not taken away: {error}");
                }
                // An error says that it is closed already, which is what was wanted.
                let _ = socket.close(Some(code.number()), Some(code.reason()));
            }
            Some(Line::Stream(stream)) => stream.close(code),
            None => {}
        }
    }

    fn keep(&self, kept: &Kept) {
        let Some(Line::Socket(socket)) = self.0.lines.borrow().get(&kept.socket).map(|line| match line {
            Line::Socket(socket) => Line::Socket(socket.clone()),
            Line::Stream(stream) => Line::Stream(stream.clone()),
        }) else {
            return;
        };
        let text = serde_json::to_string(kept).unwrap_or_default();
        if let Err(error) = socket.serialize_attachment(text) {
            console_error!("an attachment was not kept: {error}");
        }
    }

    fn heard(&self, socket: SocketId) -> Option<Millis> {
        match self.0.lines.borrow().get(&socket)? {
            Line::Socket(socket) => bindings::heard(&self.0.state, socket),
            // A stream's end is noticed by its writer.
            Line::Stream(stream) => (stream.is_open() && stream.is_drained()).then(|| self.now()),
        }
    }

    fn wake_at(&self, at: Millis) {
        if let Err(error) = bindings::set_alarm(&self.0.state, at) {
            console_error!("the alarm was not set: {error:?}");
        }
    }

    fn flush_after(&self, looks: usize) {
        self.0.looks.set(looks);
        if self.0.looking.replace(true) {
            return;
        }
        if let Some(looked) = &*self.0.looked.borrow() {
            bindings::after_this_turn(looked);
        }
    }

    fn log(&self, fault: &Fault) {
        console_error!("dormouse: {fault}");
    }
}
