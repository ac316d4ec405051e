/**
 * What the registry publishes about a name (RDAP, RFC 9083). All text is from outside: shown as text, never believed for
 * more than it says. Statuses are RDAP's words in lower case, such as `client transfer prohibited`.
 */
export type RdapDomain = {
  name: string;
  statuses: string[];
  registeredAt: Date | null;
  transferredAt: Date | null;
  expiresAt: Date | null;
  /** The registrar that holds it, by its name, and its number at IANA. */
  registrar: { name: string | null; ianaId: string | null };
  nameServers: string[];
};

export type Rdap = {
  /**
   * What is published about a name now; null when the registry says that there is none. `unsupported`: nobody answers
   * for this ending. Throws ProviderError.
   */
  domain(name: string): Promise<RdapDomain | null>;
};
