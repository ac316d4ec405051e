"use server";

import { z } from "zod";
import { action } from "@/app/_lib/action";
import { archiveContact } from "@/lib/contacts/archive-contact";
import { registrarContact } from "@/lib/contacts/contact-view";
import { getContact } from "@/lib/contacts/queries";
import { saveContact } from "@/lib/contacts/save-contact";
import { shapeOf } from "./shape-of";

const id = z.string().max(80);

export const keepContact = action({ input: z.looseObject({ id: id.optional() }) }, (ctx, input) =>
  saveContact(ctx, input),
);

export const removeContact = action({ input: z.object({ id }) }, (ctx, input) => archiveContact(ctx, input));

/** Undo of archiving: the same details as a new entry; what refers to the archived one keeps it. */
export const restoreContact = action({ input: z.object({ id }) }, async (ctx, input) => {
  await saveContact(ctx, registrarContact(await getContact(ctx, input.id)));
});

export const askShape = action(
  {
    input: z.object({
      country: z.string().max(60),
      organisation: z.string().max(400).nullable(),
      extra: z.record(z.string().max(60), z.string().max(1000)),
      tlds: z.array(z.string().max(80)).max(200),
    }),
    limit: "read",
  },
  async (_ctx, input) => shapeOf(input),
);
