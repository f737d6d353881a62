import { useRef, useState } from "react";
import { wordsOf } from "../app/http";

/** Runs one thing at a time, and tells that it runs and how it failed. */
export function useBusy() {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setProblem("");
    try {
      await work();
      return true;
    } catch (failure) {
      setProblem(wordsOf(failure));
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { busy, problem, run };
}
