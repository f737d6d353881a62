//! What a message wants, of the intents of `data/intents.tsv`.

use crate::{
    message::Message,
    model::{DIMENSIONS, shipped},
    normalise::normalise,
};

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Intent {
    pub name: &'static str,
    /// How likely, 0..=1.
    pub share: f32,
}

const MOST: usize = 3;
/// Less is a guess like any other.
const LEAST: f32 = 0.12;

pub fn of(text: &str) -> Vec<Intent> {
    of_message(&Message::read(text))
}

/// The likeliest, and others that are nearly as likely.
pub(crate) fn of_message(message: &Message) -> Vec<Intent> {
    if !message.normal.chars().any(char::is_alphanumeric) {
        return vec![Intent { name: "unclear", share: 1.0 }];
    }
    let model = shipped::intent();
    let mut intents: Vec<Intent> =
        model.shares(&message.features).into_iter().enumerate().map(|(class, share)| Intent { name: model.name(class), share }).collect();
    intents.sort_by(|a, b| b.share.total_cmp(&a.share));
    let best = intents.first().map_or(0.0, |intent| intent.share);
    let mut place = 0;
    intents.retain(|intent| {
        place += 1;
        place == 1 || (place <= MOST && intent.share >= LEAST && intent.share >= best / 3.0)
    });
    intents
}

/// The label (a category's name and words) that means most what the intents are about; `None` when none is near.
pub fn closest(intents: &[Intent], labels: &[String]) -> Option<usize> {
    let direction = |text: &str| shipped::words().direction(&normalise(text));
    let likeness = |a: &[f32; DIMENSIONS], b: &[f32; DIMENSIONS]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    let meant: Vec<(f32, [f32; DIMENSIONS])> =
        intents.iter().filter_map(|intent| Some((intent.share, direction(words(intent.name))?))).collect();
    let total: f32 = meant.iter().map(|(share, _)| share).sum();
    let (at, score) = labels
        .iter()
        .enumerate()
        .filter_map(|(at, label)| {
            let label = direction(label)?;
            Some((at, meant.iter().map(|(share, meant)| share * likeness(meant, &label)).sum::<f32>()))
        })
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    (total > 0.0 && score / total >= NEAR).then_some(at)
}

const NEAR: f32 = 0.5;

/// What an intent is about in words of a shop; empty for what is about nothing: greetings, thanks, spam.
pub fn words(name: &str) -> &'static str {
    match name {
        "product_spec" => "商品信息 材质 尺寸 参数 规格 product details",
        "product_choice" => "选购 推荐 对比 尺码 choosing a product",
        "usage" => "使用 操作 安装 说明 how to use",
        "stock" => "库存 有货 补货 预售 stock",
        "price_promotion" => "价格 优惠 活动 折扣 赠品 price discount",
        "coupon_points" => "优惠券 积分 红包 会员 coupon points member",
        "price_protection" => "价保 降价 退差价 price protection",
        "authenticity" => "正品 真假 质检 鉴定 genuine",
        "shipping_terms" => "运费 包邮 快递 配送范围 shipping fee",
        "place_order" => "下单 付款 支付失败 payment order",
        "bulk_order" => "团购 批发 企业采购 bulk order",
        "invoice" => "发票 开票 抬头 invoice",
        "ship_urge" => "发货 催发货 什么时候发 shipping soon",
        "change_address" => "改地址 收货地址 电话 change address",
        "change_order" => "修改订单 备注 换颜色 change order",
        "cancel_order" => "取消订单 cancel order",
        "parcel_where" => "物流 快递到哪了 单号 track parcel",
        "parcel_stuck" => "物流不更新 快递延误 卡住 parcel delayed",
        "parcel_missing" => "丢件 未收到 签收未收到 parcel lost",
        "courier_problem" => "快递员 派送 送货上门 驿站 courier delivery",
        "parcel_damaged" => "破损 包裹损坏 漏液 damaged",
        "wrong_item" => "发错货 错发 wrong item",
        "missing_item" => "少发 漏发 缺件 missing item",
        "quality_defect" => "质量问题 故障 坏了 瑕疵 quality defect",
        "return_goods" => "退货 七天无理由 return",
        "exchange_goods" => "换货 exchange",
        "return_shipping" => "退货运费 寄回 取件 return shipping",
        "refund_only" => "仅退款 退款 refund",
        "refund_status" => "退款进度 退款到账 refund status",
        "aftersale_progress" => "售后进度 工单进度 aftersale progress",
        "repair_warranty" => "维修 保修 质保 配件 repair warranty",
        "safety_harm" => "安全 过敏 受伤 中毒 起火 safety",
        "compensation" => "赔偿 补偿 赔付 compensation",
        "complaint_service" => "投诉 服务态度 complaint service",
        "complaint_fraud" => "虚假宣传 假货 欺诈 投诉 fraud complaint",
        "reservation" => "预约 上门 安装时间 reservation",
        "store_info" => "门店 地址 营业时间 store",
        "account" => "账号 登录 密码 注销 account",
        "account_security" => "账号安全 盗号 诈骗 account security",
        "merchant_service" => "商家 入驻 结算 供应商 merchant",
        "callback" => "回电 电话联系 callback",
        "suggestion" => "建议 意见 suggestion",
        "praise" => "表扬 好评 praise",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_wishes_are_known() {
        for (text, name) in [
            ("什么时候发货", "ship_urge"),
            ("能开发票吗", "invoice"),
            ("我要退货", "return_goods"),
            ("where is my parcel", "parcel_where"),
            ("转人工", "ask_human"),
            ("谢谢", "thanks"),
            ("???", "unclear"),
        ] {
            assert_eq!(of(text)[0].name, name, "{text}: {:?}", of(text));
        }
    }

    #[test]
    fn an_intent_finds_the_category_that_is_about_it() {
        let labels = ["售前咨询 商品 规格", "物流 快递 包裹 查件", "退款 退钱 到账", "发票 开票 抬头"].map(String::from);
        for (text, place) in [("钱什么时候退给我", 2), ("包裹走到哪里了", 1), ("抬头开错了能重开吗", 3)] {
            assert_eq!(closest(&of(text), &labels), Some(place), "{text}");
        }
        assert_eq!(closest(&of("谢谢"), &labels), None);
        assert_eq!(closest(&of("钱什么时候退给我"), &[]), None);
    }

    #[test]
    fn every_intent_that_is_about_something_says_what() {
        let about_nothing = ["ask_human", "greeting", "thanks", "goodbye", "chitchat", "spam", "confirm", "deny", "give_info", "unclear"];
        for name in shipped::intent().names() {
            assert_eq!(words(name).is_empty(), about_nothing.contains(&name), "{name}");
        }
    }
}
