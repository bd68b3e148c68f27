//! Upgrades: people have data, so today's code must open the databases of every schema that has
//! landed.
//!
//! `databases/` holds a few small databases of each kind and step as SQL dumps. Beside each dump is
//! what today's code must read from it. After a schema gains a step, `UPDATE_FIXTURES=1 cargo test
//! --test upgrades` writes the new fixtures; it overwrites none. The code of their time made the
//! fixtures of the first steps.
//!
//! Not here: workerd's own SQLite, and the functions around D1's statements, which need workerd.

mod conversation;
mod d1;
#[path = "../simulation/dice.rs"]
#[allow(dead_code, reason = "the simulation uses all of it")]
mod dice;
mod dump;
mod fixtures;
mod gate;
#[path = "../simulation/host.rs"]
#[allow(dead_code, reason = "as above")]
mod host;
mod landing;
mod migration;
#[path = "../simulation/object.rs"]
#[allow(dead_code, reason = "as above")]
mod object;
mod open;
mod reading;
#[path = "../support/sqlite.rs"]
mod sqlite;
mod story;
mod timeline;
mod user;
