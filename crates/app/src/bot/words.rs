//! What the bot says about orders, parcels and answers, in the customer's language. (The thread's own lines stand in
//! [`super::phrases`].)

use yingke_core::{
    order::{AftersaleKind, AftersaleState, OrderState},
    text::Locale,
    time::Millis,
};

macro_rules! words {
    ($($name:ident = $cn:literal, $tw:literal, $en:literal;)*) => {$(
        pub fn $name(locale: Locale) -> &'static str {
            match locale {
                Locale::ZhCn => $cn,
                Locale::ZhTw => $tw,
                Locale::En => $en,
            }
        }
    )*};
}

words! {
    greeting = "您好!查物流、退换货、发票都可以直接问我。", "您好!查物流、退換貨、發票都可以直接問我。", "Hello! Ask me about delivery, returns or invoices.";
    thanks = "不客气,还有需要随时找我。", "不客氣,有需要隨時找我。", "You're welcome. I'm here if anything else comes up.";
    farewell = "再见,祝您生活愉快。", "再見,祝您有美好的一天。", "Goodbye, and have a nice day.";
    acknowledged = "好的。还有其他问题可以继续问我。", "好的。還有其他問題可以繼續問我。", "All right. Ask me if there is anything else.";
    who = "我是智能客服机器人。我解决不了的,可以为您转人工客服。", "我是智慧客服機器人。我解決不了的,可以為您轉接真人客服。", "I'm the shop's bot. What I can't solve, a person can.";
    sorry_angry = "非常抱歉给您带来不好的体验。您可以马上联系人工客服处理:", "非常抱歉造成您不好的體驗。您可以馬上請真人客服協助處理:", "I'm very sorry about this experience. A person can take care of it right away:";
    sorry_closed = "非常抱歉给您带来不好的体验。现在没有客服在线,请提交请求,我们会优先处理:", "非常抱歉造成您不好的體驗。目前沒有客服在線上,請送出需求單,我們會優先處理:", "I'm very sorry about this experience. Nobody is on duty right now; leave a request and we will handle it first:";
    solved = "已解决", "已解決", "Solved";
    unsolved = "未解决", "未解決", "Not solved";
    glad = "很高兴能帮到您!", "很高興能幫到您!", "Glad that helped!";
    sorry_unsolved = "抱歉没有帮到您。您可以转人工客服,或者提交请求,我们会跟进到底。", "抱歉沒有幫到您。您可以轉接真人客服,或送出需求單,我們會追蹤到底。", "Sorry that this did not help. You can talk to a person, or leave a request that we follow up.";
    did_you_mean = "您想问的是不是:", "您想問的是不是:", "Did you mean:";
    gone = "这条内容已经更新或过期了。您可以换个说法再问一次,或者选择:", "這則內容已更新或過期了。您可以換個說法再問一次,或選擇:", "That answer is out of date. You can ask again in other words, or choose:";
    which_order = "您想查哪一单?", "您想查哪一筆訂單?", "Which order is it about?";
    no_parcel = "您名下没有正在运送的订单。如果是用其他账号下的单,请登录那个账号再查,或转人工客服。", "您的帳號下沒有運送中的訂單。若是用其他帳號下單,請登入該帳號再查,或轉接真人客服。", "There is no order under way in this account. If you ordered with another account, sign in there, or talk to a person.";
    no_refund = "您名下没有进行中的退款或售后。", "您的帳號下沒有進行中的退款或售後。", "There is no refund or after-sale case under way in this account.";
    progress = "物流进度", "物流進度", "Delivery progress";
    stuck = "物流不更新", "物流沒更新", "Tracking not updating";
    refund_progress = "退款进度", "退款進度", "Refund progress";
    when_shipped = "什么时候发货", "什麼時候出貨", "When will it ship?";
    return_or_fault = "退换/质量问题", "退換/品質問題", "Return or fault";
    ask_return = "退换货", "退換貨", "return";
    pay_trouble = "付款遇到问题", "付款遇到問題", "Trouble paying";
    ask_pay = "付款失败怎么办", "付款失敗怎麼辦", "payment failed";
    trace = "登记物流查询", "登記物流查詢", "Have it traced";
    after_sale = "申请售后", "申請售後", "Ask for after-sale service";
    pick_request = "请点下面的按钮填写,订单信息会自动带上,提交后可以随时看进度。", "請點下方按鈕填寫,訂單資訊會自動帶入,送出後可隨時查看進度。", "Use the button below; the order is filled in for you, and you can follow it afterwards.";
    what_about_order = "这是您的订单,想了解什么?", "這是您的訂單,想了解什麼?", "Here is your order. What would you like to know?";
    logistics_source = "实时物流", "即時物流", "Live tracking";
    refund_source = "实时售后进度", "即時售後進度", "Live after-sale state";
    product_source = "商品信息", "商品資訊", "Product data";
}

