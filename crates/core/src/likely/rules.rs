//! The rules that a shop begins with.

use super::{Moment, Rule, Since, When};
use crate::{order::OrderState, text::Text};

pub fn defaults() -> Vec<Rule> {
    let since = |moment, over_h, under_h| vec![Since { moment, over_h, under_h }];
    vec![
        Rule {
            when: When { aftersale_open: Some(true), ..When::default() },
            ..rule("refund_progress", ["退款进度", "退款進度", "Refund progress"], "order.refund_status", 60)
        },
        Rule {
            when: When {
                order_states: vec![OrderState::Shipped],
                since: [since(Moment::Shipped, Some(72), None), since(Moment::LastScan, Some(72), None)].concat(),
                ..When::default()
            },
            ..rule("logistics_stuck", ["物流不更新", "物流沒更新", "Tracking not updating"], "order.logistics_stuck", 50)
        },
        Rule {
            when: When { order_states: vec![OrderState::Paid], since: since(Moment::Paid, Some(48), None), ..When::default() },
            ..rule("when_shipped", ["什么时候发货", "什麼時候出貨", "When will it ship?"], "order.logistics", 40)
        },
        Rule {
            when: When { order_states: vec![OrderState::Shipped], since: since(Moment::LastScan, None, Some(72)), ..When::default() },
            ..rule("logistics_progress", ["物流进度", "物流進度", "Delivery progress"], "order.logistics", 35)
        },
        Rule {
            when: When { order_states: vec![OrderState::Shipped], since: since(Moment::Shipped, None, Some(72)), ..When::default() },
            ..rule("logistics_first_scan", ["物流进度", "物流進度", "Delivery progress"], "order.logistics", 34)
        },
        Rule {
            question: Text { zh_cn: "退换货".into(), zh_tw: "退換貨".into(), en: "return".into() },
            when: When { since: since(Moment::Delivered, None, Some(168)), ..When::default() },
            ..rule("return_or_fault", ["退换/质量问题", "退換/品質問題", "Return or fault"], "ask", 30)
        },
        Rule {
            question: Text { zh_cn: "付款失败怎么办".into(), zh_tw: "付款失敗怎麼辦".into(), en: "payment failed".into() },
            when: When { order_states: vec![OrderState::PendingPayment], since: since(Moment::Ordered, None, Some(24)), ..When::default() },
            ..rule("pay_trouble", ["付款遇到问题", "付款遇到問題", "Trouble paying"], "ask", 25)
        },
    ]
}

fn rule(key: &str, label: [&str; 3], action: &str, weight: i64) -> Rule {
    let [zh_cn, zh_tw, en] = label.map(str::to_owned);
    Rule {
        key: key.to_owned(),
        label: Text { zh_cn, zh_tw, en },
        question: Text::default(),
        action: action.to_owned(),
        weight,
        enabled: true,
        when: When::default(),
    }
}
