//! Sessions: how they end, with and without faults, and how open sockets renew them.

use dormouse::chat::limits::SESSION_CHECK;
use dormouse::chat::{Millis, Principal, Refusal, SessionId, UserId};
use dormouse::objects::call::Opening;
use dormouse::objects::user::calls::{EndAllSessions, EndSessions};

use crate::absent::{ANNA, BEN};
use crate::host::SimHost;
use crate::world::{Due, ObjectRef, World};

/// Within this time a due check is made, answered, and passed on to the conversations, in ms.
const SOON: Millis = 20_000;

impl World {
    /// Ends one of a person's sessions and gives them a new one.
    fn end_session(&mut self, person: usize) -> Option<SessionId> {
        let sessions = self.accounts[person].sessions.len();
        let nth = (sessions > 0).then(|| self.dice.index(sessions))?;
        let session = self.accounts[person].sessions.remove(nth);
        self.accounts[person].ended.insert(session.clone());
        let new = self.new_session();
        self.accounts[person].sessions.push(new);
        Some(session)
    }

    pub fn sign_somebody_out(&mut self, person: usize) {
        if let Some(session) = self.end_session(person) {
            self.in_ms(1, Due::SignOut { person, session });
        }
    }

    /// Ends a session of which only D1 knows the end.
    pub fn expire_session(&mut self, person: usize) {
        if let Some(session) = self.end_session(person) {
            self.accounts[person].lapsed.insert(session);
        }
    }

    /// Ends a session: retries until the person's object has accepted it.
    pub fn sign_out(&mut self, person: usize, session: &SessionId) {
        let (user, session) = (self.person(person).id.clone(), session.clone());
        let sessions = vec![session.clone()];
        let call = EndSessions {
            user: user.clone(),
            sessions,
        };
        if !matches!(self.ask_user(&user, &call), Some(Ok(()))) {
            self.in_ms(2_000, Due::SignOut { person, session });
        }
    }

    /// D1 says which sessions are good and notes that they are in use.
    pub fn renew_sessions(
        &mut self,
        user: &UserId,
        asked: &[SessionId],
        at: Millis,
    ) -> Vec<SessionId> {
        let person = self.person_of(user);
        let account = &mut self.accounts[person];
        let is_good = |session: &&SessionId| account.sessions.contains(session);
        let good: Vec<_> = asked.iter().filter(is_good).cloned().collect();
        account
            .used
            .extend(good.iter().map(|session| (session.clone(), at)));
        good
    }

    /// No ended session has a socket. If only D1 knew of the end, sockets of conversations may
    /// remain.
    pub fn check_sessions(&self) {
        let users = self.users.iter().map(|it| &it.host);
        let conversations = self.conversations.iter().map(|it| &it.object.host);
        for account in &self.accounts {
            let is_over = |at: &SimHost, but: &dyn Fn(&SessionId) -> bool| {
                let sessions = at.attachments().into_iter();
                let sessions = sessions.filter_map(|it| it.principal.session().cloned());
                let over = sessions.filter(|it| account.ended.contains(it) && !but(it));
                assert_eq!(over.count(), 0, "an ended session has a socket");
            };
            users.clone().for_each(|host| is_over(host, &|_| false));
            let lapsed = |session: &SessionId| account.lapsed.contains(session);
            conversations
                .clone()
                .for_each(|host| is_over(host, &lapsed));
        }
    }

    /// Opens the inbox and the group on one session.
    fn device(&mut self, person: usize, session: &SessionId) -> [usize; 2] {
        let inbox = self.open_inbox(person, session.clone());
        let tab = self.new_client(person, session.clone(), ObjectRef::Conversation(0));
        self.connect(tab);
        self.run_for(1_000);
        assert!(self.are_open(&[inbox, tab]));
        [inbox, tab]
    }

    fn are_open(&self, clients: &[usize]) -> bool {
        clients
            .iter()
            .all(|nth| self.clients[*nth].socket.is_some())
    }

    fn are_signed_out(&self, clients: &[usize]) -> bool {
        let is_out = |nth: &usize| self.clients[*nth].over && self.clients[*nth].socket.is_none();
        clients.iter().all(is_out)
    }

    fn checks(&self) -> u64 {
        self.calls.get("check sessions").copied().unwrap_or(0)
    }
}

#[test]
fn an_open_socket_renews_its_session_at_one_check_and_one_alarm_an_hour() {
    let mut world = World::group_of(1);
    let session = world.session(ANNA);
    world.open_inbox(ANNA, session.clone());
    world.run_for(60_000);
    let (alarms, rings) = (
        world.users[ANNA].host.body().alarms_set.get(),
        world.rings(),
    );
    for hour in 1..=100 {
        // The object sleeps between two checks. Waking it sets no alarm.
        world.sleep(ObjectRef::User(ANNA));
        world.ask_for_inbox(ANNA);
        world.run_for(SESSION_CHECK);
        assert_eq!(world.checks(), hour);
        assert!(world.accounts[ANNA].used[&session] + SESSION_CHECK > world.now);
    }
    let set = world.users[ANNA].host.body().alarms_set.get() - alarms;
    let rang = world.rings()[&ObjectRef::User(ANNA)] - rings[&ObjectRef::User(ANNA)];
    assert_eq!((set, rang), (100, 100));
    assert!(world.is_online(ANNA));
}

