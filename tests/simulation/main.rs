//! A simulated world: the real objects over real SQLite, with a seeded network, clock and faults.
//!
//! `SEED=7 cargo test --test simulation` replays one world. `SEEDS` and `STEPS` set how many worlds
//! run and for how long: 500 worlds of 300 steps by default. A deep run takes 100,000 worlds.
//! Not here: workerd itself. The world only imitates its guarantees (output gate, hibernation).

mod absences;
mod absent;
mod actions;
mod batching;
mod calm;
mod carry;
mod catching_up;
mod client;
mod dice;
mod entries;
mod events;
mod faults;
mod finale;
mod host;
mod inboxes;
mod ledger;
mod members;
mod network;
mod object;
mod parting;
mod posting;
mod profiles;
mod requests;
mod rest;
mod sessions;
mod silent;
#[path = "../support/sqlite.rs"]
mod sqlite;
mod strikes;
mod tab;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use dormouse::chat::Visibility;
use faults::Faults;
use world::World;

/// Plays a world of a few people and groups for this many steps.
fn play(seed: u64, steps: u64) -> World {
    let crowded = seed % 16 == 5;
    let people = 2 + usize::try_from(seed % 7).unwrap_or(0) + 2 * usize::from(crowded);
    let mut world = World::new(seed, people);
    for nth in 0..=seed % 3 {
        let visibility = if nth == 1 {
            Visibility::Private
        } else {
            Visibility::Public
        };
        let person = world.dice.index(people);
        world.create(person, visibility);
    }
    if crowded {
        world.crowd();
    }
    world.chaos = true;
    for _ in 0..steps {
        let pause = match world.dice.below(40) {
            0 => world.dice.below(60_000),
            1..=9 => world.dice.below(3_000),
            10..=19 => 0,
            _ => world.dice.below(50),
        };
        world.run_for(pause);
        world.act();
        world.strike();
        world.check_absences();
    }
    world.finish();
    world
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name)
        .ok()
        .and_then(|value| value.parse().ok())
}

#[test]
fn whatever_fails_members_agree_and_no_acknowledged_message_is_lost() {
    let steps = number("STEPS").unwrap_or(300);
    if let Some(seed) = number("SEED") {
        println!("{:?}", play(seed, steps).faults);
        return;
    }
    let seeds = number("SEEDS").unwrap_or(500);
    let (next, acked) = (AtomicU64::new(0), AtomicU64::new(0));
    let (faults, failed) = (Mutex::new(Faults::default()), Mutex::new(Vec::new()));
    std::thread::scope(|threads| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            threads.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds {
                        break;
                    }
                    if let Ok(world) = catch_unwind(AssertUnwindSafe(|| play(seed, steps))) {
                        let here: usize = world
                            .conversations
                            .iter()
                            .map(|conversation| conversation.ledger.acked())
                            .sum();
                        acked.fetch_add(here as u64, Ordering::Relaxed);
                        faults
                            .lock()
                            .expect("nobody panics here")
                            .add(&world.faults);
                    } else {
                        eprintln!("SEED={seed} fails");
                        failed.lock().expect("nobody panics here").push(seed);
                    }
                }
            });
        }
    });
    let (faults, failed) = (
        faults.into_inner().expect("as above"),
        failed.into_inner().expect("as above"),
    );
    println!(
        "{seeds} worlds of {steps} steps, {} messages acknowledged",
        acked.into_inner()
    );
    for (kind, times) in &faults.0 {
        println!("{times:>9} × {kind}");
    }
    assert!(
        failed.is_empty(),
        "{} seeds fail; replay with SEED={}",
        failed.len(),
        failed[0]
    );
    if seeds >= 200 && steps >= 300 {
        assert_eq!(
            faults.missing(),
            Vec::<&str>::new(),
            "these faults were never injected, so the run proves nothing about them"
        );
    }
}
