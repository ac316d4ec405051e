/** The shelves a search filters by. */
export const tldGroups = [
  "popular",
  "shop",
  "business",
  "tech",
  "creative",
  "lifestyle",
  "country",
  "general",
] as const;
export type TldGroup = (typeof tldGroups)[number];

/**
 * Rules of one TLD as far as they hold at any registrar. Years are the terms it is registered for; grace is the time after
 * expiry in which a renewal still costs the renewal price, redemption the time after that in which it costs a restore.
 */
export type TldRules = {
  tld: string;
  group: TldGroup;
  position: number;
  minYears: number;
  maxYears: number;
  privacy: boolean;
  idn: boolean;
  /** Whether a transfer in needs the auth code. */
  authCodeRequired: boolean;
  graceDays: number;
  redemptionDays: number;
  /** Days after a registration or transfer in which a name cannot move. */
  lockDays: number;
  /** On the browsers' HSTS preload list as a whole: without a certificate there is no site. */
  httpsOnly: boolean;
  /** Why not everybody may have one; null when everybody may. */
  restriction: string | null;
};

/** The operator's first order; the admin grid changes it. */
const shelves: Record<TldGroup, string> = {
  popular: "com shop store net org co io ai app dev online xyz info biz me site",
  shop:
    "market sale deals discount boutique fashion gifts clothing shoes jewelry toys furniture supply supplies bargains cheap " +
    "coupons fish flowers florist gallery shopping tienda bike parts watch wine vin diamonds glass tools lighting kitchen",
  business:
    "company agency solutions services group ltd inc llc gmbh consulting enterprises international holdings ventures " +
    "capital finance financial tax accountants insure legal law attorney associates management marketing partners " +
    "industries construction contractors builders engineering equipment properties realty estate house",
  tech: "tech cloud digital software systems network computer codes host hosting email page website web link click technology tv cc",
  creative:
    "design studio art photo photos photography pictures graphics media video audio band theater productions ink",
  lifestyle:
    "club life live love fun style beauty salon fit fitness yoga health care clinic dental doctor vet pet dog cafe coffee " +
    "bar pub pizza restaurant menu recipes food catering farm garden organic kids family baby wedding travel tours vacations " +
    "flights golf run soccer team games game",
  country:
    "de co.uk uk fr it es nl eu be ch at se no dk fi pl pt ie cz sk hu ro gr lt lv ee si hr bg lu li is us ca mx com.mx br com.br " +
    "com.ar cl com.co pe in co.in jp co.jp kr tw com.tw hk sg com.sg my com.my ph vn th co.th id co.id cn com.cn com.au net.au " +
    "nz co.nz co.za ae il co.il tr com.tr ru com.ua org.uk me.uk ws to fm gg",
  general:
    "world global earth today news blog space center zone city town school academy education support guide expert pro name mobi one",
};

const gtldBaseline = {
  minYears: 1,
  maxYears: 10,
  privacy: true,
  idn: true,
  authCodeRequired: true,
  graceDays: 45,
  redemptionDays: 30,
  lockDays: 60,
  httpsOnly: false,
  restriction: null,
} satisfies Partial<TldRules>;

/** Country registries publish what they choose to, take names back at once or after their own time, and rarely lock. */
const countryBaseline = { ...gtldBaseline, privacy: false, idn: false, graceDays: 0, redemptionDays: 30, lockDays: 0 };

const oneYear = { maxYears: 1 };
const european = "Holders need an address in the European Union, the EEA or Switzerland";

