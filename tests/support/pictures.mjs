// Pictures as bytes: a PNG of any size in one colour, with a slope of brightness.
import { crc32, deflateSync } from "node:zlib";

function chunk(name, data) {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(name, 4, "latin1");
  data.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}

/** `colour`: red, green and blue. */
export function png(width, height, colour = [200, 120, 40]) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      for (let c = 0; c < 3; c += 1)
        rows[y * (1 + width * 3) + 1 + x * 3 + c] = (colour[c] * (0.4 + (0.6 * x) / width)) | 0;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** What Playwright takes for a file that a person chooses. */
export const fileOf = (name, mimeType, buffer) => ({ name, mimeType, buffer });

/** Some seconds of silence. */
export function wav(seconds = 1) {
  const samples = 8000 * seconds;
  const out = Buffer.alloc(44 + samples);
  out.write("RIFF", 0, "latin1");
  out.writeUInt32LE(36 + samples, 4);
  out.write("WAVEfmt ", 8, "latin1");
  out.writeUInt32LE(16, 16);
  out.writeUInt16LE(1, 20);
  out.writeUInt16LE(1, 22);
  out.writeUInt32LE(8000, 24);
  out.writeUInt32LE(8000, 28);
  out.writeUInt16LE(1, 32);
  out.writeUInt16LE(8, 34);
  out.write("data", 36, "latin1");
  out.writeUInt32LE(samples, 40);
  out.fill(128, 44);
  return out;
}
