//! Two thousand customers; the first few are the ones that a visitor of the demo shop can be.

use super::{
    calendar::{DAY, HOUR},
    content::{City, content},
    random::Random,
};
use yingke_core::{
    customer::{Customer, Gender},
    time::Millis,
};

/// Somebody one can sign in as on the demo shop.
pub struct Persona {
    pub external_id: &'static str,
    pub nickname: &'static str,
    pub gender: Gender,
    pub tier: &'static str,
    pub city: &'static str,
    pub locale: &'static str,
    pub tags: &'static [&'static str],
    /// What is going on with this one's orders.
    pub story: &'static str,
}

pub const XIAOMAN: &str = "demo-xiaoman";

pub const PERSONAS: &[Persona] = &[
    Persona {
        external_id: XIAOMAN,
        nickname: "小满",
        gender: Gender::Female,
        tier: "金卡会员",
        city: "杭州",
        locale: "zh-CN",
        tags: &["老客户", "新居装修", "爱晒单"],
        story: "包裹卡住、刚签收、待发货、退款中",
    },
    Persona {
        external_id: "demo-aze",
        nickname: "阿泽",
        gender: Gender::Male,
        tier: "普通会员",
        city: "广州",
        locale: "zh-CN",
        tags: &["新客", "露营爱好者"],
        story: "待付款、运输中",
    },
    Persona {
        external_id: "demo-guoguo",
        nickname: "果果妈",
        gender: Gender::Female,
        tier: "银卡会员",
        city: "成都",
        locale: "zh-CN",
        tags: &["宝妈", "需耐心讲解"],
        story: "换货中、刚签收",
    },
    Persona {
        external_id: "demo-laozhou",
        nickname: "老周",
        gender: Gender::Male,
        tier: "钻石会员",
        city: "上海",
        locale: "zh-CN",
        tags: &["企业采购", "高价值", "VIP专席"],
        story: "大单待发货、已完成",
    },
    Persona {
        external_id: "demo-yating",
        nickname: "雅婷",
        gender: Gender::Female,
        tier: "银卡会员",
        city: "厦门",
        locale: "zh-TW",
        tags: &["海外集运"],
        story: "运输中、已签收",
    },
    Persona {
        external_id: "demo-emily",
        nickname: "Emily",
        gender: Gender::Female,
        tier: "普通会员",
        city: "深圳",
        locale: "en",
        tags: &["喜欢文字沟通"],
        story: "shipped, delivered",
    },
];

pub const CUSTOMERS: usize = 2_000;

/// An address with its receiver, as it stands on orders.
#[derive(Debug, Clone)]
pub struct Home {
    pub receiver: String,
    pub city: String,
    pub address: String,
}

pub struct People {
    pub customers: Vec<Customer>,
    pub homes: Vec<Home>,
}

/// Tiers, registration and last contact follow from the orders and are set later.
pub fn people(random: &mut Random, now: Millis) -> People {
    let mut people = People { customers: Vec::with_capacity(CUSTOMERS), homes: Vec::with_capacity(CUSTOMERS) };
    for number in 0..CUSTOMERS {
        let persona = PERSONAS.get(number);
        let home = home(random, persona.map(|persona| persona.city));
        let nickname = persona.map_or_else(|| nickname(random, &home.receiver), |persona| persona.nickname.to_owned());
        let gender = persona.map_or_else(|| [Gender::Female, Gender::Male, Gender::Unknown][random.weighted(&[58, 32, 10])], |p| p.gender);
        let tags = match persona {
            Some(persona) => persona.tags.iter().map(|tag| (*tag).to_owned()).collect(),
            None => tags(random),
        };
        let locale = persona.map_or_else(|| ["zh-CN", "zh-TW", "en"][random.weighted(&[92, 3, 5])], |persona| persona.locale);
        let phone = format!("1{}{}", random.pick(&["38", "39", "50", "51", "58", "59", "77", "80", "86", "88", "99"]), random.digits(8));
        let email = if random.chance(35) { format!("{}@example.com", mailbox(random)) } else { String::new() };
        let at = now.plus(-200 * DAY);
        people.customers.push(Customer {
            id: random.id(at),
            external_id: Some(persona.map_or_else(|| format!("u{}", 100_000 + number), |persona| persona.external_id.to_owned())),
            nickname,
            gender,
            registered_at: Some(at),
            is_member: true,
            tier: persona.map_or("普通会员", |persona| persona.tier).to_owned(),
            tags,
            phone,
            email,
            city: home.city.clone(),
            note: String::new(),
            locale: locale.to_owned(),
            anonymous: false,
            last_contact_at: None,
            version: 1,
            created_at: at,
            updated_at: at,
            source_at: Some(now.plus(-HOUR)),
        });
        people.homes.push(home);
    }
    people
}

fn home(random: &mut Random, city: Option<&str>) -> Home {
    let people = &content().people;
    let place: &City = match city {
        Some(name) => people.cities.iter().find(|place| place.city == name).unwrap_or(&people.cities[0]),
        None => random.pick(&people.cities),
    };
    let receiver = format!("{}{}", random.pick(&people.surnames), random.pick(&people.given_names));
    let province = if place.province == place.city { format!("{}市", place.city) } else { format!("{}{}市", place.province, place.city) };
    let address = format!(
        "{province}{}{}{}号{}{}幢{}{:02}室",
        random.pick(&place.districts),
        random.pick(&people.streets),
        random.between(1, 388),
        random.pick(&people.estates),
        random.between(1, 26),
        random.between(1, 18),
        random.between(1, 4),
    );
    Home { receiver, city: place.city.clone(), address }
}

fn nickname(random: &mut Random, receiver: &str) -> String {
    let people = &content().people;
    match random.weighted(&[62, 14, 12, 12]) {
        0 => random.pick(&people.nicknames).clone(),
        1 => format!("{}{}", random.pick(&people.nicknames), random.between(2, 99)),
        2 => receiver.to_owned(),
        _ => format!("{}**{}", receiver.chars().next().unwrap_or('客'), random.between(0, 9)),
    }
}

fn mailbox(random: &mut Random) -> String {
    let syllables = ["li", "wang", "chen", "xiao", "yu", "min", "hao", "jing", "tao", "mei", "lin", "qing", "zhou", "an"];
    format!("{}{}{}", random.pick(&syllables), random.pick(&syllables), random.between(1, 999))
}

fn tags(random: &mut Random) -> Vec<String> {
    let all = &content().people.tags;
    let mut tags: Vec<String> = (0..random.weighted(&[38, 30, 20, 12])).map(|_| random.pick(all).clone()).collect();
    tags.sort();
    tags.dedup();
    tags
}

/// By what was paid in twelve months, as the shop's own knowledge item says.
pub fn tier(paid_fen: i64) -> &'static str {
    match paid_fen {
        600_000.. => "钻石会员",
        200_000.. => "金卡会员",
        50_000.. => "银卡会员",
        _ => "普通会员",
    }
}
