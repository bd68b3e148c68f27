//! The only place outside tests that makes a [`Principal`] out of a request. No object can be asked
//! in a person's name without one.

use sha2::{Digest, Sha256};

use super::answer::ApiError;
use super::context::RequestContext;
use super::origin::{Reach, is_own};
use super::url::Url;
use crate::chat::limits::SESSION_LIFE;
use crate::chat::{Millis, Person, Principal, Profile, Refusal, SessionId, hex};
use crate::store::d1::{self, sessions};

/// How often the use of a session is noted at most, in ms. Each note writes a row.
const NOTED_EVERY: Millis = 60 * 60 * 1_000;
/// Random bytes of a token. With 256 bits nobody can guess one, so a plain hash protects it.
const TOKEN_BYTES: usize = 32;
/// How long browsers keep the cookie, in s: as long as they allow (400 days). Without use, the
/// session ends earlier.
const COOKIE_SECONDS: u32 = 400 * 24 * 60 * 60;

/// The `__Host-` prefix makes browsers insist on Secure, on Path=/ and on no Domain. So no sibling
/// site can set this cookie.
const COOKIE_HTTPS: &str = "__Host-dormouse";
/// Over plain http browsers refuse that prefix. This name is for localhost.
const COOKIE_HTTP: &str = "dormouse";

/// The secret of a session, as its owner holds it.
pub struct Token(String);

enum Credential {
    Bearer(String),
    Cookie(String),
    None,
}

/// Refuses a request that another site's page sent with our cookie.
///
/// # Errors
/// [`Refusal::WrongOrigin`].
pub fn check_origin(context: &RequestContext, is_socket: bool) -> Result<(), ApiError> {
    let acts = is_socket || !context.only_reads();
    match credential(context) {
        Credential::Cookie(_) => own_page(context, if acts { Reach::Acts } else { Reach::Reads }),
        Credential::Bearer(_) | Credential::None => Ok(()),
    }
}

/// Refuses a request that did not come from our own page. Requests that ask for a cookie use it
/// too.
///
/// # Errors
/// [`Refusal::WrongOrigin`].
pub fn own_page(context: &RequestContext, reach: Reach) -> Result<(), ApiError> {
    let (origin, site) = (context.header("origin"), context.header("sec-fetch-site"));
    if is_own(
        reach,
        context.url.origin(),
        origin.as_deref(),
        site.as_deref(),
    ) {
        Ok(())
    } else {
        Err(Refusal::WrongOrigin.into())
    }
}

/// The principal who asks.
///
/// # Errors
/// [`Refusal::NotSignedIn`] without a good session.
pub async fn principal(context: &RequestContext) -> Result<Principal, ApiError> {
    let (Credential::Bearer(token) | Credential::Cookie(token)) = credential(context) else {
        return Err(Refusal::NotSignedIn.into());
    };
    let hash = Token::parse(&token).ok_or(Refusal::NotSignedIn)?.hash();
    let db = d1::open(&context.env).await?;
    let found = sessions::find(&db, &hash, context.now.saturating_sub(SESSION_LIFE))
        .await?
        .ok_or(Refusal::NotSignedIn)?;
    if context.now >= found.used_at + NOTED_EVERY {
        sessions::mark_used(&db, &hash, context.now).await?;
    }
    Ok(Principal::Person {
        person: found.person,
        session: found.session,
        profile: found.profile,
    })
}

/// A signed-in person and their session, for requests about sessions.
pub struct SignedIn {
    pub person: Person,
    pub session: SessionId,
    pub profile: Option<Profile>,
}

/// The person who asks, and the session they use.
///
/// # Errors
/// [`Refusal::NotSignedIn`], as [`principal`].
pub async fn signed_in(context: &RequestContext) -> Result<SignedIn, ApiError> {
    match principal(context).await? {
        Principal::Person {
            person,
            session,
            profile,
        } => Ok(SignedIn {
            person,
            session,
            profile,
        }),
    }
}

/// The token in the cookie, even when the request also has a bearer token.
#[must_use]
pub fn cookie_token(context: &RequestContext) -> Option<Token> {
    let cookies = context.header("cookie")?;
    Token::parse(cookie(&cookies, cookie_name(&context.url))?)
}

fn credential(context: &RequestContext) -> Credential {
    if let Some(authorization) = context.header("authorization")
        && let Some((scheme, token)) = authorization.split_once(' ')
        && scheme.eq_ignore_ascii_case("bearer")
    {
        return Credential::Bearer(token.trim().to_owned());
    }
    let cookies = context.header("cookie").unwrap_or_default();
    cookie(&cookies, cookie_name(&context.url)).map_or(Credential::None, |token| {
        Credential::Cookie(token.to_owned())
    })
}

fn cookie<'a>(cookies: &'a str, name: &str) -> Option<&'a str> {
    cookies
        .split(';')
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

fn cookie_name(url: &Url) -> &'static str {
    if url.is_secure() {
        COOKIE_HTTPS
    } else {
        COOKIE_HTTP
    }
}

/// The `Set-Cookie` header that stores a token. Without a token it deletes the cookie.
#[must_use]
pub fn set_cookie(url: &Url, token: Option<&Token>) -> String {
    let (value, age) = token.map_or(("", 0), |token| (token.as_str(), COOKIE_SECONDS));
    let secure = if url.is_secure() { "; Secure" } else { "" };
    format!(
        "{}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}",
        cookie_name(url)
    )
}

impl Token {
    /// A new, random token.
    ///
    /// # Errors
    /// The platform gives no randomness.
    pub fn random() -> Result<Self, ApiError> {
        Ok(Self(hex(random::<TOKEN_BYTES>()?.iter())))
    }

    fn parse(text: &str) -> Option<Self> {
        let is_hex = text.len() == TOKEN_BYTES * 2
            && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        is_hex.then(|| Self(text.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which it is stored. A token is as random as a key, so one round of SHA-256
    /// protects it.
    #[must_use]
    pub fn hash(&self) -> String {
        hex(Sha256::digest(self.0.as_bytes()).iter())
    }
}

/// Random bytes.
///
/// # Errors
/// The platform gives no randomness.
pub fn random<const N: usize>() -> Result<[u8; N], ApiError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| ApiError::Fault(format!("no randomness: {error}")))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_host_only_secure_and_hidden_from_scripts() {
        let token = Token("t".to_owned());
        let https = set_cookie(&Url::new("https://chat.example/".to_owned()), Some(&token));
        assert_eq!(
            https,
            "__Host-dormouse=t; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure"
        );
        let http = set_cookie(&Url::new("http://localhost:8787/".to_owned()), None);
        assert_eq!(http, "dormouse=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let found = |cookies| cookie(cookies, COOKIE_HTTPS);
        assert_eq!(found("theme=dark; __Host-dormouse=abc; x=y"), Some("abc"));
        assert_eq!(
            found("x__Host-dormouse=abc; __Host-dormouse2=abc; dormouse=abc"),
            None
        );
    }

    #[test]
    fn a_token_has_256_bits_and_its_hash_does_not_show_it() -> Result<(), ApiError> {
        let (one, other) = (Token::random()?, Token::random()?);
        assert_eq!(one.as_str().len(), 64);
        assert_ne!(one.as_str(), other.as_str());
        assert_ne!(one.hash(), one.as_str());
        assert!(Token::parse(one.as_str()).is_some());
        for bad in [
            "",
            "abc",
            &"G".repeat(64),
            &one.as_str().to_uppercase().replace(char::is_numeric, "A"),
            &"a".repeat(65),
        ] {
            assert!(Token::parse(bad).is_none(), "{bad}");
        }
        Ok(())
    }
}
