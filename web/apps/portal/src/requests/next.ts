// Where a request stands and what comes next. Pure.
import type { Request } from "../app/types";

export type StepMark = "past" | "now" | "later";

/** The first step that is not done is the one that runs; in a request that is over nothing runs any more. */
export function marksOf(steps: Request["steps"], over: boolean): StepMark[] {
  const current = over ? -1 : steps.findIndex((step) => !step.done_at);
  return steps.map((step, index) => (step.done_at ? "past" : index === current ? "now" : "later"));
}

export const nextStep = (steps: Request["steps"]): string | undefined => steps.find((step) => !step.done_at)?.name;

/** Asking to hurry: possible, possible at a time, or not at all. */
export function urging(actions: Request["actions"], now: number): { at: "now" } | { at: "later"; time: number } | null {
  if (actions.urge) return { at: "now" };
  return actions.urge_after && actions.urge_after > now ? { at: "later", time: actions.urge_after } : null;
}
