import { join } from "node:path";
import PDFDocument from "pdfkit";
import { formatMoney } from "@/lib/kernel/money";
import type { InvoiceLineView, InvoiceView } from "./views";
import {
  countryName,
  dayWords,
  documentWord,
  lineWords,
  partyLines,
  periodWords,
  rateWords,
  stateWords,
} from "./views";

type Doc = InstanceType<typeof PDFDocument>;

const page = { width: 595.28, height: 841.89, left: 56, right: 539.28, bottom: 760 };
const ink = "#211d17";
const soft = "#6b6458";
const hair = "#d9d2c5";
const brass = "#8a6a2f";

/** Embedded, so that every reader shows the same letters: Geist, and DejaVu for letters that Geist has not. */
const files = {
  sans: "geist/dist/fonts/geist-sans/Geist-Regular.ttf",
  strong: "geist/dist/fonts/geist-sans/Geist-SemiBold.ttf",
  sansWide: "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
  strongWide: "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf",
} as const;
const fontFile = (file: string) => join(/* turbopackIgnore: true */ process.cwd(), "node_modules", file);

const inGeist = /^[\u0020-\u017e\u2010-\u2026\u20ac]*$/u;
const inDejaVu =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Common}]*$/u;

/** The document as PDF (A4), page after page, with the same figures as its screen. */
export async function invoicePdf(view: InvoiceView): Promise<Buffer> {
  const doc = new PDFDocument({
    size: "A4",
    margins: { top: 56, bottom: 48, left: page.left, right: page.width - page.right },
    bufferPages: true,
    font: fontFile(files.sans),
    lang: "en",
    displayTitle: true,
    info: {
      Title: `${documentWord(view.kind)} ${view.number}`,
      Author: view.seller.name,
      CreationDate: new Date(view.issuedAt),
    },
  });
  for (const [name, file] of Object.entries(files)) doc.registerFont(name, fontFile(file));
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", () => resolve(Buffer.concat(chunks)));
    doc.on("error", reject);
  });
  drawHead(doc, view);
  drawLines(doc, view);
  drawTotals(doc, view);
  drawFeet(doc, view);
  doc.end();
  return done;
}

type Look = { size?: number; strong?: boolean; colour?: string; x?: number; width?: number; align?: "left" | "right" };

/** Writes at the cursor's height without moving it, in a font that has the letters; returns the height it took. */
function write(doc: Doc, text: string, look: Look = {}): number {
  const { size = 9.5, strong = false, colour = ink, x = page.left, width = page.right - x, align = "left" } = look;
  const narrow = inGeist.test(text);
  doc.font(strong ? (narrow ? "strong" : "strongWide") : narrow ? "sans" : "sansWide");
  doc.fontSize(narrow ? size : size * 0.92).fillColor(colour);
  const y = doc.y;
  const height = doc.heightOfString(text, { width });
  doc.text(text, x, y, { width, align });
  doc.y = y;
  return height;
}

function rule(doc: Doc, colour = hair): void {
  doc.moveTo(page.left, doc.y).lineTo(page.right, doc.y).lineWidth(0.6).strokeColor(colour).stroke();
}

function drawHead(doc: Doc, view: InvoiceView): void {
  write(doc, view.seller.name, { size: 13, strong: true, width: 240 });
  write(doc, documentWord(view.kind), { size: 20, strong: true, x: 300, align: "right" });
  doc.y += 30;
  const top = doc.y;
  for (const line of [...partyLines(view.seller, countryName), view.seller.email].filter(Boolean))
    doc.y += write(doc, line, { size: 8.5, colour: soft, width: 220 }) + 1;
  const left = doc.y;
  doc.y = top;
  for (const [label, value] of facts(view)) {
    write(doc, label, { size: 8.5, colour: soft, x: 330, width: 90 });
    doc.y += write(doc, value, { size: 8.5, x: 420, align: "right" }) + 3;
  }
  doc.y = Math.max(left, doc.y) + 26;
  doc.y += write(doc, view.kind === "credit_note" ? "Credited to" : "Invoiced to", { size: 8.5, colour: soft }) + 3;
  doc.y += write(doc, view.buyer.name, { size: 10.5, strong: true, width: 300 }) + 2;
  for (const line of [...partyLines(view.buyer, countryName), view.buyer.email].filter(Boolean))
    doc.y += write(doc, line, { width: 300 }) + 1;
  doc.y += 24;
}

