//! One turn of a flow: what was heard → what is said and what is needed next. Pure; the same for customers and in the
//! simulator.

use super::{
    Button, Does, Flow, Held, MOST_TRIES, Need, Offered, Run, Say, Test, Tool,
    items::{Cart, ordered},
    slot, words,
};
use crate::text::{Locale, Text};

/// What the flow hears.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    /// It has just been started.
    Begin,
    /// Words, with the file of a picture when one was sent.
    Words { text: String, picture: Option<String> },
    /// A button of ours.
    Click(String),
    /// Say the question again: something else was answered in between.
    Again,
    /// What can be chosen, after [`Need::Orders`] and [`Need::Times`].
    Offers(Vec<Offered>),
    /// What came of an action.
    Acted { done: bool, text: String, slots: Vec<(String, Held)> },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    pub run: Run,
    pub says: Vec<Say>,
    pub need: Need,
    /// Steps that were passed, in order; the simulator shows them.
    pub passed: Vec<String>,
}

/// More steps than this without asking anybody is a circle.
const MOST_PASSED: usize = 64;

pub fn turn(flow: &Flow, run: Run, heard: Heard, locale: Locale) -> Turn {
    let mut play = Play { flow, run, locale, says: Vec::new(), passed: Vec::new() };
    let need = play.hear(heard);
    let Play { run, says, passed, .. } = play;
    Turn { run, says, need, passed }
}

/// Whether the current step could use these words. When not, they may be a question of another kind.
pub fn fits(flow: &Flow, run: &Run, text: &str, picture: bool) -> bool {
    if words::is_stop(text) {
        return true;
    }
    match flow.step(&run.step).map(|step| &step.does) {
        Some(Does::Ask { expects, .. }) => slot::read(*expects, text, picture.then_some("picture"), Locale::ZhCn).is_ok(),
        Some(Does::Choose { .. } | Does::PickOrder { .. } | Does::PickTime { .. }) => slot::chosen(&run.offered, text).is_some(),
        Some(Does::PickItems { items, .. }) => words::is_enough(text) || !ordered(items, text).is_empty(),
        Some(Does::Confirm { .. }) => words::is_yes(text) || words::is_no(text),
        Some(Does::Say { .. } | Does::Branch { .. } | Does::Act { .. } | Does::HandOver { .. }) | None => false,
    }
}

struct Play<'f> {
    flow: &'f Flow,
    run: Run,
    locale: Locale,
    says: Vec<Say>,
    passed: Vec<String>,
}

