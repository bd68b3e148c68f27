//! The operator's choices in the `[vars]` of wrangler.toml.

use worker::{Env, console_error};

/// Sign-ins per hour from one address, all available at once. An office behind one address signs in
/// on a Monday morning.
const SIGN_INS_PER_HOUR: u32 = 600;
/// Registrations per hour from one address, all available at once: several times a school class.
const REGISTRATIONS_PER_HOUR: u32 = 200;

/// Whether anyone may make an account. An unknown value counts as closed.
#[must_use]
pub fn registration_is_open(env: &Env) -> bool {
    match env
        .var("REGISTRATION")
        .map(|var| var.to_string())
        .as_deref()
    {
        Ok("open") => true,
        Ok("closed") => false,
        other => {
            console_error!(
                "REGISTRATION must be \"open\" or \"closed\", not {other:?}: it is closed"
            );
            false
        }
    }
}

/// Whether passwords and tokens may travel by plain http. Only `npm start` sets this, and only when
/// HOST lets other machines of a local network in.
#[must_use]
pub fn allows_http(env: &Env) -> bool {
    env.var("ALLOW_HTTP")
        .is_ok_and(|var| var.to_string() == "1")
}

#[must_use]
pub fn sign_ins_per_hour(env: &Env) -> u32 {
    number(env, "SIGN_INS_PER_ADDRESS_PER_HOUR", SIGN_INS_PER_HOUR)
}

#[must_use]
pub fn registrations_per_hour(env: &Env) -> u32 {
    number(
        env,
        "REGISTRATIONS_PER_ADDRESS_PER_HOUR",
        REGISTRATIONS_PER_HOUR,
    )
}

fn number(env: &Env, name: &str, usual: u32) -> u32 {
    let Ok(text) = env.var(name).map(|var| var.to_string()) else {
        return usual;
    };
    text.trim().parse().unwrap_or_else(|_| {
        console_error!("{name} is {text:?}, not a whole number: {usual} is used");
        usual
    })
}
