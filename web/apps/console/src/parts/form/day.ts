// A day as it is written in forms (2026-11-11), and the moment with which it begins here.

export function dayOf(at: number | null | undefined): string {
  if (!at) return "";
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function dayStart(day: string): number | null {
  const at = Date.parse(`${day}T00:00:00`);
  return Number.isNaN(at) ? null : at;
}
