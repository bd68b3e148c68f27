//! All connected clients, watched by one thread.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};

use crate::Outcome;
use crate::cast::{DialectName, Endpoint, Job, Server};
use crate::dialect::Said;
use crate::ledger::{Entry, Ledger};
use crate::line::Line;

/// How long nothing may arrive before a run is given up.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many readiness events are taken at once.
const EVENTS: usize = 1024;

/// A message that reached a client.
#[derive(Debug, Clone, Copy)]
pub struct Heard {
    pub line: usize,
    pub entry: Entry,
    /// The time from sending to this client.
    pub took: Duration,
}

pub struct Crowd {
    dialect: DialectName,
    pub lines: Vec<Line>,
    pub ledger: Ledger,
    poll: Poll,
    events: Events,
    began: Instant,
    /// The conversation's epoch, as the last welcome named it.
    pub epoch: String,
}

impl Crowd {
    /// Connects all clients, this many at a time, and waits until all of them are live.
    ///
    /// # Errors
    /// The server refuses a client, or a client does not become live.
    pub fn gather(job: &Job, at_once: usize) -> Outcome<Self> {
        Self::come_back(job, at_once, 0, "")
    }

    /// As [`Self::gather`], with a cursor: every client has all messages up to `since`.
    ///
    /// # Errors
    /// As [`Self::gather`].
    pub fn come_back(job: &Job, at_once: usize, since: u64, epoch: &str) -> Outcome<Self> {
        let query = if since == 0 {
            String::new()
        } else {
            format!("?since={since}&epoch={epoch}")
        };
        let mut crowd =
            Self::connected(job, connect(&job.server, &job.endpoints, at_once, &query)?)?;
        crowd.lines.iter_mut().for_each(|line| line.seq = since);
        crowd.until("ready", |crowd, _| {
            crowd.lines.iter().all(|line| line.is_ready)
        })?;
        Ok(crowd)
    }

    fn connected(job: &Job, lines: Vec<Line>) -> Outcome<Self> {
        let poll = Poll::new()?;
        for (number, line) in lines.iter().enumerate() {
            let interest = Interest::READABLE | Interest::WRITABLE;
            poll.registry()
                .register(&mut SourceFd(&line.fd()), Token(number), interest)?;
        }
        let groups = job
            .endpoints
            .iter()
            .map(|endpoint| endpoint.group + 1)
            .max()
            .unwrap_or(0);
        Ok(Self {
            dialect: job.server.dialect,
            ledger: Ledger::new(groups, lines.len()),
            lines,
            poll,
            events: Events::with_capacity(EVENTS),
            began: Instant::now(),
            epoch: String::new(),
        })
    }

    /// One client posts its next message.
    ///
    /// # Errors
    /// Its connection is lost.
    pub fn speak(&mut self, line: usize) -> Outcome<()> {
        let (id, text) = self.ledger.next(line, nanos(self.began.elapsed()));
        self.lines[line].say(self.dialect.post(&id, &text))
    }

    /// Waits for something to arrive, up to a time, and appends it.
    ///
    /// # Errors
    /// A connection is lost, or the server refuses, doubles or reorders something.
    pub fn turn(&mut self, wait: Duration, heard: &mut Vec<Heard>) -> Outcome<()> {
        self.poll.poll(&mut self.events, Some(wait))?;
        let ready: Vec<_> = self
            .events
            .iter()
            .map(|event| (event.token().0, event.is_writable()))
            .collect();
        for (line, writable) in ready {
            if writable {
                self.lines[line].flush()?;
            }
            self.listen(line, heard)?;
        }
        Ok(())
    }

    /// Lets time pass. Messages that arrive meanwhile are taken, so that they do not disturb later
    /// measurements.
    ///
    /// # Errors
    /// As [`Self::turn`].
    pub fn rest(&mut self, time: Duration) -> Outcome<()> {
        let began = Instant::now();
        while let Some(left) = time
            .checked_sub(began.elapsed())
            .filter(|left| !left.is_zero())
        {
            self.turn(left, &mut Vec::new())?;
        }
        Ok(())
    }