pub fn not_yours(locale: Locale, number: &str) -> String {
    match locale {
        Locale::ZhCn => format!("在您的账号下没有查到 {number}。请核对号码;如果是用其他账号下的单,请登录那个账号再查,或转人工客服。"),
        Locale::ZhTw => format!("在您的帳號下查無 {number}。請確認號碼;若是用其他帳號下單,請登入該帳號再查,或轉接真人客服。"),
        Locale::En => {
            format!(
                "{number} is not under this account. Please check the number; if you ordered with another account, sign in there, or talk to a person."
            )
        }
    }
}

pub fn order_state(locale: Locale, state: OrderState) -> &'static str {
    let (cn, tw, en) = match state {
        OrderState::PendingPayment => ("待付款", "待付款", "not paid yet"),
        OrderState::Paid => ("待发货", "待出貨", "to be shipped"),
        OrderState::Shipped => ("运输中", "運送中", "on its way"),
        OrderState::Delivered => ("已签收", "已簽收", "delivered"),
        OrderState::Completed => ("已完成", "已完成", "completed"),
        OrderState::Cancelled => ("已取消", "已取消", "cancelled"),
    };
    pick(locale, cn, tw, en)
}

pub fn aftersale_kind(locale: Locale, kind: AftersaleKind) -> &'static str {
    let (cn, tw, en) = match kind {
        AftersaleKind::RefundOnly => ("仅退款", "僅退款", "refund"),
        AftersaleKind::ReturnRefund => ("退货退款", "退貨退款", "return and refund"),
        AftersaleKind::Exchange => ("换货", "換貨", "exchange"),
        AftersaleKind::Resend => ("补发", "補寄", "resend"),
        AftersaleKind::Repair => ("维修", "維修", "repair"),
        AftersaleKind::PriceProtection => ("价保", "價保", "price protection"),
        AftersaleKind::Compensation => ("赔付", "賠付", "compensation"),
    };
    pick(locale, cn, tw, en)
}

pub fn aftersale_state(locale: Locale, state: AftersaleState) -> &'static str {
    let (cn, tw, en) = match state {
        AftersaleState::Applied => ("已申请", "已申請", "applied for"),
        AftersaleState::MerchantReview => ("商家审核中", "商家審核中", "under review"),
        AftersaleState::Approved => ("已同意", "已同意", "approved"),
        AftersaleState::WaitBuyerReturn => ("等待您寄回商品", "等待您寄回商品", "waiting for you to send it back"),
        AftersaleState::BuyerShipped => ("退货运输中", "退貨運送中", "on its way back"),
        AftersaleState::Inspecting => ("仓库验货中", "倉庫驗貨中", "being inspected"),
        AftersaleState::Refunding => ("退款处理中", "退款處理中", "refund being paid"),
        AftersaleState::Reshipping => ("换货/补发寄出中", "換貨/補寄出貨中", "replacement being sent"),
        AftersaleState::Repairing => ("维修中", "維修中", "being repaired"),
        AftersaleState::Done => ("已完成", "已完成", "done"),
        AftersaleState::Refused => ("商家已拒绝", "商家已拒絕", "refused"),
        AftersaleState::Arbitration => ("平台介入中", "平台介入中", "with the platform for a decision"),
        AftersaleState::Closed => ("已关闭", "已關閉", "closed"),
        AftersaleState::RefundFailed => ("退款失败,正在重试", "退款失敗,重試中", "refund failed, being retried"),
    };
    pick(locale, cn, tw, en)
}

/// The newest scan, and how long ago it was.
pub fn last_scan_age(locale: Locale, ms: i64) -> String {
    let (n, unit) = span(ms);
    match (locale, unit) {
        (Locale::ZhCn, Unit::Minutes) => format!("最近一次更新在 {n} 分钟前。"),
        (Locale::ZhCn, Unit::Hours) => format!("最近一次更新在 {n} 小时前。"),
        (Locale::ZhCn, Unit::Days) => format!("最近一次更新在 {n} 天前。"),
        (Locale::ZhTw, Unit::Minutes) => format!("最近一次更新在 {n} 分鐘前。"),
        (Locale::ZhTw, Unit::Hours) => format!("最近一次更新在 {n} 小時前。"),
        (Locale::ZhTw, Unit::Days) => format!("最近一次更新在 {n} 天前。"),
        (Locale::En, Unit::Minutes) => format!("Last update {n} min ago."),
        (Locale::En, Unit::Hours) => format!("Last update {n} h ago."),
        (Locale::En, Unit::Days) => format!("Last update {n} days ago."),
    }
}

pub fn no_scan_yet(locale: Locale) -> &'static str {
    pick(locale, "快递还没有上传任何扫描记录。", "物流尚未上傳任何掃描紀錄。", "The carrier has not reported any scan yet.")
}

