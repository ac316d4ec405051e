/**
 * Who can sign in to a freshly seeded installation. The passwords are public, so the seed is never run beside live keys.
 *
 * @typedef {{role: string, email: string, password: string, name: string}} DemoUser
 */

/** @type {DemoUser[]} printed by `npm start` */
export const demoUsers = [
  { role: "merchant", email: "demo@nameplate.test", password: "paper and brass", name: "Dana Fern" },
  { role: "admin", email: "admin@nameplate.test", password: "ink and ledger", name: "Ada Registrar" },
];

/** @type {DemoUser[]} for tests of who may do what: two more members of the first merchant, and a stranger to it */
export const moreDemoUsers = [
  { role: "staff", email: "staff@nameplate.test", password: "paper and brass", name: "Sam Fern" },
  { role: "read_only", email: "viewer@nameplate.test", password: "paper and brass", name: "Vera Books" },
  { role: "other merchant", email: "other@nameplate.test", password: "paper and brass", name: "Olu Harbour" },
];
