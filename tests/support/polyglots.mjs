// Files that lie about what they are: [what it is, its bytes, what its sender declares, the type
// under which it may be shown in place (none: it is downloaded)].
const SCRIPT = "<script>alert(document.domain)</script>";
const HTML = `<!doctype html><html><body>${SCRIPT}</body></html>`;
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${SCRIPT}</svg>`;

const of = (...parts) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
const hex = (digits) => Buffer.from(digits.replaceAll(" ", ""), "hex");

const PNG = hex("89504e470d0a1a0a 0000000d49484452 0000000100000001 0806000000 1f15c489");
const JPEG = hex("ffd8ffe0 0010 4a46494600 0101 0000 0001 0001 0000");
const WEBP = of("RIFF", hex("24000000"), "WEBPVP8 ");
const WAV = of("RIFF", hex("24000000"), "WAVEfmt ");
const WEBM = hex("1a45dfa3 9f4286810142f7810142f2810442f381084282847765626d42878104");
const MKV = hex("1a45dfa3 a34286810142f7810142f2810442f381084282886d6174726f736b61");
const OGG = of("OggS", hex("0002 0000000000000000"), "OpusHead");
const FTYP = (brand) => of(hex("00000020"), "ftyp", brand, hex("00000200"), "isom");
const UTF16 = of(hex("fffe"), Buffer.from(HTML, "utf16le"));

export const CASES = [
  // Documents and scripts, under every name.
  ["a page", of(HTML), "text/html", undefined],
  ["a page as a picture", of(HTML), "image/png", undefined],
  ["a page as text", of(HTML), "text/plain", undefined],
  ["a page as a video", of(HTML), "video/mp4", undefined],
  ["a page of no type", of(HTML), "application/octet-stream", undefined],
  ["a page after blanks", of("\n\t   ", HTML), "image/gif", undefined],
  ["a page in UTF-16", UTF16, "text/html", undefined],
  ["a page with a byte order mark", of(hex("efbbbf"), HTML), "text/plain", undefined],
  ["a page as XHTML", of(`<?xml version="1.0"?>${HTML}`), "application/xhtml+xml", undefined],
  ["a drawing", of(SVG), "image/svg+xml", undefined],
  ["a drawing as a picture", of(SVG), "image/png", undefined],
  ["a drawing after XML", of('<?xml version="1.0"?>', SVG), "image/webp", undefined],
  ["a packed drawing", hex("1f8b0800000000000003"), "image/svg+xml", undefined],
  ["a script", of("alert(1)"), "text/javascript", undefined],
  ["a script as JSON", of("alert(1)"), "application/json", undefined],
  ["a module", of("export default 1"), "application/javascript", undefined],
  ["a worker", of("onfetch=()=>{}"), "application/x-javascript", undefined],
  ["a style", of("body{display:none}"), "text/css", undefined],
  ["WebAssembly", hex("0061736d01000000"), "application/wasm", undefined],
  ["a PDF", of("%PDF-1.7\n"), "application/pdf", undefined],
  ["a PDF as a picture", of("%PDF-1.7\n"), "image/jpeg", undefined],
  ["a Flash film", of("CWS", hex("0a000000")), "application/x-shockwave-flash", undefined],
  ["a manifest", of('{"start_url":"/"}'), "application/manifest+json", undefined],
  ["a feed", of("<rss version='2.0'></rss>"), "application/rss+xml", undefined],
  ["XSLT", of("<xsl:stylesheet/>"), "text/xsl", undefined],
  ["a mail with parts", of("MIME-Version: 1.0\r\n"), "multipart/related", undefined],
  ["a saved page", of("From: <Saved by Blink>\r\n"), "application/x-mimearchive", undefined],
  ["an archive with a script", of("PK\u0003\u0004", SCRIPT), "application/zip", undefined],
  ["almost a PNG", of(hex("89504e47"), HTML), "image/png", undefined],
  ["almost a GIF", of("GIF88a", HTML), "image/gif", undefined],
  ["RIFF of something else", of("RIFF", hex("24000000"), HTML), "image/webp", undefined],
  ["Matroska", MKV, "video/webm", undefined],
  ["HEIC", FTYP("heic"), "image/heic", undefined],
  // True beginnings, with something else behind them or in their names.
  ["a PNG", PNG, "image/png", "image/png"],
  ["a PNG as a page", of(PNG, HTML), "text/html", "image/png"],
  ["a PNG as a script", of(PNG, "*/alert(1)"), "text/javascript", "image/png"],
  ["a JPEG with a page", of(JPEG, HTML), "image/svg+xml", "image/jpeg"],
  ["a GIF that is a script", of("GIF89a=1;alert(1);"), "text/javascript", "image/gif"],
  ["an old GIF", of("GIF87a", SCRIPT), "text/html", "image/gif"],
  ["a WebP with a page", of(WEBP, HTML), "text/html", "image/webp"],
  ["AVIF", FTYP("avif"), "image/avif", "image/avif"],
  ["a WAV", WAV, "audio/x-wav", "audio/wav"],
  ["an MP3 with a page", of("ID3", hex("0400000000"), HTML), "text/html", "audio/mpeg"],
  ["an MP3", hex("fffb9064 00000000"), "audio/mpeg", "audio/mpeg"],
  ["AAC", hex("fff15080 01bffc"), "audio/aac", "audio/aac"],
  ["FLAC", of("fLaC", hex("00000022")), "audio/flac", "audio/flac"],
  ["a voice message", OGG, "audio/ogg", "audio/ogg"],
  ["WebM", WEBM, "video/webm", "video/webm"],
  ["a voice message in WebM", WEBM, "audio/webm", "audio/webm"],
  ["a page that claims WebM", of(HTML, WEBM), "video/webm", undefined],
  ["MP4", FTYP("isom"), "video/mp4", "video/mp4"],
  ["a voice message in MP4", FTYP("iso5"), "audio/mp4", "audio/mp4"],
  ["QuickTime", FTYP("qt  "), "video/quicktime", "video/quicktime"],
  ["MP4 as a page", of(FTYP("isom"), HTML), "text/html", "video/mp4"],
];
