/** What one TLD costs the platform at the sandbox registrar, a year, in US cents; null where the action is not offered. */
export type TldPrice = {
  tld: string;
  registerMinor: number;
  renewMinor: number;
  transferMinor: number | null;
  restoreMinor: number | null;
  minYears: number;
  maxYears: number;
  /** The registry takes minutes rather than a second. */
  slow: boolean;
};

/** First year, each later year, restore; then the TLDs that cost so much. Levels as resellers paid them in 2026. */
const levels: readonly [registerMinor: number, renewMinor: number, restoreMinor: number, tlds: string][] = [
  [1046, 1046, 8000, "com"],
  [1210, 1210, 8000, "net"],
  [798, 1130, 8000, "org"],
  [360, 1850, 9000, "info"],
  [1480, 1650, 8000, "biz mobi"],
  [980, 980, 6000, "name"],
  [1990, 1990, 9000, "pro"],
  [2620, 2620, 12000, "co com.co"],
  [4200, 4200, 15000, "io"],
  [7000, 7000, 20000, "ai"],
  [1280, 1800, 8000, "me ws"],
  [1240, 1240, 8000, "app dev page"],
  [198, 1190, 8000, "xyz"],
  [148, 2680, 8000, "online site website"],
  [98, 3980, 8000, "store tech space host"],
  [128, 2890, 8000, "shop fun"],
  [290, 2450, 8000, "click link pics bar"],
  [380, 1950, 8000, "club live life rocks ninja today news world center company email services business"],
  [690, 2150, 8000, "cloud digital agency solutions network computer systems technology software codes"],
  [790, 2490, 8000, "studio design media video band audio pictures photos photography photo graphics"],
  [1380, 1980, 8000, "art ink gallery land run fit style sale deals discount market global earth blog"],
  [
    1650,
    2780,
    8000,
    "group ltd llc gmbh consulting marketing management partners international support guide expert education",
  ],
  [
    1890,
    3180,
    8000,
    "boutique fashion gifts clothing shoes toys furniture supply supplies bargains cheap parts tools tienda",
  ],
  [
    2180,
    3380,
    8000,
    "coffee cafe pub pizza recipes catering menu kitchen fish florist flowers farm garden organic kids family baby dog pet",
  ],
  [
    2380,
    3680,
    8000,
    "beauty salon yoga health care clinic dental vet fitness travel tours vacations wedding zone city town school academy",
  ],
  [
    2690,
    4280,
    9000,
    "hosting engineering equipment construction contractors builders industries properties realty estate house glass lighting",
  ],
  [
    3180,
    4980,
    9000,
    "restaurant food golf soccer team games game bike wine vin watch shopping coupons love theater productions",
  ],
  [
    3680,
    5480,
    9000,
    "finance financial tax holdings ventures enterprises associates accountants legal jewelry diamonds flights",
  ],
  [4480, 6480, 9000, "capital insure inc attorney law doctor one fm"],
  [540, 540, 2500, "de"],
  [620, 620, 1500, "co.uk uk org.uk me.uk"],
  [720, 720, 3000, "fr it es nl be eu at"],
  [980, 980, 4000, "ch li se dk cz pl sk"],
  [1380, 1380, 5000, "no fi ie is lu hu lt lv ee si hr pt gr ro bg"],
  [780, 780, 4000, "us ca in co.in"],
  [3480, 3480, 9000, "mx com.mx cl pe com.ar br com.br"],
  [2880, 2880, 9000, "jp kr tw com.tw hk sg com.sg my com.my th co.th id co.id ph vn"],
  [5800, 5800, 12000, "co.jp"],
  [1180, 1180, 6000, "cn com.cn com.au net.au nz co.nz co.za"],
  [2280, 2280, 9000, "ae il co.il tr com.tr com.ua to gg"],
  [690, 690, 3000, "ru"],
  [2990, 2990, 9000, "tv cc"],
];

const oneYearOnly = new Set("de it nl be ch li at no is lu hu sk hr lt lv com.ar jp co.jp co.za ru com.ua".split(" "));
const fiveYears = new Set("co com.co es dk fi com.au net.au il co.il tr com.tr".split(" "));
const slow = new Set("ai br com.br jp co.jp no kr com.ar hu co.th co.id".split(" "));
const noTransfer = new Set("co.jp kr vn com.ar".split(" "));

export const priceList: ReadonlyMap<string, TldPrice> = new Map(
  levels.flatMap(([registerMinor, renewMinor, restoreMinor, tlds]) =>
    tlds.split(" ").map((tld): [string, TldPrice] => [
      tld,
      {
        tld,
        registerMinor,
        renewMinor,
        transferMinor: noTransfer.has(tld) ? null : renewMinor,
        restoreMinor: tld === "ru" || tld.endsWith(".au") ? null : restoreMinor,
        minYears: tld === "ai" ? 2 : 1,
        maxYears: oneYearOnly.has(tld) ? 1 : fiveYears.has(tld) ? 5 : tld.endsWith("sg") ? 2 : 10,
        slow: slow.has(tld),
      },
    ]),
  ),
);

export const currency = "USD";

/** The list's entry a name falls under: the longest suffix that is sold; null for other TLDs and names with further labels. */
export function priceOfTld(name: string): TldPrice | null {
  const dot = name.indexOf(".");
  return dot < 1 ? null : (priceList.get(name.slice(dot + 1)) ?? null);
}

/** The first year at the registration price and each later one at the renewal price, as registries bill. */
export function registerCost(price: Pick<TldPrice, "registerMinor" | "renewMinor">, years: number): number {
  return price.registerMinor + (years - 1) * price.renewMinor;
}
