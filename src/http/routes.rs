//! Every address the Worker answers. `public/api/openapi.json` tells the same to tools; a test compares them.

use std::future::Future;
use std::pin::Pin;

use worker::Method::{self, Delete, Get, Patch, Post, Put};

use super::answer::{ApiError, Reply};
use super::context::RequestContext;
use super::{accounts, conversations, groups, live, members, meta, people, posts, sessions};

type Answering = Pin<Box<dyn Future<Output = Result<Reply, ApiError>>>>;

/// One method on one address. `{…}` in the path stands for one piece, handed to the handler in order.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub handle: fn(RequestContext) -> Answering,
}

/// What a request's method and path come to.
pub enum Match {
    Route(&'static Route, Vec<String>),
    /// The address takes these methods only, in an `Allow` header's form.
    OtherMethods(String),
    Nothing,
}

macro_rules! routes {
    ($($method:ident $path:literal => $handler:path,)*) => {
        &[$(Route { method: $method, path: $path, handle: |context| Box::pin($handler(context)) }),*]
    };
}

/// See the module's documentation.
pub const ROUTES: &[Route] = routes! {
    Get    "/api/health" => meta::health,

    Post   "/api/accounts" => accounts::register,
    Post   "/api/sessions" => accounts::sign_in,
    Get    "/api/me" => sessions::me,
    Delete "/api/session" => sessions::sign_out,
    Get    "/api/sessions" => sessions::list,
    Delete "/api/sessions" => sessions::end_others,
    Delete "/api/sessions/{session}" => sessions::end,

    Get    "/api/people" => people::list,
    Get    "/api/inbox" => live::inbox,
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
    Post   "/api/conversations/{id}/posts" => posts::post,
    Post   "/api/conversations/{id}/seen" => posts::seen,

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
}

/// Finds the route of a method and path.
#[must_use]
pub fn find(method: &Method, path: &str) -> Match {
    let mut allowed = Vec::new();
    for route in ROUTES {
        let Some(captured) = captures(route.path, path) else {
            continue;
        };
        if route.method == *method {
            return Match::Route(route, captured);
        }
        allowed.push(route.method.as_ref());
    }
    if allowed.is_empty() {
        Match::Nothing
    } else {
        Match::OtherMethods(allowed.join(", "))
    }
}

/// The pieces of `path` that stand where `pattern` has braces, if the rest is the same.
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
    fn check(method: &Method, path: &str, expected: &str) {
        let found = match find(method, path) {
            Match::Route(route, captured) => format!("{} {}", route.path, captured.join(" ")),
            Match::OtherMethods(allow) => format!("only {allow}"),
            Match::Nothing => "nothing".to_owned(),
        };
        assert_eq!(found, expected, "{method:?} {path}");
    }

    #[test]
    fn an_address_is_found_by_method_and_path() {
        check(&Get, "/api/me", "/api/me ");
        check(&Delete, "/api/sessions/s1", "/api/sessions/{session} s1");
        check(
            &Put,
            "/api/conversations/g1/members/u2",
            "/api/conversations/{id}/members/{user} g1 u2",
        );
        check(&Patch, "/api/sessions", "only POST, GET, DELETE");
        for nowhere in [
            "/",
            "/api",
            "/api/",
            "/api/me/",
            "/api//me",
            "/conversations/g1",
            "/api/me/x",
        ] {
            check(&Get, nowhere, "nothing");
        }
    }
}
