//! What a person needs to know first when a conversation comes from the bot: what it is about, what was said and done, what
//! to do next. Made from the messages when it is asked for; nothing is invented.

use super::{live_order::Asked, words};
use crate::{
    App, Principal, Result,
    conversations::access,
    views::bot::{BriefOrder, BriefView},
};
use yingke_core::{
    conversation::{MessageKind, SenderKind},
    id::*,
    text::Locale,
};
use yingke_language::{
    spot::{amounts_fen, spot},
    summary::most_telling,
    wants_human,
};
use yingke_store::{
    bot_runs,
    messages::{self, Eyes, Message},
    orders,
};

const LOOKED_AT: i64 = 80;
const SENTENCES: usize = 3;

pub async fn brief(app: &App, who: &Principal, id: ConversationId) -> Result<BriefView> {
    let on = &mut app.read();
    let stored = access::visible(on, who, id).await?;
    let customer_id = stored.session.customer_id;
    let all = messages::before(on, who.org_id, id, Eyes::Colleague, i64::MAX, LOOKED_AT).await?;
    // Only what was said to the bot: the rest the agent has lived through.
    let with_agent = all.iter().position(|m| m.sender_kind == SenderKind::Agent && !m.internal).unwrap_or(all.len());
    let said: Vec<&Message> = all[..with_agent].iter().collect();
    let words: Vec<&str> = said
        .iter()
        .filter(|m| m.sender_kind == SenderKind::Customer && m.kind == MessageKind::Text && m.payload["action"].is_null())
        .map(|m| m.body.as_str())
        .collect();
    let text = words.join("\n");
    let numbers = spot(&text).numbers;
    let refs: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let mut found = orders::by_numbers(on, who.org_id, &refs).await?;
    let named: Vec<OrderId> = said.iter().filter_map(|m| m.payload["order_id"].as_str()?.parse().ok()).collect();
    found.extend(orders::by_ids(on, who.org_id, &named).await?);
    found.retain(|order| order.customer_id == customer_id);
    found.sort_by_key(|order| order.id);
    found.dedup_by_key(|order| order.id);
    let actions = bot_runs::actions(on, who.org_id, id).await?;
    let reason = bot_runs::handover(on, who.org_id, id).await?.map(|(reason, _)| reason).unwrap_or_default();
    let asked = last_asked(&said, &words);
    // That a person is wanted is why he reads this.
    let telling: Vec<&str> = words.iter().copied().filter(|words| !wants_human(words)).collect();
    Ok(BriefView {
        next_step: next_step(who.locale, &reason, asked, actions.iter().any(|(_, done, ..)| *done)).to_owned(),
        reason,
        summary: most_telling(&telling, SENTENCES),
        orders: found.into_iter().take(5).map(|order| BriefOrder { id: order.id, order_no: order.order_no }).collect(),
        amounts_fen: amounts_fen(&text).into_iter().take(5).collect(),
        intent: asked.map(|asked| intent(who.locale, asked).to_owned()).unwrap_or_default(),
        answered: answered(&said),
        done: actions.into_iter().map(|(_, _, result, _)| result).filter(|result| !result.is_empty()).collect(),
    })
}

fn answered(said: &[&Message]) -> Vec<String> {
    let questions = said.iter().filter(|m| m.kind == MessageKind::Answer).filter_map(|m| m.payload["question"].as_str());
    let mut out: Vec<String> = questions.map(str::to_owned).collect();
    out.dedup();
    let from = out.len().saturating_sub(5);
    out.split_off(from)
}

/// The newest thing asked about an order, by a click, an answer or words.
fn last_asked(said: &[&Message], words: &[&str]) -> Option<Asked> {
    let of = |m: &&Message| {
        let text = m.payload["asked"].as_str().or_else(|| m.payload["action"].as_str())?;
        Asked::of(text.split(':').next()?)
    };
    said.iter().rev().find_map(of).or_else(|| words.iter().rev().find_map(|text| Asked::in_words(text)))
}

fn intent(locale: Locale, asked: Asked) -> &'static str {
    match asked {
        Asked::Logistics => words::progress(locale),
        Asked::Unsent => words::when_shipped(locale),
        Asked::Stuck => words::stuck(locale),
        Asked::Refund => words::refund_progress(locale),
        Asked::Cancel => words::after_sale(locale),
        Asked::Return => words::may_return(locale),
        Asked::PriceProtection => words::price_protection(locale),
    }
}

fn next_step(locale: Locale, reason: &str, asked: Option<Asked>, acted: bool) -> &'static str {
    let (cn, tw, en) = match (reason, asked) {
        ("mood", _) => (
            "先道歉并复述问题，给出明确的处理时间",
            "先道歉並複述問題，給出明確的處理時間",
            "Apologise, repeat the problem, name a time for the solution",
        ),
        ("unsolved", _) => (
            "机器人的回答没解决：先问差在哪里，不要重复同样的话",
            "機器人的回答沒解決：先問差在哪裡，不要重複同樣的話",
            "The bot's answer did not help: ask what was missing, do not repeat it",
        ),
        ("flow", _) => (
            "自助办理没走通：接着办，客户已给的信息不要再问",
            "自助辦理沒走通：接著辦，客戶已給的資訊不要再問",
            "Self-service got stuck: go on from there, do not ask again for what was given",
        ),
        ("value", _) => (
            "高价值订单：优先核对订单并主动给出方案",
            "高價值訂單：優先核對訂單並主動提出方案",
            "High-value order: check it first and offer a solution",
        ),
        (_, Some(Asked::Stuck)) => (
            "核对最近扫描，登记物流查询并告知结果时间",
            "核對最近掃描，登記物流查詢並告知結果時間",
            "Check the last scan, have it traced, say when there will be a result",
        ),
        (_, Some(Asked::Unsent)) => {
            ("核对出库时间，告知最晚发货时间", "核對出貨時間，告知最晚出貨時間", "Check when it leaves the warehouse, name the latest date")
        }
        (_, Some(Asked::Logistics)) => {
            ("核对包裹状态，告知预计到达时间", "核對包裹狀態，告知預計到達時間", "Check the parcel and name the expected arrival")
        }
        (_, Some(Asked::Refund)) => (
            "核对售后单状态和时限，告知到账时间",
            "核對售後單狀態與時限，告知入帳時間",
            "Check the after-sale case and its deadline, say when the money arrives",
        ),
        (_, Some(Asked::Return)) => (
            "核对签收时间和商品类别，确认能否退货",
            "核對簽收時間與商品類別，確認能否退貨",
            "Check delivery date and kind of goods, confirm whether it can be returned",
        ),
        (_, Some(Asked::PriceProtection)) => {
            ("核对成交价与现价，确认差价", "核對成交價與現價，確認差價", "Compare the paid with the current price, confirm the difference")
        }
        (_, Some(Asked::Cancel)) => {
            ("核对是否已发货，再决定取消或拦截", "核對是否已出貨，再決定取消或攔截", "See whether it was sent, then cancel or stop it")
        }
        _ if acted => (
            "机器人已办理，核对结果是否符合客户预期",
            "機器人已辦理，核對結果是否符合客戶預期",
            "The bot has acted: check that the result is what was wanted",
        ),
        ("misses", _) => (
            "机器人没听懂：先复述理解，再确认问题",
            "機器人沒聽懂：先複述理解，再確認問題",
            "The bot did not understand: repeat what you understood, then confirm",
        ),
        _ => ("", "", ""),
    };
    match locale {
        Locale::ZhCn => cn,
        Locale::ZhTw => tw,
        Locale::En => en,
    }
}
