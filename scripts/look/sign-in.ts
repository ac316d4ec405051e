import type { BrowserContext } from "@playwright/test";

export type DemoUser = { role: string; email: string; password: string };

/** Signs the whole browser context in, through the same endpoint as the form. */
export async function signIn(context: BrowserContext, baseUrl: string, user: DemoUser): Promise<void> {
  const { csrfToken } = (await (await context.request.get(`${baseUrl}/api/auth/csrf`)).json()) as { csrfToken: string };
  const { email, password } = user;
  const answer = await context.request.post(`${baseUrl}/api/auth/callback/credentials`, {
    form: { csrfToken, email, password, json: "true", callbackUrl: baseUrl },
    headers: { origin: baseUrl },
  });
  const { url } = (await answer.json().catch(() => ({}))) as { url?: string };
  if (!answer.ok() || !url || url.includes("error=")) {
    throw new Error(`Signing in as ${email} was refused with status ${answer.status()}: ${url ?? "no address"}.`);
  }
}
