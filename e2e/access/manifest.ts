import type { Role } from "./people";

/** Ids of things that belong to the first demo merchant. */
export type Own = { orderId: string; domainId: string; contactId: string; invoiceId: string };

const everybody: Role[] = ["out", "owner", "staff", "read_only", "other", "admin"];
const members: Role[] = ["owner", "staff", "read_only", "other"];
const merchantsOwn: Role[] = ["owner", "staff", "read_only"];
const signedIn: Role[] = [...members, "admin"];

/** Who gets an answer at an address. Everybody else is sent to sign in, or finds nothing there. */
export type Access = { sees: Role[]; at?: (own: Own) => string };

export const pages: Record<string, Access> = {
  "/": { sees: everybody },
  "/prices": { sees: everybody },
  "/sign-in": { sees: ["out"] },
  "/sign-up": { sees: ["out"] },
  "/cart": { sees: everybody },
  "/checkout": { sees: members },
  "/contacts": { sees: members },
  "/contacts/new": { sees: members },
  "/contacts/[contactId]": { sees: merchantsOwn, at: (own) => `/contacts/${own.contactId}` },
  "/domains": { sees: members },
  "/domains/[domainId]": { sees: merchantsOwn, at: (own) => `/domains/${own.domainId}` },
  "/domains/[domainId]/registrant": { sees: merchantsOwn, at: (own) => `/domains/${own.domainId}/registrant` },
  "/domains/[domainId]/activity": { sees: merchantsOwn, at: (own) => `/domains/${own.domainId}/activity` },
  "/invoices": { sees: members },
  "/invoices/[invoiceId]": { sees: merchantsOwn, at: (own) => `/invoices/${own.invoiceId}` },
  "/domains/[domainId]/transfer": { sees: merchantsOwn, at: (own) => `/domains/${own.domainId}/transfer` },
  "/transfers": { sees: members },
  "/transfers/new": { sees: members },
  "/orders": { sees: members },
  "/orders/[orderId]": { sees: merchantsOwn, at: (own) => `/orders/${own.orderId}` },
  "/orders/[orderId]/correct": { sees: merchantsOwn, at: (own) => `/orders/${own.orderId}/correct` },
  "/renewals": { sees: members },
  "/renewals/[domainId]": { sees: merchantsOwn, at: (own) => `/renewals/${own.domainId}` },
  "/settings": { sees: signedIn },
  "/settings/security": { sees: signedIn },
  "/settings/notices": { sees: signedIn },
  "/unsubscribe": { sees: everybody },
  "/settings/billing": { sees: members },
  "/settings/tokens": { sees: members },
  "/api/docs": { sees: everybody },
};

/** Below /admin there is one rule, so that a new room is safe before anybody thinks of it. */
export const adminPages: Access = { sees: ["admin"] };

export const handlers: Record<string, Access & { machine?: boolean }> = {
  "/api/auth/[...nextauth]": { sees: everybody, at: () => "/api/auth/csrf" },
  "/api/cart": { sees: everybody },
  "/api/domains/[domainId]": { sees: [...merchantsOwn, "admin"], at: (own) => `/api/domains/${own.domainId}` },
  "/api/domains/[domainId]/qr": { sees: [...merchantsOwn, "admin"], at: (own) => `/api/domains/${own.domainId}/qr` },
  "/api/orders/[orderId]": { sees: [...merchantsOwn, "admin"], at: (own) => `/api/orders/${own.orderId}` },
  "/invoices/[invoiceId]/pdf": { sees: [...merchantsOwn, "admin"], at: (own) => `/invoices/${own.invoiceId}/pdf` },
  "/domains/[domainId]/transfer/exit-pack": {
    sees: merchantsOwn,
    at: (own) => `/domains/${own.domainId}/transfer/exit-pack`,
  },
  "/api/live": { sees: signedIn },
  "/api/search": { sees: everybody, at: () => "/api/search?q=a_b" },
  /** Proves itself by a signature, not by a session. */
  "/api/stripe/webhook": { sees: [], machine: true },
  "/api/inngest": { sees: [], machine: true },
  /** Their addresses are the secret. */
  "/api/notices/unsubscribe/[token]": { sees: [], machine: true },
  "/api/notices/reports/[secret]": { sees: [], machine: true },
  "/calendar/[secret]": { sees: [], machine: true },
  "/api/v1/openapi.json": { sees: everybody },
  /** Cookies count for nothing below here: a token does. */
  "/api/v1/[...rest]": { sees: [], machine: true },
  "/api/v1/contacts": { sees: [], machine: true },
  "/api/v1/domains": { sees: [], machine: true },
  "/api/v1/domains/[name]": { sees: [], machine: true },
  "/api/v1/domains/[name]/auto-renew": { sees: [], machine: true },
  "/api/v1/domains/[name]/renew": { sees: [], machine: true },
  "/api/v1/domains/[name]/renewal-prices": { sees: [], machine: true },
  "/api/v1/domains/owned": { sees: [], machine: true },
  "/api/v1/domains/search": { sees: [], machine: true },
  "/api/v1/invoices": { sees: [], machine: true },
  "/api/v1/invoices/[id]": { sees: [], machine: true },
  "/api/v1/invoices/[id]/pay": { sees: [], machine: true },
  "/api/v1/orders/[id]": { sees: [], machine: true },
  "/api/v1/transfers": { sees: [], machine: true },
  "/api/v1/transfers/[id]": { sees: [], machine: true },
  "/api/v1/transfers/[id]/code": { sees: [], machine: true },
};

