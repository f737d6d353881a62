//! To be called back: a kind of request of its own, which agents see with number, wished time and until when.

use crate::{App, Error, Result};
use std::sync::LazyLock;
use yingke_core::{
    id::*,
    text::{Locale, Text},
    ticket::{Definition, FieldDef, FieldKind, StepDef, TicketFamily, fields},
    time::{CHINA_MS, Millis},
};
use yingke_store::{
    Tx, groups,
    ticket_types::{self, TicketType},
};

/// Shops find the kind under this key, and close the door by switching it off.
pub const KEY: &str = "callback";

pub const SOURCE: &str = "callback";

/// When the customer wishes to be called; without a time as soon as possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    pub times: Option<(Millis, Millis)>,
    pub due_at: Millis,
}

impl Wish {
    fn words(&self, locale: Locale) -> String {
        match (self.times, locale) {
            (None, Locale::ZhCn) => "尽快".to_owned(),
            (None, Locale::ZhTw) => "盡快".to_owned(),
            (None, Locale::En) => "As soon as possible".to_owned(),
            (Some((from, to)), Locale::ZhCn | Locale::ZhTw) => format!("{}–{}", china(from, "%-m月%-d日 %H:%M"), china(to, "%H:%M")),
            (Some((from, to)), Locale::En) => format!("{}–{} (China time)", china(from, "%-d %b %H:%M"), china(to, "%H:%M")),
        }
    }
}

/// China's civil time, as everything that staff read.
pub(crate) fn china(at: Millis, format: &str) -> String {
    let zoned = jiff::Timestamp::from_millisecond(at.0 + CHINA_MS).unwrap_or_default().to_zoned(jiff::tz::TimeZone::UTC);
    zoned.strftime(format).to_string()
}

/// Whether a contact can be called or written to.
pub fn is_contact(contact: &str) -> bool {
    let mail = contact.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty()) && !contact.contains(' ')
    });
    mail || FIELDS.iter().any(|field| {
        field.kind == FieldKind::Phone && matches!(fields::tidy(field, &contact.into()), Ok(Some(_))) && !contact.contains('*')
    })
}

/// What the form would have held.
pub(crate) fn values(contact: &str, wish: &Wish, locale: Locale) -> fields::Values {
    let way = if contact.contains('@') { "email" } else { "phone" };
    fields::Values::from_iter([(way.to_owned(), contact.into()), ("wish".to_owned(), wish.words(locale).into())])
}

/// The shop's kind for it. The first customer who wants to be called makes it, so that every shop has the door.
pub(super) async fn kind(tx: &mut Tx, app: &App, org_id: OrgId, group_id: Option<GroupId>) -> Result<TicketType> {
    let all = ticket_types::all(tx, org_id).await?;
    if let Some(kind) = all.iter().find(|kind| kind.key == KEY) {
        return if kind.enabled {
            Ok(kind.clone())
        } else {
            Err(Error::conflict("wrong_state", "nobody calls back at the moment; leave a message or a request instead"))
        };
    }
    let group = match group_id {
        Some(id) => groups::find(tx, org_id, id).await?.map(|group| group.key).unwrap_or_default(),
        None => String::new(),
    };
    let kind = TicketType {
        id: app.clock.id(),
        key: KEY.to_owned(),
        family: TicketFamily::Reservation,
        definition: definition(group),
        enabled: true,
        position: all.iter().map(|kind| kind.position).max().unwrap_or(0) + 1,
        version: 1,
    };
    ticket_types::insert(tx, org_id, &kind, app.clock.now()).await?;
    Ok(kind)
}

pub(crate) fn definition(group: String) -> Definition {
    Definition {
        name: text("回电", "回電", "Call back"),
        description: text("按客户希望的时间联系客户。", "依顧客希望的時間聯絡顧客。", "Contact the customer at the time that they wish."),
        // The door beside bot and person starts it; a form without its time would not be the same.
        customer_can_start: false,
        order_states: Vec::new(),
        group: group.clone(),
        base_priority: 1,
        fields: FIELDS.clone(),
        steps: vec![StepDef {
            key: "contacted".to_owned(),
            name: text("已联系", "已聯絡", "Contacted"),
            public: true,
            group,
            text: text("我们已按您留下的方式联系您。", "我們已依您留下的方式聯絡您。", "We have contacted you in the way that you left."),
        }],
    }
}

static FIELDS: LazyLock<Vec<FieldDef>> = LazyLock::new(|| {
    let field = |key: &str, kind, label| FieldDef {
        key: key.to_owned(),
        label,
        kind,
        required: false,
        options: Vec::new(),
        help: None,
        prefill: None,
        public: true,
    };
    vec![
        field("phone", FieldKind::Phone, text("电话", "電話", "Phone")),
        field("email", FieldKind::Text, text("邮箱", "電子郵件", "E-mail")),
        field("wish", FieldKind::Text, text("希望联系时间", "希望聯絡時間", "Wished time")),
    ]
});

fn text(zh_cn: &str, zh_tw: &str, en: &str) -> Text {
    Text { zh_cn: zh_cn.to_owned(), zh_tw: zh_tw.to_owned(), en: en.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_or_an_address_is_a_contact_and_words_are_none() {
        for good in ["13812345678", "+86 138-1234-5678", "(02) 2345 6789", "lin@example.com"] {
            assert!(is_contact(good), "{good}");
        }
        for bad in ["", "打给我", "123", "138****5678", "lin@", "@example.com", "lin@example", "a b@example.com", "lin@example..com"] {
            assert!(!is_contact(bad), "{bad}");
        }
    }

    #[test]
    fn the_wished_time_is_written_in_chinas_time() {
        let from = Millis(1_795_276_800_000 + 14 * 3_600_000);
        let wish = Wish { times: Some((from, from.plus(2 * 3_600_000))), due_at: from };
        assert_eq!(wish.words(Locale::ZhCn), "11月22日 14:00–16:00");
        assert_eq!(wish.words(Locale::En), "22 Nov 14:00–16:00 (China time)");
    }
}
