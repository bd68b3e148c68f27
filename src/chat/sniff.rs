//! Which files a browser may show in place, as their first bytes tell. What a sender declares is
//! not trusted.
//!
//! The list has the pictures, sounds and videos that Matrix lets clients show in place. No document
//! is on it, because a document can have scripts: SVG, HTML and PDF are always downloaded. Text has
//! no signature, so it is downloaded too.

/// Bytes of a file's beginning that are needed to tell its type.
pub const SNIFFED_BYTES: usize = 64;

/// Every type that may be shown in place.
pub const INLINE: [&str; 17] = [
    "audio/aac",
    "audio/flac",
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "audio/wav",
    "audio/webm",
    "image/apng",
    "image/avif",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
    "video/mp4",
    "video/ogg",
    "video/quicktime",
    "video/webm",
];

/// The type that the first bytes have, if it may be shown in place. A container of several kinds is
/// what the sender declared, if that fits.
#[must_use]
pub fn sniff(bytes: &[u8], declared: &str) -> Option<&'static str> {
    let has = |at: usize, magic: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(magic));
    let of = |kinds: [&'static str; 2]| {
        let [usual, other] = kinds;
        Some(if declared == other { other } else { usual })
    };
    if has(0, b"\x89PNG\r\n\x1a\n") {
        of(["image/png", "image/apng"])
    } else if has(0, b"\xff\xd8\xff") {
        Some("image/jpeg")
    } else if has(0, b"GIF87a") || has(0, b"GIF89a") {
        Some("image/gif")
    } else if has(0, b"RIFF") && has(8, b"WEBP") {
        Some("image/webp")
    } else if has(0, b"RIFF") && has(8, b"WAVE") {
        Some("audio/wav")
    } else if has(0, b"\x1a\x45\xdf\xa3") {
        is_webm(bytes).then(|| of(["video/webm", "audio/webm"]))?
    } else if has(0, b"OggS\0") {
        of(["audio/ogg", "video/ogg"])
    } else if has(0, b"fLaC") {
        Some("audio/flac")
    } else if has(0, b"ID3") || is_mpeg_frame(bytes) {
        Some("audio/mpeg")
    } else if is_aac_frame(bytes) {
        Some("audio/aac")
    } else if has(4, b"ftyp") {
        match bytes.get(8..12)? {
            b"avif" | b"avis" => Some("image/avif"),
            b"qt  " => Some("video/quicktime"),
            // HEIC and the like are pictures that most browsers cannot show.
            b"heic" | b"heix" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => None,
            b"M4A " | b"M4B " => Some("audio/mp4"),
            _ => of(["video/mp4", "audio/mp4"]),
        }
    } else {
        None
    }
}

/// Whether the beginning of a Matroska file names `WebM` as its document type.
fn is_webm(bytes: &[u8]) -> bool {
    let head = bytes
        .get(..SNIFFED_BYTES.min(bytes.len()))
        .unwrap_or_default();
    head.windows(4).any(|part| part == b"webm")
}

/// Whether it begins with a frame of MPEG audio: no reserved version, layer, bit rate or sample
/// rate (ISO 11172-3 §2.4.1.3).
fn is_mpeg_frame(bytes: &[u8]) -> bool {
    let [first, second, third, ..] = bytes else {
        return false;
    };
    *first == 0xff
        && second & 0xe0 == 0xe0
        && second & 0x18 != 0x08
        && second & 0x06 != 0
        && third & 0xf0 != 0xf0
        && third & 0xf0 != 0
        && third & 0x0c != 0x0c
}

/// Whether it begins with an ADTS frame of AAC: the layer is 0.
fn is_aac_frame(bytes: &[u8]) -> bool {
    let [first, second, third, ..] = bytes else {
        return false;
    };
    *first == 0xff && second & 0xf6 == 0xf0 && (third >> 2) & 0x0f < 13
}
