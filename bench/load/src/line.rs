//! One client's WebSocket.

use std::io::ErrorKind;
use std::net::TcpStream;
use std::os::fd::{AsRawFd, RawFd};

use tungstenite::client::IntoClientRequest;
use tungstenite::protocol::WebSocketConfig;
use tungstenite::{Error, Message, Utf8Bytes, WebSocket};

use crate::Outcome;
use crate::cast::{Endpoint, Server};

/// Bytes read at once from a socket. A thousand buffers must not weigh more than the server.
const READ_BYTES: usize = 16 * 1024;
/// Bytes of frames after which Dormouse wants an `ack` (docs/protocol.md: `ack_after`).
const ACK_AFTER: usize = 1024 * 1024;

pub struct Line {
    socket: WebSocket<TcpStream>,
    pub group: usize,
    pub is_ready: bool,
    /// How many entries of this run have arrived.
    pub heard: usize,
    /// The last entry's number, if the server numbers them.
    pub seq: u64,
    unacked: usize,
}

impl Line {
    /// Connects and waits for the handshake.
    ///
    /// # Errors
    /// The server refuses.
    pub fn open(server: &Server, endpoint: &Endpoint, query: &str) -> Outcome<Self> {
        let mut request =
            format!("ws://{}{}{query}", server.address, endpoint.path).into_client_request()?;
        for (name, value) in &endpoint.headers {
            let name: tungstenite::http::HeaderName = name.parse()?;
            request.headers_mut().insert(name, value.parse()?);
        }
        let stream = TcpStream::connect(&server.address)?;
        stream.set_nodelay(true)?;
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BYTES)
            .write_buffer_size(0);
        let (socket, _) = tungstenite::client::client_with_config(request, stream, Some(config))
            .map_err(|error| format!("no handshake with {}: {error}", endpoint.path))?;
        socket.get_ref().set_nonblocking(true)?;
        Ok(Self {
            socket,
            group: endpoint.group,
            is_ready: server.dialect.is_ready_at_once(),
            heard: 0,
            seq: 0,
            unacked: 0,
        })
    }

    /// The descriptor that the poll watches.
    pub fn fd(&self) -> RawFd {
        self.socket.get_ref().as_raw_fd()
    }

    /// Sends a frame. What the network does not take now leaves with the next flush.
    ///
    /// # Errors
    /// The connection is lost.
    pub fn say(&mut self, text: String) -> Outcome<()> {
        passing(self.socket.write(Message::text(text)))?;
        self.flush()
    }

    /// # Errors
    /// The connection is lost.
    pub fn flush(&mut self) -> Outcome<()> {
        passing(self.socket.flush())?;
        Ok(())
    }

    /// The next frame's text, if one has arrived.
    ///
    /// # Errors
    /// The connection is lost.
    pub fn hear(&mut self) -> Outcome<Option<Utf8Bytes>> {
        loop {
            match passing(self.socket.read())? {
                None => return Ok(None),
                Some(Message::Text(text)) => {
                    self.unacked += text.len();
                    return Ok(Some(text));
                }
                Some(Message::Close(close)) => {
                    return Err(format!("the server closed: {close:?}").into());
                }
                Some(_) => {}
            }
        }
    }

    /// The `ack` that is due, if any.
    pub fn ack(&mut self) -> Option<String> {
        if self.unacked < ACK_AFTER {
            return None;
        }
        self.unacked = 0;
        Some(format!(r#"{{"type":"ack","seq":{}}}"#, self.seq))
    }
}

/// Turns "would block" into `None`.
fn passing<T>(outcome: Result<T, Error>) -> Outcome<Option<T>> {
    match outcome {
        Ok(it) => Ok(Some(it)),
        Err(Error::Io(error)) if error.kind() == ErrorKind::WouldBlock => Ok(None),
        Err(error) => Err(error.into()),
    }
}
