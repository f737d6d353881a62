//! A customer: a known buyer (the shop signs the identity) or an anonymous visitor.

use crate::{id::CustomerId, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Customer {
    pub id: CustomerId,
    /// The shop's own id; none for a visitor whom the shop has not named.
    pub external_id: Option<String>,
    pub nickname: String,
    pub gender: Gender,
    pub registered_at: Option<Millis>,
    pub is_member: bool,
    pub tier: String,
    pub tags: Vec<String>,
    pub phone: String,
    pub email: String,
    pub city: String,
    /// Written by agents; the shop never sets it.
    pub note: String,
    pub locale: String,
    pub anonymous: bool,
    pub last_contact_at: Option<Millis>,
    pub version: i64,
    pub created_at: Millis,
    pub updated_at: Millis,
    /// The shop's time of what it last told us. Apart from `updated_at`, which our own edits move: otherwise an
    /// agent's note would make newer facts of the shop look old.
    pub source_at: Option<Millis>,
}

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

/// `lin.mei@example.com` → `l***@example.com`.
pub fn mask_email(email: &str) -> String {
    match email.split_once('@') {
        Some((name, domain)) => format!("{}***@{domain}", name.chars().next().map(String::from).unwrap_or_default()),
        None if email.is_empty() => String::new(),
        None => "***".to_owned(),
    }
}

/// `王小明` → `王**`.
pub fn mask_name(name: &str) -> String {
    let mut chars = name.chars();
    match chars.next() {
        Some(first) => format!("{first}{}", "*".repeat(chars.count().clamp(1, 3))),
        None => String::new(),
    }
}

/// Keeps province, city and district; street and door are hidden.
pub fn mask_address(address: &str) -> String {
    let chars: Vec<char> = address.chars().collect();
    let end = chars.iter().take(16).rposition(|c| "省市区县區縣".contains(*c)).map_or(chars.len().min(6), |i| i + 1);
    if chars.is_empty() { String::new() } else { format!("{}****", chars[..end].iter().collect::<String>()) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn masked_names_addresses_and_mails_tell_where_but_not_whose() {
        assert_eq!(super::mask_name("王小明"), "王**");
        assert_eq!(super::mask_name("李"), "李*");
        assert_eq!(super::mask_name(""), "");
        assert_eq!(super::mask_address("浙江省杭州市西湖区文三路 99 号 3 幢"), "浙江省杭州市西湖区****");
        assert_eq!(super::mask_address("12 Long Lane, Leeds"), "12 Lon****");
        assert_eq!(super::mask_email("lin.mei@example.com"), "l***@example.com");
        assert_eq!(super::mask_email(""), "");
    }

    #[test]
    fn a_masked_phone_keeps_its_ends_only() {
        assert_eq!(super::mask_phone("13812345678"), "138****5678");
        assert_eq!(super::mask_phone("12345"), "***45");
        assert_eq!(super::mask_phone(""), "");
    }
}
