//! An event of the log in words.

use dormouse::chat::{Event, EventKind, Names};

use super::contents::role;
use super::names::{quoted, time};

pub fn event_line(event: &Event) -> String {
    let what = match &event.kind {
        EventKind::Message(it) => {
            let files = it.files.iter().map(|file| {
                let (id, name, alt) = (&file.id, quoted(&file.name), file.alt.as_deref());
                let (media_type, size, inline) = (&file.media_type, file.size, file.inline);
                let alt = quoted(alt.unwrap_or_default());
                format!(" with {id}, {name}, {media_type}, {size}, inline {inline}, alt {alt}")
            });
            let (said, files) = (quoted(&it.body), files.collect::<String>());
            format!("says {}: {said}{files}", it.client_id)
        }
        EventKind::Created(it) => {
            format!("makes {}, topic {}", quoted(&it.title), quoted(&it.topic))
        }
        EventKind::Joined => "comes in".to_owned(),
        EventKind::Left => "goes".to_owned(),
        EventKind::Admitted(whom) => format!("lets {} in", whom.user_handle),
        EventKind::Removed(whom) => format!("puts {} out", whom.user_handle),
        EventKind::RoleChanged(it) => {
            format!("makes {} {}", it.user_handle, role(Some(it.role)))
        }
        EventKind::Renamed(Names { title, topic }) => {
            format!("calls it {}, topic {}", quoted(title), quoted(topic))
        }
        EventKind::Edited(it) => format!("edits {}", it.message.0),
        EventKind::Deleted(it) => format!("deletes {}", it.message.0),
        EventKind::Reacted(it) => format!("reacts to {} with {}", it.message.0, it.emoji),
        EventKind::Unreacted(it) => format!("takes {} back from {}", it.emoji, it.message.0),
        EventKind::ProfileChanged => "is shown in another way".to_owned(),
        EventKind::Pinned(it) => format!("pins {}", it.message.0),
        EventKind::Unpinned(it) => format!("unpins {}", it.message.0),
        EventKind::Unknown => "does what only newer code knows".to_owned(),
    };
    format!(
        "{} {}, {}: {what}",
        event.seq.0,
        time(event.at),
        event.handle
    )
}
