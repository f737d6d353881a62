// @vitest-environment happy-dom
import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { queryClient } from "./client";
import { sessionQuery, useSignIn } from "./session";

const me = { agent: { id: "agt_1", name: "方雨晴" }, permissions: [], org: {}, seq: 2 };

const Door = () => {
  const session = useQuery(sessionQuery);
  const signIn = useSignIn();
  return session.data ? (
    <p>{session.data.agent.name}</p>
  ) : (
    <button type="button" onClick={() => signIn.mutate({ email: "a@b.c", password: "x" })}>
      in
    </button>
  );
};

beforeEach(() => queryClient.clear());
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it("shows the signed-in shell at once, without what somebody else left in the cache", async () => {
  vi.spyOn(globalThis, "fetch").mockImplementation(async (_, init) =>
    init?.method === "POST" ? new Response(JSON.stringify(me)) : new Response("{}", { status: 401 }),
  );
  queryClient.setQueryData(["conversations", { box: "mine" }], "of somebody else");
  render(
    <QueryClientProvider client={queryClient}>
      <Door />
    </QueryClientProvider>,
  );
  (await screen.findByRole("button")).click();
  expect(await screen.findByText("方雨晴")).toBeTruthy();
  expect(queryClient.getQueryData(["conversations", { box: "mine" }])).toBeUndefined();
});
