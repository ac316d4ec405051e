import { ProviderError } from "@/lib/kernel/errors";

/** Null for the failures that only mean that there is nothing. */
export async function orNull<T>(read: Promise<T>, meansNothing: (error: ProviderError) => boolean): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof ProviderError && meansNothing(error)) return null;
    throw error;
  }
}
