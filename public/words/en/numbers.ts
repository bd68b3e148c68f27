// Numbers in English.

import { numbersIn } from "../plural.ts";

export const { counted, digits } = numbersIn("en");

const KIB = 1024;
const MIB = 1024 * KIB;

/** Bytes as people say them. */
export const sizeWords = (bytes: number): string =>
  bytes >= MIB
    ? `${digits(Math.floor(bytes / MIB))} MiB`
    : `${digits(Math.floor(bytes / KIB))} KiB`;