impl Play<'_> {
    fn hear(&mut self, heard: Heard) -> Need {
        let flow = self.flow;
        let Some(step) = flow.step(&self.run.step) else { return Need::Finished };
        match (heard, &step.does) {
            (Heard::Begin, _) => self.enter(),
            (Heard::Again, _) => {
                self.run.tries = 0;
                self.ask_again(&step.does, None)
            }
            (Heard::Click(action), _) if action == "flow.cancel" => self.stop(),
            (Heard::Words { text, .. }, _) if words::is_stop(&text) => self.stop(),
            (Heard::Acted { done, text, slots }, Does::Act { done: next, refused, .. }) => {
                self.run.slots.extend(slots);
                if !text.is_empty() {
                    self.says.push(Say { text, options: Vec::new() });
                }
                let next = if done { next } else { refused };
                self.go(next)
            }
            (Heard::Offers(offered), Does::PickOrder { text, next, none, .. }) => self.offer(offered, text, next, none, "order"),
            (Heard::Offers(offered), Does::PickTime { text, next, none, .. }) => self.offer(offered, text, next, none, "time"),
            (Heard::Words { text, picture }, Does::Ask { slot, expects, next, .. }) => {
                match slot::read(*expects, &text, picture.as_deref(), self.locale) {
                    Ok(held) => {
                        self.run.slots.insert(slot.clone(), held);
                        self.go(next)
                    }
                    Err(why) => self.missed(&step.does, why),
                }
            }
            (Heard::Words { text, .. }, Does::Choose { .. } | Does::PickOrder { .. } | Does::PickTime { .. }) => {
                match slot::chosen(&self.run.offered, &text).cloned() {
                    Some(chosen) => self.chose(&step.does, chosen),
                    None => self.missed(&step.does, words::choose_one(self.locale)),
                }
            }
            (Heard::Click(action), Does::Choose { .. } | Does::PickOrder { .. } | Does::PickTime { .. }) => {
                let value = action.strip_prefix("flow.pick:").unwrap_or_default();
                match self.run.offered.iter().find(|o| o.value == value).cloned() {
                    Some(chosen) => self.chose(&step.does, chosen),
                    None => self.missed(&step.does, words::choose_one(self.locale)),
                }
            }
            (Heard::Words { text, .. }, Does::PickItems { items, next, .. }) => {
                let more = ordered(items, &text);
                let enough = words::is_enough(&text);
                self.add(&step.does, items, next, &more, enough)
            }
            (Heard::Click(action), Does::PickItems { items, next, .. }) => {
                let more: Vec<(String, i64)> = action.strip_prefix("flow.pick:").map(|key| (key.to_owned(), 1)).into_iter().collect();
                let known: Vec<_> = more.into_iter().filter(|(key, _)| items.iter().any(|item| item.key == *key)).collect();
                self.add(&step.does, items, next, &known, action == "flow.enough")
            }
            (Heard::Words { text, .. }, Does::Confirm { yes, no, .. }) => match (words::is_yes(&text), words::is_no(&text)) {
                (true, _) => self.confirmed(yes),
                (_, true) => self.denied(no),
                _ => self.missed(&step.does, words::yes_or_no(self.locale)),
            },
            (Heard::Click(action), Does::Confirm { yes, no, .. }) => match action.as_str() {
                "flow.yes" => self.confirmed(yes),
                "flow.no" => self.denied(no),
                _ => self.missed(&step.does, words::yes_or_no(self.locale)),
            },
            // A button of an earlier step: the current question stands.
            (Heard::Click(_), Does::Ask { .. }) => self.ask_again(&step.does, None),
            // The run was saved between two steps (or an answer came to no question): go on from here.
            (_, _) => self.enter(),
        }
    }

    /// Passes through steps until somebody has to answer something.
    fn enter(&mut self) -> Need {
        let flow = self.flow;
        loop {
            if self.run.step.is_empty() {
                return Need::Finished;
            }
            let Some(step) = flow.step(&self.run.step) else { return Need::Finished };
            self.passed.push(step.key.clone());
            if self.passed.len() > MOST_PASSED {
                self.say(words::lost(self.locale).to_owned());
                return Need::HandOver;
            }
            match &step.does {
                Does::Say { text, next } => {
                    let text = self.filled(text);
                    self.say(text);
                    self.run.step.clone_from(next);
                }
                Does::Branch { cases, otherwise } => {
                    let next = cases.iter().find(|case| self.holds(&case.slot, case.is, &case.value)).map_or(otherwise, |case| &case.next);
                    self.run.step.clone_from(next);
                }
                Does::PickOrder { states, .. } => return Need::Orders(states.clone()),
                Does::PickTime { resource, times, days, capacity, .. } => {
                    return Need::Times(super::TimeQuery {
                        resource: resource.clone(),
                        times: times.clone(),
                        days: *days,
                        capacity: *capacity,
                    });
                }
                Does::Act { tool, .. } => return self.act(*tool),
                Does::HandOver { text } => {
                    let text = self.filled(text);
                    self.say(text);
                    return Need::HandOver;
                }
                Does::Choose { options, .. } => {
                    self.run.offered = options
                        .iter()
                        .map(|option| Offered { value: option.value.clone(), label: option.label.get(self.locale).to_owned() })
                        .collect();
                    return self.ask_again(&step.does, None);
                }
                Does::Ask { .. } | Does::PickItems { .. } | Does::Confirm { .. } => return self.ask_again(&step.does, None),
            }
        }
    }

    /// Whatever the drawing says, nothing is done that the customer has not just said yes to.
    fn act(&mut self, tool: Tool) -> Need {
        let ready = tool.needs().iter().all(|slot| !self.run.value(slot).is_empty());
        if ready && std::mem::take(&mut self.run.confirmed) {
            return Need::Act(tool);
        }
        self.say(words::lost(self.locale).to_owned());
        Need::HandOver
    }

    fn offer(&mut self, offered: Vec<Offered>, text: &Text, next: &str, none: &str, slot: &str) -> Need {
        // An order that the customer has named already is not asked for again.
        let named = offered.iter().find(|o| o.value == self.run.value(slot)).cloned();
        match (named, offered.as_slice()) {
            (Some(one), _) => self.take(slot, one, next),
            (None, []) => self.go(none),
            (None, [one]) if slot == "order" => self.take(slot, one.clone(), next),
            (None, _) => {
                self.run.offered = offered;
                let text = self.filled(text);
                self.say_with_offers(text);
                Need::Words
            }
        }
    }

    fn chose(&mut self, does: &Does, chosen: Offered) -> Need {
        match does {
            Does::Choose { slot, options, next, .. } => {
                let own = options.iter().find(|option| option.value == chosen.value).map(|option| option.next.as_str());
                let next = own.filter(|own| !own.is_empty()).unwrap_or(next);
                self.take(slot, chosen, next)
            }
            Does::PickOrder { next, .. } => self.take("order", chosen, next),
            Does::PickTime { next, .. } => self.take("time", chosen, next),
            _ => self.enter(),
        }
    }

    fn take(&mut self, slot: &str, chosen: Offered, next: &str) -> Need {
        self.run.slots.insert(slot.to_owned(), Held { value: chosen.value, label: chosen.label });
        self.go(next)
    }

    fn add(&mut self, does: &Does, menu: &[super::Item], next: &str, more: &[(String, i64)], enough: bool) -> Need {
        let mut cart = Cart::read(self.run.value("items"));
        cart.add(more);
        let empty = cart.0.is_empty();
        if empty {
            self.run.slots.remove("items");
        } else {
            self.run.slots.insert("items".to_owned(), cart.held(menu, self.locale));
        }
        if enough && !empty {
            return self.go(next);
        }
        if more.is_empty() {
            return self.missed(does, words::choose_one(self.locale));
        }
        self.run.tries = 0;
        let so_far = self.run.slots.get("items").map(|held| held.label.clone()).unwrap_or_default();
        self.ask_again(does, Some(&so_far))
    }

    fn confirmed(&mut self, next: &str) -> Need {
        self.run.confirmed = true;
        let need = self.go(next);
        // A yes counts for the very next action only.
        self.run.confirmed = false;
        need
    }

    /// "No" without a way of its own begins again: nothing was done yet.
    fn denied(&mut self, next: &str) -> Need {
        if next.is_empty() {
            return self.stop();
        }
        self.go(next)
    }

    fn go(&mut self, next: &str) -> Need {
        self.run.step = next.to_owned();
        self.run.tries = 0;
        self.run.offered.clear();
        self.enter()
    }

    fn stop(&mut self) -> Need {
        self.run.step.clear();
        self.say(words::cancelled(self.locale).to_owned());
        Need::Cancelled
    }

    fn missed(&mut self, does: &Does, why: &str) -> Need {
        self.run.tries += 1;
        if self.run.tries >= MOST_TRIES {
            self.say(words::lost(self.locale).to_owned());
            return Need::HandOver;
        }
        self.ask_again(does, Some(why))
    }

    fn ask_again(&mut self, does: &Does, before: Option<&str>) -> Need {
        let lead = |text: String| before.map_or(text.clone(), |before| format!("{before}\n{text}"));
        match does {
            Does::Ask { text, .. } => {
                // After a refusal its words already say what is wanted.
                let text = before.map_or_else(|| self.filled(text), str::to_owned);
                self.push(text, Vec::new());
            }
            Does::Choose { text, .. } | Does::PickOrder { text, .. } | Does::PickTime { text, .. } => {
                let text = before.map_or_else(|| self.filled(text), str::to_owned);
                self.say_with_offers(text);
            }
            Does::PickItems { text, items, .. } => {
                let text = lead(self.filled(text));
                let mut options: Vec<Button> = items
                    .iter()
                    .map(|item| Button {
                        label: format!("{} ¥{}.{:02}", item.label.get(self.locale), item.price_fen / 100, item.price_fen % 100),
                        action: format!("flow.pick:{}", item.key),
                    })
                    .collect();
                if self.run.slots.contains_key("items") {
                    options.push(Button { label: words::enough(self.locale).to_owned(), action: "flow.enough".to_owned() });
                }
                self.push(text, options);
            }
            Does::Confirm { text, .. } => {
                let text = lead(self.filled(text));
                let options = vec![
                    Button { label: words::yes(self.locale).to_owned(), action: "flow.yes".to_owned() },
                    Button { label: words::no(self.locale).to_owned(), action: "flow.no".to_owned() },
                ];
                self.push(text, options);
            }
            Does::Say { .. } | Does::Branch { .. } | Does::Act { .. } | Does::HandOver { .. } => return self.enter(),
        }
        Need::Words
    }

    fn say_with_offers(&mut self, text: String) {
        let options =
            self.run.offered.iter().map(|o| Button { label: o.label.clone(), action: format!("flow.pick:{}", o.value) }).collect();
        self.push(text, options);
    }

    /// Every question can be left.
    fn push(&mut self, text: String, mut options: Vec<Button>) {
        options.push(Button { label: words::cancel(self.locale).to_owned(), action: "flow.cancel".to_owned() });
        self.says.push(Say { text, options });
    }

    fn say(&mut self, text: String) {
        if !text.trim().is_empty() {
            self.says.push(Say { text, options: Vec::new() });
        }
    }

    fn filled(&self, text: &Text) -> String {
        let mut rest = text.get(self.locale);
        let mut out = String::new();
        while let Some((before, after)) = rest.split_once("{{") {
            let Some((slot, tail)) = after.split_once("}}") else { break };
            out.push_str(before);
            out.push_str(self.run.slots.get(slot.trim()).map_or("", |held| held.label.as_str()));
            rest = tail;
        }
        out.push_str(rest);
        out
    }

    fn holds(&self, slot: &str, test: Test, value: &str) -> bool {
        let held = self.run.value(slot);
        let numbers = || Some((held.parse::<f64>().ok()?, value.parse::<f64>().ok()?));
        match test {
            Test::Equals => held == value,
            Test::Differs => held != value,
            Test::Filled => !held.is_empty(),
            Test::Above => numbers().is_some_and(|(held, value)| held > value),
            Test::Below => numbers().is_some_and(|(held, value)| held < value),
        }
    }
}

#[cfg(test)]
#[path = "turn_tests.rs"]
mod tests;