pub fn trace_hint(locale: Locale) -> &'static str {
    pick(
        locale,
        "包裹可能停住了。点“登记物流查询”,我们会联系快递核实并把结果告诉您。",
        "包裹可能停住了。點「登記物流查詢」,我們會聯繫物流核實並告知結果。",
        "The parcel may be stuck. Choose “Have it traced”: we ask the carrier and tell you the result.",
    )
}

pub fn moving_hint(locale: Locale) -> &'static str {
    pick(locale, "物流还在正常更新。", "物流仍正常更新中。", "It is still being scanned on its way.")
}

pub fn parcel(locale: Locale, carrier: &str, tracking_no: &str) -> String {
    match locale {
        Locale::ZhCn => format!("{carrier},单号 {tracking_no}"),
        Locale::ZhTw => format!("{carrier},單號 {tracking_no}"),
        Locale::En => format!("{carrier}, tracking number {tracking_no}"),
    }
}

pub fn order_head(locale: Locale, order_no: &str, state: OrderState) -> String {
    let state = order_state(locale, state);
    match locale {
        Locale::ZhCn => format!("订单 {order_no}:{state}"),
        Locale::ZhTw => format!("訂單 {order_no}:{state}"),
        Locale::En => format!("Order {order_no}: {state}"),
    }
}

pub fn waiting_to_ship(locale: Locale, paid_at: Option<Millis>, now: Millis) -> String {
    let hours = paid_at.map(|at| now.since(at) / 3_600_000);
    match (locale, hours) {
        (Locale::ZhCn, Some(h)) => format!("您付款 {h} 小时了,仓库还没有发出。"),
        (Locale::ZhTw, Some(h)) => format!("您已付款 {h} 小時,倉庫尚未出貨。"),
        (Locale::En, Some(h)) => format!("You paid {h} h ago; the warehouse has not shipped it yet."),
        (Locale::ZhCn, None) => "仓库还没有发出。".to_owned(),
        (Locale::ZhTw, None) => "倉庫尚未出貨。".to_owned(),
        (Locale::En, None) => "The warehouse has not shipped it yet.".to_owned(),
    }
}

pub fn aftersale_line(locale: Locale, kind: AftersaleKind, state: AftersaleState, amount_fen: i64, applied_at: Millis) -> String {
    let (kind, state) = (aftersale_kind(locale, kind), aftersale_state(locale, state));
    let (amount, day) = (money(amount_fen), moment(applied_at));
    match locale {
        Locale::ZhCn => format!("{kind} {amount}:{state}({day} 申请)"),
        Locale::ZhTw => format!("{kind} {amount}:{state}({day} 申請)"),
        Locale::En => format!("{kind}, {amount}: {state} (applied for on {day})"),
    }
}

pub fn deadline(locale: Locale, at: Millis) -> String {
    let at = moment(at);
    match locale {
        Locale::ZhCn => format!("最晚 {at} 前有结果。"),
        Locale::ZhTw => format!("最晚 {at} 前會有結果。"),
        Locale::En => format!("There will be a result by {at}."),
    }
}

pub fn money(fen: i64) -> String {
    format!("¥{}.{:02}", fen / 100, (fen % 100).abs())
}

/// `11-21 14:05` in China's time, which all our shops live in.
pub fn moment(at: Millis) -> String {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(8));
    jiff::Timestamp::from_millisecond(at.0).map(|t| t.to_zoned(zone).strftime("%m-%d %H:%M").to_string()).unwrap_or_default()
}

#[derive(Clone, Copy)]
enum Unit {
    Minutes,
    Hours,
    Days,
}

fn span(ms: i64) -> (i64, Unit) {
    let minutes = (ms / 60_000).max(1);
    match minutes {
        0..60 => (minutes, Unit::Minutes),
        60..2880 => (minutes / 60, Unit::Hours),
        _ => (minutes / 1440, Unit::Days),
    }
}

fn pick(locale: Locale, cn: &'static str, tw: &'static str, en: &'static str) -> &'static str {
    match locale {
        Locale::ZhCn => cn,
        Locale::ZhTw => tw,
        Locale::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_amounts_read_as_people_write_them() {
        assert_eq!(moment(Millis(1_772_416_800_000)), "03-02 10:00");
        assert_eq!(money(12_905), "¥129.05");
        assert_eq!(last_scan_age(Locale::ZhCn, 30_000), "最近一次更新在 1 分钟前。");
        assert_eq!(last_scan_age(Locale::ZhCn, 47 * 3_600_000), "最近一次更新在 47 小时前。");
        assert_eq!(last_scan_age(Locale::En, 80 * 3_600_000), "Last update 3 days ago.");
    }
}
