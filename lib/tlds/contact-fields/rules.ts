import { birthDate, europeanRules } from "./european-rules";
import { type ContactRules, choices, isPerson } from "./field";
import { caLegalTypes, ukTypes } from "./registry-words";

const australian: ContactRules = {
  fields: [
    {
      key: "AU_ID_TYPE",
      label: "Kind of Australian number",
      why: ".au names are only for those with a business, company or trademark in Australia.",
      kind: "choice",
      options: choices({ ABN: "Business number (ABN)", ACN: "Company number (ACN)", TM: "Trademark number" }),
    },
    {
      key: "AU_ID_NUMBER",
      label: "Australian number",
      why: "The registry looks it up in the public register.",
      kind: "text",
      pattern: /^[0-9 ]{6,14}$/,
      example: "53 004 085 616",
    },
  ],
  refuse: ({ extra }) => {
    const digits = (extra.AU_ID_NUMBER ?? "").replace(/ /g, "").length;
    const needed = { ABN: 11, ACN: 9 }[extra.AU_ID_TYPE ?? ""];
    return needed && digits !== needed
      ? { field: "AU_ID_NUMBER", message: `An ${extra.AU_ID_TYPE} has ${needed} digits.` }
      : null;
  },
};

const british: ContactRules = {
  fields: [
    {
      key: "UK_CONTACT_TYPE",
      label: "Kind of holder",
      why: "Nominet, the registry of .uk, records it with every name.",
      kind: "choice",
      options: choices(ukTypes),
    },
    {
      key: "UK_COMPANY_NUMBER",
      label: "Company number",
      why: "Nominet checks companies and charities against their register.",
      kind: "text",
      pattern: /^[A-Z0-9]{6,10}$/i,
      example: "01234567",
      asked: ({ extra }) => ["LTD", "PLC", "LLP", "IP", "SCH", "RCHAR"].includes(extra.UK_CONTACT_TYPE ?? ""),
    },
  ],
};

const singaporean: ContactRules = {
  fields: [
    {
      key: "SG_ID_NUMBER",
      label: "NRIC or company number",
      why: "SGNIC, the registry of .sg, verifies every holder by it.",
      kind: "text",
      pattern: /^[A-Z0-9]{8,12}$/i,
      example: "S1234567D",
    },
  ],
};

/** By TLD. A TLD that is not here asks nothing more. */
export const contactRules: Record<string, ContactRules> = {
  ...europeanRules,
  ca: {
    fields: [
      {
        key: "CA_LEGAL_TYPE",
        label: "Canadian presence",
        why: ".ca names are only for those with a presence in Canada. CIRA, the registry, may ask for proof.",
        kind: "choice",
        options: choices({ ...caLegalTypes.person, ...caLegalTypes.organisation }),
      },
    ],
    refuse: (registrant) => {
      const given = registrant.extra.CA_LEGAL_TYPE;
      const fitting = isPerson(registrant) ? caLegalTypes.person : caLegalTypes.organisation;
      if (!given || given in fitting) return null;
      const kind = isPerson(registrant) ? "a person" : "an organisation";
      return {
        field: "CA_LEGAL_TYPE",
        message: `The registrant is ${kind}. Choose: ${Object.values(fitting).join(", ")}.`,
      };
    },
  },
  "com.au": australian,
  "net.au": australian,
  uk: british,
  "co.uk": british,
  "org.uk": british,
  "me.uk": british,
  us: {
    fields: [
      {
        key: "US_NEXUS",
        label: "Connection to the United States",
        why: ".us names are only for those with a connection to the United States.",
        kind: "choice",
        options: choices({
          C11: "Citizen of the United States",
          C12: "Permanent resident",
          C21: "Organisation of the United States",
          C31: "Foreign organisation that does business there",
          C32: "Foreign organisation with an office there",
        }),
      },
      {
        key: "US_PURPOSE",
        label: "Use",
        why: "The registry of .us records what a name is for.",
        kind: "choice",
        options: choices({ P1: "Business", P2: "Club or charity", P3: "Personal", P4: "Education", P5: "Government" }),
      },
    ],
    refuse: (registrant) => {
      const nexus = registrant.extra.US_NEXUS ?? "";
      if (isPerson(registrant) && /^C[23]/.test(nexus))
        return {
          field: "US_NEXUS",
          message: "The registrant is a person. Choose citizen or permanent resident, or name the organisation.",
        };
      if (nexus === "C21" && registrant.country !== "US")
        return { field: "US_NEXUS", message: "The address is outside the United States. Choose another connection." };
      return null;
    },
  },
  ru: {
    fields: [
      birthDate,
      {
        key: "RU_PASSPORT_DATA",
        label: "Passport: number, issued by, on",
        why: "The registry of .ru records the papers of every person. They are not published.",
        kind: "text",
        example: "4510 123456, issued by OVD Moscow, 10.02.2010",
        asked: isPerson,
      },
    ],
  },
  sg: singaporean,
  "com.sg": singaporean,
};
