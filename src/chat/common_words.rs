//! The words of `common_passwords.txt`. The file is a sorted list that people read and edit. The
//! bundle has it front-coded, which is smaller.

/// Words and names at the top of lists of leaked passwords: one per line, sorted, in lower case,
/// without the digits and signs that people put around them.
const WORDS: &[u8] = include_bytes!("common_passwords.txt");

/// The front-coded list. For each word it has the number of letters shared with the word before
/// (plus [`SHARED`]), then the other letters. After gzip it is a sixth smaller than the list.
static CODED: [u8; front_coded().1] = {
    let (coded, mut at) = (front_coded().0, 0);
    let mut cut = [0; front_coded().1];
    while at < cut.len() {
        cut[at] = coded[at];
        at += 1;
    }
    cut
};

/// Marks the beginning of a word. No letter of the list is so large.
const SHARED: u8 = 0x80;
/// The most letters of a word.
const LONGEST: usize = 32;

/// Calls `each` with every word, in order. The first word is empty.
pub fn each_word(mut each: impl FnMut(&[u8])) {
    let (mut word, mut size) = ([0; LONGEST], 0);
    for byte in CODED.iter().chain([&SHARED]) {
        if *byte < SHARED {
            word[size % LONGEST] = *byte;
            size += 1;
            continue;
        }
        each(word.get(..size).unwrap_or_default());
        size = usize::from(byte - SHARED);
    }
}

/// Front-codes [`WORDS`] at compile time. Returns the coded bytes and how many of them count.
const fn front_coded() -> ([u8; WORDS.len()], usize) {
    let mut coded = [0; WORDS.len()];
    let (mut size, mut before, mut at) = (0, 0, 0);
    while at < WORDS.len() {
        let mut shared = 0;
        coded[size] = SHARED;
        while WORDS[before + shared] == WORDS[at + shared] && at > 0 {
            shared += 1;
            coded[size] += 1;
        }
        before = at;
        at += shared;
        while WORDS[at] != b'\n' {
            size += 1;
            coded[size] = WORDS[at];
            at += 1;
        }
        (size, at) = (size + 1, at + 1);
    }
    (coded, size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_decodes_to_itself() {
        let words: Vec<_> = WORDS
            .trim_ascii_end()
            .split(|byte| *byte == b'\n')
            .collect();
        assert!(words.is_sorted_by(|a, b| a < b));
        assert!(
            words
                .iter()
                .all(|word| word.is_ascii() && word.len() <= LONGEST)
        );
        let mut decoded = Vec::new();
        each_word(|word| decoded.push(word.to_vec()));
        assert_eq!(decoded.split_first(), Some((&Vec::new(), &*owned(&words))));
    }

    fn owned(words: &[&[u8]]) -> Vec<Vec<u8>> {
        words.iter().map(|word| word.to_vec()).collect()
    }
}
