// Records what a person says, for a voice message.

import { knownDuration } from "./media.ts";

/** The longest voice message, in ms. */
export const LONGEST = 5 * 60_000;
/** What browsers can record, the smallest first. */
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
/** Enough for a voice, in bits a second. */
const BITS = 32_000;

export class Recorder {
  #stream: MediaStream;
  #recorder: MediaRecorder;
  #context = new AudioContext();
  #analyser = this.#context.createAnalyser();
  #parts: Blob[] = [];
  #begun = performance.now();
  #stopped: Promise<void>;

  private constructor(stream: MediaStream) {
    this.#stream = stream;
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    const options = { audioBitsPerSecond: BITS, ...(mimeType && { mimeType }) };
    this.#recorder = new MediaRecorder(stream, options);
    this.#recorder.ondataavailable = ({ data }) => this.#parts.push(data);
    this.#stopped = new Promise((done) => (this.#recorder.onstop = () => done()));
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
    this.#recorder.start(1_000);
  }

  /** Rejects if the person or the browser forbids it, or there is no microphone. */
  static async start(): Promise<Recorder> {
    return new Recorder(await navigator.mediaDevices.getUserMedia({ audio: true }));
  }

  /** In ms. */
  get length(): number {
    return performance.now() - this.#begun;
  }

  /** How loud it is now, from 0 to 1. */
  get level(): number {
    const samples = new Uint8Array(this.#analyser.fftSize);
    this.#analyser.getByteTimeDomainData(samples);
    const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample - 128)), 0);
    return Math.min(1, loudest / 96);
  }

  /** Ends it. Resolves to the voice message. */
  async stop(name: string): Promise<File> {
    const duration = Math.max(1, Math.round(this.length));
    await this.cancel();
    const type = this.#recorder.mimeType.split(";")[0] ?? "";
    const ending = type === "audio/mp4" ? "m4a" : (type.split("/")[1] ?? "webm");
    const file = new File(this.#parts, `${name}.${ending}`, { type });
    knownDuration.set(file, duration);
    return file;
  }

  async cancel(): Promise<void> {
    if (this.#recorder.state !== "inactive") this.#recorder.stop();
    await this.#stopped;
    for (const track of this.#stream.getTracks()) track.stop();
    if (this.#context.state !== "closed") await this.#context.close();
  }
}
