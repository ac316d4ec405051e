import { Agent, get } from "node:http";
import type { MainPage } from "./main-pages";

const connections = 8;

/** Asks for the pages in turn over a few kept connections, each as a browser would, and sees that every one is answered. */
export async function requestPages(pages: Pick<MainPage, "url" | "session">[], count: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let next = 0;
  const work = async () => {
    while (next < count) {
      const page = pages[next++ % pages.length];
      if (page) await request(agent, page);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, work));
  } finally {
    agent.destroy();
  }
}

function request(agent: Agent, { url, session }: Pick<MainPage, "url" | "session">): Promise<void> {
  const cookie = session.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  return new Promise((done, fail) => {
    const headers = { cookie, "accept-encoding": "gzip", accept: "text/html" };
    get(url, { agent, headers }, (answer) => {
      answer.resume();
      answer.once("error", fail);
      answer.once("end", () => {
        if (answer.statusCode === 200) done();
        else fail(new Error(`${url} answered ${answer.statusCode}.`));
      });
    }).once("error", fail);
  });
}
