import { z } from "zod";
import { listContacts } from "@/lib/contacts/queries";
import { endpoint } from "../endpoint";

export const listContactsEndpoint = endpoint({
  id: "listContacts",
  method: "GET",
  path: "/contacts",
  tag: "Transfers",
  summary: "List whom names can be registered for",
  description: "Your contacts, the last used first, at most 500.",
  scope: "domains:buy",
  responses: {
    200: {
      description: "The contacts.",
      body: z.object({
        data: z.array(
          z.object({
            id: z.string(),
            first_name: z.string(),
            last_name: z.string(),
            organisation: z.string().nullable(),
            email: z.string(),
            country: z.string().describe("ISO 3166-1 alpha-2."),
          }),
        ),
      }),
    },
  },
  handler: async (ctx) => ({
    status: 200,
    body: {
      data: (await listContacts(ctx)).map((contact) => ({
        id: contact.id,
        first_name: contact.firstName,
        last_name: contact.lastName,
        organisation: contact.organisation,
        email: contact.email,
        country: contact.country,
      })),
    },
  }),
});
