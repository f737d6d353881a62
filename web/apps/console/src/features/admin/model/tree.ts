// Categories as the tree people see, made from the flat list that the server keeps. A parent that is gone or a
// circle must not hide anything.
export interface Flat {
  id: string;
  parent_id?: string | null;
  position: number;
}

export interface Row<T> {
  item: T;
  depth: number;
  children: number;
}

/** Every item once, parents before children, in order of position. */
export function treeRows<T extends Flat>(list: readonly T[]): Row<T>[] {
  const ids = new Set(list.map((item) => item.id));
  const childrenOf = new Map<string, T[]>();
  const key = (item: T) => (item.parent_id && ids.has(item.parent_id) ? item.parent_id : "");
  for (const item of [...list].sort((a, b) => a.position - b.position)) {
    childrenOf.set(key(item), [...(childrenOf.get(key(item)) ?? []), item]);
  }
  const rows: Row<T>[] = [];
  const seen = new Set<string>();
  const walk = (item: T, depth: number) => {
    if (seen.has(item.id)) return;
    seen.add(item.id);
    const children = childrenOf.get(item.id) ?? [];
    rows.push({ item, depth, children: children.length });
    for (const child of children) walk(child, depth + 1);
  };
  for (const root of childrenOf.get("") ?? []) walk(root, 0);
  for (const item of list) walk(item, 0);
  return rows;
}

/** An item and everything below it: none of them can become its parent. */
export function below<T extends Flat>(list: readonly T[], id: string): Set<string> {
  const found = new Set([id]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const item of list) {
      if (item.parent_id && found.has(item.parent_id) && !found.has(item.id)) {
        found.add(item.id);
        grown = true;
      }
    }
  }
  return found;
}

/** The positions after a step up or down among brothers: what has to be saved. */
export function stepped<T extends Flat>(
  list: readonly T[],
  id: string,
  by: -1 | 1,
): { id: string; position: number }[] {
  const item = list.find((one) => one.id === id);
  if (!item) return [];
  const brothers = list
    .filter((one) => (one.parent_id ?? null) === (item.parent_id ?? null))
    .sort((a, b) => a.position - b.position);
  const at = brothers.indexOf(item);
  const other = brothers[at + by];
  if (!other) return [];
  const order = brothers.with(at, other).with(at + by, item);
  return order
    .map((one, position) => ({ id: one.id, position, was: one.position }))
    .filter(({ position, was }) => position !== was)
    .map(({ id: moved, position }) => ({ id: moved, position }));
}
