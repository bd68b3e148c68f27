// What files say in English: attaching them, and how a message shows them.

import { counted, fileSizeWords } from "./numbers.ts";

const CHARACTERS = { one: "character", other: "characters" };

export const attaching = {
  attach: "Attach files",
  list: "Attached files",
  /** Over the conversation while something is dragged across it. */
  drop: "Drop files to attach them",
  remove: (name: string) => `Remove ${name}`,
  retry: "Retry",
  retryOne: (name: string) => `Retry ${name}`,
  progress: (name: string) => `${name} is being uploaded`,
  waiting: "Waiting …",
  percent: (done: number) => `${Math.floor(done * 100)} %`,
  failed: (reason: string) => reason,
  describe: "Describe",
  describeOne: (name: string) => `Describe ${name}`,
  described: "Described",
  describeTitle: "Describe the picture",
  alt: "What it shows, for people who do not see it",
  original: "Send the original file",
  originalHint:
    "The original may tell where and when the picture was taken, and with which camera. " +
    "Otherwise a copy is sent that has none of this.",
  save: "Save",
  wait: "Wait until all files have arrived",
  ready: "All files have arrived.",
  asFile: "Paste as a file",
  asFileQuestion: (count: number) =>
    `This text has ${counted(count, CHARACTERS)}. Attach it as a text file?`,
  asText: "Paste as text",
  pastedName: "text.txt",
};

const clock = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${`${Math.floor(seconds % 60)}`.padStart(2, "0")}`;

export const files = {
  list: "Files",
  size: fileSizeWords,
  /** A picture that nobody has described. */
  picture: (name: string) => `Picture: ${name}`,
  open: (what: string) => `Open ${what}`,
  video: (name: string) => `Video: ${name}`,
  sound: (name: string) => `Sound: ${name}`,
  play: "Play",
  pause: "Pause",
  seek: "Position",
  /** Seconds as a clock shows them. */
  clock,
  time: (at: number, length: number) => `${clock(at)} of ${clock(length)}`,
  download: (name: string) => `Download ${name}`,
  downloadShort: "Download",
  kind: (ending: string) => (ending === "" ? "File" : `${ending.toUpperCase()} file`),
};

export const viewer = {
  label: "Pictures",
  close: "Close",
  earlier: "Earlier picture",
  later: "Later picture",
  place: (nth: number, all: number) => `${nth} of ${all}`,
  failed: "The picture cannot be loaded.",
};

export const voice = {
  record: "Record a voice message",
  recording: "Recording",
  stop: "Stop and attach",
  cancel: "Discard the recording",
  denied: "The browser does not let this page use the microphone.",
  name: "Voice message",
};
