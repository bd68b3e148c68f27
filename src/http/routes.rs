//! Every address that the Worker answers. `public/api/openapi.json` describes the same for tools,
//! and a test compares the two.

use std::future::Future;
use std::pin::Pin;

use worker::Method::{self, Delete, Get, Patch, Post, Put};

use super::answer::{ApiError, Reply};
use super::context::RequestContext;
use super::{
    accounts, conversations, files, groups, live, members, messages, meta, people, posts, profile,
    search, sessions,
};

type Answering = Pin<Box<dyn Future<Output = Result<Reply, ApiError>>>>;

/// Like `GET`, without a body in the answer (RFC 9110 §9.3.2).
pub const HEAD: &str = "HEAD";

/// One method on one address. `{…}` in the path captures one piece. The handler gets all
/// captured pieces, in order.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub handle: fn(RequestContext) -> Answering,
}

/// The result of looking up a method and a path.
pub enum Match {
    Route(&'static Route, Vec<String>),
    /// The address takes other methods: these, in the form of an `Allow` header.
    OtherMethods(String),
    Nothing,
}

macro_rules! routes {
    ($($method:ident $path:literal => $handler:path,)*) => {
        &[$(Route {
            method: $method,
            path: $path,
            handle: |context| Box::pin($handler(context)),
        }),*]
    };
}

/// See the module's documentation.
pub const ROUTES: &[Route] = routes! {
    Get    "/api/health" => meta::health,

    Post   "/api/accounts" => accounts::register,
    Post   "/api/sessions" => accounts::sign_in,
    Get    "/api/me" => sessions::me,
    Patch  "/api/me" => profile::change,
    Get    "/api/session" => sessions::current,
    Delete "/api/session" => sessions::sign_out,
    Get    "/api/sessions" => sessions::list,
    Delete "/api/sessions" => sessions::end_others,
    Delete "/api/sessions/{session}" => sessions::end,

    Get    "/api/people" => people::list,
    Get    "/api/inbox" => live::inbox,
    Get    "/api/search" => search::everywhere,
    Post   "/api/direct" => conversations::open_direct,
    Post   "/api/groups" => groups::create,
    Get    "/api/groups" => groups::list,

    Get    "/api/conversations/{id}" => conversations::get,
    Patch  "/api/conversations/{id}" => conversations::rename,
    Post   "/api/conversations/{id}/join" => conversations::join,
    Post   "/api/conversations/{id}/leave" => conversations::leave,
    Get    "/api/conversations/{id}/members" => members::list,
    Put    "/api/conversations/{id}/members/{user}" => members::set,
    Delete "/api/conversations/{id}/members/{user}" => members::remove,
    Get    "/api/conversations/{id}/timeline" => posts::timeline,
    Get    "/api/conversations/{id}/events" => posts::events,
    Get    "/api/conversations/{id}/search" => search::in_one,
    Post   "/api/conversations/{id}/posts" => posts::post,
    Patch  "/api/conversations/{id}/messages/{seq}" => messages::edit,
    Delete "/api/conversations/{id}/messages/{seq}" => messages::delete,
    Put    "/api/conversations/{id}/messages/{seq}/reactions/{emoji}" => messages::react,
    Delete "/api/conversations/{id}/messages/{seq}/reactions/{emoji}" => messages::take_back,
    Put    "/api/conversations/{id}/messages/{seq}/pin" => messages::pin,
    Delete "/api/conversations/{id}/messages/{seq}/pin" => messages::unpin,
    Get    "/api/conversations/{id}/pins" => messages::pins,
    Post   "/api/conversations/{id}/seen" => posts::seen,

    Get    "/api/files" => files::room,
    Post   "/api/conversations/{id}/files" => files::declare,
    Get    "/api/conversations/{id}/files/{file}" => files::read,
    Delete "/api/conversations/{id}/files/{file}" => files::discard,
    Get    "/api/conversations/{id}/files/{file}/upload" => files::upload,
    Put    "/api/conversations/{id}/files/{file}/chunks/{chunk}" => files::put_chunk,
    Post   "/api/conversations/{id}/files/{file}/finish" => files::finish,

    Get    "/socket" => live::user_socket,
    Get    "/stream" => live::user_stream,
    Get    "/conversations/{id}/socket" => live::conversation_socket,
    Get    "/conversations/{id}/stream" => live::conversation_stream,
    Post   "/conversations/{id}/stream/{stream}" => live::stream_frame,
    Get    "/conversations/{id}/poll" => live::conversation_poll,
};

impl Route {
    /// Whether it is answered with a WebSocket.
    #[must_use]
    pub fn is_socket(&self) -> bool {
        self.path.ends_with("/socket")
    }

    /// Whether it takes `HEAD` too. A socket or stream would open only to be closed at once.
    fn takes_head(&self) -> bool {
        self.method == Get && !self.is_socket() && !self.path.ends_with("/stream")
    }
}

/// Finds the route of a method and path. The method is the client's own text: `worker::Method`
/// turns every unknown method into `GET`.
#[must_use]
pub fn find(method: &str, path: &str) -> Match {
    let mut allowed = Vec::new();
    for route in ROUTES {
        let Some(captured) = captures(route.path, path) else {
            continue;
        };
        if route.method.as_ref() == method || (method == HEAD && route.takes_head()) {
            return Match::Route(route, captured);
        }
        allowed.push(route.method.as_ref());
        allowed.extend(route.takes_head().then_some(HEAD));
    }
    if allowed.is_empty() {
        Match::Nothing
    } else {
        Match::OtherMethods(allowed.join(", "))
    }
}

/// The pieces of `path` where `pattern` has braces, if everything else is equal.
fn captures(pattern: &str, path: &str) -> Option<Vec<String>> {
    let mut captured = Vec::new();
    let mut pieces = path.split('/');
    for part in pattern.split('/') {
        let piece = pieces.next()?;
        if part.starts_with('{') {
            captured.push(piece.to_owned());
        } else if part != piece {
            return None;
        }
    }
    pieces.next().is_none().then_some(captured)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(method: &str, path: &str, expected: &str) {
        let found = match find(method, path) {
            Match::Route(route, captured) => format!("{} {}", route.path, captured.join(" ")),
            Match::OtherMethods(allow) => format!("only {allow}"),
            Match::Nothing => "nothing".to_owned(),
        };
        assert_eq!(found, expected, "{method} {path}");
    }

    #[test]
    fn a_route_is_found_by_method_and_path() {
        check("GET", "/api/me", "/api/me ");
        check("DELETE", "/api/sessions/s1", "/api/sessions/{session} s1");
        check(
            "PUT",
            "/api/conversations/g1/members/u2",
            "/api/conversations/{id}/members/{user} g1 u2",
        );
        check("PATCH", "/api/sessions", "only POST, GET, HEAD, DELETE");
        for nowhere in [
            "/",
            "/api",
            "/api/",
            "/api/me/",
            "/api//me",
            "/conversations/g1",
            "/api/me/x",
        ] {
            check("GET", nowhere, "nothing");
        }
    }

    #[test]
    fn an_unknown_method_is_not_taken_for_get() {
        for odd in [
            "PROPFIND", "PURGE", "get", "Get", "", "GET ", "CONNECT", "TRACE",
        ] {
            check(odd, "/api/session", "only GET, HEAD, DELETE");
        }
    }

    #[test]
    fn every_get_takes_head_except_sockets_and_streams() {
        check("HEAD", "/api/me", "/api/me ");
        check("HEAD", "/api/direct", "only POST");
        check("HEAD", "/socket", "only GET");
        check("HEAD", "/conversations/g1/stream", "only GET");
    }
}
