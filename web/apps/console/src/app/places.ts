import { features } from "./features";
import type { Permission } from "./registry";

/** The places of the rail that are open to somebody, in order. */
export const railPlaces = (permissions: Permission[]) =>
  features
    .flatMap((feature) => feature.rail ?? [])
    .filter((place) => !place.may || place.may.some((permission) => permissions.includes(permission)))
    .sort((a, b) => a.order - b.order);
