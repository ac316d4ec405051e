import { afterEach, beforeEach, expect } from "vitest";
import { type OpenOnEmulator, openOnEmulator } from "./open-registrar";

/** The adapter and an emulated AWS of its own for each test of a file; a request that AWS would not take fails the test. */
export function useEmulator(): () => OpenOnEmulator {
  let opened: OpenOnEmulator | undefined;
  beforeEach(async () => {
    opened = await openOnEmulator();
  });
  afterEach(async () => {
    const violations = opened?.emulator.violations;
    await opened?.emulator.close();
    opened = undefined;
    expect(violations).toEqual([]);
  });
  return () => {
    if (!opened) throw new Error("The emulator is there within a test only.");
    return opened;
  };
}
