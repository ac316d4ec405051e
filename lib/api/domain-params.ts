import { z } from "zod";

export const domainParams = z.strictObject({
  name: z.string().max(1024).describe("The name, in Unicode or A-labels, such as example.com."),
});
