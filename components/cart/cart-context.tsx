"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { Outcome } from "@/components/ui/outcome";
import { toast } from "@/components/ui/toast";
import { displayName } from "@/lib/kernel/display-name";
import type { CartLineView, CartView } from "@/lib/orders/views";

type LineChange = {
  lineId: string;
  years?: number;
  autoRenew?: boolean;
  privacy?: boolean;
  premiumConsent?: boolean;
  acceptPrice?: boolean;
};

/** The verbs of the cart as server actions; each answers with the whole cart as it now is. */
export type CartActions = {
  add: (input: { name: string; years?: number; premiumConsent?: boolean }) => Promise<Outcome<CartView>>;
  change: (input: LineChange) => Promise<Outcome<CartView>>;
  remove: (input: { lineId: string }) => Promise<Outcome<CartView>>;
  requote: () => Promise<Outcome<CartView>>;
};

type CartContext = {
  cart: CartView;
  /** Names and line ids that a request is under way for. */
  pending: ReadonlySet<string>;
  add: (name: string, premiumConsent?: boolean) => void;
  change: (change: LineChange) => void;
  remove: (line: CartLineView) => void;
};

const Context = createContext<CartContext | null>(null);

export function useCart(): CartContext {
  const cart = useContext(Context);
  if (!cart) throw new Error("useCart is used outside CartProvider");
  return cart;
}

/** Keeps the cart of this page. Answers may cross: the one with the highest version is the truth. */
export function CartProvider({
  initial,
  actions,
  children,
}: {
  initial: CartView;
  actions: CartActions;
  children: ReactNode;
}) {
  const [cart, setCart] = useState(initial);
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set());
  const requoting = useRef(false);

  const run = useCallback(async (key: string, work: () => Promise<Outcome<CartView>>): Promise<CartView | null> => {
    setPending((before) => new Set(before).add(key));
    try {
      const outcome = await work();
      if (!outcome.ok) {
        toast(outcome.message, { tone: "danger" });
        return null;
      }
      setCart((before) =>
        outcome.data.id === before.id && outcome.data.version < before.version ? before : outcome.data,
      );
      return outcome.data;
    } catch {
      toast("The connection failed, so nothing was changed or charged. Try again.", { tone: "danger" });
      return null;
    } finally {
      setPending((before) => new Set([...before].filter((entry) => entry !== key)));
    }
  }, []);

  const value = useMemo<CartContext>(() => {
    const add: CartContext["add"] = (name, premiumConsent) => {
      void run(name, () => actions.add({ name, ...(premiumConsent && { premiumConsent }) }));
    };
    return {
      cart,
      pending,
      add,
      change: (change) => void run(change.lineId, () => actions.change(change)),
      remove: async (line) => {
        const after = await run(line.id, () => actions.remove({ lineId: line.id }));
        if (!after) return;
        const restore = async () => {
          const { nameAscii, years, autoRenew, privacy, premiumConsent } = line;
          const back = await run(nameAscii, () =>
            actions.add({ name: nameAscii, years, ...(premiumConsent && { premiumConsent }) }),
          );
          const added = back?.lines.find((entry) => entry.nameAscii === nameAscii);
          if (added && (added.autoRenew !== autoRenew || added.privacy !== privacy))
            await run(added.id, () => actions.change({ lineId: added.id, autoRenew, privacy }));
        };
        toast(`${displayName(line.nameAscii)} is out of your cart.`, { tone: "idle", undo: restore });
      },
    };
  }, [cart, pending, actions, run]);

  useEffect(() => {
    if (!cart.quoteExpiresAt) return;
    const wait = Math.max(0, Date.parse(cart.quoteExpiresAt) - Date.now()) + 500;
    if (wait > 2_147_483_000) return;
    const timer = setTimeout(async () => {
      if (requoting.current) return;
      requoting.current = true;
      await run("cart", actions.requote);
      requoting.current = false;
    }, wait);
    return () => clearTimeout(timer);
  }, [cart.quoteExpiresAt, actions, run]);

  return <Context value={value}>{children}</Context>;
}
