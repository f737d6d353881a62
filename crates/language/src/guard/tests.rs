use super::*;
use proptest::prelude::*;

fn order(paid_fen: i64, state: OrderState) -> OrderFacts {
    OrderFacts {
        order_no: "QH20261103000123".into(),
        state,
        total_fen: paid_fen,
        paid_fen,
        freight_fen: 0,
        lines_fen: vec![(paid_fen, paid_fen)],
        aftersales: Vec::new(),
        address: "浙江省杭州市西湖区文三路 99 号 3 幢".into(),
        tracking_nos: vec!["75512345678901".into()],
    }
}

fn facts() -> Facts {
    Facts { orders: vec![order(12_900, OrderState::Paid)], ..Facts::default() }
}

fn codes(draft: &str, facts: &Facts) -> Vec<String> {
    check(draft, &GuardPolicy::default(), Role::Agent, facts).into_iter().map(|finding| finding.code).collect()
}

fn fixed(draft: &str, facts: &Facts) -> String {
    let mut units: Vec<u16> = draft.encode_utf16().collect();
    for finding in check(draft, &GuardPolicy::default(), Role::Agent, facts).into_iter().rev() {
        if let Some(fix) = finding.fix {
            units.splice(finding.start..finding.end, fix.encode_utf16());
        }
    }
    String::from_utf16(&units).expect("whole characters")
}

#[test]
fn everyday_answers_are_let_through() {
    for draft in [
        "您好,请问有什么可以帮您?",
        "退货运费 10 元由我们承担,您先垫付即可",
        "您的订单 QH20261103000123 还没有发货,仓库正在打包",
        "快递单号 75512345678901,您可以查一下",
        "预计 3 天内到账,请您留意",
        "优惠券满 99 元可用",
        "不一定今天能到,我帮您问一下快递",
        "请您今天把商品寄出",
        "质量保证您放心",
        "您实付 129 元,退款会原路退回",
        "退款 129 元审核通过后会原路退回",
        "订单已发货了吗?我帮您看看",
        "如果已签收,可以申请退货",
        "Your order should arrive within 3 days.",
        "客服热线 400-820-8820",
    ] {
        assert_eq!(codes(draft, &facts()), Vec::<String>::new(), "{draft}");
    }
}

#[test]
fn amounts_that_the_order_contradicts_are_found_with_the_right_one() {
    assert_eq!(codes("给您退款 199 元", &facts()), ["above_paid"]);
    assert_eq!(fixed("您实付 119 元", &facts()), "您实付 ¥129");
    assert_eq!(codes("You paid ¥99.00 for it", &facts()), ["wrong_paid"]);
    let listed = Facts { prices_fen: vec![5_990], ..Facts::default() };
    assert_eq!(fixed("这款售价 49.9 元哦", &listed), "这款售价 ¥59.90哦");
    let said = Facts { shop_texts: vec!["活动期间售价 49.9 元".into()], ..listed };
    assert_eq!(codes("这款售价 49.9 元哦", &said), Vec::<String>::new());
    // Nothing is known: nothing contradicts.
    assert_eq!(codes("您实付 119 元", &Facts::default()), Vec::<String>::new());
}

#[test]
fn gifts_beyond_the_limit_of_the_role_are_found_also_in_pieces() {
    assert_eq!(codes("补偿您 50 元红包", &facts()), Vec::<String>::new());
    assert_eq!(codes("补偿您 60 元", &facts()), ["over_limit"]);
    assert_eq!(codes("补偿您六十元", &facts()), ["over_limit"]);
    assert_eq!(codes("给您便宜60块", &facts()), ["over_limit"]);
    assert_eq!(codes("We can offer a voucher of 80 yuan", &facts()), ["over_limit"]);
    let before = Facts { promised_fen: vec![3_000], ..facts() };
    assert_eq!(codes("再补偿您 30 元", &before), Vec::<String>::new(), "the same amount again is said twice, not given twice");
    assert_eq!(fixed("再补偿您 40 元", &before), "再补偿您 ¥20");
    // Part of the order's money that is none of its amounts is a gift too.
    assert_eq!(codes("退您 80 元,商品您留着", &facts()), ["over_limit"]);
    let policy = GuardPolicy::default();
    assert!(check("补偿您 60 元", &policy, Role::Supervisor, &facts()).is_empty());
    assert!(check("补偿您 6000 元", &policy, Role::Owner, &facts()).is_empty());
    assert_eq!(given_away_fen("补偿您 20 元,退款 129 元"), [2_000]);
}

