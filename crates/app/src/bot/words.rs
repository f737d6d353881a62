//! What the bot says about orders, parcels and answers, in the customer's language. (The thread's own lines stand in
//! [`super::phrases`].)

use yingke_core::{
    order::{AftersaleKind, AftersaleState, OrderState, rights::MayReturn},
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
    greeting = "您好！查物流、退换货、发票都可以直接问我。", "您好！查物流、退換貨、發票都可以直接問我。", "Hello! Ask me about delivery, returns or invoices.";
    thanks = "不客气，还有需要随时找我。", "不客氣，有需要隨時找我。", "You're welcome. I'm here if anything else comes up.";
    farewell = "再见，祝您生活愉快。", "再見，祝您有美好的一天。", "Goodbye, and have a nice day.";
    acknowledged = "好的。还有其他问题可以继续问我。", "好的。還有其他問題可以繼續問我。", "All right. Ask me if there is anything else.";
    who = "我是智能客服机器人。我解决不了的，可以为您转人工客服。", "我是智慧客服機器人。我解決不了的，可以為您轉接真人客服。", "I'm the shop's bot. What I can't solve, a person can.";
    sorry_angry = "非常抱歉给您带来不好的体验。您可以马上联系人工客服处理：", "非常抱歉造成您不好的體驗。您可以馬上請真人客服協助處理：", "I'm very sorry about this experience. A person can take care of it right away:";
    sorry_closed = "非常抱歉给您带来不好的体验。现在没有客服在线，请提交请求，我们会优先处理：", "非常抱歉造成您不好的體驗。目前沒有客服在線上，請送出需求單，我們會優先處理：", "I'm very sorry about this experience. Nobody is on duty right now; leave a request and we will handle it first:";
    solved = "已解决", "已解決", "Solved";
    unsolved = "未解决", "未解決", "Not solved";
    do_it_now = "现在就办", "現在就辦", "Do it now";
    glad = "很高兴能帮到您！", "很高興能幫到您！", "Glad that helped!";
    sorry_unsolved = "抱歉没有帮到您。您可以转人工客服，或者提交请求，我们会跟进到底。", "抱歉沒有幫到您。您可以轉接真人客服，或送出需求單，我們會追蹤到底。", "Sorry that this did not help. You can talk to a person, or leave a request that we follow up.";
    did_you_mean = "您想问的是不是：", "您想問的是不是：", "Did you mean:";
    gone = "这条内容已经更新或过期了。您可以换个说法再问一次，或者选择：", "這則內容已更新或過期了。您可以換個說法再問一次，或選擇：", "That answer is out of date. You can ask again in other words, or choose:";
    which_order = "您想查哪一单？", "您想查哪一筆訂單？", "Which order is it about?";
    no_parcel = "您名下没有正在运送的订单。如果是用其他账号下的单，请登录那个账号再查，或转人工客服。", "您的帳號下沒有運送中的訂單。若是用其他帳號下單，請登入該帳號再查，或轉接真人客服。", "There is no order under way in this account. If you ordered with another account, sign in there, or talk to a person.";
    no_refund = "您名下没有进行中的退款或售后。", "您的帳號下沒有進行中的退款或售後。", "There is no refund or after-sale case under way in this account.";
    progress = "物流进度", "物流進度", "Delivery progress";
    stuck = "物流不更新", "物流沒更新", "Tracking not updating";
    refund_progress = "退款进度", "退款進度", "Refund progress";
    when_shipped = "什么时候发货", "什麼時候出貨", "When will it ship?";
    trace = "登记物流查询", "登記物流查詢", "Have it traced";
    after_sale = "申请售后", "申請售後", "Ask for after-sale service";
    pick_request = "请点下面的按钮填写，订单信息会自动带上，提交后可以随时看进度。", "請點下方按鈕填寫，訂單資訊會自動帶入，送出後可隨時查看進度。", "Use the button below; the order is filled in for you, and you can follow it afterwards.";
    what_about_order = "这是您的订单，想了解什么？", "這是您的訂單，想了解什麼？", "Here is your order. What would you like to know?";
    may_return = "能不能退", "能不能退", "Can I return it?";
    price_protection = "价保补差", "價保補差", "Price protection";
    rights_source = "订单与店铺规则", "訂單與商店規則", "Your order and the shop's terms";
    price_source = "订单与现价", "訂單與現價", "Your order and today's price";
    industry_source = "通用说明", "通用說明", "General information";
    no_order_for_it = "您名下没有符合的订单。如果是用其他账号下的单，请登录那个账号再查，或转人工客服。", "您的帳號下沒有符合的訂單。若是用其他帳號下單，請登入該帳號再查，或轉接真人客服。", "There is no order in this account that this could be about. If you ordered with another account, sign in there, or talk to a person.";
    picture_received = "图片收到了。请用一句话告诉我想解决什么，或选择：", "圖片收到了。請用一句話告訴我想解決什麼，或選擇：", "I have your picture. Tell me in a sentence what you need, or choose:";
    voice_received = "语音收到了，但我现在听不了语音。请打字告诉我，或选择：", "語音收到了，但我目前無法聽取語音。請打字告訴我，或選擇：", "I have your voice message but cannot listen to it. Please type it, or choose:";
    file_received = "文件收到了。请用一句话告诉我想解决什么，或选择：", "檔案收到了。請用一句話告訴我想解決什麼，或選擇：", "I have your file. Tell me in a sentence what you need, or choose:";
    unanswered_part = "这个问题我还答不上：", "這個問題我還答不上：", "I cannot answer this part yet:";
    again_else = "刚才的回答看来没有帮到您。换个说法，或者告诉我订单号，我再查一次。", "剛才的回答看來沒有幫到您。換個說法，或告訴我訂單編號，我再查一次。", "That answer does not seem to help. Put it in other words, or tell me the order number and I will look again.";
    again_person = "同样的话我已经说过两遍了。这个问题交给人来处理更好，请选择：", "同樣的話我已經說過兩次了。這個問題交給真人處理比較好，請選擇：", "I have said the same twice. A person is better here, please choose:";
    again_request = "为了不耽误您，请提交一个请求，我们会跟进到底：", "為了不耽誤您，請送出需求單，我們會追蹤到底：", "To save your time, leave a request and we will follow it up:";
    flow_gone = "这个办理已经结束了。需要的话请再说一次您想办什么。", "這個辦理已經結束了。需要的話請再說一次您想辦什麼。", "That is over already. Tell me again what you would like to do.";
    flow_no_order = "没有找到这张订单。", "找不到這筆訂單。", "That order cannot be found.";
    flow_sent_already = "这张订单现在不能这样改了：已经发出，或状态变了。", "這筆訂單現在不能這樣更改：已出貨，或狀態已改變。", "This can no longer be done: the order has been sent or has changed.";
    flow_no_refund = "这张订单现在不能自助申请退款。", "這筆訂單目前無法自助申請退款。", "A refund cannot be applied for here now.";
    flow_full = "这个时间刚刚被订满了。", "這個時段剛剛額滿了。", "That time has just been taken.";
    flow_menu_changed = "菜单有变动，这一单没有提交。", "菜單有變動，這筆訂單沒有送出。", "The menu has changed; nothing was ordered.";
    so_sorry = "非常抱歉，", "非常抱歉，", "We're very sorry that ";
    person_at_once = "您可以马上联系人工客服处理：", "您可以馬上請真人客服協助處理：", "A person can take care of it right away:";
    sorry_1 = "很抱歉，", "很抱歉，", "We're sorry that ";
    sorry_2 = "真的对不起，", "真的對不起，", "We apologise that ";
    sorry_3 = "您说的我都看到了，很抱歉，", "您說的我都看到了，很抱歉，", "I have read it all: we're sorry that ";
    sorry_quality = "商品的质量让您失望了。", "商品的品質讓您失望了。", "the quality has let you down.";
    sorry_damaged = "收到的商品有破损，给您添堵了。", "收到的商品有破損，造成您的困擾。", "it reached you damaged.";
    sorry_late = "物流让您久等了。", "物流讓您久等了。", "you have had to wait so long for your parcel.";
    sorry_wrong_item = "听起来收到的商品不对，给您添麻烦了。", "聽起來收到的商品不對，造成您的不便。", "you seem to have got the wrong item.";
    sorry_missing = "听起来收到的东西不齐，给您添麻烦了。", "聽起來收到的東西不齊，造成您的不便。", "something seems to be missing.";
    sorry_not_as_shown = "实物和您期待的不一样，让您失望了。", "實品和您期待的不同，讓您失望了。", "it is not what the page made you expect.";
    sorry_fake = "让您对商品的真假起了疑心。", "讓您對商品的真偽起了疑慮。", "you have doubts whether it is genuine.";
    sorry_refused = "退换的事办得不顺，让您着急了。", "退換的事辦得不順，讓您著急了。", "your return or refund has not gone well.";
    sorry_service = "我们的服务让您不满意了。", "我們的服務讓您不滿意了。", "our service has not been good enough.";
    sorry_price = "价格让您觉得不值。", "價格讓您覺得不值得。", "it did not seem worth its price.";
    sorry_at_all = "这次的体验让您不满意了。", "這次的體驗讓您不滿意了。", "this has not been a good experience.";
    sorry_order_open = "可以从您的订单开始处理，也可以找人工客服：", "可以從您的訂單開始處理，也可以找真人客服：", "You can start from your order, or talk to a person:";
    sorry_order_closed = "可以从您的订单开始处理。现在没有客服在线，也可以提交请求或留言：", "可以從您的訂單開始處理。目前沒有客服在線上，也可以送出需求單或留言：", "You can start from your order. Nobody is on duty right now; you can also leave a request or a message:";
    sorry_open = "您可以找人工客服处理，或提交请求，进度随时可查：", "您可以請真人客服處理，或送出需求單，進度隨時可查：", "A person can look into it, or leave a request that you can follow:";
    sorry_shut = "现在没有客服在线，请提交请求或留言，进度随时可查：", "目前沒有客服在線上，請送出需求單或留言，進度隨時可查：", "Nobody is on duty right now; leave a request or a message, which you can follow:";
    praised = "谢谢您的认可！您满意就好，有需要随时找我。", "謝謝您的肯定！您滿意就好，有需要隨時找我。", "Thank you, that is good to hear! I'm here if you need anything.";
    praised_again = "收到，谢谢您告诉我们这些！", "收到，謝謝您告訴我們這些！", "Thanks for telling us!";
    heard_both = "谢谢您说得这么具体，好的和不好的都看到了。不满意的地方，可以从这里处理：", "謝謝您說得這麼具體，好的和不好的都看到了。不滿意的地方，可以從這裡處理：", "Thank you for telling us what is good and what is not. For what is not, you can start here:";
    heard_both_again = "收到，谢谢您补充。需要处理哪一点，可以直接说，或选择：", "收到，謝謝您補充。需要處理哪一點，可以直接說，或選擇：", "Thanks for adding that. Tell me what should be put right, or choose:";
    what_do_you_need = "请问需要我帮您做什么？可以直接说，或点一个常问的：", "請問需要我幫您做什麼？可以直接說，或點一個常問的：", "What can I help you with? Tell me, or pick one of these:";
    need_in_words = "我还不确定您需要什么。请用一句话说说想解决的事，或选择：", "我還不確定您需要什麼。請用一句話說說想解決的事，或選擇：", "I'm not sure yet what you need. Say in a sentence what it is about, or choose:";
    cannot_answer_yet = "这个问题我还答不上，您可以换个说法，或选择：", "這個問題我還答不上，您可以換個說法，或選擇：", "I can't answer that yet. You can put it in other words, or choose:";
    colon = "：", "：", ": ";
    logistics_source = "实时物流", "即時物流", "Live tracking";
    refund_source = "实时售后进度", "即時售後進度", "Live after-sale state";
    product_source = "商品信息", "商品資訊", "Product data";
}

