// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { Failure, type Http } from "../src/state/http";
import { createIdentity } from "../src/state/identity";
import { openShelf } from "../src/state/storage";
import { snapshot } from "./people";

interface Asked {
  identity_token?: string;
  visitor_token?: string;
}

/** A server that knows some tokens and writes down what it was asked. */
function server(refuses: (asked: Asked) => boolean = () => false) {
  const asked: Asked[] = [];
  const http = (async (_method: string, _path: string, body: Asked) => {
    asked.push({ identity_token: body.identity_token, visitor_token: body.visitor_token });
    if (refuses(body)) throw new Failure("unauthenticated", "", 401);
    return {
      visitor_token: body.visitor_token ?? `token ${asked.length}`,
      snapshot: snapshot({ anonymous: !body.identity_token }),
    };
  }) as unknown as Http;
  const page = () => createIdentity(openShelf("pk_1"), http, "pk_1");
  return { asked, page };
}

describe("who the customer is", () => {
  beforeEach(() => localStorage.clear());

  it("stays the same visitor over page loads", async () => {
    const { asked, page } = server();
    expect(page().known()).toBe(false);
    await page().open();
    const again = page();
    expect(again.known()).toBe(true);
    await again.open();
    expect(asked.map((one) => one.visitor_token)).toEqual([undefined, "token 1"]);
  });

  it("is nobody again on a shared device once the shop does not vouch for them", async () => {
    const { asked, page } = server();
    const signedIn = page();
    signedIn.claim("jwt");
    await signedIn.open();
    const after = page();
    expect(after.known()).toBe(false);
    await after.open();
    expect(asked[1]).toEqual({ identity_token: undefined, visitor_token: undefined });
  });

  it("is renewed silently when the old token is refused", async () => {
    const { asked, page } = server((one) => one.visitor_token === "token 1");
    await page().open();
    const again = page();
    await again.open();
    expect(asked).toHaveLength(3);
    expect(again.token()).toBe("token 3");
  });

  it("can still be helped when the shop's word has run out", async () => {
    const { page } = server((one) => one.identity_token === "expired");
    const identity = page();
    identity.claim("expired");
    await identity.open();
    expect(identity.token()).toMatch(/^token/);
  });

  it("is not asked for again and again when the server cannot be reached", async () => {
    let calls = 0;
    const http = (async () => {
      calls++;
      throw new Failure("offline", "");
    }) as unknown as Http;
    await expect(createIdentity(openShelf("pk_1"), http, "pk_1").open()).rejects.toMatchObject({ code: "offline" });
    expect(calls).toBe(1);
  });

  it("goes on as the customer of the portal, and leaves nothing of it to other pages", async () => {
    const { asked } = server();
    const { page } = server();
    const there = createIdentity(openShelf("pk_1"), recorder(asked), "pk_1", "the portal's");
    expect(there.known()).toBe(true);
    await there.open();
    expect(asked).toEqual([{ identity_token: undefined, visitor_token: "the portal's" }]);
    expect(page().known()).toBe(false);
  });
});

const recorder = (asked: Asked[]) =>
  (async (_method: string, _path: string, body: Asked) => {
    asked.push({ identity_token: body.identity_token, visitor_token: body.visitor_token });
    return { visitor_token: body.visitor_token, snapshot: snapshot({ anonymous: false }) };
  }) as unknown as Http;
