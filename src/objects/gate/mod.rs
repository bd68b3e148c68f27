//! The gate: one object per account name and one per address. It counts attempts and hashes
//! passwords.
//!
//! The counts are exact, because each gate is a single object: **a password is judged, verified and
//! counted in one synchronous stretch**, which no other event can interrupt. The counts survive
//! eviction. Hashing happens here, because a Worker on the free plan has 10 ms of CPU, and a hash
//! takes 30.
//!
//! No answer shows whether an account exists. Without a stored hash the gate verifies against a
//! dummy hash, and counts the wrong password as usual.

mod calls;
mod hashing;
pub mod queue;
mod throttle;
mod turn;

pub use calls::{Attempt, Enter, GateName, Hash, Verified, Verify};

use std::cell::Cell;
use std::time::Duration;

use worker::{
    Date, DurableObject, Env, Request, Response, Result, State, console_error, durable_object,
    wasm_bindgen,
};

use crate::chat::json::read_object;
use crate::chat::{Millis, Refusal};
use crate::objects::call::{Call, spell};
use crate::store::edge::EdgeSql;
use crate::store::gate::{self as counts, Counted};
use crate::store::sql::{Fault, Stored};
use throttle::{QUIET, Wrong};

/// Hashes that may be wanted for one account at a time: enough for several devices that sign in at
/// once.
const ACCOUNT_WAITING_MAX: u32 = 4;

/// See the module's documentation. It has calls and an alarm, and no sockets.
#[durable_object(alarm)]
pub struct GateObject {
    state: State,
    sql: EdgeSql,
    /// Whether the table is known to exist in its newest form.
    migrated: Cell<bool>,
    /// How many requests wait for a hash of this account.
    waiting: Cell<u32>,
}

type Gated<T> = std::result::Result<T, GateError>;

/// Why a call got no reply.
enum GateError {
    Refused(Refusal),
    Fault(String),
}

impl DurableObject for GateObject {
    fn new(state: State, _env: Env) -> Self {
        let sql = EdgeSql::new(&state, false);
        Self {
            state,
            sql,
            migrated: Cell::new(false),
            waiting: Cell::new(0),
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let (path, body) = (request.path(), request.text().await?);
        let answer = match path.trim_start_matches('/') {
            Enter::NAME => answer(&body, |call| self.enter(call)).await,
            Hash::NAME => answer(&body, |call| self.hash(call)).await,
            Verify::NAME => answer(&body, |call| self.verify(call)).await,
            _ => Err(Refusal::Internal),
        };
        match answer {
            Ok(answer) => Response::ok(answer),
            Err(refusal) => Response::error(refusal.sentence(), refusal.code().1),
        }
    }

    /// Deletes everything after a quiet day, because old counts no longer matter.
    async fn alarm(&self) -> Result<Response> {
        let last_at = self.last_at().map_err(|fault| fault.to_string())?;
        if let Some(wait) = (last_at + QUIET)
            .checked_sub(now())
            .filter(|wait| *wait > 0)
        {
            self.state
                .storage()
                .set_alarm(Duration::from_millis(wait))
                .await?;
        } else {
            self.migrated.set(false);
            self.state.storage().delete_all().await?;
        }
        Response::empty()
    }
}

impl GateObject {
    async fn enter(&self, call: Enter) -> Gated<()> {
        let Enter { attempt, per_hour } = call;
        let counted = match attempt {
            Attempt::SignIn => Counted::SignIns,
            Attempt::Register => Counted::Registrations,
        };
        let is_new = self.migrate()?;
        let (count, owed_until) = counts::get(&self.sql, counted)?;
        let owed = throttle::take(owed_until, per_hour, now()).map_err(Refusal::TooFast)?;
        counts::put(&self.sql, counted, count + 1, owed)?;
        self.forget_some_day(is_new).await?;
        Ok(())
    }

    async fn hash(&self, call: Hash) -> Gated<String> {
        // A second registration of this name is refused as busy. When its client tries again, it
        // soon learns whether the name is taken.
        let _permit = self.acquire(1)?;
        let turn = turn::take().await?;
        let hash = hashing::hash(&call.password).map_err(GateError::Fault)?;
        turn.pass().await;
        Ok(hash)
    }

