import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { env } from "./env";

const form = /^v1\.([0-9a-f]{8})\.([\w-]{16})\.([\w-]{22,})$/;
const nonceBytes = 12;
const tagBytes = 16;

/** A sealed value that cannot be opened: altered, of another place, or of a key that is gone. Says nothing of its content. */
export class SealBroken extends Error {
  constructor(why: string) {
    super(`A sealed value cannot be opened: ${why}.`);
    this.name = "SealBroken";
  }
}

/**
 * Encrypts a secret for keeping (AES-256-GCM under NAMEPLATE_MASTER_KEY). `context` names the one place it belongs to,
 * such as `transfer_codes:itm_…`: moved anywhere else it does not open. The answer, `v1.<key id>.<nonce>.<text>`, names its key.
 */
export function seal(plain: string, context: string): string {
  const key = keyOf(env().NAMEPLATE_MASTER_KEY);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce, { authTagLength: tagBytes });
  cipher.setAAD(boundTo(key.id, context));
  const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1.${key.id}.${nonce.toString("base64url")}.${text.toString("base64url")}`;
}

/** Opens what `seal` made for the same context, under today's key or one in NAMEPLATE_OLD_MASTER_KEYS. Throws SealBroken. */
export function unseal(sealed: string, context: string): string {
  const [, keyId, nonce, text] = form.exec(sealed) ?? [];
  if (!keyId || !nonce || !text) throw new SealBroken("it is not in the form that is written here");
  const { NAMEPLATE_MASTER_KEY, NAMEPLATE_OLD_MASTER_KEYS = [] } = env();
  const key = [NAMEPLATE_MASTER_KEY, ...NAMEPLATE_OLD_MASTER_KEYS].map(keyOf).find((known) => known.id === keyId);
  if (!key) throw new SealBroken(`its key ${keyId} is not among those configured`);
  const bytes = Buffer.from(text, "base64url");
  // The last character has bits that mean nothing: other spellings of the same bytes are not ours.
  if (bytes.toString("base64url") !== text) throw new SealBroken("it is not in the form that is written here");
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, Buffer.from(nonce, "base64url"), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(boundTo(key.id, context));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    return decipher.update(bytes.subarray(0, -tagBytes), undefined, "utf8") + decipher.final("utf8");
  } catch {
    throw new SealBroken("it was altered, or belongs somewhere else");
  }
}

type Key = { id: string; bytes: Buffer };

function keyOf(hex: string): Key {
  const bytes = Buffer.from(hex, "hex");
  return { bytes, id: createHash("sha256").update(bytes).digest("hex").slice(0, 8) };
}

function boundTo(keyId: string, context: string): Buffer {
  return Buffer.from(`v1.${keyId}.${context}`, "utf8");
}
