//! The words of `common_passwords.txt`: a sorted list to read and to change, embedded in less.

/// Words and names at the top of lists of leaked passwords, one a line, sorted, in small letters
/// and without the digits and signs that people put around them.
const WORDS: &[u8] = include_bytes!("common_passwords.txt");

/// The same as it is embedded: for each word how many letters are as in the one before (with
/// [`SHARED`] added), then the others. After gzip that is a sixth less.
static CODED: [u8; front_coded().1] = {
    let (coded, mut at) = (front_coded().0, 0);
    let mut cut = [0; front_coded().1];
    while at < cut.len() {
        cut[at] = coded[at];
        at += 1;
    }
    cut
};

/// No letter of the list is so large.
const SHARED: u8 = 0x80;
/// Letters of a word at most.
const LONGEST: usize = 32;

/// Hands over each word, in order. The first is empty.
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

/// Front-codes [`WORDS`], when this is compiled: what is written, and how much of it.
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
    fn the_list_is_sorted_and_comes_out_as_it_went_in() {
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
