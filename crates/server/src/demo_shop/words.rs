//! The shop's own words in its two languages.

use yingke_core::{order::*, text::Locale};

macro_rules! words {
    ($($key:ident: $zh:literal, $en:literal;)*) => {
        /// All words of one language by key, for the templates.
        pub fn all(locale: Locale) -> serde_json::Value {
            let english = locale == Locale::En;
            let words = [$((stringify!($key), if english { $en } else { $zh }),)*];
            words.into_iter().map(|(key, text)| (key.to_owned(), serde_json::Value::from(text))).collect()
        }
    };
}

words! {
    home: "首页", "Home";
    orders: "我的订单", "My orders";
    me: "我的", "Me";
    search: "搜索商品", "Search products";
    all_products: "全部商品", "All products";
    contact: "联系客服", "Contact us";
    ask: "问问客服", "Ask about this";
    signed_in_as: "当前身份", "Signed in as";
    sign_in_as: "切换身份（演示）", "Switch customer (demo)";
    anonymous: "未登录访客", "Anonymous visitor";
    anonymous_hint: "像第一次来的人一样", "Like somebody new";
    other_language: "English", "简体中文";
    promise_return: "7 天无理由退货", "7-day returns";
    promise_dispatch: "48 小时内发货", "Dispatched in 48 hours";
    promise_freight: "满 59 元包邮", "Free delivery over ¥59";
    promise_warranty: "质量问题 15 天退换", "15-day quality cover";
    nothing_found: "没有找到相关商品，换个词试试。", "Nothing found. Try another word.";
    about: "商品详情", "About this product";
    spec: "规格", "Specification";
    sku: "货号", "Item";
    more: "看了又看", "More like this";
    dispatch_note: "现货，16:00 前付款当天出库", "In stock; paid before 16:00 ships today";
    back: "返回", "Back";
    order_no: "订单号", "Order";
    ordered_at: "下单时间", "Ordered";
    items: "件商品", "items";
    sum: "实付", "Paid";
    to_pay: "应付", "To pay";
    goods: "商品金额", "Goods";
    freight: "运费", "Delivery";
    discount: "优惠", "Discount";
    receiver: "收货信息", "Delivery address";
    note: "订单备注", "Note";
    track: "查看物流", "Track parcel";
    tracking: "物流信息", "Delivery progress";
    details: "订单详情", "Order details";
    request_refund: "申请退款", "Request a refund";
    request_return: "退货退款", "Return";
    request_exchange: "换货", "Exchange";
    request_trace: "物流异常", "Report a delivery problem";
    request_any: "申请售后", "After-sale service";
    request_invoice: "开发票", "Get an invoice";
    case: "售后", "After-sale";
    no_parcel: "包裹还没有发出。", "The parcel has not left yet.";
    stuck: "超过 3 天没有新的物流记录", "No news from the carrier for over 3 days";
    late: "已超过 48 小时发货承诺", "Past the 48-hour dispatch promise";
    tab_all: "全部", "All";
    no_orders: "这里还没有订单。", "No orders here yet.";
    sign_in_first: "登录后可以查看订单。请在右上角选择一位顾客。", "Sign in to see orders: choose a customer at the top right.";
    my_requests: "我的服务单", "My requests";
    my_requests_hint: "售后、投诉和维修的进度", "Returns, repairs and complaints, step by step";
    contact_hint: "机器人随时在，人工 9:00-22:00", "Bot any time, people 9:00-22:00";
    member_since: "注册于", "Member since";
    visitor_title: "您好，欢迎光临", "Welcome";
    footer: "青禾生活是迎客的演示商店，商品和订单都是虚构的。", "Qinghe Living is the demo shop of Yingke. Its products and orders are made up.";
}

pub fn order_state(state: OrderState, locale: Locale) -> &'static str {
    let (zh, en) = match state {
        OrderState::PendingPayment => ("待付款", "Waiting for payment"),
        OrderState::Paid => ("待发货", "Preparing"),
        OrderState::Shipped => ("运输中", "On its way"),
        OrderState::Delivered => ("已签收", "Delivered"),
        OrderState::Completed => ("已完成", "Completed"),
        OrderState::Cancelled => ("已取消", "Cancelled"),
    };
    if locale == Locale::En { en } else { zh }
}

/// What has been done, in order.
pub fn steps(locale: Locale) -> [&'static str; 5] {
    if locale == Locale::En {
        ["Ordered", "Paid", "Dispatched", "Delivered", "Completed"]
    } else {
        ["下单", "付款", "发货", "签收", "完成"]
    }
}

pub fn case_kind(kind: AftersaleKind, locale: Locale) -> &'static str {
    let (zh, en) = match kind {
        AftersaleKind::RefundOnly => ("仅退款", "Refund"),
        AftersaleKind::ReturnRefund => ("退货退款", "Return and refund"),
        AftersaleKind::Exchange => ("换货", "Exchange"),
        AftersaleKind::Resend => ("补发", "Replacement"),
        AftersaleKind::Repair => ("维修", "Repair"),
        AftersaleKind::PriceProtection => ("价保", "Price protection"),
        AftersaleKind::Compensation => ("补偿", "Compensation"),
    };
    if locale == Locale::En { en } else { zh }
}

pub fn case_state(state: AftersaleState, locale: Locale) -> &'static str {
    let (zh, en) = match state {
        AftersaleState::Applied => ("已申请", "Requested"),
        AftersaleState::MerchantReview => ("商家审核中", "Under review"),
        AftersaleState::Approved => ("已同意", "Approved"),
        AftersaleState::WaitBuyerReturn => ("等待寄回", "Waiting for your parcel"),
        AftersaleState::BuyerShipped => ("已寄回", "Sent back"),
        AftersaleState::Inspecting => ("验收中", "Being checked"),
        AftersaleState::Refunding => ("退款中", "Refund on its way"),
        AftersaleState::Reshipping => ("补寄中", "Being sent again"),
        AftersaleState::Repairing => ("维修中", "Being repaired"),
        AftersaleState::Done => ("已完成", "Done"),
        AftersaleState::Refused => ("未通过", "Refused"),
        AftersaleState::Arbitration => ("平台介入中", "With the platform"),
        AftersaleState::Closed => ("已关闭", "Closed"),
        AftersaleState::RefundFailed => ("退款失败", "Refund failed"),
    };
    if locale == Locale::En { en } else { zh }
}
