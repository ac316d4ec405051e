import { createHash } from "node:crypto";
import { fractionDigits } from "@/lib/kernel/money";
import { type Html, html, Html as Raw } from "./html";
import { styles } from "./styles";

const styleHash = createHash("sha256").update(styles).digest("base64");

/** `$12.99`, as the page's customer reads it. */
export function formatPrice(amountMinor: number, currency: string): string {
  const code = currency.toUpperCase();
  return new Intl.NumberFormat("en", { style: "currency", currency: code }).format(
    amountMinor / 10 ** fractionDigits(code),
  );
}

/**
 * A whole page. Nothing is loaded and no script runs. `leaveTo` are the addresses that a form may end at: browsers apply
 * form-action to redirects as well.
 */
export function pageResponse(input: {
  title: string;
  body: Html;
  status?: number;
  leaveTo?: (string | null | undefined)[];
}): Response {
  const origins = (input.leaveTo ?? []).flatMap((target) =>
    target && URL.canParse(target) ? [new URL(target).origin] : [],
  );
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${input.title}</title>
<style>${new Raw(styles)}</style>
</head>
<body>
<aside class="banner" aria-label="Sandbox notice"><strong>Sandbox: no real money.</strong> Test cards only.</aside>
${input.body}
</body>
</html>`;
  return new Response(page.text, {
    status: input.status ?? 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "content-security-policy":
        `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' ${[...new Set(origins)].join(" ")}`.trim(),
    },
  });
}

/** A page that only says something, with one way on. */
export function noticeResponse(input: {
  title: string;
  text: string;
  status: number;
  link?: { href: string; label: string } | undefined;
}): Response {
  return pageResponse({
    title: input.title,
    status: input.status,
    body: html`<main class="one"><div class="card">
<h1>${input.title}</h1>
<p>${input.text}</p>
${input.link && html`<a class="button" href="${input.link.href}">${input.link.label}</a>`}
</div></main>`,
  });
}
