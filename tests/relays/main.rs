//! Relays tried in a simulated world: a real conversation's object, a prototype of relays that follow it, viewers and faults.
//!
//! `SEED=7 cargo test --test relays` replays one world; `SEEDS` and `STEPS` say how many and how long. The relay lives only
//! here, in `relay/`; what it is for and what it would cost is told in docs/scale.md. Not here: workerd, and people's own objects.

mod asks;
mod calm;
mod check;
mod deeds;
#[allow(dead_code, reason = "shared with the simulation, which uses all of it")]
#[path = "../simulation/dice.rs"]
mod dice;
mod door;
mod faults;
mod finale;
mod hops;
#[allow(dead_code, reason = "as above")]
#[path = "../simulation/host.rs"]
mod host;
#[allow(dead_code, reason = "as above")]
#[path = "../simulation/ledger.rs"]
mod ledger;
#[allow(dead_code, reason = "as above")]
#[path = "../simulation/object.rs"]
mod object;
mod relay;
mod room;
#[allow(dead_code, reason = "as above")]
#[path = "../support/sqlite.rs"]
mod sqlite;
mod stations;
mod strikes;
mod viewer;
mod wires;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use faults::Faults;
use world::World;

/// A group with relays, of which every other world has a second tier.
fn play(seed: u64, steps: u64) -> World {
    let mut world = World::new(seed);
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
    }
    world.finish();
    world
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

/// Plays worlds until all seeds are played; what they counted, and the seeds that failed.
fn play_all(seeds: u64, steps: u64) -> (Faults, Vec<u64>) {
    let next = AtomicU64::new(0);
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
                        faults.lock().expect("nobody panics here").add(&world.faults);
                    } else {
                        eprintln!("SEED={seed} fails");
                        failed.lock().expect("nobody panics here").push(seed);
                    }
                }
            });
        }
    });
    (
        faults.into_inner().expect("as above"),
        failed.into_inner().expect("as above"),
    )
}

#[test]
fn behind_relays_too_everyone_sees_the_same_and_whoever_goes_hears_nothing_more() {
    let steps = number("STEPS").unwrap_or(300);
    if let Some(seed) = number("SEED") {
        println!("{}", play(seed, steps).faults);
        return;
    }
    let seeds = number("SEEDS").unwrap_or(80);
    let (faults, failed) = play_all(seeds, steps);
    println!("{seeds} worlds of {steps} steps\n{faults}");
    assert!(
        failed.is_empty(),
        "{} seeds fail; replay with SEED={}",
        failed.len(),
        failed[0]
    );
    if seeds >= 80 && steps >= 300 {
        assert_eq!(
            faults.missing(),
            Vec::<&str>::new(),
            "never happened, so nothing was shown"
        );
    }
}
