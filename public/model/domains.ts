// The ends of domain names that make a link of a name without `https://`.
//
// This is a choice, and not the list of IANA, which has 1,400 and would make links of `setup.py`,
// `notes.zip` and `etc.and so on`.

/** The ones that are most used, and no word or kind of file that people write after a point. */
const USUAL =
  "com|org|net|edu|gov|mil|int|info|biz|eu|io|ai|app|dev|xyz|online|site|store|shop|tech|cloud|blog|wiki|chat|social|news|page|pages|email|studio|agency|design|software|systems|network|digital|media|academy|games|club|team|tools|works|world|codes|center|health|berlin|london|tokyo|amsterdam|paris|cat|" +
  "ae|ar|at|au|be|bg|br|ca|ch|cl|cn|co|cr|cz|de|dk|ee|es|fi|fr|gg|gr|hk|hr|hu|id|ie|il|in|is|it|jp|ke|kr|lt|lu|lv|me|mx|ng|nl|no|nu|nz|pe|ph|pk|pt|ro|ru|sa|se|sg|si|sk|th|to|tr|tv|tw|ua|uk|us|uy|ve|vn|za|" +
  "рф|укр|бел|срб|中国|中國|台灣|香港|みんな|한국|ישראל|السعودية|مصر|भारत|ไทย";

/** These end the names of files, or are words. Only what follows shows that it is an address. */
const BEFORE_A_PATH =
  "am|as|by|cc|do|fm|im|la|link|live|ly|md|ml|my|name|pl|pro|ps|py|rs|run|sh|so|st|top|vc|ws|zip|mov";

/** The pattern of a name's end. A name that begins with `www.` may have any end. */
export const ENDS = String.raw`(?:(?:${USUAL})(?![\p{L}\p{M}\p{N}_-]|\.[\p{L}\p{N}])|(?:${BEFORE_A_PATH})(?=(?::\d{1,5})?[/?#]))`;

/** `the end.In short` is no name: its end is not in small letters, but not all of it in capitals. */
export function isWritten(host: string): boolean {
  const end = host.slice(host.lastIndexOf(".") + 1);
  return end === end.toLowerCase() || host === host.toUpperCase();
}
