export { countryName, isCountry, listCountries } from "@/lib/kernel/countries";