    async fn verify(&self, call: Verify) -> Gated<Verified> {
        let (password, stored) = (call.password.as_str(), call.stored.as_deref());
        self.wrong_so_far()?
            .judge(now())
            .map_err(Refusal::TooFast)?;
        let _permit = self.acquire(ACCOUNT_WAITING_MAX)?;
        let turn = turn::take().await?;
        // Other passwords may have been wrong meanwhile, so judge again. No `await` follows until
        // the count.
        let wrong = self.wrong_so_far()?;
        wrong.judge(now()).map_err(Refusal::TooFast)?;
        if !hashing::verify(password, stored).map_err(GateError::Fault)? {
            let is_new = self.migrate()?;
            let wrong = wrong.and_another(now());
            counts::put(
                &self.sql,
                Counted::WrongPasswords,
                wrong.count.into(),
                wrong.last_at,
            )?;
            self.forget_some_day(is_new).await?;
            turn.pass().await;
            return Err(Refusal::WrongPassword.into());
        }
        if wrong != Wrong::default() {
            counts::forget(&self.sql, Counted::WrongPasswords)?;
        }
        turn.pass().await;
        let mut fresh = None;
        if stored.is_some_and(|stored| !hashing::is_todays(stored)) {
            let turn = turn::take().await?;
            fresh = Some(hashing::hash(password).map_err(GateError::Fault)?);
            turn.pass().await;
        }
        Ok(Verified { fresh })
    }

    fn wrong_so_far(&self) -> Gated<Wrong> {
        if !self.has_counted()? {
            return Ok(Wrong::default());
        }
        let (count, last_at) = counts::get(&self.sql, Counted::WrongPasswords)?;
        Ok(Wrong {
            count: u32::try_from(count).unwrap_or(u32::MAX),
            last_at,
        })
    }

    /// When the gate last counted something.
    fn last_at(&self) -> Stored<Millis> {
        // The alarm repeats if its last run was cut off after it deleted everything.
        if self.has_counted()? {
            counts::last_at(&self.sql)
        } else {
            Ok(0)
        }
    }

    /// Whether the gate has ever counted anything. If so, its table now has the newest form. If
    /// not, this writes nothing, so a guessed name leaves no trace.
    fn has_counted(&self) -> Stored<bool> {
        let has_counted = self.migrated.get() || counts::exists(&self.sql)?;
        if has_counted {
            self.migrate()?;
        }
        Ok(has_counted)
    }

    /// Creates the table or brings it to its newest form. Returns true when there was none.
    fn migrate(&self) -> Stored<bool> {
        if self.migrated.get() {
            return Ok(false);
        }
        let is_new = !counts::exists(&self.sql)?;
        counts::migrate(&self.sql)?;
        self.migrated.set(true);
        Ok(is_new)
    }

    /// Sets the alarm with the first count. If the alarm is early when it goes off, it sets itself
    /// again.
    async fn forget_some_day(&self, is_new: bool) -> Gated<()> {
        if is_new {
            let set = self
                .state
                .storage()
                .set_alarm(Duration::from_millis(QUIET))
                .await;
            set.map_err(|error| GateError::Fault(error.to_string()))?;
        }
        Ok(())
    }

    fn acquire(&self, most: u32) -> Gated<Permit<'_>> {
        if self.waiting.get() >= most {
            return Err(Refusal::Busy.into());
        }
        self.waiting.set(self.waiting.get() + 1);
        Ok(Permit(&self.waiting))
    }
}

/// A place among those who wait for a hash. Dropping it gives the place up.
struct Permit<'a>(&'a Cell<u32>);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get().saturating_sub(1));
    }
}

impl From<Refusal> for GateError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Fault> for GateError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault.to_string())
    }
}

/// Parses a call, has it answered, and returns the reply as JSON.
async fn answer<C: Call, F: Future<Output = Gated<C::Reply>>>(
    body: &str,
    handle: impl FnOnce(C) -> F,
) -> std::result::Result<String, Refusal> {
    let call = read_object(body).map_err(|_| Refusal::Internal)?;
    let reply = handle(call).await.map_err(|error| match error {
        GateError::Refused(refusal) => refusal,
        GateError::Fault(cause) => {
            console_error!("dormouse: gate: {cause}");
            Refusal::Internal
        }
    });
    spell(&reply)
}

fn now() -> Millis {
    Date::now().as_millis()
}
