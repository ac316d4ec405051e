import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <Skeleton className="mb-8 h-10 w-40" />
      <Skeleton className="mb-8 h-56 w-full" />
      <SkeletonRows />
    </>
  );
}
