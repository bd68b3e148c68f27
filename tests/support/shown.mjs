// What a message looks like on the page, as the text of its elements.
import { partsOf } from "../../public/model/links.ts";
import { parse } from "../../public/model/markup/parse.ts";
import { textOf } from "../../public/model/markup/plain.ts";
import { words } from "../../public/words/words.ts";

/** The `textContent` of a body that was drawn. Blocks have no sign between them. */
export const shownText = (body) => parse(body).map(ofBlock).join("");

function ofBlock(block) {
  if ("code" in block) return block.language + words.code.copyShort + block.code;
  if ("quote" in block) return block.quote.map(ofBlock).join("");
  return "text" in block ? ofParts(block.text) : ofList(block);
}

const ofList = ({ list }) =>
  list.map(({ text, lists }) => ofParts(text) + lists.map(ofList).join("")).join("");

/** A link may be shown in ASCII, and loses the bidi controls that touch it. */
const ofParts = (parts) =>
  parts
    .map((part) => {
      if (typeof part !== "string") return "mark" in part ? ofParts(part.parts) : textOf([part]);
      return partsOf(part)
        .map(({ text }) => text)
        .join("");
    })
    .join("");
