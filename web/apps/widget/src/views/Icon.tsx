// The few drawings of the panel, as strokes on a 24 px grid.
const drawings = {
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  send: "M12 19V5m-6 6 6-6 6 6",
  plus: "M12 5v14M5 12h14",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.5c1.8 2.2 5.2 2.2 7 0M9 9.5v.5M15 9.5v.5",
  bag: "M5 8h14l1 12H4zM9 8V6a3 3 0 0 1 6 0v2",
  bot: "M5 9h14v10H5zM12 9V5m-2 0h4M9 13v2m6-2v2",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-7 8c1-4 4-5 7-5s6 1 7 5",
  phone: "M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z",
  paper: "M6 3h8l4 4v14H6zM9 12h6m-6 4h6M14 3v4h4",
  next: "M9 5l7 7-7 7",
  down: "M12 5v14m-6-6 6 6 6-6",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  check: "M5 12.5l5 5 9-11",
  truck:
    "M3 6h11v10H3zm11 4h4l3 3v3h-7zM7 19a1.8 1.8 0 1 0 0-3.6A1.8 1.8 0 0 0 7 19zm10 0a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z",
};

export const Icon = ({ name }: { name: keyof typeof drawings }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true" class="icon">
    <path d={drawings[name]} />
  </svg>
);