#[test]
fn a_session_without_a_user_socket_is_not_checked() {
    let mut world = World::group_of(2);
    let tab = world.tab(BEN);
    world.run_for(10 * SESSION_CHECK);
    assert_eq!(world.checks(), 0);
    assert!(world.are_open(&[tab]));
}

#[test]
fn a_session_that_ended_in_d1_ends_everywhere_within_an_hour() {
    let mut world = World::group_of(2);
    let sessions = world.accounts[ANNA].sessions.clone();
    let [old, young] = [&sessions[0], &sessions[1]].map(|it| world.device(ANNA, it));
    let bens = world.session(BEN);
    let bens = world.device(BEN, &bens);
    world.accounts[ANNA]
        .sessions
        .retain(|it| *it != sessions[0]);
    world.accounts[ANNA].ended.insert(sessions[0].clone());
    world.run_for(SESSION_CHECK / 2);
    assert!(world.are_open(&old), "no check is due yet");
    world.sleep(ObjectRef::User(ANNA));
    world.run_for(SESSION_CHECK / 2 + SOON);
    assert!(world.are_signed_out(&old));
    assert!(world.are_open(&young) && world.are_open(&bens));
    world.run_for(10 * SESSION_CHECK);
    assert!(world.are_open(&young) && world.are_open(&bens));
}

#[test]
fn while_d1_is_down_nobody_is_signed_out_and_afterwards_ended_sessions_are() {
    let mut world = World::group_of(1);
    let sessions = world.accounts[ANNA].sessions.clone();
    let [old, young] = [&sessions[0], &sessions[1]].map(|it| world.device(ANNA, it));
    world.accounts[ANNA]
        .sessions
        .retain(|it| *it != sessions[0]);
    world.accounts[ANNA].ended.insert(sessions[0].clone());
    world.d1_down_until = world.now + 5 * SESSION_CHECK;
    for _ in 0..10 {
        world.run_for(SESSION_CHECK / 2);
        world.forget(ObjectRef::User(ANNA));
        assert!(world.are_open(&old) && world.are_open(&young));
    }
    assert!(
        world.checks() <= 150,
        "{} checks in five hours",
        world.checks()
    );
    // Longer than the longest retry delay.
    world.run_for(SESSION_CHECK / 3);
    assert!(world.are_signed_out(&old) && world.are_open(&young));
}

#[test]
fn all_sessions_of_a_disabled_account_end_at_once_and_later_ones_stay() {
    let mut world = World::group_of(2);
    let sessions = world.accounts[ANNA].sessions.clone();
    let [one, other] = [&sessions[0], &sessions[1]].map(|it| world.device(ANNA, it));
    let bens = world.session(BEN);
    let bens = world.device(BEN, &bens);
    world.accounts[ANNA].ended.extend(sessions.clone());
    world.conversations[0].object.unreachable_until = world.now + 600_000;
    let user = world.person(ANNA).id.clone();
    let call = EndAllSessions { user: user.clone() };
    assert_eq!(world.ask_user(&user, &call), Some(Ok(())));
    let principal = Principal::Person {
        person: world.person(ANNA).clone(),
        session: sessions[0].clone(),
        profile: None,
    };
    let late = Opening {
        principal,
        since: None,
        epoch: None,
        stream: false,
    };
    let refused = Err(Refusal::NotSignedIn);
    assert_eq!(
        world.event(ObjectRef::User(ANNA), |actor| actor.may_open(&late)),
        refused
    );
    world.run_for(300_000);
    assert!(world.are_signed_out(&[one[0], other[0]]));
    assert!(
        world.are_open(&[one[1], other[1]]),
        "the group cannot be reached"
    );
    let new = world.new_session();
    world.accounts[ANNA].sessions = vec![new.clone()];
    let again = world.open_inbox(ANNA, new.clone());
    world.forget(ObjectRef::User(ANNA));
    world.run_for(1_500_000);
    assert!(world.are_signed_out(&one) && world.are_signed_out(&other));
    let again = [again, world.tab(ANNA)];
    world.run_for(3 * SESSION_CHECK);
    assert!(world.are_open(&again) && world.are_open(&bens));
    let rows = world.users[ANNA]
        .host
        .body()
        .sql
        .query("SELECT * FROM ended");
    assert_eq!(rows.len(), 1);
}
