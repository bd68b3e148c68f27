// A sound in its place: a button, the picture of the sound in which one seeks, and the time.

import { useEffect, useRef, useState } from "preact/hooks";
import { BARS, peaksOf } from "../../app/peaks.ts";
import { fileAddress } from "../../model/files.ts";
import type { File as Stored } from "../../wire.ts";
import { fileWords } from "../../words/files.ts";
import { IconButton } from "../ui/button.tsx";
import { Waveform } from "../ui/waveform.tsx";

const QUIET: readonly number[] = Array.from({ length: BARS }, () => 0);

interface Props {
  conversation: string;
  file: Stored;
}

export function Sound({ conversation, file }: Props) {
  const audio = useRef<HTMLAudioElement>(null);
  const loading = useRef<Promise<void> | null>(null);
  const address = useRef("");
  const [bars, show] = useState(QUIET);
  const [at, go] = useState(0);
  const [isPlaying, turn] = useState(false);
  const [length, measure] = useState((file.duration ?? 0) / 1000);
  useEffect(() => () => URL.revokeObjectURL(address.current), []);

  /** All of it, once: some recordings can be sought in only so. */
  const load = () =>
    (loading.current ??= (async () => {
      const answer = await fetch(fileAddress(conversation, file));
      if (!answer.ok || !audio.current) throw new Error("the sound is not there");
      const sound = await answer.blob();
      address.current = URL.createObjectURL(sound);
      audio.current.src = address.current;
      peaksOf(sound).then(show, () => {});
    })());
  const play = async () => {
    const element = audio.current;
    if (!element) return;
    if (isPlaying) return element.pause();
    try {
      await load();
      await element.play();
    } catch {
      loading.current = null;
      turn(false);
    }
  };
  const seek = async (to: number) => {
    go(to);
    await load().catch(() => (loading.current = null));
    if (audio.current) audio.current.currentTime = to;
  };
  return (
    <div class="sound" role="group" aria-label={fileWords.files.sound(file.name)}>
      <IconButton
        label={isPlaying ? fileWords.files.pause : fileWords.files.play}
        icon={isPlaying ? "pause" : "play"}
        class="icon-button sound-button"
        onClick={play}
      />
      <span class="sound-track">
        <Waveform bars={bars} heard={length > 0 ? at / length : 0} />
        <input
          class="sound-seek"
          type="range"
          min={0}
          max={length || 1}
          step={0.1}
          value={at}
          aria-label={fileWords.files.seek}
          aria-valuetext={fileWords.files.time(at, length)}
          onInput={(event) => void seek(Number(event.currentTarget.value))}
        />
      </span>
      <span class="sound-time">{fileWords.files.clock(isPlaying || at > 0 ? at : length)}</span>
      <audio
        ref={audio}
        preload="none"
        onPlay={() => turn(true)}
        onPause={() => turn(false)}
        onEnded={() => go(0)}
        onTimeUpdate={({ currentTarget }) => go(currentTarget.currentTime)}
        onDurationChange={({ currentTarget: { duration } }) =>
          Number.isFinite(duration) && measure(duration)
        }
      />
    </div>
  );
}
