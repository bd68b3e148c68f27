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

test("a name alone is a link when its end is a known one", () => {
  const hrefs = (body) => links(body).map((part) => part.href);
  for (const [body, href] of [
    ["see example.com.", "https://example.com/"],
    ["(www.example.museum)", "https://www.example.museum/"],
    ["sub.example.co.uk:8080/a?b#c", "https://sub.example.co.uk:8080/a?b#c"],
    ["docs.rs/a_b", "https://docs.rs/a_b"],
    ["t.me/ana, then", "https://t.me/ana"],
    ["EXAMPLE.COM", "https://example.com/"],
    ["müller.de", "https://xn--mller-kva.de/"],
    ["яндекс.рф", "https://xn--d1acpjx3f.xn--p1ai/"],
    ["anna.com's", "https://anna.com/"],
  ]) {
    assert.deepEqual(hrefs(body), [href], body);
  }
  for (const body of [
    "main.rs setup.py README.md notes.zip docs.rs",
    "user.id array.at(1) logger.info user.email this.team",
    "ana@example.com @ana.com",
    "example.com@evil.example/",
    "example.com.txt example.com_x xn.example",
    "The end.It begins",
    "e.g. i.e. 1.5 v1.2 ...com",
    "www. www",
    "C:\\example.com a/example.com",
  ]) {
    assert.deepEqual(hrefs(body), [], body);
  }
});

test("a host that may pass for another is shown in ASCII", () => {
  for (const [body, text] of [
    ["https://\u0430pple.com/x", "https://xn--pple-43d.com/x"],
    ["\u0430\u0440\u0440\u04cf\u0435.com", "xn--80ak6aa92e.com"],
    ["https://ｅｘａｍｐｌｅ.com/a", "https://example.com/a"],
    ["https://\u03bfracle.com", "https://xn--racle-qce.com"],
    ["https://例え.jp/引き", "https://例え.jp/引き"],
    ["https://例latin.jp", "https://例latin.jp"],
    ["https://müller.de", "https://müller.de"],
    ["https://яндекс.рф", "https://яндекс.рф"],
  ]) {
    assert.deepEqual(linked(body), [text], body);
    const { hostname } = new URL(links(body)[0].href);
    assert.equal(new URL(`https://${text.replace(/^https:\/\//, "")}`).hostname, hostname, body);
  }
});

test("many brackets and signs take no time", () => {
  const start = performance.now();
  for (const tail of ["(", ")", "]", "_", ".", "a.", "\u202e", "@"]) {
    partsOf(`_https://x.org/${tail.repeat(8_000)}`);
    partsOf(`https://x${tail.repeat(8_000)}`);
    partsOf(`https://x.org/a${tail} `.repeat(400));
    partsOf(tail.repeat(8_000));
    partsOf(`www.${tail}`.repeat(2_000));
    partsOf(`${tail}com.`.repeat(2_000));
  }
  assert.ok(performance.now() - start < 500);
});