/** An action with input that would succeed, or change something, for those who may. */
export type ActionAccess = {
  /** May be sent with the input without being turned away as a person. They are not asked to, where it changes something. */
  allows: Role[];
  input: (own: Own) => unknown;
  /** Only reads: the allowed are asked too. */
  reads?: boolean;
  /** Written for a form alone: anything else sent to it may fail, as long as it tells nothing. */
  formOnly?: boolean;
  /** Answers plain data instead of an outcome: what the turned away get. */
  bare?: string;
};

const writers: Role[] = ["owner", "staff"];

export const actions: Record<string, ActionAccess> = {
  "app/_lib/sign-out-action.ts:signOutAction": { allows: everybody, input: () => null },
  "app/(site)/sign-in/actions.ts:signInAction": {
    allows: everybody,
    input: () => ({ email: "a@b.test", password: "x" }),
  },
  "app/(site)/sign-up/actions.ts:signUpAction": { allows: everybody, input: () => ({ email: "not an address" }) },
  "app/(site)/plain-results.tsx:*": { allows: everybody, input: () => null, formOnly: true },
  "app/(portal)/sign-out-button.tsx:*": { allows: everybody, input: () => null, formOnly: true },
  "app/(portal)/find-anything.ts:findAnything": { allows: members, input: () => "fern", reads: true, bare: "[]" },
  "app/admin/find-for-admin.ts:findForAdmin": { allows: ["admin"], input: () => "fern", reads: true, bare: "[]" },
  "app/(portal)/cart/actions.ts:addName": { allows: everybody, input: () => ({ name: "not a name" }) },
  "app/(portal)/cart/actions.ts:changeLine": { allows: everybody, input: () => ({ lineId: "cti_none" }) },
  "app/(portal)/cart/actions.ts:removeLine": { allows: everybody, input: () => ({ lineId: "cti_none" }) },
  "app/(portal)/cart/actions.ts:requoteLines": { allows: everybody, input: () => null },
  "app/admin/exposure/actions.ts:switchOff": { allows: ["admin"], input: () => ({ day: "2020-01-01" }) },
  "app/admin/exposure/actions.ts:saveWindow": { allows: ["admin"], input: () => ({ graceWindowDays: 2 }) },
  "app/admin/exposure/actions.ts:savePolicy": {
    allows: ["admin"],
    input: () => ({ accountId: "rac_none", policy: "off" }),
  },
  "app/(portal)/renewals/actions.ts:renewTicked": { allows: writers, input: (own) => ({ domainId: [own.domainId] }) },
  "app/(portal)/renewals/actions.ts:renewOne": {
    allows: writers,
    input: (own) => ({ domainId: own.domainId, years: 1 }),
  },
  "app/(portal)/renewals/actions.ts:keepOrLetGo": {
    allows: writers,
    input: (own) => ({ domainId: own.domainId, on: "no" }),
  },
  "app/(portal)/checkout/actions.ts:holdAndRegister": {
    allows: [...writers, "other"],
    input: (own) => ({ contactId: own.contactId, cartVersion: 1 }),
  },
  "app/(portal)/contacts/actions.ts:keepContact": {
    allows: writers,
    input: (own) => ({ id: own.contactId, firstName: "Mallory" }),
  },
  "app/(portal)/contacts/actions.ts:removeContact": { allows: writers, input: (own) => ({ id: own.contactId }) },
  "app/(portal)/contacts/actions.ts:restoreContact": { allows: writers, input: (own) => ({ id: own.contactId }) },
  "app/(portal)/contacts/actions.ts:askShape": {
    allows: everybody,
    input: () => ({ country: "DE", organisation: null, extra: {}, tlds: ["com"] }),
    reads: true,
  },
  "app/(portal)/orders/actions.ts:cancel": {
    allows: [...writers, "admin"],
    input: (own) => ({ orderId: own.orderId }),
  },
  "app/(portal)/orders/actions.ts:retryStep": {
    allows: [...writers, "admin"],
    input: (own) => ({ domainId: own.domainId, step: "zone" }),
  },
  "app/(portal)/orders/actions.ts:correct": {
    allows: writers,
    input: (own) => ({ orderId: own.orderId, itemId: "itm_none" }),
  },
  "app/(portal)/invoices/actions.ts:pay": { allows: writers, input: (own) => ({ invoiceId: own.invoiceId }) },
  "app/(portal)/settings/billing/actions.ts:saveBillingAction": {
    allows: ["owner", "other"],
    input: () => ({ name: "Mallory", addressLine1: "1 Quay", city: "Dublin", country: "IE" }),
  },
  "app/(portal)/settings/billing/actions.ts:readVatIdAction": {
    allows: members,
    input: () => ({ vatId: "DE123456789", country: "DE" }),
    reads: true,
  },
  "app/(portal)/settings/billing/actions.ts:addCardAction": { allows: [...writers, "other"], input: () => ({}) },
  "app/(portal)/settings/billing/actions.ts:removeCardAction": {
    allows: [],
    input: () => ({ cardId: "pm_of_nobody" }),
  },
  "app/(portal)/settings/billing/actions.ts:preferCardAction": {
    allows: [],
    input: () => ({ cardId: "pm_of_nobody" }),
  },
  "app/(portal)/domains/[domainId]/transfer/actions.ts:unlock": {
    allows: ["owner"],
    input: (own) => ({ domainId: own.domainId }),
  },
  "app/(portal)/domains/[domainId]/transfer/actions.ts:relock": {
    allows: writers,
    input: (own) => ({ domainId: own.domainId }),
  },
  "app/(portal)/domains/[domainId]/transfer/actions.ts:lookAtLock": {
    allows: writers,
    input: (own) => ({ domainId: own.domainId }),
  },
  "app/(portal)/domains/[domainId]/transfer/actions.ts:showAuthCode": {
    allows: ["owner"],
    input: (own) => ({ domainId: own.domainId, password: "not the password" }),
  },
  "app/(portal)/transfers/actions.ts:checkTransfer": {
    allows: members,
    input: () => ({ name: "elsewhere-fern.com" }),
    reads: true,
  },
  "app/(portal)/transfers/actions.ts:payAndTransfer": {
    allows: [...writers, "other"],
    input: (own) => ({ name: "elsewhere-fern.com", contactId: own.contactId, authCode: "code-elsewhere-fern.com" }),
  },
  "app/(portal)/transfers/actions.ts:giveAnotherCode": {
    allows: writers,
    input: (own) => ({ orderId: own.orderId, authCode: "code-of-nothing" }),
  },
  "app/(portal)/transfers/actions.ts:sendMailAgain": {
    allows: [],
    input: () => ({ itemId: "itm_of_somebody_else" }),
  },
  "app/(portal)/settings/actions.ts:saveProfileAction": {
    allows: ["owner", "other"],
    input: () => ({ name: "Mallory", merchantName: "Mallory's", country: "DE" }),
  },
  "app/(portal)/settings/security/actions.ts:changePasswordAction": {
    allows: signedIn,
    input: () => ({ currentPassword: "not the password", newPassword: "four words and a dog" }),
  },
  "app/(portal)/settings/security/actions.ts:revokeSessionAction": {
    allows: [],
    input: () => ({ sessionId: "ses_of_somebody_else" }),
  },
  "app/(portal)/settings/security/actions.ts:revokeOtherSessionsAction": { allows: signedIn, input: () => null },
  "app/(portal)/settings/tokens/actions.ts:createTokenAction": {
    allows: [...writers, "other"],
    input: () => ({ name: "Mallory's", scopes: ["domains:read"], lifeDays: "30" }),
  },
  "app/(portal)/settings/tokens/actions.ts:revokeTokenAction": {
    allows: [],
    input: () => ({ tokenId: "tok_of_somebody_else" }),
  },
  "app/(portal)/settings/notices/actions.ts:savePreferencesAction": {
    allows: signedIn,
    input: () => ({ wanted: ["orders"] }),
  },
  "app/(portal)/settings/notices/actions.ts:resetCalendarAction": { allows: [...writers, "other"], input: () => null },
  "app/(portal)/settings/notices/actions.ts:stopCalendarAction": { allows: [...writers, "other"], input: () => null },
  "app/(site)/unsubscribe/actions.ts:unsubscribeAction": { allows: [], input: () => ({ token: "usr_x.orders.y" }) },
  "app/(portal)/domains/[domainId]/registrant/actions.ts:giveToRegistrant": {
    allows: writers,
    input: (own) => ({ domainId: own.domainId, contactId: "con_none", freeFrom: "" }),
  },
  "app/(portal)/domains/[domainId]/verification-actions.ts:resendVerificationAction": {
    allows: writers,
    input: (own) => ({ domainId: own.domainId }),
  },
  "app/(portal)/domains/[domainId]/verification-actions.ts:checkVerificationAction": {
    allows: writers,
    input: (own) => ({ domainId: own.domainId }),
  },
};
