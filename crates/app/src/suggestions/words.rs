//! What customers said, for who may read those threads.

use crate::{Principal, Result, views::suggestion::EvidenceLink};
use yingke_core::{id::*, permission::Permission};
use yingke_language::{personal, small_talk::small_talk, wants_human};
use yingke_store::{Run, suggestions};

const LONGEST: usize = 160;

/// Puts the words beside each link whose thread this reader may open.
pub(super) async fn put(on: &mut impl Run, who: &Principal, links: Vec<&mut EvidenceLink>) -> Result<()> {
    let (talks, requests) = (who.may(Permission::ConversationsAll), who.may(Permission::TicketsAll));
    let conversations: Vec<ConversationId> = links.iter().filter_map(|link| link.conversation_id.filter(|_| talks)).collect();
    let tickets: Vec<TicketId> = links.iter().filter_map(|link| link.ticket_id.filter(|_| requests)).collect();
    let said = suggestions::first_words(on, who.org_id, &conversations).await?;
    let written = suggestions::request_words(on, who.org_id, &tickets).await?;
    for link in links {
        link.words = match (link.conversation_id, link.ticket_id) {
            (Some(id), _) => said.get(&id).map(|bodies| telling(bodies).to_owned()),
            (None, Some(id)) => {
                written.get(&id).map(|(title, description)| if description.is_empty() { title.clone() } else { description.clone() })
            }
            (None, None) => None,
        }
        .map(|text| short(&personal::mask(&text)));
    }
    Ok(())
}

/// The first that says something; greetings and calls for a person do not.
fn telling(bodies: &[String]) -> &str {
    let says = |body: &&String| small_talk(body).is_none() && !wants_human(body);
    bodies.iter().find(says).or(bodies.first()).map_or("", String::as_str)
}

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST { line } else { line.chars().take(LONGEST - 1).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_words_that_say_something_are_shown_on_one_line() {
        let bodies = ["你好", "转人工", "杯子\n太烫手了"].map(str::to_owned);
        assert_eq!(short(telling(&bodies)), "杯子 太烫手了");
        assert_eq!(telling(&["你好".to_owned()]), "你好");
        assert_eq!(telling(&[]), "");
        assert_eq!(short(&"长".repeat(500)).chars().count(), LONGEST);
    }
}
