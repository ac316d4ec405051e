/** The hosted pages' one style sheet: light and dark, from 320 pixels up, no script and nothing fetched. */
export const styles = `
:root { color-scheme: light dark;
  --paper: #ffffff; --panel: #f5f6f8; --ink: #1a1f2b; --soft: #565f70; --line: #d5d9e1; --field: #ffffff;
  --accent: #3f4fd8; --accent-ink: #ffffff; --accent-hover: #3341bd; --bad: #b3261e; --bad-paper: #fdf0ef;
  --note: #6b4e00; --note-paper: #fff4d6; --note-line: #ecd9a0; --ring: #8f9af0; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #14171f; --panel: #1b1f29; --ink: #eceef3; --soft: #a4adbd; --line: #363d4c; --field: #1b1f29;
  --accent: #8f9cff; --accent-ink: #10131f; --accent-hover: #a8b2ff; --bad: #ff9f97; --bad-paper: #3a1d1c;
  --note: #f4d27a; --note-paper: #2e2712; --note-line: #54481f; --ring: #6673e6; } }
* { box-sizing: border-box; }
html { background: var(--paper); }
body { margin: 0; color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; -webkit-font-smoothing: antialiased; }
h1, h2, p, dl, dd, ul { margin: 0; padding: 0; }
a { color: inherit; }
.banner { background: var(--note-paper); color: var(--note); border-bottom: 1px solid var(--note-line); padding: 8px 20px; font-size: 13px; text-align: center; }
.banner strong { font-weight: 650; }
.split { display: grid; min-height: calc(100vh - 37px); grid-template-columns: 1fr; }
.summary { background: var(--panel); padding: 28px 20px 32px; border-bottom: 1px solid var(--line); }
.payment { padding: 28px 20px 48px; }
.column { max-width: 400px; margin-inline: auto; }
@media (min-width: 860px) {
  .split { grid-template-columns: 1fr 1fr; }
  .summary { border-bottom: 0; border-right: 1px solid var(--line); padding: 64px 48px; }
  .payment { padding: 64px 48px; }
  .summary .column { margin-right: 0; } .payment .column { margin-left: 0; }
}
.back { display: inline-flex; gap: 8px; align-items: center; color: var(--soft); text-decoration: none; font-size: 14px; padding: 6px 0; border-radius: 6px; }
.back:hover { color: var(--ink); text-decoration: underline; }
.heading { margin: 16px 0 0; font-weight: 450; font-size: 15px; }
.pay-to { color: var(--soft); display: block; }
.total { display: block; font-size: 34px; line-height: 1.2; font-weight: 650; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; margin-top: 2px; }
.items { list-style: none; margin-top: 28px; }
.items li, .sum { display: grid; grid-template-columns: 1fr auto; gap: 2px 16px; padding: 10px 0; border-top: 1px solid var(--line); }
.items .name { overflow-wrap: anywhere; font-weight: 500; }
.items .each { color: var(--soft); font-size: 13px; grid-column: 1; }
.amount { font-variant-numeric: tabular-nums; text-align: right; grid-column: 2; grid-row: 1; }
.sum { font-weight: 650; border-top-width: 2px; }
h2 { font-size: 18px; font-weight: 620; letter-spacing: -0.01em; }
form { display: grid; gap: 18px; }
.payment form { margin-top: 20px; }
.field { display: grid; gap: 6px; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 14px; align-items: start; }
label, .label { font-size: 13px; font-weight: 550; }
input[type=text], input[type=email] { width: 100%; min-height: 44px; padding: 10px 12px; font: inherit; font-size: 16px; color: var(--ink); background: var(--field); border: 1px solid var(--line); border-radius: 8px; font-variant-numeric: tabular-nums; }
input::placeholder { color: var(--soft); opacity: 1; }
:focus-visible { outline: 3px solid var(--ring); outline-offset: 1px; border-color: var(--accent); }
[aria-invalid=true] { border-color: var(--bad) !important; }
.error { color: var(--bad); font-size: 13px; }
.alert { background: var(--bad-paper); color: var(--bad); border: 1px solid currentColor; border-radius: 8px; padding: 12px 14px; margin-top: 18px; font-size: 14px; }
.alert p + p { margin-top: 2px; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
.choices { border: 1px solid var(--line); border-radius: 10px; overflow: clip; background: var(--field); }
.choice { display: grid; grid-template-columns: auto 1fr; gap: 12px; align-items: center; padding: 12px 14px; min-height: 48px; cursor: pointer; font-size: 15px; font-weight: 450; }
.choice + .choice { border-top: 1px solid var(--line); }
.choice small { color: var(--soft); font-size: 13px; }
input[type=radio], input[type=checkbox] { width: 18px; height: 18px; margin: 0; accent-color: var(--accent); }
.check { display: grid; grid-template-columns: auto 1fr; gap: 10px; align-items: start; font-weight: 450; font-size: 14px; }
form:has(input[name=payment_method]:checked:not([value=new])) .new-card { display: none; }
.new-card { display: grid; gap: 18px; }
button { min-height: 48px; padding: 12px 16px; border: 0; border-radius: 8px; font: inherit; font-size: 16px; font-weight: 600; background: var(--accent); color: var(--accent-ink); cursor: pointer; transition: background 140ms ease-out; }
button:hover { background: var(--accent-hover); }
button.quiet { background: transparent; color: var(--ink); border: 1px solid var(--line); }
button.quiet:hover { background: var(--panel); }
.terms { color: var(--soft); font-size: 13px; text-align: center; }
.email { color: var(--soft); } .email strong { color: var(--ink); font-weight: 500; overflow-wrap: anywhere; }
details { margin-top: 28px; border-top: 1px solid var(--line); padding-top: 14px; font-size: 14px; }
summary { cursor: pointer; color: var(--soft); border-radius: 6px; padding: 4px 0; }
table { width: 100%; border-collapse: collapse; margin-top: 8px; font-size: 13px; }
td, th { text-align: left; padding: 5px 8px 5px 0; border-top: 1px solid var(--line); font-weight: 400; vertical-align: top; }
td:first-child { font-family: ui-monospace, "SF Mono", Menlo, monospace; white-space: nowrap; font-size: 12px; }
.one { display: grid; place-items: start center; padding: 48px 20px; }
.card { width: 100%; max-width: 460px; border: 1px solid var(--line); border-radius: 14px; padding: 28px 24px; background: var(--panel); display: grid; gap: 14px; }
.card h1 { font-size: 22px; line-height: 1.3; font-weight: 640; letter-spacing: -0.01em; }
.card p { color: var(--soft); }
dl { display: grid; grid-template-columns: auto 1fr; gap: 8px 18px; padding: 14px 0; border-block: 1px solid var(--line); }
dt { color: var(--soft); } dd { text-align: right; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.button { display: block; text-align: center; text-decoration: none; border-radius: 8px; padding: 12px 16px; font-weight: 600; background: var(--accent); color: var(--accent-ink); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
`;
