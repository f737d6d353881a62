//! Contact categories as administrators shape them. What makes them a tree is decided in `core::category`.

use crate::{
    App, Error, Principal, Result,
    views::settings::{CategoryView, SaveCategory},
};
use yingke_core::{
    category::{self, Category, TreeRefusal},
    event::{EventKind, NewEvent},
    id::*,
    permission::Permission,
};
use yingke_store::{Run, Tx, categories};

const MOST_KEYWORDS: usize = 100;

pub async fn list(app: &App, who: &Principal) -> Result<Vec<CategoryView>> {
    Ok(categories::all(&mut app.read(), who.org_id).await?.into_iter().map(of_row).collect())
}

pub async fn create(app: &App, who: &Principal, new: SaveCategory) -> Result<CategoryView> {
    who.must(Permission::SettingsManage)?;
    let one = tidy(app.clock.id(), new)?;
    save(app, who, one, false).await
}

pub async fn update(app: &App, who: &Principal, id: CategoryId, change: SaveCategory) -> Result<CategoryView> {
    who.must(Permission::SettingsManage)?;
    save(app, who, tidy(id, change)?, true).await
}

async fn save(app: &App, who: &Principal, one: Category, is_there: bool) -> Result<CategoryView> {
    let (who, now) = (who.clone(), app.clock.now());
    app.door
        .write(who.org_id, move |tx: &mut Tx| {
            Box::pin(async move {
                let all = categories::all(tx, who.org_id).await?;
                if is_there && !all.iter().any(|other| other.id == one.id) {
                    return Err(Error::NotFound("category"));
                }
                category::check(&all, &one).map_err(refused)?;
                if is_there {
                    categories::update(tx, who.org_id, &one).await?;
                } else {
                    categories::insert(tx, who.org_id, &one).await?;
                }
                let event = NewEvent::new(EventKind::SettingsChanged, who.actor.clone(), now);
                tx.emit(who.org_id, event.data(serde_json::json!({ "what": "categories" })));
                Ok(of_row(one))
            })
        })
        .await
}

/// The category, if the organisation has it.
pub async fn must_exist(on: &mut impl Run, org_id: OrgId, id: CategoryId) -> Result<Category> {
    categories::get(on, org_id, id).await?.ok_or_else(|| Error::invalid("category_id", "there is no such category"))
}

fn refused(refusal: TreeRefusal) -> Error {
    match refusal {
        TreeRefusal::NoParent | TreeRefusal::Circle | TreeRefusal::TooDeep => Error::invalid("parent_id", refusal.to_string()),
        TreeRefusal::KeyTaken => Error::conflict("already_taken", refusal.to_string()),
        TreeRefusal::TooWide | TreeRefusal::TooMany => Error::conflict("conflict", refusal.to_string()),
    }
}

fn tidy(id: CategoryId, form: SaveCategory) -> Result<Category> {
    let key = form.key.trim().to_owned();
    if key.is_empty() || key.len() > 60 || !key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
        return Err(Error::invalid("key", "1 to 60 of a-z, 0-9 and _"));
    }
    let names = [&form.name.zh_cn, &form.name.zh_tw, &form.name.en];
    if form.name.zh_cn.trim().is_empty() || names.iter().any(|name| name.chars().count() > 60) {
        return Err(Error::invalid("name", "1 to 60 characters, at least in zh-CN"));
    }
    let keywords: Vec<String> = form.keywords.iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
    if keywords.len() > MOST_KEYWORDS || keywords.iter().any(|word| word.chars().count() > 40) {
        return Err(Error::invalid("keywords", format!("at most {MOST_KEYWORDS} keywords of at most 40 characters")));
    }
    Ok(Category { id, key, parent_id: form.parent_id, name: form.name, keywords, position: form.position, enabled: form.enabled })
}

fn of_row(row: Category) -> CategoryView {
    CategoryView {
        id: row.id,
        key: row.key,
        parent_id: row.parent_id,
        name: row.name,
        keywords: row.keywords,
        position: row.position,
        enabled: row.enabled,
    }
}
