import { notFound } from "next/navigation";
import { AppError } from "@/lib/kernel/errors";

/** What a read found, or the not-found page: another merchant's thing does not exist. */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
