// Numbers in English.

import { numbersIn } from "../plural.ts";

export const { counted, digits } = numbersIn("en");

const KIB = 1024;
const MIB = 1024 * KIB;

/** The size of a file, as the lists of a computer show it. */
export function fileSizeWords(bytes: number): string {
  const [size, unit] =
    bytes >= MIB ? [bytes / MIB, "MB"] : bytes >= KIB ? [bytes / KIB, "KB"] : [bytes, "bytes"];
  const rounded = size >= 10 || unit === "bytes" ? Math.round(size) : Math.round(size * 10) / 10;
  return `${digits(rounded)} ${unit}`;
}

/** Bytes as people say them. */
export const sizeWords = (bytes: number): string =>
  bytes >= MIB
    ? `${digits(Math.floor(bytes / MIB))} MiB`
    : `${digits(Math.floor(bytes / KIB))} KiB`;
