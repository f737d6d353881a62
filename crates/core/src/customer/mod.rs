//! A customer: a known buyer (the shop signs the identity) or an anonymous visitor.

crate::word_enum! {
    Gender { Female = "female", Male = "male", Unknown = "unknown", }
}

/// `13812345678` → `138****5678`; shorter or odd numbers keep the last two digits only.
pub fn mask_phone(phone: &str) -> String {
    let chars: Vec<char> = phone.chars().collect();
    let (head, tail) = if chars.len() >= 11 { (3, 4) } else { (0, 2.min(chars.len())) };
    let hidden = chars.len().saturating_sub(head + tail);
    let stars = "*".repeat(if chars.len() >= 11 { 4 } else { hidden });
    format!("{}{stars}{}", chars[..head].iter().collect::<String>(), chars[chars.len() - tail..].iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_masked_phone_keeps_its_ends_only() {
        assert_eq!(super::mask_phone("13812345678"), "138****5678");
        assert_eq!(super::mask_phone("12345"), "***45");
        assert_eq!(super::mask_phone(""), "");
    }
}
