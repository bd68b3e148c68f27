//! Making an account and signing in.
//!
//! A client whose registration got no answer may simply repeat it. With the same name and password,
//! and soon enough, the repeat signs in. The account and its first session are stored together or
//! not at all, so nothing else can be left half-made.

use serde::{Deserialize, Serialize};

use super::answer::{Answer, ApiError, Reply};
use super::context::RequestContext;
use super::origin::Reach;
use super::session::{self, Token};
use super::sessions::{end_everywhere, end_of_cookie};
use super::{address, concurrency, config, label::label};
use crate::chat::{Handle, Millis, Person, Refusal, SessionId, UserId, password};
use crate::normalize::nfkc;
use crate::objects::ask::ask;
use crate::objects::gate::{Attempt, Enter, GateName, Hash, Verify};
use crate::store::d1::accounts::Account;
use crate::store::d1::{self, accounts, sessions};

/// How long a repeated registration with the right password signs in, in ms. It ends, because a
/// stranger who wants a taken name should hear that it is taken. Their password should not be tried
/// on the owner's account.
const REPEAT_WITHIN: Millis = 15 * 60 * 1_000;

#[derive(Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub(super) struct Credentials {
    handle: String,
    password: String,
    #[serde(default)]
    session: Keep,
    #[serde(default)]
    label: Option<String>,
}

/// How the client stores its session.
#[derive(Clone, Copy, Default, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
enum Keep {
    #[default]
    Token,
    Cookie,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub(super) struct SignedIn<'a> {
    you: &'a Person,
    session: Named<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<&'a str>,
}

/// A session, by its id.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "NamedSession"))]
pub struct Named<'a> {
    pub id: &'a SessionId,
}

/// A well-formed request to register or sign in, from an origin that may send it.
struct Asked {
    handle: Handle,
    /// Normalised to NFKC.
    password: String,
    keep: Keep,
    label: String,
}

/// `POST /api/accounts`.
///
/// # Errors
/// [`Refusal::RegistrationClosed`], [`Refusal::BadHandle`], [`Refusal::WeakPassword`],
/// [`Refusal::Taken`], [`Refusal::TooFast`], [`Refusal::Busy`], [`Refusal::WrongOrigin`].
pub async fn register(mut context: RequestContext) -> Result<Reply, ApiError> {
    if !config::registration_is_open(&context.env) {
        return Err(Refusal::RegistrationClosed.into());
    }
    let asked = read(&mut context).await?;
    let _permit = concurrency::acquire()?;
    password::judge(&asked.password, &asked.handle)?;
    if asked.handle.is_reserved() {
        return Err(Refusal::Taken.into());
    }
    enter(
        &context,
        Attempt::Register,
        config::registrations_per_hour(&context.env),
    )
    .await?;
    let db = d1::open(&context.env).await?;
    if let Some(account) = accounts::by_confusable_key(&db, &asked.handle).await? {
        return again(&context, &asked, &account).await;
    }
    let gate = account_gate(&asked.handle);
    let password = asked.password.clone();
    let hash = ask(&context.env, &gate, &Hash { password }).await?;
    let person = Person {
        id: UserId::from_random(&session::random()?),
        handle: asked.handle.clone(),
    };
    let (token, id) = (
        Token::random()?,
        SessionId::from_random(&session::random()?),
    );
    let first = sessions::NewSession {
        token_hash: &token.hash(),
        id: &id,
        user: &person.id,
        label: &asked.label,
        now: context.now,
    };
    // Two people may ask for one name at the same time. The unique index of the database decides.
    if accounts::add(&db, &person, &hash, &first).await? {
        end_replaced(&context, asked.keep).await?;
        return welcome(&context, &person, &id, &token, asked.keep);
    }
    Err(Refusal::Taken.into())
}

/// `POST /api/sessions`.
///
/// # Errors
/// [`Refusal::BadHandle`], [`Refusal::WrongPassword`], [`Refusal::TooFast`], [`Refusal::Busy`],
/// [`Refusal::WrongOrigin`].
pub async fn sign_in(mut context: RequestContext) -> Result<Reply, ApiError> {
    let asked = read(&mut context).await?;
    let _permit = concurrency::acquire()?;
    enter(
        &context,
        Attempt::SignIn,
        config::sign_ins_per_hour(&context.env),
    )
    .await?;
    let db = d1::open(&context.env).await?;
    // A name that only looks the same is another account. A disabled account counts as missing.
    let account = accounts::by_confusable_key(&db, &asked.handle).await?;
    let account =
        account.filter(|account| account.person.handle == asked.handle && !account.disabled);
    // Without an account the gate does the same work, so the time of the answer reveals nothing.
    let stored = account
        .as_ref()
        .map(|account| account.password_hash.clone());
    let fresh = verify(&context, &asked, stored).await?;
    let account = account.ok_or(Refusal::WrongPassword)?;
    if let Some(fresh) = fresh {
        accounts::rehash(&db, &account.person.id, &fresh).await?;
    }
    begin(&context, &asked, &account.person).await
}

