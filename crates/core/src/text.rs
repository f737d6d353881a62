//! A short text in the three languages of the product. Chinese (Mainland) is always present; the others fall
//! back to it, so that a shop may write only one.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Text {
    #[serde(rename = "zh-CN")]
    pub zh_cn: String,
    #[serde(rename = "zh-TW", default, skip_serializing_if = "String::is_empty")]
    pub zh_tw: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

crate::word_enum! {
    /// A language that the product speaks.
    Locale { ZhCn = "zh-CN", ZhTw = "zh-TW", En = "en", }
}

impl Text {
    pub fn get(&self, locale: Locale) -> &str {
        let wanted = match locale {
            Locale::ZhCn => &self.zh_cn,
            Locale::ZhTw => &self.zh_tw,
            Locale::En => &self.en,
        };
        if wanted.is_empty() { &self.zh_cn } else { wanted }
    }
    pub fn zh(text: &str) -> Self {
        Self { zh_cn: text.to_owned(), ..Self::default() }
    }
}
