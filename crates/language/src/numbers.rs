//! Numbers as they are said: 三百五, 两千零八, 1,299.90.

/// Money in fen; `None` when it is no number or too large for money.
pub fn fen(said: &str) -> Option<i64> {
    if let Some(whole) = spoken(said) {
        return whole.checked_mul(100);
    }
    let (yuan, fen) = said.split_once('.').unwrap_or((said, ""));
    let yuan: i64 = yuan.replace(',', "").parse().ok()?;
    let fen: i64 = format!("{fen:0<2}").get(..2)?.parse().ok()?;
    yuan.checked_mul(100)?.checked_add(fen)
}

/// Below 100 million. 三百五 is 350, as it is meant.
pub fn spoken(said: &str) -> Option<i64> {
    if said.is_empty() || said.chars().count() > 12 {
        return None;
    }
    let (mut total, mut section, mut digit, mut last_unit) = (0i64, 0i64, None::<i64>, 1i64);
    let mut zero = false;
    for c in said.chars() {
        if let Some(value) = "零一二三四五六七八九".chars().position(|known| known == c).or(match c {
            '两' | '俩' => Some(2),
            '〇' => Some(0),
            _ => None,
        }) {
            zero |= value == 0;
            // Two digits in a row are no number but read out: 一三八…
            if digit.is_some_and(|before| before != 0) {
                return None;
            }
            digit = Some(value as i64);
            continue;
        }
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '万' => 10_000,
            _ => return None,
        };
        if unit == 10_000 {
            total = (section + digit.unwrap_or(0)).max(1) * unit;
            section = 0;
        } else {
            section += digit.unwrap_or(1).max(1) * unit;
        }
        (digit, last_unit, zero) = (None, unit, false);
    }
    let rest = digit.unwrap_or(0) * if zero || last_unit <= 10 { 1 } else { last_unit / 10 };
    Some(total + section + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn said_numbers_are_read() {
        for (said, number) in [
            ("三百五十", 350),
            ("三百五", 350),
            ("三百零五", 305),
            ("两千", 2_000),
            ("一万二", 12_000),
            ("十二", 12),
            ("八十", 80),
            ("五", 5),
            ("一千二百三十四", 1_234),
        ] {
            assert_eq!(spoken(said), Some(number), "{said}");
        }
        assert_eq!(spoken("一三八"), None);
        assert_eq!(spoken("abc"), None);
        assert_eq!(spoken(""), None);
        assert_eq!(fen("1,299.9"), Some(129_990));
        assert_eq!(fen("99999999999999999999"), None);
        assert_eq!(fen("三百五"), Some(35_000));
    }
}
