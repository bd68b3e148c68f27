//! Days of the calendar in a query, such as `2026-11-28`.

use crate::chat::Millis;

/// The length of a day in ms.
pub(super) const DAY: i64 = 86_400_000;
/// The farthest that a clock on Earth is from UTC, in minutes.
const OFFSET_MAX: i64 = 14 * 60;

/// When a day begins, by a clock that is `offset` minutes ahead of UTC. None for a text that is no
/// day.
pub(super) fn begin(text: &str, offset: i64) -> Option<i64> {
    let mut numbers = text.split('-');
    let mut number = |digits: usize| {
        let text = numbers.next()?;
        let fits = (1..=digits).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
        fits.then(|| {
            text.bytes()
                .fold(0, |number, it| number * 10 + i64::from(it - b'0'))
        })
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    if numbers.next().is_some() || year < 1970 || !(1..=12).contains(&month) {
        return None;
    }
    if day < 1 || day > days_in(year, month) {
        return None;
    }
    let offset = offset.clamp(-OFFSET_MAX, OFFSET_MAX);
    Some(days(year, month, day) * DAY - offset * 60_000)
}

/// A time that may lie before 1970, when there were no messages.
pub(super) fn time(at: i64) -> Millis {
    Millis::try_from(at).unwrap_or_default()
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The days since 1970-01-01 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let month = (month + 9) % 12;
    let of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_of_the_person() {
        assert_eq!(begin("1970-01-01", 0), Some(0));
        assert_eq!(begin("2000-03-01", 0), Some(951_868_800_000));
        assert_eq!(begin("2026-11-28", 0), Some(1_795_824_000_000));
        assert_eq!(begin("2026-11-28", 60), Some(1_795_820_400_000));
        assert_eq!(begin("2024-2-29", 0), begin("2024-02-29", 0));
        for odd in [
            "",
            "2026",
            "2026-11",
            "2026-13-01",
            "2026-00-01",
            "2026-02-29",
            "2026-11-31",
            "2026-11-00",
            "26-11-28-1",
            "+2026-11-28",
            "2026-11-28x",
            "1969-12-31",
            "２０２６-11-28",
        ] {
            assert_eq!(begin(odd, 0), None, "{odd}");
        }
    }
}
