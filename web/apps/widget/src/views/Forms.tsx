// Fetches the forms when they are needed, and keeps their place until they are there.
import { useDesk, useLoaded } from "../desk";
import type { View } from "../nav";
import { Failure } from "../state/http";
import { Ready } from "./Face";

// Named by the build: a panel never meets forms of another version.
declare const FORMS: string;

export function Forms({ view }: { view: View & { at: "start" | "message" } }) {
  const { client } = useDesk();
  const loaded = useLoaded("forms", () =>
    (import(/* @vite-ignore */ client.absolute(FORMS)) as Promise<typeof import("../forms")>).catch(() => {
      throw new Failure("offline", "");
    }),
  );
  return (
    <Ready of={loaded}>{({ CallBack, Start }) => (view.at === "start" ? <Start view={view} /> : <CallBack />)}</Ready>
  );
}