/** Where a TLD leaves its baseline. Checked against registry and registrar pages; verify a row when it is first sold. */
const exceptions: Record<string, Partial<TldRules>> = {
  ai: { minYears: 2, privacy: false, idn: false },
  io: { idn: false },
  co: { maxYears: 5, idn: false },
  me: { graceDays: 30 },
  tv: { idn: true },
  cc: { idn: true },
  app: { httpsOnly: true },
  dev: { httpsOnly: true },
  page: { httpsOnly: true },
  law: { restriction: "Only for qualified lawyers and law firms" },
  name: { privacy: false },
  pro: { idn: false },
  de: { ...oneYear, idn: true },
  "co.uk": { authCodeRequired: false, graceDays: 30, redemptionDays: 60 },
  uk: { authCodeRequired: false, graceDays: 30, redemptionDays: 60 },
  "org.uk": { authCodeRequired: false, graceDays: 30, redemptionDays: 60 },
  "me.uk": { authCodeRequired: false, graceDays: 30, redemptionDays: 60 },
  fr: { idn: true, restriction: european },
  it: {
    ...oneYear,
    idn: true,
    graceDays: 10,
    restriction: "Holders need an address or citizenship in the EEA, Switzerland or the United Kingdom",
  },
  es: { maxYears: 5, idn: true, authCodeRequired: false, graceDays: 10, redemptionDays: 14 },
  nl: { ...oneYear, redemptionDays: 40 },
  eu: {
    idn: true,
    redemptionDays: 40,
    restriction: "Holders need an address or citizenship in the European Union or the EEA",
  },
  be: { ...oneYear, idn: true, redemptionDays: 40 },
  ch: { ...oneYear, idn: true, redemptionDays: 40 },
  li: { ...oneYear, idn: true, redemptionDays: 40 },
  at: { ...oneYear, idn: true },
  se: { idn: true, redemptionDays: 60 },
  no: {
    ...oneYear,
    idn: true,
    redemptionDays: 90,
    restriction: "Holders need an organisation or personal number in Norway",
  },
  dk: { maxYears: 5, idn: true },
  fi: { maxYears: 5, idn: true },
  ie: { graceDays: 30, redemptionDays: 14, restriction: "Holders need a connection to Ireland" },
  is: { ...oneYear, idn: true },
  lu: { ...oneYear, idn: true },
  hu: { ...oneYear, idn: true, restriction: "Holders need an address in the European Union" },
  sk: { ...oneYear, restriction: european },
  hr: { ...oneYear, restriction: "Holders need an address in the European Union" },
  lt: { ...oneYear, idn: true },
  lv: { ...oneYear, idn: true },
  us: {
    graceDays: 45,
    lockDays: 60,
    restriction: "Holders need citizenship, residence or business in the United States",
  },
  ca: { idn: true, graceDays: 45, lockDays: 60, restriction: "Holders need a presence in Canada" },
  mx: { privacy: true, graceDays: 45 },
  "com.mx": { privacy: true, graceDays: 45 },
  br: { idn: true, restriction: "Holders need a CPF or CNPJ number in Brazil" },
  "com.br": { idn: true, restriction: "Holders need a CPF or CNPJ number in Brazil" },
  "com.ar": { ...oneYear, restriction: "Holders need an identity number in Argentina" },
  "com.co": { privacy: true, graceDays: 45, maxYears: 5, lockDays: 60 },
  in: { graceDays: 45, lockDays: 60 },
  "co.in": { graceDays: 45, lockDays: 60 },
  jp: { ...oneYear, idn: true, restriction: "Holders need an address in Japan" },
  "co.jp": { ...oneYear, restriction: "Only for companies registered in Japan" },
  kr: { idn: true, restriction: "Holders need an address in Korea" },
  tw: { idn: true },
  sg: { idn: true, maxYears: 2, restriction: "Holders need an address or company in Singapore" },
  "com.sg": { maxYears: 2, restriction: "Only for companies registered in Singapore" },
  my: { restriction: "Holders need an address in Malaysia" },
  "com.my": { restriction: "Only for organisations registered in Malaysia" },
  "co.th": { restriction: "Only for companies registered in Thailand" },
  "co.id": { restriction: "Only for companies registered in Indonesia" },
  cn: { idn: true, restriction: "Holders must pass identity verification in China" },
  "com.cn": { idn: true, restriction: "Holders must pass identity verification in China" },
  "com.au": {
    maxYears: 5,
    graceDays: 30,
    redemptionDays: 0,
    restriction: "Holders need an Australian company, business or trademark number",
  },
  "net.au": {
    maxYears: 5,
    graceDays: 30,
    redemptionDays: 0,
    restriction: "Holders need an Australian company, business or trademark number",
  },
  nz: { redemptionDays: 90 },
  "co.nz": { redemptionDays: 90 },
  "co.za": { ...oneYear, authCodeRequired: false },
  il: { maxYears: 5, idn: true },
  "co.il": { maxYears: 5 },
  "com.tr": { maxYears: 5, idn: true },
  tr: { maxYears: 5, idn: true },
  ru: { ...oneYear, graceDays: 30, redemptionDays: 0, restriction: "Holders must give identity papers" },
  "com.ua": { ...oneYear },
  ws: { privacy: true, idn: true, graceDays: 30 },
  to: { privacy: true },
  fm: { privacy: true, graceDays: 45 },
  gg: { idn: true, graceDays: 45 },
};

/** About 260 TLDs with their rules, in the operator's first order. The seed writes them; screens read the table. */
export const catalogueData: readonly TldRules[] = tldGroups
  .flatMap((group) => shelves[group].split(" ").map((tld) => ({ group, tld })))
  .map(({ group, tld }, index) => ({
    ...(group === "country" ? countryBaseline : gtldBaseline),
    ...exceptions[tld],
    tld,
    group,
    position: (index + 1) * 10,
  }));
