//! What a tab says: posts that are kept until their echo comes, and repeated in doubt.

use dormouse::chat::client_frames::FromClient;
use dormouse::chat::{ClientId, Draft};

use crate::tab::Post;
use crate::world::{Due, World};

impl World {
    /// Ten seconds after a post: if no echo has come, the connection is not to be trusted.
    pub fn doubt(&mut self, nth: usize, pending: u64) {
        let client = &self.clients[nth];
        let oldest = client.tab.posts - client.tab.pending.len() as u64;
        if client.socket.is_some() && oldest < pending && !client.stalled {
            self.cut(nth);
            self.reconnect(nth);
        }
    }

    /// Says something on a tab, keeping it until its echo comes.
    pub fn post(&mut self, nth: usize, body: String) {
        self.names += 1;
        let client_id = ClientId::parse(&format!("tab-{}", self.names)).expect("a good client id");
        let tab = &mut self.clients[nth].tab;
        tab.posts += 1;
        tab.pending.push_back(Post {
            number: tab.posts,
            client_id: client_id.clone(),
            body: body.clone(),
        });
        let pending = tab.posts;
        if tab.is_live() {
            self.say_frame(nth, &FromClient::Post(Draft { client_id, body }));
        }
        self.in_ms(
            10_000,
            Due::Doubt {
                client: nth,
                pending,
            },
        );
    }

    /// Says what was acknowledged once more, on this or another of the person's tabs: it stays the same message.
    pub fn repeat(&mut self, nth: usize) {
        let Some(Post {
            client_id, body, ..
        }) = self.clients[nth].tab.told.clone()
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
            self.say_frame(tab, &FromClient::Post(Draft { client_id, body }));
        }
    }

    pub fn new_name(&mut self) -> ClientId {
        self.names += 1;
        ClientId::parse(&format!("m{}", self.names)).expect("a good client id")
    }
}
