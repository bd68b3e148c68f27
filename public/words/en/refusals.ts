// The sentences for refusals in English, by code (docs/protocol.md) and parameters. They say what
// src/chat/sentences.rs says. What is not here has the server's own sentence, which is English too;
// other languages need all of them.

import { counted, sizeWords } from "./numbers.ts";

type Params = Readonly<Record<string, unknown>>;
type Sentence = (params: Params) => string | undefined;

const CHARACTERS = { one: "character", other: "characters" };
const VISIBLE_CHARACTERS = { one: "visible character", other: "visible characters" };
const BYTES = { one: "byte", other: "bytes" };
const EMOJI = { one: "emoji", other: "emoji" };
const DIFFERENT_EMOJI = { one: "different emoji", other: "different emoji" };
const FILES = { one: "file", other: "files" };
const MARKS = { one: "mark", other: "marks" };
const PINNED = { one: "pinned message", other: "pinned messages" };
const MEMBERS = { one: "member", other: "members" };

/** The sentence with the limit. Without one there is no sentence. */
const limited =
  (sentence: (limit: number) => string): Sentence =>
  ({ limit }) =>
    typeof limit === "number" ? sentence(limit) : undefined;

/** The sentence of the rule. A rule that this page does not know has none. */
const byRule =
  (sentences: Readonly<Record<string, Sentence>>): Sentence =>
  (params) => {
    const { rule } = params;
    const isKnown = typeof rule === "string" && Object.hasOwn(sentences, rule);
    return isKnown ? sentences[rule]?.(params) : undefined;
  };

export const refusals: Readonly<Record<string, Sentence>> = {
  unsaved: () => "The page was closed first.",
  unanswered: () => "The server did not answer.",
  not_a_member: () => "You are not in this conversation any more.",
  no_such_message: () => "There is no such message in this conversation.",
  message_not_loaded: () => "That message could not be loaded. Follow its link again in a moment.",
  unreachable: () => "The server cannot be reached. Check your connection and try again.",
  bad_handle: () =>
    "A name has 2 to 32 letters, digits, dots, dashes or underscores. " +
    "It begins and ends with a letter or digit.",
  bad_name: byRule({
    blank: () => "A name needs something visible.",
    too_long: limited((limit) => `A name has at most ${counted(limit, CHARACTERS)}.`),
    hidden: () => "A name cannot hold characters that are invisible or turn the text around.",
    marks: limited((limit) => `A letter of a name has at most ${counted(limit, MARKS)}.`),
    reserved: () => "That name means something else here; choose another.",
  }),
  weak_password: byRule({
    too_short: limited((limit) => `A password has at least ${counted(limit, CHARACTERS)}.`),
    too_long: limited((limit) => `A password has at most ${counted(limit, BYTES)}.`),
    common: () => "That password is among the first that anyone would try; choose another.",
    own_name: () => "A password cannot be your own name; choose another.",
  }),
  bad_title: limited(
    (limit) => `A group’s name has 1 to ${counted(limit, VISIBLE_CHARACTERS)} on one line.`,
  ),
  bad_topic: limited(
    (limit) => `A topic has at most ${counted(limit, VISIBLE_CHARACTERS)} on one line.`,
  ),
  bad_message: byRule({
    blank: () => "A message needs something to read.",
    too_long: limited((limit) => `A message has at most ${counted(limit, CHARACTERS)}.`),
    control_character: () => "A message cannot hold control characters.",
  }),
  not_allowed: byRule({
    admit: () => "Only owners and admins let people in.",
    remove: () => "You can only remove people whose role is below yours.",
    change_role: () => "Only owners change roles, and the last owner hands over first.",
    rename: () => "Only owners and admins rename a group.",
    edit: () => "Only its author edits a message.",
    delete: () => "Only owners and admins delete messages of others.",
    pin: () => "Only owners and admins pin messages.",
  }),
  bad_search: byRule({
    empty: () => "A search needs something to look for.",
    too_long: limited(
      (limit) => `A search has at most ${counted(limit, CHARACTERS)} and 24 words.`,
    ),
    date: () => "A date in a search looks like 2026-11-28.",
    has: () => "A search can ask for has:link and has:reaction.",
  }),
  bad_emoji: () => "That is not an emoji of the list.",
  message_deleted: () => "That message was deleted.",
  too_many_reactions: byRule({
    yours: limited((limit) => `You can react to a message with ${counted(limit, EMOJI)}.`),
    all: limited((limit) => `A message can have ${counted(limit, DIFFERENT_EMOJI)}.`),
  }),
  too_many_pins: limited((limit) => `A conversation has at most ${counted(limit, PINNED)}.`),
  not_signed_in: () => "Sign in first.",
  wrong_password: () => "That name and password do not go together.",
  wrong_origin: () => "This request did not come from the chat’s own page.",
  https_required: () => "This chat is only to be reached over https.",
  registration_closed: () => "This chat takes no new accounts.",
  not_found: () => "There is no such thing here, or it is not yours to see.",
  taken: () => "That name, or one that looks just like it, is taken.",
  direct: () => "A direct conversation has exactly two people and no name of its own.",
  full: limited((limit) => `This group has ${counted(limit, MEMBERS)}, which is the most.`),
  too_large: ({ limit }) =>
    typeof limit === "number"
      ? `That is too large: at most ${sizeWords(limit)}.`
      : "That is too large.",
  quota: byRule({
    yours: limited((limit) => `Your files fill the ${sizeWords(limit)} that you have.`),
    everyone: limited((limit) => `Files fill the ${sizeWords(limit)} that this chat has.`),
  }),
  bad_file: byRule({
    empty: () => "A file needs at least one byte.",
    name: limited(
      (limit) =>
        `A file’s name has 1 to ${counted(limit, VISIBLE_CHARACTERS)} on one line, ` +
        "without a slash.",
    ),
    media_type: () => "A file’s type has the form of a media type, such as image/png.",
    hash: () => "A file’s SHA-256 is 64 hexadecimal digits.",
    measure: () => "The file’s width, height or duration makes no sense.",
    alt: limited((limit) => `A description has at most ${counted(limit, CHARACTERS)}.`),
    chunk_size: () => "A part of a file arrived with the wrong length; send it again.",
    incomplete: () => "Parts of the file are missing; send them first.",
    differs: () => "The file arrived damaged; upload it again.",
    too_many: limited((limit) => `A message has at most ${counted(limit, FILES)}.`),
    not_uploaded: () => "One of the files is no longer there; upload it again.",
    preview: () => "A preview goes with its file, in the same message.",
  }),
  unreadable_file: () => "This browser cannot read that file.",
  too_fast: () => "Slow down a little and try again.",
  busy: () => "The chat is busy; try again in a moment.",
  internal: () => "Something went wrong on our side; try again.",
};
