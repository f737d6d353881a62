import { describe, expect, it } from "vitest";
import { blankFact, factProblems, parseSearch, standingOf, type ToldCustomer, toCorrect } from "./model";

const row = (change: Partial<ToldCustomer>): ToldCustomer =>
  ({
    customer_id: "cus_1",
    nickname: "林晓",
    edition: 1,
    told_at: 1,
    times: 1,
    outdated: true,
    ...change,
  }) as ToldCustomer;

const correction = (state: string) => ({ recall_id: "rcl_1", state, way: "conversation", at: 1 });

describe("facts", () => {
  it("takes only what it knows from the address", () => {
    expect(parseSearch({ tab: "gaps", kind: "price", validity: "nonsense", q: 7, fact: "fct_x" })).toEqual({
      tab: "gaps",
      kind: "price",
      q: "7",
    });
  });

  it("names what is missing in a form, and an end before its beginning", () => {
    const form = { ...blankFact(), key: "Return Days", valid_from: 20, valid_to: 10 };
    expect(factProblems(form)).toEqual({ key: "key", subject: "subject", value: "value", valid_to: "dates" });
    expect(factProblems({ ...blankFact(), key: "return_days", subject: "退货", value: "7" })).toEqual({});
  });

  it("corrects whoever heard something else, and nobody twice", () => {
    const rows = [
      row({}),
      row({ outdated: false }),
      row({ correction: correction("sent") }),
      row({ correction: correction("pending") }),
      row({ correction: correction("failed") }),
    ];
    expect(toCorrect(rows)).toEqual([rows[0], rows[4]]);
    expect(rows.map(standingOf)).toEqual(["outdated", "current", "sent", "pending", "failed"]);
  });
});

it("the leaf of suggestions stands in the address", () => {
  expect(parseSearch({ tab: "voices" })).toEqual({ tab: "voices" });
});
