import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div role="status" aria-label="Loading the domain">
      <Skeleton className="h-4 w-20" />
      <Skeleton className="mt-3 h-14 w-96 max-w-full" />
      <Skeleton className="mt-4 h-6 w-72 max-w-full" />
      <div className="mt-20 grid gap-6 lg:grid-cols-2">
        <Skeleton className="h-96" />
        <Skeleton className="h-96" />
      </div>
    </div>
  );
}