async fn read(context: &mut RequestContext) -> Result<Asked, ApiError> {
    let asked: Credentials = context.body().await?;
    if asked.session == Keep::Cookie {
        // Otherwise another site's page could sign a browser in to an account of its own.
        session::own_page(context, Reach::Acts)?;
    }
    let handle = Handle::parse(&asked.handle).ok_or(Refusal::BadHandle)?;
    let label = label(
        asked.label.as_deref(),
        context.header("user-agent").as_deref(),
    )?;
    Ok(Asked {
        handle,
        password: nfkc(&asked.password),
        keep: asked.session,
        label,
    })
}

/// The handle exists. If the client itself has just made it, the repeat signs in. Otherwise it is
/// taken.
async fn again(
    context: &RequestContext,
    asked: &Asked,
    account: &Account,
) -> Result<Reply, ApiError> {
    let is_recent = context.now < account.created_at + REPEAT_WITHIN;
    if !is_recent || account.disabled || account.person.handle != asked.handle {
        return Err(Refusal::Taken.into());
    }
    match verify(context, asked, Some(account.password_hash.clone())).await {
        Ok(_) => begin(context, asked, &account.person).await,
        // Report `taken` even while throttled. If the account is their own, signing in works.
        Err(ApiError::Refused(Refusal::WrongPassword | Refusal::TooFast(_) | Refusal::Busy)) => {
            Err(Refusal::Taken.into())
        }
        Err(error) => Err(error),
    }
}

/// Begins a session for a person whose password was right.
async fn begin(
    context: &RequestContext,
    asked: &Asked,
    person: &Person,
) -> Result<Reply, ApiError> {
    let (token, id) = (
        Token::random()?,
        SessionId::from_random(&session::random()?),
    );
    let (user, now) = (&person.id, context.now);
    let new = sessions::NewSession {
        token_hash: &token.hash(),
        id: &id,
        user,
        label: &asked.label,
        now,
    };
    let db = d1::open(&context.env).await?;
    // Ending comes first. If it fails, no session is left behind that nobody has the token of.
    let surplus = sessions::surplus(&db, user).await?;
    end_everywhere(context, user, &surplus).await?;
    end_replaced(context, asked.keep).await?;
    sessions::add(&db, &new).await?;
    welcome(context, person, &id, &token, asked.keep)
}

/// A browser has only one cookie, so a new session replaces the one that came with the request.
/// Nobody could use that one any more, so it ends here.
async fn end_replaced(context: &RequestContext, keep: Keep) -> Result<(), ApiError> {
    match keep {
        Keep::Cookie => end_of_cookie(context).await,
        Keep::Token => Ok(()),
    }
}

/// The answer that delivers a new session.
fn welcome(
    context: &RequestContext,
    you: &Person,
    id: &SessionId,
    token: &Token,
    keep: Keep,
) -> Result<Reply, ApiError> {
    let shown = (keep == Keep::Token).then(|| token.as_str());
    let answer = Answer::created(&SignedIn {
        you,
        session: Named { id },
        token: shown,
    })?;
    Ok(match keep {
        Keep::Token => answer,
        Keep::Cookie => {
            answer.with_header("set-cookie", session::set_cookie(&context.url, Some(token)))
        }
    }
    .into())
}

/// Passes the gate of the client's address.
async fn enter(context: &RequestContext, attempt: Attempt, per_hour: u32) -> Result<(), ApiError> {
    let gate = GateName(address::gate(context.header("cf-connecting-ip").as_deref()));
    let call = Enter { attempt, per_hour };
    Ok(ask(&context.env, &gate, &call).await?)
}

/// Checks the password at the account's gate. Returns a fresh hash if the stored one is outdated.
async fn verify(
    context: &RequestContext,
    asked: &Asked,
    stored: Option<String>,
) -> Result<Option<String>, ApiError> {
    let password = asked.password.clone();
    let call = Verify { password, stored };
    let gate = account_gate(&asked.handle);
    Ok(ask(&context.env, &gate, &call).await?.fresh)
}

fn account_gate(handle: &Handle) -> GateName {
    GateName(format!("account:{}", handle.key()))
}
