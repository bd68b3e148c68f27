// Numbers in English.

import { numbersIn } from "../plural.ts";

export const { counted, digits } = numbersIn("en");
