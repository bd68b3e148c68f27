//! How a tab posts: it holds each post until its echo arrives, and sends it again when in doubt.

use dormouse::chat::client_frames::FromClient;
use dormouse::chat::{ClientId, Draft, Seq};

use crate::tab::Post;
use crate::world::{Due, World};

impl World {
    /// Ten seconds after a post: without its echo, the client gives up on the connection.
    pub fn doubt(&mut self, nth: usize, pending: u64) {
        let client = &self.clients[nth];
        let oldest = client.tab.posts - client.tab.pending.len() as u64;
        if client.socket.is_none() || oldest >= pending {
            return;
        }
        if client.stalled {
            // A client that reads nothing does not notice. It doubts again later.
            return self.in_ms(
                10_000,
                Due::Doubt {
                    client: nth,
                    pending,
                },
            );
        }
        self.cut(nth);
        self.reconnect(nth);
    }

    /// Posts on a tab, which holds the post until its echo arrives.
    pub fn post(&mut self, nth: usize, body: String) {
        self.client_ids += 1;
        let client_id =
            ClientId::parse(&format!("tab-{}", self.client_ids)).expect("a good client id");
        let tab = &mut self.clients[nth].tab;
        tab.posts += 1;
        tab.pending.push_back(Post {
            number: tab.posts,
            client_id: client_id.clone(),
            body: body.clone(),
        });
        let pending = tab.posts;
        if tab.is_live() {
            self.say_frame(nth, &FromClient::Post(Draft::new(client_id, body)));
        }
        self.in_ms(
            10_000,
            Due::Doubt {
                client: nth,
                pending,
            },
        );
    }

    /// Sends an acknowledged post once more, on one of the person's tabs. It must stay one message.
    pub fn repeat(&mut self, nth: usize) {
        let Some(Post {
            client_id, body, ..
        }) = self.clients[nth].tab.last_acked.clone()
        else {
            return;
        };
        let (person, place) = (self.clients[nth].person, self.clients[nth].place);
        let others = self.connected(|theirs| theirs == place);
        let theirs: Vec<_> = others
            .into_iter()
            .filter(|nth| self.clients[*nth].person == person)
            .collect();
        if let Some(tab) = self.dice.pick(&theirs).copied() {
            self.say_frame(tab, &FromClient::Post(Draft::new(client_id, body)));
        }
    }

    /// Edits or deletes some message, or reacts to it.
    pub fn change_a_message(&mut self, nth: usize) {
        let request = self.new_client_id();
        let last = self.clients[nth].tab.last.unwrap_or(0);
        // The latest ones are in inboxes, so these are changed more often.
        let back = if self.dice.one_in(2) { 4 } else { last + 1 };
        let message = Seq(last.saturating_sub(self.dice.below(back)));
        let frame = match self.dice.below(5) {
            0 => FromClient::Delete { request, message },
            1 | 2 => FromClient::Edit {
                request,
                message,
                body: format!("other words {}", self.dice.below(5)),
            },
            3 => FromClient::Pin {
                request,
                message,
                on: self.dice.one_in(2),
            },
            _ => FromClient::React {
                request,
                message,
                emoji: "👍".to_owned(),
                on: self.dice.one_in(2),
            },
        };
        self.say_frame(nth, &frame);
    }

    pub fn new_client_id(&mut self) -> ClientId {
        self.client_ids += 1;
        ClientId::parse(&format!("m{}", self.client_ids)).expect("a good client id")
    }
}
