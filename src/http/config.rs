//! The operator's choices in the `[vars]` of wrangler.toml.

use worker::{Env, console_error};

use crate::chat::Millis;
use crate::chat::limits::UPLOAD_KEPT;
use crate::objects::file::bytes::has_bucket;
use crate::store::d1::files::FileLimits;

/// Sign-ins per hour from one address, all available at once. An office behind one address signs in
/// on a Monday morning.
const SIGN_INS_PER_HOUR: u32 = 600;
/// Registrations per hour from one address, all available at once: several times a school class.
const REGISTRATIONS_PER_HOUR: u32 = 200;

/// The largest file, in MiB, if objects keep the bytes: ten rows.
const FILE_MIB: u32 = 10;
/// The largest file, in MiB, if a bucket keeps the bytes: twenty chunks, which one download reads
/// with one request each. A Worker on the free plan may make 50.
const FILE_MIB_IN_BUCKET: u32 = 100;
/// The room of one person, in MiB: some 500 pictures as browsers send them.
const PERSON_MIB: u32 = 200;
/// The room of the deployment, in MiB. The free plan has 5 GB, which messages need too.
const EVERYONE_MIB: u32 = 2_048;
/// Uploads of one person in an hour. Forty pictures, each with two previews.
const UPLOADS_PER_HOUR: u32 = 120;

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

/// The room for files.
#[must_use]
pub fn file_limits(env: &Env) -> FileLimits {
    let mib = |name, usual| u64::from(number(env, name, usual)) * 1024 * 1024;
    let file = if has_bucket(env) {
        FILE_MIB_IN_BUCKET
    } else {
        FILE_MIB
    };
    FileLimits {
        file: mib("FILE_MIB", file),
        person: mib("FILES_PER_PERSON_MIB", PERSON_MIB),
        everyone: mib("FILES_MIB", EVERYONE_MIB),
        per_hour: number(env, "UPLOADS_PER_HOUR", UPLOADS_PER_HOUR),
    }
}

/// How long a file may stay in no message, in ms. Only tests set another time than a day.
#[must_use]
pub fn upload_kept(env: &Env) -> Millis {
    env.var("UPLOAD_KEPT_SECONDS").map_or(UPLOAD_KEPT, |_| {
        Millis::from(number(env, "UPLOAD_KEPT_SECONDS", 0)) * 1_000
    })
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