function facts(view: InvoiceView): [string, string][] {
  return [
    ["Number", view.number],
    ["Date", dayWords(view.issuedAt)],
    ...(view.corrects ? [["Corrects", view.corrects.number] as [string, string]] : []),
    ...(view.kind === "credit_note"
      ? []
      : [
          ["Due", dayWords(view.dueAt)] as [string, string],
          ["State", view.paidAt ? `Paid on ${dayWords(view.paidAt)}` : stateWords[view.state]] as [string, string],
        ]),
  ];
}

function tableHead(doc: Doc): void {
  const look = { size: 8, colour: soft };
  write(doc, "Name", look);
  write(doc, "For", { ...look, x: 250, width: 200 });
  doc.y += write(doc, "Without tax", { ...look, x: 450, align: "right" }) + 5;
  rule(doc, ink);
  doc.y += 8;
}

function drawLines(doc: Doc, view: InvoiceView): void {
  tableHead(doc);
  for (const line of view.lines) {
    if (doc.y > page.bottom - 50) {
      doc.addPage();
      tableHead(doc);
    }
    drawLine(doc, line, view.currency);
  }
}

/** A name in its own letters where a font has them, and always as the registry writes it. */
function drawLine(doc: Doc, line: InvoiceLineView, currency: string): void {
  const start = doc.y;
  const shown = inDejaVu.test(line.nameUnicode) ? line.nameUnicode : line.nameAscii;
  let nameHeight = write(doc, shown, { size: 10.5, strong: true, width: 184 });
  if (shown !== line.nameAscii) {
    doc.y += nameHeight + 1;
    nameHeight += 1 + write(doc, line.nameAscii, { size: 8, colour: soft, width: 184 });
    doc.y = start;
  }
  let wordsHeight = write(doc, lineWords(line), { x: 250, width: 190 });
  const period = periodWords(line);
  if (period) {
    doc.y += wordsHeight + 1;
    wordsHeight += 1 + write(doc, period, { size: 8, colour: soft, x: 250, width: 190 });
    doc.y = start;
  }
  write(doc, formatMoney(line.priceMinor, currency), { x: 440, align: "right" });
  doc.y = start + Math.max(nameHeight, wordsHeight) + 8;
  rule(doc);
  doc.y += 8;
}

function drawTotals(doc: Doc, view: InvoiceView): void {
  if (doc.y > page.bottom - 130) doc.addPage();
  doc.y += 4;
  const money = (minor: number) => formatMoney(minor, view.currency);
  const rows: [string, string, boolean][] = [
    ["Subtotal", money(view.subtotalMinor), false],
    [view.taxMinor > 0 ? `Tax ${view.taxRatePercent} %` : "Tax", money(view.taxMinor), false],
    [view.kind === "credit_note" ? "Total credited" : "Total", money(view.totalMinor), true],
    ...(view.creditedMinor > 0
      ? [["Credited since", `−${money(view.creditedMinor)}`, false] as [string, string, boolean]]
      : []),
    ...(view.state === "open" ? [["To pay", money(view.dueMinor), true] as [string, string, boolean]] : []),
  ];
  for (const [label, value, strong] of rows) {
    write(doc, label, { x: 330, width: 110, strong, colour: strong ? ink : soft });
    doc.y += write(doc, value, { x: 420, align: "right", strong }) + 5;
  }
  doc.y += 14;
  const notes = [
    view.taxNote,
    view.kind === "credit_note" ? view.reason : null,
    view.state === "void" ? `Void: ${view.reason ?? "nothing is owed."}` : null,
    ...rateWords(view).map((words) => `Exchange rate: ${words}.`),
  ];
  for (const note of notes) if (note) doc.y += write(doc, note, { size: 8.5, colour: soft, width: 360 }) + 2;
}

/** On every page, once it is known how many there are. */
function drawFeet(doc: Doc, view: InvoiceView): void {
  const { start, count } = doc.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    doc.switchToPage(index);
    // Below the margin, where text would otherwise begin a page of its own.
    doc.page.margins.bottom = 0;
    doc.rect(0, 0, page.width, 6).fill(brass);
    doc.y = 800;
    write(doc, `${documentWord(view.kind)} ${view.number}`, { size: 7.5, colour: soft, width: 240 });
    write(doc, `Page ${index - start + 1} of ${count}`, { size: 7.5, colour: soft, x: 400, align: "right" });
  }
}
