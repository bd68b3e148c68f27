//! Making an account and signing in.
//!
//! A registration whose answer was lost heals: asked for again soon, with the same name and password, it is a sign-in. Account
//! and first session are stored together or not at all, so nothing half-made is left behind in any other way.

use serde::{Deserialize, Serialize};

use super::answer::{Answer, No, Reply};
use super::origin::Reach;
use super::session::{self, Token};
use super::visit::Visit;
use super::{address, config, crowd, label::label};
use crate::chat::{Handle, Millis, Person, Refusal, SessionId, UserId, password};
use crate::objects::ask::{ask_gate, ask_user, strange};
use crate::objects::calls::ToUser;
use crate::objects::gate::{Doing, FromGate, ToGate};
use crate::store::d1::accounts::Account;
use crate::store::d1::{self, accounts, sessions};
use crate::unicode::nfkc;

/// For so long a repeated registration with the right password signs in, in ms. Not for ever: somebody who wants a taken
/// name should hear that it is taken, without their password being tried on its owner's account.
const REPEAT_WITHIN: Millis = 15 * 60 * 1_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Credentials {
    handle: String,
    password: String,
    #[serde(default)]
    session: Keep,
    #[serde(default)]
    label: Option<String>,
}

/// How a client keeps its session.
#[derive(Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Keep {
    #[default]
    Token,
    Cookie,
}

#[derive(Serialize)]
struct SignedIn<'a> {
    you: &'a Person,
    session: Named<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<&'a str>,
}

/// A session by name.
#[derive(Serialize)]
pub struct Named<'a> {
    pub id: &'a SessionId,
}

/// A sign-in that is well-formed and came from where it may.
struct Asked {
    handle: Handle,
    /// In NFKC.
    password: String,
    keep: Keep,
    label: String,
}

/// `POST /api/accounts`.
///
/// # Errors
/// [`Refusal::RegistrationClosed`], [`Refusal::BadHandle`], [`Refusal::WeakPassword`], [`Refusal::Taken`],
/// [`Refusal::TooFast`], [`Refusal::Busy`], [`Refusal::WrongOrigin`].
pub async fn register(mut visit: Visit) -> Result<Reply, No> {
    if !config::registration_is_open(&visit.env) {
        return Err(Refusal::RegistrationClosed.into());
    }
    let asked = read(&mut visit).await?;
    let _place = crowd::join()?;
    password::judge(&asked.password, &asked.handle)?;
    enter(
        &visit,
        Doing::Register,
        config::registrations_per_hour(&visit.env),
    )
    .await?;
    let db = d1::open(&visit.env).await?;
    if let Some(account) = accounts::by_look_of(&db, &asked.handle).await? {
        return again(&visit, &asked, &account).await;
    }
    let gate = account_gate(&asked.handle);
    let call = ToGate::Hash {
        password: asked.password.clone(),
    };
    let FromGate::Hashed { hash } = ask_gate(&visit.env, &gate, &call).await? else {
        return Err(strange("a hash").into());
    };
    let person = Person {
        id: UserId::from_random(&session::random()?),
        handle: asked.handle.clone(),
    };
    let (token, id) = (Token::random()?, SessionId::from_random(&session::random()?));
    let first = sessions::NewSession {
        token_hash: &token.hash(),
        id: &id,
        user: &person.id,
        label: &asked.label,
        now: visit.now,
    };
    // The database's own uniqueness decides between those who ask at the same time.
    if accounts::add(&db, &person, &hash, &first).await? {
        return welcome(&visit, &person, &id, &token, asked.keep);
    }
    Err(Refusal::Taken.into())
}

/// `POST /api/sessions`.
///
/// # Errors
/// [`Refusal::BadHandle`], [`Refusal::WrongPassword`], [`Refusal::TooFast`], [`Refusal::Busy`], [`Refusal::WrongOrigin`].
pub async fn sign_in(mut visit: Visit) -> Result<Reply, No> {
    let asked = read(&mut visit).await?;
    let _place = crowd::join()?;
    enter(&visit, Doing::SignIn, config::sign_ins_per_hour(&visit.env)).await?;
    let db = d1::open(&visit.env).await?;
    // A name that only looks the same is somebody else's; what is disabled is as if it were not there.
    let account = accounts::by_look_of(&db, &asked.handle).await?;
    let account = account.filter(|account| account.person.handle == asked.handle && !account.disabled);
    // There is a gate and a hash to verify whether there is an account or not.
    let stored = account.as_ref().map(|account| account.password_hash.clone());
    let fresh = verify(&visit, &asked, stored).await?;
    let account = account.ok_or(Refusal::WrongPassword)?;
    if let Some(fresh) = fresh {
        accounts::rehash(&db, &account.person.id, &fresh).await?;
    }
    begin(&visit, &asked, &account.person).await
}

