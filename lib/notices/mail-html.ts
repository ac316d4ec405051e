const serif = "Georgia,'Times New Roman',serif";
const sans = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const paragraph = `margin:0 0 16px;font:15px/24px ${sans};color:#2b2620`;

/**
 * The same mail as a page: one column, nothing fetched from anywhere, styles in attributes because mail programs drop the rest.
 * Everything is escaped; only addresses below `siteUrl` become links, so that nobody else's words can.
 */
export function mailHtml(mail: { subject: string; body: string; platformName: string; siteUrl: string }): string {
  const [main = "", smallPrint = ""] = mail.body.split("\n\n-- \n");
  const blocks = main.split("\n\n").map((block) => blockHtml(block, mail.siteUrl));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light"><title>${escapeHtml(mail.subject)}</title></head>
<body style="margin:0;padding:24px 12px;background:#f6f3ee">
<div style="max-width:560px;margin:0 auto;padding:32px 28px;background:#ffffff;border:1px solid #e6e0d6;border-radius:10px">
<p style="margin:0 0 24px;font:600 13px/20px ${sans};letter-spacing:.02em;color:#7a5a12">${escapeHtml(mail.platformName)}</p>
<h1 style="margin:0 0 20px;font:400 24px/32px ${serif};color:#1f1a14;overflow-wrap:anywhere">${escapeHtml(mail.subject)}</h1>
${blocks.join("\n")}
</div>
${smallPrint === "" ? "" : smallPrintHtml(smallPrint, mail.siteUrl)}
</body></html>`;
}

function blockHtml(block: string, siteUrl: string): string {
  const lines = block.split("\n");
  if (lines.every((line) => line.startsWith("- "))) {
    const entries = lines.map((line) => `<li style="margin:0 0 6px">${escapeHtml(line.slice(2))}</li>`);
    return `<ul style="margin:0 0 16px;padding:0 0 0 20px;font:15px/24px ${sans};color:#2b2620">${entries.join("")}</ul>`;
  }
  const [, label, url] = /^([^\n]{1,120}?): (https?:\/\/\S+)$/.exec(block) ?? [];
  if (label && url && isOwn(url, siteUrl)) {
    return `<p style="margin:24px 0 8px"><a href="${escapeHtml(url)}" style="display:inline-block;padding:11px 18px;border-radius:6px;background:#d8ac3f;color:#2a1f08;font:500 15px/20px ${sans};text-decoration:none">${escapeHtml(label)}</a></p>`;
  }
  return `<p style="${paragraph}">${lines.map(escapeHtml).join("<br>")}</p>`;
}

function smallPrintHtml(text: string, siteUrl: string): string {
  const lines = text.split("\n").map((line) => {
    const [, label, url] = /^(.{1,120}?): (https?:\/\/\S+)$/.exec(line) ?? [];
    if (!label || !url || !isOwn(url, siteUrl)) return escapeHtml(line);
    return `<a href="${escapeHtml(url)}" style="display:inline-block;padding:4px 0;color:#6b6257">${escapeHtml(label)}</a>`;
  });
  return `<p style="max-width:560px;margin:16px auto 0;padding:0 28px;font:12px/18px ${sans};color:#6b6257;overflow-wrap:anywhere">${lines.join("<br>")}</p>`;
}

const isOwn = (url: string, siteUrl: string) => url === siteUrl || url.startsWith(`${siteUrl}/`);

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
