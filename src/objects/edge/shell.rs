//! The shell around an actor: accepts sockets, passes events on, answers calls, performs outbound
//! calls.
//!
//! No borrow of the actor spans an `await`, so no two events can meet inside it.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use futures_util::future::join_all;
use worker::wasm_bindgen::JsValue;
use worker::{
    Delay, Env, Request, Response, ResponseBuilder, Result, State, WebSocket, WebSocketPair,
    console_error, console_log,
};

use super::host::{EdgeHost, Transport};
use super::outbound;
use super::stream::{self, StreamWriter};
use crate::chat::json::read_object;
use crate::chat::{CloseCode, Refusal};
use crate::objects::actor::Actor;
use crate::objects::call::{OPENING_HEADER, Opening, spell};
use crate::objects::host::{Attachment, Host};
use crate::objects::sockets::attachment;

/// See the module's documentation.
pub(super) struct Shell<A: Actor + 'static>(Rc<Parts<A>>);

struct Parts<A> {
    state: Rc<State>,
    env: Env,
    host: EdgeHost,
    /// None when the object's name is no valid id.
    actor: RefCell<Option<A>>,
    /// Whether the cost of each event is logged. Tests and benchmarks set `METER = "on"`.
    meter: bool,
}

impl<A: Actor + 'static> Shell<A> {
    pub fn new(
        state: State,
        env: Env,
        make: impl FnOnce(EdgeHost, &str, Vec<Attachment>, &Env) -> Option<A>,
    ) -> Self {
        let state = Rc::new(state);
        let meter = env.var("METER").is_ok_and(|set| set.to_string() == "on");
        let (host, stayed) = EdgeHost::new(Rc::clone(&state), meter);
        // The runtime remembers the pair, and answers `ping` while the object sleeps.
        match worker::worker_sys::WebSocketRequestResponsePair::new("ping", "pong") {
            Ok(pair) => state.set_websocket_auto_response(&pair),
            Err(error) => console_error!("dormouse: no automatic pong: {error:?}"),
        }
        let name = state.id().name().unwrap_or_default();
        let actor = RefCell::new(make(host.clone(), &name, stayed, &env));
        let shell = Self(Rc::new(Parts {
            state,
            env,
            host,
            actor,
            meter,
        }));
        let parts = Rc::downgrade(&shell.0);
        // A strong reference would keep the object alive for ever.
        let flush = move || {
            if let Some(parts) = parts.upgrade() {
                Self(parts).event(Actor::on_flush);
            }
        };
        shell.0.host.on_flush(flush);
        shell
    }

    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }

    /// Gives the actor an event, then performs the calls that are due.
    fn event<T: Default>(&self, event: impl FnOnce(&mut A) -> T) -> T {
        self.0.host.begin_event();
        let mut actor = self.0.actor.borrow_mut();
        let Some(actor) = actor.as_mut() else {
            return T::default();
        };
        let result = event(actor);
        self.perform_outbound_calls(actor);
        result
    }

    /// Performs the due calls. It is apart from [`Self::event`], which is compiled again for each
    /// kind of event.
    fn perform_outbound_calls(&self, actor: &mut A) {
        let outbound_calls = actor.outbound_calls();
        if self.0.meter {
            let (read, written) = self.0.host.take_rows();
            console_log!(
                "meter {} read {read} written {written} calls {}",
                std::any::type_name::<A>(),
                outbound_calls.len()
            );
        }
        if !outbound_calls.is_empty() {
            let shell = self.clone();
            self.0.state.wait_until(async move {
                // Each call reports by itself, so a call that hangs delays no other.
                let each = outbound_calls.iter().map(|call| async {
                    let result = outbound::perform(&shell.0.env, call).await;
                    shell.0.host.begin_event();
                    if let Some(actor) = shell.0.actor.borrow_mut().as_mut() {
                        actor.on_result(call, &result);
                    }
                });
                join_all(each).await;
            });
        }
    }

    pub async fn fetch(&self, mut request: Request) -> Result<Response> {
        if let Some(opening) = request.headers().get(OPENING_HEADER)? {
            return match read_object(&opening) {
                Ok(opening) => self.open(&opening),
                Err(error) => Ok(refused(&Refusal::unreadable(&error))),
            };
        }
        let (path, body) = (request.path(), request.text().await?);
        let name = path.trim_start_matches('/');
        let answer = self.event(|actor| Some(actor.on_call(name, &body)));
        match answer.unwrap_or(Err(Refusal::NotFound)) {
            Ok(answer) => Ok(ResponseBuilder::new().fixed(answer.into_bytes())),
            Err(refusal) => Ok(refused(&refusal)),
        }
    }

    fn open(&self, opening: &Opening) -> Result<Response> {
        if let Err(refusal) = self
            .event(|actor| Some(actor.may_open(opening)))
            .unwrap_or(Err(Refusal::NotFound))
        {
            return Ok(refused(&refusal));
        }
        let attachment = attachment(&self.0.host, opening);
        if opening.stream {
            self.open_stream(attachment, opening)
        } else {
            self.open_socket(attachment, opening)
        }
    }

    fn open_socket(&self, attachment: Attachment, opening: &Opening) -> Result<Response> {
        let pair = WebSocketPair::new()?;
        self.0.state.accept_web_socket(&pair.server);
        self.0
            .host
            .add(attachment.socket, Transport::Socket(pair.server));
        self.0.host.set_attachment(&attachment);
        self.take_in(attachment, opening);
        Response::from_websocket(pair.client)
    }

    fn open_stream(&self, attachment: Attachment, opening: &Opening) -> Result<Response> {
        let (writer, reader) = StreamWriter::new();
        let socket = attachment.socket;
        self.0.host.add(socket, Transport::Stream(writer.clone()));
        self.take_in(attachment, opening);
        let shell = self.clone();
        // The object cannot sleep while the stream is open. That is the price of the fallback.
        self.0.state.wait_until(async move {
            while writer.is_open() {
                Delay::from(Duration::from_millis(stream::COMMENT_EVERY)).await;
                writer.comment();
            }
            shell.0.host.forget(socket);
            shell.event(|actor| actor.on_close(socket, false));
        });
        stream::answer(reader)
    }

    fn take_in(&self, attachment: Attachment, opening: &Opening) {
        let socket = attachment.socket;
        let opened = self.event(|actor| Some(actor.on_open(attachment, opening)));
        if !matches!(opened, Some(Ok(()))) {
            self.0.host.close(socket, CloseCode::Restart);
            self.event(|actor| actor.on_close(socket, false));
        }
    }

    /// A text message came on a socket. A socket that we closed has no name and is ignored.
    pub fn hear(&self, socket: &JsValue, text: &str) {
        if let Some(socket) = self.0.host.named(socket) {
            self.event(|actor| actor.on_text(socket, text));
        }
    }

    /// The client closed the socket, or the connection broke (1006, not clean). The close frame is
    /// answered, because the client waits for the end of the handshake.
    pub fn close(&self, socket: &WebSocket, code: usize, clean: bool) {
        // These codes only stand for a missing or failed close, and cannot be sent (RFC 6455
        // §7.4.1).
        let code = u16::try_from(code)
            .ok()
            .filter(|code| !matches!(code, 1005 | 1006 | 1015))
            .unwrap_or(1000);
        // An error means that it is closed already.
        let _ = socket.close(Some(code), Some(""));
        let Some(socket) = self.0.host.named(socket.as_ref()) else {
            return;
        };
        self.0.host.forget(socket);
        self.event(|actor| actor.on_close(socket, clean));
    }

    pub fn alarm(&self) -> Result<Response> {
        self.event(Actor::on_alarm);
        Response::empty()
    }
}

/// A refusal in the form that the Worker reads.
fn refused(refusal: &Refusal) -> Response {
    let text = spell::<()>(&Err(refusal.clone())).unwrap_or_default();
    ResponseBuilder::new()
        .with_status(refusal.code().1)
        .fixed(text.into_bytes())
}
