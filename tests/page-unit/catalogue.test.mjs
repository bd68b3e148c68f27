// Everything that the page says stands in the catalogue (public/words/), so that another language
// is one more folder. What a thrown Error says is for developers and never shown.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { transformSync } from "esbuild";

const PAGE = new URL("../../public/", import.meta.url);
/** What a program reads: the words of an error, and what `${…}` puts into a text. */
const NOT_SAID = /new \w*Error\((?:[^()]|\([^()]*\))*\)|\$\{[^}]*\}/g;
const TEXTS = /"((?:[^"\\\n]|\\.)*)"|`([^`]*)`/g;
/** The only child of an element, as esbuild writes it. */
const CHILD = /children: "[^"\n]*\p{L}/gu;

const sources = () =>
  readdirSync(PAGE, { recursive: true }).filter(
    (path) => /\.tsx?$/.test(path) && !path.startsWith("words/"),
  );

/** Two words, and one with a capital. Names of classes and queries of media have none. */
const isSentence = (text) => /\p{Lu}\p{Ll}/u.test(text) && /\p{L}{2,} \p{L}{2,}/u.test(text);

/** The texts in a source that a person would read. esbuild takes the comments out. */
function sentencesIn(path, source) {
  const { code } = transformSync(source, { loader: path.split(".").at(-1), jsx: "automatic" });
  const said = code.replace(NOT_SAID, " ");
  const texts = [...said.matchAll(TEXTS)].map(([, string, template]) => string ?? template);
  return [...texts.filter(isSentence), ...(said.match(CHILD) ?? [])].map(
    (text) => `${path}: ${text}`,
  );
}

test("a sentence is found wherever it stands, and names are none", () => {
  const found = (source) => sentencesIn("view.tsx", source).length;
  assert.equal(found('const a = "You are out.";'), 1);
  assert.equal(found("const a = `${n} of You are out`;"), 1);
  assert.equal(found("const a = <p>Hello</p>;"), 1);
  assert.equal(found('const a = <p title="Good evening">{b}</p>;'), 1);
  assert.equal(found('// You are out.\nconst a = <p class="button button-main">{" "}</p>;'), 0);
  assert.equal(found('throw new Error("A component is outside the page");'), 0);
});

test("the page says nothing that is not in its catalogue", () => {
  const paths = sources();
  assert.ok(paths.length > 80);
  const found = paths.flatMap((path) =>
    sentencesIn(path, readFileSync(new URL(path, PAGE), "utf8")),
  );
  assert.deepEqual(found, []);
});