pub fn not_yours(locale: Locale, number: &str) -> String {
    match locale {
        Locale::ZhCn => format!("在您的账号下没有查到 {number}。请核对号码；如果是用其他账号下的单，请登录那个账号再查，或转人工客服。"),
        Locale::ZhTw => format!("在您的帳號下查無 {number}。請確認號碼；若是用其他帳號下單，請登入該帳號再查，或轉接真人客服。"),
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
        AftersaleState::RefundFailed => ("退款失败，正在重试", "退款失敗，重試中", "refund failed, being retried"),
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
        "包裹可能停住了。点“登记物流查询”，我们会联系快递核实并把结果告诉您。",
        "包裹可能停住了。點「登記物流查詢」，我們會聯繫物流核實並告知結果。",
        "The parcel may be stuck. Choose “Have it traced”: we ask the carrier and tell you the result.",
    )
}

pub fn moving_hint(locale: Locale) -> &'static str {
    pick(locale, "物流还在正常更新。", "物流仍正常更新中。", "It is still being scanned on its way.")
}

pub fn parcel(locale: Locale, carrier: &str, tracking_no: &str) -> String {
    match locale {
        Locale::ZhCn => format!("{carrier}，单号 {tracking_no}"),
        Locale::ZhTw => format!("{carrier}，單號 {tracking_no}"),
        Locale::En => format!("{carrier}, tracking number {tracking_no}"),
    }
}

