export { RoomSkeleton as default } from "@/components/admin/room-skeleton";
