import { NothingHere } from "@/components/frame/nothing-here";

export default NothingHere;
