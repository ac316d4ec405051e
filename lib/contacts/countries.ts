export { countryName, isCountry } from "@/lib/kernel/countries";
