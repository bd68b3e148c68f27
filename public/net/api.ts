// HTTP requests and their answers. A refusal is thrown as a Refusal with the server's own sentence.

import { isObject } from "./shape.ts";
import type * as wire from "../wire.ts";

/** What the page needs to know of a refusal. Those of the page itself have no sentence. */
type Reason = Pick<wire.ErrorBody, "code"> &
  Partial<Pick<wire.ErrorBody, "message" | "params" | "retry_after">>;

export class Refusal extends Error {
  readonly code: string;
  readonly params: wire.Params;
  /** The HTTP status, or 0 if there was no answer. */
  readonly status: number;
  /** Seconds after which a retry may succeed, if the server knows. */
  readonly retryAfter: number | null;

  constructor({ code, message = "", params = {}, retry_after }: Reason, status: number) {
    super(message);
    this.code = code;
    this.params = params;
    this.status = status;
    this.retryAfter = retry_after ?? null;
  }
}

export const isSignedOut = (refusal: unknown) =>
  refusal instanceof Refusal && refusal.status === 401;

const UNREACHABLE = { code: "unreachable" };
const UNREADABLE = { code: "internal" };
const NOT_SIGNED_IN = { code: "not_signed_in" };
/** Longer than any answer takes, in ms. */
const PATIENCE = 30_000;

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Fetch = typeof globalThis.fetch;

/**
 * Sends a request. Returns the JSON, or null for an empty answer. Throws Refusal. The type of the
 * answer is what the server's code says (public/wire.ts). The page and the server are deployed
 * together, so it is not checked again.
 */
export async function ask<Answer>(
  method: Method,
  path: string,
  body?: object,
  { fetch = globalThis.fetch }: { fetch?: Fetch } = {},
): Promise<Answer> {
  const init: RequestInit = {
    method,
    cache: "no-store",
    credentials: "same-origin",
    signal: AbortSignal.timeout(PATIENCE),
  };
  if (body !== undefined) {
    init.headers = { "content-type": "application/json" };
    init.body = JSON.stringify(body);
  }
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(path, init);
    text = await answer.text();
  } catch {
    throw new Refusal(UNREACHABLE, 0);
  }
  const value = parsed(text);
  if (answer.ok && value !== undefined) return value as Answer; // See above.
  throw refusalIn(text, answer.status);
}

/** The refusal in the text of an answer. */
export function refusalIn(text: string, status: number): Refusal {
  const value = parsed(text);
  return new Refusal(isReason(value) ? value : UNREADABLE, status);
}

/** `undefined` for what is not JSON: a proxy's page, for example. */
function parsed(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isReason = (value: unknown): value is Reason =>
  isObject(value) && Boolean(value.code) && Boolean(value.message);

function q(params: Readonly<Record<string, string | number | null | undefined>>): string {
  const given = Object.entries(params).flatMap(([name, value]) =>
    value === null || value === undefined || value === "" ? [] : [[name, `${value}`]],
  );
  return given.length ? `?${new URLSearchParams(given)}` : "";
}
const conversation = (id: string, more = "") =>
  `/api/conversations/${encodeURIComponent(id)}${more}`;
const member = (id: string, user: string) =>
  conversation(id, `/members/${encodeURIComponent(user)}`);

/** Who is signed in. To be signed out is a refusal here, although the server calls it none. */
async function me(): Promise<wire.Me> {
  const current = await ask<wire.CurrentSession>("GET", "/api/session");
  if (current.you === null) throw new Refusal(NOT_SIGNED_IN, 401);
  return current;
}

const credentials = (handle: string, password: string): wire.Credentials => ({
  handle,
  password,
  session: "cookie",
});

/** Where a page of the timeline is. */
export type Place =
  { before: wire.Seq } | { after: wire.Seq } | { around: wire.Seq } | { at: number };
/** How many minutes this device's clock is ahead of UTC. */
const ahead = () => -new Date().getTimezoneOffset();
/** A group's new title and topic, or one of them. */
export type NewName = wire.NewName;
export type NewGroup = wire.NewGroup;

export const api = {
  register: (handle: string, password: string) =>
    ask<wire.SignedIn>("POST", "/api/accounts", credentials(handle, password)),
  signIn: (handle: string, password: string) =>
    ask<wire.SignedIn>("POST", "/api/sessions", credentials(handle, password)),
  signOut: () => ask<null>("DELETE", "/api/session"),
  me,
  setName: (name: string) =>
    ask<wire.OwnProfile>("PATCH", "/api/me", { name } satisfies wire.NewProfile),
  sessions: () => ask<wire.Sessions>("GET", "/api/sessions"),
  endSession: (id: string) => ask<null>("DELETE", `/api/sessions/${encodeURIComponent(id)}`),
  endOtherSessions: () => ask<null>("DELETE", "/api/sessions"),
  people: (prefix?: string | null, after?: string | null) =>
    ask<wire.People>("GET", `/api/people${q({ prefix, after })}`),
  groups: (prefix?: string | null, after?: string | null) =>
    ask<wire.Groups>("GET", `/api/groups${q({ prefix, after })}`),
  direct: (user: string) => ask<wire.Overview>("POST", "/api/direct", { user } satisfies wire.With),
  createGroup: (group: NewGroup) => ask<wire.Overview>("POST", "/api/groups", group),
  conversation: (id: string) => ask<wire.Overview>("GET", conversation(id)),
  rename: (id: string, change: NewName) => ask<wire.Overview>("PATCH", conversation(id), change),
  join: (id: string) => ask<wire.Overview>("POST", conversation(id, "/join"), {}),
  leave: (id: string) => ask<null>("POST", conversation(id, "/leave"), {}),
  members: (id: string, after?: string | null) =>
    ask<wire.MembersPage>("GET", conversation(id, `/members${q({ after })}`)),
  setMember: (id: string, user: string, role?: wire.Role | null) => {
    const membership: wire.NewMembership = role ? { role } : {};
    return ask<wire.MemberSet>("PUT", member(id, user), membership);
  },
  removeMember: (id: string, user: string) => ask<null>("DELETE", member(id, user)),
  fileRoom: () => ask<wire.FileRoom>("GET", "/api/files"),
  pins: (id: string) => ask<wire.PinsPage>("GET", conversation(id, "/pins")),
  timeline: (id: string, place: Place, limit?: number) =>
    ask<wire.TimelinePage>("GET", conversation(id, `/timeline${q({ ...place, limit })}`)),
  search: (id: string, query: string, before: string | number | null) =>
    ask<wire.SearchPage>(
      "GET",
      conversation(id, `/search${q({ q: query, before, utc_offset: ahead() })}`),
    ),
  searchEverywhere: (query: string, cursor: string | number | null) =>
    ask<wire.FoundEverywhere>("GET", `/api/search${q({ q: query, cursor, utc_offset: ahead() })}`),
};
export type Api = typeof api;
