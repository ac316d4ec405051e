import { classNames } from "./class-names";

/** Paths on a 16-unit square, drawn with a 1.5 stroke. */
const paths = {
  search: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.6 10.6 14 14",
  globe: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM2.2 8h11.6M8 2c2 2 2.6 4 2.6 6S10 12 8 14c-2-2-2.6-4-2.6-6S6 4 8 2Z",
  receipt: "M3.5 1.8v12.4l1.5-1 1.5 1 1.5-1 1.5 1 1.5-1 1.5 1V1.8l-1.5 1-1.5-1-1.5 1-1.5-1-1.5 1-1.5-1ZM6 6h4M6 9h4",
  person: "M8 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 8 8ZM2.8 13.6c.5-2.4 2.5-3.8 5.2-3.8s4.7 1.4 5.2 3.8",
  gear: "M8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM8 1.8v1.9m0 8.6v1.9M1.8 8h1.9m8.6 0h1.9M3.6 3.6 5 5m6 6 1.4 1.4m0-8.8L11 5m-6 6-1.4 1.4",
  cart: "M1.5 2h1.8l1.6 7.6h7l1.4-5.4H4M6 13.6a.6.6 0 1 0 0-1.2.6.6 0 0 0 0 1.2ZM11 13.6a.6.6 0 1 0 0-1.2.6.6 0 0 0 0 1.2Z",
  check: "m3 8.5 3.2 3.2L13 4.8",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  cross: "m4 4 8 8m0-8-8 8",
  chevron: "m6 3.5 4.5 4.5L6 12.5",
  down: "m3.5 6 4.5 4.5L12.5 6",
  arrow: "M3 8h10M9 4l4 4-4 4",
  back: "M13 8H3m4-4L3 8l4 4",
  external: "M6.5 3.5h-3v9h9v-3M9 2.8h4.2V7M13 3 7.5 8.5",
  copy: "M5.8 5.8h7.4v7.4H5.8zM3.5 10.2h-.7V2.8h7.4v.7",
  filter: "M2 4h12M4.5 8h7M6.5 12h3",
  sun: "M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM8 1.5v1.2m0 10.6v1.2M1.5 8h1.2m10.6 0h1.2M3.4 3.4l.9.9m7.4 7.4.9.9m0-9.2-.9.9m-7.4 7.4-.9.9",
  moon: "M13.4 9.6A5.8 5.8 0 0 1 6.4 2.6a5.8 5.8 0 1 0 7 7Z",
  lock: "M4 7.2h8v6.3H4zM5.8 7V5a2.2 2.2 0 0 1 4.4 0v2",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.8V8l2.2 1.6",
  alert: "M8 2.2 14.4 13.4H1.6L8 2.2ZM8 6.6v3M8 11.6v.1",
  info: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 7.2v3.6M8 5v.1",
  undo: "M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M5.8 3.5 3 6.5l2.8 3",
  trash: "M3 4.2h10M6.2 4V2.6h3.6V4M4.2 4.4l.6 9h6.4l.6-9M6.7 7v4M9.3 7v4",
  edit: "M10.6 2.8 13.2 5.4 5.4 13.2l-3 .4.4-3 7.8-7.8Z",
  exit: "M9.5 3V2H3v12h6.5v-1M6.5 8h7.3M11.2 5.2 14 8l-2.8 2.8",
  star: "m8 2 1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5L8 2Z",
  retry: "M13 8a5 5 0 1 1-1.6-3.7M13 2.2v3h-3",
  menu: "M2 4.5h12M2 8h12M2 11.5h12",
  dots: "M3.5 8v.1M8 8v.1M12.5 8v.1",
  layers: "m8 2 6.2 3.2L8 8.4 1.8 5.2 8 2ZM2 8.2l6 3.1 6-3.1M2 11.1l6 3 6-3",
  pulse: "M1.5 8.5h3l2-5 3 9.5 2-4.5h3",
  tag: "M2.5 2.5h5l6 6-5 5-6-6v-5ZM5.3 5.3v.1",
  users:
    "M6 7.6a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6ZM1.6 13c.4-2.2 2.1-3.4 4.4-3.4s4 1.2 4.4 3.4M10.4 3.2a2.2 2.2 0 0 1 0 4.2M12 10c1.3.5 2.1 1.5 2.4 3",
  card: "M1.8 3.5h12.4v9H1.8zM1.8 6.5h12.4M4 10h2.5",
  server: "M2.5 2.8h11v4h-11zM2.5 9.2h11v4h-11zM5 4.8v.1M5 11.2v.1",
  command:
    "M5.5 5.5h5v5h-5zM5.5 5.5H4A1.5 1.5 0 1 1 5.5 4v1.5Zm5 0V4A1.5 1.5 0 1 1 12 5.5h-1.5Zm0 5H12a1.5 1.5 0 1 1-1.5 1.5v-1.5Zm-5 0V12A1.5 1.5 0 1 1 4 10.5h1.5Z",
  home: "M2.2 7.4 8 2.4l5.8 5V13.6H9.6V9.8H6.4v3.8H2.2V7.4Z",
} as const;

export type IconName = keyof typeof paths;

/** A picture beside words; it says nothing on its own, so readers of the screen skip it. */
export function Icon({ name, size = 16, className }: { name: IconName; size?: number; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={classNames("shrink-0", className)}
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
