import type { WireContact } from "./wire";

/** Who holds the names of worlds that were made with a past, and of tests. */
export const ada: WireContact = {
  firstName: "Ada",
  lastName: "Ng",
  organisation: null,
  email: "ada@example.org",
  phone: "+15551234567",
  addressLine1: "1 Pier Road",
  addressLine2: null,
  city: "Seattle",
  state: "WA",
  postalCode: "98101",
  country: "US",
  extra: {},
};
