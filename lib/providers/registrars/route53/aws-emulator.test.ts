import {
  CheckDomainAvailabilityCommand,
  ListDomainsCommand,
  Route53DomainsClient,
  UpdateDomainNameserversCommand,
} from "@aws-sdk/client-route-53-domains";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AwsEmulator, startAwsEmulator } from "@/e2e/aws-emulator";

let emulator: AwsEmulator;
let client: Route53DomainsClient;
beforeEach(async () => {
  emulator = await startAwsEmulator();
  const { credentials, url: endpoint } = emulator;
  client = new Route53DomainsClient({ region: "us-east-1", endpoint, credentials, maxAttempts: 1 });
});
afterEach(() => emulator.close());

const withoutModels = "the published service models (../shared/fixtures) are not here";

/** The emulator is only worth its tests if it refuses what AWS would refuse. */
describe("the emulated AWS", () => {
  it.each([
    ["another region", { region: "eu-west-1" }, /us-east-1|eu-west-1/],
    ["another key", { credentials: { accessKeyId: "AKIAOTHER", secretAccessKey: "x" } }, /not known/],
  ])("refuses a request signed for %s", async (_, config, message) => {
    const { credentials, url: endpoint } = emulator;
    const other = new Route53DomainsClient({ region: "us-east-1", endpoint, credentials, maxAttempts: 1, ...config });
    await expect(other.send(new ListDomainsCommand({}))).rejects.toThrow(message);
    expect(emulator.requests).toHaveLength(0);
  });

  it("refuses an unsigned request", async () => {
    const reply = await fetch(`${emulator.url}/2013-04-01/hostedzonesbyname`);
    expect(reply.status).toBe(403);
    expect(await reply.text()).toContain("SignatureDoesNotMatch");
  });

  it.for<[string, unknown, string]>([
    ["a missing member", {}, "DomainName is required"],
    ["a member the model does not have", { DomainName: "a.com", Colour: "blue" }, "Colour is not in the model"],
    ["a wrong type", { DomainName: 5 }, "DomainName is no text"],
    ["a text that is too long", { DomainName: "a".repeat(256) }, "DomainName is longer than 255"],
  ])("refuses %s by the published model", async ([_, input, problem], { skip }) => {
    skip(!emulator.checksModels, withoutModels);
    client.middlewareStack.add(
      (next) => (args) => {
        Object.assign(args.request as object, { body: JSON.stringify(input) });
        return next(args);
      },
      { step: "build", priority: "high" },
    );
    const command = new CheckDomainAvailabilityCommand({ DomainName: "a.com" });
    await expect(client.send(command)).rejects.toThrow(problem);
    expect(emulator.violations).toEqual([expect.stringContaining(problem)]);
  });

  it.for<[string, unknown, string]>([
    ["a range", new ListDomainsCommand({ MaxItems: 101 }), "MaxItems is above 100"],
    [
      "a value out of an enumeration",
      new ListDomainsCommand({ SortCondition: { Name: "Colour" as never, SortOrder: "ASC" } }),
      "none of the model's values",
    ],
    [
      "a pattern",
      new UpdateDomainNameserversCommand({ DomainName: "a.com", Nameservers: [{ Name: "ns 1" }] }),
      "Nameservers[0].Name does not match",
    ],
  ])("refuses what breaks %s of the published model", async ([_, command, problem], { skip }) => {
    skip(!emulator.checksModels, withoutModels);
    await expect(client.send(command as ListDomainsCommand)).rejects.toThrow(problem);
  });
});
