"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";

export type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  form?: "centre" | "drawer" | "sheet";
};

/** Loaded when it is first opened: most visits of a page open none. */
const Modal = dynamic(() => import("./modal").then(({ Modal }) => Modal), { ssr: false });

/** A modal: it keeps the focus inside and closes on Escape. `drawer` stands at the right edge, `sheet` is for the command palette. */
export function Dialog(props: DialogProps) {
  return props.open ? <Modal {...props} /> : null;
}
