import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** Before the first rows are there, at their height. */
export function SearchSkeleton() {
  return (
    <div className="mt-6 space-y-6">
      <div className="rounded-lg border border-line bg-surface p-5 md:p-8">
        <Skeleton className="h-10 w-64 max-w-full md:h-[3.75rem] md:w-96" />
        <Skeleton className="mt-5 h-5 w-44" />
        <Skeleton className="mt-3 h-4 w-32" />
      </div>
      <SkeletonRows rows={8} label="Searching" />
    </div>
  );
}
