//! Answering typed calls: what the Worker asks on a person's behalf, and what people's own objects ask.

use super::{ConversationActor, Host, PAGES};
use crate::chat::conversation::{Conversation, Creation, Effect, Outcome};
use crate::chat::limits::{PAGE_EVENTS, PAGE_EVENTS_MAX};
use crate::chat::{CloseCode, Millis, Person, Refusal, Role, Seq, UserId};
use crate::objects::calls::{FromConversation, ToConversation};
use crate::objects::host::SocketId;
use crate::store::conversation::{about, log, people, schema};

use super::carry_out::store;
use super::loaded::LoadedConversation;

/// How long an opening may take from the door to here, in ms, and then some.
const OVER_KEPT: Millis = 120_000;
/// Members in one page.
const PAGE_MEMBERS: usize = 100;

impl<H: Host> ConversationActor<H> {
    /// Answers a call.
    pub(super) fn answer_call(&mut self, call: ToConversation) -> FromConversation {
        self.store_gathered();
        self.try_answer(call)
            .unwrap_or_else(|refusal| FromConversation::Refused { refusal })
    }

    fn try_answer(&mut self, call: ToConversation) -> Result<FromConversation, Refusal> {
        use ToConversation as To;
        let now = self.host.now();
        match call {
            To::CreateGroup {
                caller,
                title,
                topic,
                visibility,
            } => {
                if self.is_yet_to_begin()? {
                    let epoch = crate::chat::encode_id(&self.host.random());
                    let what = (title.as_str(), topic.as_str(), visibility);
                    self.begin(Conversation::create_group(
                        self.id.clone(),
                        epoch,
                        &caller.person,
                        what,
                        now,
                    )?)?;
                }
                self.about(&caller.person.id)
            }
            To::OpenDirect { caller, other } => {
                if self.is_yet_to_begin()? {
                    let epoch = crate::chat::encode_id(&self.host.random());
                    self.begin(Conversation::open_direct(
                        self.id.clone(),
                        epoch,
                        &caller.person,
                        &other,
                    )?)?;
                }
                self.make_known(&caller.person.id)?;
                self.about(&caller.person.id)
            }
            To::Get { caller } => self.about(&caller.person.id),
            To::Join { caller } => {
                let outcome = self.loaded()?.conversation.join(&caller.person, now)?;
                self.change(&caller.person.id, &outcome)?;
                self.about(&caller.person.id)
            }
            To::Leave { caller } => {
                self.done(&caller.person.id, |it| it.leave(&caller.person, now))
            }
            To::SetMember { caller, user, role } => self.set_member(&caller.person, &user, role),
            To::Remove { caller, user } => self.done(&caller.person.id, |it| {
                it.remove(&caller.person, &user, now)
            }),
            To::Rename {
                caller,
                title,
                topic,
            } => {
                let it = &self.loaded()?.conversation;
                let outcome = it.rename(&caller.person, title.as_deref(), topic.as_deref(), now)?;
                self.change(&caller.person.id, &outcome)?;
                self.about(&caller.person.id)
            }
            To::Members { caller, after } => self.members(&caller.person.id, after.as_deref()),
            To::Events {
                caller,
                before,
                after,
                limit,
            } => self.events(&caller.person.id, before, after, limit),
            To::Post {
                caller,
                client_id,
                body,
            } => {
                let (event, repeated) = self.post(&caller.person, &client_id, &body)?;
                Ok(FromConversation::Posted { event, repeated })
            }
            To::Seen { caller, seq } => {
                self.seen(&caller.person.id, seq)?;
                Ok(FromConversation::Done)
            }
            To::StreamFrame {
                caller,
                stream,
                frame,
            } => {
                let frame = serde_json::from_str(&frame).map_err(|error| {
                    Refusal::BadRequest(format!("no frame has this form ({error})"))
                })?;
                let socket = stream
                    .parse()
                    .map(SocketId)
                    .map_err(|_| Refusal::StreamGone)?;
                let seat = self.seat(socket).ok_or(Refusal::StreamGone)?;
                if seat.attachment.caller != caller {
                    return Err(Refusal::StreamGone);
                }
                seat.spoke_at = now;
                self.handle_frame(socket, frame);
                // An answered request is a stored post.
                self.store_gathered();
                Ok(FromConversation::Done)
            }
            To::EndSessions { user, sessions } => {
                self.over.retain(|(_, at)| at + OVER_KEPT > now);
                self.over
                    .extend(sessions.iter().map(|session| (session.clone(), now)));
                self.close_where(CloseCode::SignedOut, |seat| {
                    let caller = &seat.attachment.caller;
                    caller.person.id == user && sessions.contains(&caller.session)
                });
                Ok(FromConversation::Done)
            }
            To::CatchUp { user, absence } => self.catch_up(&user, absence),
        }
    }

