/** An entry of a calendar: a whole day. Texts are anybody's; they are escaped. */
export type CalendarEntry = {
  /** The same for the same thing for ever, so that a changed date moves the entry instead of making another. */
  uid: string;
  /** Grows with each change. */
  changedAt: Date;
  day: Date;
  title: string;
  text: string;
  url: string;
  /** How many days before somebody is to be reminded. */
  alarmDays: readonly number[];
};

/** A calendar as RFC 5545 wants it: CRLF, texts escaped, lines folded at 75 octets and never inside a character. */
export function ical(name: string, entries: readonly CalendarEntry[]): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Nameplate//Domain names//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
    "X-PUBLISHED-TTL:PT12H",
    ...entries.flatMap(entryLines),
    "END:VCALENDAR",
  ];
  return `${lines.map(fold).join("\r\n")}\r\n`;
}

function entryLines(entry: CalendarEntry): string[] {
  const dayAfter = new Date(entry.day.getTime() + 86_400_000);
  return [
    "BEGIN:VEVENT",
    `UID:${escapeText(entry.uid)}`,
    `DTSTAMP:${timeOf(entry.changedAt)}`,
    `LAST-MODIFIED:${timeOf(entry.changedAt)}`,
    `SEQUENCE:${Math.floor(entry.changedAt.getTime() / 1000) % 2_000_000_000}`,
    `DTSTART;VALUE=DATE:${dayOf(entry.day)}`,
    `DTEND;VALUE=DATE:${dayOf(dayAfter)}`,
    `SUMMARY:${escapeText(entry.title)}`,
    `DESCRIPTION:${escapeText(entry.text)}`,
    `URL:${entry.url}`,
    "TRANSP:TRANSPARENT",
    ...entry.alarmDays.flatMap((days) => [
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      `DESCRIPTION:${escapeText(entry.title)}`,
      `TRIGGER:-P${days}D`,
      "END:VALARM",
    ]),
    "END:VEVENT",
  ];
}

const timeOf = (moment: Date) => moment.toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");
const dayOf = (moment: Date) => moment.toISOString().slice(0, 10).replaceAll("-", "");

function escapeText(text: string): string {
  return text
    .replace(/\\/g, "\\\\")
    .replace(/\r\n|\r|\n/g, "\\n")
    .replace(/[;,]/g, "\\$&")
    .replace(/[\p{Cc}]/gu, "");
}

/** Continuation lines begin with a space, which counts. */
function fold(line: string): string {
  if (Buffer.byteLength(line) <= 75) return line;
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      parts.push(part);
      part = " ";
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join("\r\n");
}
