// The files of a message: pictures, videos and sounds in their place, all else as a card. The sizes
// are known before the bytes are there, so nothing jumps.

import {
  fileAddress,
  filesShown,
  fitted,
  isVisual,
  type ShownFile,
  type Size,
} from "../../model/files.ts";
import type { MessageRow } from "../../model/message-rows.ts";
import type { File as Stored } from "../../wire.ts";
import { fileWords } from "../../words/files.ts";
import { Icon } from "../ui/icon.tsx";
import { useApp } from "../use.ts";
import type { MessageActs } from "./message-acts.ts";
import { Sound } from "./sound.tsx";
import { openViewer } from "./viewing.tsx";

/** The most that a picture takes, in px: alone, and among others. */
const LARGE: Size = { width: 480, height: 320 };
const SMALL: Size = { width: 240, height: 160 };

/** Of a voice message. */
const SHORT_BYTES = 4 * 1024 * 1024;
const SHORT_MS = 6 * 60_000;

interface Props {
  row: MessageRow;
  acts: MessageActs;
}

export function Files({ row, acts }: Props) {
  if (row.files.length === 0) return null;
  const shown = filesShown(row.files);
  const visual = shown.filter(isVisual);
  const others = shown.filter((one) => !isVisual(one));
  // A post that is not stored yet has no files that can be read.
  const isStored = row.item !== null;
  return (
    <div class="files" role="group" aria-label={fileWords.files.list}>
      {visual.length > 0 && (
        <div class="pictures">
          {visual.map((one) => (
            <Visual
              key={one.file.id}
              one={one}
              row={row}
              acts={acts}
              isStored={isStored}
              box={visual.length > 1 ? SMALL : LARGE}
            />
          ))}
        </div>
      )}
      {others.map((one) => (
        <Other key={one.file.id} one={one} acts={acts} isStored={isStored} />
      ))}
    </div>
  );
}

/** A sound that is loaded at once when it is played, and drawn. */
const isShort = ({ size, duration = 0 }: Stored) => size <= SHORT_BYTES && duration <= SHORT_MS;

interface OneProps {
  one: ShownFile;
  acts: MessageActs;
  isStored: boolean;
}

interface VisualProps extends OneProps {
  row: MessageRow;
  box: Size;
}

function Visual({ one, row, acts, isStored, box }: VisualProps) {
  const app = useApp();
  const { file, kind, small } = one;
  const { width, height } = small.width ? small : file;
  const size = width && height ? fitted({ width, height }, box) : box;
  if (!isStored) return <canvas class="picture" aria-label={file.name} role="img" {...size} />;
  if (kind === "video") {
    const poster = small === file ? {} : { poster: fileAddress(acts.id, small) };
    return (
      <video
        class="picture"
        controls
        preload={small === file ? "metadata" : "none"}
        playsInline
        aria-label={file.alt ?? fileWords.files.video(file.name)}
        src={fileAddress(acts.id, file)}
        {...size}
        {...poster}
      />
    );
  }
  const what = file.alt ?? fileWords.files.picture(file.name);
  return (
    <button
      type="button"
      class="picture-button"
      aria-label={fileWords.files.open(what)}
      onClick={() => row.seq !== null && openViewer(app, acts.id, row.seq, file.id)}
    >
      <img
        class="picture"
        src={fileAddress(acts.id, small)}
        alt={what}
        loading="lazy"
        decoding="async"
        {...size}
      />
    </button>
  );
}

function Other({ one: { file, kind }, acts, isStored }: OneProps) {
  const address = fileAddress(acts.id, file);
  if (kind === "audio" && isStored)
    return (
      <figure class="sound-figure">
        <figcaption class="sound-name" dir="auto">
          {file.name}
        </figcaption>
        {isShort(file) ? (
          <Sound conversation={acts.id} file={file} />
        ) : (
          <audio
            controls
            preload="none"
            aria-label={fileWords.files.sound(file.name)}
            src={address}
          />
        )}
      </figure>
    );
  const ending = /\.([^.]{1,8})$/.exec(file.name)?.[1] ?? "";
  const body = (
    <>
      <span class="card-face">
        <Icon name="file" />
      </span>
      <span class="card-body">
        <span class="card-name" dir="auto">
          {file.name}
        </span>
        <span class="card-note">
          {fileWords.files.kind(ending)} · {fileWords.files.size(file.size)}
        </span>
      </span>
    </>
  );
  if (!isStored) return <span class="file-card">{body}</span>;
  return (
    <a
      class="file-card"
      href={address}
      download={file.name}
      aria-label={fileWords.files.download(file.name)}
    >
      {body}
      <span class="card-act">
        <Icon name="download" />
      </span>
    </a>
  );
}