    /// Whether it was never founded. A fault is not a no: beginning again would wipe what is there.
    fn is_yet_to_begin(&mut self) -> Result<bool, Refusal> {
        match self.loaded() {
            Ok(_) => Ok(false),
            Err(Refusal::NotFound) => Ok(true),
            Err(refusal) => Err(refusal),
        }
    }

    /// Carries out what somebody changed, unless they change too much; leaving is always allowed.
    fn change(&mut self, who: &UserId, outcome: &Outcome) -> Result<(), Refusal> {
        let now = self.host.now();
        if !outcome.store.is_empty() && !outcome.then.contains(&Effect::CloseSockets(who.clone())) {
            let rate = self.changes;
            self.allowance(who)
                .changes
                .take(rate, now)
                .map_err(Refusal::TooFast)?;
        }
        self.carry_out(outcome)
    }

    fn begin(&mut self, creation: Creation) -> Result<(), Refusal> {
        let sql = self.host.sql();
        let mut loaded = LoadedConversation::begin(creation.conversation);
        let people: Vec<_> = loaded
            .conversation
            .people
            .iter()
            .map(|(id, one)| (id.clone(), one.handle.clone()))
            .collect();
        for (user, handle) in &people {
            loaded.delivery_state(user, handle);
        }
        // All of it or nothing: half a beginning would be a group without a name or an owner.
        let begun = sql.atomically(&mut || {
            schema::migrate(sql)?;
            about::put(sql, &loaded.conversation)?;
            let mut rows = people.iter().filter_map(|(user, _)| loaded.row(user));
            rows.try_for_each(|row| people::put(sql, &row))?;
            store(sql, &mut loaded, &creation.outcome)
        });
        self.checked(begun)?;
        self.loaded = Some(loaded);
        self.follow(&creation.outcome);
        Ok(())
    }

    fn done(
        &mut self,
        who: &UserId,
        decide: impl FnOnce(&Conversation) -> Result<Outcome, Refusal>,
    ) -> Result<FromConversation, Refusal> {
        let outcome = decide(&self.loaded()?.conversation)?;
        self.change(who, &outcome)?;
        Ok(FromConversation::Done)
    }

    fn about(&mut self, user: &UserId) -> Result<FromConversation, Refusal> {
        let it = &self.loaded()?.conversation;
        Ok(FromConversation::Conversation {
            about: it.about_for(user)?,
            you: it.member(user),
            member_count: u32::try_from(it.member_count()).unwrap_or(u32::MAX),
        })
    }

    fn set_member(
        &mut self,
        who: &Person,
        user: &Person,
        role: Option<Role>,
    ) -> Result<FromConversation, Refusal> {
        let now = self.host.now();
        let outcome = self
            .loaded()?
            .conversation
            .set_member(who, user, role, now)?;
        self.change(&who.id, &outcome)?;
        let member = self
            .loaded()?
            .conversation
            .member(&user.id)
            .ok_or(Refusal::NotFound)?;
        Ok(FromConversation::Member { member })
    }

    fn members(&mut self, user: &UserId, after: Option<&str>) -> Result<FromConversation, Refusal> {
        let loaded = self.loaded()?;
        loaded.conversation.require_member(user)?;
        let after = after.unwrap_or_default();
        // One more than a page says whether there is another.
        let (mut members, _) = loaded
            .roster
            .page(&loaded.conversation, after, PAGE_MEMBERS + 1);
        let more = members.len() > PAGE_MEMBERS;
        members.truncate(PAGE_MEMBERS);
        let next = members
            .last()
            .filter(|_| more)
            .map(|last| last.handle.to_string());
        Ok(FromConversation::Members { members, next })
    }

    fn events(
        &mut self,
        user: &UserId,
        before: Option<Seq>,
        after: Option<Seq>,
        limit: u32,
    ) -> Result<FromConversation, Refusal> {
        self.loaded()?.conversation.require_member(user)?;
        let now = self.host.now();
        self.allowance(user)
            .pages
            .take(PAGES, now)
            .map_err(Refusal::TooFast)?;
        let Some(loaded) = &self.loaded else {
            return Err(Refusal::NotFound);
        };
        let (sql, head) = (self.host.sql(), loaded.conversation.head);
        let limit = if limit == 0 {
            PAGE_EVENTS
        } else {
            limit.min(PAGE_EVENTS_MAX)
        };
        let page = match after {
            Some(after) => log::after(sql, &loaded.names, after, limit),
            None => log::before(sql, &loaded.names, before.unwrap_or(head.next()), limit),
        };
        let events = self.checked(page)?;
        Ok(FromConversation::Events { events, head })
    }
}