pub fn order_head(locale: Locale, order_no: &str, state: OrderState) -> String {
    let state = order_state(locale, state);
    match locale {
        Locale::ZhCn => format!("订单 {order_no}：{state}"),
        Locale::ZhTw => format!("訂單 {order_no}：{state}"),
        Locale::En => format!("Order {order_no}: {state}"),
    }
}

pub fn waiting_to_ship(locale: Locale, paid_at: Option<Millis>, now: Millis) -> String {
    let hours = paid_at.map(|at| now.since(at) / 3_600_000);
    match (locale, hours) {
        (Locale::ZhCn, Some(h)) => format!("您付款 {h} 小时了，仓库还没有发出。"),
        (Locale::ZhTw, Some(h)) => format!("您已付款 {h} 小時，倉庫尚未出貨。"),
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
        Locale::ZhCn => format!("{kind} {amount}：{state}（{day} 申请）"),
        Locale::ZhTw => format!("{kind} {amount}：{state}（{day} 申請）"),
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

pub fn flow_address_changed(locale: Locale, order_no: &str) -> String {
    match locale {
        Locale::ZhCn => format!("订单 {order_no} 的收货地址已改好。"),
        Locale::ZhTw => format!("訂單 {order_no} 的收件地址已更新。"),
        Locale::En => format!("The address of order {order_no} has been changed."),
    }
}

pub fn flow_cancelled(locale: Locale, order_no: &str, paid: bool) -> String {
    match (locale, paid) {
        (Locale::ZhCn, true) => format!("订单 {order_no} 已取消，货款会原路退回。"),
        (Locale::ZhTw, true) => format!("訂單 {order_no} 已取消，款項會退回原付款方式。"),
        (Locale::En, true) => format!("Order {order_no} is cancelled; the money goes back the way you paid."),
        (Locale::ZhCn, false) => format!("订单 {order_no} 已取消。"),
        (Locale::ZhTw, false) => format!("訂單 {order_no} 已取消。"),
        (Locale::En, false) => format!("Order {order_no} is cancelled."),
    }
}

pub fn flow_refund_filed(locale: Locale, number: &str) -> String {
    match locale {
        Locale::ZhCn => format!("退款申请已提交，编号 {number}，进度可以在“我的请求”里随时查看。"),
        Locale::ZhTw => format!("退款申請已送出，編號 {number}，進度可隨時在「我的需求單」查看。"),
        Locale::En => format!("The refund has been applied for, number {number}. You can follow it under your requests."),
    }
}

pub fn flow_reserved(locale: Locale, slot: &str) -> String {
    match locale {
        Locale::ZhCn => format!("已为您约好 {slot}。"),
        Locale::ZhTw => format!("已為您預約 {slot}。"),
        Locale::En => format!("Reserved for {slot}."),
    }
}

pub fn flow_ordered(locale: Locale, order_no: &str, fen: i64) -> String {
    let amount = money(fen);
    match locale {
        Locale::ZhCn => format!("已下单，订单号 {order_no}，共 {amount}，请尽快付款。"),
        Locale::ZhTw => format!("已成立訂單，編號 {order_no}，共 {amount}，請盡快付款。"),
        Locale::En => format!("Ordered: number {order_no}, {amount} to pay."),
    }
}

/// May it be returned: what the order and the shop's terms say.
pub fn may_return_answer(locale: Locale, may: MayReturn) -> String {
    let at = |at| moment(at);
    match (may, locale) {
        (MayReturn::Until(until), Locale::ZhCn) => format!("可以退：{} 前都能申请无理由退货，商品保持完好即可。", at(until)),
        (MayReturn::Until(until), Locale::ZhTw) => format!("可以退：{} 前都能申請無理由退貨，商品保持完好即可。", at(until)),
        (MayReturn::Until(until), Locale::En) => {
            format!("Yes: until {} it can be returned without a reason, in good condition.", at(until))
        }
        (MayReturn::Late(until), Locale::ZhCn) => format!("无理由退货的期限已在 {} 结束。有质量问题仍可申请售后。", at(until)),
        (MayReturn::Late(until), Locale::ZhTw) => format!("無理由退貨的期限已於 {} 結束。有品質問題仍可申請售後。", at(until)),
        (MayReturn::Late(until), Locale::En) => {
            format!("The time to return it without a reason ended on {}. Faults are still taken care of.", at(until))
        }
        (MayReturn::CancelInstead, Locale::ZhCn) => "还没有发货，可以直接取消订单，不用退货。".to_owned(),
        (MayReturn::CancelInstead, Locale::ZhTw) => "尚未出貨，可以直接取消訂單，不用退貨。".to_owned(),
        (MayReturn::CancelInstead, Locale::En) => "It has not been sent yet: the order can simply be cancelled.".to_owned(),
        (MayReturn::OnItsWay, Locale::ZhCn) => "包裹还在路上：可以拒收，或签收后再申请退货。".to_owned(),
        (MayReturn::OnItsWay, Locale::ZhTw) => "包裹還在路上：可以拒收，或簽收後再申請退貨。".to_owned(),
        (MayReturn::OnItsWay, Locale::En) => "It is on its way: refuse the parcel, or ask for a return once it has come.".to_owned(),
        (MayReturn::OnlyFaulty, Locale::ZhCn) => "这类商品不支持无理由退货；有质量问题可以申请售后。".to_owned(),
        (MayReturn::OnlyFaulty, Locale::ZhTw) => "這類商品不適用無理由退貨；有品質問題可以申請售後。".to_owned(),
        (MayReturn::OnlyFaulty, Locale::En) => "Goods of this kind are not taken back without a reason; faults are.".to_owned(),
        (MayReturn::NotPaid, Locale::ZhCn) => "这张订单还没有付款，不需要退。".to_owned(),
        (MayReturn::NotPaid, Locale::ZhTw) => "這筆訂單尚未付款，不需要退。".to_owned(),
        (MayReturn::NotPaid, Locale::En) => "It has not been paid for, so there is nothing to return.".to_owned(),
        (MayReturn::Cancelled, Locale::ZhCn) => "这张订单已经取消了。".to_owned(),
        (MayReturn::Cancelled, Locale::ZhTw) => "這筆訂單已經取消了。".to_owned(),
        (MayReturn::Cancelled, Locale::En) => "This order was cancelled.".to_owned(),
    }
}

/// One line of the order: paid, now, and what comes back.
pub fn price_line(locale: Locale, title: &str, paid_fen: i64, now_fen: i64, quantity: i64) -> String {
    let (paid, now) = (money(paid_fen), money(now_fen));
    match locale {
        Locale::ZhCn => format!("{title}：买时 {paid}，现价 {now}，{quantity} 件"),
        Locale::ZhTw => format!("{title}：購買時 {paid}，現價 {now}，{quantity} 件"),
        Locale::En => format!("{title}: paid {paid}, now {now}, {quantity} pcs"),
    }
}

pub fn price_result(locale: Locale, fen: i64, until: Option<Millis>, open: bool) -> String {
    let (amount, day) = (money(fen), until.map(moment).unwrap_or_default());
    match (locale, open, fen > 0) {
        (Locale::ZhCn, true, true) => format!("可补差价 {amount}（同款同规格，不含仅限个人的优惠券），{day} 前可以申请。"),
        (Locale::ZhTw, true, true) => format!("可補差價 {amount}（同款同規格，不含限個人使用的優惠券），{day} 前可以申請。"),
        (Locale::En, true, true) => format!("{amount} can be made good (same item, personal coupons not counted); apply before {day}."),
        (Locale::ZhCn, true, false) => format!("现在没有差价可补；{day} 前降价都可以来申请。"),
        (Locale::ZhTw, true, false) => format!("目前沒有差價可補；{day} 前降價都可以來申請。"),
        (Locale::En, true, false) => format!("There is no difference now; until {day} a lower price is made good."),
        (Locale::ZhCn, false, _) => "这张订单不在价格保护期内。".to_owned(),
        (Locale::ZhTw, false, _) => "這筆訂單不在價格保護期內。".to_owned(),
        (Locale::En, false, _) => "This order is outside price protection.".to_owned(),
    }
}

/// `2026-03-02` in China's time.
pub fn day(at: Millis) -> String {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(8));
    jiff::Timestamp::from_millisecond(at.0).map(|t| t.to_zoned(zone).strftime("%Y-%m-%d").to_string()).unwrap_or_default()
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
