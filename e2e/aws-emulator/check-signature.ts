import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";

export const accessKeyId = "AKIAEMULATOR00000001";
export const secretAccessKey = "emulator/secret/access/key/0000000000000";

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const mac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/** Whether the request carries a right Signature V4 of our key for us-east-1 and this service; else what is wrong. */
export function checkSignature(request: IncomingMessage, body: string, service: string): string | null {
  const authorization = request.headers.authorization ?? "";
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      authorization,
    );
  if (!parts) return "there is no Signature V4";
  const [, key, date = "", region = "", signedService = "", signedHeaders = "", signature] = parts;
  if (key !== accessKeyId) return "the access key is not known";
  if (region !== "us-east-1" || signedService !== service) return `signed for ${region}/${signedService}`;
  if (!signedHeaders.split(";").includes("host")) return "the host is not signed";

  const url = new URL(request.url ?? "/", "http://emulator");
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
  const path = url.pathname.split("/").map(encode).join("/");
  const headers = signedHeaders.split(";").map((name) => `${name}:${String(request.headers[name] ?? "").trim()}\n`);
  const canonical = [request.method, path, query, headers.join(""), signedHeaders, hash(body)].join("\n");
  const scope = `${date}/${region}/${signedService}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope, hash(canonical)].join("\n");
  const signingKey = [date, region, signedService, "aws4_request"].reduce<string | Buffer>(
    mac,
    `AWS4${secretAccessKey}`,
  );
  return mac(signingKey, toSign).toString("hex") === signature ? null : "the signature is wrong";
}
