// A link: one socket, stream or series of polls from open to close, and what it stands on. Every
// way of connecting has this interface.

import type { Emitter } from "./emitter.ts";

export interface Clock {
  /** The time in ms. */
  now(): number;
  /** Calls `act` after so many ms. Returns a function that cancels. */
  after(ms: number, act: () => void): () => void;
}

export type Cancel = () => void;

export interface LinkEvents {
  /** A text has arrived. */
  text: string;
  /** The link has ended by itself, once, with a close code. */
  down: { readonly code: number };
}

export interface Link extends Emitter<LinkEvents> {
  send(text: string): void;
  /** Checks whether the link is alive. If not, `down` follows soon. */
  check(): void;
  close(): void;
  /** The name that `welcome` gave, to which a stream posts its frames. */
  named?(name: string | null): void;
}
