// Addresses in messages: what becomes a link, where it ends, and that nobody is shown another
// address than the one they open.

import assert from "node:assert/strict";
import test from "node:test";
import { partsOf } from "../../public/model/links.ts";

const links = (body) => partsOf(body).filter((part) => part.href !== null);
const linked = (body) => links(body).map((part) => part.text);
const shown = (body) =>
  partsOf(body)
    .map((part) => part.text)
    .join("");

/** Each message, and the text of its link. */
const ENDS = {
  "https://en.wikipedia.org/wiki/Devil's_advocate":
    "https://en.wikipedia.org/wiki/Devil's_advocate",
  "(https://en.wikipedia.org/wiki/Bootstrapping_(compilers))":
    "https://en.wikipedia.org/wiki/Bootstrapping_(compilers)",
  "「http://google.com/」": "http://google.com/",
  "https://example.com/docs。谢谢": "https://example.com/docs",
  "https://example.com。谢谢": "https://example.com",
  "看https://example.com/a，然后": "https://example.com/a",
  "in https://en.wikipedia.org/wiki/The_Lord_of_the_Rings_ too":
    "https://en.wikipedia.org/wiki/The_Lord_of_the_Rings_",
  "_https://x.org/a_": "https://x.org/a",
  "**https://x.org/a_b**": "https://x.org/a_b",
  "'https://x.org/a'": "https://x.org/a",
  "“https://x.org/a”": "https://x.org/a",
  "<https://x.org/a>": "https://x.org/a",
  "[words](https://x.org/a).": "https://x.org/a",
  "(see https://x.org/a), then": "https://x.org/a",
  "https://x.org/a...": "https://x.org/a",
  "https://x.org/a…": "https://x.org/a",
  "https://x.org: here": "https://x.org",
  "https://x.org:8080/~ana?b=[1]#c": "https://x.org:8080/~ana?b=[1]#c",
  "https://[::1]:80/x": "https://[::1]:80/x",
  "https://müller.de/straße": "https://müller.de/straße",
  "https://例え.jp/引き": "https://例え.jp/引き",
  "https://fa.wikipedia.org/wiki/کتاب\u200cخانه": "https://fa.wikipedia.org/wiki/کتاب\u200cخانه",
  "https://intranet/x": "https://intranet/x",
};

test("an address ends where people see it end", () => {
  for (const [body, link] of Object.entries(ENDS)) {
    assert.deepEqual(linked(body), [link], body);
    assert.equal(shown(body), body, body);
  }
});

test("a link opens the host that is seen", () => {
  for (const body of [
    "https://accounts.google.com@evil.example/login",
    "https://accounts.google.com:443@evil.example/login",
    "https://ana:secret@evil.example/",
    "https://accounts.google.com,x@evil.example/",
  ]) {
    assert.deepEqual(links(body), [], body);
  }
  for (const body of [
    "https://accounts.google.com\u2044login.evil.example/",
    "https://accounts.google.com／login.evil.example/",
    "https://accounts.google.com\\login.evil.example/",
    "https://goo\u00adgle.evil.example/",
  ]) {
    const hosts = links(body).map((part) => new URL(part.href).hostname);
    assert.ok(!hosts.some((host) => host.includes("evil")), body);
  }
  assert.equal(links("mail me: mailto:ana@example.org")[0].href, "mailto:ana@example.org");
  assert.deepEqual(linked("https://x.org/@ana"), ["https://x.org/@ana"]);
});

test("an address and what touches it are shown in their order", () => {
  const turned = "https://legit.ok/files\u202e4pm.asia";
  assert.deepEqual(linked(turned), ["https://legit.ok/files"]);
  assert.equal(shown(turned), "https://legit.ok/files4pm.asia");
  assert.equal(shown("\u202ehttps://x.org/a\u202c"), "https://x.org/a");
  assert.deepEqual(linked("\u2066https://x.org/a\u2069"), ["https://x.org/a"]);
  const apart = "\u2067שלום\u2069 https://x.org/a \u2067שלום\u2069";
  assert.equal(shown(apart), apart, "words elsewhere keep their direction");
  assert.equal(shown("\u202eturned\u202c"), "\u202eturned\u202c", "no address, no change");
});

test("many brackets and signs take no time", () => {
  const start = performance.now();
  for (const tail of ["(", ")", "]", "_", ".", "a.", "\u202e", "@"]) {
    partsOf(`_https://x.org/${tail.repeat(8_000)}`);
    partsOf(`https://x${tail.repeat(8_000)}`);
    partsOf(`https://x.org/a${tail} `.repeat(400));
  }
  assert.ok(performance.now() - start < 500);
});
