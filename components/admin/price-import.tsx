"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { type FormAction, SendingForm } from "@/components/ui/sending-form";
import { ImportDiff, type PriceImportView } from "./import-diff";

/** Reads the price lists of the accounts that sell, and shows what was different. */
export function PriceImport({ action }: { action: FormAction<PriceImportView[]> }) {
  const [open, setOpen] = useState(false);
  const [imports, setImports] = useState<PriceImportView[] | null>(null);
  return (
    <>
      <Button
        look="primary"
        onClick={() => {
          setImports(null);
          setOpen(true);
        }}
      >
        Import price list
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={imports ? "Imported" : "Import the price list?"}>
        {imports ? (
          <>
            <ImportDiff imports={imports} />
            <div className="mt-6 flex justify-end">
              <Button onClick={() => setOpen(false)}>Close</Button>
            </div>
          </>
        ) : (
          <SendingForm action={action} onDone={setImports} className="outline-none">
            {({ busy, message }) => (
              <>
                {message && (
                  <div className="mb-4">
                    <Notice tone="danger" role="alert">
                      {message}
                    </Notice>
                  </div>
                )}
                <p className="text-ink-2">
                  The registrar's costs are read and kept at once, and prices made by the markup follow them. Prices set
                  by hand stay, quotes already given keep their price, and endings new to the catalogue join it switched
                  off. You see here what was different.
                </p>
                <p className="mt-2 min-h-6 text-sm text-ink-3" role="status">
                  {busy && "Reading the list: a few hundred endings take up to a minute."}
                </p>
                <div className="mt-4 flex justify-end gap-2">
                  <Button look="quiet" onClick={() => setOpen(false)}>
                    Not now
                  </Button>
                  <Button type="submit" look="primary" busy={busy}>
                    Import price list
                  </Button>
                </div>
              </>
            )}
          </SendingForm>
        )}
      </Dialog>
    </>
  );
}
