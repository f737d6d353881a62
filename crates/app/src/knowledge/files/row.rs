//! One item as a row of named cells. A column that a file does not have leaves that part of an item alone.

use std::collections::BTreeMap;
use yingke_core::{
    knowledge::{Content, Knowledge},
    time::{CHINA_MS, Millis},
};

yingke_core::word_enum! {
    /// Columns, in the order in which files have them.
    Column {
        Key = "key",
        Kind = "kind",
        Lang = "lang",
        Category = "category",
        Question = "question",
        Similar = "similar",
        Answer = "answer",
        Shortcut = "shortcut",
        Source = "source",
        OwnerLine = "owner_line",
        ValidFrom = "valid_from",
        /// The last day on which it holds.
        ValidTo = "valid_to",
        MustRead = "must_read",
    }
}

impl Column {
    /// By its own name or by what people call it.
    pub fn called(title: &str) -> Option<Column> {
        let title = title.trim().trim_start_matches('\u{feff}').to_lowercase();
        title.parse().ok().or(match title.as_str() {
            "编号" | "編號" | "标识" => Some(Column::Key),
            "类型" | "類型" | "种类" => Some(Column::Kind),
            "语言" | "語言" | "language" => Some(Column::Lang),
            "分类" | "分類" => Some(Column::Category),
            "问题" | "問題" | "标题" | "標題" | "title" => Some(Column::Question),
            "相似问法" | "相似問法" | "相似问题" | "similar questions" => Some(Column::Similar),
            "答案" | "回答" | "内容" | "內容" | "body" => Some(Column::Answer),
            "快捷词" | "快捷詞" => Some(Column::Shortcut),
            "来源" | "來源" => Some(Column::Source),
            "业务线" | "業務線" | "owner" | "business line" => Some(Column::OwnerLine),
            "开始日期" | "開始日期" | "生效日期" => Some(Column::ValidFrom),
            "结束日期" | "結束日期" | "失效日期" => Some(Column::ValidTo),
            "必读" | "必讀" => Some(Column::MustRead),
            _ => None,
        })
    }
}

/// As it stands in a file: place of the row (the first row of data is 1) and its cells.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    pub place: i64,
    pub cells: BTreeMap<Column, String>,
}

pub fn of(place: i64, item: &Knowledge) -> Row {
    let cells = Column::ALL.iter().map(|column| (*column, cell(item, *column))).collect();
    Row { place, cells }
}

fn cell(item: &Knowledge, column: Column) -> String {
    match column {
        Column::Key => item.key.clone(),
        Column::Kind => item.kind.to_string(),
        Column::Lang => item.lang.clone(),
        Column::Category => item.category.clone(),
        Column::Question => item.question.clone(),
        Column::Similar => item.similar.join("\n"),
        Column::Answer => item.answer.clone(),
        Column::Shortcut => item.shortcut.clone(),
        Column::Source => item.source.clone(),
        Column::OwnerLine => item.owner_line.clone(),
        Column::ValidFrom => item.valid_from.map(day).unwrap_or_default(),
        Column::ValidTo => item.valid_to.map(|to| day(Millis(to.0 - 1))).unwrap_or_default(),
        Column::MustRead => if item.must_read { "yes" } else { "" }.to_owned(),
    }
}

/// The row laid over what is there. The column's name and a sentence when a cell cannot be read.
pub fn onto(row: &Row, before: Content) -> Result<Content, (Column, String)> {
    let mut content = before;
    for (column, text) in &row.cells {
        let text = text.trim();
        let wrong = |what: &str| (*column, format!("{text:?} is not {what}"));
        match column {
            Column::Key => {}
            Column::Kind if text.is_empty() => {}
            Column::Kind => content.kind = text.parse().map_err(|_| wrong("question, article, script or sop"))?,
            Column::Lang if text.is_empty() => {}
            Column::Lang => content.lang = text.to_owned(),
            Column::Category => content.category = text.to_owned(),
            Column::Question => content.question = text.to_owned(),
            Column::Similar => content.similar = text.split(['\n', '|']).map(|one| one.trim().to_owned()).collect(),
            Column::Answer if text == content.answer => {}
            Column::Answer => {
                // Plain text took the place of what an editor made.
                content.html.clear();
                content.answer = text.to_owned();
            }
            Column::Shortcut => content.shortcut = text.to_owned(),
            Column::Source => content.source = text.to_owned(),
            Column::OwnerLine => content.owner_line = text.to_owned(),
            Column::ValidFrom => content.valid_from = start_of(text).map_err(|()| wrong("a day such as 2026-11-11"))?,
            Column::ValidTo => {
                content.valid_to = start_of(text).map_err(|()| wrong("a day such as 2026-11-11"))?.map(|start| start.plus(DAY_MS));
            }
            Column::MustRead => content.must_read = matches!(text.to_lowercase().as_str(), "yes" | "true" | "1" | "是" | "y"),
        }
    }
    Ok(content)
}

const DAY_MS: i64 = 86_400_000;

fn day(at: Millis) -> String {
    let date = jiff::Timestamp::from_millisecond(at.0 + CHINA_MS).unwrap_or_default().to_zoned(jiff::tz::TimeZone::UTC);
    date.strftime("%Y-%m-%d").to_string()
}

fn start_of(text: &str) -> Result<Option<Millis>, ()> {
    if text.is_empty() {
        return Ok(None);
    }
    let text = text.split([' ', 'T']).next().unwrap_or_default().replace(['/', '.'], "-");
    let date: jiff::civil::Date = jiff::fmt::strtime::parse("%Y-%m-%d", &text).and_then(|parsed| parsed.to_date()).map_err(|_| ())?;
    let start = date.to_zoned(jiff::tz::TimeZone::UTC).map_err(|_| ())?.timestamp().as_millisecond();
    Ok(Some(Millis(start - CHINA_MS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_of_a_file_is_a_whole_day() {
        let row = |from: &str, to: &str| Row {
            place: 1,
            cells: BTreeMap::from([(Column::ValidFrom, from.to_owned()), (Column::ValidTo, to.to_owned())]),
        };
        let content = onto(&row("2026-11-11", "2026/11/11"), Content::default()).expect("days");
        assert_eq!(content.valid_to.map(|to| to.0), content.valid_from.map(|from| from.0 + DAY_MS));
        assert_eq!(day(content.valid_from.expect("a day")), "2026-11-11");
        assert_eq!(onto(&row("", ""), Content::default()).expect("none").valid_from, None);
        assert!(onto(&row("明天", ""), Content::default()).is_err());
    }

    #[test]
    fn columns_are_known_by_what_people_call_them() {
        assert_eq!(Column::called("\u{feff}问题"), Some(Column::Question));
        assert_eq!(Column::called(" Answer "), Some(Column::Answer));
        assert_eq!(Column::called("备注"), None);
    }
}
