// The ends of domain names that make a link of a name without `https://`.
//
// This is a choice, and not the list of IANA, which has 1,400 and would make links of `setup.py`,
// `notes.zip` and `etc.and so on`.

/** The ones that are most used, and no kind of file or word that people write after a point. */
const USUAL =
  "com|org|net|edu|gov|mil|biz|eu|io|ai|app|dev|xyz|tech|cloud|wiki|social|studio|agency|software|academy|berlin|london|tokyo|amsterdam|paris|" +
  "ae|ar|au|be|bg|br|ca|ch|cl|cn|co|cr|cz|de|dk|ee|es|fi|fr|gg|gr|hk|hr|hu|ie|il|it|jp|ke|kr|lt|lu|lv|mx|ng|nl|no|nu|nz|pe|ph|pt|ro|ru|sa|se|sg|si|sk|th|tr|tv|tw|ua|uk|uy|ve|vn|za|" +
  "рф|укр|бел|срб|中国|中國|台灣|香港|みんな|한국|ישראל|السعودية|مصر|भारत|ไทย";

/**
 * These end the names of files, or are words, as in `user.id` and `array.at`. Only a path after
 * them shows that it is an address.
 */
const BEFORE_A_PATH =
  "am|as|at|blog|by|cat|cc|center|chat|club|codes|design|digital|do|email|fm|games|health|id|im|in|info|int|is|la|link|live|ly|md|me|media|ml|mov|my|name|network|news|online|page|pages|pk|pl|pro|ps|py|rs|run|sh|shop|site|so|st|store|systems|team|to|tools|top|us|vc|works|world|ws|zip";

/** The pattern of a name's end. A name that begins with `www.` may have any end. */
export const ENDS = String.raw`(?:(?:${USUAL})(?![\p{L}\p{M}\p{N}_-]|\.[\p{L}\p{N}])|(?:${BEFORE_A_PATH})(?=(?::\d{1,5})?[/?#]))`;

/**
 * `the end.It is` has no name of a host: its end is not in small letters, and not all of it is in
 * capitals.
 */
export function isWritten(host: string): boolean {
  const end = host.slice(host.lastIndexOf(".") + 1);
  return end === end.toLowerCase() || host === host.toUpperCase();
}
