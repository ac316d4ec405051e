/** What a browser sees at a name whose DNS its registrar has taken over. */
export function noticePage(name: string): Response {
  const html = `<!doctype html><html lang="en"><title>${name} has expired</title>
<h1>${name} has expired</h1><p>Its owner can still renew it. It works again as soon as they do.</p></html>\n`;
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });
}
