import { typeid } from "typeid-js";

/** Prefixes name the thing an id stands for, so an id alone in a log or a URL can be read. */
export const idPrefixes = {
  user: "usr",
  merchant: "mer",
  session: "ses",
  cart: "crt",
  cartItem: "cti",
  contact: "con",
  order: "ord",
  orderItem: "itm",
  payment: "pay",
  operation: "opn",
  domain: "dom",
  zone: "zon",
  recordSet: "rrs",
  case: "cas",
  registrarAccount: "rac",
  ledgerTransaction: "ltx",
  notice: "ntc",
  request: "req",
  run: "run",
  invoice: "inv",
  invoiceLine: "inl",
  refund: "ref",
  dispute: "dsp",
  bookDifference: "bkd",
  jobRun: "job",
  apiToken: "tok",
} as const;

/** A new time-ordered id (UUIDv7 in base 32) such as `ord_01j9…`. */
export function newId(kind: keyof typeof idPrefixes): string {
  return typeid(idPrefixes[kind]).toString();
}