async fn read(visit: &mut Visit) -> Result<Asked, No> {
    let asked: Credentials = visit.body().await?;
    if asked.session == Keep::Cookie {
        // Otherwise a page elsewhere could sign a browser in to an account of its own.
        session::own_page(visit, Reach::Acts)?;
    }
    let handle = Handle::parse(&asked.handle).ok_or(Refusal::BadHandle)?;
    let label = label(asked.label.as_deref(), visit.header("user-agent").as_deref())?;
    Ok(Asked {
        handle,
        password: nfkc(&asked.password),
        keep: asked.session,
        label,
    })
}

/// The handle is there already: theirs, if they have just made it, or taken.
async fn again(visit: &Visit, asked: &Asked, account: &Account) -> Result<Reply, No> {
    let is_recent = visit.now < account.created_at + REPEAT_WITHIN;
    if !is_recent || account.disabled || account.person.handle != asked.handle {
        return Err(Refusal::Taken.into());
    }
    match verify(visit, asked, Some(account.password_hash.clone())).await {
        Ok(_) => begin(visit, asked, &account.person).await,
        // Also when it cannot be tried just now: taken it is, be it by themself, and signing in will tell.
        Err(No::Refused(Refusal::WrongPassword | Refusal::TooFast(_) | Refusal::Busy)) => {
            Err(Refusal::Taken.into())
        }
        Err(no) => Err(no),
    }
}

/// A session for somebody whose password was right.
async fn begin(visit: &Visit, asked: &Asked, person: &Person) -> Result<Reply, No> {
    let (token, id) = (Token::random()?, SessionId::from_random(&session::random()?));
    let (user, now) = (&person.id, visit.now);
    let new = sessions::NewSession {
        token_hash: &token.hash(),
        id: &id,
        user,
        label: &asked.label,
        now,
    };
    let ended = sessions::add(&d1::open(&visit.env).await?, &new).await?;
    if !ended.is_empty() {
        ask_user(
            &visit.env,
            user,
            &ToUser::EndSessions {
                user: user.clone(),
                sessions: ended,
            },
        )
        .await?;
    }
    welcome(visit, person, &id, &token, asked.keep)
}

fn welcome(visit: &Visit, you: &Person, id: &SessionId, token: &Token, keep: Keep) -> Result<Reply, No> {
    let shown = (keep == Keep::Token).then(|| token.as_str());
    let answer = Answer::created(&SignedIn {
        you,
        session: Named { id },
        token: shown,
    })?;
    Ok(match keep {
        Keep::Token => answer,
        Keep::Cookie => answer.with_header("set-cookie", session::set_cookie(&visit.url, Some(token))),
    }
    .into())
}

/// Passes the address's gate.
async fn enter(visit: &Visit, doing: Doing, per_hour: u32) -> Result<(), No> {
    let gate = address::gate(visit.header("cf-connecting-ip").as_deref());
    match ask_gate(&visit.env, &gate, &ToGate::Enter { doing, per_hour }).await? {
        FromGate::Done => Ok(()),
        _ => Err(strange("that it may come in").into()),
    }
}

/// Passes the account's gate with the right password; answers a hash to store instead, if there is to be one.
async fn verify(visit: &Visit, asked: &Asked, stored: Option<String>) -> Result<Option<String>, No> {
    let call = ToGate::Verify {
        password: asked.password.clone(),
        stored,
    };
    match ask_gate(&visit.env, &account_gate(&asked.handle), &call).await? {
        FromGate::Verified { fresh } => Ok(fresh),
        _ => Err(strange("a verdict").into()),
    }
}

fn account_gate(handle: &Handle) -> String {
    format!("account:{}", handle.key())
}
