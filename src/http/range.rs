//! Reads a `Range` header (RFC 9110 §14). Pure.

/// The range that a header names. None: it is ignored, because it is of another unit, malformed, or
/// has several ranges (RFC 9110 §14.2). An error: it has no byte of the file.
pub(super) fn part(range: &str, size: u64) -> Result<Option<(u64, u64)>, ()> {
    let Some((unit, spec)) = range.split_once('=') else {
        return Ok(None);
    };
    let Some((first, last)) = spec.trim().split_once('-') else {
        return Ok(None);
    };
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return Ok(None);
    }
    // More digits than a size can have mean the end of the file.
    let number = |text: &str| {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().unwrap_or(u64::MAX))
    };
    match (first.trim(), last.trim()) {
        ("", last) => match number(last) {
            Some(0) => Err(()),
            Some(length) => Ok(Some((size.saturating_sub(length), size))),
            None => Ok(None),
        },
        (first, last) => {
            let to = if last.is_empty() {
                Some(u64::MAX)
            } else {
                number(last)
            };
            match number(first).zip(to) {
                None => Ok(None),
                Some((from, to)) if from > to => Ok(None),
                Some((from, _)) if from >= size => Err(()),
                Some((from, to)) => Ok(Some((from, to.saturating_add(1).min(size)))),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(range: &str, expected: Result<Option<(u64, u64)>, ()>) {
        assert_eq!(part(range, 1_000), expected, "{range}");
    }

    #[test]
    fn a_range_is_answered_with_its_bytes() {
        check("bytes=0-0", Ok(Some((0, 1))));
        check("bytes=0-", Ok(Some((0, 1_000))));
        check("bytes=10-19", Ok(Some((10, 20))));
        check("bytes=990-5000", Ok(Some((990, 1_000))));
        check("bytes=999-", Ok(Some((999, 1_000))));
        check("bytes=-1", Ok(Some((999, 1_000))));
        check("bytes=-5000", Ok(Some((0, 1_000))));
        check("Bytes= 5 - 9 ", Ok(Some((5, 10))));
        check("bytes=0-99999999999999999999999", Ok(Some((0, 1_000))));
    }

    #[test]
    fn a_range_without_a_byte_of_the_file_is_refused() {
        for range in [
            "bytes=1000-",
            "bytes=1000-2000",
            "bytes=-0",
            "bytes=99999999999999999999-",
        ] {
            check(range, Err(()));
        }
    }

    #[test]
    fn what_is_no_single_range_is_ignored() {
        for range in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=a-b",
            "bytes=5-4",
            "bytes=0-1,5-6",
            "lines=0-1",
            "bytes=+1-2",
            "bytes=0x1-2",
            "bytes=1--2",
            "bytes=--1",
        ] {
            check(range, Ok(None));
        }
    }
}
