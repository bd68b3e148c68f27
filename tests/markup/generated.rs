//! Bodies made by chance, and bodies made to cost time.

use crate::dice::Dice;

/// What bodies are made of: marks, what stands beside them, and letters of several scripts.
const PIECES: [&str; 84] = [
    "*",
    "**",
    "***",
    "****",
    "_",
    "__",
    "~~",
    "~",
    "`",
    "``",
    "```",
    "````",
    "\n",
    "\n",
    "\n",
    "\n\n",
    " ",
    " ",
    " ",
    "  ",
    "\t",
    ">",
    "> ",
    "> > ",
    "\n> ",
    "\n- ",
    "\n* ",
    "\n1. ",
    "\n12. ",
    "\n  - ",
    "\n    - ",
    "\n  ",
    "\n```\n",
    "\n```js\n",
    "\n````\n",
    "```\n",
    "- ",
    "1. ",
    "• ",
    "@",
    "@anna",
    "@ben.c",
    "@a_b_",
    "@here",
    "a",
    "b",
    "word",
    "two words",
    "snake_case",
    "2*3*4",
    "1",
    "23",
    ".",
    ",",
    ":",
    ";",
    "/",
    "\\",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    "^",
    "'",
    "\"",
    "-",
    "https://example.com",
    "https://x.org/_a_",
    "mailto:a_b@x.org",
    "x.org/*a*",
    "www.",
    "é",
    "ж",
    "重点",
    "です",
    "한국",
    "שלום",
    "\u{202e}",
    "\u{200b}",
    "👍🏽",
    "\u{3000}",
];

/// A body of up to 40 pieces. One in eight prefers a few of them, so that marks meet often.
pub fn body(dice: &mut Dice) -> String {
    let few: Vec<&str> = (0..4).filter_map(|_| dice.pick(&PIECES).copied()).collect();
    let prefers_few = dice.one_in(8);
    let mut body = String::new();
    for _ in 0..=dice.index(40) {
        let from: &[&str] = if prefers_few && !dice.one_in(4) {
            &few
        } else {
            &PIECES
        };
        body.push_str(dice.pick(from).copied().unwrap_or_default());
    }
    body
}

/// What is repeated to the greatest length. Each would cost a careless parser the square of it.
const REPEATED: [&str; 58] = [
    "*",
    "**",
    "***",
    "_",
    "~",
    "~~",
    "`",
    "``",
    "```",
    ">",
    "> ",
    "[",
    "](",
    "@",
    "@a",
    "#",
    "-",
    "- ",
    "*a ",
    "**a ",
    "***a ",
    "_a ",
    "~~a ",
    "*a",
    "a*",
    "a* ",
    "*a *b* ",
    "*a _b ",
    "`a ",
    "`a ``b ```c ",
    "` ",
    "` `` ",
    "\n",
    " ",
    "\t",
    "\u{3000}",
    "\n> ",
    ">\n",
    "> > a\n",
    "\n- a",
    "- a\n  ",
    "- a\n  - ",
    "  - a\n",
    " - a\n  ```\n",
    "```\n",
    "```\n```\n",
    "```a\n",
    "````\n```\n",
    "1.",
    "1. a\n",
    ".",
    "@a.",
    "a.",
    "a.b/",
    "http://",
    "http://a*",
    "mailto:",
    "👍🏽",
];

/// Bodies of this many characters.
pub fn hostile(length: usize) -> Vec<String> {
    let cut = |text: &str| text.chars().take(length).collect::<String>();
    let mut bodies: Vec<String> = REPEATED.iter().map(|it| cut(&it.repeat(length))).collect();
    // Each run of backticks is longer than the one before.
    let growing = (1..length).map(|ticks| "`".repeat(ticks) + "a");
    bodies.push(cut(&growing.take(200).collect::<String>()));
    for opening in ["*", "_a ", "`", "@a", "- ", "http://a/", "> ", "```\n"] {
        for filling in ["a", ".", " ", "*", "_", "`", "\n", "~~a "] {
            bodies.push(cut(&(opening.to_owned() + &filling.repeat(length))));
            bodies.push(cut(&opening.repeat(length / 2)) + &cut(filling));
        }
    }
    let indents = (0..200).map(|nth| " ".repeat(nth % 40) + "- a\n");
    bodies.push(cut(&indents.collect::<String>()));
    bodies
}
