// Recording a voice message: how long it is, how loud, and how to end it. It is a file of its own.

import { useEffect, useRef, useState } from "preact/hooks";
import { LONGEST, Recorder } from "../../app/recorder.ts";
import { BARS } from "../../app/peaks.ts";
import type { App } from "../app.ts";
import { fileWords } from "../../words/files.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { openDialog } from "../ui/layers.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Waveform } from "../ui/waveform.tsx";

const EVERY = 100;

export async function record(app: App, attach: (files: readonly File[]) => void) {
  let recorder: Recorder;
  try {
    recorder = await Recorder.start();
  } catch {
    return app.say(fileWords.voice.denied);
  }
  openDialog(app, (close) => <Recording recorder={recorder} attach={attach} close={close} />);
}

interface Props {
  recorder: Recorder;
  attach: (files: readonly File[]) => void;
  close: () => void;
}

function Recording({ recorder, attach, close }: Props) {
  const [levels, show] = useState<readonly number[]>([]);
  const isOver = useRef(false);
  const end = async () => {
    if (isOver.current) return;
    isOver.current = true;
    const file = await recorder.stop(fileWords.voice.name);
    close();
    attach([file]);
  };
  useEffect(() => {
    const timer = setInterval(() => {
      show((before) => [...before.slice(1 - BARS), recorder.level]);
      if (recorder.length >= LONGEST) void end();
    }, EVERY);
    return () => {
      clearInterval(timer);
      // Closed by Esc or Back.
      if (!isOver.current) void recorder.cancel();
    };
  }, [recorder]);
  const bars = [...Array.from({ length: BARS - levels.length }, () => 0), ...levels];
  return (
    <Dialog title={fileWords.voice.recording} close={close} small>
      <div class="recording">
        <Waveform bars={bars} heard={1} />
        <span class="sound-time" role="timer">
          {fileWords.files.clock(recorder.length / 1000)}
        </span>
      </div>
      <div class="dialog-foot">
        <IconButton label={fileWords.voice.cancel} icon="trash" onClick={close} />
        <Button class="button button-main" onClick={() => void end()}>
          {fileWords.voice.stop}
        </Button>
      </div>
    </Dialog>
  );
}
