import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** A room while its reads are under way: title, a sentence, rows. */
export function RoomSkeleton() {
  return (
    <>
      <Skeleton className="mb-3 h-10 w-48" />
      <Skeleton className="mb-8 h-5 w-80 max-w-full" />
      <SkeletonRows />
    </>
  );
}