    fn listen(&mut self, number: usize, heard: &mut Vec<Heard>) -> Outcome<()> {
        while let Some(frame) = self.lines[number].hear()? {
            let now = self.began.elapsed();
            let (line, ledger, epoch) =
                (&mut self.lines[number], &mut self.ledger, &mut self.epoch);
            let (mut answer, mut wrong) = (None, None);
            self.dialect.hear(&frame, |said| match said {
                Said::Message(text, seq) => {
                    if let Some(seq) = seq {
                        if line.seq > 0 && seq != line.seq + 1 {
                            wrong = Some(format!("entry {seq} came after {}", line.seq));
                        }
                        line.seq = seq;
                    }
                    let Some(entry) = ledger.read(text) else {
                        return;
                    };
                    if let Err(error) = ledger.heard(line.group, line.heard, entry) {
                        wrong = Some(error.to_string());
                    }
                    line.heard += 1;
                    let took = now.saturating_sub(Duration::from_nanos(entry.sent));
                    heard.push(Heard {
                        line: number,
                        entry,
                        took,
                    });
                }
                Said::Ready { head } => {
                    line.is_ready = true;
                    line.seq = line.seq.max(head);
                }
                Said::Epoch(said) => said.clone_into(epoch),
                Said::Answer(text) => answer = Some(text.to_owned()),
            })?;
            if let Some(wrong) = wrong {
                return Err(wrong.into());
            }
            let ack = if self.dialect.acks() {
                line.ack()
            } else {
                None
            };
            for text in answer.into_iter().chain(ack) {
                line.say(text)?;
            }
        }
        Ok(())
    }

    /// Takes turns until `done`, which gets the messages of each turn.
    ///
    /// # Errors
    /// As [`Self::turn`], and when nothing arrives within [`PATIENCE`].
    pub fn until(
        &mut self,
        what: &str,
        mut done: impl FnMut(&mut Self, &[Heard]) -> bool,
    ) -> Outcome<()> {
        let mut heard = Vec::new();
        let mut last = Instant::now();
        while !done(self, &heard) {
            heard.clear();
            self.turn(Duration::from_millis(100), &mut heard)?;
            if !self.events.is_empty() {
                last = Instant::now();
            } else if last.elapsed() > PATIENCE {
                return Err(
                    format!("nothing came for {PATIENCE:?} while waiting for: {what}").into(),
                );
            }
        }
        Ok(())
    }

    /// Waits until every client has every message, and checks the order.
    ///
    /// # Errors
    /// A message is lost, doubled or out of order.
    pub fn settle(&mut self) -> Outcome<()> {
        self.until("everything said to be heard", |crowd, _| crowd.has_all())?;
        self.ledger.check()
    }

    fn has_all(&self) -> bool {
        self.ledger.check().is_ok()
            && self
                .lines
                .iter()
                .all(|line| line.heard == self.ledger.length(line.group))
    }
}

/// Connects all clients with this many threads, each waiting for one handshake at a time.
fn connect(
    server: &Server,
    endpoints: &[Endpoint],
    at_once: usize,
    query: &str,
) -> Outcome<Vec<Line>> {
    let waiting: Mutex<VecDeque<_>> = Mutex::new(endpoints.iter().enumerate().collect());
    let next = || {
        waiting
            .lock()
            .ok()
            .and_then(|mut endpoints| endpoints.pop_front())
    };
    let some = || {
        let mut opened = Vec::new();
        while let Some((number, endpoint)) = next() {
            let line = Line::open(server, endpoint, query).map_err(|error| error.to_string())?;
            opened.push((number, line));
        }
        Ok::<_, String>(opened)
    };
    let mut opened = Vec::with_capacity(endpoints.len());
    thread::scope(|scope| {
        let threads: Vec<_> = (0..at_once.min(endpoints.len()))
            .map(|_| scope.spawn(some))
            .collect();
        for thread in threads {
            opened.extend(
                thread
                    .join()
                    .map_err(|_| "a thread that connects broke")??,
            );
        }
        Outcome::Ok(())
    })?;
    opened.sort_by_key(|(number, _)| *number);
    Ok(opened.into_iter().map(|(_, line)| line).collect())
}

fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}
