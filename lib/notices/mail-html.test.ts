import { describe, expect, it } from "vitest";
import { expiryText } from "./expiry-text";
import { mailHtml } from "./mail-html";
import { mailText, plainWords } from "./mail-text";

const set = (body: string, subject = "Hello") =>
  mailHtml({ subject, body, platformName: "Nameplate", siteUrl: "https://shop.test" });

describe("a mail as a page", () => {
  it("sets greeting, list, the one thing to do, and the small print of the text", () => {
    const html = set(
      mailText({
        name: "Jo",
        parts: ["Words.", ["one", "two"]],
        action: { label: "Renew it", url: "https://shop.test/domains/1" },
        why: "Because.\nStop mail like this: https://shop.test/unsubscribe/x",
      }),
    );
    expect(html).toContain(">Hello Jo,</p>");
    expect(html).toMatch(/<li[^>]*>one<\/li><li[^>]*>two<\/li>/);
    expect(html).toMatch(/<a href="https:\/\/shop\.test\/domains\/1"[^>]*>Renew it<\/a>/);
    expect(html).toMatch(/Because\.<br><a href="https:\/\/shop\.test\/unsubscribe\/x"[^>]*>Stop mail like this<\/a>/);
  });

  it.each([
    `<script>alert(1)</script>`,
    `<img src=x onerror=alert(1)>`,
    `"><svg onload=alert(1)>`,
    `</style><b>`,
    `&lt;script&gt;`,
  ])("shows %s as words, in its subject as in its text", (hostile) => {
    const html = set(`Hello,\n\n${hostile}\n\n- ${hostile}\n\n-- \n${hostile}`, hostile);
    const tags = [...html.matchAll(/<\/?([a-z0-9!]+)/gi)].map((match) => match[1]!.toLowerCase());
    const known = ["!doctype", "html", "head", "meta", "title", "body", "div", "p", "h1", "ul", "li"];
    expect(new Set(tags)).toEqual(new Set(known));
  });

  it("makes links of its own addresses alone", () => {
    const html = set(
      "Hello,\n\nSign in: https://evil.test/x\n\nPay: https://shop.test.evil.test/\n\nGo: javascript:alert(1)\n\n-- \nhttps://evil.test",
    );
    expect(html).not.toContain("<a ");
  });
});

describe("a name that somebody chose", () => {
  it("is one line of words that no mail program makes a link of", () => {
    expect(plainWords("Win\r\nBcc: x https://evil.test <b>")).toBe("Win Bcc: x https evil.test b");
    expect(plainWords("x".repeat(300))).toHaveLength(60);
  });
});

describe("an expiry notice", () => {
  const fees = {
    currency: "USD",
    renewMinor: 1599,
    lateRenewMinor: 1599,
    restoreMinor: null,
    graceDays: 0,
    redemptionDays: 30,
  };
  const expiry = {
    kind: "expired" as const,
    nameAscii: "xn--bcher-kva.com",
    expiresAt: new Date("2026-11-17T10:00:00Z"),
    autoRenew: false,
    registrantName: null,
    merchantName: "Fern & Fable",
    fees,
    renewUrl: "https://shop.test/domains/dom_1",
  };

  it("shows a name as people read it, leaves out what an ending does not have, and says what is not known", () => {
    const { subject, body } = expiryText(expiry, { name: "Nameplate", email: "a@b.test" }, new Date("2026-11-20"));
    expect(subject).toBe("bücher.com has run out");
    expect(body).toContain("ran out on 17 November 2026, 3 days ago");
    expect(body).toContain("The days for renewing it late are over.");
    expect(body).not.toMatch(/^- Renew/m);
    expect(body).toContain("- Restore after deletion, by about 17 December 2026: price on request");
  });
});
