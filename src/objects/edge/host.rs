//! The platform as an actor sees it: see [`Host`].

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::JsString;
use worker::{Date, Delay, State, WebSocket, console_error};

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
    /// Calls the actor's `flush`; set once the actor is there.
    flush: RefCell<Option<Rc<dyn Fn()>>>,
}

impl EdgeHost {
    /// A host with the sockets that stayed while the object slept.
    pub(super) fn new(state: Rc<State>) -> (Self, Vec<Kept>) {
        let mut lines = BTreeMap::new();
        let mut stayed = Vec::new();
        for socket in state.get_websockets() {
            // One whose attachment cannot be read is from no version of ours; its client will reconnect.
            if let Some(kept) = kept(&socket) {
                lines.insert(kept.socket, Line::Socket(socket));
                stayed.push(kept);
            } else {
                let _ = socket.close(Some(1012), Some("reconnect"));
            }
        }
        let (lines, flush) = (RefCell::new(lines), RefCell::new(None));
        (
            Self(Rc::new(Inner {
                sql: EdgeSql::new(&state),
                state,
                lines,
                flush,
            })),
            stayed,
        )
    }

    pub(super) fn on_flush(&self, flush: impl Fn() + 'static) {
        *self.0.flush.borrow_mut() = Some(Rc::new(flush));
    }

    pub(super) fn add(&self, socket: SocketId, line: Line) {
        self.0.lines.borrow_mut().insert(socket, line);
    }

    pub(super) fn forget(&self, socket: SocketId) {
        self.0.lines.borrow_mut().remove(&socket);
    }

    /// Rows read and written since this was last asked.
    pub(super) fn take_rows(&self) -> (usize, usize) {
        self.0.sql.take_rows()
    }
}

/// What was left on a socket.
pub(super) fn kept(socket: &WebSocket) -> Option<Kept> {
    let text: String = socket.deserialize_attachment().ok()??;
    serde_json::from_str(&text).ok()
}

impl Host for EdgeHost {
    fn sql(&self) -> &dyn Sql {
        &self.0.sql
    }

    fn now(&self) -> Millis {
        Date::now().as_millis()
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
        for socket in to {
            match lines.get(socket) {
                Some(Line::Socket(socket)) => {
                    // False: it is closing, and its close is an event of its own.
                    let _ = bindings::send(socket, &text);
                }
                Some(Line::Stream(stream)) => stream.frame(frame),
                None => {}
            }
        }
    }

    fn close(&self, socket: SocketId, code: CloseCode) {
        match self.0.lines.borrow_mut().remove(&socket) {
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

    fn flush_in(&self, wait: Millis) {
        let Some(flush) = self.0.flush.borrow().clone() else {
            return;
        };
        self.0.state.wait_until(async move {
            Delay::from(std::time::Duration::from_millis(wait)).await;
            flush();
        });
    }

    fn log(&self, fault: &Fault) {
        console_error!("dormouse: {fault}");
    }
}
