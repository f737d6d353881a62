import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import { queryClient } from "./client";
import { ApiError, request } from "./http";
import type { Permission } from "./registry";

export type Me = Schemas["MeView"];

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await request<Me>("GET", "/session", undefined, { signal });
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
});

export const useSession = () => useQuery(sessionQuery);

/** The signed-in agent. Only below the shell, which is drawn when somebody is signed in. */
export const useMe = (): Me => {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error("useMe outside of the signed-in shell");
  return data;
};

export const currentMe = (): Me | null => queryClient.getQueryData(sessionQuery.queryKey) ?? null;

/** May I do any of these? */
export const useMay = (...permissions: Permission[]): boolean => {
  const { permissions: mine } = useMe();
  return permissions.some((permission) => mine.includes(permission));
};

export const useSignIn = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => request<Me>("POST", "/session", body),
    // What another person left in the cache is not for this one. The session itself is watched by the shell and stays.
    onSuccess: (me) => {
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
      client.setQueryData(sessionQuery.queryKey, me);
    },
    onError: () => undefined,
  });
};

export const useSignOut = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<void>("DELETE", "/session"),
    onSuccess: () => client.setQueryData(sessionQuery.queryKey, null),
  });
};
