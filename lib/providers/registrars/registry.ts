import type { RegistrarFactory } from "./contract";
import { route53Registrar } from "./route53";
import { sandboxRegistrar } from "./sandbox";

/** Every registrar the product can speak to. A new vendor is one folder and one line here. */
export const registrars = {
  route53: route53Registrar,
  sandbox: sandboxRegistrar,
} satisfies Record<string, RegistrarFactory>;

/** The factory of a registrar; an unknown one stops the caller, it never falls back. */
export function registrarFactory(id: string): RegistrarFactory {
  const factory = (registrars as Record<string, RegistrarFactory>)[id];
  if (!factory) throw new Error(`Unknown registrar "${id}". Known: ${Object.keys(registrars).join(", ")}.`);
  return factory;
}
