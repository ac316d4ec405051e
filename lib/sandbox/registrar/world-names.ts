import { fnvHash } from "./fnv-hash";
import { faultsInName } from "./induced-faults";

const brands = new Set(
  (
    "google amazon apple microsoft facebook instagram whatsapp youtube netflix spotify paypal stripe shopify ebay etsy tesla toyota " +
    "honda bmw audi mercedes volkswagen porsche ferrari nike adidas puma reebok gucci prada chanel dior hermes zara ikea lego disney " +
    "pixar marvel nintendo sony samsung huawei xiaomi nokia siemens bosch philips intel nvidia oracle cisco adobe github gitlab " +
    "twitter linkedin reddit pinterest tiktok snapchat uber lyft airbnb booking expedia starbucks mcdonalds pepsi cocacola heineken " +
    "visa mastercard hsbc barclays allianz vodafone telekom orange wikipedia mozilla openai anthropic cloudflare godaddy namecheap"
  ).split(" "),
);

const words = new Set(
  (
    "shop store market sale deal deals buy sell cart trade bank money cash gold silver diamond coin crypto pay card loan credit tax " +
    "home house garden kitchen table chair sofa lamp bed door window paint tool tools wood stone glass iron steel paper ink book books " +
    "car cars bike bikes truck boat ship plane train bus taxi travel hotel hotels flight trip tour beach island lake river ocean sea " +
    "harbor mountain forest tree flower rose lily sun moon star sky rain snow wind storm fire water earth ice salt sugar honey bread " +
    "cheese milk tea coffee wine beer juice apple lemon cherry berry olive pizza pasta burger sushi cake chocolate cookie candy food " +
    "cook chef menu recipe dog dogs cat cats horse bird fish lion tiger bear wolf fox eagle owl bee baby kids toy toys game games " +
    "play music song band radio film movie video photo photos art design studio fashion dress shoes shirt hat bag watch ring jewelry " +
    "beauty hair skin spa health doctor dental clinic fit fitness yoga gym run sport sports golf tennis football soccer ski surf " +
    "news blog forum chat mail email cloud data code web net link site host server app apps phone mobile tech robot ai lab labs " +
    "energy solar power light green blue red black white orange pink happy love life live world global city town village office work " +
    "job jobs team group company business law legal school academy university college learn teach study science math history king " +
    "queen prince magic dream smart fast quick easy simple best top first one two three alpha beta delta omega nova zen zero"
  ).split(" "),
);

export type WorldName = { registeredYear: number };

/** Names that the rest of the world holds: brands nearly everywhere, common words mostly, two letters in the old TLDs. */
export function worldName(name: string): WorldName | null {
  const label = name.slice(0, name.indexOf("."));
  const tld = name.slice(label.length + 1);
  const chance = shareTaken(label, tld);
  const hash = fnvHash(`world:${name}`);
  if (hash % 100 >= chance) return null;
  const young = tld.length > 3 && !tld.includes(".");
  const from = young ? 2014 : 1994;
  return { registeredYear: from + (Math.floor(hash / 128) % ((young ? 2024 : 2019) - from)) };
}

function shareTaken(label: string, tld: string): number {
  const old = tld === "com" || tld === "net" || tld === "org";
  if (brands.has(label)) return old ? 100 : 92;
  if (label.length <= 2) return old ? 100 : 80;
  if (label.length === 3) return old ? 100 : 35;
  if (words.has(label)) return tld === "com" ? 100 : old ? 90 : 55;
  return 0;
}

/** Short words and common ones that a newer registry asks more for. */
export function premiumPrice(name: string): { registerMinor: number; renewMinor: number } | null {
  const label = name.slice(0, name.indexOf("."));
  const tld = name.slice(label.length + 1);
  if (faultsInName(name).has("premium")) return { registerMinor: 25_000, renewMinor: 8_000 };
  if (tld.length < 3 || ["com", "net", "org", "info", "biz", "name"].includes(tld) || tld.includes(".")) return null;
  if (!words.has(label) && label.length > 3) return null;
  const hash = fnvHash(`premium:${name}`);
  if (hash % 3 !== 0) return null;
  const registerMinor = [9_500, 19_500, 49_500, 125_000, 290_000][Math.floor(hash / 16) % 5] ?? 9_500;
  return { registerMinor, renewMinor: hash % 2 === 0 ? registerMinor : 6_500 };
}
