// What puts files into a draft: choosing, pasting and dropping them.

import { useEffect, useMemo } from "preact/hooks";
import { Attachments } from "../../app/attachments.ts";
import type { App } from "../app.ts";
import { useApp } from "../use.ts";

const made = new WeakMap<App["store"], Attachments>();

export function attachmentsOf(app: App): Attachments {
  const known = made.get(app.store);
  if (known) return known;
  const attachments = new Attachments(app);
  made.set(app.store, attachments);
  return attachments;
}

/** The attachments of the conversation's draft. What an earlier page has kept is restored. */
export function useAttachments(id: string): Attachments {
  const app = useApp();
  const attachments = useMemo(() => attachmentsOf(app), [app.store]);
  useEffect(() => void attachments.restore(id), [attachments, id]);
  return attachments;
}

/** The files that are pasted or dropped. What is copied from an office has a text and a picture. */
export function filesIn(data: DataTransfer | null): File[] {
  if (!data || data.types.includes("text/plain")) return [];
  return [...data.files];
}

export const canRecord = () =>
  typeof MediaRecorder !== "undefined" && Boolean(navigator.mediaDevices?.getUserMedia);

export const hasFiles = (data: DataTransfer | null) => data?.types.includes("Files") ?? false;
