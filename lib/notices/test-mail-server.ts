import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { afterEach, vi } from "vitest";
import { resetEnv } from "@/lib/kernel/env";

/** Mail servers of one test, gone with it. The returned function opens one, names it in SMTP_URL, and answers what was written to it. */
export function useMailServer(): (answerRcpt?: string) => Promise<string[]> {
  const servers: { close(): void }[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
    vi.unstubAllEnvs();
    resetEnv();
  });
  return async (answerRcpt = "250 fine") => {
    const lines: string[] = [];
    const server = createServer((socket) => {
      const answer = answers(answerRcpt);
      let rest = "";
      socket.write("220 mail.test ESMTP\r\n");
      socket.on("error", () => {});
      socket.on("data", (chunk) => {
        const parts = (rest + chunk).split("\r\n");
        rest = parts.pop() ?? "";
        for (const line of parts.filter(Boolean)) {
          lines.push(line);
          const said = answer(line);
          if (said) socket.write(`${said}\r\n`);
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    servers.push(server);
    vi.stubEnv("SMTP_URL", `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`);
    resetEnv();
    return lines;
  };
}

/** What the server says to each line of a conversation; nothing within a mail. */
function answers(answerRcpt: string): (line: string) => string | null {
  let inData = false;
  return (line) => {
    if (inData) {
      inData = line !== ".";
      return inData ? null : "250 kept";
    }
    inData = line === "DATA";
    if (inData) return "354 go on";
    if (line.startsWith("EHLO")) return "250-mail.test\r\n250 DSN";
    if (line.startsWith("RCPT")) return answerRcpt;
    return line.startsWith("QUIT") ? "221 bye" : "250 fine";
  };
}