#[test]
fn claims_that_the_order_contradicts_are_found() {
    assert_eq!(codes("您的订单已发货", &facts()), ["not_shipped"]);
    assert_eq!(codes("Your order has been shipped", &facts()), ["not_shipped"]);
    assert_eq!(codes("订单已签收", &facts()), ["not_delivered"]);
    assert_eq!(codes("款项已到账", &facts()), ["not_refunded"]);
    let done = OrderFacts { aftersales: vec![(AftersaleState::Done, 12_900)], ..order(12_900, OrderState::Completed) };
    let done = Facts { orders: vec![done], ..Facts::default() };
    for draft in ["您的订单已发货", "订单已签收", "退款已到账"] {
        assert_eq!(codes(draft, &done), Vec::<String>::new(), "{draft}");
    }
}

#[test]
fn promises_are_found_and_softened_in_the_spelling_of_the_draft() {
    assert_eq!(fixed("退款明天到账", &facts()), "退款预计明天到账");
    assert_eq!(fixed("退款明天入帳,請放心", &facts()), "退款預計明天入帳,請放心");
    assert_eq!(fixed("一定帮您解决", &facts()), "会尽力帮您解决");
    assert_eq!(fixed("马上给您退款", &facts()), "尽快给您退款");
    assert_eq!(fixed("Your refund will definitely be in your account", &facts()), "Your refund should be in your account");
    assert_eq!(codes("It will be delivered tomorrow", &facts()), ["date"]);
    assert_eq!(codes("48小时内发货", &facts()), ["date"]);
    let said = Facts { shop_texts: vec!["付款后 48 小时内发货".into()], ..facts() };
    assert_eq!(codes("48小时内发货", &said), Vec::<String>::new());
}

#[test]
fn forbidden_words_are_found_however_they_are_hidden() {
    assert_eq!(codes("你有病吧", &facts()), ["word"]);
    assert_eq!(codes("你有\u{200b}病吧", &facts()), ["word"]);
    assert_eq!(codes("ＩＤＩＯＴ", &facts()), ["word"]);
    assert_eq!(codes("idiotic", &facts()), Vec::<String>::new());
    assert_eq!(fixed("全网最低价", &facts()), "优惠价");
}

#[test]
fn personal_data_is_found_by_its_checksum_and_masked() {
    assert_eq!(fixed("打13812345678这个电话", &facts()), "打138****5678这个电话");
    assert_eq!(fixed("打 138-1234-5678", &facts()), "打 138****5678");
    assert_eq!(fixed("身份证11010519491231002X", &facts()), "身份证110************02X");
    assert_eq!(codes("编号110105194912310021", &facts()), Vec::<String>::new(), "the check digit is wrong");
    assert_eq!(fixed("卡号 4111 1111 1111 1111", &facts()), "卡号 ****1111");
    assert_eq!(codes("卡号 4111 1111 1111 1112", &facts()), Vec::<String>::new());
    assert_eq!(fixed("写信到 lin.mei@example.com", &facts()), "写信到 l***@example.com");
    assert_eq!(fixed("寄到浙江省杭州市西湖区文三路 99 号 3 幢对吗", &facts()), "寄到浙江省杭州市西湖区****对吗");
    let other = Facts { foreign_orders: vec!["QH20261103000999".into()], ..facts() };
    assert_eq!(fixed("另一位客户的 QH20261103000999 也没发", &other), "另一位客户的 QH**** 也没发");
    let public = Facts { shop_texts: vec!["门店电话 13812345678".into()], ..facts() };
    assert_eq!(codes("打13812345678", &public), Vec::<String>::new());
}

#[test]
fn a_kind_that_is_off_finds_nothing_and_places_count_as_javascript_does() {
    let off = GuardPolicy { personal: GuardLevel::Off, ..GuardPolicy::default() };
    assert!(check("打13812345678", &off, Role::Agent, &facts()).is_empty());
    let finding = &check("😀打13812345678", &GuardPolicy::default(), Role::Agent, &facts())[0];
    assert_eq!((finding.start, finding.end), (3, 14));
    assert_eq!(finding.text, "13812345678");
}

#[test]
fn only_drafts_with_something_to_compare_ask_for_facts() {
    assert!(!needs_facts("您好,我帮您看一下"));
    assert!(needs_facts("给您补偿 20 元"));
    assert!(needs_facts("明天到账"));
    assert!(needs_facts("您的订单已发货"));
    assert!(needs_facts("13812345678"));
}

proptest! {
    #[test]
    fn no_draft_makes_it_panic(draft in "\\PC{0,300}") {
        let policy = GuardPolicy::default();
        for finding in check(&draft, &policy, Role::Agent, &facts()) {
            prop_assert!(finding.start <= finding.end && finding.end <= draft.encode_utf16().count());
        }
        needs_facts(&draft);
    }
}
