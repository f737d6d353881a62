//! The same question asked in many words is one gap. Candidates come from the retrieval index; whether two belong
//! together is decided by [`crate::alike`]. Pure.

use crate::alike::Terms;
use yingke_language::retrieval::{Document, Index};
use yingke_store::unanswered::Unanswered;

const ALIKE: f32 = 0.5;
const CANDIDATES: usize = 12;

/// Places in `rows`, the largest group first; in a group the most central question first.
pub fn groups(rows: &[Unanswered]) -> Vec<Vec<usize>> {
    let documents: Vec<Document> =
        rows.iter().map(|row| Document { questions: vec![row.question.clone()], answer: String::new() }).collect();
    let index = Index::new(&documents);
    let terms: Vec<Terms> = rows.iter().map(|row| Terms::of(&row.question)).collect();
    let mut leader: Vec<usize> = (0..rows.len()).collect();
    for place in 0..rows.len() {
        let same_language = |other: usize| other != place && rows[other].lang == rows[place].lang;
        for hit in index.search(&rows[place].question, CANDIDATES, same_language) {
            let (a, b) = (find(&mut leader, place), find(&mut leader, hit.document));
            // Compared with the first of the group, not with its nearest member: chains would join everything.
            if a != b && terms[a].alike(&terms[b]).max(terms[place].alike(&terms[b])) >= ALIKE {
                leader[a.max(b)] = a.min(b);
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); rows.len()];
    for place in 0..rows.len() {
        let of = find(&mut leader, place);
        groups[of].push(place);
    }
    groups.retain(|group| !group.is_empty());
    for group in &mut groups {
        let members: Vec<usize> = group.iter().copied().take(50).collect();
        let central = |place: usize| members.iter().map(|other| terms[place].alike(&terms[*other])).sum::<f32>();
        group.sort_by(|a, b| central(*b).total_cmp(&central(*a)).then(a.cmp(b)));
    }
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group.iter().min().copied()));
    groups
}

fn find(leader: &mut [usize], mut place: usize) -> usize {
    while leader[place] != place {
        leader[place] = leader[leader[place]];
        place = leader[place];
    }
    place
}

/// The answer that agrees most with the others: what agents usually say, rather than what one of them once said.
pub fn best_answer(rows: &[Unanswered], group: &[usize]) -> Option<usize> {
    let answered: Vec<usize> = group.iter().copied().filter(|place| !rows[*place].answer.is_empty()).take(50).collect();
    let terms: Vec<Terms> = answered.iter().map(|place| Terms::of(&rows[*place].answer)).collect();
    let agreement = |at: usize| terms.iter().map(|other| terms[at].alike(other)).sum::<f32>();
    let newest_first =
        |a: &usize, b: &usize| agreement(*a).total_cmp(&agreement(*b)).then(rows[answered[*a]].at.cmp(&rows[answered[*b]].at));
    (0..answered.len()).max_by(newest_first).map(|at| answered[at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;
    use yingke_core::{id::ConversationId, time::Millis};

    fn row(n: i64, question: &str, answer: &str) -> Unanswered {
        Unanswered {
            conversation_id: ConversationId(Uuid::from_u128(1)),
            seq: n,
            reason: "missed".into(),
            lang: "zh-CN".into(),
            question: question.into(),
            answer: answer.into(),
            agent_id: None,
            knowledge_id: None,
            at: Millis(n),
        }
    }

    #[test]
    fn questions_in_other_words_are_one_gap_and_the_usual_answer_is_suggested() {
        let rows = [
            row(1, "这个被子可以机洗吗", "可以机洗，水温 30 度"),
            row(2, "发票抬头怎么改", ""),
            row(3, "被子可以机洗吗", "可以机洗的，水温不超过 30 度"),
            row(4, "被子能机洗吗？", "不知道呢，我去问问看"),
        ];
        let groups = groups(&rows);
        let questions = |group: &Vec<usize>| {
            let mut seqs: Vec<i64> = group.iter().map(|place| rows[*place].seq).collect();
            seqs.sort_unstable();
            seqs
        };
        assert_eq!(groups.iter().map(questions).collect::<Vec<_>>(), [vec![1, 3, 4], vec![2]]);
        let best = best_answer(&rows, &groups[0]).expect("an answer");
        assert!(rows[best].answer.starts_with("可以机洗"), "{}", rows[best].answer);
        assert_eq!(best_answer(&rows, &groups[1]), None);
    }
}
